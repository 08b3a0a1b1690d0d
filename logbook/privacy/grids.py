"""Cells of the grids to which positions are cut, in exact decimal figures: 43.6 lies at the edge of 43.6, not below it.

A cell is named by its south-west corner in thousandths of a degree.
"""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from logbook.privacy.levels import EXTREME, HIGH, LOW, MEDIUM

THOUSANDTHS: Final = {LOW: 1, MEDIUM: 10, HIGH: 100, EXTREME: 100}
"""How wide a cell is, in thousandths of a degree, by rank; at the highest it tells which places are the same one."""

_POLE, _ANTIMERIDIAN = 90_000, 180_000
_EQUATOR_M, _FLATTENING = 6_378_137.0, 1 / 298.257223563
"""The ellipsoid of WGS 84."""
_ECCENTRICITY_2: Final = _FLATTENING * (2 - _FLATTENING)


class Cell(NamedTuple):
    """A cell's south-west corner and its width, all in thousandths of a degree."""

    latitude: int
    longitude: int
    width: int


def cell(latitude: float, longitude: float, rank: int) -> Cell:
    """Give the cell of a position (degrees, WGS 84): the pole lies in the cell below it, 180 degrees west is east."""
    width = THOUSANDTHS[rank]
    south = min(_thousandths(latitude) // width * width, _POLE - width)
    west = _thousandths(longitude) // width * width
    return Cell(south, -_ANTIMERIDIAN if west == _ANTIMERIDIAN else west, width)


def corner(one: Cell) -> tuple[float, float]:
    """Give a cell's south-west corner in degrees."""
    return one.latitude / 1000, one.longitude / 1000


def precision(rank: int) -> float:
    """Give the width of a rank's cells in degrees."""
    return THOUSANDTHS[rank] / 1000


@lru_cache(maxsize=4096)
def diagonal(latitude: int, width: int) -> int:
    """Give the diagonal of a cell in metres, rounded up: 15,691 for 0.1 degrees at the equator, 12,461 at 60 degrees.

    The lengths of a degree of latitude and of longitude on the ellipsoid of WGS 84, at the cell's edge that is nearer
    to the equator: so it tells nothing of where in the cell a position was.
    """
    edge = math.radians(min(abs(latitude), abs(latitude + width)) / 1000) if latitude * (latitude + width) > 0 else 0.0
    bend = 1 - _ECCENTRICITY_2 * math.sin(edge) ** 2
    north = _EQUATOR_M * (1 - _ECCENTRICITY_2) / bend**1.5
    east = _EQUATOR_M * math.cos(edge) / math.sqrt(bend)
    return math.ceil(math.hypot(north, east) * math.radians(width / 1000))


# A logbook has few stations for its many sightings; where each has a place of its own, no number of them is enough.
@lru_cache(maxsize=1 << 12)
def _thousandths(degrees: float) -> int:
    """Count the whole thousandths of a degree below a coordinate, by the figures in which it is written."""
    return int(Decimal(repr(degrees)).scaleb(3).to_integral_value(ROUND_FLOOR))
