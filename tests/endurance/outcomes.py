"""What a trial is told and what it tells: rows of the table, in the words that stand in it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

HEADINGS = ("What was tried", "logbook", "stock TinyDB", "jrnl")


class Setting(NamedTuple):
    """What a trial works with: an empty folder of its own, a share of the full number of tries, a seed."""

    folder: Path
    share: float
    seed: int

    def times(self, full: int) -> int:
        """Give how often to try what is tried `full` times in the whole trial; at least once."""
        return max(round(full * self.share), 1)


class Outcome(NamedTuple):
    """How often it was tried, and what went wrong how often, such as {"records lost": 3}; plural words.

    `good` is what it is called where nothing went wrong.
    """

    tried: int
    faults: Mapping[str, int] = MappingProxyType({})
    good: str = "nothing lost"

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong."""
        return not any(self.faults.values())

    def __str__(self) -> str:
        found = ", ".join(f"{many:,} {what}" for what, many in self.faults.items() if many)
        return f"{self.tried:,} times: {found or self.good}"


class Row(NamedTuple):
    """One line of the table; None is a peer that the trial does not apply to, a text why it could not be tried."""

    what: str
    logbook: Outcome | str
    tinydb: Outcome | str | None = None
    jrnl: Outcome | str | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong with this program, as far as it was tried."""
        return isinstance(self.logbook, str) or self.logbook.sound


def table(rows: Iterable[Row]) -> str:
    """Lay the rows out as a table in Markdown."""
    cells: list[Sequence[str]] = [HEADINGS, ["---"] * len(HEADINGS)]
    cells += [
        [row.what[:1].upper() + row.what[1:], *("" if cell is None else str(cell) for cell in row[1:])] for row in rows
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)
