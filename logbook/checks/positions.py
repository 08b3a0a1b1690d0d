"""What the positions of records tell: at 0,0, outside the country that is stated, far from their camera."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from logbook import places
from logbook.checks.faults import Facts, Said, records_of
from logbook.places import Position
from logbook.sentences import listed
from logbook.tally.whereabouts import Place, Whereabouts, own_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.places import Country
    from logbook.records import Book, Id, Image, Sighting

_NOWHERE = Position(0.0, 0.0)
_DEGREE_M = 111_000.0
_NEAR_POLE = 0.05
"""The least that a degree of longitude is taken for, as a share of one of latitude."""
_NEAR_M = 1000.0
_POLE = 90


class _Put(NamedTuple):
    """A record with a position, and the countries that are stated for what was seen there."""

    id: str
    place: Place
    lands: tuple[Country, ...]


def zero_position(book: Book, _: Facts) -> Iterator[Said]:
    """Find positions at 0,0: no place, but what some cameras write that know none."""
    for which, record in records_of(book):
        for prefix in ("", "decimal_"):
            if getattr(record, f"{prefix}latitude", None) == 0 == getattr(record, f"{prefix}longitude", None):
                advice = "some cameras write that where they know no position; take it out, or give the right one"
                yield Said(str(which), "lies at 0,0, in the sea off Africa", f"{advice}: {_edit(which)}")


def _edit(which: Id) -> str:
    return f'logbook edit {which} --at ""' if which.table == "sightings" else f"logbook edit {which}"


def outside_country(book: Book, _: Facts) -> Iterator[Said]:
    """Find positions of sightings, of their cameras and pictures, outside the country that is stated.

    The bounds are rough (`data/bounds.py`): not each position beyond the border is found, and the sea near the coast
    is within. Where region and code name two countries, it may lie in either.
    """
    cameras = Whereabouts(book).cameras
    pictures = {f"i{number}": place for number, image in book.images.items() if (place := _of_picture(image))}
    found: dict[_Put, list[str]] = {}
    for number, sighting in book.sightings.items():
        lands = _lands(sighting.region, sighting.country_code)
        if lands:
            own = {f"s{number}": own_place(sighting), sighting.deployment: cameras.get(sighting.deployment or "")}
            for which, place in (own | {ref: pictures.get(ref) for ref in sighting.images}).items():
                if which and place and not _may_lie_in(place, lands):
                    found.setdefault(_Put(which, place, lands), []).append(f"s{number}")
    for put, ids in found.items():
        yield _outside(put, ids)


def far_from_camera(sighting: Sighting, cameras: dict[str, Place]) -> float | None:
    """Give how far a sighting lies from its camera (metres), where that is farther than both positions may be off.

    A kilometre is never too far: two readings of one place differ by less, and no camera sees so far. A position that
    was generalised tells nothing.
    """
    own, camera = own_place(sighting), cameras.get(sighting.deployment or "")
    if own is None or camera is None or sighting.data_generalizations:
        return None
    apart = places.distance(own.position, camera.position)
    return apart if apart > _NEAR_M and apart > _off(own) + _off(camera) else None


def _off(place: Place) -> float:
    """Give by how much a position may be off: what is said of it, and what its last figure leaves open (metres)."""
    return max(place.uncertainty or 0.0, 0.0) + places.rounding(place.position)


def _of_picture(image: Image) -> Place | None:
    latitude, longitude = image.decimal_latitude, image.decimal_longitude
    return None if latitude is None or longitude is None else Place(Position(latitude, longitude), None)


@lru_cache(maxsize=4096)
def _lands(region: str | None, country_code: str | None) -> tuple[Country, ...]:
    """Give the countries that are stated, by the region and by the code."""
    code = None if places.is_between_countries(country_code) else country_code
    return tuple(dict.fromkeys(land for land in (places.country_of(region), places.country(code or "")) if land))


@lru_cache(maxsize=1 << 16)
def _may_lie_in(place: Place, lands: tuple[Country, ...]) -> bool:
    """Tell whether a position may lie in one of some countries; 0,0 is told by a check of its own."""
    if place.position == _NOWHERE:
        return True
    degree = _DEGREE_M * max(math.cos(math.radians(place.position.latitude)), _NEAR_POLE)
    return any(places.may_lie_in(place.position, land.code, _off(place) / degree) for land in lands)


def _outside(put: _Put, ids: list[str]) -> Said:
    names = " and of ".join(land.name for land in put.lands)
    seen = "" if ids == [put.id] else f", where {listed(ids)} {'was' if len(ids) == 1 else 'were'} seen"
    text = f"{places.format_position(put.place.position)} lies outside the rough bounds of {names}{seen}"
    asked, others = _slips(put)
    slip = f"{' or '.join(asked)}? " if asked else "the position or the country may be wrong: "
    at = f' --at "{places.format_position(others[0])}"' if ids == [put.id] and len(others) == 1 else ""
    return Said(put.id, text, f"{slip}logbook edit {put.id}{at}")


def _slips(put: _Put) -> tuple[list[str], list[Position]]:
    """Ask whether it was one of the usual slips, where that would put it into the country, and say where."""
    latitude, longitude = put.place.position
    slips = {
        Position(longitude, latitude): "were latitude and longitude exchanged",
        Position(-latitude, longitude): "is the sign of the latitude wrong",
        Position(latitude, -longitude): "is the sign of the longitude wrong",
        Position(-latitude, -longitude): "are both signs wrong",
    }
    others = [one for one in slips if abs(one.latitude) <= _POLE and _may_lie_in(Place(one, None), put.lands)]
    return [f"{slips[one]} ({places.format_position(one)})" for one in others], others
