"""Dates as people type them: what each becomes, and what is refused with its readings."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from logbook import dates
from logbook.dates.words import step
from logbook.errors import BadValueError

NOW = datetime(2026, 11, 22, 10, 30)  # noqa: DTZ001 - a clock as a person reads it; a Sunday

MATRIX = {
    "2013-09": "2013-09",
    "autumn 2013": "2013-23",
    "2013-09/2013-10": "2013-09/2013-10",
    "circa 2013": "2013~",
    "winter 2013-14": "2013-12/2014-02",
    "yesterday": "2026-11-21",
    "3 days ago": "2026-11-19",
    "2013年9月5日": "2013-09-05",
    "early 2013": "2013",
    "dawn 2013-09-05": "2013-09-05",
}
ISO = {
    " 2013 ": "2013",
    "2013-9-5": "2013-09-05",
    "2013/9/5": "2013-09-05",
    "2013.9.5": "2013-09-05",
    "20130905": "2013-09-05",
    "2013-21": "2013-21",
    "2013-09-05t04:31": "2013-09-05T04:31",
    "2013-09-05 04:31": "2013-09-05T04:31",
    "2013:09:05 04:31:20": "2013-09-05T04:31:20",
    "2013-09-05T04:31:20.123z": "2013-09-05T04:31:20Z",
    "2020-05-30T02:57:37+0000": "2020-05-30T02:57:37+00:00",
    "2013-09-05 4:31 UTC+8": "2013-09-05T04:31+08:00",
    "2013-09-05 04:31 -05:00": "2013-09-05T04:31-05:00",
    "2013-09-05T04:31/05:10": "2013-09-05T04:31/2013-09-05T05:10",
    "2007-11-13/15": "2007-11-13/2007-11-15",
    "2013?~": "2013%",
    "2010~/2012?": "2010~/2012?",
    "../2013": "../2013",
    "2013/..": "2013/..",
    "201X": "2010/2019",
    "19xx": "1900/1999",
    "2013-XX": "2013",
    "2013-XX-XX": "2013",
    "2013-09-XX": "2013-09",
}
ENGLISH = {
    "Sept 2013": "2013-09",
    "5 Sep 2013": "2013-09-05",
    "5th of September, 2013": "2013-09-05",
    "September 5, 2013": "2013-09-05",
    "2013 Sep 5": "2013-09-05",
    "05-Sep-2013": "2013-09-05",
    "May 17,2019": "2019-05-17",
    "5 September 2013 04:31": "2013-09-05T04:31",
    "5 September 2013, at 4:31:20": "2013-09-05T04:31:20",
    "in the morning of the 5th of May 2013": "2013-05-05",
    "fall 2013": "2013-23",
    "spring/summer 2013": "2013-21/2013-22",
    "spring/summer 2013?": "2013-21?/2013-22?",
    "winter 2013/14": "2013-12/2014-02",
    "winter of 2013-2014": "2013-12/2014-02",
    "late winter 1999-00": "1999-12/2000-02",
    "summer 2013-14": "2013-12/2014-02",
    "c. 2013": "2013~",
    "ca 2013": "2013~",
    "about 2013": "2013~",
    "around Sept 2013": "2013-09~",
    "maybe 2013": "2013?",
    "2013 (uncertain)": "2013?",
    "perhaps circa 2013": "2013%",
    "circa 2010~": "2010~",
    "circa 2010 to 2012?": "2010%/2012%",
    "circa 1990s": "1990~/1999~",
    "mid-1990s": "1990/1999",
    "the 1990's": "1990/1999",
    "between May and July 2013": "2013-05/2013-07",
    "from 3 May 2013 to 5 June 2013": "2013-05-03/2013-06-05",
    "from circa 2010 to 2012": "2010~/2012",
    "May to July 2013": "2013-05/2013-07",
    "May-July 2013": "2013-05/2013-07",
    "May \N{EN DASH} July 2013": "2013-05/2013-07",
    "5 May 2013 until 7 June": "2013-05-05/2013-06-07",
    "3-5 May 2013": "2013-05-03/2013-05-05",
    "September 5-7, 2013": "2013-09-05/2013-09-07",
    "2010-2012": "2010/2012",
    "before 2010": "../2009",
    "before Sept 2013": "../2013-08",
    "prior to 1 March 2012": "../2012-02-29",
    "before 5 Sep 2013 04:31": "../2013-09-05T04:30",
    "before late 2013": "../2013",
    "before the 1990s": "../1989",
    "after 2010": "2011/..",
    "after circa 2010": "2011~/..",
    "after winter 2013-14": "2014-03/..",
    "since 2010": "2010/..",
    "from 2010": "2010/..",
    "until 2010": "../2010",
    "by autumn 2013": "../2013-23",
    "up to yesterday": "../2026-11-21",
}
RELATIVE = {
    "today": "2026-11-22",
    "yesterday morning": "2026-11-21",
    "about 3 days ago": "2026-11-19~",
    "a week ago": "2026-11-09/2026-11-15",
    "last week": "2026-11-09/2026-11-15",
    "two weeks ago": "2026-11-02/2026-11-08",
    "this month": "2026-11",
    "last month": "2026-10",
    "11 months ago": "2025-12",
    "last year": "2025",
    "yesterday at 04:31": "2026-11-21T04:31",
}
FIGURES_AND_CHINESE = {
    "25/09/2013": "2013-09-25",
    "09/25/2013": "2013-09-25",
    "25.9.2013 04:31": "2013-09-25T04:31",
    "05/05/2013": "2013-05-05",
    "10/2013": "2013-10",
    "2013年9月": "2013-09",
    "2013年": "2013",
    "2013年9月5号": "2013-09-05",
    "2013年9月5日04:31": "2013-09-05T04:31",
    "".join(chr(ord(figure) + 0xFEE0) for figure in "2013") + "年": "2013",
}
DATEUTIL = {
    "Thursday 5 September 2013": "2013-09-05",
    "Thu, 5 Sept. 2013 4:31 p.m.": "2013-09-05T16:31",
    "5sep2013 04:31:20 am": "2013-09-05T04:31:20",
}
TYPED = MATRIX | ISO | ENGLISH | RELATIVE | FIGURES_AND_CHINESE | DATEUTIL

REFUSED = {
    "": "the date is empty",
    " \t": "the date is empty",
    "5 Sep 2013 " * 1000: "too long",
    "05/09/2013": "5 September 2013 or 9 May 2013; type 2013-09-05 or 2013-05-09",
    "5.9.2013": "5 September 2013 or 9 May 2013",
    "since 05-09-2013 04:31": "5 September 2013 or 9 May 2013",
    "winter 2013": "type winter 2012-13, winter 2013-14 or June to August 2013",
    "autumn/winter 2013": "winter 2013 could be",
    "winter 2013-15": "winter 2013 could be",
    "winter": "two years",
    "1900s": "1900/1909 or 1900/1999",
    "2013/09": "'2013/09' could be the month 2013-09; type it so",
    "2009/10": "'2009/10' could be the month 2009-10 or the years 2009/2010; type it so",
    "2012-13": "'2012-13' could be the years 2012/2013; type it so",
    "1999/00": "the years 1999/2000",
    "2005/15": "the years 2005/2015",
    "2013-00": "not understood",
    "before autumn 2013": "depends on the place",
    "5 Sep 2013 04:31-05:10": "an offset",
    "maybe 2013-09-05 04:31": "a time carries no ?",
    "2013-09-05T04:31~": "a time carries no ~",
    "circa 5 Sep 2013 04:31 to 05:10": "a time carries no ~",
    "Friday 5 September 2013": "was a Thursday, not a Friday",
    "5 Sep 2013 25:00": "no date or time",
    "2013-09-05T04:31+15:00": "no date or time",
    "2013-09/2013-05": "ends before it begins",
    "Nov to Feb 2014": "ends before it begins",
    "../..": "says nothing",
}
NOT_IN_THE_CALENDAR = [
    *("2013-02-30", "29 Feb 2013", "31/04/2013", "13/13/2013", "00/05/2013", "2013-00-00", "2013-23-05", "0000"),
    *("before 00/05/2013", "before 2013-02-30", "before 0001", "after 9999-12-31"),
]
NO_YEAR = ["5 Sep 13", "05/09/13", "10", "May", "Monday", "tomorrow", "10000", "٢٠١٣"]
NOT_UNDERSTOOD = [
    *("5 Sep 2013 4pm", "5 Sep 2013 4:3 pm", "5 Sep 2013 10", "5 Sep 2013 10:00 EST", "31 Sep 2013 4:31 pm"),
    *("Monday September 2013", "Thu 5 Sep 0050", "-5 May 2013", "circa -2013", "5 Sep -2013", "May 2013 04:31"),
    *("2013-05/07", "3 May - 2013", "2013 to May", "May 2013 to 05:10", "5 Sep 2013 - 04:31", "5 May 2013-14"),
    *("Sept 2013-14", "autumn 2013-14", "5 autumn 2013", "5 May June 2013", "2013-09-05 04:31 05:10", "2013.."),
    *("13/2013", "21/2013", "2013年23月", "2013-23-XX", "before lunch 2013", "from here to 2013", "May and June 2013"),
]
REFUSED |= dict.fromkeys(NOT_IN_THE_CALENDAR, "not in the calendar")
REFUSED |= dict.fromkeys(NO_YEAR, "no year in four digits") | dict.fromkeys(NOT_UNDERSTOOD, "not understood")


@pytest.mark.parametrize(("typed", "edtf"), TYPED.items())
def test_typed_words_become_edtf(typed: str, edtf: str) -> None:
    assert dates.parse(typed, now=NOW) == edtf


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.items())
def test_what_is_open_or_wrong_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(BadValueError) as fault:
        dates.parse(typed, now=NOW)
    assert sentence in str(fault.value)
    assert "\n" not in str(fault.value)
    assert len(str(fault.value)) < 250


def test_an_aware_now_tells_its_own_day() -> None:
    now = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert dates.parse("today", now=now) == "2026-11-22"
    assert not dates.is_future("2026-11-23", now=now)


WORDS = st.sampled_from(
    [
        *(
            "circa",
            "c.",
            "before",
            "since",
            "from",
            "to",
            "between",
            "and",
            "of",
            "the",
            "early",
            "ago",
            "days",
            "last",
        ),
        *(
            "5",
            "13",
            "2013",
            "2014",
            "sep",
            "may",
            "1990s",
            "201x",
            "winter",
            "autumn",
            "monday",
            "week",
            "04:31",
            "pm",
        ),
        *(
            "+08:00",
            "T",
            "2013-09",
            "05/09/2013",
            "2013-09-05",
            "年",
            "月",
            "日",
            "/",
            "-",
            "..",
            "~",
            "?",
            ",",
            ".",
            "(",
        ),
    ]
)


@given(st.text() | st.lists(WORDS, max_size=9).map(" ".join) | st.lists(WORDS, max_size=9).map("".join))
def test_any_text_is_read_for_good_or_refused(text: str) -> None:
    try:
        edtf = dates.parse(text, now=NOW)
    except BadValueError:
        return
    assert dates.parse(edtf, now=NOW) == edtf
    assert dates.parse(dates.words(edtf), now=NOW) == edtf


@given(
    st.sampled_from(["2013", "2013-09?", "2012-02-29~", "2013-09-05T04:31+08:00", "2013-09-05T04:31:20"]),
    st.integers(-9999, 9999),
)
def test_a_step_there_and_back_leads_home(end: str, by: int) -> None:
    assume(end != "2013" or -2013 < by < 7987)
    assert step(step(end, by), -by) == end


def test_dateutil_is_not_imported_before_it_is_needed() -> None:
    code = "import logbook.dates, sys; sys.exit('dateutil' in sys.modules)"
    root = Path(dates.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
