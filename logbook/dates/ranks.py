"""Dates as numbers, to put a million in order: quick to make of plain days and times, and small to keep."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from logbook import dates
from logbook.patterns import pattern

_BITS: Final = 39
"""So many binary digits has the number of a second."""
_BOTH: Final = (1 << _BITS) + 1
_SECOND: Final = timedelta(seconds=1)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_DAY_TEXT: Final = len("2013-09-05")
_CLOCK = pattern("T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?")


def rank(bounds: tuple[datetime, datetime]) -> int:
    """Return what `dates.order` gave as one number that sorts in the same way."""
    earliest, latest = map(_seconds, bounds)
    return earliest << _BITS | latest


def plain_rank(edtf: str) -> int | None:
    """Return the rank of a day, or of a time on it, which no place on earth changes; None for any other date."""
    day, time = _of_day(edtf[:_DAY_TEXT]), _of_time(edtf[_DAY_TEXT:])
    return None if day is None or time is None else day + time


def _seconds(moment: datetime) -> int:
    """Count from the beginning of the calendar; its very end lies behind its last whole second."""
    return -((datetime.min - moment) // _SECOND)  # noqa: DTZ901 - as in `dates`


UNDATED: Final = rank(dates.order(None))


@lru_cache(maxsize=1 << 16)
def _of_day(text: str) -> int | None:
    """Rank the midnight that a day begins with."""
    if len(text) != _DAY_TEXT or text[4] != "-" or text[7] != "-":
        return None
    try:
        return (date.fromisoformat(text).toordinal() - 1) * _DAY * _BOTH
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)
def _of_time(text: str) -> int | None:
    """Give what a clock time, or none, adds to that: its first second, and its last."""
    if not text:
        return _DAY - 1
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = match.groups()
    earliest = int(hour) * _HOUR + int(minute) * _MINUTE + int(second or 0)
    return earliest << _BITS | (earliest if second else earliest + _MINUTE - 1)
