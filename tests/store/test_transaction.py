"""Writing: whole or not at all, whatever fails, whoever else writes, whenever it is killed."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Callable

PATH = Path("logbook.json")


def copies() -> list[Path]:
    return sorted(Path().glob("logbook.before-layout*.json"))


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
            (Change("notes", 1, None, b"[]"), "notes 1 would not be valid"),
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
        with transaction(PATH, "add", deeds.quiet) as held:
            held.commit([Change("sightings", 1, None, b"{}")], now=deeds.NOW)
            with pytest.raises(LogbookError, match="changed by another program"):
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
            (note,) = held.notes
            assert note.startswith(
                f"{PATH.absolute()} had been written by other hands: checked whole, and laid out anew"
            )

        content["sightings"]["3"] = {"remarks": "three"}
        assert {k: v for k, v in deeds.tables(PATH).items() if k != "logbook"} == {
            k: v for k, v in content.items() if k != "logbook"
        }
        with transaction(PATH, "look", deeds.quiet) as held:
            assert not held.foreign

    def test_what_only_lies_otherwise_needs_no_copy(self) -> None:
        deeds.add(PATH, "one", "two")
        for indent in (1, 2):
            PATH.write_text(json.dumps(deeds.tables(PATH), indent=indent, sort_keys=True), encoding="utf-8")
            deeds.add(PATH, "three")
            with TinyDB(PATH) as database:
                database.table("sightings").insert({"remarks": "its own"})
            deeds.add(PATH, "four")

        assert copies() == []

    @pytest.mark.parametrize(
        ("old", "new"), [('"two"', '"too"'), (',\n"2":{"remarks":"two"}', ""), ('"1":{"remarks"', '"1":{"remarkt"')]
    )
    def test_of_a_record_that_is_not_as_we_wrote_it_the_file_is_kept(self, old: str, new: str) -> None:
        deeds.add(PATH, "one", "two")
        damaged = PATH.read_text(encoding="utf-8").replace(old, new)
        for _ in range(2):
            PATH.write_text(damaged, encoding="utf-8")
            with transaction(PATH, "add", deeds.quiet) as held:
                held.commit([Change("sightings", 3, None, b"{}")], now=deeds.NOW)
                assert held.notes[0].endswith(f"; the file as it was: {copies()[0].absolute()}")

        assert [copy.read_text(encoding="utf-8") for copy in copies()] == [damaged]

    def test_what_no_history_knows_is_kept(self) -> None:
        with TinyDB(PATH) as database:
            database.table("sightings").insert({"remarks": "its own"})
        before = PATH.read_bytes()

        deeds.add(PATH, "ours")

        assert [copy.read_bytes() for copy in copies()] == [before]

    def test_a_script_fills_no_disk_with_copies(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("logbook.store.transaction.MOST", 3)
        deeds.add(PATH, "one")
        for hour in range(5):
            with TinyDB(PATH) as database:
                database.table("sightings").update({"remarks": f"hour {hour}"})
            with transaction(PATH, "add", deeds.quiet) as held:
                held.commit([Change("sightings", held.next_number("sightings"), None, b"{}")], now=deeds.NOW)
                (note,) = held.notes

        assert len(copies()) == 3
        assert note.endswith(
            "; no copy of it as it was is kept: 3 are there, up to logbook.before-layout-3.json; put them elsewhere"
        )

    def test_a_copy_that_is_kept_is_named_however_many_there_are(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("logbook.store.transaction.MOST", 1)
        deeds.add(PATH, "one", "two")
        changed = PATH.read_bytes().replace(b'"two"', b'"too"')
        for _ in range(2):
            PATH.write_bytes(changed)
            with transaction(PATH, "add", deeds.quiet) as held:
                held.commit([Change("sightings", 3, None, b"{}")], now=deeds.NOW)
                assert held.notes[0].endswith(f"; the file as it was: {copies()[0].absolute()}")

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
            lambda data: data.replace(b'"schema":2', b'"schema":9'),
            lambda data: data.replace(b'"1":{"remarks":"one"', b'"1":{"uuid":7'),
        ],
    )
    @pytest.mark.usefixtures("content")
    def test_what_is_damaged_is_never_written_over(self, damage: Callable[[bytes], bytes]) -> None:
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
            LogbookError, match=r"there is no folder .*; make it first, or name another file with --file"
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

        self.refused()

    def test_nor_is_it_by_an_administrator_whom_the_system_would_let(self) -> None:
        deeds.add(PATH, "one")
        PATH.chmod(0o444)

        self.refused()

    def refused(self) -> None:
        with pytest.raises(LogbookError, match=r"logbook\.json is read-only; nothing was written"):
            deeds.add(PATH, "two")
        assert deeds.remarks(PATH) == {1: "one"}

    def test_a_history_that_cannot_be_written_stops_the_command(self) -> None:
        Path("logbook.history.jsonl").symlink_to("none/history.jsonl")

        with pytest.raises(LogbookError, match=r"logbook\.history\.jsonl is a link"):
            deeds.add(PATH, "one")
        assert not PATH.exists()


def test_reading_waits_for_no_writer() -> None:
    deeds.add(PATH, "one")
    with transaction(PATH, "add", deeds.quiet) as held:
        assert deeds.remarks(PATH) == {1: "one"}
        snapshot = Snapshot(PATH)
        held.commit([Change("sightings", 2, None, b"{}")], now=deeds.NOW)
        assert list(snapshot.table("sightings")) == [1]
        assert snapshot.record(Id("sightings", 2)) is None
    assert list(deeds.remarks(PATH)) == [1, 2]


def test_a_number_that_a_restored_backup_has_forgotten_is_not_given_again() -> None:
    deeds.add(PATH, "one")
    backup = PATH.read_bytes()
    assert deeds.add(PATH, "two", "three") == [2, 3]
    PATH.write_bytes(backup)

    assert deeds.add(PATH, "four") == [4]
    assert deeds.add(PATH, "five") == [5]


def test_nor_is_one_of_another_table_than_that_which_was_written_first() -> None:
    deeds.add(PATH, "one")
    backup = PATH.read_bytes()
    assert deeds.add(PATH, "a picture", table="images") == [1]
    PATH.write_bytes(backup)

    deeds.add(PATH, "two")

    assert deeds.add(PATH, "another picture", table="images") == [2]
