"""Changing a record on its line: what was not touched stays byte for byte, what is not known stays too."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes import edited, encode, rewritten
from logbook.records import Animal, Sighting

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from("abcdef") | TEXT, VALUES, max_size=4)
VERBATIM = ["1.50", "1e400", "-0.0", "12345678901234567890123", "0.12345678901234567890", "1E+2", '"\\u00e9\\/"']


def line(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_new_record_has_no_empty_fields() -> None:
    record = Sighting(region="China", animals=(Animal(count=2, verbatim="cubs"),))

    assert encode(record) == b'{"animals":[{"count":2,"verbatim":"cubs"}],"region":"China"}'


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({}, '{"a":1.50,"b":{"c":[1e400]},"d":"x"}'),
        ({"d": "y"}, '{"a":1.50,"b":{"c":[1e400]},"d":"y"}'),
        ({"e": "z", "d": None}, '{"a":1.50,"b":{"c":[1e400]},"e":"z"}'),
        ({"a": ""}, '{"b":{"c":[1e400]},"d":"x"}'),
        ({"a": (), "b": [], "d": {}}, "{}"),
        ({"a": 0, "d": False}, '{"a":0,"b":{"c":[1e400]},"d":false}'),
        ({"none": None}, '{"a":1.50,"b":{"c":[1e400]},"d":"x"}'),
    ],
)
def test_only_the_edited_fields_change(fields: dict[str, Any], after: str) -> None:
    assert edited(b'{"a":1.50,"b":{"c":[1e400]},"d":"x"}', fields).decode() == after


@given(RECORDS, st.dictionaries(st.sampled_from("abcdef"), st.none() | TEXT, max_size=3))
def test_an_edit_says_what_was_asked_and_leaves_the_rest(record: dict[str, Any], fields: dict[str, Any]) -> None:
    before = line(record)

    after = edited(before, fields)

    untouched = {name: value for name, value in record.items() if name not in fields}
    assert json.loads(after) == untouched | {name: value for name, value in fields.items() if value}
    assert edited(before, {}) == before
    assert all(f"{line(name).decode()}:{line(value).decode()}" in after.decode() for name, value in untouched.items())


@given(RECORDS, RECORDS)
def test_a_record_says_what_was_re_typed(record: dict[str, Any], new: dict[str, Any]) -> None:
    after = rewritten(line(record), new)

    assert _alike(json.loads(after), new)
    assert rewritten(line(record), record) == line(record)


def _alike(one: Any, other: Any) -> bool:
    """Compare as JSON does, but for the order of an object's fields."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@pytest.mark.parametrize("number", VERBATIM)
@pytest.mark.parametrize(
    "shape",
    [
        '{"x":N,"y":"old"}',
        '{"x":{"z":N,"zz":[N]},"y":"old"}',
        '{"x":[N,1,{"z":N}],"y":"old"}',
        '{"list":[{"x":N,"y":"old"},{"x":N}]}',
        '{"y":"old","unknown":{"deep":[[N],{"e":N}]}}',
    ],
)
def test_what_was_not_re_typed_keeps_its_bytes(number: str, shape: str) -> None:
    before = shape.replace("N", number)
    typed = json.loads(before.replace('"old"', '"new"'))

    assert rewritten(before.encode(), typed).decode() == before.replace('"old"', '"new"')


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ('{"l":[1.50,2.50,3.50]}', {"l": [2.5, 3.5]}, '{"l":[2.50,3.50]}'),
        ('{"l":[1.50,2.50]}', {"l": [0.5, 1.5, 2.5]}, '{"l":[0.5,1.50,2.50]}'),
        ('{"l":[{"n":1,"x":1.50},{"n":2,"x":2.50}]}', {"l": [{"n": 2, "x": 2.5}]}, '{"l":[{"n":2,"x":2.50}]}'),
        ('{"l":[{"n":1,"x":1.50}]}', {"l": [{"n": 9, "x": 1.5}, {"n": 2}]}, '{"l":[{"n":9,"x":1.50},{"n":2}]}'),
        ('{"l":[1.50]}', {"l": "1.50"}, '{"l":"1.50"}'),
        ('{"l":[1.50]}', {"l": {"0": 1.5}}, '{"l":{"0":1.5}}'),
        ('{"a":1}', {"a": True}, '{"a":true}'),
        ('{"a":[1]}', {"a": [True]}, '{"a":[true]}'),
        ('{"a":{"b":0}}', {"a": {"b": False}}, '{"a":{"b":false}}'),
        ('{"a":[1]}', {"a": [1.0]}, '{"a":[1.0]}'),
        ('{"a":1.50,"b":2.50}', {"b": 2.5, "a": 1.5}, '{"a":1.50,"b":2.50}'),
        ('{"a":1.50,"b":2.50}', {"b": 3, "a": 1.5}, '{"b":3,"a":1.50}'),
        ('{"a":1,"b":2}', {"a": 1}, '{"a":1}'),
        ("{}", {"a": 1}, '{"a":1}'),
    ],
)
def test_entries_of_lists_and_changed_kinds(before: str, typed: dict[str, Any], after: str) -> None:
    assert rewritten(before.encode(), typed).decode() == after


def test_a_field_that_is_nested_deep_stays_where_another_is_re_typed() -> None:
    deep = "[" * 800 + "1" + "]" * 800
    whole = f'{{"x":{deep},"remarks":"a"}}'.encode()

    typed = {**json.loads(whole), "remarks": "b"}

    assert rewritten(whole, typed) == whole.replace(b'"a"', b'"b"')
