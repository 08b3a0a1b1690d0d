from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from logbook.errors import BadValueError, LogbookError
from logbook.places.positions import Position, distance, format_position, parse_position, rounding


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("43.6,130.6", 43.6, 130.6),
        ("43.6 130.6", 43.6, 130.6),
        ("  43.6 ; 130.6 ", 43.6, 130.6),
        ("43.6° 130.6°", 43.6, 130.6),
        ("-33.2, 18.4", -33.2, 18.4),
        ("−33.2，+18.4", -33.2, 18.4),  # noqa: RUF001 - the signs of typeset text
        ("43.6N 130.6E", 43.6, 130.6),
        ("33.2s, 18.4e", -33.2, 18.4),
        ("S 33.2, W 18.4", -33.2, -18.4),
        ("130.6E 43.6N", 43.6, 130.6),
        ("43°36'N 130°36'E", 43.6, 130.6),
        ("43°36'12.5\"N, 130°36'E", 43.6034722, 130.6),
        ("43º36′12.5″N 130º36′E", 43.6034722, 130.6),  # noqa: RUF001 - the signs of typeset text
        ("43 36 12.5 N 130 36 E", 43.6034722, 130.6),
        ("43° 36' 12.5'' N 130° 36' E", 43.6034722, 130.6),
        ("N43 36.5 E130 36.2", 43.6083333, 130.6033333),
        ("90, -180", 90, -180),
        ("0, 6.5", 0, 6.5),
    ],
)
def test_a_position_is_read_as_people_write_it(text: str, latitude: float, longitude: float) -> None:
    assert parse_position(text) == Position(latitude, longitude)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a position"),
        ("43.6", "is not a position"),
        ("43°36' 130°36'", "with letters"),
        ("43 36 130 36", "with letters"),
        ("4336N 13036E", "between -90 and 90"),
        ("-33.2S 18.4E", "is not a position"),
        ("43.6N 130.6", "is not a position"),
        ("43,6N 130,6E", "is not a position"),
        ("1e1, 2", "is not a position"),
        ("٤٣, ١٣٠", "is not a position"),
        ("43N 44N", "one latitude"),
        ("43N 44S", "one latitude"),
        ("43.5°30'N 1E", "exclude each other"),
        ("43°30.5'10\"N 1E", "exclude each other"),
        ("43°60'N 1E", "below 60"),
        ("43°6'60\"N 1E", "below 60"),
        ("90.1N 1E", "between -90 and 90"),
        ("130.6, 43.6", "did you mean 43.6, 130.6"),
        ("1, 180.1", "between -180 and 180"),
        ("0,0", "know no position"),
        ("0N 0E", "know no position"),
        ("9" * 900 + ",1", "between -90 and 90"),
        ("9" * 10_000, "is not a position"),
        ("1 " * 5_000, "is not a position"),
        ("\x00\ud800", "is not a position"),
    ],
)
def test_what_is_no_clear_position_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(BadValueError, match=reason):
        parse_position(text)


@pytest.mark.parametrize(
    ("position", "text"),
    [
        (Position(43.6, 130.6), "43.6, 130.6"),
        (Position(43.0, -0.0), "43, 0"),
        (Position(0.00001, -130.60001), "0.00001, -130.60001"),
    ],
)
def test_a_position_is_written_in_its_shortest_digits(position: Position, text: str) -> None:
    assert format_position(position) == text


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_position_survives_being_written_and_read(latitude: float, longitude: float) -> None:
    assume(latitude or longitude)
    assert parse_position(format_position(Position(latitude, longitude))) == (latitude, longitude)


@given(st.text("0123456789.,;+-°'\"NSEW ", max_size=60) | st.text())
def test_any_text_is_a_position_or_a_fault_that_is_named(text: str) -> None:
    try:
        latitude, longitude = parse_position(text)
    except LogbookError:
        return
    assert -90 <= latitude <= 90
    assert -180 <= longitude <= 180


def test_distances_are_those_of_the_earth() -> None:
    london, sydney = Position(51.5074, -0.1278), Position(-33.8688, 151.2093)

    assert distance(london, sydney) == pytest.approx(16_993_000, rel=0.005)
    assert distance(Position(0, 179.5), Position(0, -179.5)) == pytest.approx(111_195, rel=0.005)
    assert distance(Position(43.6, 130.6), Position(-43.6, -49.4)) == pytest.approx(20_015_000, rel=0.005)


@given(st.tuples(*[st.floats(-90, 90), st.floats(-180, 180)] * 2))
def test_a_distance_is_the_same_there_and_back(degrees: tuple[float, float, float, float]) -> None:
    one, other = Position(*degrees[:2]), Position(*degrees[2:])

    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, one) == 0
    assert 0 <= distance(one, other) < 20_020_000


@pytest.mark.parametrize(
    ("position", "metres"),
    [
        ((43.6, 130.6), 7863),
        ((43.6, 131.0), 7863),
        ((43.0, 131.0), 78_627),
        ((10.0, 100.0), 78_627),
        ((43.6123, 0.0), 7.863),
        ((1e-07, 0), 0.008),
    ],
)
def test_a_position_is_as_exact_as_its_last_figure(position: tuple[float, float], metres: float) -> None:
    assert rounding(Position(*position)) == pytest.approx(metres, rel=0.02)
