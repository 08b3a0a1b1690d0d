"""The map of a page: land, borders and degrees, and where sightings were, as one drawing (SVG)."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from logbook.sentences import listed
from logbook.views import map as maps
from logbook.views import outline, pages
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from logbook.tally.atlas import Atlas, Frame, Point
    from logbook.views.outline import Line, Spot

_WIDTH = 640
_RATIO = 1.5
_TICKS = 7
_TENTHS = 10
"""Outlines are written in whole tenths of the drawing's units."""
_LEAST_STEP = 5
"""A step of an outline that is shorter than this, in tenths, is left out."""
_BEYOND = 0.02
"""Land is cut so far beyond the edges, as a part of the map's height, that no cut is seen."""
_SMALLEST, _LARGEST = 5.0, 16.0
_CORNERED = {"confirmed": 1.25, "probable": 1.25}
"""How much farther the signs of these levels reach than a round one of the same area."""
_SHARED = 6
"""Points of one square of so many units are one dot."""
_FIGURE, _TALL = 10.0, 14.0
"""How wide a figure of a label is, and how high."""
_DEGREE_M = 111_320.0
"""A degree of latitude in metres."""


class Dot(NamedTuple):
    """What is drawn for one or more points: where, how large, how far off it may be, its level and its label.

    `reach` is from its middle to its edge: a sign with corners is as large as a round one, and reaches farther. The
    label stands at its right `side`, 1, or its left, -1.
    """

    x: float
    y: float
    reach: float
    within: float | None
    level: str
    title: str
    label: str | None
    side: int = 1


class _Scale(NamedTuple):
    """How degrees become units of the drawing."""

    frame: Frame
    across: float
    down: float

    def at(self, spot: Spot) -> Spot:
        """Give where a longitude, as the frame counts it, and a latitude are drawn."""
        return (spot[0] - self.frame.west) * self.across, (self.frame.north - spot[1]) * self.down


def drawing(found: Atlas) -> Markup:
    """Draw the points of a map as an `<svg>` element, numbered as in `views.map.key`. Its colours are the page's."""
    from markupsafe import Markup

    frame = found.frame.fitted(_RATIO)
    height = round(_WIDTH / frame.ratio)
    scale = _Scale(frame, _WIDTH / (frame.east - frame.west), height / (frame.north - frame.south))
    world, wide = outline.outline(), _widened(frame)
    meridians, parallels = (outline.ticks(*ends, _TICKS) for ends in (frame[::2], frame[1::2]))
    return Markup(  # nosec B704 # noqa: S704 - rendered, and so escaped
        pages.render(
            "map.svg.j2",
            width=_WIDTH,
            height=height,
            land=_path(outline.areas(world.land, wide), scale, "z"),
            borders=_path(outline.stretches(world.borders, wide), scale, ""),
            meridians=[(round(scale.at((tick, 0))[0], 1), outline.longitude(tick)) for tick in meridians],
            parallels=[(round(scale.at((0, tick))[1], 1), outline.latitude(tick)) for tick in parallels],
            dots=_dots(found, scale),
            title=f"Map of {_many(found.points)}",
            is_keyed=maps.is_keyed(found),
            source=outline.SOURCE,
        )
    )


def _widened(frame: Frame) -> Frame:
    more = (frame.north - frame.south) * _BEYOND
    return frame._replace(
        west=frame.west - more, south=frame.south - more, east=frame.east + more, north=frame.north + more
    )


def _path(lines: Iterable[Line], scale: _Scale, end: str) -> str:
    """Write lines as the data of a path: each its start, and the steps from there."""
    found = []
    for line in lines:
        spots = _thinned(line, scale)
        if len(spots) > 1 + len(end):
            steps = [f"{to_x - x} {to_y - y}" for (x, y), (to_x, to_y) in itertools.pairwise(spots)]
            found.append(f"M{spots[0][0]} {spots[0][1]}l{' '.join(steps)}{end}")
    return "".join(found).replace(" -", "-")


