"""An axis of time: what lies in which cell, and what is named on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.views import axis
from logbook.views.axis import Axis, Strip
from tests.tally.test_timeline import laid, seen

DATES = ("2013-10-09", "2012", "1824~", "../2010", "2015/..", "2013-10-09T04:31", "0001-01-01", "9999-12-31", "2013-24")


def of(*dates: str, cells: int = 40, sign: int = 1) -> Axis:
    found = axis.axis(laid(*map(seen, dates)), cells, sign)
    assert found
    return found


def names(*dates: str, room: int = 40) -> list[str]:
    return [name for _, name in of(*dates).ticks(room)]


def strip(*dates: str, cells: int = 10) -> Strip:
    found = laid(*map(seen, dates))
    on = axis.axis(found, cells)
    assert on
    return axis.strip(found.rows[0], on)


def test_there_is_no_axis_where_nothing_is_dated() -> None:
    assert axis.axis(laid(seen(None)), 40) is None
    assert axis.axis(laid(), 40) is None


@pytest.mark.parametrize(
    ("dates", "named"),
    [
        (("2013-10-09T04:31", "2013-10-09T04:50"), ["2013-10-09 04:30", "2013-10-09 05:00"]),
        (("2013-10-09T01:00", "2013-10-09T23:00"), ["2013-10-09 01:00", "2013-10-09 12:00"]),
        (("2013-10-09", "2013-11-12"), ["2013-10-14", "2013-10-28", "2013-11-11"]),
        (("2013-10-09", "2013-12-09"), ["2013-10", "2013-11", "2013-12"]),
        (("2013-10", "2014-05"), ["2013-10", "2014-01", "2014-04"]),
        (("2011", "2013"), ["2011", "2012", "2013"]),
        (("2009", "2020"), ["2010", "2012", "2014", "2016", "2018", "2020"]),
        (("1824", "2024"), ["1850", "1900", "1950", "2000"]),
        (("0001", "9999"), ["0001", "2000", "4000", "6000", "8000"]),
    ],
)
def test_round_moments_are_named_as_many_as_there_is_room_for_and_the_first_before_them(
    dates: tuple[str, ...], named: list[str]
) -> None:
    assert names(*dates) == named


@pytest.mark.parametrize(
    ("edtf", "name"),
    [
        ("2013-10-09", "2013-10-09"),
        ("2013-10-09T04:31", "2013-10-09 04:31"),
        ("2013/..", "2013-01-01"),
        ("../2013", "2013-12-31"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_a_single_moment_is_named_itself(edtf: str, name: str) -> None:
    assert names(edtf) == [name]


def test_where_no_round_moment_falls_the_first_is_named() -> None:
    assert names("2013-10-09T04:31", "2013-10-09T20:10", room=20) == ["2013-10-09 04:31"]


def test_a_single_day_is_one_sign_in_the_middle() -> None:
    on = of("2013-10-09", cells=41)
    assert on.reach(on.first, on.last) == (20, 20)
    assert strip("2013-10-09", cells=41) == Strip(None, [], frozenset({20}), frozenset(), [], (False, False))


def test_what_is_known_within_a_day_makes_the_day_a_span() -> None:
    found = strip("2013-10-09", "2013-10-09T04:31")
    assert (found.spans, found.dots) == ([(0, 9)], {1})


def test_an_uncertain_date_is_a_span_and_one_that_fits_a_sign_a_dot() -> None:
    found = strip("2000-01-01", "2005", "2006/2007", "2009-12-31")
    assert (found.dots, found.spans, found.line) == ({0, 5, 9}, [(6, 7)], (0, 9))


def test_spans_that_touch_are_one() -> None:
    assert axis.merged([(5, 6), (0, 2), (3, 4), (9, 9), (1, 1)]) == [(0, 6), (9, 9)]


def test_open_ends_run_off_the_edges() -> None:
    found = strip("../2005-07", "2007-07/..", "2000-01-01", "2010-01-01")
    assert (found.spans, found.opens) == ([(0, 5), (7, 9)], (True, True))
    assert strip("2008/..", "2000-01-01").opens == (False, True)


def test_the_line_leads_from_the_first_to_the_last() -> None:
    assert strip("2000-07/2001-07", "2005-05-05", "2008-07/2009-12").line == (1, 8)
    assert strip("2000/2009").line is None


def test_what_competes_for_no_first_stands_apart() -> None:
    found = laid(seen("2000-01-01"), seen("2004-07/2006-07", verification="doubtful"), seen("2009-12-31"))
    on = axis.axis(found, 10)
    assert on
    made = axis.strip(found.rows[0], on)
    assert (made.dots, made.uncounted, made.spans) == ({0, 9}, {5}, [(4, 6)])


def test_marks_are_spans_where_several_could_be_first_the_weakest_foremost() -> None:
    found = laid(
        seen("2000-01-01"),
        seen("2002-07/2003-07", "probable"),
        seen("2004-07/2006-07", "confirmed"),
        seen("2009-12-31"),
    )
    on = axis.axis(found, 10)
    assert on
    assert axis.strip(found.rows[0], on).marks == [("probable", (2, 3)), ("confirmed", (4, 6))]


@given(st.lists(st.sampled_from(DATES), min_size=1, max_size=6), st.integers(20, 200), st.integers(1, 5))
def test_everything_lies_in_the_cells_and_something_is_named(dates: list[str], cells: int, sign: int) -> None:
    on = of(*dates, cells=cells, sign=sign)
    for row in laid(*map(seen, dates)).rows:
        made = axis.strip(row, on)
        assert not made.is_blank
        assert all(0 <= begin <= end < cells for begin, end in made.spans)
        assert all(0 <= cell < cells for cell in made.dots)
    ticks = on.ticks(cells)
    assert ticks
    assert [cell for cell, _ in ticks] == sorted({cell for cell, _ in ticks} & set(range(cells)))
