"""Which records are of the same place as a sensitive one, and so may tell no more of it than that one may.

What refers to one another is told alike: the sightings of a deployment or of a picture, and these themselves. The same
place is moreover the same text (locality, or a station's name or id) or the same cell of the sensitive record's grid.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from logbook.errors import BadValueError
from logbook.places import fold, region_matcher
from logbook.privacy import grids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.privacy.grids import Cell
    from logbook.records import Book, Deployment, Image, Ref, Sighting

    Point = tuple[float, float]


class Ranks(Struct, frozen=True):
    """How much every record of a logbook may tell: the rank of each, by table and number."""

    sightings: dict[int, int]
    images: dict[int, int]
    deployments: dict[int, int]


def spread(book: Book, own: Mapping[int, int]) -> Ranks:
    """Give every record the rank of the most sensitive one that it could give away; `own` are the sightings' ranks."""
    linked = _Linked(book.sightings)
    places = _Places(book)
    for number, rank in own.items():
        if rank:
            places.mark(book.sightings[number], rank)
    groups: defaultdict[int, int] = defaultdict(int)
    for number, sighting in book.sightings.items():
        group = linked.group(number)
        groups[group] = max(groups[group], own[number], places.rank(sighting))

    def by_ref(ref: Ref) -> int | None:
        first = linked.first.get(ref)
        return None if first is None else groups[linked.group(first)]

    stood = {number: by_ref(f"d{number}") for number in book.deployments}
    images = {number: by_ref(f"i{number}") for number in book.images}
    return Ranks(
        {number: groups[linked.group(number)] for number in book.sightings},
        _with_strays(images, book.images, places),
        {
            number: places.rank_of_deployment(book.deployments[number]) if rank is None else rank
            for number, rank in stood.items()
        },
    )


def localities(sighting: Sighting) -> tuple[str, ...]:
    """Give the texts, folded, that name the place of a sighting more closely than its region does."""
    texts = (sighting.locality, sighting.verbatim_locality)
    if texts == (None, None):
        return ()
    return _localities(*texts, sighting.region, sighting.country_code)


def stations(one: Deployment) -> tuple[str, ...]:
    """Give the texts, folded, that name the place of a deployment."""
    return tuple(filter(None, (fold(text) for text in (one.location_name, one.location_id) if text)))


class _Linked:
    """Sightings in groups: those that share a deployment or a picture. `first` is the first one to have a reference."""

    def __init__(self, sightings: Mapping[int, Sighting]) -> None:
        self.first: dict[Ref, int] = {}
        self._above: dict[int, int] = {}
        for number, sighting in sightings.items():
            for ref in (sighting.deployment, *sighting.images):
                if ref and (other := self.first.setdefault(ref, number)) != number:
                    self._join(other, number)

    def group(self, number: int) -> int:
        """Name the group of a sighting."""
        above = self._above
        while (up := above.get(number, number)) != number:
            above[number] = above.get(up, up)
            number = up
        return number

    def _join(self, one: int, other: int) -> None:
        one, other = self.group(one), self.group(other)
        if one != other:
            self._above[max(one, other)] = min(one, other)


class _Places:
    """The texts and cells of sensitive places, each with the highest rank of a record there."""

    def __init__(self, book: Book) -> None:
        self._deployments = {f"d{number}": one for number, one in book.deployments.items()}
        self._stations = {ref: stations(one) for ref, one in self._deployments.items()}
        self._pictured = {
            f"i{number}": (image.decimal_latitude, image.decimal_longitude)
            for number, image in book.images.items()
            if image.decimal_latitude is not None and image.decimal_longitude is not None
        }
        self._texts: dict[str, int] = {}
        self._cells: dict[Cell, int] = {}
        self._looked_up: dict[Point, int] = {}

    def mark(self, sighting: Sighting, rank: int) -> None:
        """Note the places of a sensitive sighting: its own, its deployment's, its pictures'."""
        for text in self._texts_of(sighting):
            self._texts[text] = max(rank, self._texts.get(text, 0))
        for point in self._points_of(sighting):
            cell = grids.cell(*point, rank)
            self._cells[cell] = max(rank, self._cells.get(cell, 0))

    def rank(self, sighting: Sighting) -> int:
        """Give the highest rank of the places of a sighting."""
        return self._highest(self._texts_of(sighting), self._points_of(sighting))

    def rank_of_deployment(self, one: Deployment) -> int:
        """Give that of a deployment which nothing was seen on."""
        at = _point(one.latitude, one.longitude)
        return self._highest(stations(one), at)

    def rank_of_image(self, ref: Ref) -> int:
        """Give that of a picture by its position alone."""
        return self._highest((), [self._pictured[ref]] if ref in self._pictured else [])

    def _highest(self, texts: Iterable[str], points: Iterable[Point]) -> int:
        ranks = [self._texts[text] for text in texts if text in self._texts]
        return max([*ranks, *map(self._at, points)], default=0)

    def _at(self, point: Point) -> int:
        found = self._looked_up.get(point)
        if found is None:
            cells = (grids.cell(*point, rank) for rank in grids.THOUSANDTHS)
            found = self._looked_up[point] = max(self._cells.get(cell, 0) for cell in cells)
        return found

    def _texts_of(self, sighting: Sighting) -> tuple[str, ...]:
        return localities(sighting) + self._stations.get(sighting.deployment or "", ())

    def _points_of(self, sighting: Sighting) -> list[Point]:
        points = _point(sighting.decimal_latitude, sighting.decimal_longitude)
        deployed = self._deployments.get(sighting.deployment or "")
        if deployed is not None:
            points += _point(deployed.latitude, deployed.longitude)
        if self._pictured:
            points += [self._pictured[ref] for ref in sighting.images if ref in self._pictured]
        return points


def _point(latitude: float | None, longitude: float | None) -> list[Point]:
    return [] if latitude is None or longitude is None else [(latitude, longitude)]


def _with_strays(ranks: Mapping[int, int | None], images: Mapping[int, Image], places: _Places) -> dict[int, int]:
    """Give pictures of no sighting their ranks: by their position, and as the others of a camera's folder have."""
    folders: dict[str, int] = {}
    strays = [number for number, rank in ranks.items() if rank is None]
    found = {number: places.rank_of_image(f"i{number}") if rank is None else rank for number, rank in ranks.items()}
    if strays:
        for number, rank in found.items():
            folder = _folder(images[number])
            folders[folder] = max(rank, folders.get(folder, 0))
    for number in strays:
        folder = _folder(images[number])
        found[number] = max(found[number], folders[folder] if folder else 0)
    return found


def _folder(image: Image) -> str:
    return (image.file or "").rpartition("/")[0]


@lru_cache(maxsize=1 << 16)
def _localities(
    locality: str | None, verbatim: str | None, region: str | None, country_code: str | None
) -> tuple[str, ...]:
    """Fold the texts of a place; one that only says the region again, as it was typed, is none."""
    texts = [locality or "", "" if verbatim and _is_region(verbatim, region, country_code) else verbatim or ""]
    return tuple(filter(None, map(fold, texts)))


def _is_region(verbatim: str, region: str | None, country_code: str | None) -> bool:
    try:
        return region_matcher(verbatim)(region, (), country_code)
    except BadValueError:
        return False
