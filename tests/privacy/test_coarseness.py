"""Which of two versions of a record was made coarse for publication, and of what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from logbook.privacy.coarseness import MARKS, WITHHELD, is_coarser, is_left_of
from logbook.records import TYPES, Book
from tests.privacy import test_laws
from tests.privacy.telling import tell

CUT, MORE = {"data_generalizations": "cut"}, {"data_generalizations": "cut | dates to the year"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, False),
        (CUT, {}, True),
        ({}, CUT, False),
        (CUT, CUT, False),
        (MORE, CUT, True),
        (CUT, MORE, False),
        ({"information_withheld": "locality"}, {}, True),
        ({"information_withheld": "locality"}, CUT, False),
        (CUT, {"data_generalizations": None}, True),
        ({"data_generalizations": "by the owner"}, CUT, False),
    ],
)
def test_a_version_is_coarser_that_says_so_of_more(
    one: dict[str, str], other: dict[str, str | None], expected: bool
) -> None:
    assert is_coarser(one, other) is expected


@pytest.mark.parametrize(
    ("told", "whole", "expected"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ([], ["a"], True),
        (["b"], ["a", "b", "c"], True),
        (["b", "a"], ["a", "b"], False),
        (["a", "a"], ["a"], False),
        (("a",), ["a", "b"], True),
        ({"n": 1}, {"n": 1, "remarks": "x"}, True),
        ({"n": 2}, {"n": 1}, False),
        ({"age": 2}, {"n": 1}, False),
        ([{"n": 1}], [{"n": 2, "tags": ["x"]}, {"n": 1, "tags": ["y"]}], True),
        ([1], {"n": 1}, False),
        ({}, [], False),
    ],
)
def test_what_is_left_of_a_value_is_its_parts_in_their_order(told: Any, whole: Any, expected: bool) -> None:
    assert is_left_of(told, whole) is expected


def test_every_field_that_is_withheld_is_one_of_a_record() -> None:
    assert set(MARKS) < WITHHELD
    assert not WITHHELD - {name for kind in TYPES.values() for name in kind.__struct_fields__}


@given(test_laws.logbooks())
def test_what_is_told_is_coarser_than_what_is_on_record_wherever_it_differs_in_what_is_withheld(whole: Book) -> None:
    told = tell(whole, images=True).book
    for table in ("sightings", "images", "deployments"):
        for number, made in getattr(told, table).items():
            before = getattr(whole, table)[number]
            one, other = ({name: getattr(record, name, None) for name in WITHHELD} for record in (made, before))
            assert one == other or is_coarser(one, other)
