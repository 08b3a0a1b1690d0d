"""Whose credit a picture bears, and which line is printed."""

from __future__ import annotations

import pytest

from logbook.records import Book, Credit, Image, Sighting
from logbook.tally.pictured import Pictured

WWF = Credit(name="WWF-Russia / ISUNR", spellings=("© WWF-Russia / ISUNR", "©WWF Russia / ISUNR."))
BOOK = Book(
    credits={1: Credit(name="WCS"), 2: WWF},
    images={
        1: Image(credit="c1"),
        2: Image(credit="c2", credit_line="©WWF Russia / ISUNR."),
        3: Image(credit_line="© wwf russia / isunr"),
        4: Image(credit="c9", credit_line="© Li Wei"),
        5: Image(credit="c9"),
        6: Image(),
        7: Image(credit_line="(c) li wei."),
        8: Image(credit_line="(c) li wei."),
    },
)


@pytest.mark.parametrize(
    ("number", "line", "name"),
    [
        (1, "WCS", "WCS"),
        (2, "©WWF Russia / ISUNR.", "WWF-Russia / ISUNR"),
        (3, "© wwf russia / isunr", "WWF-Russia / ISUNR"),
        (4, "© Li Wei", "Li Wei"),
        (5, None, None),
        (6, None, None),
    ],
)
def test_a_picture_prints_its_own_line_and_belongs_to_a_credit(number: int, line: str | None, name: str | None) -> None:
    pictured = Pictured(BOOK)
    image = BOOK.images[number]
    owner = pictured.owner(image)
    assert pictured.line(image) == line
    assert (None if owner is None else pictured.name(owner)) == name


def test_a_sighting_bears_each_credit_of_its_pictures_once() -> None:
    sighting = Sighting(images=("i7", "i8", "i99", "i4", "x", "i2", "i3", "i6"))
    pictured = Pictured(BOOK)
    assert [ref for ref, _ in pictured.images(sighting)] == ["i7", "i8", "i4", "i2", "i3", "i6"]
    assert {pictured.name(owner) for owner in pictured.owners(sighting)} == {"li wei", "WWF-Russia / ISUNR"}
