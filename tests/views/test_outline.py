"""The outline of the world, and what of it a map shows."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.tally.atlas import WORLD, Frame
from logbook.views import outline

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def area(ring: outline.Line) -> float:
    """Measure a ring in square degrees."""
    around = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in around)) / 2


def test_no_line_leaps_across_the_map() -> None:
    world = outline.outline()
    for line in (*world.land, *world.borders):
        for (x, y), (to_x, to_y) in itertools.pairwise(line):
            assert abs(to_x - x) < 35
            assert abs(to_y - y) < 20


def test_all_land_is_rings_but_the_antarctic_which_goes_once_around() -> None:
    around = [line for line in outline.outline().land if line[0] != line[-1]]
    assert [(line[-1][0] - line[0][0], line[0][1] == line[-1][1]) for line in around] == [(360, True)]


@pytest.mark.parametrize(
    ("place", "is_land"),
    [
        ((130.6, 43.6), True),  # Primorye
        ((-175.0, 67.0), True),  # Chukotka, past the antimeridian
        ((178.0, -17.8), True),  # Viti Levu
        ((0.0, -88.0), True),  # the Antarctic
        ((50.0, 42.0), False),  # the Caspian Sea
        ((134.0, 40.0), False),  # the Sea of Japan
        ((-175.0, -60.0), False),
    ],
)
def test_land_is_where_land_is(place: tuple[float, float], is_land: bool) -> None:
    x, y = place
    spot = Frame(x, y, x + 1e-6, y + 1e-6)
    covered = sum(area(ring) for ring in outline.areas(outline.outline().land, spot)) > 0
    holes = sum(1 for ring in outline.areas(outline.outline().land, spot) if area(ring) > 0) == 2
    assert (covered and not holes) == is_land


def test_what_lies_outside_a_frame_is_not_given() -> None:
    amur = list(outline.within(outline.outline().land, Frame(120, 35, 145, 50)))
    assert 0 < len(amur) < 15
    assert not list(outline.within([SQUARE], Frame(20, 0, 30, 10)))
    assert not list(outline.within([SQUARE], Frame(0, 20, 10, 30)))


def test_a_line_stands_where_the_frame_counts_its_longitudes() -> None:
    assert list(outline.within([[(-179.0, 0.0), (-178.0, 1.0)]], Frame(170, -5, 190, 5))) == [[(181, 0), (182, 1)]]
    assert len(list(outline.within([[(175.0, 0.0), (185.0, 1.0)]], WORLD))) == 2


def test_a_border_is_given_as_far_as_it_may_be_seen() -> None:
    line = [(float(x), 5.0) for x in (-30, -20, -10, 1, 5, 12, 20, 30, 9, 40)]
    parts = outline.stretches([line, [*line, (60.0, 5.0)]], Frame(0, 0, 10, 10))
    assert [[x for x, _ in part] for part in parts] == [[-10, 1, 5, 12], [30, 9, 40]] * 2


@given(st.floats(-15, 15), st.floats(-15, 15), st.floats(1, 30), st.floats(1, 30))
def test_land_is_cut_to_what_the_frame_shares_with_it(west: float, south: float, wide: float, high: float) -> None:
    frame = Frame(west, south, west + wide, south + high)
    shared = max(0, min(10, frame.east) - max(0, west)) * max(0, min(10, frame.north) - max(0, south))
    assert sum(map(area, outline.areas([SQUARE], frame))) == pytest.approx(shared, abs=1e-9)


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (36.5, 49.2, 4, [40, 45]),
        (-180, 180, 7, [-180, -120, -60, 0, 60, 120, 180]),
        (170, 195, 3, [170, 180, 190]),
        (-1.5, 1.5, 5, [-1, 0, 1]),
        (-180, 180, 1, [-180, -90, 0, 90, 180]),
    ],
)
def test_degrees_are_told_where_they_are_round(low: float, high: float, most: int, expected: list[int]) -> None:
    assert outline.ticks(low, high, most) == expected


def test_degrees_have_the_letters_of_their_side() -> None:
    assert [outline.latitude(each) for each in (60, 0, -30)] == ["60°N", "0°", "30°S"]
    assert [outline.longitude(each) for each in (130, 0, 180, -180, 190, -60)] == [
        *("130°E", "0°", "180°", "180°", "170°W", "60°W")
    ]
