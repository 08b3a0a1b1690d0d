"""What has one right answer is mended: ids that stand twice, fields said twice, the layout, the order of fields."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
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
from tests import essay

NOW = "2026-11-22T12:00:00Z"
FILE = Path("logbook.json")


def silent(_: str) -> None:
    """Say nothing."""


def write(*sightings: tuple[int, str], before: str = "", right: bool = False) -> bytes:
    """Write a file as a merge by hand leaves it: with lines as they come, and a checksum that is no longer right."""
    lines = ",\n".join(f'"{number}":{record}' for number, record in sightings)
    rest = f'\n}},\n{before}"sightings":{{\n{lines}\n}}}}\n'.encode()
    head = {"schema": 2, "revision": 4, "crc32": "00000000", "next": {"sightings": 9}}
    data = b'{"logbook":{\n"1":%b%b' % (json.dumps(head, separators=(",", ":")).encode(), rest)
    FILE.write_bytes(data.replace(b'"00000000"', b'"%08x"' % zlib.crc32(data)) if right else data)
    return FILE.read_bytes()


def sightings() -> dict[str, Any]:
    """Read the sightings with the standard library."""
    tables: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return {number: record.get("remarks") for number, record in tables["sightings"].items()}


def said(text: str) -> str:
    """Give a sighting's JSON."""
    return json.dumps({"remarks": text}, ensure_ascii=False)


def mend() -> tuple[list[str], Path]:
    """Mend the file as `check --fix` does: what was done, and the copy."""
    with mending.mending(FILE, silent) as held:
        mends, changes = held.plan()
        copy = held.mend(changes, now=NOW)
    return [f"{one.on}: {one.before} -> {one.after}" for one in mends], copy


def plan() -> list[str]:
    """Tell what would be mended."""
    return [f"{one.on}: {one.before} -> {one.after}" for one in mending.Mending(FILE.absolute()).plan().mends]


LAID_OUT = "the file: written by other hands -> laid out anew"


def test_the_second_of_two_gets_a_new_number_and_both_are_kept() -> None:
    before = write((7, said("first")), (7, said("second")), (8, said("other")))

    done, copy = mend()

    assert done == ["s7: the second sighting of this id -> s9", LAID_OUT]
    assert sightings() == {"7": "first", "8": "other", "9": "second"}
    assert copy.name == "logbook.before-fix.json"
    assert copy.read_bytes() == before


def test_every_further_one_gets_a_number_of_its_own() -> None:
    write((3, said("a")), (3, said("b")), (3, said("c")), (20, said("d")), (20, said("e")))

    assert [one.partition(" -> ")[2] for one in mend()[0]] == ["s21", "s22", "s23", "laid out anew"]
    assert sightings() == {"3": "a", "20": "d", "21": "b", "22": "c", "23": "e"}


def test_the_same_line_twice_is_kept_once() -> None:
    write((7, said("same")), (7, said("same")), (7, said("other")))

    done, _ = mend()

    assert done[:2] == [
        "s7: the second sighting of this id, the same as the first -> taken out",
        "s7: the third sighting of this id -> s9",
    ]
    assert sightings() == {"7": "same", "9": "other"}


def test_a_table_that_stands_twice_is_one_and_no_record_is_lost() -> None:
    write((7, said("a")), before='"sightings":{\n"7":{"remarks":"b"},\n"30":{"remarks":"c"}\n},\n')

    done, _ = mend()

    assert done[:2] == [
        "sightings: stands twice as a table -> one table of all their records",
        "s7: the second sighting of this id -> s31",
    ]
    assert sightings() == {"7": "b", "30": "c", "31": "a"}


def test_a_field_that_says_one_thing_twice_says_it_once() -> None:
    write((7, '{"remarks":"a","remarks":"a","animals":[{"n":1,"n":1}]}'))

    assert mend()[0][:2] == [
        "s7: the field 'remarks' twice, with one value -> once",
        "s7: the field 'n' twice, with one value -> once",
    ]
    assert FILE.read_text().count('"remarks":"a"') == 1


def test_what_a_record_holds_stays_as_it_is_written() -> None:
    write((7, '{"decimal_latitude":43.60,"later":1e2}'), (7, '{"remarks":"东北豹 \\u2028","more":{"a":[1.0]}}'))

    mend()

    text = FILE.read_text(encoding="utf-8")
    assert '"7":{"decimal_latitude":43.60,"later":1e2}' in text
    assert '"9":{"remarks":"东北豹 \u2028","more":{"a":[1.0]}}' in text


def test_afterwards_the_file_is_read_and_written_like_any_other() -> None:
    write((7, said("first")), (7, said("second")))

    mend()

    assert Snapshot(FILE).notes == []
    with transaction(FILE, "add", silent) as held:
        held.commit([Change("sightings", held.next_number("sightings"), None, b"{}")], now=NOW)
        assert not held.foreign
    assert sightings() == {"7": "first", "9": "second", "10": None}


def test_it_can_be_taken_back_to_what_readers_saw() -> None:
    write((7, said("first")), (7, said("second")))
    mend()

    with transaction(FILE, "undo", silent) as held:
        (entry,) = history.undoable(history.history_path(FILE), held.info.revision)
        back = history.reversal(entry, lambda table, number: held.record(Id(table, number)))
        held.commit(back.changes, now=NOW, undoes=entry.revision)

    assert entry.command == "check --fix"
    assert sightings() == {"7": "second"}


