"""The dossier of one sighting: what the whole logbook says beside it, as the note of a first record needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import breeding, firsts, standings
from logbook.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from logbook.firsts import Entry, Grade
    from logbook.records import Book
    from logbook.standings import ClaimRow


class Beside(NamedTuple):
    """Other breeding evidence of the taxon in a region that is, or could be, as early: of its level, and weaker."""

    region: str
    rivals: tuple[Entry, ...]
    weaker: tuple[Entry, ...]


class Dossier(NamedTuple):
    """A sighting as the rule of `firsts.py` sees it, with how hard the fact is, and what stands beside it."""

    entry: Entry
    grade: Grade
    beside: tuple[Beside, ...]
    claims: tuple[ClaimRow, ...]


def compile_dossier(book: Book, number: int) -> Dossier:
    """Look through the whole logbook for what bears on one of its sightings."""
    taxa = Taxa(book.taxa)
    every = firsts.enter(book, taxa, Pictured(book))
    entry = next(one for one in every if one.number == number)
    beside = () if entry.evidence.level == "none" else tuple(_beside(every, entry, region) for region in entry.regions)
    return Dossier(entry, firsts.grade(entry.sighting), beside, standings.claims([entry], every, taxa))


def _beside(every: Sequence[Entry], entry: Entry, region: str) -> Beside:
    others = [one for one in firsts.competitors(every, region, entry.taxon, "possible") if one.number != entry.number]
    early = list(_as_early(others, entry))
    level = entry.evidence.level
    return Beside(
        region=region,
        rivals=tuple(one for one in early if breeding.at_least(one.evidence.level, level)),
        weaker=tuple(one for one in early if not breeding.at_least(one.evidence.level, level)),
    )


def _as_early(others: Sequence[Entry], entry: Entry) -> Iterable[Entry]:
    """Take what could have been seen no later than the record; the undated could always."""
    bounds = firsts.comparable([*others, entry])
    latest = bounds[entry.number][1] if entry.number in bounds else None
    for one in others:
        if latest is None or one.number not in bounds or bounds[one.number][0] <= latest:
            yield one
