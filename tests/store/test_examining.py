"""What the checks of the file are told of its history, and of what lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from logbook.store.examining import conflict_copies, examine
from logbook.store.snapshot import Snapshot
from tests.store import deeds

FILE = Path("logbook.json")
HISTORY = Path("logbook.history.jsonl")


@pytest.mark.parametrize("line", [b'{"revision":2,"par', b'{"revision":2,"parent":1}', b"\xff"])
def test_a_line_that_undo_passes_over_is_named(line: bytes) -> None:
    deeds.add(FILE, "one")
    with HISTORY.open("ab") as file:
        file.write(line + b"\n")
    deeds.add(FILE, "two")

    facts = examine(Snapshot(FILE.absolute()))

    assert facts.odd_lines == (2,)
    assert facts.has_own


def test_what_is_missing_is_told_of_a_file_that_is_gone_too() -> None:
    deeds.add(FILE, "one")
    deeds.add(FILE, "two")
    FILE.unlink()

    facts = examine(Snapshot(FILE.absolute()))

    assert facts.is_older
    assert [deed.revision for deed in facts.newer] == [1, 2]


def test_a_copy_is_known_by_its_records_and_not_by_its_name_alone() -> None:
    record = '{"sightings": {"1": {"uuid": "%s"}}, "logbook": {"1": {"revision": %d}}}'
    FILE.write_text(record % ("ours", 1))
    Path("logbook-laptop.json").write_text(record % ("ours", 2))
    Path("logbook-winter.json").write_text(record % ("theirs", 2))
    Path("logbook 2.json").write_text(record % ("ours", 0))
    Path("another.json").write_text(record % ("ours", 2))

    assert list(conflict_copies(FILE.absolute(), FILE.read_bytes())) == ["logbook-laptop.json"]
