"""The history and what undo takes from it: every state comes back byte for byte, in any order of commands."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook import changes
from logbook.changes import Change
from logbook.errors import LogbookError
from logbook.records import Id
from logbook.store import history
from logbook.store.beside import open_own
from logbook.store.history import Entry
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import transaction
from tests.store import deeds

PATH = Path("logbook.json")
HISTORY = Path("logbook.history.jsonl")


def entry(revision: int, parent: int, **more: object) -> Entry:
    return msgspec.convert(
        {"revision": revision, "parent": parent, "time": deeds.NOW, "command": "test", **more}, Entry
    )


def retitle(path: Path, title: str) -> None:
    with transaction(path, "title", deeds.quiet) as held:
        before = held.record(Id("logbook", 1))
        assert before is not None
        held.commit([Change("logbook", 1, before, changes.edited(before, {"title": title}))], now=deeds.NOW)


class Model:
    """The obvious model: the states that were, and those that were taken back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.undone: list[tuple[bytes, bytes]] = []
        self.done: list[tuple[bytes, bytes]] = []
        self.used: set[int] = set()
        self.now = self.state()

    def state(self) -> tuple[bytes, bytes]:
        """Give the tables' bytes, and the head without its bookkeeping."""
        held = Snapshot(self.path)
        return held.data[held.layout.rest :], held.record(Id("logbook", 1)) or b""

    def numbers(self) -> list[int]:
        return list(Snapshot(self.path).table("sightings"))

    def check(self) -> None:
        held = Snapshot(self.path)
        held.verify()
        assert not held.foreign
        assert self.state() == self.now

    def do(self, word: str, choice: int) -> None:
        if word == "undo":
            assert deeds.undo(self.path) == bool(self.done)
            if self.done:
                self.undone.append(self.now)
                self.now = self.done.pop()
        elif word == "redo":
            assert deeds.redo(self.path) == bool(self.undone)
            if self.undone:
                self.done.append(self.now)
                self.now = self.undone.pop()
        else:
            self.change(word, choice)
            new = self.state()
            if new != self.now:
                self.done.append(self.now)
                self.undone = []
                self.now = new

    def change(self, word: str, choice: int) -> None:
        numbers = self.numbers()
        number = numbers[choice % len(numbers)] if numbers else 0
        if word == "add":
            made = deeds.add(self.path, *("new" * (choice % 3 + 1)))
            assert self.used.isdisjoint(made)
            self.used |= set(made)
        elif word == "title":
            retitle(self.path, f"title {choice}")
        elif number and word == "edit":
            deeds.edit(self.path, number, remarks=f"edited {choice}", x=[1.5])
        elif number:
            deeds.remove(self.path, number)


WORDS = st.sampled_from(["add", "edit", "remove", "title", "undo", "undo", "redo"])


