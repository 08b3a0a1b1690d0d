"""Clocks that were wrong, and names of files: what a camera's time is worth, and how it is put right.

A correction is stored as it is written here (`clock_offset`): a sign, then days, hours, minutes and seconds without
those that are zero, `+1h30m` or `-3653d9h15m`. It is added to the time that the clock recorded.
"""
# ruff: noqa: DTZ001 - clocks are compared as written, without a time zone

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from logbook import dates
from logbook.dates.words import step
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_DASHES = dict.fromkeys((0x2012, 0x2013, 0x2014, 0x2212), "-")
_N = "[0-9]{1,10}"
_UNITS = pattern(
    rf"(?:(?P<days>{_N}) ?d(?:ays?)?)? ?(?:(?P<hours>{_N}) ?h(?:rs?|ours?)?)? ?"
    rf"(?:(?P<minutes>{_N}) ?m(?:ins?|inutes?)?)? ?(?:(?P<seconds>{_N}) ?s(?:ecs?|econds?)?)?"
)
_ISO_DURATION = pattern(
    rf"p(?:(?P<days>{_N})d)?(?:t(?=[0-9])(?:(?P<hours>{_N})h)?(?:(?P<minutes>{_N})m)?(?:(?P<seconds>{_N})s)?)?"
)
_HOURS_MINUTES = pattern(r"(?P<hours>[0-9]{2}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?")
_NO_UNIT = pattern(_N)
_SECONDS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
_NONE, _SECOND, _MINUTE, _HOUR = timedelta(), timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_CENTURY = timedelta(days=36_525)
_COMPARISON = "2013-01-01T00:04=2024-05-01T09:19"

_EPOCHS = (1970, 1980, 2000)
"""Years that clocks of computers, memory cards and cameras begin with."""
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=12)
_DAY, _YEAR = timedelta(days=1), timedelta(days=366)
_JITTER = timedelta(minutes=2)
"""Real cameras number the pictures of one burst up to a minute out of order."""

_DATE = r"(?P<year>19[7-9][0-9]|20[0-9]{2})(?P<by>[-_.]?)(?P<month>[0-9]{2})(?P=by)(?P<day>[0-9]{2})"
_CLOCK = (
    r"(?:[-_ .T]| at |(?<=[0-9]{8}))"
    r"(?P<hour>[01][0-9]|2[0-3])(?P<colon>[-_.:]?)(?P<minute>[0-5][0-9])(?P=colon)(?P<second>[0-5][0-9])"
    r"(?:[0-9]{3})?(?P<zone>Z(?![A-Za-z]))?"
)
_NAMED = pattern(rf"(?<![0-9]){_DATE}(?:{_CLOCK})?(?![0-9])")
_YEAR_LAST = pattern(r"(?<![0-9])[0-3]?[0-9]([-_. ])[0-3]?[0-9]\1(?:19[7-9][0-9]|20[0-9]{2})(?![0-9])")


class Reset(NamedTuple):
    """A clock that fell back to its factory date: the place of its first picture, and how many have a wrong time."""

    first: int
    pictures: int


def parse_offset(text: str) -> str:
    """Return a typed correction as it is stored: `+90m`, `+01:30` and `+PT1H30M` (ISO 8601) are `+1h30m`.

    BadValueError for one without a sign, with both readings; for zero, and for more than a century.
    """
    return _written(_offset(text))


