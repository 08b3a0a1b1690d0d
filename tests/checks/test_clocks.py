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
