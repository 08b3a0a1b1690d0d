"""What the records of each region say: first and last sighting, groups, survey totals, known individuals.

What is stated as a fact rests on the records that compete in the sense of `firsts.py`; only the number of sightings
counts them all. Individuals are never added up over records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from logbook import animals, places
from logbook.tally import firsts, standings
from logbook.tally.standings import Mark, Result, Rows
from logbook.taxa import TaxonKey

if TYPE_CHECKING:
    from logbook.breeding import Level
    from logbook.records import CountBasis, CountQualifier, Ref
    from logbook.tally.firsts import Entry

_Individual = tuple[TaxonKey, str]
"""An individual's id is one animal's within its taxon only."""
_Haunts = Mapping[_Individual, Collection[tuple[str, ...]]]
"""The places, each as the regions it counts in, where an individual is known."""


class Amounted(Result, frozen=True):
    """How many animals one record tells of: a group seen together, or the total of a survey."""

    sighting: Ref
    count: int
    count_max: int | None
    count_qualifier: CountQualifier | None


class RegionRow(Result, frozen=True):
    """What the records of a region say; `paths` are their full regions, `sightings` the number of them all."""

    region: str | None
    paths: tuple[str, ...]
    sightings: int
    first_sighting: Mark | None
    last_sighting: Mark | None
    last_breeding: Mark | None
    largest_group: Amounted | None
    survey_totals: tuple[Amounted, ...]
    individuals: int
    individuals_elsewhere: int


def by_region(entries: Sequence[Entry], depth: int) -> dict[str | None, list[Entry]]:
    """Put entries under the regions of `depth` parts that they count in, None for no region, in order of name.

    A record counts in every row that its place lies in: what was seen in Jilin was seen in China.
    """
    met = {entry.regions for entry in entries}
    names = {regions[-min(max(depth, 1), len(regions))] for regions in met if regions}
    rows_of = {regions: tuple(filter(names.__contains__, regions)) or (None,) for regions in met}
    rows: dict[str | None, list[Entry]] = {name: [] for name in [*sorted(names), None]}
    for entry in entries:
        for row in rows_of[entry.regions]:
            rows[row].append(entry)
    return {name: members for name, members in rows.items() if members}


def region_rows(rows: Rows, every: Iterable[Entry], weakest: Level) -> tuple[RegionRow, ...]:
    """Sum up each region. `weakest` is the least that is breeding evidence; `every` tells who is known elsewhere."""
    haunts: dict[_Individual, set[tuple[str, ...]]] = defaultdict(set)
    for entry in firsts.competing(every):
        for individual in _individuals(entry):
            haunts[individual].add(entry.regions)
    return tuple(_row(region, entries, haunts, weakest) for region, entries in rows.items())


def _row(region: str | None, entries: Sequence[Entry], haunts: _Haunts, weakest: Level) -> RegionRow:
    rivals = firsts.competing(entries)
    known = {individual for entry in rivals for individual in _individuals(entry)}
    groups = _amounts(rivals, "encounter")
    return RegionRow(
        region=region,
        paths=tuple(sorted({entry.sighting.region for entry in entries if entry.sighting.region})),
        sightings=sum(entry.many for entry in entries),
        first_sighting=standings.mark(firsts.first(rivals)),
        last_sighting=standings.mark(firsts.last(rivals)),
        last_breeding=standings.mark(firsts.last([entry for entry in rivals if entry.has(weakest)])),
        largest_group=max(groups, key=lambda group: (group.count, group.count_max or 0), default=None),
        survey_totals=tuple(_amounts(rivals, "survey")),
        individuals=len(known),
        individuals_elsewhere=sum(any(_apart(region, haunt) for haunt in haunts[one]) for one in known),
    )


def _amounts(entries: Iterable[Entry], basis: CountBasis) -> Iterator[Amounted]:
    for entry in entries:
        if entry.sighting.count_basis == basis:
            count, count_max, qualifier = animals.sighting_amount(entry.sighting)
            if count is not None:
                yield Amounted(sighting=entry.id, count=count, count_max=count_max, count_qualifier=qualifier)


def _individuals(entry: Entry) -> list[_Individual]:
    return [(entry.taxon, animal.individual_id) for animal in entry.sighting.animals if animal.individual_id]


def _apart(region: str | None, haunt: tuple[str, ...]) -> bool:
    """Whether a place is certainly outside a region: both are known, and neither holds the other."""
    return region is not None and bool(haunt) and region not in haunt and haunt[0] not in places.ancestors(region)
