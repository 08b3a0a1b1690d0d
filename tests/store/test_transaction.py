"""Writing: whole or not at all, whatever fails, whoever else writes, whenever it is killed."""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from tinydb import TinyDB

from logbook.changes import Change
from logbook.errors import BadValueError, DamagedError, LogbookError
from logbook.records import Id
from logbook.store import history
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import transaction
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATH = Path("logbook.json")


class TestCommit:
    """What a commit writes, and what it refuses to write."""

    def test_only_the_changed_lines_change(self) -> None:
        deeds.add(PATH, "one", "two", "three")
        before = PATH.read_text(encoding="utf-8").split("\n")

        deeds.edit(PATH, 2, remarks="zwei")

        after = PATH.read_text(encoding="utf-8").split("\n")
        assert [line for line in after if line not in before][1:] == ['"2":{"remarks":"zwei"},']
        assert len(after) == len(before)

    def test_the_next_one_finds_the_checksum_right(self) -> None:
        deeds.add(PATH, "one", table="images")
        for word in ("two", "three"):
            deeds.add(PATH, word)
            with transaction(PATH, "look", deeds.quiet) as held:
                assert not held.foreign

    def test_nothing_changed_is_no_transaction(self) -> None:
        deeds.add(PATH, "one")
        before = PATH.stat()

        assert deeds.commit(PATH) is None
        assert deeds.commit(PATH, Change("sightings", 1, b"{}", b"{}")) is None
        assert PATH.stat().st_ino == before.st_ino

    def test_a_revision_is_one_more_than_any_in_file_or_history(self) -> None:
        assert deeds.commit(PATH, Change("sightings", 1, None, b"{}")) == 1
        history.append(Path("logbook.history.jsonl"), history.Entry(revision=40, parent=1, time="", command=""), None)

        with transaction(PATH, "add", deeds.quiet) as held:
            assert held.commit([Change("sightings", 2, None, b"{}")], now=deeds.NOW) == 41
            assert held.revision == 41

    def test_a_number_is_never_used_twice(self) -> None:
        deeds.add(PATH, "one", "two")
        deeds.remove(PATH, 2)
        deeds.undo(PATH)
        deeds.undo(PATH)
        deeds.undo(PATH)

        assert deeds.add(PATH, "three") == [3]

    def test_numbers_that_stock_tinydb_gave_are_counted(self) -> None:
        deeds.add(PATH, "one")
        with TinyDB(PATH) as database:
            database.table("sightings").insert_multiple([{"remarks": "two"}, {"remarks": "three"}])

        deeds.remove(PATH, 3)

        assert deeds.add(PATH, "four") == [4]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (Change("sightings", 2, None, b'{"uuid":3}'), "s2 would not be valid: Expected"),
            (Change("sightings", 2, None, b'{"x":"\xff"}'), "s2 would not be valid: 'utf-8'"),
            (Change("sightings", 2, None, b'{"x":NaN}'), "s2 would not be valid"),
            (Change("sightings", 2, None, b'{"x":1},"3":{}'), "s2 would not be valid"),
            (Change("sightings", 2, None, b'{"x":\n1}'), "s2 would stand on several lines"),
            (Change("sightings", 0, None, b"{}"), "s0 is no number that a record can have"),
            (Change("sightings", 10**18, None, b"{}"), "is no number that a record can have"),
            (Change("notes", 1, None, b"{}"), "'notes' is no table of a logbook; they are taxa, credits"),
            (Change("logbook", 1, b"{}", b'{"title":3}'), "logbook 1 would not be valid"),
        ],
    )
    def test_what_could_not_be_read_again_is_refused(self, change: Change, said: str) -> None:
        deeds.add(PATH, "one")
        before = PATH.read_bytes(), Path("logbook.history.jsonl").read_bytes()

        with pytest.raises(BadValueError, match=re.escape(said)):
            deeds.commit(PATH, change)
        assert (PATH.read_bytes(), Path("logbook.history.jsonl").read_bytes()) == before

    @pytest.mark.parametrize(
        "change",
        [
            Change("sightings", 1, None, b'{"remarks":"another"}'),
            Change("sightings", 1, b'{"remarks":"other"}', b'{"remarks":"mine"}'),
            Change("sightings", 2, b'{"remarks":"gone"}', None),
            Change("logbook", 1, None, b'{"title":"T"}'),
        ],
    )
    def test_a_change_of_what_is_not_there_is_refused(self, change: Change) -> None:
        deeds.add(PATH, "one")

        with pytest.raises(LogbookError, match="is not as it was when the change was planned; nothing was written"):
            deeds.commit(PATH, change)
        assert deeds.remarks(PATH) == {1: "one"}

    def test_the_first_commit_is_the_only_one(self) -> None:
        with (
            pytest.raises(LogbookError, match="changed by another program"),
            transaction(PATH, "add", deeds.quiet) as held,
        ):
            held.commit([Change("sightings", 1, None, b"{}")], now=deeds.NOW)
            held.commit([Change("sightings", 2, None, b"{}")], now=deeds.NOW)
        assert list(deeds.remarks(PATH)) == [1]


