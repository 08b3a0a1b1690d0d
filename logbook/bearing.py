"""What a new record means beside those that are there: earlier breeding evidence, region by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import breeding, firsts
from logbook.pictured import Pictured
from logbook.records import Book, Sighting

if TYPE_CHECKING:
    from logbook.taxa import Taxa


class Earlier(NamedTuple):
    """Other breeding evidence in a region: ids that could be as early or earlier, and ids without a date."""

    region: str
    dated: tuple[str, ...]
    undated: tuple[str, ...]


def earlier_evidence(book: Book, taxa: Taxa, number: int) -> list[Earlier]:
    """Tell, for each region of a record with breeding evidence, what else of at least `probable` is there.

    The record itself must be in the book. Where it has no date, every dated one could be earlier.
    """
    own = book.sightings[number]
    if not breeding.at_least(breeding.in_force(own).level, "probable"):
        return []
    others = {other: one for other, one in book.sightings.items() if other == number or _comparable(one, own, taxa)}
    others_book = Book(images=book.images, sightings=others)
    entries = firsts.enter(others_book, taxa, Pictured(others_book))
    mine = next(entry for entry in entries if entry.number == number)
    return [
        _earlier(region, firsts.competitors(entries, region, mine.taxon, "probable"), mine) for region in mine.regions
    ]


def _comparable(one: Sighting, own: Sighting, taxa: Taxa) -> bool:
    """Whether a record has evidence and is of the taxon: the cheap questions first."""
    has_some = one.breeding is not None or any(animal.life_stage not in (None, "adult") for animal in one.animals)
    return has_some and taxa.key(one) == taxa.key(own)


def _earlier(region: str, rivals: list[firsts.Entry], mine: firsts.Entry) -> Earlier:
    bounds = firsts.comparable([*(rival for rival in rivals if rival is not mine), mine])
    own = bounds.get(mine.number)
    others = [rival for rival in rivals if rival is not mine]
    dated = [rival for rival in others if rival.span and (own is None or bounds[rival.number][0] <= own[1])]
    return Earlier(region, tuple(one.id for one in dated), tuple(one.id for one in others if one.span is None))
