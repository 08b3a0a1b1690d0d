"""What a new record means beside those that are there: its doubles, and earlier breeding evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import breeding
from logbook.records import Book, Gist, Id, Sighting
from logbook.tally import firsts
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from logbook.taxa import Taxa

_TELLING = (b'"juvenile"', b'"subadult"', b'"verbatim"')
"""Without one of these in its JSON, no entry of `animals` is breeding evidence."""


class Earlier(NamedTuple):
    """Other breeding evidence in a region: ids that could be as early or earlier, by date, and ids without a date."""

    region: str
    dated: tuple[str, ...]
    undated: tuple[str, ...]


def alike(number: int, own: Sighting, others: Mapping[int, Sighting], taxa: Taxa) -> list[str]:
    """Name the sightings of the same species, date and region: perhaps one was typed twice."""
    key = taxa.key(own)
    return [
        str(Id("sightings", other))
        for other, one in others.items()
        if one.event_date == own.event_date and one.region == own.region and taxa.key(one) == key and other != number
    ]


def earlier_evidence(number: int, own: Sighting, others: Callable[[], Mapping[int, Gist]], taxa: Taxa) -> list[Earlier]:
    """Tell, for each region of a record with breeding evidence, what else of at least `probable` is there.

    `others` are only asked for where there is something to compare. Where the record has no date, every dated one
    could be earlier.
    """
    if not breeding.at_least(breeding.in_force(own).level, "probable"):
        return []
    book = Book(sightings={number: own} | dict(_comparable(number, own, others(), taxa)))
    entries = firsts.enter(book, taxa, Pictured(book))
    mine = next(entry for entry in entries if entry.number == number)
    others_of = {region: firsts.competitors(entries, region, mine.taxon, "probable") for region in mine.regions}
    return [_earlier(region, [one for one in rivals if one is not mine], mine) for region, rivals in others_of.items()]


def _comparable(number: int, own: Sighting, others: Mapping[int, Gist], taxa: Taxa) -> Iterator[tuple[int, Sighting]]:
    """Choose the records of the taxon, in one of the regions, that may have evidence."""
    key, here = taxa.key(own), set(firsts.regions(own.region, own.country_code))
    near: dict[tuple[str | None, ...], bool] = {}
    for other, gist in others.items():
        # A hundred thousand records have a few hundred places and names between them.
        told = gist.region, gist.country_code, gist.vernacular_name, gist.scientific_name
        if told not in near:
            near[told] = taxa.key(gist) == key and not here.isdisjoint(firsts.regions(*told[:2]))
        if near[told] and other != number and _may_have_evidence(gist):
            yield other, gist.sighting()


def _may_have_evidence(gist: Gist) -> bool:
    animals = bytes(gist.animals)
    return bool(bytes(gist.breeding)) or any(word in animals for word in _TELLING)


def _earlier(region: str, others: Sequence[firsts.Entry], mine: firsts.Entry) -> Earlier:
    bounds = firsts.comparable([*others, mine])
    own = bounds.get(mine.number)
    dated = [one for one in others if one.span and (own is None or bounds[one.number][0] <= own[1])]
    dated.sort(key=lambda one: (bounds[one.number], one.number))
    return Earlier(region, tuple(one.id for one in dated), tuple(one.id for one in others if one.span is None))
