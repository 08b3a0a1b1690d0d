"""The outline that maps are drawn on: land and borders by Natural Earth (1:110m, public domain), and the degrees.

Borders are drawn as they are controlled, for orientation; the program states nothing by them.
"""

from __future__ import annotations

import itertools
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logbook.tally.atlas import Frame

Spot = tuple[float, float]
"""A longitude and a latitude in degrees, in this order, as the axes of a drawing are."""
Line = list[Spot]

SOURCE = "Natural Earth 1:110m"
_TURN = 360.0
_POLE = 90.0
_STEPS = (1, 2, 5, 10, 15, 30, 45, 60, 90)
"""How many degrees apart the lines of a map may be."""


class Outline(NamedTuple):
    """Rings of land, lakes among them, and lines of borders. Longitudes go on past 180 degrees where a line does.

    The ring of the Antarctic goes once around the pole, and does not end where it began.
    """

    land: tuple[Line, ...]
    borders: tuple[Line, ...]


@cache
def outline() -> Outline:
    """Read the outline of the whole world."""
    data = json.loads(resources.files("logbook.data").joinpath("outline.json").read_bytes())
    land, borders = (tuple(_line(steps, data["scale"]) for steps in data[name]) for name in ("land", "borders"))
    return Outline(land, borders)


def _line(steps: Sequence[int], scale: int) -> Line:
    """Read a line from its start and the steps from point to point."""
    axes = (itertools.accumulate(steps[axis::2]) for axis in (0, 1))
    return [(longitude / scale, latitude / scale) for longitude, latitude in zip(*axes, strict=True)]


def within(lines: Iterable[Line], frame: Frame) -> Iterator[Line]:
    """Give the lines that may be seen in a frame, each where the frame counts its longitudes, twice if need be."""
    for line in lines:
        longitudes, latitudes = zip(*line, strict=True)
        if max(latitudes) < frame.south or min(latitudes) > frame.north:
            continue
        west, east = min(longitudes), max(longitudes)
        for turn in (-_TURN, 0.0, _TURN):
            if east + turn >= frame.west and west + turn <= frame.east:
                yield [(longitude + turn, latitude) for longitude, latitude in line]


def areas(rings: Iterable[Line], frame: Frame) -> Iterator[Line]:
    """Give the land that may be seen in a frame as rings, cut at its edges (after Sutherland and Hodgman, 1974)."""
    closed = ([*ring, (ring[-1][0], -_POLE), (ring[0][0], -_POLE)] if _is_around(ring) else ring for ring in rings)
    for ring in within(closed, frame):
        cut = ring
        for axis, edge, side in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
            cut = list(_cut(cut, axis, edge, side))
        if cut:
            yield cut


def stretches(lines: Iterable[Line], frame: Frame) -> Iterator[Line]:
    """Give the parts of lines that may be seen in a frame, each up to the first point beyond its edge."""
    for line in within(lines, frame):
        part: Line = []
        for start, end in itertools.pairwise(line):
            if _is_seen(frame, start, end):
                part += [end] if part else [start, end]
            elif part:
                yield part
                part = []
        if part:
            yield part


def ticks(low: float, high: float, most: int) -> list[int]:
    """Give the round degrees between two, so many at the most."""
    for step in _STEPS:
        found = list(range(int(-(-low // step)) * step, int(high // step) * step + 1, step))
        if len(found) <= most:
            break
    return found


def latitude(degrees: int) -> str:
    """Name a parallel: "60°N"."""
    return f"{abs(degrees)}°{'N' if degrees > 0 else 'S' if degrees else ''}"


def longitude(degrees: int) -> str:
    """Name a meridian: "170°W", also where it is counted past 180."""
    half = int(_TURN / 2)
    turned = (degrees + half) % (2 * half) - half
    return f"{abs(turned)}°{'' if turned % half == 0 else 'E' if turned > 0 else 'W'}"


def _is_around(ring: Line) -> bool:
    return abs(ring[-1][0] - ring[0][0]) == _TURN


def _cut(ring: Line, axis: int, edge: float, side: int) -> Iterator[Spot]:
    """Keep of a ring what lies on one side of an edge, and close it along the edge."""
    for before, after in zip([ring[-1], *ring] if ring else [], ring, strict=False):
        was, now = ((spot[axis] - edge) * side for spot in (before, after))
        if (was < 0) != (now < 0):
            share = was / (was - now)
            other = before[1 - axis] + (after[1 - axis] - before[1 - axis]) * share
            yield (edge, other) if axis == 0 else (other, edge)
        if now >= 0:
            yield after


def _is_seen(frame: Frame, start: Spot, end: Spot) -> bool:
    """Whether a piece of a line may cross a frame: it does not lie wholly beyond one of its edges."""
    (west, east), (south, north) = (sorted(ends) for ends in zip(start, end, strict=True))
    return west <= frame.east and east >= frame.west and south <= frame.north and north >= frame.south
