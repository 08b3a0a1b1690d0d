"""Wrong clocks: corrections as typed, times put right, factory dates, and times in the names of files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import dates
from logbook.dates import clocks
from logbook.errors import BadValueError
from tests.dates.test_dates import times

CAJAMBRE = Path(__file__).parents[3] / "shared/data/wildlife-insights/cajambre.zip"
CENTURY = 36_525 * 86_400
OFFSETS = (
    st.integers(-CENTURY, CENTURY)
    .filter(bool)
    .map(lambda seconds: clocks.parse_offset(f"{'-' if seconds < 0 else '+'}{abs(seconds)}s"))
)
INTERVALS = st.tuples(times(), times()).map("/".join).filter(dates.is_edtf)
SEEN = (
    *("2013-01-01T00:00", "2013-01-01T00:30", "2013-01-01T17:00", "2024-01-01T00:10"),
    *("2013-01-05T00:00", "2023-12-31T23:50", "2024-05-01T10:00", "2013-01-01", None),
)
"""Times that a camera may show, those of a reset first."""

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def opposite(offset: str) -> str:
    return offset.translate(str.maketrans("+-", "-+"))


class TestAnOffset:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("+1h30m", "+1h30m"),
            ("-3653d9h15m", "-3653d9h15m"),
            ("+90m", "+1h30m"),
            ("+01:30", "+1h30m"),
            ("-00:01:05", "-1m5s"),
            ("-PT1H30M", "-1h30m"),
            ("+P1DT2H3M4S", "+1d2h3m4s"),
            ("+p2d", "+2d"),
            (" + 1 hour 30 mins ", "+1h30m"),
            ("+2 days 5 secs", "+2d5s"),
            ("\N{MINUS SIGN}1h", "-1h"),
            ("+36525d", "+36525d"),
        ],
    )
    def test_is_stored_in_one_way(self, typed: str, stored: str) -> None:
        assert clocks.parse_offset(typed) == stored

    @given(OFFSETS)
    def test_as_stored_is_read_unchanged(self, offset: str) -> None:
        assert clocks.parse_offset(offset) == offset

    @pytest.mark.parametrize("typed", ["1h30m", "01:30", "PT1H30M", "90m"])
    def test_without_a_sign_could_go_either_way(self, typed: str) -> None:
        readings = re.escape("could be +1h30m (the clock was behind) or -1h30m (it was ahead); type the sign")
        with pytest.raises(BadValueError, match=readings):
            clocks.parse_offset(typed)

    @pytest.mark.parametrize("typed", ["+0h", "0m", "-00:00", "-PT0S"])
    def test_of_zero_corrects_nothing(self, typed: str) -> None:
        with pytest.raises(BadValueError, match="corrects nothing"):
            clocks.parse_offset(typed)

    @pytest.mark.parametrize("typed", ["+36526d", "+999999999d999999999h", "-36525d1s"])
    def test_of_more_than_a_century_is_a_slip(self, typed: str) -> None:
        with pytest.raises(BadValueError, match="more than a century; check the figures"):
            clocks.parse_offset(typed)

    def test_without_a_unit_has_two_readings(self) -> None:
        with pytest.raises(BadValueError, match=re.escape("'90' could be 90m (minutes) or 90s (seconds)")):
            clocks.parse_offset("+90")

    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "",
                "+",
                "-",
                "+P",
                "+PT",
                "+P1DT",
                "+-1h",
                "+1:30",
                "+01:60",
                "+1.5h",
                "+P1M",
                "+1y",
                "+1h 30",
                "+30m1h",
            ),
            *("+1e3m", "+\N{ARABIC-INDIC DIGIT ONE}h", "+1h\0", "+" + "9" * 5000),
        ],
    )
    def test_that_is_none_is_refused_with_examples(self, typed: str) -> None:
        with pytest.raises(BadValueError, match=r"is no clock offset; type it as \+1h30m") as refused:
            clocks.parse_offset(typed)
        assert len(str(refused.value)) < 200


class TestAComparison:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("2013-01-01T00:04=2024-05-01T09:19", "+4138d9h15m"),
            ("2024-05-01T09:19 = 2013-01-01T00:04", "-4138d9h15m"),
            ("2013-01-01 00:04 = 2013-01-01 00:04:30", "+30s"),
            ("2013-01-01t00:04z=2013-01-01T00:05Z", "+1m"),
            ("2024-05-01T09:19+08:00=2024-05-01T09:20+08:00", "+1m"),
            ("2024-05-01T01:19Z=2024-05-01T09:20+08:00", "+1m"),
        ],
    )
    def test_is_the_way_from_what_it_showed_to_what_it_was(self, typed: str, stored: str) -> None:
        assert clocks.parse_comparison(typed, now=NOW) == stored

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("2013-01-01=2024-05-01", "'2013-01-01' has no time of day, and days alone do not tell"),
            ("2013-01-01T00:04=2024-05", "'2024-05' has no time of day"),
            ("2013-01-01T00:04/2013-01-01T00:05=2024-05-01T09:19", "is not one time"),
            ("2013-01-01T00:04Z=2024-05-01T09:19", "an offset from UTC on one side only"),
            ("2013-01-01T00:04=2024-05-01T09:19+08:00", "an offset from UTC on one side only"),
            ("2013-02-30T00:04=2024-05-01T09:19", "not in the calendar"),
            ("01/02/2013 00:04=2024-05-01T09:19", "'01/02/2013 00:04' is not one time"),
            ("2013-01-01T00:04=2013-01-01T00:04", "corrects nothing"),
            ("1913-01-01T00:04=2024-05-01T09:19", "more than a century"),
            ("2013-01-01T00:04", "compares nothing"),
            ("2013-01-01T00:04=2030-01-01 00:00", "future"),
            ("=2013-01-01T00:04", "compares nothing"),
            ("2013-01-01T00:04= ", "compares nothing"),
            ("2013-01-01T00:04=2013-01-01T00:05=2013-01-01T00:06", "compares nothing"),
        ],
    )
    def test_that_tells_no_offset_is_refused_with_the_reason(self, typed: str, said: str) -> None:
        with pytest.raises(BadValueError, match=re.escape(said)):
            clocks.parse_comparison(typed, now=NOW)

    @given(st.datetimes(datetime(1990, 1, 1), datetime(2080, 1, 1)), OFFSETS)  # noqa: DTZ001 - a clock as it is read
    def test_corrects_what_the_clock_showed_to_what_it_was(self, showed: datetime, offset: str) -> None:
        first = showed.isoformat(timespec="seconds")
        was = clocks.correct(first, offset)

        assert (
            clocks.correct(first, clocks.parse_comparison(f"{first}={was}", now=datetime(3000, 1, 1, tzinfo=UTC)))
            == was
        )


class TestACorrectedTime:
    @pytest.mark.parametrize(
        ("recorded", "offset", "corrected"),
        [
            ("2013-01-01T00:04", "+4138d9h15m", "2024-05-01T09:19"),
            ("2021-04-11T20:43:09/2021-04-11T20:43:12", "-1h", "2021-04-11T19:43:09/2021-04-11T19:43:12"),
            ("2021-04-11T23:43:09+08:00", "+1h30m", "2021-04-12T01:13:09+08:00"),
            ("2021-04-11T20:43Z", "+29s", "2021-04-11T20:43Z"),
            ("2021-04-11T20:43", "+31s", "2021-04-11T20:44"),
            ("2021-04-11T20:43/2021-04-11T20:43:10", "+31s", "2021-04-11T20:44/2021-04-11T20:44:10"),
        ],
    )
    def test_keeps_its_precision_and_its_zone(self, recorded: str, offset: str, corrected: str) -> None:
        assert clocks.correct(recorded, offset) == corrected

    @given(times() | INTERVALS, OFFSETS)
    def test_goes_back_by_the_opposite_correction(self, recorded: str, offset: str) -> None:
        try:
            corrected = clocks.correct(recorded, offset)
        except BadValueError as error:
            assert "not in the calendar" in str(error)  # noqa: PT017 - most can be corrected, some cannot
            return
        assert dates.is_edtf(corrected)
        assert clocks.correct(corrected, opposite(offset)) == recorded

    @pytest.mark.parametrize("recorded", ["2013-01-01", "2013", "../2013-01-01T00:04", "2013-01-01/2013-01-02T00:04"])
    def test_cannot_be_made_of_a_day(self, recorded: str) -> None:
        with pytest.raises(BadValueError, match="has no time to correct: a day is not what a clock showed"):
            clocks.correct(recorded, "+1h")

    @pytest.mark.parametrize(("recorded", "offset"), [("0001-01-01T00:04", "-5m"), ("9999-12-31T23:59:59Z", "+1s")])
    def test_lies_in_the_calendar(self, recorded: str, offset: str) -> None:
        with pytest.raises(BadValueError, match=re.escape(f"{recorded} corrected by {offset} is not in the calendar")):
            clocks.correct(recorded, offset)


@pytest.mark.parametrize(
    ("edtf", "factory"),
    [
        ("2013-01-01T00:00", True),
        ("2013-01-01T00:59:59+08:00", True),
        ("2013-01-01T00:04/2013-03-01T00:05", True),
        ("2013-01-01T01:00", False),
        ("2013-01-01", False),
        ("2013-01-02T00:04", False),
        ("2012-12-31T23:00:00Z", False),
        ("1999-12-31T23:00:00Z", True),
        ("1999-12-31T16:00:00Z", True),
        ("2000-01-01T05:00:00Z", True),
        ("2000-01-01T18:00:00+14:00", True),
        ("1999-12-31T09:59Z", False),
        ("2000-01-01T13:00Z", False),
        ("1969-12-31T16:00-08:00", True),
        ("1979-12-31T23:00", True),
        ("0001-01-01T01:00+14:00", False),
        ("9999-12-31T23:59-14:00", False),
        ("2013-02-30T00:00", False),
        ("", False),
    ],
)
def test_a_factory_date_is_the_first_hour_of_a_year_and_what_zones_make_of_it(edtf: str, factory: bool) -> None:
    assert clocks.is_factory(edtf) is factory


class TestResets:
    @pytest.mark.parametrize(
        ("times", "found"),
        [
            ([], []),
            (["2024-04-30T10:00", "2024-05-01T10:00"], []),
            # back to the factory date, and set again
            (["2024-04-30T10:00", "2013-01-01T00:00:05", "2013-01-02T08:00", "2024-05-03T10:00"], [(1, 2)]),
            # never set, or not until it had taken two
            (["2013-01-01T00:01", "2013-04-01T00:01", "2013-09-01T00:00"], [(0, 3)]),
            (["2013-01-01T00:01", "2013-01-01T00:03", "2024-05-03T10:00"], [(0, 2)]),
            # nothing walked by in the first hour
            (["2024-04-30T10:00", "2013-01-01T17:00", "2013-01-02T17:00"], [(1, 2)]),
            (["2024-01-01T18:00", "2024-01-01T17:00"], []),
            (["2024-04-30T10:00", "2013-01-02T17:00"], []),
            # it catches up by running: that is no clock set right
            (["2024-01-10T10:00", "2024-01-01T00:00", "2024-01-09T12:00", "2024-01-12T12:00"], [(1, 3)]),
            # the battery fails twice
            (["2024-04-30T10:00", "2013-01-01T00:00", "2013-03-01T00:00", "2013-01-01T00:00"], [(1, 2), (3, 1)]),
            (["2024-04-30T10:00", "2013-01-01T00:05", "2013-01-01T00:01", "2024-05-01T10:00"], [(1, 1), (2, 1)]),
            (
                ["2024-04-30T10:00", "2013-01-01T00:00", "2013-03-01T00:00", "2013-01-01T00:00", "2013-03-05T00:00"],
                [(1, 2), (3, 2)],
            ),
            # a clock that was behind, reset to a later year
            (["2000-05-01T10:00", "2013-01-01T00:00", "2013-01-05T00:00"], [(1, 2)]),
            # undated ones, and days
            ([None, "2024-04-30T10:00", None, "2013-01-01T00:00", None, "2013-05-01", "2013-01-02T00:00"], [(3, 2)]),
        ],
    )
    def test_a_reset_has_its_first_picture_and_how_many(
        self, times: list[str | None], found: list[tuple[int, int]]
    ) -> None:
        assert clocks.resets(times) == found

    @pytest.mark.parametrize(
        "times",
        [
            ["2023-12-31T23:50", "2024-01-01T00:02", "2024-01-01T00:20"],
            ["2023-11-05T10:00", "2024-01-01T00:30", "2024-03-01T10:00"],
            # pictures of one burst out of order, as real cameras number them
            ["2023-12-31T23:50", "2024-01-01T00:20:58", "2024-01-01T00:20:00"],
        ],
    )
    def test_a_new_years_night_is_none(self, times: list[str]) -> None:
        assert clocks.resets(times) == []

    @given(st.lists(st.sampled_from(SEEN), max_size=12))
    def test_runs_lie_one_behind_the_other(self, seen: list[str | None]) -> None:
        found = clocks.resets(seen)
        ends = [one.first for one in found[1:]] + [len(seen)]

        assert all(1 <= run.pictures <= end - run.first for run, end in zip(found, ends[: len(found)], strict=True))
        assert all(seen[run.first] in SEEN[:4] for run in found)

    @pytest.mark.skipif(not CAJAMBRE.exists(), reason="the shared data are not here")
    def test_real_cameras_that_were_never_reset_have_none(self) -> None:
        with zipfile.ZipFile(CAJAMBRE) as archive:
            rows = list(csv.DictReader(io.TextIOWrapper(archive.open("cajambre/images.csv"), "utf-8")))
        cameras = defaultdict(list)
        for row in sorted(rows, key=itemgetter("filename")):
            cameras[row["deployment_id"]].append(row["timestamp"].replace(" ", "T"))

        assert len(cameras) == 19
        assert not any(clocks.resets(seen) for seen in cameras.values())


class TestAName:
    @pytest.mark.parametrize(
        ("name", "edtf"),
        [
            ("20210531082538-RCNX0031.JPG", "2021-05-31T08:25:38"),
            ("IMG_20210531_082538.jpg", "2021-05-31T08:25:38"),
            ("IMG20210531082538.jpg", "2021-05-31T08:25:38"),
            ("2021-05-31 08.25.38.jpg", "2021-05-31T08:25:38"),
            ("PXL_20210531_082538123.jpg", "2021-05-31T08:25:38"),
            ("RCNX_2021-05-31_08-25-38", "2021-05-31T08:25:38"),
            ("CAM01_2021-05-31_08-25-38_0004.jpg", "2021-05-31T08:25:38"),
            ("WP_20210531_08_25_38_Pro.jpg", "2021-05-31T08:25:38"),
            ("WhatsApp Image 2021-05-31 at 08.25.38.jpeg", "2021-05-31T08:25:38"),
            ("20210531T082538Z.jpg", "2021-05-31T08:25:38Z"),
            ("IMG-20210531-WA0001.jpg", "2021-05-31"),
            ("2021-05-31.jpg", "2021-05-31"),
            ("2021_05_31 (2).jpg", "2021-05-31"),
            # no time of day, or what may be a number
            ("20210531_0825.jpg", "2021-05-31"),
            ("20210531_999999.jpg", "2021-05-31"),
            # said twice
            ("2021-05-31 IMG_20210531_082538.jpg", "2021-05-31T08:25:38"),
        ],
    )
    def test_tells_a_day_or_time(self, name: str, edtf: str) -> None:
        assert clocks.parse_name(name) == edtf

    @pytest.mark.parametrize(
        "name",
        [
            *("RCNX0031.JPG", "", "310521.jpg", "05-31-2021.jpg", "05312021.jpg", "31.05.2021 08.25.38.jpg"),
            *("05-31-2021-08-25-38.jpg", "2021-02-30.jpg", "2021-5-31.jpg", "2021-05_31.jpg", "2021-13-01.jpg"),
            *("FB_IMG_1622442338123.jpg", "120210531.jpg", "202105310.jpg", "20210531999999.jpg", "2021-05-311.jpg"),
            *("2021-05-31 to 2021-06-02.jpg", "IMG_20210531_082538-IMG_20210531_082539.jpg"),
            *("10000101.jpg", "19691231.jpg", "21000101.jpg", "\N{FULLWIDTH DIGIT TWO}0210531.jpg"),
        ],
    )
    def test_that_could_mean_another_day_or_none_tells_nothing(self, name: str) -> None:
        assert clocks.parse_name(name) is None

    @given(st.text(alphabet="0123456789-_ .TZat", max_size=30))
    def test_never_tells_what_is_no_date(self, name: str) -> None:
        told = clocks.parse_name(name)
        assert told is None or dates.is_edtf(told)


def test_a_length_of_time_has_its_units() -> None:
    assert clocks.duration("90 min") == timedelta(minutes=90)
    assert clocks.duration("half an hour") is None
