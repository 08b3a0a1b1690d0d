"""Rows by the names of their columns, for tables that always have the same ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from logbook.changes.intake.items import Bad, Read, Said, Where
from logbook.errors import BadValueError, LogbookError
from logbook.formats import tabular, times
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from logbook.changes.intake.items import Part
    from logbook.formats.sources import Source

_YES: Final = ("true", "1", "yes")
_DAY: Final = len("2013-09-05")
_NUMBER: Final = pattern(r"-?[0-9]{1,9}(\.[0-9]{1,20})?")


class Line:
    """A row: where it stands, the cells that are held, and its text."""

    __slots__ = ("_cells", "original", "where")

    def __init__(self, where: Where, cells: dict[str, str], original: str) -> None:
        self.where, self._cells, self.original = where, cells, original

    def __getitem__(self, column: str) -> str:
        """Give a cell without blanks around it; empty where the table has no such column."""
        return self._cells.get(column, "")

    def is_true(self, column: str) -> bool:
        """Tell whether a cell says yes."""
        return self[column].casefold() in _YES

    def bad(self, column: str, reason: str | BadValueError) -> Bad:
        """Say what is wrong with a cell."""
        cell = self[column]
        return Bad(self.where, str(reason).removeprefix(f"{quoted(cell)} "), column, cell, self.original)


class Lines:
    """A table of which some columns are held. Raises LogbookError where one that is needed is not there."""

    def __init__(self, source: Source, name: str, *, needed: Collection[str], held: Collection[str]) -> None:
        self._table = tabular.read(source, name)
        self._many = 0
        self._values: Counter[str] = Counter()
        if missing := [column for column in needed if column not in self._table.headings]:
            raise LogbookError(
                f"{name} has no column {missing[0]}, which is needed; is it the file as it was downloaded?"
            )
        places = list(enumerate(self._table.headings))
        self._held = [(place, column) for place, column in places if column in held]
        self._unheld = [(place, column) for place, column in places if column not in held]

    def __iter__(self) -> Iterator[Line | Bad]:
        """Give the rows, and what is no row."""
        for row in self._table.rows:
            self._many += 1
            if isinstance(row, Bad):
                yield row
                continue
            self._values.update(column for place, column in self._unheld if row.cells[place])
            held = {column: row.cells[place].strip() for place, column in self._held}
            yield Line(Where(self._table.file, row.line), held, row.original)

    def told(self, what: str) -> Iterator[Part]:
        """Say how many rows there were, and what of them has no place in a logbook; to be asked when they were read."""
        yield Read(self._table.file, what, self._many)
        yield from map(Said, self._table.notes)
        yield from tabular.unheld(self._table.file, self._values)


def number(text: str) -> float | None:
    """Read a cell with a number in plain figures, None for anything else."""
    return float(text) if _NUMBER.fullmatch(text) else None


def moment(text: str, timezone: str | None) -> str | None:
    """Read a cell with one day or time, None where it is empty. Raises BadValueError for anything else."""
    if not text:
        return None
    edtf = times.stored(text, timezone)
    if "/" in edtf or len(edtf) < _DAY:
        raise BadValueError(f"{quoted(text)} is not one day or time; write it as 2013-09-05 or 2013-09-05T04:31:00")
    return edtf
