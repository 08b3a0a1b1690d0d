"""Reading tables of sightings: our own as they were written, another program's by its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.changes.intake.items import Bad, Item, Read, Said, Where
from logbook.errors import LogbookError
from logbook.formats import rows, tabular
from logbook.formats.csv import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.sources import Source
    from logbook.formats.tabular import Row, Table

NAME = "csv"


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the sightings of a table. Raises LogbookError where it is none, or nothing in it tells a species."""
    name = rows.sole(source)
    table = tabular.read(source, name)
    if "observationLevel" in table.headings:
        told = "is part of a Camtrap DP package, and counts the animals of its pictures and of its events"
        raise LogbookError(f"{name} {told}; import the package's folder or datapackage.json")
    if "gbifID" in table.headings and b"\t" in source.head(name).split(b"\n")[0]:
        # GBIF writes its downloads with tabs and without quotes, so that one in a text means itself.
        table = tabular.read(source, name, quote=None)
    yield from (
        _ours(table)
        if columns.is_ours(table.headings) and not manner.columns
        else rows.items(source, table, manner, NAME)
    )


def _ours(table: Table) -> Iterator[Part]:
    """Read what we have written. A row that somebody has added since has no id of its own."""
    unknown = [heading for heading in table.headings if heading not in columns.COLUMNS]
    many = referring = 0
    values = dict.fromkeys(unknown, 0)
    for row in table.rows:
        many += 1
        if isinstance(row, Bad):
            yield row
            continue
        cells = dict(zip(table.headings, row.cells, strict=True))
        for heading in unknown:
            values[heading] += bool(cells[heading])
        referring += any(cells.get(heading) for heading in columns.REFERRING)
        yield _sighting(table, row, cells)
    yield Read(table.file, "rows", many)
    yield from map(Said, table.notes)
    yield from rows.referring(table.file, referring)
    yield from tabular.unheld(table.file, {heading: number for heading, number in values.items() if number})


def _sighting(table: Table, row: Row, cells: dict[str, str]) -> Item | Bad:
    where = Where(table.file, row.line)
    try:
        sighting = columns.sighting(cells)
    except columns.CellError as error:
        return Bad(where, str(error), error.column, error.value, row.original)
    key = sighting.uuid or rows.digest(table.headings, row.cells)
    return Item(f"{NAME}::{key}", sighting, where, original=row.original)
