"""A process that types lines until its time is up: the program is imported once, and forked for each line.

Run as `python -m …lines.typist SECONDS SEED`; it prints how many were typed, and each finding with its line, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import logbook.cli
from tests.endurance.fuzzing import by_hypothesis
from tests.endurance.fuzzing.lines.drawing import Line, lines
from tests.endurance.fuzzing.lines.ground import Answer, Ground
from tests.endurance.fuzzing.target import QUICK

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE = 30
"""Seconds of the clock after which a line that has no answer is a hang; the program waits 10 for a lock."""


def type_line(line: Line, ground: Ground) -> Answer | None:
    """Run the program on a line in a process of its own; None where it gives no answer."""
    here, out, err = ground.renew(), ground.folder.parent / "out", ground.folder.parent / "err"
    (here.parent / "in").write_bytes((line.stdin or "").encode("utf-8", "surrogatepass"))
    child = os.fork()
    if not child:
        _become(line, here, out, err)
    end = time.monotonic() + _PATIENCE
    done, status = os.waitpid(child, os.WNOHANG)
    while not done and time.monotonic() < end:
        time.sleep(0.002)
        done, status = os.waitpid(child, os.WNOHANG)
    if not done:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None
    said = (path.read_text(encoding="utf-8", errors="replace") for path in (out, err))
    return Answer(os.waitstatus_to_exitcode(status), *said)


def _become(line: Line, here: Path, out: Path, err: Path) -> None:
    """Be the program, as a shell starts it; a stdin that is closed is none at all."""
    try:
        os.chdir(here)
        for number, path, flags in ((1, out, os.O_WRONLY | os.O_CREAT), (2, err, os.O_WRONLY | os.O_CREAT)):
            os.dup2(os.open(path, flags, 0o600), number)
        os.dup2(os.open(here.parent / "in", os.O_RDONLY), 0)
        sys.stdin, sys.stdout, sys.stderr = (
            None if line.stdin is None else open(0, encoding="utf-8", closefd=False),  # noqa: SIM115
            open(1, "w", encoding="utf-8", closefd=False),  # noqa: SIM115 - they end with the process
            open(2, "w", encoding="utf-8", closefd=False, errors="backslashreplace"),  # noqa: SIM115
        )
        sys.argv = ["logbook", *line.words]
        logbook.cli.main()
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # noqa: BLE001 - it is what a person would see
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(99)


def _environment(home: Path) -> None:
    """Stand where no logbook of this user is found, and no editor."""
    for name in ("LOGBOOK_FILE", "EDITOR", "VISUAL"):
        os.environ.pop(name, None)
    os.environ.update(HOME=str(home), XDG_DATA_HOME=str(home / "data"), COLUMNS="80", TZ="UTC", NO_COLOR="1")


def found(line: Line, ground: Ground) -> Sequence[tuple[str, str]]:
    """Type a line, and name the kind of each fault and what it is."""
    answer = type_line(line, ground)
    if answer is None:
        return [("hangs", "no answer")]
    try:
        broken = list(ground.broken(line, answer))
    except Exception as error:  # noqa: BLE001 - the logbook cannot be read any more
        return [("broken laws", f"the logbook is not sound: {error!r}")]
    last = answer.stderr.strip().rsplit("\n", 1)[-1]
    return [("tracebacks", last) if one == "a traceback" else ("broken laws", one) for one in broken]


class Typing:
    """The lines that were typed until the time is up, and what came of them."""

    def __init__(self, seconds: float, home: Path) -> None:
        self.many = 0
        self.faults: dict[tuple[str, str], Line] = {}
        self._end, self._ground = time.monotonic() + seconds, Ground(home)

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self._end

    def one(self, line: Line) -> None:
        """Type a line."""
        if not self.is_over:
            self.many += 1
            self.faults.update(dict.fromkeys(found(line, self._ground), line))

    def told(self) -> str:
        """Say it in JSON."""
        every = ((*fault, json.dumps([line.words, line.stdin]).encode().hex()) for fault, line in self.faults.items())
        return json.dumps({"tried": self.many, "found": [(kind, "a line", said, data) for kind, said, data in every]})


def main(seconds: str, seed: str) -> None:
    """Type lines."""
    with tempfile.TemporaryDirectory(prefix="typed-", dir=QUICK) as folder:
        _environment(Path(folder))
        logbook.cli.declare(())
        typing = Typing(float(seconds), Path(folder))
        by_hypothesis.run(lines(), typing.one, typing, int(seed))
        sys.stdout.write(typing.told())


if __name__ == "__main__":
    main(*sys.argv[1:])
