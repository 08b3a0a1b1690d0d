"""A process that fuzzes one target with one engine for some seconds.

Run as `python -m …one_target ENGINE TARGET SECONDS SEED`; it prints how many inputs were tried, and each finding once
with the input it came of, as JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.endurance.fuzzing import target

if TYPE_CHECKING:
    from tests.endurance.fuzzing.target import Target
    from tests.endurance.fuzzing.trying import Fault


class Tries:
    """What was tried of a target until the time is up."""

    def __init__(self, tried: Target, seconds: float, folder: Path) -> None:
        self.target, self.folder = tried, folder
        self.many = 0
        self.found: dict[Fault, bytes] = {}
        self._end = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self._end

    def one(self, data: bytes) -> None:
        """Try an input; of the inputs with one fault the shortest is kept."""
        from tests.endurance.fuzzing import trying

        self.many += 1
        fault = trying.fault(self.target, data, self.folder)
        if fault:
            key = fault._replace(said="")
            if len(data) <= len(self.found.get(key, data)):
                self.found[key] = data

    def told(self) -> str:
        """Say it in JSON; what took its time once, and not again, is no hang."""
        from tests.endurance.fuzzing import trying

        found = [
            (*fault, data.hex())
            for fault, data in self.found.items()
            if fault.kind != "hangs" or trying.fault(self.target, data, self.folder)
        ]
        return json.dumps({"tried": self.many, "found": found})


def main(engine: str, name: str, seconds: str, seed: str) -> None:
    """Fuzz one target."""
    with tempfile.TemporaryDirectory(prefix="fuzzing-", dir=target.QUICK) as folder:
        if engine == "atheris":
            from tests.endurance.fuzzing import by_atheris

            by_atheris.instrument()
        from tests.endurance.fuzzing import by_hypothesis, trying
        from tests.endurance.fuzzing.mutations import inputs
        from tests.endurance.fuzzing.targets import NAMED

        scratch = Path(folder, "scratch")
        scratch.mkdir()
        tries = Tries(NAMED[name], float(seconds), scratch)
        for example in tries.target.seeds:
            tries.one(example)
        trying.limit_memory()
        if engine == "atheris":
            by_atheris.run(tries, int(seed), Path(folder))
        else:
            by_hypothesis.run(inputs(tries.target), tries.one, tries, int(seed))
        sys.stdout.write(tries.told())


if __name__ == "__main__":
    main(*sys.argv[1:])
