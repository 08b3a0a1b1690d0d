"""Where sightings were, as points of a map, and the frame of the map that shows them. Nothing here is text or drawn.

All is made from what may be told: a frame that knew more would give it away.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from logbook.tally import firsts
from logbook.tally.pictured import Pictured
from logbook.tally.standings import Result
from logbook.tally.whereabouts import Whereabouts
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.breeding import Level
    from logbook.places import Position
    from logbook.records import Book, Ref
    from logbook.tally.firsts import Entry

_ROUND = 360.0
_POLE = 90.0
_WIDE_SPREAD = 90.0
"""Points farther apart than this, in degrees, are shown on a map of the world."""
_MARGIN = 0.2
"""So much of a regional frame, on each side, is beyond its outermost points."""
_LEAST = 18.0
"""Degrees of latitude: in less than this an outline of the world shows too little to tell where one is."""
_FLATTEST = 80.0
"""Nearer to a pole than this parallel a map is drawn as wide as there."""


class Frame(NamedTuple):
    """What a map shows, in degrees (WGS 84). `west` lies in -180 to 180; `east` goes on past 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def shrink(self) -> float:
        """How much shorter than one of latitude a degree of longitude is drawn."""
        return math.cos(math.radians(min(abs(self.south + self.north) / 2, _FLATTEST)))

    @property
    def ratio(self) -> float:
        """How many times as wide as high it is drawn."""
        return (self.east - self.west) * self.shrink / (self.north - self.south)

    def along(self, longitude: float) -> float:
        """Give a longitude as this frame counts it: at `west` or within a turn to its east."""
        return self.west + (longitude - self.west) % _ROUND

    def fitted(self, ratio: float) -> Frame:
        """Show more on two sides, so that it is drawn so many times as wide as high; the world is as it is."""
        if self.ratio < ratio:
            width = (self.north - self.south) * ratio / self.shrink
            return self._replace(**_span((self.west + self.east) / 2, width))
        if self.east - self.west == _ROUND:
            return self
        height = (self.east - self.west) * self.shrink / ratio
        south, north = _between_poles((self.south + self.north) / 2, height)
        return self._replace(south=south, north=north)


WORLD = Frame(-180.0, -60.0, 180.0, 85.0)
"""All longitudes; the Antarctic is shown where something was seen there."""


class Point(Result, frozen=True):
    """A place where something was seen, as it may be told: the number of sightings and what they are.

    `coordinate_uncertainty_in_meters` is the largest that is stated; `species` has the most seen foremost; `level` is
    the strongest breeding evidence of those sightings that compete.
    """

    decimal_latitude: float
    decimal_longitude: float
    coordinate_uncertainty_in_meters: float | None
    sightings: int
    ids: tuple[Ref, ...]
    species: tuple[str, ...]
    level: Level


class Atlas(Result, frozen=True):
    """The points of a map from north to south, and the frame around them; `unplaced` have no position to be told."""

    points: tuple[Point, ...]
    unplaced: tuple[Ref, ...]
    frame: Frame


def atlas(book: Book) -> Atlas:
    """Place the sightings of a logbook as it may be told (`privacy.tell`), those of one position as one point."""
    taxa, whereabouts = Taxa(book.taxa), Whereabouts(book)
    found: dict[Position, list[tuple[Entry, float | None]]] = defaultdict(list)
    unplaced = []
    for entry in firsts.enter(book, taxa, Pictured(book)):
        place = whereabouts.place(entry.sighting)
        if place is None:
            unplaced.append(entry.id)
        else:
            found[place.position].append((entry, place.uncertainty))
    places = sorted(found, key=lambda place: (-place.latitude, place.longitude))
    points = tuple(_point(place, found[place], taxa) for place in places)
    return Atlas(points=points, unplaced=tuple(unplaced), frame=frame(places))


def frame(places: Sequence[Position]) -> Frame:
    """Give the frame that shows some positions with a margin: of a region, or of the world where they lie far apart.

    It goes across the antimeridian where that is the shorter way.
    """
    if not places:
        return WORLD
    south, north = min(one.latitude for one in places), max(one.latitude for one in places)
    west, width = _arc([one.longitude for one in places])
    if max(width, north - south) > _WIDE_SPREAD:
        return WORLD._replace(
            south=WORLD.south if south >= WORLD.south else -_POLE, north=WORLD.north if north <= WORLD.north else _POLE
        )
    around = 1 - 2 * _MARGIN
    low, high = _between_poles((south + north) / 2, max((north - south) / around, _LEAST))
    region = Frame(west, low, west, high)
    return region._replace(**_span(west + width / 2, max(width / around, _LEAST / region.shrink)))


def _point(place: Position, seen: Sequence[tuple[Entry, float | None]], taxa: Taxa) -> Point:
    entries = [entry for entry, _ in seen]
    names = Counter(taxa.label(entry.taxon) for entry in entries)
    return Point(
        decimal_latitude=place.latitude,
        decimal_longitude=place.longitude,
        coordinate_uncertainty_in_meters=max((metres for _, metres in seen if metres is not None), default=None),
        sightings=len(entries),
        ids=tuple(entry.id for entry in entries),
        species=tuple(name for name, _ in names.most_common() if name),
        level=firsts.strongest(firsts.competing(entries)),
    )


def _arc(longitudes: Sequence[float]) -> tuple[float, float]:
    """Give where the shortest stretch that holds some longitudes begins in the west, and how wide it is."""
    around = sorted({longitude % _ROUND for longitude in longitudes})
    gaps = [after - before for before, after in zip(around, [*around[1:], around[0] + _ROUND], strict=True)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return around[(widest + 1) % len(around)], _ROUND - gaps[widest]


def _span(middle: float, width: float) -> dict[str, float]:
    """Give the longitudes about a middle, `west` from -180 on; more than once around is the whole earth."""
    if width >= _ROUND:
        return {"west": -_ROUND / 2, "east": _ROUND / 2}
    west = (middle - width / 2 + _ROUND / 2) % _ROUND - _ROUND / 2
    return {"west": west, "east": west + width}


def _between_poles(middle: float, height: float) -> tuple[float, float]:
    """Give the latitudes about a middle, moved where they would go beyond a pole."""
    height = min(height, 2 * _POLE)
    south = min(max(middle - height / 2, -_POLE), _POLE - height)
    return south, south + height
