"""The same sightings regrouped: by region, area, species, year, month, hour, method or credit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from logbook import dates, events, sun
from logbook.tally import firsts, standings, whereabouts
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.tally.standings import Mark, Result
from logbook.tally.whereabouts import Whereabouts
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from logbook.breeding import Level
    from logbook.records import Book
    from logbook.tally.firsts import Entry

By = Literal["region", "area", "species", "year", "month", "hour", "method", "credit"]
_Key = tuple[str, Hashable] | None
"""What a row is called, and what is meant: two taxa, or two credits, may be called the same."""
_Rows = Mapping[_Key, Sequence["Entry"]]

_DIGITS = {"year": (0, 4), "month": (5, 7), "hour": (11, 13)}
"""Where a part stands in an ISO 8601 time."""
TIMES = tuple(_DIGITS)
"""By these the rows are a calendar."""
SEVERAL = ("region", "area", "credit")
"""Of these a sighting may have several."""
_LONGEST_GAP = 10
"""More years than these without a sighting are one row."""


class GroupRow(Result, frozen=True):
    """The sightings under one key; None holds those without, or with several where only one can be.

    All of them are counted; first, last and the strongest breeding evidence rest on those that compete. Numbers of
    animals are not added up. `events` are None where no gap was asked for, and light is told of hours alone.
    """

    key: str | None
    sightings: int
    first: Mark | None
    last: Mark | None
    level: Level
    events: int | None = None
    day: int | None = None
    twilight: int | None = None
    night: int | None = None
    light_unknown: int | None = None


class Grouped(NamedTuple):
    """Sightings regrouped, and what there is to say of hours: why the light of some is not known."""

    rows: tuple[GroupRow, ...]
    unzoned: int = 0
    """So many have no offset from UTC, without which a time is no moment."""
    unplaced: int = 0
    """So many have one, and no position."""
    utc: int = 0
    """The hours of so many are in UTC, where few clocks on a wall are."""


def group(
    book: Book,
    by: By,
    *,
    sightings: Collection[int] | None = None,
    depth: int = 1,
    gap: timedelta | None = None,
) -> Grouped:
    """Group the sightings of a logbook, or those selected by their numbers; in the order of the keys, None last.

    Keys: a year is `2013`, a month of any year `09`, an hour of the day `04`, each by clock as written and only where
    the whole span of the date lies within one. `depth` is of regions alone. A sighting counts under each of its
    regions, areas and credits. An event (`events.py`) of the selected ones counts where its first sighting does, or
    under each region, area and credit of its sightings. Light is that of the moment at which a sighting begins.
    """
    taxa, pictured = Taxa(book.taxa), Pictured(book)
    every = firsts.enter(book, taxa, pictured)
    selected = every if sightings is None else [entry for entry in every if entry.number in sightings]
    rows = _in_regions(selected, depth) if by == "region" else _in_rows(selected, _keys(by, taxa, pictured))
    begun = None if gap is None else _begun(rows, _visits(selected, gap), several=by in SEVERAL)
    made = {key: _row(key, entries, begun) for key, entries in rows.items()}
    return _lit(rows, made, Whereabouts(book)) if by == "hour" else Grouped(tuple(made.values()))


def calendar(rows: Sequence[GroupRow], by: By) -> tuple[GroupRow, ...]:
    """Put rows of nothing between those of months, hours or years, so that they read as a calendar.

    All months and all hours have a row, and the years from the first to the last; more than ten of them without a
    sighting are one row, whose key is the interval: `1991/2012`.
    """
    there = {row.key: row for row in rows if row.key is not None}
    if not there or by not in TIMES:
        return tuple(rows)
    nothing = replace(rows[0], sightings=0, first=None, last=None, level="none", **_zeros(rows[0]))
    keys = {"month": _two_digits(1, 13), "hour": _two_digits(0, 24)}.get(by) or _years(sorted(there))
    filled = [there.get(key) or replace(nothing, key=key) for key in keys]
    return (*filled, *(row for row in rows if row.key is None))


def _zeros(row: GroupRow) -> dict[str, int]:
    counts = ("events", *sun.LIGHTS, "light_unknown")
    return {name: 0 for name in counts if getattr(row, name) is not None}


def _two_digits(begin: int, end: int) -> list[str]:
    return [f"{number:02}" for number in range(begin, end)]


def _years(there: Sequence[str]) -> Iterator[str]:
    """Give the years from the first to the last, long gaps as intervals."""
    for before, after in pairwise(map(int, there)):
        yield f"{before:04}"
        if after - before - 1 > _LONGEST_GAP:
            yield f"{before + 1:04}/{after - 1:04}"
        else:
            yield from (f"{year:04}" for year in range(before + 1, after))
    yield there[-1]


def _in_regions(entries: Sequence[Entry], depth: int) -> _Rows:
    return {(name, None) if name else None: members for name, members in by_region(entries, depth).items()}


def _in_rows(entries: Sequence[Entry], keys: Callable[[Entry], Collection[_Key]]) -> _Rows:
    found: dict[_Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry) or (None,):
            found[key].append(entry)
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] and item[0][0])))


def _row(key: _Key, entries: Sequence[Entry], begun: Counter[_Key] | None) -> GroupRow:
    rivals = firsts.competing(entries)
    return GroupRow(
        key=key and key[0],
        sightings=len(entries),
        first=standings.mark(firsts.first(rivals)),
        last=standings.mark(firsts.last(rivals)),
        level=firsts.strongest(rivals),
        events=None if begun is None else begun[key],
    )


def _visits(entries: Sequence[Entry], gap: timedelta) -> Iterator[list[int]]:
    """Give the numbers of the sightings of each event, in order of time."""
    shots = [
        events.Shot(
            entry.number,
            whereabouts.camera(entry.number, entry.sighting),
            entry.taxon,
            entry.sighting.event_date,
            frozenset(animal.individual_id for animal in entry.sighting.animals if animal.individual_id),
        )
        for entry in entries
    ]
    return ([shot.key for shot in event] for event in events.group(shots, gap))


def _begun(rows: _Rows, visits: Iterable[Sequence[int]], *, several: bool) -> Counter[_Key]:
    """Count the events of each row."""
    keys: dict[int, list[_Key]] = defaultdict(list)
    for key, entries in rows.items():
        for entry in entries:
            keys[entry.number].append(key)
    return Counter(
        key for visit in visits for key in {key for number in (visit if several else visit[:1]) for key in keys[number]}
    )


def _lit(rows: _Rows, made: Mapping[_Key, GroupRow], where: Whereabouts) -> Grouped:
    """Add to rows of hours how many were by day, in twilight and at night."""
    found: dict[_Key, Counter[str]] = {
        key: Counter(_light(entry, where) for entry in entries) for key, entries in rows.items() if key
    }
    whole = [replace(row, **_lights(row.sightings, found.get(key, Counter()))) for key, row in made.items()]
    lacking = sum(found.values(), Counter())
    utc = sum(_is_utc(entry) for key, entries in rows.items() if key for entry in entries)
    return Grouped(tuple(whole), unzoned=lacking["unzoned"], unplaced=lacking["unplaced"], utc=utc)


def _is_utc(entry: Entry) -> bool:
    return entry.span is not None and entry.span.earliest_offset == timedelta()


def _lights(sightings: int, found: Mapping[str, int]) -> dict[str, int]:
    known = {light: found[light] for light in sun.LIGHTS}
    return known | {"light_unknown": sightings - sum(known.values())}


def _light(entry: Entry, where: Whereabouts) -> str:
    """Tell in which light a sighting with a time began, or why nobody can: it is `unzoned` or `unplaced`."""
    if entry.span is None or entry.span.earliest_offset is None:
        return "unzoned"
    position = where.position(entry.sighting)
    return sun.light(position, dates.instants(entry.span)[0]) if position else "unplaced"


def _keys(by: By, taxa: Taxa, pictured: Pictured) -> Callable[[Entry], Collection[_Key]]:
    """Make the function that gives the keys of an entry; what it does not know has none."""
    match by:
        case "species":
            return lambda entry: _named(taxa.label(entry.taxon), entry.taxon)
        case "credit":
            return lambda entry: {(pictured.name(each), each) for each in pictured.owners(entry.sighting)}
        case "area":
            return lambda entry: {(area, area) for area in entry.sighting.areas}
        case "method":
            return lambda entry: _named(entry.sighting.method)
        case _:
            return lambda entry: _named(_time(entry, by))


def _named(label: str | None, meant: Hashable = None) -> tuple[_Key, ...]:
    return ((label, meant),) if label else ()


def _time(entry: Entry, by: By) -> str | None:
    """Give the year, month or hour that a date wholly lies in; an hour only of a time, not of a day."""
    span = entry.span
    if span is None or not entry.is_dated or (by == "hour" and not span.offsets):
        return None
    start, end = _DIGITS[by]
    earliest, latest = span.earliest.isoformat(), span.latest.isoformat()
    return earliest[start:end] if earliest[:end] == latest[:end] else None
