"""The sightings of each region and species along time: between which bounds each lies, what is first, what is last.

Bounds are inclusive, ISO 8601 by clock as written and without a time zone; None is an open end.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.tally.standings import Mark, Result
from logbook.taxa import Taxa, TaxonKey

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from logbook.breeding import Level
    from logbook.dates import Span
    from logbook.records import Book, Ref
    from logbook.tally.firsts import Entry, Fitness, Outcome
    from logbook.tally.standings import FirstBreeding

_Ends = tuple[datetime | None, datetime | None]


class Stretch(Result, frozen=True):
    """The time that a dated sighting lies in; `fitness` is whether it competes for the firsts."""

    sighting: Ref
    event_date: str | None
    earliest: datetime | None
    latest: datetime | None
    level: Level
    fitness: Fitness


class Milestone(Mark, frozen=True):
    """A first or a last, and the time that it lies in: from the earliest that it could be to the latest.

    Both ends are None where nothing dated could be it. `event_date`, `published` and `level` are those of `foremost`.
    """

    foremost: Ref
    earliest: datetime | None
    latest: datetime | None


class TimelineRow(Result, frozen=True):
    """The sightings of a taxon in a region; `sightings` counts them all, `undated` those without a readable date.

    `first_breeding` has the first of each level that has an answer of its own, the strongest foremost.
    """

    region: str | None
    vernacular_name: str | None
    scientific_name: str | None
    sightings: int
    undated: int
    first_sighting: Milestone | None
    last_sighting: Milestone | None
    first_breeding: tuple[Milestone, ...]
    stretches: tuple[Stretch, ...]

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Its firsts and its last."""
        return (*filter(None, (self.first_sighting, self.last_sighting)), *self.first_breeding)


_Breeding = dict[tuple[str | None, TaxonKey], list[Milestone]]


class Timeline(Result, frozen=True):
    """Rows in the order of regions, then of species; `begin` and `end` are of them all, None where nothing is dated."""

    begin: datetime | None
    end: datetime | None
    rows: tuple[TimelineRow, ...]


def timeline(
    book: Book, *, sightings: Collection[int] | None = None, depth: int = 1, possible: bool = False
) -> Timeline:
    """Lay the sightings of a logbook, or those selected by their numbers, along time.

    `depth` is how many of a region's largest parts make a row; a sighting stands in each row that its place lies in.
    `possible` asks for that level of breeding evidence too.
    """
    taxa, pictured = Taxa(book.taxa), Pictured(book)
    every = firsts.enter(book, taxa, pictured)
    selected = every if sightings is None else [entry for entry in every if entry.number in sightings]
    levels = standings.shown_levels(possible=possible)
    regions = by_region(selected, depth)
    breeding = _breeding(standings.first_breeding(regions, every, levels, taxa, pictured), every)
    rows = tuple(
        _row(region, taxon, members, breeding, taxa)
        for region, entries in regions.items()
        for taxon, members in _by_taxon(entries, taxa)
    )
    lying: Iterator[Stretch | Milestone] = chain.from_iterable((*row.stretches, *row.milestones) for row in rows)
    known = sorted({end for one in lying for end in (one.earliest, one.latest) if end})
    return Timeline(begin=known[0] if known else None, end=known[-1] if known else None, rows=rows)


def _by_taxon(entries: Iterable[Entry], taxa: Taxa) -> Iterator[tuple[TaxonKey, list[Entry]]]:
    found: dict[TaxonKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.taxon].append(entry)
    yield from sorted(found.items(), key=lambda item: taxa.label(item[0]) or "")


def _row(region: str | None, taxon: TaxonKey, entries: Sequence[Entry], breeding: _Breeding, taxa: Taxa) -> TimelineRow:
    rivals = firsts.competing(entries)
    names = taxa.names(taxon)
    stretches = tuple(_stretch(entry, entry.span) for entry in entries if entry.span and entry.is_dated)
    return TimelineRow(
        region=region,
        vernacular_name=names.vernacular_name,
        scientific_name=names.scientific_name,
        sightings=len(entries),
        undated=len(entries) - len(stretches),
        first_sighting=_seen(firsts.first(rivals), _first_window),
        last_sighting=_seen(firsts.last(rivals), _last_window),
        first_breeding=tuple(breeding.get((region, taxon), ())),
        stretches=stretches,
    )


def _stretch(entry: Entry, span: Span) -> Stretch:
    earliest, latest = _ends(span.earliest, span.latest)
    return Stretch(
        sighting=entry.id,
        event_date=entry.sighting.event_date,
        earliest=earliest,
        latest=latest,
        level=entry.evidence.level,
        fitness=entry.fitness,
    )


def _seen(outcome: Outcome | None, window: Callable[[Sequence[Entry]], _Ends]) -> Milestone | None:
    mark = standings.mark(outcome)
    if outcome is None or mark is None:
        return None
    return _milestone(mark, outcome.foremost.id, window(outcome.candidates))


def _breeding(found: Iterable[FirstBreeding], every: Iterable[Entry]) -> _Breeding:
    """Put the first breeding evidence to the rows that it is of."""
    entries = {entry.id: entry for entry in every}
    rows: _Breeding = defaultdict(list)
    for one in found:
        window = _first_window([entries[ref] for ref in one.sightings])
        rows[one.region, entries[one.foremost].taxon].append(_milestone(one, one.foremost, window))
    return rows


def _milestone(found: Mark | FirstBreeding, foremost: Ref, window: _Ends) -> Milestone:
    said = {name: getattr(found, name) for name in Mark.__struct_fields__}
    return Milestone(**said, foremost=foremost, earliest=window[0], latest=window[1])


def _first_window(candidates: Sequence[Entry]) -> _Ends:
    """Give the time that a first lies in: the foremost of those that could be it sets the end."""
    spans = [entry.span for entry in candidates if entry.span]
    return _ends(min(span.earliest for span in spans), spans[0].latest) if spans else (None, None)


def _last_window(candidates: Sequence[Entry]) -> _Ends:
    """Give the time that a last lies in: the foremost of those that could be it sets the beginning."""
    spans = [entry.span for entry in candidates if entry.span]
    return _ends(spans[0].earliest, max(span.latest for span in spans)) if spans else (None, None)


def _ends(earliest: datetime, latest: datetime) -> _Ends:
    return None if earliest == firsts.EVER else earliest, None if latest == firsts.NEVER else latest
