"""The real program in a forked child: what it is asked, what it ended with, what it said.

The program is imported once, so that a command takes a thirtieth of a second and thousands can be tried. Clock and
chance stand still in the child: the same line on the same files gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import multiprocessing
import os
import shlex
import signal
import sys
import time
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import logbook
from logbook import cli
from logbook.cli.app import app
from logbook.store import raw

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MAPPED = "mapped"
"""Beside the logbook's folder, this has a small file mapped as only large ones are."""
RAISED, HUNG = 70, 71
"""What a child ends with that met with what the program did not foresee, and what stands for one that had no end."""
_PATIENCE = 60


class Ended(NamedTuple):
    """How a command ended: its exit code, None where it was killed, what it answered and what it told on stderr."""

    code: int | None
    said: str = ""
    told: str = ""


class Child(NamedTuple):
    """A command that was begun, and where its answer and its notes are."""

    pid: int
    said: Path
    told: Path

    def wait(self) -> Ended:
        """Wait for its end."""
        met = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        code = None if met == -signal.SIGKILL else HUNG if met == -signal.SIGALRM else met
        return Ended(code, *(path.read_text(encoding="utf-8", errors="replace") for path in (self.said, self.told)))


def load() -> None:
    """Import the program whole, once, so that no child has to."""
    for module in walk_packages(logbook.__path__, "logbook."):
        if not module.name.endswith(("__main__", "parquet")):
            import_module(module.name)


def workers() -> ProcessPoolExecutor:
    """Give processes on all processors, which have the program that was imported."""
    return ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork"))


def nothing() -> None:
    """Let the command go on at once."""


def begin(line: str, work: Path, first: Callable[[], object] = nothing) -> Child:
    """Begin a line that a user types, in the folder `work` and on its logbook; the child does `first` before."""
    child = Child(0, work.parent / "said", work.parent / "told")
    for place in child[1:]:
        place.write_bytes(b"")  # it may be killed before it opens them
    with warnings.catch_warnings():
        # What is forked here has one thread to itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    return child._replace(pid=pid) if pid else _be_the_program(line, work, child, first)


def run(line: str, work: Path, first: Callable[[], object] = nothing) -> Ended:
    """Run a line to its end."""
    return begin(line, work, first).wait()


def _be_the_program(line: str, work: Path, child: Child, first: Callable[[], object]) -> NoReturn:
    try:
        signal.alarm(_PATIENCE)
        os.chdir(work)
        raw.MAPPED = 0 if (work.parent / MAPPED).exists() else raw.MAPPED
        os.environ.update(LOGBOOK_FILE=str(work / "logbook.json"), COLUMNS="80", TZ="UTC", NO_COLOR="1")
        _own_streams(child)
        _stand_still(line)
        sys.argv = ["logbook", *shlex.split(line)]
        _declare_one(sys.argv[1])
        first()
        cli.main()
    except BaseException:  # noqa: BLE001 - nothing that happens in the child may go on in it as in its parent
        os.write(2, traceback.format_exc().encode(errors="replace"))
    os._exit(RAISED)


def _own_streams(child: Child) -> None:
    for number, place in enumerate((Path(os.devnull), child.said, child.told)):
        os.dup2(os.open(place, os.O_RDWR), number)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.FileIO(number, "w", closefd=False), encoding="utf-8") for number in (1, 2)
    )


def _stand_still(line: str) -> None:
    """Stop the clock of the records, and draw their uuids from the line and a counter."""
    draws = itertools.count()
    cli.session.clock = lambda: NOW
    time.time_ns = lambda: int(NOW.timestamp()) * 1_000_000_000
    os.urandom = lambda size: hashlib.blake2b(f"{next(draws)} {line}".encode(), digest_size=size).digest()


def _declare_one(name: str) -> None:
    """Leave the program the one command that is asked for, as it has when it is started anew."""
    every = app.registered_commands
    app.registered_commands = [one for one in every if name in {one.name, getattr(one.callback, "__name__", "")}]
