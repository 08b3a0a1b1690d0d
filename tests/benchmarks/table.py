"""The table of ratios, in Markdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.benchmarks.setting import Setting

HEADING = ("what", "must", "aim", "measured", "met")


class Row(NamedTuple):
    """One figure: a ratio, or MiB where that is the unit; `wanted` is the size it is asked for at, `many` its own."""

    what: str
    must: float
    aim: float
    measured: float | str
    unit: str = ""
    wanted: int = 0
    many: int = 0
    note: str = ""

    @property
    def met(self) -> str:
        """Say what it meets: the aim, what it must, or nothing; of a smaller size nothing is said."""
        if isinstance(self.measured, str) or self.many != self.wanted:
            return ""
        if self.measured <= self.aim:
            return "aim"
        return "must" if self.measured <= self.must else "**no**"


class Subject(Protocol):
    """What the module of a subject has."""

    SUMMARY: str

    def run(self, setting: Setting) -> Iterator[Row]:
        """Give its rows as they are measured."""


def ratios(rows: Iterable[Row]) -> str:
    """Give the table of what is asked for and what was measured, and below it what is to be said of a row."""
    rows = list(rows)
    notes = [row.note for row in rows if row.note]
    numbers = {note: number for number, note in enumerate(dict.fromkeys(notes), 1)}
    cells = [
        (
            row.what + (f" [{numbers[row.note]}]" if row.note else ""),
            figure(row.must, row.unit),
            figure(row.aim, row.unit),
            figure(row.measured, row.unit),
            row.met,
        )
        for row in rows
    ]
    below = [f"[{number}] {note}" for note, number in numbers.items()]
    return "\n\n".join([markdown(HEADING, cells), *below])


def figure(value: float | str, unit: str = "") -> str:
    """Give a number as it is printed; for ever is a failure."""
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return "failed"
    if unit:
        return f"{value:,.0f} {unit}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def markdown(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table, the first column a text and the others figures."""
    rule = ["---", *["--:"] * (len(heading) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heading, rule, *rows))
