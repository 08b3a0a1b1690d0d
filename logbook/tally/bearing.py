"""What a new record means beside those that are there: its doubles, and earlier breeding evidence."""

from __future__ import annotations

from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Raw

from logbook import breeding
from logbook.patterns import pattern
from logbook.records import Book, Gist, Id, Sighting
from logbook.tally import firsts
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logbook.taxa import Taxa

    Side: TypeAlias = tuple[Iterable[Sighting], Taxa]
    """Some records, and the taxa that they are seen by: before a change, or after it."""

_PlaceAndName: TypeAlias = tuple[str | None, str | None, str | None, str | None]
_TELLING = pattern(rb'"(?:juvenile|subadult|verbatim)"')
"""Without one of these in its JSON, no entry of `animals` is breeding evidence."""
_NOTHING = Raw()
_place_and_name = attrgetter("region", "country_code", "vernacular_name", "scientific_name")


class Earlier(NamedTuple):
    """Other breeding evidence in a region: ids that could be as early or earlier, by date, and ids without a date."""

    region: str
    dated: tuple[str, ...]
    undated: tuple[str, ...]


def alike(number: int, own: Sighting, others: Mapping[int, Sighting], taxa: Taxa) -> list[str]:
    """Name the sightings of the same species, date and region: perhaps one was typed twice."""
    if own.event_date is None:
        return []
    key = taxa.key(own)
    return [
        str(Id("sightings", other))
        for other, one in others.items()
        if one.event_date == own.event_date and one.region == own.region and taxa.key(one) == key and other != number
    ]


def rivals(number: int, own: Sighting, others: Mapping[int, Sighting], taxa: Taxa) -> list[firsts.Entry]:
    """See a record with breeding evidence, and those `beside` it, as the rule of `firsts.py` does.

    Without evidence of its own it has no rivals.
    """
    if not is_evidence(own):
        return []
    book = Book(sightings={**others, number: own})
    return firsts.enter(book, taxa, Pictured(book))


def is_evidence(sighting: Sighting) -> bool:
    """Tell whether a sighting is breeding evidence of the levels that first breeding is told of."""
    return breeding.at_least(breeding.in_force(sighting).level, "probable")


def earlier_evidence(number: int, entries: Sequence[firsts.Entry]) -> list[Earlier]:
    """Tell, for each region of a record, what else of at least `probable` is there among it and its rivals.

    Where the record has no date, every dated one could be earlier.
    """
    mine = next((entry for entry in entries if entry.number == number), None)
    if mine is None:
        return []
    others_of = {region: firsts.competitors(entries, region, mine.taxon, "probable") for region in mine.regions}
    return [_earlier(region, [one for one in others if one is not mine], mine) for region, others in others_of.items()]


def beside(sides: Iterable[Side], others: Iterable[Mapping[int, Gist]]) -> Iterator[tuple[int, Sighting]]:
    """Choose, from blocks of records, what may bear on those of a side.

    It is of the taxon of one of these, and in one of its regions; and is of its date, or may have breeding evidence.
    """
    sides = list(sides)
    near = _Near(sides)
    dates = {own.event_date for owns, _ in sides for own in owns} - {None}
    for block in others:
        # Without a step in Python: of a hundred thousand records, few are near.
        for number, gist in compress(block.items(), map(near.__getitem__, map(_place_and_name, block.values()))):
            if gist.event_date in dates or _may_have_evidence(gist):
                # A gist is a view of its whole block, which would stay with it.
                yield number, gist.sighting()


class _Near(dict[_PlaceAndName, bool]):
    """Whether a place and name are of the taxon of one of the sides' records, and in one of its regions.

    A hundred thousand records have a few hundred of them: each is found out when it is asked for first.
    """

    def __init__(self, sides: Iterable[Side]) -> None:
        self._fields = [
            (taxa, {(taxa.key(own), region) for own in owns for region in _regions(own)}) for owns, taxa in sides
        ]

    def __missing__(self, told: _PlaceAndName) -> bool:
        region, country, vernacular, scientific = told
        one = Gist(region=region, country_code=country, vernacular_name=vernacular, scientific_name=scientific)
        regions = _regions(one)
        keys = ((taxa.key(one), field) for taxa, field in self._fields)
        self[told] = any((key, region) in field for key, field in keys for region in regions)
        return self[told]


def _regions(one: Sighting | Gist) -> set[str | None]:
    """Give the regions that a record counts in, and the one that it says, which may be none."""
    return {*firsts.regions(one.region, one.country_code), one.region}


def _may_have_evidence(gist: Gist) -> bool:
    return gist.breeding != _NOTHING or _TELLING.search(gist.animals) is not None


def _earlier(region: str, others: Sequence[firsts.Entry], mine: firsts.Entry) -> Earlier:
    bounds = firsts.comparable([*others, mine])
    own = bounds.get(mine.number)
    dated = [one for one in others if one.span and (own is None or bounds[one.number][0] <= own[1])]
    dated.sort(key=lambda one: (bounds[one.number], one.number))
    return Earlier(region, tuple(one.id for one in dated), tuple(one.id for one in others if one.span is None))
