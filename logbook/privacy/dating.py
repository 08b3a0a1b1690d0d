"""What is too young to be told to the day: dates within the delay go out as their years."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from logbook import dates
from logbook.dates import ranks
from logbook.patterns import pattern
from logbook.privacy import days

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import datetime

_YEARS = pattern(r"(?:[0-9]{4}[~?%]?|\.\.)(?:/(?:[0-9]{4}[~?%]?|\.\.))?")
_LAST = 31


class Delay:
    """The time within which no day is told, before `now` (with an offset); without length, all are."""

    def __init__(self, now: datetime, delay: timedelta) -> None:
        clock = now.astimezone(UTC).replace(tzinfo=None)  # the calendar ends before some delays do
        self._since = clock - min(delay, timedelta(days=clock.toordinal() - 1)) if delay else None
        self._long_ago = date.fromordinal(max(self._since.toordinal() - 2, 1)).isoformat() if self._since else ""
        self._young: dict[str | None, bool] = {}

    def is_young(self, edtf: str | None) -> bool:
        """Tell whether a date may lie within the time; one that is absent, or cannot be read, may."""
        if self._since is None:
            return False
        if edtf and edtf < self._long_ago and ranks.plain_rank(edtf) is not None:
            return False  # wherever on earth: most dates of a large logbook, and they need no memory
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

    def days(self, edtf: str | None) -> Iterator[tuple[int, int]]:
        """Give month and day of the first and the last day of a date that is not told to the day."""
        span = dates.readable(edtf) if self.told(edtf) != edtf else None
        if span is not None:
            yield from ((one.month, one.day) for one in span[:2])

    def occurs(self, text: str, untold: Container[tuple[int, int]]) -> bool:
        """Tell whether a text names a young day, or one of those `untold` without its year."""
        if self._since is None:
            return False
        first = self._since.date()
        since = first.year, first.month, first.day
        return any(
            (one.month, one.day) in untold if one.year is None else (one.year, one.month, one.day or _LAST) >= since
            for one in days.named(text)
        )
