"""Columns: which of them is what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import LogbookError
from logbook.formats import terms
from logbook.sentences import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logbook.changes.intake.items import Manner
    from logbook.formats.tabular import Table
    from logbook.formats.terms import Target

_NAMES = frozenset({"vernacular_name", "scientific_name"})


class Columns(NamedTuple):
    """What stands in which column: the place and name of the targets that are held, the place and heading of others.

    `headings` are those of the targets, by their names.
    """

    held: Sequence[tuple[int, str]]
    unheld: Sequence[tuple[int, str]]
    headings: Mapping[str, str]


def columns(table: Table, manner: Manner) -> Columns:
    """Find what the columns of a table mean; what a person says goes before what their headings say.

    Raises BadValueError for a field that there is not, LogbookError for a heading that is not there, and where nothing
    tells a species.
    """
    held = {(_place(table, heading), terms.target(field)) for field, heading in manner.columns.items()}
    mapped = {place for place, _ in held}
    said = {one.name for _, one in held}
    meant = [(place, one) for place, heading in enumerate(table.headings) if (one := terms.meant(heading))]
    for place, one in sorted(meant, key=lambda each: _rank(table.headings[each[0]], each[1])):
        # A folder that a person takes for the camera's name is still the folder.
        if one.name not in said and (place not in mapped or one.of == "piece"):
            held.add((place, one))
            if not one.many:
                said.add(one.name)
    names = {one.name: table.headings[place] for place, one in sorted(held, reverse=True)}
    if _NAMES.isdisjoint(names) and _NAMES.isdisjoint(manner.fields):
        has = listed(map(quoted, table.headings), 12)
        raise LogbookError(f"no column of {table.file} tells the species; it has {has}: say --map species=HEADING")
    taken = {place for place, _ in held}
    unheld = [(place, heading) for place, heading in enumerate(table.headings) if place not in taken]
    return Columns(sorted((place, one.name) for place, one in held), unheld, names)


def _place(table: Table, heading: str) -> int:
    """Find a heading as it stands, else whatever its case."""
    for wanted, headings in (
        (heading, table.headings),
        (heading.strip().casefold(), tuple(one.casefold() for one in table.headings)),
    ):
        if wanted in headings:
            return headings.index(wanted)
    has = listed(map(quoted, table.headings), 12)
    raise LogbookError(f"{table.file} has no column {quoted(heading)}; it has {has}")


def _rank(heading: str, one: Target) -> int:
    """Order the headings that mean one target: our own name for it goes first, then its words and terms in turn."""
    names = [one.name, *one.words, *one.terms]
    return next((rank for rank, name in enumerate(names) if terms.alike(heading, name)), len(names))
