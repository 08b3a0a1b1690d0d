"""The columns of Camtrap DP's tables, and what their cells may hold.

A table may have columns that we do not know, or have no place for; what they hold is counted.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from logbook import dates
from logbook.changes.intake.items import Bad, Where
from logbook.errors import BadValueError, LogbookError
from logbook.formats import tabular, times
from logbook.formats.camtrap_dp.package import inside, is_url, snake
from logbook.patterns import pattern
from logbook.records import MAX_COUNT
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from logbook.changes.intake.items import Said
    from logbook.formats.tabular import Row, Table

    Convert = Callable[[str], Any]

MISSING: Final = frozenset(("", "NA", "NaN", "nan"))
"""What stands in a cell that says nothing (Camtrap DP 1.0.2)."""
_NUMBER = pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_TRUE: Final = ("true", "True", "TRUE", "1")
_FALSE: Final = ("false", "False", "FALSE", "0")
_MEDIATYPE = pattern(r"(?:image|video|audio)/.+")


class Columns:
    """How the rows of a table are read: its known columns, each with how its cells are converted.

    Raises LogbookError where one of the `required` columns is not there.
    """

    def __init__(self, table: Table, known: Mapping[str, Convert], required: Sequence[str]) -> None:
        self._file, self._at = table.file, {heading: number for number, heading in enumerate(table.headings)}
        if lacking := [heading for heading in required if heading not in self._at]:
            told = "which Camtrap DP 1.0 requires; export it anew, or add the column"
            raise LogbookError(f"{table.file} has no column {lacking[0]}, {told}")
        self._fields = [
            (self._at[heading], heading, snake(heading), convert, heading in required)
            for heading, convert in known.items()
            if heading in self._at
        ]
        self._unheld = [(at, heading) for heading, at in self._at.items() if heading not in known]
        self._lost: Counter[str] = Counter()

    def text(self, row: Row, heading: str) -> str:
        """Give a cell as it stands; nothing where it says nothing, or there is no such column."""
        at = self._at.get(heading)
        if at is None:
            return ""
        cell = row.cells[at]
        return "" if cell in MISSING else cell

    def where(self, row: Row) -> Where:
        """Give the place of a row."""
        return Where(self._file, row.line)

    def bad(self, row: Row, heading: str, reason: str) -> Bad:
        """Make what is said of a row that cannot be taken."""
        at = self._at.get(heading)
        return Bad(self.where(row), reason, heading, row.cells[at] if at is not None else None, row.original)

    def fields(self, row: Row) -> dict[str, Any] | Bad:
        """Give what a row says, under our names; or why it cannot be taken. Cells that say nothing are left out."""
        made: dict[str, Any] = {}
        for at, heading, name, convert, required in self._fields:
            cell = row.cells[at]
            if cell in MISSING:
                if required:
                    return self.bad(row, heading, "it must not be empty")
                continue
            try:
                made[name] = convert(cell)
            except BadValueError as error:
                return self.bad(row, heading, str(error).removeprefix(f"{quoted(cell)} "))
        return made

    def lose(self, row: Row) -> None:
        """Count what a row that is taken says beyond our fields."""
        for at, heading in self._unheld:
            if row.cells[at] not in MISSING:
                self._lost[heading] += 1

    def told(self) -> Iterator[Said]:
        """Tell what was lost."""
        yield from tabular.unheld(self._file, self._lost)


def text(cell: str) -> str:
    """Take a text as it is."""
    return cell


def name(cell: str) -> str:
    """Take a text that many rows have as one object: they may all be waiting for the end of the table."""
    return sys.intern(cell)


def listed(cell: str) -> tuple[str, ...]:
    """Read the values of a list, between which stands `|`."""
    return tuple(value for part in cell.split("|") if (value := part.strip()))


def number(low: float, high: float = math.inf) -> Convert:
    """Make what reads numbers between two, both inclusive."""

    @lru_cache(maxsize=4096)
    def convert(cell: str) -> float:
        value = float(cell) if _NUMBER.fullmatch(cell.strip()) else math.nan
        if not low <= value <= high or math.isinf(value):
            raise BadValueError(f"{quoted(cell)} is no number {_range(low, high)}")
        return value

    return convert


def whole(low: int, high: int = MAX_COUNT) -> Convert:
    """Make what reads whole numbers between two, both inclusive; `2.0` is one."""
    read = number(low, high)

    @lru_cache(maxsize=4096)
    def convert(cell: str) -> int:
        value: float = read(cell)
        if not value.is_integer():
            raise BadValueError(f"{quoted(cell)} is no whole number")
        return int(value)

    return convert


def word(*words: str) -> Convert:
    """Make what takes the words of a closed list."""
    known = {word: word for word in words}

    def convert(cell: str) -> str:
        if cell not in known:
            raise BadValueError(f"{quoted(cell)} is none of {', '.join(words)}")
        return known[cell]

    return convert


def yes_or_no(cell: str) -> bool:
    """Read a truth value, as data packages write it. Raises BadValueError."""
    if cell in _TRUE or cell in _FALSE:
        return cell in _TRUE
    raise BadValueError(f"{quoted(cell)} is neither true nor false")


def moment(timezone: str | None) -> Convert:
    """Make what reads a time as it is stored; one without an offset gets that of a time zone, where one is told."""

    @lru_cache(maxsize=65_536)
    def convert(cell: str) -> str:
        edtf = times.stored(cell, timezone)
        if "T" not in edtf or "/" in edtf:
            raise BadValueError(f"{quoted(cell)} is not one time of day")
        return edtf

    return convert


def media_type(cell: str) -> str:
    """Read a media type (RFC 6838) of what a camera records. Raises BadValueError."""
    if not _MEDIATYPE.fullmatch(cell):
        raise BadValueError(f"{quoted(cell)} is no media type of an image, video or sound, such as image/jpeg")
    return cell


def path(cell: str) -> str:
    """Read the path of a medium, or its URL. Raises BadValueError for a path that leads out of its package."""
    found = cell if is_url(cell) else inside(cell)
    if not found:
        raise BadValueError(f"{quoted(cell)} leads out of the package; a path begins with a folder or a file in it")
    return found


def interval(start: str, end: str) -> str:
    """Join two times to the date of an event (EDTF). Raises BadValueError where the second lies before the first."""
    if start == end:
        return start
    both = f"{start}/{end}"
    if not dates.is_edtf(both):
        raise BadValueError(f"{quoted(end)} lies before eventStart ({start}), or only one of the two has an offset")
    return both


def _range(low: float, high: float) -> str:
    return f"of {low:,} or more" if math.isinf(high) else f"from {low:,} to {high:,}"