@pytest.mark.parametrize(
    "hands",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: json.dumps(json.loads(data), indent=4).encode(),
        lambda data: json.dumps(dict(reversed(json.loads(data).items()))).encode(),
        lambda data: json.dumps(json.loads(data), sort_keys=True).encode(),
    ],
    ids=["lines of Windows", "a byte-order mark", "indented", "tables in another order", "fields in another order"],
)
def test_a_layout_of_other_hands_becomes_ours_to_the_byte_and_makes_no_revision(hands: Any) -> None:
    essay.write(FILE.absolute())
    ours, known = FILE.read_bytes(), Path("logbook.history.jsonl").read_bytes()
    FILE.write_bytes(hands(ours))

    done, copy = mend()

    assert done[-1] == LAID_OUT
    assert FILE.read_bytes().partition(b"\n},")[2] == ours.partition(b"\n},")[2]
    assert Snapshot(FILE).info.revision == 1
    assert Snapshot(FILE).notes == []
    assert Path("logbook.history.jsonl").read_bytes() == known
    assert copy.read_bytes() == hands(ours)


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_what_jq_has_sorted_stands_again_as_it_was_written() -> None:
    essay.write(FILE.absolute())
    with transaction(FILE, "edit", silent) as held:
        before = held.record(Id("sightings", 1)) or b""
        held.commit([Change("sightings", 1, before, before[:-1] + b',"behavior":"rests"}')], now=NOW)
    ours = FILE.read_bytes().partition(b"\n},")[2]
    FILE.write_bytes(subprocess.run(["jq", "-S", ".", FILE], capture_output=True, check=True).stdout)

    done, _ = mend()

    assert "s1: fields in another order -> as they were written" in done
    assert FILE.read_bytes().partition(b"\n},")[2] == ours


def test_a_file_that_stock_tinydb_began_becomes_a_logbook() -> None:
    FILE.write_text('{"sightings": {"1": {"remarks": "x"}}}')

    assert mend()[0] == [LAID_OUT]
    assert Snapshot(FILE).table("sightings")[1].remarks == "x"


def test_a_plan_does_nothing() -> None:
    before = write((7, said("first")), (7, said("second")))

    assert plan() == ["s7: the second sighting of this id -> s9", LAID_OUT]
    assert FILE.read_bytes() == before
    assert [path.name for path in Path().iterdir()] == ["logbook.json"]


def test_an_earlier_copy_is_never_overwritten() -> None:
    Path("logbook.before-fix.json").write_text("precious")
    write((7, said("first")), (7, said("second")))

    assert mend()[1].name == "logbook.before-fix-2.json"
    assert Path("logbook.before-fix.json").read_text() == "precious"


def test_where_no_copy_can_be_kept_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = write((7, said("first")), (7, said("second")))
    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(LogbookError, match="no room on the disk"):
        mend()
    assert FILE.read_bytes() == before
    assert not list(Path().glob("*before-fix*"))


def test_the_copy_is_as_private_as_the_file() -> None:
    write((7, said("first")), (7, said("second")))
    FILE.chmod(0o600)

    assert mend()[1].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("lines", [[], [(7, said("one")), (8, said("other"))]])
def test_a_file_as_the_program_left_it_has_nothing_to_mend(lines: list[tuple[int, str]]) -> None:
    with transaction(FILE, "add", silent) as held:
        held.commit([Change("sightings", number, None, line.encode()) for number, line in [(1, "{}"), *lines]], now=NOW)

    assert plan() == []


def test_doubles_under_a_checksum_that_is_right_are_found_too() -> None:
    tables = "".join(f'"{name}":{{\n}},\n' for name in ("taxa", "credits", "images", "deployments"))
    write((7, said("first")), (7, said("second")), before=tables, right=True)

    assert plan() == ["s7: the second sighting of this id -> s9"]


@pytest.mark.parametrize(
    ("lines", "before", "fault"),
    [
        ([(7, '{"remarks":"a","remarks":"b"}')], "", "s7 has the field 'remarks' twice, and they differ"),
        ([(7, '{"animals":[{"n":1,"n":2}]}')], "", "s7 has the field 'n' twice, and they differ"),
        ([(7, said("a"))], '"mine":{\n},\n"mine":{\n},\n', "two tables named 'mine'"),
        ([(7, said("a"))], '"mine":{\n"x":{},\n"x":{}\n},\n', "two records 'x' in 'mine'"),
        ([(7, '{"images":5}'), (7, said("b"))], "", "one of the records s7 is not valid"),
        ([(7, '{"remarks":"\\ud800"}'), (7, said("b"))], "", "one of the records s7 is not valid"),
    ],
)
def test_what_nobody_can_decide_is_left_to_an_editor(lines: list[tuple[int, str]], before: str, fault: str) -> None:
    content = write(*lines, before=before)

    with pytest.raises(DamagedError, match=fault):
        mend()
    assert FILE.read_bytes() == content
    assert not list(Path().glob("*before-fix*"))
