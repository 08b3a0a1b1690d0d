"""One command as a person types it: a whole process of the program, what it answered, how long it waited its turn."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = """
import contextlib, sys, time
from logbook.store import lock
taken = lock.locked
@contextlib.contextmanager
def watched(path, command, notify):
    began = time.monotonic()
    def say(what):
        sys.stderr.write(f"{what} {time.monotonic() - began:.3f}\\n")
    def tell(sentence):
        say("told")
        notify(sentence)
    try:
        with taken(path, command, tell):
            say("waited")
            yield
    except lock.LockedError:
        say("waited")
        raise
lock.locked = watched
from logbook.cli import main
main()
"""
"""The program with a watch beside its lock; nothing else is changed."""
PATIENCE, WAIT = 1.0, 10.0
"""Seconds after which a writer says whom it waits for, and after which it gives up."""
GRACE = 1.0
"""Seconds by which a machine with more processes than cores may be late."""
HANGS = 120.0
GAVE_UP = 5
"""The exit code of a command that did not get its turn."""
HOLDER = r"process \d+ on \S+: \w+"
_WATCH = re.compile(r"^(told|waited) ([0-9.]+)\n", re.MULTILINE)
_REFUSALS = {
    1: re.compile(r"^logbook: there is nothing to (undo in .*|bring back: the last change was no undo)$", re.MULTILINE),
    3: re.compile(r"^logbook: there is no sighting s\d+ in .*$", re.MULTILINE),
    GAVE_UP: re.compile(rf"^logbook: .* is being written by {HOLDER}.*; try again when it has finished$", re.MULTILINE),
}
"""What a command may be refused for here, by exit code."""


class Answer(NamedTuple):
    """What a command said, and in how many seconds: the whole process, and of its wait for the lock those until it
    was told who has it, and until it was its turn or gave up; None where it was not told, and where it asked for none.
    """

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    seconds: float
    told: float | None
    waited: float | None

    def fault(self) -> str | None:
        """Name what is wrong with it as an answer, in plural words; None where nothing is."""
        refused = _REFUSALS.get(self.code)
        if self.code and not (refused and refused.search(self.err)):
            return "commands without an answer"
        if self.waited is None:
            return None
        if self.waited > WAIT + GRACE or (self.code == GAVE_UP and self.waited < WAIT):
            return "waits that ended too early or too late"
        return self._untold(self.waited)

    def _untold(self, waited: float) -> str | None:
        if self.told is None:
            return "waits without a word" if waited > PATIENCE + GRACE else None
        if not PATIENCE <= self.told <= PATIENCE + GRACE:
            return "waits that were told of too early or too late"
        named = re.search(f"^waiting for {HOLDER}", self.err, re.MULTILINE)
        return None if named else "waits without a name"


class Command(NamedTuple):
    """A command under way."""

    words: tuple[str, ...]
    process: subprocess.Popen[str]
    began: float

    def answer(self) -> Answer:
        """Wait for its end; a process that never ends is killed, and has the exit code of that."""
        try:
            out, err = self.process.communicate(timeout=HANGS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, err = self.process.communicate()
        seconds = time.monotonic() - self.began
        watch = {what: float(when) for what, when in _WATCH.findall(err)}
        said = (self.process.returncode, out, _WATCH.sub("", err))
        return Answer(self.words, *said, seconds, watch.get("told"), watch.get("waited"))


def start(file: Path, *words: str) -> Command:
    """Start a command on a logbook, in the logbook's folder."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "SYSTEMROOT"}}
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "--file", str(file), *words],
        cwd=file.parent,
        env={**kept, "PYTHONPATH": root, "HOME": str(file.parent), "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return Command(words, process, time.monotonic())


def run(file: Path, words: Sequence[str]) -> Answer:
    """Run a command to its end."""
    return start(file, *words).answer()