def parse_comparison(text: str, *, now: datetime) -> str:
    """Return the correction that `2013-01-01T00:04=2024-05-01T09:19` means: what the clock showed = what it was.

    BadValueError for a side without a time, for one that was in the future, or where one side alone has an offset from
    UTC.
    """
    showed, _, was = text.translate(_DASHES).partition("=")
    if not (showed.strip() and was.strip()) or "=" in was:
        raise BadValueError(f"{quoted(text)} compares nothing; type what the clock showed = what it was: {_COMPARISON}")
    first, second = _compared(showed), _compared(was)
    dates.require_past(_as_stored(was), now=now)
    if first.offsets == second.offsets:
        length = second.earliest - first.earliest
    elif None in first.offsets | second.offsets:
        raise BadValueError(f"{quoted(text)} has an offset from UTC on one side only; give it on both, or on neither")
    else:
        length = dates.instants(second)[0] - dates.instants(first)[0]
    return _written(_some(_within_century(length // _SECOND, text), text))


def duration(text: str) -> timedelta | None:
    """Read a length of time with its units: `1h30m`, `90 min`, `PT1H30M`; None for what is not understood.

    BadValueError for a number without a unit, and for more than a century.
    """
    plain = " ".join(text.lower().split())
    if _NO_UNIT.fullmatch(plain):
        raise BadValueError(f"{quoted(text)} could be {plain}m (minutes) or {plain}s (seconds); type its unit")
    match = _UNITS.fullmatch(plain) or _ISO_DURATION.fullmatch(plain)
    return _length(match, text) if match and any(match.groups()) else None


def is_time(edtf: str) -> bool:
    """Tell whether a text is a stored time or an interval of times: what a clock can have shown."""
    return all("T" in end for end in edtf.split("/")) and dates.is_edtf(edtf)


def correct(edtf: str, offset: str) -> str:
    """Return a recorded time, or interval of times, as it is with a correction.

    Precision and offset from UTC stay as they are: the clock was wrong, not its zone. What has a time to the minute
    moves by the nearest whole minutes, so that the opposite correction always gives the recorded time again.
    BadValueError for a date without a time, and where the result is in no calendar.
    """
    length = _offset(offset)
    if not is_time(edtf):
        raise BadValueError(f"{quoted(edtf)} has no time to correct: a day is not what a clock showed")
    ends = edtf.split("/")
    minutes = round(length / _MINUTE)
    seconds = length // _SECOND if all(map(_to_the_second, ends)) else minutes * 60
    try:
        return "/".join(step(end, seconds if _to_the_second(end) else minutes) for end in ends)
    except BadValueError:
        raise BadValueError(f"{edtf} corrected by {offset} is not in the calendar (years 0001 to 9999)") from None


def is_factory(edtf: str) -> bool:
    """Tell whether a time, or the first of an interval, is what a camera shows that nobody has set.

    That is the first hour of any year, by the clock as written; and where a year is one that clocks begin with (1970,
    1980, 2000), all that its first hour can become when somebody converts it between time zones: 1999-12-31T23:00Z was
    2000-01-01 00:00 in Belgium. Elsewhere the last evening of a year is an evening. A real New Year's night looks the
    same: this is a reason to ask, not to correct.
    """
    start = edtf.partition("/")[0]
    if not is_time(start):
        return False
    bounds = dates.span(start)
    clock, ahead = bounds.earliest, bounds.earliest_offset or _NONE
    if clock - datetime(clock.year, 1, 1) < _HOUR:
        return True
    return any(-_EASTMOST <= clock - datetime(year, 1, 1) - ahead < _HOUR + _WESTMOST for year in _EPOCHS)


def resets(times: Sequence[str | None]) -> list[Reset]:
    """Find where a camera's clock was reset, from the times of its pictures in the order of their file names.

    A reset is a factory date (`is_factory`) at the beginning, or one before the picture before it, or a 1 January more
    than a day before it. A step forward is a New Year's night, unless it is longer than a year, which no camera waits.
    The run goes on until the clock jumps forward by no less than it had lost (more than a year, where that is not
    known). Undated pictures, and dates without a time, are passed over and not counted.
    """
    found: list[Reset] = []
    before: datetime | None = None
    lost = _NONE
    for place, edtf in enumerate(times):
        if edtf is None or not is_time(edtf):
            continue
        clock = dates.span(edtf).earliest
        if _is_reset(edtf, clock, before):
            lost = lost + (before - clock) if before and before > clock else _YEAR
            found.append(Reset(place, 0))
        elif before and clock - before >= lost:
            lost = _NONE
        if lost:
            found[-1] = Reset(found[-1].first, found[-1].pictures + 1)
        before = clock
    return found


def parse_name(name: str) -> str | None:
    """Return the day or time that a file's name tells, as EDTF; None where it tells none, or more than one.

    The year comes first, in four digits (1970 to 2099): a name such as 05-31-2021 could be read two ways. Four
    figures behind a day are as often a number as hours and minutes, and are left out.
    """
    if _YEAR_LAST.search(name):
        return None
    readings = {edtf for match in _NAMED.finditer(name) if dates.is_edtf(edtf := _named(match))}
    finest = [one for one in readings if not any(other != one and other.startswith(one) for other in readings)]
    return finest[0] if len(finest) == 1 else None


def _offset(text: str) -> timedelta:
    """Read a signed correction."""
    plain = text.translate(_DASHES).strip()
    sign = plain[0] if plain.startswith(("+", "-")) else ""
    rest = plain.removeprefix(sign).strip()
    match = _HOURS_MINUTES.fullmatch(rest)
    length = _length(match, text) if match else duration(rest)
    if length is None:
        raise BadValueError(f"{quoted(text)} is no clock offset; type it as +1h30m, -3653d9h15m or +01:30")
    _some(length, text)
    if not sign:
        behind, ahead = _written(length), _written(-length)
        raise BadValueError(
            f"{quoted(text)} could be {behind} (the clock was behind) or {ahead} (it was ahead); type the sign"
        )
    return -length if sign == "-" else length


def _length(match: re.Match[str], text: str) -> timedelta:
    said = {unit: int(figures) for unit, figures in match.groupdict().items() if figures}
    return _within_century(sum(figure * _SECONDS[unit] for unit, figure in said.items()), text)


def _within_century(seconds: int, text: str) -> timedelta:
    if abs(seconds) > _CENTURY // _SECOND:
        raise BadValueError(f"{quoted(text)} is more than a century; check the figures")
    return timedelta(seconds=seconds)


def _some(length: timedelta, text: str) -> timedelta:
    if not length:
        raise BadValueError(f"{quoted(text)} corrects nothing; leave it out where the clock was right")
    return length


def _written(length: timedelta) -> str:
    """Write a correction as it is stored."""
    rest = abs(length) // _SECOND
    said = "-" if length < _NONE else "+"
    for unit, seconds in _SECONDS.items():
        figure, rest = divmod(rest, seconds)
        said += f"{figure}{unit[0]}" if figure else ""
    return said


def _compared(side: str) -> dates.Span:
    """Read one side of a comparison."""
    time = _as_stored(side)
    if "/" in time:
        raise BadValueError(f"{quoted(side.strip())} is not one time as it is stored; type {_COMPARISON}")
    bounds = dates.span(time)
    if not is_time(time):
        reason = "no time of day, and days alone do not tell how far off a clock was"
        raise BadValueError(f"{quoted(side.strip())} has {reason}; type {_COMPARISON}")
    return bounds


def _as_stored(side: str) -> str:
    return side.strip().upper().replace(" ", "T", 1)


def _to_the_second(time: str) -> bool:
    return time[len("2013-09-05T04:31") :].startswith(":")


def _is_reset(edtf: str, clock: datetime, before: datetime | None) -> bool:
    if before is None:
        return is_factory(edtf)
    on = clock - before
    if -_JITTER <= on <= _YEAR:
        return False
    return is_factory(edtf) or (on < -_DAY and (clock.month, clock.day) == (1, 1))


def _named(match: re.Match[str]) -> str:
    day = "-".join(match.group("year", "month", "day"))
    if match["hour"] is None:
        return day
    return f"{day}T{':'.join(match.group('hour', 'minute', 'second'))}{match['zone'] or ''}"
