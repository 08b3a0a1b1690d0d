"""What records were before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.changes import Change
from logbook.records import Id
from logbook.store.past import Past
from logbook.store.snapshot import Snapshot
from tests.store import deeds

if TYPE_CHECKING:
    from pathlib import Path


def past(path: Path) -> Past:
    return Past(path, Snapshot(path).info.revision)


def test_the_lines_that_a_record_had_are_given_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "logbook.json"
    deeds.add(path, "a", "b")
    deeds.edit(path, 1, remarks="c")
    deeds.edit(path, 1, remarks="d")

    assert past(path).earlier(Id("sightings", 1)) == [b'{"remarks":"c"}', b'{"remarks":"a"}']
    assert past(path).earlier(Id("sightings", 2)) == ()


def test_what_was_undone_is_no_past_until_it_is_redone(tmp_path: Path) -> None:
    path, s1 = tmp_path / "logbook.json", Id("sightings", 1)
    deeds.commit(path, Change("sightings", 1, None, b'{"uuid":"u","remarks":"a"}'))
    deeds.edit(path, 1, remarks="b")
    deeds.edit(path, 1, remarks="c")
    was = [b'{"uuid":"u","remarks":"b"}', b'{"uuid":"u","remarks":"a"}']

    assert past(path).earlier(s1) == was
    deeds.undo(path)
    assert past(path).earlier(s1) == was[1:]
    deeds.undo(path)
    assert (past(path).earlier(s1), "u" in past(path)) == ((), False)
    deeds.redo(path)
    assert past(path).earlier(s1) == was[1:]
    deeds.redo(path)
    assert past(path).earlier(s1) == was
    # A redo may be undone in turn, and that redone.
    deeds.undo(path)
    assert past(path).earlier(s1) == was[1:]
    deeds.redo(path)
    assert past(path).earlier(s1) == was
    deeds.undo(path)
    deeds.edit(path, 1, remarks="d")
    assert past(path).earlier(s1) == was


def test_a_record_that_was_taken_out_is_known_by_its_uuid(tmp_path: Path) -> None:
    path = tmp_path / "logbook.json"
    deeds.commit(path, Change("sightings", 1, None, b'{"uuid":"u"}'), Change("sightings", 2, None, b'{"uuid":"v"}'))
    deeds.remove(path, 1)

    assert "u" in past(path)
    assert "v" not in past(path)


def test_a_line_that_is_no_record_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "logbook.json"
    deeds.add(path, "a")
    deeds.edit(path, 1, remarks="b")
    history = path.with_name("logbook.history.jsonl")
    history.write_bytes(history.read_bytes().replace(b'{"remarks":"a"}', b'{"uuid":5}'))

    assert 5 not in past(path)


def test_without_a_history_nothing_is_known(tmp_path: Path) -> None:
    assert "u" not in Past(tmp_path / "logbook.json", 4)
