"""Every command of the README and every format, with each call to the network traced: there must be none."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from logbook import formats
from tests import readme
from tests.endurance import tracing
from tests.endurance.outcomes import Outcome, Row
from tests.formats.camtrap_dp.validation import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from tests.endurance.outcomes import Setting

SUMMARY = "every command of the README and every format under strace: no connection, no name looked up"
_ASKS = re.compile(r"(?:socket|connect|sendto|bind)\((?:\d+, \{sa_family=)?(AF_\w+)")
_TRACED = ("strace", "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o")
_WITHIN = "AF_UNIX"
"""How a system's own library asks another program of this computer for the name of a user."""


def run(setting: Setting) -> Iterator[Row]:
    """Run the README's commands in order, then an export and an import of each format."""
    before = Path.cwd()
    os.chdir(setting.folder)
    try:
        # The README has refusals and findings too; nothing else may keep a command from its work.
        yield Row("every command of the README, its calls to the network traced", _tried(_told, codes=(0, 1, 6)))
        yield Row("an export and an import of every format, likewise", _tried(_exchanged, codes=(0,)))
    finally:
        os.chdir(before)


def _tried(lines: Callable[[], Iterator[str]], codes: Container[int]) -> Outcome | str:
    """Run all lines, and count what they asked of the network; or say why nothing can be traced."""
    if reason := tracing.missing():
        return f"not tried: strace {reason}"
    found = [_connections(shlex.split(line)[1:], codes) for line in lines()]
    return Outcome(len(found), sum(found, Counter()), "no connection")


def _told() -> Iterator[str]:
    """Give the README's commands, with the folder of its story made and its other programs run."""
    yield "logbook demo"
    for block in readme.BLOCK.findall(readme.README.read_text(encoding="utf-8")):
        for line in (line[2:] for line in block.split("\n") if line.startswith("$ ")):
            if line.startswith("logbook "):
                yield line
            else:
                readme.run(line)


def _exchanged() -> Iterator[str]:
    """Give an export in each format that is written, and an import of what came of it.

    Data sets are made of the official example of Camtrap DP, pictures' files of the README's pictures.
    """
    yield f"logbook --file network.json import {shlex.quote(str(OFFICIAL / 'example'))} --region Belgium"
    for name in formats.NAMES:
        one = formats.named(name)
        if not hasattr(one, "write"):
            continue
        if one.OF == "images":
            yield f"logbook export --format {name} --to network-{name} --exact"
            continue
        place = f"network-{name}{''.join(one.SUFFIXES[:1])}"
        yield f"logbook --file network.json export --format {name} {place} --exact"
        if hasattr(one, "read"):
            yield f"logbook --file network-{name}.json import {place} --format {name}"


def _connections(words: list[str], codes: Container[int]) -> Counter[str]:
    """Run a command, and count what it asked of the network; one that did not do its work is a fault too."""
    trace = Path("network.trace").absolute()
    program = (sys.executable, "-m", "logbook")
    env = {**os.environ, "COLUMNS": "80", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [*_TRACED, str(trace), *program, *words], env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    asked = [found[1] for line in trace.read_text(errors="replace").splitlines() if (found := _ASKS.search(line))]
    trace.unlink()
    failed = done.returncode not in codes
    if failed:
        sys.stderr.write(f"logbook {shlex.join(words)}: {done.stderr.decode(errors='replace')}")
    return Counter({"connections": sum(family != _WITHIN for family in asked), "commands that failed": int(failed)})
