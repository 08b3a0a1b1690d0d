"""Dates and times as machines write them, as they are stored."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from logbook import dates
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

_POINT = pattern(
    r"([0-9]{4})(?:([-:])([0-9]{2})(?:\2([0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r" ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
)
_OFFSET = pattern(r"Z|UTC|([+-])([0-9]{2}):?([0-9]{2})?", re.IGNORECASE)
_NAME = pattern(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,3}")
"""What a zone may be called. Any other is looked for among Python's own modules, however deep its dots lead."""
_SHARED = pattern(r"[0-9]{4}-(?:[0-9]{2}-(?:[0-9]{2}[T ])?)?")
_FORMS = "2013-09-05, 2013-09-05T04:31:00 or 2013-09-05T04:31:00+08:00"


def stored(text: str, timezone: str | None) -> str:
    """Return a date, a time or an interval of them, in ISO 8601 or as Exif writes it, as it is stored (EDTF).

    Kept as written, but for fractions of a second, which are dropped. A time without an offset gets that of `timezone`
    at its moment: an IANA name or an offset; where that is None it stays without. BadValueError for anything else,
    for what is in no calendar, and for a time that the zone's clocks showed twice or never.
    """
    start, slash, end = text.strip().partition("/")
    edtf = f"{_end(start, timezone)}/{_end(_completed(start, end), timezone)}" if slash else _point(start, timezone)
    dates.span(edtf)
    return edtf


def require_zone(timezone: str) -> None:
    """Refuse what is no time zone. Raises BadValueError."""
    _zone(timezone)


def _completed(start: str, end: str) -> str:
    """Give the end of an interval what ISO 8601 lets it share with its start: 2007-11-13/15, 2013-09-05T04:31/05:10."""
    shared = start[: -len(end)] if end else ""
    return f"{shared}{end}" if _SHARED.fullmatch(shared) and end[:2].isdecimal() else end


def _end(text: str, timezone: str | None) -> str:
    return text if text == ".." else _point(text, timezone)


def _point(text: str, timezone: str | None) -> str:
    match = _POINT.fullmatch(text)
    if match is None:
        raise BadValueError(f"{quoted(text)} is no date or time as machines write it; write {_FORMS}")
    year, _, month, day, clock, offset = match.groups()
    date = "-".join(filter(None, (year, month, day)))
    if clock is None:
        return date
    if offset:
        return f"{date}T{clock}{_written(offset)}"
    return f"{date}T{clock}{_offset_at(f'{date}T{clock}', timezone) if timezone else ''}"


def _written(offset: str) -> str:
    return "Z" if offset == "Z" else f"{offset[:3]}:{offset[3:].lstrip(':') or '00'}"


# A camera's pictures come in bursts, and a station's in one zone.
@lru_cache(maxsize=4096)
def _offset_at(local: str, timezone: str) -> str:
    """Return the offset from UTC of a zone when its clocks showed a time."""
    zone = _zone(timezone)
    try:
        moment = datetime.fromisoformat(local).replace(tzinfo=zone)
    except ValueError:
        return ""  # in no calendar, which is said where the whole is read
    offset, again = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if offset is None or again is None or offset < again:
        raise BadValueError(f"the clocks of {timezone} never showed {local}: they were put forward; correct the time")
    if offset > again:
        either = f"{local}{offset_in_figures(offset)} or {local}{offset_in_figures(again)}"
        raise BadValueError(f"{local} could be {either}, for the clocks of {timezone} were put back; write which")
    return offset_in_figures(offset)


def offset_in_figures(offset: timedelta) -> str:
    """Write an offset from UTC: `+08:00`, `Z` for none."""
    minutes = round(offset.total_seconds() / 60)
    hours, minutes = divmod(abs(minutes), 60)
    return f"{'-' if offset < timedelta() else '+'}{hours:02d}:{minutes:02d}" if offset else "Z"


@lru_cache(maxsize=64)
def _zone(text: str) -> tzinfo:
    if match := _OFFSET.fullmatch(text.strip()):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
        if abs(offset) <= timedelta(hours=14) and int(minutes or 0) < 60:  # noqa: PLR2004 - minutes of an hour
            return timezone(offset) if offset else UTC
    from zoneinfo import ZoneInfo  # slow, and needed only where a zone is said

    if _NAME.fullmatch(text.strip()):
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(text.strip())
    told = "is no time zone known here; write a name such as Asia/Shanghai, or an offset such as +08:00"
    raise BadValueError(f"{quoted(text)} {told}")
