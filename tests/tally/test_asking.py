"""Whom to ask for which pictures."""

from __future__ import annotations

from logbook.records import Book, Credit, Image, Permission
from logbook.tally import asking, contact_sheet
from tests import essay


def asked(images: dict[int, Image], credits: dict[int, Credit] | None = None) -> dict[str | None, list[int]]:  # noqa: A002 - the table's name
    book = Book(images=images, credits=credits or {})
    found = asking.asked(book, contact_sheet.frames(book, images))
    return {one.party: [frame.number for frame in one.frames] for one in found}


def test_a_picture_of_two_parties_stands_under_both_and_who_has_most_is_first() -> None:
    found = asking.asked(essay.BOOK, contact_sheet.frames(essay.BOOK, essay.BOOK.images))
    assert [(one.party, [frame.number for frame in one.frames]) for one in found] == [
        ("WCS", [1, 2, 3, 4]),
        ("ISUNR", [5, 6]),
        ("WWF-Russia", [5, 6]),
    ]


def test_the_parties_are_those_on_record_else_those_that_the_name_or_the_line_has() -> None:
    images = {1: Image(credit="c1"), 2: Image(credit="c2"), 3: Image(credit_line="© C via D")}
    credits = {1: Credit(name="All", parties=("A",)), 2: Credit(name="A / B")}  # noqa: A001 - the table's name
    assert asked(images, credits) == {"A": [1, 2], "B": [2], "C": [3], "D": [3]}


def test_a_copyright_owner_who_is_no_party_is_asked_too() -> None:
    images = {
        1: Image(credit_line="WCS", copyright_owner="© wcs."),
        2: Image(credit_line="WCS", copyright_owner="A. Li; I. Ivanov"),
        3: Image(copyright_owner="A. Li"),
    }
    assert asked(images) == {"A. Li": [2, 3], "WCS": [1, 2], "I. Ivanov": [2]}


def test_pictures_of_nobody_come_last() -> None:
    assert list(asked({1: Image(), 2: Image(credit_line="©"), 3: Image(credit_line="WCS")}).items()) == [
        ("WCS", [3]),
        (None, [1, 2]),
    ]


def test_a_party_is_reached_by_its_own_credit_first_then_by_those_it_is_part_of() -> None:
    credits = {  # noqa: A001 - the table's name
        1: Credit(name="WWF / ISUNR", contact="wwf@example.org"),
        2: Credit(name="ISUNR", contact="isunr@example.org"),
        3: Credit(name="ISUNR / WCS"),
        4: Credit(name="WCS"),
    }
    images = {1: Image(credit="c1"), 2: Image(credit="c3"), 3: Image(credit="c4")}
    book = Book(images=images, credits=credits)
    reached = {one.party: list(one.credits) for one in asking.asked(book, contact_sheet.frames(book, images))}
    assert reached == {"ISUNR": [2, 1], "WCS": [], "WWF": [1]}


def test_a_picture_that_was_printed_twice_is_asked_for_once() -> None:
    book = Book(images={1: Image(credit_line="WCS")})
    [one] = asking.asked(book, contact_sheet.frames(book, [1, 1]))
    assert len(one.frames) == 1


def test_who_has_granted_it_is_not_asked_again_unless_all_have() -> None:
    line, granted = "© WWF-Russia / ISUNR", Permission(status="granted", by="WWF Russia")
    assert asked({1: Image(credit_line=line, permission=granted)}) == {"ISUNR": [1]}

    credit = Credit(name="WWF-Russia / ISUNR", parties=("WWF-Russia", "ISUNR"), permission=granted)
    assert asked({1: Image(credit="c2")}, {2: credit}) == {"ISUNR": [1]}
    elapsed = Permission(status="granted", by="WWF-Russia; ISUNR", until="2020")
    assert asked({1: Image(credit_line=line, permission=elapsed)}) == {"ISUNR": [1], "WWF-Russia": [1]}
