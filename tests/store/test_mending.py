"""Two lines with one id: both are kept, the second under a new number, in one transaction."""

from __future__ import annotations

import errno
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from logbook.changes import Change
from logbook.errors import DamagedError, LogbookError
from logbook.records import Id
from logbook.store import history, mending
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import transaction

NOW = "2026-11-22T12:00:00Z"
FILE = Path("logbook.json")


def silent(_: str) -> None:
    """Say nothing."""


def write(*sightings: tuple[int, str], before: str = "", right: bool = False) -> bytes:
    """Write a file as a merge by hand leaves it: with lines as they come, and a checksum that is no longer right."""
    lines = ",\n".join(f'"{number}":{record}' for number, record in sightings)
    rest = f'}},\n{before}"sightings":{{\n{lines}\n}}}}\n'.encode()
    head = {"schema": 1, "revision": 4, "crc32": f"{zlib.crc32(rest) if right else 0:08x}", "next": {"sightings": 9}}
    FILE.write_bytes(b'{"logbook":{\n"1":%b\n%b' % (json.dumps(head).encode(), rest))
    return FILE.read_bytes()


def sightings() -> dict[str, Any]:
    """Read the sightings with the standard library."""
    tables: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return {number: record.get("remarks") for number, record in tables["sightings"].items()}


def said(text: str) -> str:
    """Give a sighting's JSON."""
    return json.dumps({"remarks": text}, ensure_ascii=False)


def test_the_second_of_two_gets_a_new_number_and_both_are_kept() -> None:
    before = write((7, said("first")), (7, said("second")), (8, said("other")))

    mended = mending.mend(FILE, now=NOW, notify=silent)

    assert mended is not None
    assert mended.renumbered == [mending.Renumbered(Id("sightings", 7), 2, Id("sightings", 9))]
    assert sightings() == {"7": "first", "8": "other", "9": "second"}
    assert mended.copy.name == "logbook.before-fix.json"
    assert mended.copy.read_bytes() == before


def test_every_further_one_gets_a_number_of_its_own() -> None:
    write((3, said("a")), (3, said("b")), (3, said("c")), (20, said("d")), (20, said("e")))

    mended = mending.mend(FILE, now=NOW, notify=silent)

    assert mended is not None
    assert [(one.nth, str(one.new)) for one in mended.renumbered] == [(2, "s21"), (3, "s22"), (2, "s23")]
    assert sightings() == {"3": "a", "20": "d", "21": "b", "22": "c", "23": "e"}


def test_the_same_line_twice_is_kept_twice() -> None:
    write((7, said("same")), (7, said("same")))

    mending.mend(FILE, now=NOW, notify=silent)

    assert sightings() == {"7": "same", "9": "same"}


def test_what_a_record_holds_stays_as_it_is_written() -> None:
    write((7, '{"decimal_latitude":43.60,"later":1e2}'), (7, '{"remarks":"东北豹 \\u2028","more":{"a":[1.0]}}'))

    mending.mend(FILE, now=NOW, notify=silent)

    text = FILE.read_text(encoding="utf-8")
    assert '"7":{"decimal_latitude":43.60,"later":1e2}' in text
    assert '"9":{"remarks":"东北豹 \u2028","more":{"a":[1.0]}}' in text


def test_afterwards_the_file_is_read_and_written_like_any_other() -> None:
    write((7, said("first")), (7, said("second")))
    heard: list[str] = []

    mending.mend(FILE, now=NOW, notify=heard.append)

    with transaction(FILE, "add", silent) as held:
        assert not held.foreign
        held.commit([Change("sightings", held.next_number("sightings"), None, b"{}")], now=NOW)
    assert sightings() == {"7": "first", "9": "second", "10": None}
    assert heard == [f"{FILE.resolve()} had been written by other hands: checked whole, and laid out anew"]