class TestOtherHands:
    """Files of other programs are taken where they are valid, and laid out anew by the next write."""

    @pytest.fixture
    def content(self) -> dict[str, Any]:
        deeds.add(PATH, "one", "two 東北豹 \x85\u2028")
        deeds.edit(PATH, 1, unknown={"x": 1.5}, big=12345678901234567890)
        tables = deeds.tables(PATH)
        return {"notes": {"a\nb": {"x": [None, 1]}}, **tables, "": {"2": {}, "10": {}}}

    @pytest.mark.parametrize("indent", [None, 4])
    @pytest.mark.parametrize("sort", [False, True])
    def test_nothing_is_lost_and_the_note_says_so(
        self, content: dict[str, Any], indent: int | None, sort: bool
    ) -> None:
        PATH.write_text(json.dumps(content, indent=indent, sort_keys=sort), encoding="utf-8-sig")

        with transaction(PATH, "add", deeds.quiet) as held:
            held.commit([Change("sightings", 3, None, b'{"remarks":"three"}')], now=deeds.NOW)
            assert held.notes == [
                f"{PATH.absolute()} had been written by other hands: checked whole, and laid out anew"
            ]

        content["sightings"]["3"] = {"remarks": "three"}
        assert {k: v for k, v in deeds.tables(PATH).items() if k != "logbook"} == {
            k: v for k, v in content.items() if k != "logbook"
        }
        with transaction(PATH, "look", deeds.quiet) as held:
            assert not held.foreign

    def test_stock_tinydb_opens_what_we_write_and_we_open_what_it_writes(self) -> None:
        for number in (1, 3, 5):
            assert deeds.add(PATH, f"ours {number} 🐆") == [number]
            with TinyDB(PATH) as database:
                assert database.table("sightings").insert({"remarks": f"its {number + 1} 🐆"}) == number + 1
        with TinyDB(PATH) as database:
            database.table("sightings").remove(doc_ids=[2])

        assert list(deeds.remarks(PATH)) == [1, 3, 4, 5, 6]
        assert deeds.add(PATH, "seven") == [7]

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: data[: len(data) // 2],
            lambda data: data[:-1] + b"]",
            lambda data: data.replace(b'"remarks":"two', b'"remarks":"two\0'),
            lambda data: data.replace(b'"two', b'two"'),
            lambda _: b"no JSON",
            lambda _: b'{"sightings": {}}',
            lambda _: b"",
            lambda data: data.replace(b'"schema":1', b'"schema":9'),
            lambda data: data.replace(b'"1":{"remarks":"one"', b'"1":{"uuid":7'),
        ],
    )
    def test_what_is_damaged_is_never_written_over(
        self, content: dict[str, Any], damage: Callable[[bytes], bytes]
    ) -> None:
        data = damage(PATH.read_bytes())
        PATH.write_bytes(data)

        with pytest.raises(DamagedError, match=r"logbook\.json") as fault:
            deeds.add(PATH, "three")
        assert fault.value.exit_code == 4
        assert PATH.read_bytes() == data
        assert deeds.leftovers(Path()) == []


