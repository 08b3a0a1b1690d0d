"""Logbooks of older schemas become ours with the first write, after a copy; those of newer ones are never written."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from logbook import changes
from logbook.changes import Change
from logbook.errors import DamagedError, LogbookError
from logbook.records import SCHEMA, Id, Sighting
from logbook.store import files, history, migration
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import transaction
from tests.store import deeds, schemas

if TYPE_CHECKING:
    from collections.abc import Callable

COPY = Path("logbook.schema-1.json")
HISTORY = Path("logbook.history.jsonl")


@pytest.fixture
def old() -> Path:
    return schemas.oldest()


def records(path: Path) -> bytes:
    """Give all but the file's own record."""
    return deeds.rest(path)


class TestOlder:
    """The oldest file there is."""

    def test_readers_take_it_as_it_is_and_say_nothing(self, old: Path) -> None:
        before = old.read_bytes()
        held = Snapshot(old)
        held.compare()
        book = held.book()

        assert (held.notes, held.foreign, held.info.schema) == ([], False, 1)
        assert [len(table) for table in (book.sightings, book.images, book.credits, book.taxa)] == [3, 2, 2, 1]
        assert book.sightings[3].vernacular_name == "東北豹"
        assert old.read_bytes() == before
        assert not COPY.exists()

    def test_the_first_write_keeps_a_copy_and_changes_no_record(self, old: Path) -> None:
        before = old.read_bytes()
        with transaction(old, "add", deeds.quiet) as held:
            number = held.next_number("sightings")
            held.commit([Change("sightings", number, None, b"{}")], now=deeds.NOW)
            (note,) = held.notes

        assert number == 5
        assert note == (
            f"{old.absolute()} was of schema 1, and is of schema 2 now; the file as it was: {COPY.absolute()}"
        )
        assert COPY.read_bytes() == before
        assert records(old).replace(b',\n"5":{}', b"") == before.split(b"\n", 2)[2]
        now = Snapshot(old)
        now.verify()
        assert (now.info.schema, now.info.revision, now.foreign) == (SCHEMA, 10, False)

    def test_it_is_made_ours_once(self, old: Path) -> None:
        deeds.add(old, "one")
        with transaction(old, "add", deeds.quiet) as held:
            held.commit([Change("sightings", 6, None, b"{}")], now=deeds.NOW)
            assert held.notes == []

        assert [path.name for path in Path().glob("*schema*")] == [COPY.name]

    def test_all_that_the_old_program_wrote_can_still_be_undone(self, old: Path) -> None:
        before = records(old)
        deeds.add(old, "one")
        after = records(old)
        assert deeds.undo(old)
        assert records(old) == before

        undone = 0
        while deeds.undo(old):
            undone += 1

        assert undone == 7
        assert {name: rows for name, rows in deeds.tables(old).items() if rows and name != "logbook"} == {}
        assert Snapshot(old).info.schema == SCHEMA
        while deeds.redo(old):
            pass
        assert records(old) == after

    def test_nothing_changed_makes_no_copy(self, old: Path) -> None:
        before = old.read_bytes()

        assert deeds.commit(old) is None
        assert (old.read_bytes(), COPY.exists()) == (before, False)

    @pytest.mark.parametrize(
        ("old_text", "new"), [(b'"remarks":"left', b'"remarks":"Left'), (b'"crc32":"6', b'"crc32":"7')]
    )
    def test_one_that_is_not_as_it_was_left_is_foreign_as_ever(self, old: Path, old_text: bytes, new: bytes) -> None:
        data = old.read_bytes().replace(old_text, new)
        old.write_bytes(data)

        with transaction(old, "add", deeds.quiet) as held:
            assert held.notes[0].endswith("is not as this program left it; `logbook check` tells where it differs")
            held.commit([Change("sightings", 5, None, b"{}")], now=deeds.NOW)
            (note,) = held.notes

        assert "other hands: checked whole, and laid out anew; it was of schema 1" in note
        assert note.endswith(f"is of schema 2 now; the file as it was: {COPY.absolute()}")
        assert COPY.read_bytes() == data

    def test_other_content_of_the_same_name_stays(self, old: Path) -> None:
        COPY.write_bytes(b"mine")
        before = old.read_bytes()

        deeds.add(old, "one")

        assert COPY.read_bytes() == b"mine"
        assert Path("logbook.schema-1-2.json").read_bytes() == before

    @pytest.mark.parametrize(("room", "step", "number"), [(history, "append", 5), (files, "replace", 6)])
    def test_what_is_stopped_between_copy_and_rename_loses_nothing_and_leaves_one_copy(
        self, old: Path, room: object, step: str, number: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = old.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(room, step, deeds.raising(5))
            with pytest.raises(OSError, match="Input/output"):
                deeds.add(old, "one")
        assert (old.read_bytes(), COPY.read_bytes()) == (before, before)

        assert deeds.add(old, "one") == [number]
        assert COPY.read_bytes() == before
        assert sorted(path.name for path in Path().iterdir()) == [
            *(".logbook.json.lock", "logbook.history.jsonl", "logbook.json", "logbook.schema-1.json")
        ]

    def test_without_room_for_the_copy_nothing_is_written(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = old.read_bytes(), HISTORY.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", deeds.raising(28))
            with pytest.raises(LogbookError, match=r"no room on the disk to write .*logbook\.schema-1\.json"):
                deeds.add(old, "one")

        assert (old.read_bytes(), HISTORY.read_bytes()) == before
        assert not COPY.exists()
        assert deeds.leftovers(Path()) == []


class TestSteps:
    """A schema to come is one more function: records are brought up for readers and by the first write alike."""

    @pytest.fixture(autouse=True)
    def step(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the step from schema 1 give every sighting a project."""

        def with_project(tables: migration.Tables) -> migration.Tables:
            lines = {key: changes.edited(line, {"project": "Leopards"}) for key, line in tables["sightings"].items()}
            return {**tables, "sightings": lines}

        monkeypatch.setattr(migration, "STEPS", {1: (with_project,)})

    @pytest.mark.parametrize("indent", [None, 2])
    def test_readers_see_records_of_our_schema(self, old: Path, indent: int | None) -> None:
        if indent:
            old.write_text(json.dumps(deeds.tables(old), indent=indent), encoding="utf-8")
        before = old.read_bytes()
        held = Snapshot(old)
        held.compare()

        assert {sighting.project for sighting in held.table("sightings").values()} == {"Leopards"}
        assert held.foreign == bool(held.notes) == bool(indent)
        assert old.read_bytes() == before

    def test_the_first_write_brings_all_of_them_to_the_disk(self, old: Path) -> None:
        before = old.read_bytes()

        assert deeds.add(old, "one") == [5]

        assert {key: row.get("project") for key, row in deeds.tables(old)["sightings"].items()} == {
            **dict.fromkeys("123", "Leopards"),
            "5": None,
        }
        assert COPY.read_bytes() == before
        now = Snapshot(old)
        now.verify()
        assert not now.foreign


class TestNewer:
    """A file of a version to come: read where it says so, never written."""

    @pytest.fixture
    def two(self) -> Path:
        deeds.add(Path("logbook.json"), "one", "two")
        return Path("logbook.json")

    @pytest.mark.parametrize("indent", [None, 2])
    def test_it_is_read_where_it_may_be_and_a_note_says_so(self, two: Path, indent: int | None) -> None:
        schemas.newer(two, indent, readable_by=SCHEMA, horoscope={"moon": "full"})
        held = Snapshot(two)

        assert held.table("sightings")[2] == Sighting(remarks="two")
        assert held.record(Id("sightings", 1)) == b'{"remarks":"one"}'
        assert held.notes[0] == (
            "logbook.json was written by a newer logbook (schema 3, this one knows 2): what it adds is not shown; "
            "to change it, upgrade the program: pip install --upgrade sighting-logbook"
        )

    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("said", [{}, {"readable_by": 3}, {"readable_by": "2"}, {"readable_by": True}])
    def test_it_is_not_read_where_it_may_not_be(self, two: Path, indent: int | None, said: dict[str, object]) -> None:
        schemas.newer(two, indent, **said)

        with pytest.raises(DamagedError, match=r"newer logbook .schema 3, this one knows 2.; upgrade the program: pip"):
            Snapshot(two)

    @pytest.mark.parametrize("indent", [None, 2])
    def test_it_is_never_written(self, two: Path, indent: int | None) -> None:
        before = schemas.newer(two, indent, readable_by=1).read_bytes()

        with pytest.raises(DamagedError, match=r"newer logbook .schema 3.*upgrade"):
            deeds.add(two, "three")
        assert two.read_bytes() == before

    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize(
        ("old_text", "new"),
        [('"two"', "2"), ('{"remarks":"two"}', '"two"'), ('"next":{}', '"next":{"x":[]}')],
    )
    def test_what_our_types_refuse_is_no_damage(self, two: Path, indent: int | None, old_text: str, new: str) -> None:
        text = schemas.newer(two, readable_by=1).read_text(encoding="utf-8")
        assert old_text in text
        text = text.replace(old_text, new)
        two.write_bytes(msgspec.json.format(text.encode(), indent=indent) if indent else text.encode())

        with pytest.raises(DamagedError, match="newer logbook and holds what this one cannot read; upgrade"):
            Snapshot(two).book()

    def test_one_record_that_our_type_refuses_is_no_damage(self, two: Path) -> None:
        held = Snapshot(schemas.newer(two, readable_by=1))

        with pytest.raises(DamagedError, match="newer logbook and holds what this one cannot read; upgrade"):
            held.decode(Id("sightings", 1), b'{"remarks":1}')

    def test_what_is_no_json_is_damage_of_a_newer_file_too(self, two: Path) -> None:
        text = schemas.newer(two, readable_by=1).read_text(encoding="utf-8")
        two.write_text(text.replace('"two"', "two"), encoding="utf-8")

        with pytest.raises(DamagedError, match=re.escape("logbook.json, line 14: not JSON")):
            Snapshot(two).book()


@pytest.mark.parametrize(
    "head", [b"{", b'{"schema":"x"}', b'{"schema":1}', b'{"schema":2,"readable_by":9}', b"{}", b'{"schema":1e400}']
)
@pytest.mark.parametrize("writing", [False, True])
def test_of_what_is_not_newer_nothing_is_said(head: bytes, writing: bool) -> None:
    assert migration.require_schema(head, "x.json", writing=writing) is None


def test_each_older_schema_has_its_step() -> None:
    found: Callable[[int], object] = migration.steps

    assert sorted(migration.STEPS) == list(range(1, SCHEMA))
    assert [found(schema) for schema in (1, SCHEMA, SCHEMA + 1)] == [[], [], []]
