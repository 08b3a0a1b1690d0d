"""The dossier of one sighting: what the whole logbook says beside it, as the note of a first record needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import breeding
from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.breeding import Level
    from logbook.records import Book
    from logbook.tally.firsts import Entry, Grade
    from logbook.tally.standings import ClaimRow


class Beside(NamedTuple):
    """What else of the taxon was seen in a region, and could be as early.

    `rivals` show breeding of its level or more (any sighting, where it shows none), `weaker` less than it;
    `in_doubt` would be among these if it were certain what they are, or where.
    """

    region: str
    rivals: tuple[Entry, ...]
    weaker: tuple[Entry, ...]
    in_doubt: tuple[Entry, ...]


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
    least: Level = "none" if entry.evidence.level == "none" else "possible"
    others = [one for one in every if one.taxon == entry.taxon and one.number != number and one.has(least)]
    beside = tuple(_beside(others, entry, region) for region in entry.regions)
    return Dossier(entry, firsts.grade(entry.sighting), beside, standings.claims([entry], every, taxa))


def _beside(others: Sequence[Entry], entry: Entry, region: str) -> Beside:
    level = entry.evidence.level
    certain = _as_early(firsts.competitors(others, region, entry.taxon, "none"), entry)
    doubtful = [one for one in others if one.fitness == "open" and region in one.regions]
    unplaced = [one for one in others if one.fitness != "out" and firsts.may_lie_in(one, region)]
    return Beside(
        region=region,
        rivals=tuple(one for one in certain if breeding.at_least(one.evidence.level, level)),
        weaker=tuple(one for one in certain if not breeding.at_least(one.evidence.level, level)),
        in_doubt=tuple(_as_early([*doubtful, *unplaced], entry)),
    )


def _as_early(others: Sequence[Entry], entry: Entry) -> list[Entry]:
    """Take what could have been seen no later than the record, the earliest first; the undated could always."""
    bounds = firsts.comparable([*others, entry])
    own = bounds.get(entry.number)
    dated = [one for one in others if one.number in bounds and (own is None or bounds[one.number][0] <= own[1])]
    undated = [one for one in others if one.number not in bounds]
    return sorted(dated, key=lambda one: (bounds[one.number], one.number)) + undated
