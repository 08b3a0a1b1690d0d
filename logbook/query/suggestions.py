"""What may have been meant where a filter asks for a region, species or camera that the logbook does not know."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from logbook import places
from logbook.query.matching import camera_names
from logbook.records import Sighting
from logbook.sentences import quoted
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.query import Filter
    from logbook.records import Book

_LONGEST = 60
_MOST = 3


def suggestions(book: Book, wanted: Filter) -> list[str]:
    """Say what may have been meant where a filter asks for a name that the logbook does not know."""
    region = None if wanted.region is None else _of_region(book, wanted.region)
    species = None if wanted.species is None else _of_species(book, wanted.species)
    camera = None if wanted.camera is None else _of_camera(book, wanted.camera)
    return [sentence for sentence in (region, species, camera) if sentence]


def _of_region(book: Book, wanted: str) -> str | None:
    match = places.region_matcher(wanted)
    sightings = book.sightings.values()
    if any(match(one.region, one.areas, one.country_code) for one in sightings):
        return None
    known = {one.region for one in sightings if one.region} | {area for one in sightings for area in one.areas}
    return _not_known("region", wanted, places.suggest(wanted, known))


def _of_species(book: Book, wanted: str) -> str | None:
    taxa = Taxa(book.taxa)
    matches = taxa.matcher(wanted)
    # A species on record is known, even where nobody has seen it yet.
    recorded = (
        Sighting(vernacular_name=taxon.vernacular_name, scientific_name=taxon.scientific_name)
        for taxon in book.taxa.values()
    )
    if any(map(matches, (*book.sightings.values(), *recorded))):
        return None
    return _not_known("species", wanted, near_species(book, wanted))


def near_species(book: Book, wanted: str) -> list[str]:
    """Give the names of species, on record or of sightings, that may have been meant by another one."""
    names = {places.fold(name): name for name in Taxa(book.taxa).all_names(book.sightings.values())}
    asked = places.fold(wanted)[:_LONGEST]
    near = [name for name in names if asked in name][:_MOST] or difflib.get_close_matches(asked, names, n=1)
    return [names[name] for name in near]


def _of_camera(book: Book, wanted: str) -> str | None:
    cameras = {f"d{number}": camera_names(f"d{number}", one) for number, one in book.deployments.items()}
    if any(places.fold(wanted) in names for names in cameras.values()):
        return None
    known = {
        places.fold(one.location_name): one.location_name for one in book.deployments.values() if one.location_name
    }
    near = difflib.get_close_matches(places.fold(wanted)[:_LONGEST], known, n=_MOST)
    return _not_known("camera", wanted, [known[name] for name in near])


def _not_known(what: str, wanted: str, near: Iterable[str]) -> str:
    hint = " or ".join(near)
    return f"no {what} {quoted(wanted)} in this logbook" + (f"; did you mean {hint}?" if hint else "")
