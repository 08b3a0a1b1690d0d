"""Dates as numbers: the same order as by their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import dates
from logbook.dates import ranks

YEAR = st.sampled_from(["0001", "2012", "2013", "9999", "0000"])
DAY = st.builds("{}-{}-{}".format, YEAR, *[st.sampled_from(["01", "02", "12", "13", "28", "29", "31"])] * 2)
CLOCK = st.sampled_from(
    ["", "T00:00", "T04:31", "T04:31:00", "T04:31:59", "T23:59:59", "T24:00", "T04:60", "T04", "~", "T0431", "/.."]
)
OFFSET = st.sampled_from(["", "Z", "+08:00", "-14:00", "+14:30", "+8"])
EDTF = st.one_of(
    st.builds("{}{}{}".format, DAY, CLOCK, OFFSET),
    st.builds("{}/{}".format, DAY, DAY),
    st.sampled_from(["2013", "2013-10", "2013~", "2013-24", "../2013", "2013/..", "../9999-12-31", "9999-12-31/.."]),
    st.sampled_from(["2013-W01-1", "2013-09~/..", "no day", "\uff12013-09-05", "2013-10-09T04:31/2013-10-09T05:00"]),
    st.text(max_size=20),
)


@given(EDTF, EDTF)
def test_ranks_sort_as_bounds_do(one: str, other: str) -> None:
    first, second = dates.order(one), dates.order(other)
    assert (ranks.rank(first) < ranks.rank(second)) == (first < second)
    assert (ranks.rank(first) == ranks.rank(second)) == (first == second)


@given(EDTF)
def test_a_plain_rank_is_that_of_the_bounds_anywhere(edtf: str) -> None:
    plain = ranks.plain_rank(edtf)
    for hemisphere in (None, "north", "south"):
        assert plain in {None, ranks.rank(dates.order(edtf, hemisphere))}


@pytest.mark.parametrize("edtf", ["2013-10-09", "2013-10-09T04:31", "2013-10-09T04:31:20+08:00", "9999-12-31T23:59Z"])
def test_days_and_times_are_plain(edtf: str) -> None:
    assert ranks.plain_rank(edtf) == ranks.rank(dates.order(edtf))
