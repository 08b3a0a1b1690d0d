"""What is too young to be told to the day: dates within the delay go out as their years."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from logbook import dates

if TYPE_CHECKING:
    from datetime import datetime

_DAY = re.compile(r"(?<![0-9])([12][0-9]{3})[-:/._ ]?(0[1-9]|1[0-2])[-:/._ ]?(0[1-9]|[12][0-9]|3[01])")
_YEARS = re.compile(r"(?:[0-9]{4}[~?%]?|\.\.)(?:/(?:[0-9]{4}[~?%]?|\.\.))?")


class Delay:
    """The time within which no day is told, before `now` (with an offset)."""

    def __init__(self, now: datetime, delay: timedelta) -> None:
        clock = now.astimezone(UTC).replace(tzinfo=None)  # the calendar ends before some delays do
        self._since = clock - min(delay, timedelta(days=clock.toordinal() - 1))
        self._young: dict[str | None, bool] = {None: True}
        self._first_day = self._since.date().isoformat()

    def is_young(self, edtf: str | None) -> bool:
        """Tell whether a date may lie within the time; one that is absent, or cannot be read, may."""
        found = self._young.get(edtf)
        if found is None:
            span = dates.readable(edtf)
            found = self._young[edtf] = span is None or dates.instants(span)[1] > self._since
        return found

    def told(self, edtf: str | None) -> str | None:
        """Give a date as it may be told: a young one as its year or years, none where it cannot be read."""
        if edtf is None or not self.is_young(edtf):
            return edtf
        span = dates.readable(edtf)
        if span is None:
            return None
        if _YEARS.fullmatch(edtf):
            return edtf
        first = ".." if edtf.startswith("..") else f"{span.earliest.year:04}"
        last = ".." if edtf.endswith("..") else f"{span.latest.year:04}"
        return first if first == last else f"{first}/{last}"

    def occurs(self, text: str) -> bool:
        """Tell whether a text has a young day in figures."""
        return any("-".join(match.groups()) >= self._first_day for match in _DAY.finditer(text))
