"""The same sightings regrouped: by region, area, species, year, month, hour, method or credit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING, Literal

from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.tally.standings import Mark, Result
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from logbook.breeding import Level
    from logbook.records import Book
    from logbook.tally.firsts import Entry

By = Literal["region", "area", "species", "year", "month", "hour", "method", "credit"]
_Key = tuple[str, Hashable]
"""What a row is called, and what is meant: two taxa, or two credits, may be called the same."""

_DIGITS = {"year": (0, 4), "month": (5, 7), "hour": (11, 13)}
"""Where a part stands in an ISO 8601 time."""


class GroupRow(Result, frozen=True):
    """The sightings under one key; None holds those without, or with several where only one can be.

    All of them are counted; first, last and the strongest breeding evidence rest on those that compete. Numbers of
    animals are not added up.
    """

    key: str | None
    sightings: int
    first: Mark | None
    last: Mark | None
    level: Level


def group(book: Book, by: By, *, sightings: Collection[int] | None = None, depth: int = 1) -> tuple[GroupRow, ...]:
    """Group the sightings of a logbook, or those selected by their numbers; in the order of the keys, None last.

    Keys: a year is `2013`, a month of any year `09`, an hour of the day `04`, each by clock as written and only where
    the whole span of the date lies within one. `depth` is of regions alone. A sighting counts under each of its
    regions, areas and credits.
    """
    taxa, pictured = Taxa(book.taxa), Pictured(book)
    every = firsts.enter(book, taxa, pictured)
    selected = every if sightings is None else [entry for entry in every if entry.number in sightings]
    if by == "region":
        return tuple(_row(key, entries) for key, entries in by_region(selected, depth).items())
    keys = _keys(by, taxa, pictured)
    found: dict[_Key | None, list[Entry]] = defaultdict(list)
    for entry in selected:
        for key in keys(entry) or (None,):
            found[key].append(entry)
    ordered = sorted(found.items(), key=lambda item: (item[0] is None, item[0] and item[0][0]))
    return tuple(_row(key and key[0], entries) for key, entries in ordered)


def _row(key: str | None, entries: Sequence[Entry]) -> GroupRow:
    rivals = firsts.competing(entries)
    return GroupRow(
        key=key,
        sightings=len(entries),
        first=standings.mark(firsts.first(rivals)),
        last=standings.mark(firsts.last(rivals)),
        level=firsts.strongest(rivals),
    )


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
