"""Stored dates in Darwin Core's terms."""

from __future__ import annotations

import pytest

from logbook.formats.dwca.event_dates import event_date


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        (None, None),
        ("2013", "2013"),
        ("2013-09", "2013-09"),
        ("2013-09-05", "2013-09-05"),
        ("2013-09-05T04:31+08:00", "2013-09-05T04:31+08:00"),
        ("2013-09/2013-10", "2013-09-01T00:00:00/2013-10-31T23:59:59"),
        ("2013~", "2012-01-01T00:00:00/2014-12-31T23:59:59"),
        ("2013-09-05?", "2013-09-04T00:00:00/2013-09-06T23:59:59"),
        ("2013-09-05T04:31:10Z/2013-09-05T04:33:20Z", "2013-09-05T04:31:10Z/2013-09-05T04:33:20Z"),
        ("2013-09-05T04:31-03:30/2013-09-05T04:33-03:30", "2013-09-05T04:31:00-03:30/2013-09-05T04:33:59-03:30"),
        ("../2013", None),
        ("2013/..", None),
        ("long ago", None),
    ],
)
def test_an_event_date_is_iso_8601_whichever_way_the_end_of_an_interval_is_read(
    edtf: str | None, told: str | None
) -> None:
    assert event_date(edtf, None) == told


def test_each_end_keeps_its_offset_in_the_night_when_clocks_are_put_back() -> None:
    night = "2013-10-27T02:50:00+02:00/2013-10-27T02:10:00+01:00"

    assert event_date(night, None) == night


@pytest.mark.parametrize(
    ("side", "told"),
    [
        ("north", "2013-09-01T00:00:00/2013-11-30T23:59:59"),
        ("south", "2013-03-01T00:00:00/2013-05-31T23:59:59"),
        (None, "2013-01-01T00:00:00/2013-12-31T23:59:59"),
    ],
)
def test_a_season_is_that_of_the_hemisphere(side: str | None, told: str) -> None:
    assert event_date("2013-23", side) == told
