"""What `--missing FIELD` means."""

from __future__ import annotations

import pytest

from logbook.errors import BadValueError
from logbook.query import missing
from logbook.records import Image, Sighting


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("alt", ("alt_text",)),
        ("Alt-Text", ("alt_text",)),
        ("credit", ("credit_line", "credit")),
        ("event date", ("event_date",)),
        ("region", ("region",)),
    ],
)
def test_a_field_has_its_own_name_and_perhaps_a_short_one(word: str, names: tuple[str, ...]) -> None:
    assert missing.fields_named(word) == names


@pytest.mark.parametrize(("word", "hint"), [("credti", "did you mean credit?"), ("qqqq", "such as credit")])
def test_an_unknown_field_is_refused_with_a_hint(word: str, hint: str) -> None:
    with pytest.raises(BadValueError, match=hint.replace("?", r"\?")):
        missing.fields_named(word)


def test_fields_are_parted_by_which_record_has_them() -> None:
    assert missing.parted(["date", "alt"], missing.OF_SIGHTINGS) == (("date",), ("alt",))
    assert missing.parted(["date", "species"], missing.OF_IMAGES) == (("date",), ("species",))


def test_a_short_name_is_missing_where_all_its_fields_are() -> None:
    assert missing.lacks(Image(), missing.all_fields(["credit", "alt"]))
    assert not missing.lacks(Image(credit="c1"), missing.all_fields(["credit"]))
    assert not missing.lacks(Sighting(individual_count=8), missing.all_fields(["count"]))