@pytest.mark.slow
@settings(max_examples=120)
@given(st.lists(st.tuples(WORDS, st.integers(0, 5)), max_size=14))
def test_any_commands_with_undo_and_redo_follow_the_model(commands: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logbook.json"
        deeds.add(path, "first", table="images")
        model = Model(path)
        model.done = [_empty(path)]
        for word, choice in commands:
            model.do(word, choice)
            model.check()


def _empty(path: Path) -> tuple[bytes, bytes]:
    held = Snapshot(path.with_name("none.json"))
    return held.data[held.layout.rest :], b"{}"


def test_undo_brings_back_every_byte_but_the_revision_and_the_counters() -> None:
    deeds.add(PATH, "one", "two", "three")
    before = deeds.rest(PATH)
    deeds.remove(PATH, 3)

    assert deeds.undo(PATH)

    assert deeds.rest(PATH) == before
    assert deeds.tables(PATH)["logbook"]["1"]["next"] == {"sightings": 4}
    assert deeds.tables(PATH)["logbook"]["1"]["revision"] == 3


def test_an_import_is_one_run_of_numbers() -> None:
    deeds.add(PATH, *"abc")
    deeds.add(PATH, "d")

    newest, oldest = history.entries(HISTORY)

    assert [(one.id, one.last) for one in oldest.changes] == [(1, 3)]
    assert [(one.id, one.last) for one in newest.changes] == [(4, None)]
    assert HISTORY.read_text(encoding="utf-8").count("\n") == 2


def test_records_that_do_not_follow_each_other_are_told_apart() -> None:
    planned = [
        Change("sightings", 1, None, b"{}"),
        Change("images", 2, None, b"{}"),
        Change("sightings", 3, None, b"{}"),
    ]
    told = history.touched(
        [*planned, Change("sightings", 2, b'{"x":1}', None), Change("sightings", 4, b"{}", b'{"x":1}')]
    )

    assert [(one.table, one.id, one.last, bytes(one.before)) for one in told] == [
        ("images", 2, None, b"null"),
        ("sightings", 1, None, b"null"),
        ("sightings", 2, None, b'{"x":1}'),
        ("sightings", 3, None, b"null"),
        ("sightings", 4, None, b"{}"),
    ]
    assert told[2].after is None


@pytest.mark.parametrize("change", [{"remarks": "by another"}, None])
def test_undo_refuses_where_a_record_is_no_longer_the_one_that_was_written(change: dict[str, str] | None) -> None:
    deeds.add(PATH, "one")
    deeds.edit(PATH, 1, remarks="mine")
    tables = deeds.tables(PATH)
    tables["sightings"] = {"1": change} if change else {}
    PATH.write_text(json.dumps(tables), encoding="utf-8")
    before = PATH.read_bytes()

    with pytest.raises(LogbookError, match="s1 is no longer what 'edit' left there"):
        deeds.undo(PATH)
    assert PATH.read_bytes() == before


def test_undo_passes_over_transactions_that_died() -> None:
    deeds.add(PATH, "one")
    history.append(HISTORY, entry(2, 1), None)
    deeds.add(PATH, "two")

    assert [one.revision for one in history.undoable(HISTORY, 3)] == [3, 1]
    assert deeds.undo(PATH)
    assert deeds.undo(PATH)
    assert not deeds.undo(PATH)
    assert deeds.remarks(PATH) == {}


def test_undo_walks_on_from_a_restored_backup() -> None:
    deeds.add(PATH, "one")
    backup = PATH.read_bytes()
    deeds.add(PATH, "two")
    PATH.write_bytes(backup)
    deeds.add(PATH, "three")

    assert deeds.tables(PATH)["logbook"]["1"]["revision"] == 3
    assert [one.revision for one in history.undoable(HISTORY, 3)] == [3, 1]


def test_without_a_history_there_is_nothing_to_undo() -> None:
    deeds.add(PATH, "one")
    HISTORY.unlink()

    assert not deeds.undo(PATH)
    assert not deeds.redo(PATH)
    assert deeds.add(PATH, "two") == [2]


@pytest.mark.parametrize(
    "line",
    [
        b'{"revision":9',
        b"\xff",
        b"null",
        b"[" * 100_000,
        b'{"revision":9,"parent":1,"time":"\xff","command":""}',
        b"",
        b"\0" * 50,
    ],
)
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_torn_or_damaged_line_is_passed_over_and_closed(line: bytes, end: bytes) -> None:
    deeds.add(PATH, "one")
    HISTORY.write_bytes(HISTORY.read_bytes() + line + end)

    deeds.add(PATH, "two")

    assert [one.revision for one in history.entries(HISTORY)] == [2, 1]
    assert deeds.undo(PATH)
    assert deeds.remarks(PATH) == {1: "one"}


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 30), st.booleans())
def test_lines_are_read_backwards_whatever_their_length(lengths: list[int], block: int, torn: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_BLOCK", block)
        path = Path(folder) / "history.jsonl"
        path.write_bytes(b"\n".join(b"x" * length for length in lengths) + b"\n" * (not torn))

        assert list(history._lines_backwards(path)) == [b"x" * length for length in reversed(lengths) if length]


def test_a_history_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    deeds.add(PATH, "one")
    monkeypatch.setattr(history, "open_own", deeds.raising(errno.EIO))

    with pytest.raises(LogbookError, match=r"logbook\.history\.jsonl cannot be read: Input/output error"):
        next(history.entries(HISTORY))


def test_a_reader_that_stops_in_the_middle_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    deeds.add(PATH, "one")
    deeds.add(PATH, "two")
    opened: list[int] = []
    monkeypatch.setattr(history, "open_own", lambda *given: opened.append(open_own(*given)) or opened[-1])

    newest = history.entries(HISTORY)
    assert next(newest).revision == 2

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened[-1])


def test_damage_in_the_history_never_reaches_the_logbook() -> None:
    deeds.add(PATH, "one")
    deeds.edit(PATH, 1, x="two")
    deeds.edit(PATH, 1, x="three")
    HISTORY.write_bytes(HISTORY.read_bytes().replace(b'"x":"two"', b'"x":"\xff"'))
    before = PATH.read_bytes()

    with pytest.raises(LogbookError, match="s1 would not be valid: 'utf-8' codec"):
        deeds.undo(PATH)
    assert PATH.read_bytes() == before


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o644])
def test_whoever_may_write_the_logbook_may_write_its_history(mode: int) -> None:
    deeds.add(PATH, "one")
    HISTORY.unlink()
    PATH.chmod(mode)

    deeds.add(PATH, "two")

    assert stat.S_IMODE(HISTORY.stat().st_mode) == mode
    HISTORY.chmod(0o640)
    deeds.add(PATH, "three")
    assert stat.S_IMODE(HISTORY.stat().st_mode) == 0o640


def test_redo_is_gone_after_a_new_change() -> None:
    deeds.add(PATH, "one")
    deeds.undo(PATH)
    deeds.add(PATH, "two")

    assert not deeds.redo(PATH)
    assert deeds.remarks(PATH) == {2: "two"}
