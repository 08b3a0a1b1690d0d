"""What the names of animals leave open: one name of two species, two names of one."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from logbook.checks.faults import Facts, Said
from logbook.places import fold
from logbook.records import Sighting
from logbook.sentences import listed
from logbook.taxa import UNIDENTIFIED, Taxa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Book
    from logbook.taxa import TaxonKey

_MOST = 5
"""So many of several names are told."""


def shared_name(book: Book, _: Facts) -> Iterator[Said]:
    """Find names that several species records claim, so that they mean none."""
    for name, numbers in Taxa(book.taxa).shared_names():
        ids = [f"t{number}" for number in numbers]
        advice = f"take it from all but one of them: logbook edit {ids[-1]}"
        yield Said(ids[0], f"{name!r} is a name of {' and '.join(ids)}", advice)


def unlisted_species(book: Book, _: Facts) -> Iterator[Said]:
    """Find species of sightings that have no record."""
    taxa = Taxa(book.taxa)
    found: dict[str, list[str]] = {}
    for number, sighting in book.sightings.items():
        key = taxa.key(sighting)
        if key.number is None and key.name not in ("", UNIDENTIFIED) and not taxa.knows(key.name):
            found.setdefault(taxa.label(key) or key.name, []).append(f"s{number}")
    for name, ids in found.items():
        text = f"{name!r} stands in no species record: {listed(ids)}"
        yield Said(None, text, f"logbook species {shlex.quote(name)} --sensitivity LEVEL makes one")


def two_scientific_names(book: Book, _: Facts) -> Iterator[Said]:
    """Find vernacular names that stand with several scientific ones, on sightings or in species records.

    Scientific names that one species record holds together are one.
    """
    taxa = Taxa(book.taxa)
    found: dict[str, tuple[str, dict[TaxonKey, tuple[str, list[str]]]]] = {}
    for which, vernacular, scientific in _named(book):
        name, beside = found.setdefault(fold(vernacular) or vernacular, (vernacular, {}))
        beside.setdefault(taxa.key(Sighting(scientific_name=scientific)), (scientific, []))[1].append(which)
    for name, beside in found.values():
        if len(beside) > 1:
            said = listed((f"{scientific} ({listed(ids)})" for scientific, ids in beside.values()), _MOST)
            first, other = [scientific for scientific, _ids in beside.values()][:2]
            both = f"--scientific {shlex.quote(first)} --also {shlex.quote(other)}"
            advice = f"if they are one species: logbook species {shlex.quote(name)} {both}; else correct the sightings"
            yield Said(None, f"{name!r} stands with {said}", advice)


def _named(book: Book) -> Iterator[tuple[str, str, str]]:
    """Give whatever bears both names: its id, a vernacular name, the scientific one."""
    for number, taxon in book.taxa.items():
        for vernacular in filter(None, (taxon.vernacular_name, *taxon.names)):
            if taxon.scientific_name:
                yield f"t{number}", vernacular, taxon.scientific_name
    for number, sighting in book.sightings.items():
        if sighting.vernacular_name and sighting.scientific_name:
            yield f"s{number}", sighting.vernacular_name, sighting.scientific_name
