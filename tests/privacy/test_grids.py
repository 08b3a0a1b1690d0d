"""Cells: in exact decimal figures, with the uncertainty that cutting adds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.privacy import grids
from logbook.privacy.levels import EXTREME, HIGH, LOW, MEDIUM

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
RANKS = st.sampled_from((LOW, MEDIUM, HIGH, EXTREME))


@pytest.mark.parametrize(
    ("degrees", "rank", "south"),
    [
        (43.6, HIGH, 43.6),
        (43.6999999, HIGH, 43.6),
        (43.7, HIGH, 43.7),
        (0.29, MEDIUM, 0.29),
        (8.2, HIGH, 8.2),
        (1.005, LOW, 1.005),
        (0.0, HIGH, 0.0),
        (-0.0, HIGH, 0.0),
        (-0.05, HIGH, -0.1),
        (-0.1, HIGH, -0.1),
        (-1e-9, LOW, -0.001),
        (1e-7, LOW, 0.0),
        (-90.0, HIGH, -90.0),
        (90.0, HIGH, 89.9),
        (90.0, LOW, 89.999),
    ],
)
def test_a_latitude_is_cut_to_the_southern_edge_of_its_cell(degrees: float, rank: int, south: float) -> None:
    assert grids.corner(grids.cell(degrees, 0, rank))[0] == south


def test_the_antimeridian_is_one_place_by_both_its_names() -> None:
    assert grids.cell(10, 180, HIGH) == grids.cell(10, -180, HIGH)
    assert grids.corner(grids.cell(10, 179.99, HIGH)) == (10.0, 179.9)


@given(LATITUDES, LONGITUDES, RANKS)
def test_a_position_lies_in_its_cell_and_the_corner_stays_where_it_is(
    latitude: float, longitude: float, rank: int
) -> None:
    cell = grids.cell(latitude, longitude, rank)
    south, west = map(Decimal, map(repr, grids.corner(cell)))
    width = Decimal(grids.THOUSANDTHS[rank]) / 1000

    assert south <= Decimal(latitude) <= south + width
    assert west <= Decimal(longitude) < west + width or longitude == 180
    assert grids.cell(float(south), float(west), rank) == cell


@pytest.mark.parametrize(
    ("latitude", "rank", "metres"),
    [
        (0, HIGH, 15_691),
        (30, HIGH, 14_697),
        (60, HIGH, 12_461),
        (-60.1, HIGH, 12_461),
        (-0.1, HIGH, 15_691),
        (85, HIGH, 11_211),
        (0, MEDIUM, 1_570),
        (60, MEDIUM, 1_247),
        (0, LOW, 157),
    ],
)
def test_the_diagonal_is_that_of_the_guides_to_georeferencing(latitude: float, rank: int, metres: int) -> None:
    cell = grids.cell(latitude, 0, rank)
    assert grids.diagonal(cell.latitude, cell.width) == metres


@given(st.floats(-89, 89), LONGITUDES, RANKS)
def test_no_point_of_a_cell_is_farther_from_its_corner_than_the_diagonal(
    latitude: float, longitude: float, rank: int
) -> None:
    cell = grids.cell(latitude, longitude, rank)
    opposite = grids.diagonal(cell.latitude + cell.width, cell.width) if cell.latitude >= 0 else 0
    assert grids.diagonal(cell.latitude, cell.width) >= opposite