def test_it_can_be_taken_back_to_what_readers_saw() -> None:
    write((7, said("first")), (7, said("second")))
    mending.mend(FILE, now=NOW, notify=silent)

    with transaction(FILE, "undo", silent) as held:
        (entry,) = history.undoable(history.history_path(FILE), held.info.revision)
        back = history.reversal(entry, lambda table, number: held.record(Id(table, number)))
        held.commit(back.changes, now=NOW, undoes=entry.revision)

    assert entry.command == "check --fix"
    assert sightings() == {"7": "second"}


def test_a_plan_does_nothing() -> None:
    before = write((7, said("first")), (7, said("second")))

    assert mending.plan(FILE) == [mending.Renumbered(Id("sightings", 7), 2, Id("sightings", 9))]
    assert FILE.read_bytes() == before
    assert [path.name for path in Path().iterdir()] == ["logbook.json"]


def test_an_earlier_copy_is_never_overwritten() -> None:
    Path("logbook.before-fix.json").write_text("precious")
    write((7, said("first")), (7, said("second")))

    mended = mending.mend(FILE, now=NOW, notify=silent)

    assert mended is not None
    assert mended.copy.name == "logbook.before-fix-2.json"
    assert Path("logbook.before-fix.json").read_text() == "precious"


def test_a_copy_that_has_no_room_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = write((7, said("first")), (7, said("second")))
    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(LogbookError, match="no room on the disk"):
        mending.mend(FILE, now=NOW, notify=silent)
    assert FILE.read_bytes() == before
    assert not list(Path().glob("*before-fix*"))


def test_the_copy_is_as_private_as_the_file() -> None:
    write((7, said("first")), (7, said("second")))
    FILE.chmod(0o600)

    mended = mending.mend(FILE, now=NOW, notify=silent)

    assert mended is not None
    assert mended.copy.stat().st_mode & 0o777 == 0o600


def test_where_no_copy_can_be_kept_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = write((7, said("first")), (7, said("second")))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("logbook.store.mending.os.fsync", full)
    with pytest.raises(LogbookError, match="no room on the disk"):
        mending.mend(FILE, now=NOW, notify=silent)
    assert FILE.read_bytes() == before


@pytest.mark.parametrize("lines", [[], [(7, said("one")), (8, said("other"))]])
def test_without_doubles_nothing_is_written(lines: list[tuple[int, str]]) -> None:
    before = write(*lines)

    assert mending.plan(FILE) == []
    assert mending.mend(FILE, now=NOW, notify=silent) is None
    assert FILE.read_bytes() == before


def test_doubles_under_a_checksum_that_is_right_are_found_too() -> None:
    write((7, said("first")), (7, said("second")), right=True)

    assert [str(one.new) for one in mending.plan(FILE)] == ["s9"]


@pytest.mark.parametrize(
    ("lines", "before", "fault"),
    [
        ([(7, '{"remarks":"a","remarks":"b"}')], "", "record 7 of 'sightings' has the field 'remarks' twice"),
        ([(7, '{"animals":[{"n":1,"n":2}]}')], "", "record 7 of 'sightings' has the field 'n' twice"),
        ([(7, said("a"))], '"taxa":{\n},\n"taxa":{\n},\n', "two tables named 'taxa'"),
        ([(7, said("a"))], '"mine":{\n"x":{},\n"x":{}\n},\n', "two records 'x' in 'mine'"),
        ([(7, '{"images":5}'), (7, said("b"))], "", "one of the records s7 is not valid"),
        ([(7, '{"remarks":"\\ud800"}'), (7, said("b"))], "", "one of the records s7 is not valid"),
    ],
)
def test_what_nobody_can_decide_is_left_to_an_editor(lines: list[tuple[int, str]], before: str, fault: str) -> None:
    content = write(*lines, before=before)

    with pytest.raises(DamagedError, match=fault):
        mending.mend(FILE, now=NOW, notify=silent)
    assert FILE.read_bytes() == content
    assert not list(Path().glob("*before-fix*"))


def test_no_file_has_nothing_to_mend() -> None:
    assert mending.plan(FILE) == []
    assert Snapshot(FILE).stat is None
