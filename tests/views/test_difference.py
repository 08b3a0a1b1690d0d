"""Changes as people read them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from logbook.changes import Change
from logbook.views import difference


def lines(before: dict[str, Any] | None, after: dict[str, Any] | None, table: str = "sightings") -> list[str]:
    sides = (None if side is None else json.dumps(side).encode() for side in (before, after))
    return list(difference.lines([Change(table, 7, *sides)]))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"region": "China"}, {"region": "Russia"}, ["s7 (sighting)", "  - region: China", "  + region: Russia"]),
        (None, {"uuid": "u", "region": "China"}, ["s7 (sighting, new)", "  + region: China"]),
        ({"region": "China"}, None, ["s7 (sighting, removed)", "  - region: China"]),
        ({"modified": "1"}, {"modified": "2"}, ["s7 (sighting)"]),
        ({"tags": ["a", "b"]}, {"tags": ["b", "c"]}, ["s7 (sighting)", "  - tags: a", "  + tags: c"]),
        (
            {"tags": ["a", "b"]},
            {"tags": ["b", "a"]},
            ["s7 (sighting)", *["  - tags: a", "  - tags: b", "  + tags: b", "  + tags: a"]],
        ),
        ({}, {"animals": [{"count": 2, "verbatim": "cubs"}]}, ["s7 (sighting)", "  + animals: count 2; verbatim cubs"]),
        ({}, {"x": {"y": [1, "a"], "z": None}}, ["s7 (sighting)", "  + x: y 1, a; z nothing"]),
        ({}, {"remarks": "[/red]\x1b[31m\n东北豹"}, ["s7 (sighting)", "  + remarks: [/red]\\x1b[31m\\n东北豹"]),
    ],
)
def test_each_field_is_shown_before_and_after(before: Any, after: Any, said: list[str]) -> None:
    assert lines(before, after) == said


def test_what_the_logbook_says_of_itself_is_no_record_with_a_number() -> None:
    assert lines({}, {"title": "T"}, table="logbook") == ["the logbook", "  + title: T"]


def test_a_table_of_other_programs_has_no_letter() -> None:
    assert lines({}, {"a": True}, "notes")[0] == "notes7 (record)"


def test_a_heading_tells_a_record_from_others() -> None:
    line = b'{"uuid":"u","region":"China","vernacular_name":"Lynx\\u001b","event_date":"2013"}'

    assert list(difference.headings([Change("sightings", 7, line, None)])) == ["s7  Lynx\\x1b, 2013, China"]


def test_beyond_what_a_person_reads_the_rest_is_counted() -> None:
    tables = ("sightings", "images", "images", "taxa", "taxa", "others")
    changes = [Change(table, number, None, b"{}") for number, table in enumerate(tables, 1)]

    assert list(difference.lines(changes, most=1)) == [
        "s1 (sighting, new)",
        "and 2 pictures, 2 species, 1 record more",
    ]
    assert len(list(difference.lines(changes, most=6))) == 6


def test_what_is_nested_deeper_than_anybody_reads_is_told_all_the_same() -> None:
    deep: list[Any] = []
    for _ in range(800):
        deep = [deep]

    # How deep that is differs from one Python to the next.
    assert lines({}, {"x": {"y": deep}})[1] in {"  + x: y nothing", "  + x: what is nested deeper than can be shown"}
