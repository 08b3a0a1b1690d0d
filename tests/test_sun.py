"""Day, twilight and night, beside published values."""
# ruff: noqa: DTZ001, DTZ901 - moments are in UTC here, without a zone

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import sun
from logbook.places import Position

LONDON, SYDNEY = Position(51.51, -0.13), Position(-33.87, 151.21)
REYKJAVIK, NEW_YORK = Position(64.15, -21.94), Position(40.71, -74.01)
TROMSO, LONGYEARBYEN = Position(69.65, 18.96), Position(78.22, 15.65)


def test_the_sun_stands_where_the_example_of_reda_and_andreas_has_it() -> None:
    # Solar Position Algorithm for Solar Radiation Applications, NREL/TP-560-34302, table A5.1: without refraction.
    at = Position(39.742476, -105.1786)
    assert sun.elevation(at, datetime(2003, 10, 17, 19, 30, 30)) == pytest.approx(39.872046, abs=0.01)


@pytest.mark.parametrize(
    ("position", "rise", "set_"),
    [
        (LONDON, datetime(2024, 6, 20, 3, 43), datetime(2024, 6, 20, 20, 21)),
        (REYKJAVIK, datetime(2024, 12, 21, 11, 22), datetime(2024, 12, 21, 15, 29)),
        (NEW_YORK, datetime(2024, 12, 21, 12, 17), datetime(2024, 12, 21, 21, 32)),
        (SYDNEY, datetime(2024, 12, 20, 18, 41), datetime(2024, 12, 21, 9, 5)),
    ],
)
def test_day_begins_and_ends_when_the_almanac_says(position: Position, rise: datetime, set_: datetime) -> None:
    a_little = timedelta(minutes=3)
    assert [sun.light(position, moment) for moment in (rise - a_little, rise + a_little)] == ["twilight", "day"]
    assert [sun.light(position, moment) for moment in (set_ - a_little, set_ + a_little)] == ["day", "twilight"]


def over_a_day(position: Position, year: int, month: int, day: int) -> set[sun.Light]:
    return {sun.light(position, datetime(year, month, day) + timedelta(minutes=10 * n)) for n in range(144)}


def test_a_polar_summer_has_no_night_and_a_polar_winter_no_day() -> None:
    assert over_a_day(TROMSO, 2024, 6, 21) == {"day"}
    assert over_a_day(TROMSO, 2024, 12, 21) == {"twilight", "night"}
    assert over_a_day(LONGYEARBYEN, 2024, 12, 21) == {"night"}
    assert over_a_day(LONDON, 2024, 3, 20) == {"day", "twilight", "night"}


@given(
    st.builds(Position, st.floats(-90, 90), st.floats(-180, 180)),
    st.datetimes() | st.sampled_from((datetime.min, datetime.max)),
)
def test_every_place_has_a_light_at_every_moment(position: Position, moment: datetime) -> None:
    height = sun.elevation(position, moment)
    assert -90 <= height <= 90
    assert sun.light(position, moment) == ("day" if height > -0.833 else "night" if height < -6 else "twilight")
