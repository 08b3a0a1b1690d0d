"""The rough bounds of countries, beside places that everybody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.data.countries import TABLE
from logbook.places import Position, bounds, may_lie_in

CODES = [line.split()[0] for line in TABLE.replace("\n         ", " ").strip().split("\n")]

KNOWN = {
    "CN": (39.91, 116.40),
    "RU": (43.12, 131.89),
    "US": (21.31, -157.86),
    "FR": (-20.88, 55.45),
    "GB": (51.51, -0.13),
    "AU": (-42.88, 147.33),
    "NZ": (-43.95, -176.56),
    "FJ": (-16.80, -179.98),
    "KI": (1.87, -157.36),
    "AQ": (-89.99, 0.0),
    "CL": (-27.12, -109.35),
    "EC": (-0.74, -90.31),
    "ES": (28.12, -15.43),
    "PT": (37.74, -25.67),
    "NO": (69.65, 18.96),
    "SJ": (78.22, 15.65),
    "GL": (64.18, -51.74),
    "IS": (64.15, -21.94),
    "JP": (26.21, 127.68),
    "ZA": (-46.88, 37.86),
    "BR": (-3.85, -32.42),
    "CO": (3.44, -76.52),
    "IN": (11.67, 92.74),
    "MU": (-19.70, 63.42),
    "GF": (4.92, -52.31),
    "RE": (-20.88, 55.45),
    "BQ": (12.15, -68.27),
    "TK": (-9.38, -171.25),
    "CX": (-10.42, 105.68),
    "UA": (44.50, 34.17),
    "RS": (42.66, 21.17),
    "SO": (9.56, 44.06),
    "CY": (35.19, 33.36),
    "VA": (41.90, 12.45),
    "SG": (1.29, 103.85),
    "MC": (43.73, 7.42),
    "PN": (-25.07, -130.10),
    "HM": (-53.10, 73.51),
    "BV": (-54.42, 3.36),
}


def test_every_country_has_bounds() -> None:
    assert [code for code in CODES if not bounds.bounds(code)] == []


@pytest.mark.parametrize("code", KNOWN)
def test_a_place_that_everybody_knows_lies_in_its_country(code: str) -> None:
    assert may_lie_in(Position(*KNOWN[code]), code)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((43.6, 130.6), "MN"),  # Hunchun
        ((55.75, 37.62), "CN"),  # Moscow
        ((39.91, 116.40), "RU"),  # Beijing
        ((51.51, -0.13), "DE"),  # London
        ((-33.87, 151.21), "NZ"),  # Sydney
        ((36.0, 180.0), "US"),  # between Hawaii and the Aleutians
    ],
)
def test_what_is_far_from_a_country_is_outside(place: tuple[float, float], code: str) -> None:
    assert not may_lie_in(Position(*place), code)


def test_of_a_code_that_is_none_anything_may_be_true() -> None:
    assert may_lie_in(Position(43.6, 130.6), "XX")


@given(st.sampled_from(CODES), st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 20))
def test_slack_only_ever_takes_in_more(code: str, latitude: float, longitude: float, slack: float) -> None:
    position = Position(latitude, longitude)

    assert may_lie_in(position, code, slack) >= may_lie_in(position, code)
    assert may_lie_in(Position(latitude, 180.0), code, slack) == may_lie_in(Position(latitude, -180.0), code, slack)