def _thinned(line: Line, scale: _Scale) -> list[tuple[int, int]]:
    """Give a line in tenths of units, without the points that would be drawn on top of each other."""
    first, *others = ((round(x * _TENTHS), round(y * _TENTHS)) for x, y in map(scale.at, line))
    kept = [first]
    for spot in others:
        if max(abs(spot[0] - kept[-1][0]), abs(spot[1] - kept[-1][1])) >= _LEAST_STEP:
            kept.append(spot)
    return kept


def _dots(found: Atlas, scale: _Scale) -> list[Dot]:
    """Place the dots, the largest foremost, so that the small are drawn upon them."""
    shared: dict[tuple[int, int], list[int]] = defaultdict(list)
    spots = [scale.at((scale.frame.along(one.decimal_longitude), one.decimal_latitude)) for one in found.points]
    for number, (x, y) in enumerate(spots):
        shared[round(x / _SHARED), round(y / _SHARED)].append(number)
    dots = [_dot(found, numbers, spots[numbers[0]], scale) for numbers in shared.values()]
    return sorted(_labelled(dots) if maps.is_keyed(found) else dots, key=lambda dot: dot.reach, reverse=True)


def _dot(found: Atlas, numbers: Sequence[int], spot: Spot, scale: _Scale) -> Dot:
    """Make the dot of points that are drawn at one spot; it has the strongest breeding evidence of them."""
    among = [found.points[number] for number in numbers]
    radius = min(_SMALLEST * sum(one.sightings for one in among) ** 0.25, _LARGEST)
    level = min((one.level for one in among), key=list(maps.SIGNS).index)
    within = max(one.coordinate_uncertainty_in_meters or 0 for one in among) / _DEGREE_M * scale.down
    return Dot(
        x=round(spot[0], 1),
        y=round(spot[1], 1),
        reach=round(radius * _CORNERED.get(level, 1), 1),
        within=round(within, 1) if within > radius else None,
        level=level,
        title=_entries(numbers, among) if maps.is_keyed(found) else _many(among) if among[1:] else _said(among[0]),
        label=f"{numbers[0] + 1}{'+' if numbers[1:] else ''}" if maps.is_keyed(found) else None,
    )


def _entries(numbers: Iterable[int], points: Iterable[Point]) -> str:
    """Say what a dot stands for, with the numbers of the key: "3: 43.6, 130.6, 2 sightings, Amur leopard"."""
    return listed(f"{number + 1}: {_said(point)}" for number, point in zip(numbers, points, strict=True))


def _said(point: Point) -> str:
    """Say what is at a point: "43.6, 130.6, to within 13,735 m, 2 sightings, Amur leopard, confirmed"."""
    level = () if point.level == "none" else (point.level,)
    parts = (*maps.position(point), singular(point.sightings, "sighting"), *point.species, *level)
    return ", ".join(parts)


def _labelled(dots: Sequence[Dot]) -> Iterator[Dot]:
    """Take its label from every dot that has no room for it beside it: it would cover another dot or label."""
    taken = [(dot.x - dot.reach, dot.y - dot.reach, dot.x + dot.reach, dot.y + dot.reach) for dot in dots]
    for number, dot in enumerate(dots):
        wide, others = _FIGURE * (len(dot.label or "") + 0.5), taken[:number] + taken[number + 1 :]
        for side in (1, -1):
            ends = sorted((dot.x + dot.reach * side, dot.x + (dot.reach + wide) * side))
            box = (ends[0], dot.y - _TALL / 2, ends[1], dot.y + _TALL / 2)
            if ends[0] > 0 and ends[1] < _WIDTH and not any(_overlap(box, other) for other in others):
                taken.append(box)
                yield dot._replace(side=side)
                break
        else:
            yield dot._replace(label=None)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _many(points: Sequence[Point]) -> str:
    sightings = sum(point.sightings for point in points)
    return f"{singular(sightings, 'sighting')} at {singular(len(points), 'position')}"
