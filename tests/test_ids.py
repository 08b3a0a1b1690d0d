"""Ids as they are typed."""

from __future__ import annotations

import pytest

from logbook.errors import BadValueError
from logbook.records import Id, is_like_id, parse_id, uuid7


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("s7", Id("sightings", 7)),
        (" I3 ", Id("images", 3)),
        ("c2", Id("credits", 2)),
        ("t4", Id("taxa", 4)),
        ("D1", Id("deployments", 1)),
        ("7", Id("sightings", 7)),
    ],
)
def test_an_id_is_its_tables_letter_and_a_number(text: str, which: Id) -> None:
    assert parse_id(text) == which
    assert parse_id(str(which)) == which


@pytest.mark.parametrize(
    "text", ["", "s", "s0", "x7", "s7.", "\u017f7", "\u01303", "\u01313", "s\uff17", "\ud800", "9" * 5000, "x" * 5000]
)
def test_what_is_no_id_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(BadValueError, match="is not an id") as fault:
        parse_id(text)
    assert len(str(fault.value)) < 200


@pytest.mark.parametrize("text", ["s7", "I3", "s0", "d12"])
def test_a_letter_and_figures_are_like_an_id(text: str) -> None:
    assert is_like_id(text)


@pytest.mark.parametrize("text", ["", "7", "s", "x7", "s7.jpg", " s7"])
def test_what_may_be_the_name_of_a_file_is_not_like_an_id(text: str) -> None:
    assert not is_like_id(text)


def test_a_uuid_of_version_7_begins_with_its_time() -> None:
    # The example of RFC 9562, appendix A.6, whose random bits are known.
    assert uuid7(0x017F22E279B0, bytes.fromhex("0cc318c4dc0c0c07398f")) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