class TestPaths:
    """The file that is meant, however it is named."""

    def test_a_link_is_followed_and_stays(self) -> None:
        Path("real").mkdir()
        PATH.symlink_to("real/book.json")

        assert deeds.add(PATH, "one") == [1]
        assert deeds.add(PATH, "two") == [2]

        assert PATH.is_symlink()
        assert sorted(entry.name for entry in Path("real").iterdir()) == [
            ".book.json.lock",
            "book.history.jsonl",
            "book.json",
        ]
        assert list(Path().glob("*.jsonl")) == []
        assert deeds.undo(PATH)

    @pytest.mark.parametrize("name", ["none/logbook.json", "file/logbook.json", "link"])
    def test_where_there_is_no_folder_none_is_made(self, name: str) -> None:
        Path("file").touch()
        Path("link").symlink_to("none/logbook.json")

        with pytest.raises(
            LogbookError, match="there is no folder .*; make it first, or name another file with --file"
        ):
            deeds.add(Path(name), "one")

    @pytest.mark.parametrize("name", ["folder", "loop", "/dev/null"])
    def test_what_is_no_file_is_refused(self, name: str) -> None:
        Path("folder").mkdir()
        Path("loop").symlink_to("loop")

        with pytest.raises(LogbookError):
            deeds.add(Path(name), "one")
        assert Path("folder").is_dir()

    def test_a_read_only_file_is_not_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        deeds.add(PATH, "one")
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != PATH.absolute() or mode != os.W_OK)

        with pytest.raises(LogbookError, match=r"logbook\.json is read-only; nothing was written"):
            deeds.add(PATH, "two")
        assert deeds.remarks(PATH) == {1: "one"}

    def test_a_history_that_cannot_be_written_stops_the_command(self) -> None:
        Path("logbook.history.jsonl").symlink_to("none/history.jsonl")

        with pytest.raises(LogbookError, match=r"logbook\.history\.jsonl could not be written"):
            deeds.add(PATH, "one")
        assert not PATH.exists()


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
    "remove": lambda: deeds.remove(PATH, 1),
    "undo": lambda: deeds.undo(PATH),
    "first": lambda: deeds.add(PATH, "one"),
}


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_step_fails_the_file_is_whole(deed: str, fault: str) -> None:
    for at in range(200):
        for left in Path().iterdir():
            left.unlink()
        if deed != "first":
            deeds.add(PATH, "one")
            deeds.add(PATH, "two")
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
        "remove": {number: text for number, text in before.items() if number != 1},
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


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Give a way to limit how large a file may grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_file_that_may_not_grow_stays_as_it_was(small_files: Callable[[int], None], room: int) -> None:
    deeds.add(PATH, "one" * 1_000)
    before = PATH.read_bytes()
    small_files(len(before) + room)

    with pytest.raises(LogbookError, match="no room on the disk") as fault:
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
    with pytest.raises(LogbookError, match="no room on the disk to write .*free some space and repeat"):
        for count in range(1_000):
            assert deeds.add(path, "x" * 500) == [count + 1]

    assert list(deeds.remarks(path)) == list(range(1, count + 1))
    assert deeds.leftovers(small_disk) == []
    (small_disk / "logbook.history.jsonl").unlink()
    deeds.remove(path, 1)
    assert deeds.undo(path)


def test_reading_waits_for_no_writer() -> None:
    deeds.add(PATH, "one")
    with transaction(PATH, "add", deeds.quiet) as held:
        assert deeds.remarks(PATH) == {1: "one"}
        snapshot = Snapshot(PATH)
        held.commit([Change("sightings", 2, None, b"{}")], now=deeds.NOW)
        assert list(snapshot.table("sightings")) == [1]
        assert snapshot.record(Id("sightings", 2)) is None
    assert list(deeds.remarks(PATH)) == [1, 2]
