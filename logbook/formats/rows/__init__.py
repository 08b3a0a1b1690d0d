"""Rows of a table as sightings: what its headings mean by themselves, and what a person says they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.changes.intake.items import Bad, Said
from logbook.errors import LogbookError
from logbook.formats.rows import grouping
from logbook.formats.rows.columns import columns
from logbook.formats.rows.giving import Giving
from logbook.formats.rows.reading import Reading, Seen, digest
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.sources import Source
    from logbook.formats.tabular import Table

__all__ = ["digest", "items", "referring", "sole"]


def items(source: Source, table: Table, manner: Manner, name: str) -> Iterator[Part]:
    """Read the sightings of a table: one a row, or one an event where `manner` groups them.

    The cameras and pictures that a row names come before its sighting. `name` is that of the format. Raises
    LogbookError where a heading that was mapped is not there, or nothing tells a species.
    """
    reading = Reading(table, columns(table, manner), manner)
    giving = Giving(source, table.file, name)
    seen: list[Seen] = []
    for one in reading.rows():
        if isinstance(one, Bad):
            yield one
        elif manner.grouped:
            seen.append(one)
        else:
            yield from giving.parts([one])
    if manner.grouped:
        for event in grouping.grouped(seen, manner.gap):
            yield from giving.parts(event)
    yield from giving.told()
    yield from reading.told()


def sole(source: Source) -> str:
    """Name the one file of a source. Raises LogbookError where it holds none, or several."""
    names = source.names()
    if len(names) != 1:
        raise LogbookError(f"{source.name} holds {listed(names, 5) or 'nothing'}, where one file is to be read")
    return names[0]


def referring(file: str, many: int) -> Iterator[Said]:
    """Say that sightings which we have written once refer to what is in another logbook."""
    if many:
        yield Said(f"{file}: {many:,} of the sightings had pictures or a camera, which are not in it")
