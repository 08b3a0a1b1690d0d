"""What the pictures of a sighting tell of it."""

from __future__ import annotations

import pytest

from logbook.changes.fields import SightingWords
from logbook.changes.filling import Taken, position_of, taken
from logbook.records import Id, Image
from tests.drafting import NOW

I1, I2, I3 = (Id("images", number) for number in (1, 2, 3))


def told(*pictures: Image, **words: str) -> Taken:
    return taken(
        {Id("images", number): image for number, image in enumerate(pictures, start=1)}, SightingWords(**words), now=NOW
    )


def dated(*times: str | None) -> Taken:
    return told(*(Image(date_created=time) for time in times))


def test_one_picture_gives_its_time() -> None:
    found = dated("2013-10-09T04:31:22+08:00")

    assert found == ({"event_date": "2013-10-09T04:31:22+08:00"}, {"event_date": [I1]}, [])


def test_several_pictures_give_the_first_and_the_last_time() -> None:
    found = dated("2013-10-09T04:33", "2013-10-09T04:31", None)

    assert found.fields == {"event_date": "2013-10-09T04:31/2013-10-09T04:33"}
    assert found.sources == {"event_date": [I1, I2]}


def test_a_day_counts_only_where_no_picture_has_a_time() -> None:
    assert dated("2013-10-09").fields == {"event_date": "2013-10-09"}
    assert dated("2013-10-09", "2013-10-09T04:31").sources == {"event_date": [I2]}


def test_a_clock_that_looks_reset_is_not_believed_and_how_to_correct_it_is_said() -> None:
    found = dated("2013-01-01T00:04", "2013-10-09T04:31")

    assert (found.fields, found.sources) == ({"event_date": "2013-10-09T04:31"}, {"event_date": [I2]})
    (note,) = found.notes
    assert note.startswith("i1 was taken 1 January 2013, 00:04 by its clock, which was perhaps never set")
    assert "logbook edit i1 --clock 2013-01-01T00:04=" in note


def test_a_time_that_was_corrected_is_believed() -> None:
    corrected = Image(date_created="2024-01-01T00:10", recorded_date="2013-01-01T00:04", clock_offset="+4017d6m")

    assert told(corrected).fields == {
        "event_date": "2024-01-01T00:10",
        "recorded_date": "2013-01-01T00:04",
        "clock_offset": "+4017d6m",
    }


@pytest.mark.parametrize("other", ["+2h", None])
def test_what_clocks_recorded_is_taken_only_where_one_correction_holds_for_all(other: str | None) -> None:
    one = Image(date_created="2024-05-01T05:00", recorded_date="2024-05-01T04:00", clock_offset="+1h")
    recorded = "2024-05-01T04:10" if other else None
    another = Image(date_created="2024-05-01T06:10", recorded_date=recorded, clock_offset=other)
    both = {"event_date": "2024-05-01T05:00/2024-05-01T06:10"}

    assert told(one, another).fields == both
    assert told(one, one).fields["recorded_date"] == "2024-05-01T04:00"


def test_the_future_is_not_believed() -> None:
    found = dated("2031-05-05T12:00")

    assert (found.fields, found.sources) == ({}, {})
    (note,) = found.notes
    assert note.startswith("i1 was taken 5 May 2031, 12:00 by its clock, which lies in the future")


@pytest.mark.parametrize("date", ["someday", None])
def test_what_is_no_date_tells_nothing(date: str | None) -> None:
    assert dated(date) == ({}, {}, [])


@pytest.mark.parametrize("word", ["2013", ""])
def test_what_is_said_is_not_taken_from_pictures(word: str) -> None:
    picture = Image(date_created="2013-01-01T00:04", decimal_latitude=43.6, decimal_longitude=130.6)

    assert told(picture, date=word, at=word) == ({}, {}, [])


HUNCHUN = Image(decimal_latitude=43.6, decimal_longitude=130.6)
KEDROVAYA = Image(decimal_latitude=43.1, decimal_longitude=131.5)
HALF = Image(decimal_latitude=43.6)


def test_the_position_is_that_of_all_pictures_that_have_one() -> None:
    found = told(HUNCHUN, Image(), HUNCHUN)

    assert found.fields == {"decimal_latitude": 43.6, "decimal_longitude": 130.6}
    assert found.sources == {"decimal_latitude": [I1, I3]}


def test_pictures_that_disagree_give_no_position_and_are_named() -> None:
    found = told(HUNCHUN, KEDROVAYA)

    assert (found.fields, found.sources) == ({}, {})
    assert found.notes == ["the positions of i1, i2 differ, and none is taken; say where it was with --at"]


def test_half_a_position_is_none() -> None:
    assert (told(HALF), position_of([HALF])) == (({}, {}, []), {})
