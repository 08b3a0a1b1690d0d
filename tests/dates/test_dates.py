"""Dates: what people type, what is stored, and between which bounds it lies."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import inf

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from logbook import dates
from logbook.errors import BadValueError

NOW = datetime(2026, 11, 22, 10, 30)  # noqa: DTZ001 - a clock as a person reads it


def quarter_hours(hours: int) -> st.SearchStrategy[timedelta]:
    return st.integers(-4 * hours, 4 * hours).map(lambda quarters: timedelta(minutes=15 * quarters))


def offset_text(offset: timedelta) -> str:
    sign, minutes = "-" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def times() -> st.SearchStrategy[str]:
    clocks = st.tuples(st.datetimes(), st.sampled_from(["minutes", "seconds"])).map(
        lambda it: it[0].isoformat("T", it[1])
    )
    return st.tuples(clocks, st.sampled_from(["", "Z"]) | quarter_hours(14).map(offset_text)).map("".join)


DAYS = st.dates().map(date.isoformat)
PLAIN = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
SEASONS = st.builds("{:04d}-{}".format, st.integers(1, 9999), st.integers(21, 24))
QUALIFIED = st.tuples(PLAIN | SEASONS, st.sampled_from(["", "~", "?", "%"])).map("".join)
ENDS = QUALIFIED | times()
INTERVALS = st.tuples(ENDS | st.just(".."), ENDS | st.just("..")).map("/".join).filter(dates.is_edtf)
STORED = ENDS | INTERVALS
WINTER = re.compile(r"[0-9]{4}-24")


@given(STORED)
def test_stored_dates_are_read_unchanged(edtf: str) -> None:
    assert dates.parse(edtf, now=NOW) == edtf


@given(STORED)
def test_words_mean_the_date_they_were_made_from(edtf: str) -> None:
    assume(not WINTER.search(edtf))  # "winter 2013" has more than one reading
    assert dates.parse(dates.words(edtf), now=NOW) == edtf


@given(STORED, st.sampled_from(["north", "south"]))
def test_bounds_are_in_order_and_wider_without_a_hemisphere(edtf: str, hemisphere: dates.Hemisphere) -> None:
    wide, narrow = dates.span(edtf), dates.span(edtf, hemisphere)
    assert wide.earliest <= narrow.earliest <= narrow.latest <= wide.latest
    earliest, latest = dates.instants(wide)
    assert earliest <= latest


@given(st.one_of(PLAIN, st.tuples(PLAIN, PLAIN).map("/".join).filter(dates.is_edtf)))
def test_bounds_are_those_of_the_edtf_package(edtf: str) -> None:
    oracle, ours = parse_edtf(edtf), dates.span(edtf)
    assert ours.earliest.timetuple()[:3] == oracle.lower_strict()[:3]
    assert ours.latest.timetuple()[:3] == oracle.upper_strict()[:3]
    assert ours.earliest.time() == time.min
    assert ours.latest.time() == time(23, 59, 59)


@given(st.integers(2, 9998), st.sampled_from("~?"))
def test_qualified_years_are_as_wide_as_in_the_edtf_package(year: int, sign: str) -> None:
    oracle, ours = parse_edtf(f"{year:04d}{sign}"), dates.span(f"{year:04d}{sign}")
    assert ours.earliest.timetuple()[:3] == oracle.lower_fuzzy()[:3]
    assert ours.latest.timetuple()[:3] == oracle.upper_fuzzy()[:3]


@given(st.integers(1, 9999), st.sampled_from([21, 22, 23]))
def test_northern_seasons_are_those_of_the_edtf_package(year: int, season: int) -> None:
    oracle, ours = parse_edtf(f"{year:04d}-{season}"), dates.span(f"{year:04d}-{season}", "north")
    assert ours.earliest.timetuple()[:3] == oracle.lower_strict()[:3]
    assert ours.latest.timetuple()[:3] == oracle.upper_strict()[:3]


@pytest.mark.parametrize(
    ("edtf", "theirs", "ours"),
    [
        ("2013-09~", ((2012, 8, 1), (2014, 10, 30)), ((2013, 8, 1), (2013, 10, 31))),
        ("2013-09-05~", ((2012, 8, 4), (2014, 10, 6)), ((2013, 9, 4), (2013, 9, 6))),
        ("2013%", ((2011, 1, 1), (2015, 12, 31)), ((2012, 1, 1), (2014, 12, 31))),
        ("2013-24", ((2013, 12, 1), (2013, 12, 31)), ((2013, 12, 1), (2014, 2, 28))),
    ],
)
def test_bounds_differ_from_the_edtf_package_on_purpose(edtf: str, theirs: object, ours: object) -> None:
    """A month that is uncertain is not so by a year too; `%` is one doubt, not two; winter goes on after New Year."""
    oracle, bounds = parse_edtf(edtf), dates.span(edtf, "north")
    assert (oracle.lower_fuzzy()[:3], oracle.upper_fuzzy()[:3]) == theirs
    assert (bounds.earliest.timetuple()[:3], bounds.latest.timetuple()[:3]) == ours


def test_open_ends_are_the_ends_of_the_calendar_where_the_edtf_package_has_infinity() -> None:
    """Infinity is a float, which no date can be compared with."""
    assert parse_edtf("2013-09-05/..").upper_strict() == inf
    assert parse_edtf("../2013").lower_strict() == -inf
    assert dates.span("2013-09-05/..").latest == datetime.max  # noqa: DTZ901 - without a zone
    assert dates.span("../2013").earliest == datetime.min  # noqa: DTZ901 - without a zone


BOUNDS = {
    ("2013", None): "2013-01-01 to 2013-12-31",
    ("2012-02", None): "2012-02-01 to 2012-02-29",
    ("2013-09-05", None): "2013-09-05",
    ("2013-09-05?", None): "2013-09-04 to 2013-09-06",
    ("2013-09~/2014", None): "2013-08-01 to 2014-12-31",
    ("2013-23~", "north"): "2013-06-01 to 2014-02-28",
    ("2013-21", "south"): "2013-09-01 to 2013-11-30",
    ("2013-22", "south"): "2013-12-01 to 2014-02-28",
    ("2013-23", "south"): "2013-03-01 to 2013-05-31",
    ("2013-24", "south"): "2013-06-01 to 2013-08-31",
    ("2015-24", "north"): "2015-12-01 to 2016-02-29",
    ("2013-21", None): "2013-01-01 to 2013-12-31",
    ("2015-22", None): "2015-01-01 to 2016-02-29",
    ("2013-24", None): "2013-01-01 to 2014-02-28",
    ("9999-24", "north"): "9999-12-01 to 9999-12-31",
    ("0001~", None): "0001-01-01 to 0002-12-31",
    ("9999-12-31~", None): "9999-12-30 to 9999-12-31",
    ("0001-01-01?", None): "0001-01-01 to 0001-01-02",
    ("../2009", None): "2009-12-31 or before",
    ("2010/..", None): "2010-01-01 or after",
    ("2013-09-05T04:31+08:00", None): "2013-09-05T04:31+08:00",
    ("2013-09-05/2013-09-06T04:31", None): "2013-09-05 to 2013-09-06T04:31",
    # Spring before autumn is no interval in the north; which hemisphere was meant is then open.
    ("2013-23/2013-21", "north"): "2013-01-01 to 2013-12-31",
    ("2013-23/2013-21", "south"): "2013-03-01 to 2013-11-30",
    (None, None): "undated",
}


@pytest.mark.parametrize(("date_at", "bounds"), BOUNDS.items())
def test_bounds_are_inclusive(date_at: tuple[str | None, dates.Hemisphere | None], bounds: str) -> None:
    assert dates.bounds_words(*date_at) == bounds


def test_a_minute_lasts_to_its_last_second() -> None:
    hours = timedelta(hours=8)
    minute, second = dates.span("2013-09-05T04:31+08:00"), dates.span("2013-09-05T04:31:20")
    assert minute.latest - minute.earliest == timedelta(seconds=59)
    assert minute[2:] == (frozenset((hours,)), hours, hours)
    assert second.latest == second.earliest
    assert second[2:] == (frozenset((None,)), None, None)
    assert dates.span("2013-09-05")[2:] == (frozenset(), None, None)


def test_instants_are_utc_and_unzoned_bounds_fourteen_hours_wider() -> None:
    zoned = dates.instants(dates.span("2013-09-05T04:31:00+08:00"))
    unzoned = dates.instants(dates.span("2013-09-05T20:31:00"))
    assert [moment.isoformat() for moment in zoned] == ["2013-09-04T20:31:00"] * 2
    assert [moment.isoformat() for moment in unzoned] == ["2013-09-05T06:31:00", "2013-09-06T10:31:00"]
    assert dates.instants(dates.span("../2013"))[0] == datetime.min  # noqa: DTZ901 - without a zone
    assert dates.instants(dates.span("2013/.."))[1] == datetime.max  # noqa: DTZ901 - without a zone


def test_an_interval_over_the_hour_that_comes_twice_is_in_order() -> None:
    night = "2013-10-27T02:50+02:00/2013-10-27T02:10+01:00"
    bounds = dates.span(night)
    assert bounds.earliest.isoformat() < bounds.latest.isoformat()
    assert not dates.is_edtf("2013-09-05T04:00Z/2013-09-05T05:00+08:00")


NOT_STORED = [
    *("", "x", "2013-9", "2013-13", "2013-00", "2013-25", "2013-02-30", "0000", "٢٠١٣", "2013\n", "2013\ud800"),
    *("2013-09-05T04:31~", "2013-09-05T24:00", "2013-09-05T04:31+08", "2013-09-05T04"),
    *("2013/", "/2013", "../..", "2013/2012", "2013/2014/2015"),
]


@pytest.mark.parametrize("text", NOT_STORED)
def test_what_is_no_stored_date_is_told_and_sorts_as_undated(text: str) -> None:
    assert not dates.is_edtf(text)
    assert dates.order(text) == dates.order(None)
    assert dates.words(text) == (text or "undated")


def test_order_is_earliest_then_latest_with_undated_last() -> None:
    ordered = ["../2013", "2012~", "2013-01-01", "2013-01", "2013", "2013-09-05T04:31", "9999/..", None]
    assert sorted([*ordered[5:], *ordered[:5]], key=dates.order) == ordered


WORDED = {
    "2013-10-09": "9 October 2013",
    "2013-23": "autumn 2013",
    "2013-24": "winter 2013",
    "2013~": "circa 2013",
    "2013?": "2013 (uncertain)",
    "2013-09%": "circa September 2013 (uncertain)",
    "../2009": "before 2010",
    "../2013-08-31": "before 1 September 2013",
    "../2013-23": "until autumn 2013",
    "../9999": "until 9999",
    "2010/..": "since 2010",
    "2013-09/2013-10": "September to October 2013",
    "2013-05-03/2013-05-05": "3 to 5 May 2013",
    "2013-12/2014-02": "December 2013 to February 2014",
    "1990/1999": "1990 to 1999",
    "2010~/2012": "from circa 2010 to 2012",
    "2013-10-09T04:31+08:00": "9 October 2013, 04:31 (+08:00)",
    "2013-10-09T04:31Z": "9 October 2013, 04:31 (UTC)",
    "2013-10-09T04:31/2013-10-09T05:10:20": "9 October 2013, 04:31 to 05:10:20",
    None: "undated",
}


@pytest.mark.parametrize(("edtf", "said"), WORDED.items())
def test_dates_are_worded_for_people(edtf: str | None, said: str) -> None:
    assert dates.words(edtf) == said


def test_the_future_begins_fourteen_hours_from_now() -> None:
    assert not dates.is_future("2026-11-23T00:30:00", now=NOW)
    assert dates.is_future("2026-11-23T00:30:01", now=NOW)
    assert not dates.is_future("2026", now=NOW)
    dates.require_past("../2050", now=NOW)
    with pytest.raises(BadValueError, match="2062-05 lies in the future"):
        dates.require_past("2062-05", now=NOW)
