"""Reading rows: each is understood, or told why not."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from logbook.changes.intake.items import Bad, LeftOut, Read, Said, Where
from logbook.formats import tabular
from logbook.formats.terms import Setting
from logbook.formats.terms.whole import WrongError, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.rows.columns import Columns
    from logbook.formats.tabular import Row, Table
    from logbook.formats.terms.whole import Made

_DIGITS = 20
"""So many hexadecimal digits tell a million rows apart."""


class Seen(NamedTuple):
    """A row that has been understood: where it stands, what it is known by, what it means, and its text."""

    where: Where
    key: str
    made: Made
    original: str


class Reading:
    """The rows of a table, and what is to be told of them."""

    def __init__(self, table: Table, columns: Columns, manner: Manner) -> None:
        self._table, self._columns = table, columns
        self._setting = Setting(manner.now, manner.timezone)
        self._many = 0
        self._left_out: Counter[str] = Counter()
        self._unheld: Counter[str] = Counter()
        self._has_no_ids = False

    def rows(self) -> Iterator[Seen | Bad]:
        """Understand row by row."""
        for row in self._table.rows:
            self._many += 1
            one = row if isinstance(row, Bad) else self._seen(row)
            if one is not None:
                yield one

    def told(self) -> Iterator[Part]:
        """Say what was read, what was left out, and what has no place; to be asked when the rows have been read."""
        yield Read(self._table.file, "rows", self._many)
        yield from (LeftOut(why, many) for why, many in self._left_out.items())
        yield from map(Said, self._table.notes)
        if self._has_no_ids:
            yield Said(f"the rows of {self._table.file} have no id: they are known again by what is in them")
        yield from tabular.unheld(self._table.file, self._unheld)

    def _seen(self, row: Row) -> Seen | Bad | None:
        cells = self._cells(row)
        where = Where(self._table.file, row.line)
        try:
            whole = made(cells, self._setting)
        except WrongError as error:
            column = self._columns.headings.get(error.target)
            return Bad(where, str(error), column, error.value, row.original)
        if whole.why:
            self._left_out[whole.why] += 1
            return None
        for name in whole.unheld:
            self._unheld[self._columns.headings.get(name, name)] += 1
        return Seen(where, self._key(row, whole), whole, row.original)

    def _cells(self, row: Row) -> dict[str, str]:
        """Give the cells that are held by their targets, those of one target together."""
        for place, heading in self._columns.unheld:
            if row.cells[place]:
                self._unheld[heading] += 1
        cells: dict[str, str] = {}
        for place, name in self._columns.held:
            if text := row.cells[place].strip():
                cells[name] = f"{cells[name]} | {text}" if name in cells else text
        return cells

    def _key(self, row: Row, whole: Made) -> str:
        """Give what a row is known by: its id, beside the file's name where that may be 1, 2, 3; else what is in it."""
        pieces = whole.pieces
        if own := whole.sighting.get("uuid") or pieces.get("occurrence_id") or pieces.get("gbif_id"):
            return f":{own}"
        if number := pieces.get("id"):
            return f"{self._table.file}:{number}"
        self._has_no_ids = True
        return f":{digest(self._table.headings, row.cells)}"


def digest(headings: Sequence[str], cells: Sequence[str]) -> str:
    """Give what a row without an id is known by: what is in it, in whatever order the columns stand."""
    named = sorted(zip(headings, cells, strict=True))
    text = "\x1f".join(f"{heading}\x1e{cell}" for heading, cell in named if cell)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
