"""Logbooks that other hands have written: taken as they are where they are valid, refused with the line where not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from logbook.errors import DamagedError
from logbook.store import foreign, layout
from logbook.store.snapshot import Snapshot
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = '"logbook": {"1": {"schema": 1, "revision": 3}}'
NUMBERS = ["1.50", "1e400", "-0", "12345678901234567890", "1" * 5_000, "0.12345678901234567890", "1E+2"]


def read(text: str | bytes, *, writing: bool = True) -> foreign.Foreign:
    return foreign.read(text.encode() if isinstance(text, str) else text, "seen.json", writing=writing)


def sightings(records: str) -> str:
    return f"{{{HEAD},\n{records}}}"


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_keep_their_text(number: str) -> None:
    data = read(sightings(f'"sightings": {{"7": {{"x": {number}, "y": [{number}]}}}}')).data

    assert f'"7":{{"x":{number},"y":[{number}]}}\n'.encode() in data


@pytest.mark.parametrize("space", [{}, {"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}])
def test_however_it_is_indented_it_is_laid_out_alike(space: dict[str, object]) -> None:
    tables = {"logbook": {"1": {"schema": 1}}, "sightings": {"2": {"remarks": "東北豹 \x85\u2028 \U0001f406"}, "1": {}}}
    laid = layout.encode_head(b'{"schema":1}') + layout.encode_tables(
        {"sightings": {"1": b"{}", "2": '{"remarks":"東北豹 \x85\u2028 \U0001f406"}'.encode()}}
    )

    assert read(json.dumps(tables, **space)).data == laid  # type: ignore[arg-type]
    assert read("\ufeff" + json.dumps(tables, **space)).data == laid  # type: ignore[arg-type]
    assert read(json.dumps(tables, **space).replace("\n", "\r\n")).data == laid  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["{}", '{"logbook": {}}', '{"logbook": {"1": {}}}'])
def test_a_logbook_may_say_as_little_as_this(text: str) -> None:
    assert layout.survey(read(text).data) is not None


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text('ab"\n', max_size=2), inner, max_size=2),
    max_leaves=5,
)
UNKNOWN = st.dictionaries(
    st.text('ab"\\\n\x85', max_size=3),
    st.dictionaries(st.text('1a"\\', max_size=2), st.dictionaries(st.text("ab"), NESTED, max_size=2), max_size=3),
    max_size=3,
)


@given(UNKNOWN)
def test_unknown_tables_are_kept_whatever_their_names_and_keys(
    tables: dict[str, dict[str, dict[str, object]]],
) -> None:
    data = read(json.dumps({"logbook": {}, **tables})).data
    kept = json.loads(data)

    assert {name: kept[name] for name in tables} == tables
    assert layout.survey(data) is not None


SURROGATES = '{"uuid": "\\ud83d\\ude00 \\\\ud800",\n"remarks": "\\uD800x"}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: holds nothing"),
        ("\0" * 100, "line 1: holds nothing but zeros"),
        (sightings('"sightings": {"1": {\n'), "line 3: the file is cut off here"),
        (sightings('"sightings": {\n"1": {"remarks": "a\0b"}}'), "line 3: not JSON (Invalid control character at)"),
        (sightings('"sightings": {}') + "}", "line 2: not JSON"),
        (sightings('"sightings":\n{"1": {"remarks": "a NaN",\n"x": NaN}}'), "line 4: NaN is no number in JSON"),
        (sightings('"sightings":\n{"1": {"x": [\n-Infinity]}}'), "line 4: -Infinity is no number"),
        (sightings(f'"sightings": {{"1":\n{SURROGATES}}}'), "line 4: half a character"),
        (sightings('"\\udc00": {}'), "line 2: half a character"),
        (sightings('"notes":\n\n{"\\ud800": {}}'), "line 4: half a character"),
        (sightings('\n"x": ').encode() + b'"\xff"}', "line 3: a byte here is no text (not UTF-8)"),
        (b"\xef\xbb\xbf\n\xff", "line 2: a byte here is no text (not UTF-8)"),
        (b"\xff\xfe{\0}\0", "line 1: a byte here is no text (not UTF-8)"),
        (sightings(f'"x": {"[" * 100_000}'), "is nested too deep"),
        ("[]", "is not a logbook (it has no table of one)"),
        ("3", "is not a logbook"),
        ('"logbook"', "is not a logbook"),
        ("null", "is not a logbook"),
        ('{"_default": {"1": {}}}', "is not a logbook"),
        ('{"logbook": 3}', "'logbook' is not a table of records"),
        ('{"logbook": {"1": {}, "2": {}}}', "'logbook' is to have one record, '1', and has others"),
        (sightings('"notes": []'), "'notes' is not a table of records"),
        (sightings('"notes": {"1": "x"}'), "'notes' is not a table of records"),
        (sightings('"sightings": {"x": {}}'), "'sightings' has a record whose id is no number"),
        (sightings('"sightings": {"007": {}}'), "'sightings' has a record whose id is no number"),
        (sightings('"sightings": {"٣": {}}'), "'sightings' has a record whose id is no number"),
        (sightings(f'"sightings": {{"{10**18}": {{}}}}'), "'sightings' has a record whose id is no number"),
        ('{"logbook": {"1": {"schema": 3}}, "sightings": []}', "newer logbook (schema 3, this one knows 2)"),
        ('{"logbook": {"1": {"schema": "x"}}}', "line 1: '1' of 'logbook' is not valid: Expected `int`"),
        ('{"logbook": {"1": {"schema": 1.5}}}', "'1' of 'logbook' is not valid: Expected `int`"),
        (sightings('"images": {\n"2": {}},\n"sightings": {\n"1": {},\n"2": {"uuid": 3}}'), "line 6: s2 is not valid"),
        (sightings('"sightings": {"1":\n{"decimal_latitude": 1e400}}'), "line 2: s1 is not valid: Number out of"),
    ],
)
def test_what_is_no_valid_logbook_is_refused_with_its_line(text: str | bytes, said: str) -> None:
    with pytest.raises(DamagedError) as fault:
        read(text)

    assert said in str(fault.value)
    assert str(fault.value).startswith("seen.json")


def test_a_reader_has_only_the_tables_validated_that_it_asks_for() -> None:
    text = sightings('"images": {"1": {"uuid": 3}}')

    assert read(text, writing=False).doubles == []
    with pytest.raises(DamagedError, match="i1 is not valid"):
        foreign.read(text.encode(), "seen.json", writing=False, tables=["images"])


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ('"images": {\n"1": {}}, "sightings": {\n"1": {},\n"1": {}}', ["two records with the id s1, on lines 4 and 5"]),
        ('"sightings": {"1": {}, "1": {}}', ["two records with the id s1, on line 2"]),
        ('"sightings": {"1": {"uuid": "a", "uuid": "b"}}', ["s1 has the field 'uuid' twice, on line 2"]),
        ('"sightings": {"1": {"x": [{"y": 1, "y": 2}]}}', ["s1 has the field 'y' twice, on line 2"]),
        ('"sightings": {},\n"sightings": {}', ["two tables named 'sightings', on lines 2 and 3"]),
        ('"a": {"1": {"x": 1, "x": 2}}, "a": {"1": {"x": 1}}', ["two tables named 'a', on line 2"]),
        ('"n\\n": {"\\"": {}, "\\u0022": {}}', ["two records with the id '\"' of 'n\\n', on line 2"]),
        ('"sightings": {"1": {}}, "images": {"1": {}}', []),
    ],
)
def test_what_stands_there_twice_is_told(records: str, said: list[str]) -> None:
    assert read(sightings(records)).doubles == [f"seen.json: {sentence}" for sentence in said]


def test_of_two_the_last_one_counts() -> None:
    assert b'"1":{"uuid":"b"}' in read(sightings('"sightings": {"1": {"uuid": "a"}, "1": {"uuid": "b"}}')).data


@pytest.mark.parametrize("made", [lambda n: '"1": {},' * n + '"2": {}', lambda n: '"1": {"x": 1},' * n + '"1": {}'])
def test_very_many_doubles_are_no_trap(made: Callable[[int], str]) -> None:
    assert len(read(sightings('"sightings": {' + made(20_000) + "}")).doubles) == 1


def test_what_stock_tinydb_made_from_nothing_is_a_logbook(tmp_path: Path) -> None:
    path = tmp_path / "logbook.json"
    with TinyDB(path) as db:
        db.table("sightings").insert({"vernacular_name": "东北豹"})
        db.table("mine").insert({"kept": 1.5})

    assert deeds.add(path, "one") == [2]
    assert Snapshot(path).book().sightings[1].vernacular_name == "东北豹"
    assert b'"mine":{\n"1":{"kept":1.5}' in path.read_bytes()


def test_a_name_of_any_length_makes_a_refusal_that_can_be_read() -> None:
    with pytest.raises(DamagedError) as caught:
        read(f'{{{HEAD}, "{"9" * 5_000}": 7}}')
    assert len(str(caught.value)) < 300
