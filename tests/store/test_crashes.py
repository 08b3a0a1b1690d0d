"""Whatever step fails, whenever it is killed, however full the disk: the whole change is there, or none of it."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import random
import resource
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from logbook.errors import LogbookError
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import transaction
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATH = Path("logbook.json")
STEPS = ("open", "write", "fsync", "close", "replace", "unlink", "fchmod", "fchown", "fstat", "lseek", "read", "stat")


class Fault(NamedTuple):
    """What happens at a step, before it or after it, and which steps it happens at ever after."""

    strike: Callable[[], object]
    after: bool = False
    ever: tuple[str, ...] = ()
    kills: bool = False


def _raise(error: BaseException) -> None:
    raise error


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


FULL = OSError(errno.ENOSPC, "No space left on device")
FAULTS = {
    "EIO": Fault(lambda: _raise(OSError(errno.EIO, "Input/output error"))),
    "ENOSPC": Fault(lambda: _raise(FULL)),
    "ENOSPC for good": Fault(lambda: _raise(FULL), ever=("write",)),
    "Ctrl-C before": Fault(lambda: _raise(KeyboardInterrupt())),
    "Ctrl-C after": Fault(lambda: _raise(KeyboardInterrupt()), after=True),
    "killed before": Fault(_die, kills=True),
    "killed after": Fault(_die, after=True, kills=True),
}


class Saboteur:
    """Lets the fault happen at one step on the disk; counts the steps."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, fault: Fault) -> None:
        self.count = 0
        self.at = at
        self.fault = fault
        for name in STEPS:
            patch.setattr(os, name, functools.partial(self.step, name, getattr(os, name)))

    @property
    def struck(self) -> bool:
        return self.count > self.at

    def step(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        now, self.count = self.count, self.count + 1
        if now != self.at and not (now > self.at and name in self.fault.ever):
            return real(*args, **kwargs)
        if self.fault.after:
            with contextlib.suppress(OSError):
                real(*args, **kwargs)
        return self.fault.strike()


DEEDS: dict[str, Callable[[], object]] = {
    "add": lambda: deeds.add(PATH, "three", "four"),
    "edit": lambda: deeds.edit(PATH, 1, remarks="uno"),
    "undo": lambda: deeds.undo(PATH),
    "first": lambda: deeds.add(PATH, "one"),
}


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_step_fails_the_file_is_whole(deed: str, fault: str) -> None:
    if deed != "first":
        deeds.add(PATH, "one")
        deeds.add(PATH, "two")
    beginning = {entry: entry.read_bytes() for entry in Path().iterdir()}
    for at in range(200):
        for left in Path().iterdir():
            left.unlink()
        for entry, content in beginning.items():
            entry.write_bytes(content)
        if not _strike(deed, fault, at):
            assert at > 15
            return
    pytest.fail("there is no end of steps")


def _strike(deed: str, fault: str, at: int) -> bool:
    """Do a deed with one step that fails, check what is left, and tell whether there was such a step."""
    before = deeds.remarks(PATH)
    if FAULTS[fault].kills:
        struck, done, failed = _apart(deed, FAULTS[fault], at), False, None
    else:
        struck, done, failed = _here(deed, FAULTS[fault], at)
    _check(before, _expected(deed, before), done=done, failed=failed)
    return struck


def _here(deed: str, fault: Fault, at: int) -> tuple[bool, bool, str | None]:
    with pytest.MonkeyPatch.context() as patch:
        saboteur = Saboteur(patch, at, fault)
        try:
            DEEDS[deed]()
        except (OSError, LogbookError, KeyboardInterrupt) as error:
            return saboteur.struck, False, type(error).__name__
    return saboteur.struck, True, None


def _apart(deed: str, fault: Fault, at: int) -> bool:
    """Do it in a process of its own, and tell whether that was killed."""
    with warnings.catch_warnings():
        # What is forked here has one thread to itself, and soon none.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        status = 1
        try:
            with pytest.MonkeyPatch.context() as patch:
                Saboteur(patch, at, fault)
                DEEDS[deed]()
            status = 0
        finally:
            os._exit(status)
    status = os.waitpid(process, 0)[1]
    assert status == 0 or os.WIFSIGNALED(status)
    return status != 0


def _expected(deed: str, before: dict[int, str]) -> dict[int, str]:
    """Say what a deed makes of the sightings."""
    made = {
        "add": {**before, 3: "three", 4: "four"},
        "edit": {**before, 1: "uno"},
        "undo": {number: text for number, text in before.items() if number != 2},
        "first": {1: "one"},
    }
    return made[deed]


def _check(before: dict[int, str], wanted: dict[int, str], *, done: bool, failed: str | None) -> None:
    """Whole or not at all; what was acknowledged is there, what was refused is not; and the next command works."""
    held = Snapshot(PATH)
    held.verify()
    assert not held.foreign
    now = deeds.remarks(PATH)
    assert now in (before, wanted)
    assert failed in (None, "LogbookError", "KeyboardInterrupt")
    if done or failed == "LogbookError":
        assert now == (wanted if done else before)
    (number,) = deeds.add(PATH, "after")
    assert number not in before
    assert deeds.leftovers(Path()) == []
    assert deeds.remarks(PATH) == {**now, number: "after"}
    assert deeds.undo(PATH)
    assert deeds.remarks(PATH) == now


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def child(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True, env=_environment()
    )


ADDING = """
import sys
from pathlib import Path
from tests.store import deeds
for count in range(int(sys.argv[1])):
    print(*deeds.add(Path("logbook.json"), f"{sys.argv[2]} {count}"), flush=True)
"""

DOING = """
from pathlib import Path
from tests.store import deeds
path = Path("logbook.json")
print("ready", flush=True)
while True:
    number, = deeds.add(path, "new")
    print("add", number, flush=True)
    print("editing", number, flush=True)
    deeds.edit(path, number, remarks="edited")
    print("edit", number, flush=True)
    if number % 3 == 0:
        print("removing", number, flush=True)
        deeds.remove(path, number)
        print("remove", number, flush=True)
"""


@pytest.mark.slow
def test_two_processes_add_and_nothing_is_lost() -> None:
    both = [child(ADDING, "500", name) for name in ("left", "right")]
    numbers = [line for one in both for line in one.communicate()[0].split()]

    assert len(set(numbers)) == len(numbers) == 1_000
    assert sorted(deeds.remarks(PATH).values()) == sorted(
        f"{name} {n}" for name in ("left", "right") for n in range(500)
    )
    assert not Snapshot(PATH).notes


@pytest.mark.slow
def test_killed_at_any_moment_it_keeps_what_it_acknowledged() -> None:
    chance = random.Random(7)  # noqa: S311 - the same moments every time
    for _ in range(40):
        acknowledged = _killed_after(0.03 * chance.random())
        held = deeds.remarks(PATH)

        for number, words in acknowledged.items():
            assert held.get(number, "gone") in words
        deeds.add(PATH, "after")
        assert deeds.leftovers(Path()) == []
        with transaction(PATH, "look", deeds.quiet) as now:
            assert not now.foreign
            assert list(now.table("sightings").values())[-1].remarks == "after"
    assert held


def _killed_after(seconds: float) -> dict[int, set[str]]:
    """Kill a process that adds, edits and removes; give what each of its sightings may look like now."""
    other = child(DOING)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    time.sleep(seconds)
    other.kill()
    said = other.communicate()[0]
    may = {"add": {"new"}, "editing": {"new", "edited"}, "edit": {"edited"}}
    may |= {"removing": {"edited", "gone"}, "remove": {"gone"}}
    lines = [line.split() for line in said.split("\n")[:-1]]
    return {int(number): may[word] for word, number in lines}


@contextlib.contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Limit how large a file may grow; for no longer than needed, since pytest's own output may be a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_file_that_may_not_grow_stays_as_it_was(room: int) -> None:
    deeds.add(PATH, "one" * 1_000)
    before = PATH.read_bytes()

    with pytest.raises(LogbookError, match="no room on the disk") as fault, files_up_to(len(before) + room):
        deeds.add(PATH, "two" * 1_000)

    assert fault.value.exit_code == 1
    assert PATH.read_bytes() == before
    assert deeds.leftovers(Path()) == []


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Mount a disk of 64 kB."""
    disk = Path("disk").absolute()
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        failed = subprocess.run(mounted, capture_output=True, check=False).returncode
    except FileNotFoundError:
        failed = True
    if failed:
        pytest.skip("mounting a small disk needs root, and a system that has mount and tmpfs")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_every_sighting_that_was_acknowledged(small_disk: Path) -> None:
    path = small_disk / "logbook.json"
    count = 0
    with pytest.raises(LogbookError, match=r"no room on the disk to write .*free some space and repeat"):  # noqa: PT012
        while count < 1_000:  # each of them is acknowledged until one is not
            assert deeds.add(path, "x" * 500) == [count + 1]
            count += 1

    assert list(deeds.remarks(path)) == list(range(1, count + 1))
    assert deeds.leftovers(small_disk) == []
    (small_disk / "logbook.history.jsonl").unlink()
    deeds.remove(path, 1)
    assert deeds.undo(path)
