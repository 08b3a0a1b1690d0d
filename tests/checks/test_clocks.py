"""Times that tell of a wrong clock."""

from __future__ import annotations

import pytest

from logbook.records import Book, Image, Sighting
from tests.checks.asking import found, ids


@pytest.mark.parametrize(
    ("seen_on", "taken", "is_told"),
    [
        ("2013-10-09", "2013-10-09T04:31", False),
        ("2013-10-09", "2013-10-10T23:59", False),
        ("2013-10-09", "2013-10-12", True),
        ("2013-10", "2013-09-01", True),
        ("2013", "2013-09-01", False),
        ("../2014", "2013-09-01", False),
        (None, "2013-09-01", False),
        ("2013-10-09", None, False),
    ],
)
def test_a_picture_of_another_day_is_told(seen_on: str | None, taken: str | None, is_told: bool) -> None:
    sighting = Sighting(event_date=seen_on, images=("i1", "i7", "x"))
    book = Book(sightings={1: sighting}, images={1: Image(date_created=taken)})

    assert ids("capture-date", book) == (["i1"] if is_told else [])


@pytest.mark.parametrize(
    ("date", "offset", "shown"),
    [
        ("2013-01-01T00:04", None, "2013-01-01T00:04"),
        ("2013-01-01T00:04:10+08:00/2013-01-01T00:09+08:00", None, "2013-01-01T00:04:10+08:00"),
        ("2024-05-01T09:19", "+4138d9h15m", None),
        ("2013-01-01T00:04", "+1h", None),
        ("2013-01-01", None, None),
        ("2013-10-09T04:31", None, None),
        ("New Year", None, None),
        (None, None, None),
    ],
)
def test_a_time_at_which_a_clock_began_anew(date: str | None, offset: str | None, shown: str | None) -> None:
    book = Book(
        sightings={1: Sighting(event_date=date, clock_offset=offset, images=("i2",))},
        images={1: Image(date_created=date, clock_offset=offset), 2: Image(date_created=date, clock_offset=offset)},
    )

    said = found("factory-date", book)
    assert [finding.id for finding in said] == (["s1", "i1"] if shown else [])
    assert all(f"--clock {shown}=WHAT-IT-WAS" in finding.advice for finding in said)


def card(*taken: tuple[str, str | None], **fields: str) -> Book:
    """Make a logbook of the pictures of a card, by their names and times."""
    return Book(images={n: Image(file=name, date_created=time, **fields) for n, (name, time) in enumerate(taken, 1)})


def test_a_picture_older_than_the_one_numbered_before_it() -> None:
    book = card(
        ("cards/20131009-RCNX0041.JPG", "2013-10-09T04:31"),
        ("cards/20100305-RCNX0043.JPG", "2010-03-05T09:00"),
        ("cards/20100302-RCNX0042.JPG", "2010-03-02T08:00:10"),
        ("cards/20140101-RCNX0044.JPG", "2014-01-01T09:00"),
        ("cards/20140101-RCNX0045.JPG", "2014-01-01T08:59"),
    )

    (finding,) = found("clock-reset", book)
    assert finding.id == "i3"
    assert finding.text.endswith(", 1,316 days before 20131009-RCNX0041.JPG, i1")
    assert finding.advice == (
        "if the clock began anew there, the times of i3 and 1 behind it are wrong: "
        "logbook edit i3 --clock 2010-03-02T08:00:10=WHAT-IT-WAS"
    )


@pytest.mark.parametrize(
    "book",
    [
        card(("a/IMG_0041.JPG", "2013-10-09T04:31"), ("a/IMG_0042.JPG", "2013-10-08T05:00")),  # not a day
        card(("a/IMG_0001.JPG", "2013-10-09T04:31"), ("a/IMG_9999.JPG", "2013-09-08T05:00")),  # behind 9999 comes 1
        card(("a/IMG_0041.JPG", "2013-10-09T04:31"), ("a/IMG_0043.JPG", "2013-09-08T05:00")),
        card(("a/IMG_0041.JPG", "2013-10-09T04:31"), ("b/IMG_0042.JPG", "2013-09-08T05:00")),
        card(("a/IMG_0041.JPG", "2013-10-09T04:31"), ("a/DSC_0042.JPG", "2013-09-08T05:00")),
        card(("a/IMG_0041.JPG", "2013-10-09T04:31"), ("a/IMG_0042.JPG", "2013-09-08")),
        card(("a/IMG_0041.JPG", "2013-10-09T04:31"), ("a/IMG_0042.JPG", None)),
        card(("a/first.JPG", "2013-10-09T04:31"), ("a/second.JPG", "2013-09-08T04:31")),
        card(("a/20131009043141.JPG", "2013-10-09T04:31"), ("a/20131009043142.JPG", "2013-09-08T04:31")),
        card(*(("a/IMG_0042.JPG", "2013-09-08T05:00"), ("a/IMG_0041.JPG", "2013-10-09T04:31")) * 2),  # two cards
    ],
)
def test_numbers_that_say_nothing_of_the_clock(book: Book) -> None:
    assert ids("clock-reset", book) == []


def test_pictures_of_two_cameras_in_one_folder_are_not_compared() -> None:
    images = {
        1: Image(file="a/IMG_0041.JPG", camera="Reconyx HC500", date_created="2013-10-09T04:31"),
        2: Image(file="a/IMG_0042.JPG", camera="Bushnell", date_created="2013-09-08T05:00"),
        3: Image(camera="Bushnell", date_created="2013-09-08T05:00"),
    }

    assert ids("clock-reset", Book(images=images)) == []
