"""The options that correct a wrong camera clock: how far it was off, or what it showed and what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from logbook.cli import session
from logbook.cli.words import option
from logbook.errors import BadValueError

CLOCK = "A wrong clock"


@dataclass
class ClockOptions:
    """By how much the times that a camera recorded are corrected; the recorded ones are kept beside."""

    clock_offset: Annotated[str | None, option("What to add to the recorded times: +1h30m, -2d.", CLOCK, "OFFSET")] = (
        None
    )
    clock: Annotated[
        str | None, option("What it showed, and what it was: 2013-01-01T00:04=2024-05-01T09:19.", CLOCK, "SHOWED=WAS")
    ] = None

    @property
    def names(self) -> list[str]:
        """Name the options that were used."""
        return [name for name, value in vars(self).items() if value is not None]

    @property
    def said(self) -> bool:
        """Whether anything was said of the clock."""
        return bool(self.names)

    def offset(self) -> str | None:
        """Give the offset as it is stored; None where nothing, or an empty word, was said."""
        from logbook.dates import clocks

        if self.clock is not None and self.clock_offset is not None:
            raise BadValueError("--clock and --clock-offset say the same in two ways; choose one")
        if self.clock:
            return clocks.parse_comparison(self.clock, now=session.clock())
        return clocks.parse_offset(self.clock_offset) if self.clock_offset else None
