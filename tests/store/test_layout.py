"""The layout: any tables, laid out, surveyed and read again; a splice is the layout of the changed tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.store import layout
from logbook.store.layout import KNOWN, NEW_HEAD
from logbook.store.raw import Range
from logbook.store.splicing import splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.store.raw import Data, Piece

EMPTY = b"""{"logbook":{
"1":{"schema":2,"revision":0}
},
"taxa":{
},
"credits":{
},
"images":{
},
"deployments":{
},
"sightings":{
}}
"""

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n}{,:\x85\u2028'), max_size=6)
RECORDS = st.dictionaries(st.sampled_from("abc"), TEXT | st.integers() | st.lists(TEXT, max_size=2), max_size=2).map(
    lambda record: json.dumps(record, ensure_ascii=False).encode()
)
TABLE = st.dictionaries(st.integers(1, 12).map(str), RECORDS, max_size=6)
NAMES = st.sampled_from(KNOWN) | TEXT.filter(lambda name: name != "logbook")
TABLES = st.dictionaries(NAMES, TABLE, max_size=4)


def laid_out(tables: Mapping[str, Mapping[str, bytes]]) -> bytes:
    return layout.encode_head(NEW_HEAD) + layout.encode_tables(tables)


def surveyed(data: bytes) -> layout.Layout:
    found = layout.survey(data)
    assert found is not None
    return found


def test_an_empty_logbook_is_readable_text() -> None:
    assert laid_out({}) == EMPTY


def test_unknown_tables_stand_before_the_last_known_one() -> None:
    assert list(surveyed(laid_out({"notes": {}, "sightings": {}})).bodies) == [*KNOWN[:-1], "notes", "sightings"]


@given(TABLES)
def test_what_is_laid_out_is_json_and_is_found_again(tables: dict[str, dict[str, bytes]]) -> None:
    data = laid_out(tables)
    found = surveyed(data)
    read = {
        name: {str(number): line for number, line in layout.lines(data, body)} for name, body in found.bodies.items()
    }

    assert read == {name: {} for name in KNOWN} | tables
    assert json.loads(data) == {"logbook": {"1": json.loads(NEW_HEAD)}} | {
        name: {key: json.loads(record) for key, record in table.items()} for name, table in read.items()
    }
    assert data[found.head.start : found.head.end] == NEW_HEAD


@given(TABLES, st.data())
def test_a_splice_is_the_layout_of_the_changed_tables(tables: dict[str, dict[str, bytes]], draw: st.DataObject) -> None:
    data = laid_out(tables)
    found = surveyed(data)
    changes = st.dictionaries(st.integers(1, 14), st.none() | RECORDS, max_size=6)
    edits = draw.draw(st.dictionaries(st.sampled_from([*found.bodies, "new", "\n"]), changes, max_size=3))

    pieces = splice(data, found, edits)

    changed = {name: dict(tables.get(name, {})) for name in found.bodies}
    for name, records in sorted(edits.items()):
        changed.setdefault(name, {})
        for number, record in records.items():
            changed[name].pop(str(number), None)
            if record is not None:
                changed[name][str(number)] = record
    assert joined(data, found, pieces) == laid_out(changed)


@given(
    TABLES, st.dictionaries(st.sampled_from(["new", "\n"]), st.dictionaries(st.integers(1, 14), RECORDS, min_size=1))
)
def test_tables_that_were_made_go_again_where_that_is_undone(
    tables: dict[str, dict[str, bytes]], made: dict[str, dict[int, bytes]]
) -> None:
    data = laid_out(tables)
    after = joined(data, surveyed(data), splice(data, surveyed(data), made))
    back = {name: dict.fromkeys(records) for name, records in made.items()}

    assert joined(after, surveyed(after), splice(after, surveyed(after), back, undoes=True)) == data


def test_a_table_of_which_something_is_left_stays() -> None:
    data = laid_out({"notes": {"1": b"{}", "2": b"{}"}})
    pieces = splice(data, surveyed(data), {"notes": {1: None}}, undoes=True)

    assert joined(data, surveyed(data), pieces) == laid_out({"notes": {"2": b"{}"}})


def joined(data: bytes, found: layout.Layout, pieces: Iterable[Piece]) -> bytes:
    """Put a file together from its beginning and the pieces behind it."""
    spliced = (data[piece.start : piece.end] if isinstance(piece, Range) else piece for piece in pieces)
    return data[: found.rest] + b"".join(spliced)


@given(TABLE, st.integers(1, 14))
def test_a_line_is_found_by_its_number(table: dict[str, bytes], number: int) -> None:
    data = laid_out({"images": table})
    body = surveyed(data).bodies["images"]

    assert layout.find_line(data, body, number) == table.get(str(number))
    assert layout.last_number(data, body) == max(map(int, table), default=0)
    assert bytes(layout.table_json(data, body)) == data[body.start - 1 : body.end + 2]


@given(st.dictionaries(st.integers(1, layout.LARGEST) | st.integers(1, 99), st.integers(0, 99), max_size=60), st.data())
def test_a_line_is_found_however_unevenly_numbers_rise(lengths: dict[int, int], chosen: st.DataObject) -> None:
    data = laid_out({"images": {str(number): b'"%b"' % (b"a" * length) for number, length in lengths.items()}})
    body = surveyed(data).bodies["images"]

    for number in lengths:
        place = layout.locate(data, body, number)
        assert place.found
        assert layout.number_at(data, place.start - 1) == number
    missing = chosen.draw(st.integers(1, layout.LARGEST).filter(lambda number: number not in lengths))
    later = [number for number in lengths if number > missing]
    start = layout.locate(data, body, min(later)).start if later else body.end + 1
    assert layout.locate(data, body, missing) == (start, start, False)


def test_a_line_is_found_among_many_with_few_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    number_at = layout.number_at

    def counted(data: Data, lf: int) -> int:
        looks.append(lf)
        return number_at(data, lf)

    lines = {str(number): b'"%b"' % (b"a" * (number * 7919 % 97)) for number in range(1, 20_001)}
    data = laid_out({"images": lines})
    body = surveyed(data).bodies["images"]
    monkeypatch.setattr(layout, "number_at", counted)
    assert all(layout.locate(data, body, number).found for number in range(1, 20_001, 20))
    assert len(looks) < 5 * 1000


@pytest.mark.parametrize("cut", range(len(EMPTY)))
def test_a_file_that_was_cut_off_is_not_in_the_layout(cut: int) -> None:
    assert layout.survey(EMPTY[:cut]) is None


@pytest.mark.parametrize(
    "other",
    [
        b"\xef\xbb\xbf" + EMPTY,
        EMPTY.replace(b"\n", b"\r\n"),
        EMPTY.replace(b"\n", b""),
        EMPTY + b"\n",
        EMPTY.replace(b'"taxa"', b'"ta\\qxa"'),
        EMPTY.replace(b'"taxa"', b'"ta\xffxa"'),
        EMPTY.replace(b'"taxa"', b'"ta\\ud800xa"'),
        EMPTY.replace(b'"taxa"', b'"credits"'),
        EMPTY.replace(b'"taxa":{\n', b'"taxa": {\n'),
        EMPTY.replace(b'"sightings"', b'"seen"'),
        EMPTY.replace(b"revision", b"re\nvision"),
        EMPTY.replace(b"},\n", b"},\n\n"),
        EMPTY.replace(b'\n},\n"taxa"', b'\n,"2":{}},\n"taxa"'),
        b"\0" * len(EMPTY),
        EMPTY.replace(b'"sightings":{\n}}\n', b'"sightings":{\n}'),
        EMPTY.replace(b'"sightings":{\n}}\n', b'"sightings":{\n'),
    ],
)
def test_anything_else_is_not_in_the_layout(other: bytes) -> None:
    assert layout.survey(other) is None


def test_keys_that_are_no_numbers_stay_in_their_order() -> None:
    data = laid_out({"notes": {"b": b"{}", "10": b"{}", "9": b"{}", "": b"{}"}})

    assert list(json.loads(data)["notes"]) == ["b", "10", "9", ""]


def test_a_number_longer_than_an_id_can_be_is_none() -> None:
    assert layout.number_at(b'\n"999999999999999999":{}', 0) == layout.LARGEST
    assert layout.number_at(b'\n"1000000000000000000":{}', 0) == 0
    assert layout.number_at(b'\n"' + b"9" * 10_000 + b'":{}', 0) == 0


def test_a_person_may_change_all_of_the_head_but_the_bookkeeping() -> None:
    head = b'{"schema":2,"revision":7,"crc32":"00000000","next":{"sightings":8},"readable_by":2,"title":"T","x":1.50}'

    assert layout.without_bookkeeping(head) == b'{"title":"T","x":1.50}'
