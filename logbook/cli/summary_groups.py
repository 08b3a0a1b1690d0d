"""`logbook summary --by`: the sightings regrouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.cli import output

if TYPE_CHECKING:
    from collections.abc import Collection

    from logbook.records import Book
    from logbook.tally.groups import By


def write(book: Book, chosen: Collection[int] | None, how: str, *, by: By, gap: str | None, depth: int) -> None:
    """Write sightings by region, area, species, year, month, hour, method or credit.

    People get months, hours and years without holes, machines only what is there. Raises BadValueError for a bad gap.
    """
    from logbook import events
    from logbook.tally import groups
    from logbook.views import groups as view

    length = None if gap is None else events.parse_gap(gap)
    found = groups.group(book, by, sightings=chosen, depth=depth, gap=length)
    if how not in output.FOR_PEOPLE:
        output.emit(view.whole(found, by, gap), how)
        return
    found = found._replace(rows=groups.calendar(found.rows, by))
    output.emit(view.table(found, by, gap) if how == "table" else view.page(found, by, gap), how)
