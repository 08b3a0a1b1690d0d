"""What a corrected clock changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes import clocking
from logbook.errors import BadValueError, NotOneError
from logbook.records import Book, Credit, Id, Image, Sighting
from tests.drafting import on

S1, S2, I1, I2 = Id("sightings", 1), Id("sightings", 2), Id("images", 1), Id("images", 2)
FIRST, LAST = "2013-01-01T00:04:10", "2013-01-01T00:04:20"
BOOK = Book(
    sightings={
        1: Sighting(event_date=f"{FIRST}/{LAST}", verbatim_event_date="New Year", images=("i1", "i2")),
        2: Sighting(event_date=LAST, images=("i2",)),
    },
    images={1: Image(date_created=FIRST), 2: Image(date_created=LAST)},
    credits={1: Credit(name="WCS")},
)
AS_RECORDED = {
    "s1": (f"{FIRST}/{LAST}", None, None),
    "s2": (LAST, None, None),
    "i1": (FIRST, None, None),
    "i2": (LAST, None, None),
}

Dates = dict[str, tuple[str | None, str | None, str | None]]


def corrected(book: Book, *steps: tuple[Id, str | None]) -> tuple[Dates, list[str]]:
    """Correct one after the other; give the date, recorded date and correction of every record, and the notes."""
    draft = on(book)
    notes = [note for which, offset in steps for note in clocking.correct(draft, [which], offset)]
    dates: Dates = {}
    for which in [Id(table, number) for table in ("sightings", "images") for number in getattr(book, table)]:
        one = draft.record(which)
        date = one.event_date if which.table == "sightings" else one.date_created
        dates[str(which)] = (date, one.recorded_date, one.clock_offset)
    return dates, notes


def test_a_sighting_and_its_pictures_are_moved_and_what_was_recorded_is_kept() -> None:
    dates, notes = corrected(BOOK, (S1, "+1h30m"))

    assert dates["s1"] == ("2013-01-01T01:34:10/2013-01-01T01:34:20", f"{FIRST}/{LAST}", "+1h30m")
    assert dates["i1"] == ("2013-01-01T01:34:10", FIRST, "+1h30m")
    assert dates["i2"] == ("2013-01-01T01:34:20", LAST, "+1h30m")
    assert dates["s2"] == AS_RECORDED["s2"]
    assert notes == []


def test_a_picture_alone_is_moved_alone() -> None:
    dates, _ = corrected(BOOK, (I2, "+90m"))
    assert dates == AS_RECORDED | {"i2": ("2013-01-01T01:34:20", LAST, "+1h30m")}


def test_a_picture_of_two_sightings_is_moved_once() -> None:
    assert corrected(BOOK, (S1, "+1h"), (S2, "+1h"))[0]["i2"] == ("2013-01-01T01:04:20", LAST, "+1h")


def test_what_was_typed_as_the_date_stays() -> None:
    draft = on(BOOK)
    clocking.correct(draft, [S1], "+1h")
    assert draft.record(S1).verbatim_event_date == "New Year"


@given(st.lists(st.sampled_from(["+1h30m", "-3653d9h15m", "+1s", None]), min_size=1))
def test_of_several_corrections_the_last_one_holds(offsets: list[str | None]) -> None:
    assert corrected(BOOK, *((S1, offset) for offset in offsets)) == corrected(BOOK, (S1, offsets[-1]))


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_correction_taken_out_gives_the_recorded_dates_back(nothing: str | None) -> None:
    assert corrected(BOOK, (S1, "+1h30m"), (S1, nothing)) == (AS_RECORDED, [])


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    draft = on(BOOK)
    assert clocking.correct(draft, [S1], None) == []
    assert draft.changes() == []


def test_a_day_stays_while_the_pictures_are_moved() -> None:
    book = Book(sightings={1: Sighting(event_date="2013-01-01", images=("i1",))}, images=BOOK.images)
    dates, notes = corrected(book, (S1, "+1h"))

    assert dates["s1"] == ("2013-01-01", None, None)
    assert dates["i1"] == ("2013-01-01T01:04:10", FIRST, "+1h")
    assert notes == ["s1 (2013-01-01): a day is not what a clock showed; the date stays"]


def test_undated_ones_are_told_together() -> None:
    images = {number: Image() for number in range(1, 5)}
    book = Book(sightings={1: Sighting(images=("i1", "i2", "i3", "i4"))}, images=images)
    dates, notes = corrected(book, (S1, "+1h"))

    assert set(dates.values()) == {(None, None, None)}
    assert notes == ["s1, i1, i2 and 2 more: undated, so there is nothing to correct"]


def test_references_to_no_picture_are_told() -> None:
    book = Book(sightings={1: Sighting(event_date=FIRST, images=("i9", "c1", "cub.jpg"))}, credits=BOOK.credits)
    dates, notes = corrected(book, (S1, "+1h"))

    assert dates["s1"] == ("2013-01-01T01:04:10", FIRST, "+1h")
    assert notes == ["i9, c1, cub.jpg: named as a picture, but there is no such picture"]


@pytest.mark.parametrize("offset", ["+1h", None])
def test_a_correction_without_what_was_recorded_is_left_alone(offset: str | None) -> None:
    book = Book(images={1: Image(date_created=FIRST, clock_offset="+2h")})
    dates, notes = corrected(book, (I1, offset))

    assert dates["i1"] == (FIRST, None, "+2h")
    assert notes == ["i1: corrected before, but what the clock recorded is not kept; the date stays"]


def test_an_unknown_correction_is_replaced() -> None:
    book = Book(images={1: Image(date_created="2024", recorded_date=FIRST)})
    assert corrected(book, (I1, "+1h"))[0]["i1"] == ("2013-01-01T01:04:10", FIRST, "+1h")


@pytest.mark.parametrize(
    ("which", "offset", "said"),
    [
        (S1, "1h", r"could be \+1h .* or -1h"),
        (S1, "-36525d", r"s1: .* corrected by -36525d is not in the calendar"),
        (Id("credits", 1), "+1h", "c1 is a credit, and only sightings and pictures have a time"),
    ],
)
def test_what_cannot_be_is_refused(which: Id, offset: str, said: str) -> None:
    book = Book(sightings={1: Sighting(event_date="0013-01-01T00:04")}, credits=BOOK.credits)
    with pytest.raises(BadValueError, match=said):
        corrected(book, (which, offset))


@pytest.mark.parametrize("which", [Id("sightings", 9), Id("images", 9)])
def test_the_record_must_be_there(which: Id) -> None:
    with pytest.raises(NotOneError, match=f"there is no .* {which}"):
        corrected(BOOK, (which, "+1h"))


def test_pictures_that_another_sighting_has_too_are_told() -> None:
    assert list(clocking.shared(BOOK.sightings, [S1])) == ["i2 of s2 too, whose own date stays"]
    assert list(clocking.shared(BOOK.sightings, [I1])) == ["i1 of s1 too, whose own date stays"]
    assert list(clocking.shared(BOOK.sightings, [S1, S2])) == []
