"""Times as machines write them."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import dates
from logbook.errors import BadValueError
from logbook.formats import times


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2020-05-30T02:57:37Z", "2020-05-30T02:57:37Z"),
        ("2020-05-30 02:57:37", "2020-05-30T02:57:37"),
        ("2020-05-30T02:57:37.125+0800", "2020-05-30T02:57:37+08:00"),
        ("2020-05-30T02:57-03", "2020-05-30T02:57-03:00"),
        ("2013:09:05 04:31:00", "2013-09-05T04:31:00"),
        (" 2013-09-05 ", "2013-09-05"),
        ("2013-09", "2013-09"),
        ("2013", "2013"),
        ("2013-09-05/2013-09-07", "2013-09-05/2013-09-07"),
        ("2007-11-13/15", "2007-11-13/2007-11-15"),
        ("2007-11/12", "2007-11/2007-12"),
        ("2013-09-05T04:31Z/05:10Z", "2013-09-05T04:31Z/2013-09-05T05:10Z"),
        ("2013-09-05/..", "2013-09-05/.."),
    ],
)
def test_what_machines_write_is_stored(text: str, stored: str) -> None:
    assert times.stored(text, None) == stored


@pytest.mark.parametrize(
    ("zone", "stored"),
    [
        ("Asia/Shanghai", "2013-09-05T04:31+08:00"),
        ("+08:00", "2013-09-05T04:31+08:00"),
        ("-0330", "2013-09-05T04:31-03:30"),
        ("Z", "2013-09-05T04:31Z"),
        ("+00:00", "2013-09-05T04:31Z"),
    ],
)
def test_a_time_without_an_offset_gets_that_of_the_zone(zone: str, stored: str) -> None:
    assert times.stored("2013-09-05T04:31", zone) == stored


def test_a_zone_has_the_offset_of_the_moment() -> None:
    assert times.stored("2021-01-05T04:31/2021-07-05T04:31", "Europe/Berlin") == (
        "2021-01-05T04:31+01:00/2021-07-05T04:31+02:00"
    )


@pytest.mark.parametrize("text", ["2013-09-05", "2013-09-05T04:31Z"])
def test_a_day_and_a_time_with_an_offset_need_no_zone(text: str) -> None:
    assert times.stored(text, "Asia/Shanghai") == text


@pytest.mark.parametrize(
    ("text", "zone", "why"),
    [
        ("05/09/2013", None, "no date or time as machines write it"),
        ("", None, "no date or time"),
        ("2013-09-05/", None, "no date or time"),
        ("2013-02-30", None, "not in the calendar"),
        ("2013-02-30T04:31", "Asia/Shanghai", "not in the calendar"),
        ("0000:00:00 00:00:00", None, "not in the calendar"),
        ("2013-09-05T25:00", None, "no date or time as it is stored"),
        ("2013-09-07/2013-09-05", None, "ends before it begins"),
        ("2021-03-28T02:30", "Europe/Berlin", "never showed 2021-03-28T02:30: they were put forward"),
        ("2021-10-31T02:30", "Europe/Berlin", r"02:30\+02:00 or 2021-10-31T02:30\+01:00"),
        ("2013-09-05T04:31", "Nowhere/Land", "'Nowhere/Land' is no time zone known here"),
        ("2013-09-05T04:31", "../etc", "no time zone"),
        ("2013-09-05T04:31", "..Asia" * 2_000, "no time zone"),
        ("2013-09-05T04:31", "Asia/" * 2_000, "no time zone"),
        ("2013-09-05T04:31", "+15:00", "no time zone"),
        ("2013-09-05T04:31", "+08:75", "no time zone"),
    ],
)
def test_what_is_open_is_refused(text: str, zone: str | None, why: str) -> None:
    with pytest.raises(BadValueError, match=why):
        times.stored(text, zone)


def test_a_zone_is_looked_at_before_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    times.require_zone("Asia/Vladivostok")
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    with pytest.raises(BadValueError, match="no time zone"):
        times.require_zone("Asia/Nowhere")


@given(st.datetimes().map(lambda moment: moment.replace(microsecond=0)), st.integers(-13 * 60, 14 * 60))
def test_a_moment_is_stored_as_it_was(moment: datetime, minutes: int) -> None:
    text = moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat()
    stored = times.stored(text, "Asia/Shanghai")
    assert datetime.fromisoformat(stored) == datetime.fromisoformat(text)
    assert dates.is_edtf(stored)
