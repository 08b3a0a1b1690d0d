"""What may have been meant where a filter asks for a region or a species that the logbook does not know."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from logbook import places
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.query import Filter
    from logbook.records import Book

_SHOWN = 60
_MOST = 3


def suggestions(book: Book, wanted: Filter) -> list[str]:
    """Say what may have been meant where a region or a species is asked for that the logbook does not know."""
    said = []
    sightings = book.sightings.values()
    if wanted.region is not None:
        match = places.region_matcher(wanted.region)
        if not any(match(one.region, one.areas, one.country_code) for one in sightings):
            known = {one.region for one in sightings if one.region} | {area for one in sightings for area in one.areas}
            said.append(_not_known("region", wanted.region, places.suggest(wanted.region, known)))
    if wanted.species is not None:
        taxa = Taxa(book.taxa)
        matches = taxa.matcher(wanted.species)
        if not any(matches(one) for one in sightings):
            names = {places.fold(name): name for name in taxa.all_names(sightings)}
            asked = places.fold(wanted.species)[:_SHOWN]
            near = [name for name in names if asked in name][:_MOST] or difflib.get_close_matches(asked, names, n=1)
            said.append(_not_known("species", wanted.species, [names[name] for name in near]))
    return said


def _not_known(what: str, wanted: str, near: Iterable[str]) -> str:
    hint = " or ".join(near)
    return f"no {what} {wanted[:_SHOWN]!r} in this logbook" + (f"; did you mean {hint}?" if hint else "")
