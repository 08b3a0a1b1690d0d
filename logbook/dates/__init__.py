"""Dates as they are stored: EDTF (ISO 8601-2) levels 0 and 1, and ISO 8601 times; their bounds, order and words.

Datetimes have no time zone here: bounds go by clock and calendar as written.
"""
# ruff: noqa: DTZ001, DTZ901 - see above

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from logbook.dates.parts import FOUR_DIGITS, MONTH_OF, SEASONS
from logbook.dates.words import absent, read, refusal, spoken, tidy
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    import re

Hemisphere = Literal["north", "south"]


class Span(NamedTuple):
    """What a date may mean: inclusive bounds, to the second, by clock and calendar as written (no time zone)."""

    earliest: datetime
    """`datetime.min` for an open start."""
    latest: datetime
    """The last second of the last day or minute; `datetime.max` for an open end."""
    offsets: frozenset[timedelta | None]
    """Those of its times, None for a time without: empty where there is no time."""
    earliest_offset: timedelta | None
    latest_offset: timedelta | None


_DATE = pattern(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_TIME = pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
    r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
)
_ONE_SECOND = timedelta(seconds=1)
_ONE_DAY = timedelta(days=1)
_REST_OF_DAY, _REST_OF_MINUTE = _ONE_DAY - _ONE_SECOND, timedelta(seconds=59)
_FIRST_MONTH, _PAST_MONTHS = 1 * 12, 10_000 * 12
_LAST_SECOND = datetime(9999, 12, 31, 23, 59, 59)
_UNZONED = timedelta(hours=14)
"""The farthest that any clock on earth is from UTC."""
_UNDATED = (datetime.max, datetime.max)
_NO_TIME: frozenset[timedelta | None] = frozenset()
_LOCAL: frozenset[timedelta | None] = frozenset((None,))
_SEASON_BEGINS = {
    "north": {21: 3, 22: 6, 23: 9, 24: 12},
    "south": {21: 9, 22: 12, 23: 3, 24: 6},
}
_OVER_NEW_YEAR = (22, 24)

_OPEN_START = Span(datetime.min, datetime.min, _NO_TIME, None, None)
_OPEN_END = Span(datetime.max, datetime.max, _NO_TIME, None, None)

_LENIENT = pattern(r"(?:[a-z0-9 ]|:[0-9]{2})+")
_RUNS = pattern(r"[a-z]+|[0-9]+")
_SHORT_FIGURE = pattern(r"[0-9]{1,2}")
_FULL_STOP = pattern(r"(?<=[a-z])\.")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_OF = {word.lower(): n for n, name in enumerate(_WEEKDAYS) for word in (name, name[:3])}
_LENIENT_WORDS = frozenset((*MONTH_OF, *_WEEKDAY_OF, "am", "pm", "st", "nd", "rd", "th", "of", "at"))
# Two days that differ in every field. The days are so far apart that a weekday cannot lead both to the same one.
_DEFAULTS = (datetime(2000, 1, 1, 0, 0, 0), datetime(2001, 2, 15, 1, 1, 1))
_FIELDS = ("year", "month", "day", "hour", "minute", "second")
_LENGTHS = {_FIELDS[:3]: 10, _FIELDS[:5]: 16, _FIELDS: 19}


def parse(text: str, *, now: datetime) -> str:
    """Return a typed date as it is stored (EDTF); "yesterday" and its like are told from `now`.

    BadValueError, with the readings it could have, for what is not understood, means two things or is in no
    calendar. The future is not refused here (`require_past`).
    """
    plain = tidy(text)
    edtf = plain if _is_day(plain) else read(plain, now.date()) or _lenient(plain)
    if edtf is None:
        raise refusal(text)
    span(edtf)
    return edtf


def _is_day(text: str) -> bool:
    """Tell a day that is typed as it is stored, for which the expressions that read all else need not be compiled."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def require_past(edtf: str, *, now: datetime) -> None:
    """Raise BadValueError for a date that cannot have come yet, wherever on earth `now` was read."""
    if is_future(edtf, now=now):
        raise BadValueError(f"{edtf} lies in the future (today is {now.date()}); check the year")


def is_future(edtf: str, *, now: datetime) -> bool:
    """Tell whether a date begins more than 14 hours after `now`."""
    return span(edtf).earliest > _later(now.replace(tzinfo=None), _UNZONED)


def is_edtf(text: str) -> bool:
    """Tell whether a text is a date as it is stored."""
    return readable(text) is not None


def span(edtf: str, hemisphere: Hemisphere | None = None) -> Span:
    """Return the bounds of a stored date. BadValueError if it is none, or ends before it begins.

    `~`, `?` and `%` widen by one unit of the date's precision. A season is that of the hemisphere; where it is not
    known, the bounds hold both.
    """
    return _bounds(edtf, hemisphere)


# One entry for each sighting of a large logbook: filters, order and firsts ask for the same dates again.
@lru_cache(maxsize=1 << 17)
def _bounds(edtf: str, hemisphere: Hemisphere | None) -> Span:
    start, slash, end = edtf.partition("/")
    return _interval(start, end, hemisphere) if slash else _point(start, hemisphere)


def readable(edtf: str | None, hemisphere: Hemisphere | None = None) -> Span | None:
    """Return the bounds of a date, None where it is absent or no date as it is stored."""
    try:
        return span(edtf, hemisphere) if edtf else None
    except BadValueError:
        return None


def instants(span: Span) -> tuple[datetime, datetime]:
    """Return a span's bounds in UTC; one without an offset is widened by 14 hours, as far as any clock may be off."""
    before, after = span.earliest_offset, span.latest_offset
    return (
        _later(span.earliest, -_UNZONED if before is None else -before),
        _later(span.latest, _UNZONED if after is None else -after),
    )


def order(edtf: str | None, hemisphere: Hemisphere | None = None) -> tuple[datetime, datetime]:
    """Return a key to sort by: earliest, latest. Undated, and what is no date, come last."""
    bounds = readable(edtf, hemisphere)
    return bounds[:2] if bounds else _UNDATED


def words(edtf: str | None) -> str:
    """Return a date as people write it: "circa autumn 2013", "before 2010", "undated". What is no date stays."""
    if edtf is None or not is_edtf(edtf):
        return edtf or "undated"
    return spoken(edtf)


def bounds_words(edtf: str | None, hemisphere: Hemisphere | None = None) -> str:
    """Return the bounds of a date: "2013-09-01 to 2013-11-30", "2009-12-31 or before"; times as they are stored.

    BadValueError if it is no stored date.
    """
    if edtf is None:
        return "undated"
    bounds = span(edtf, hemisphere)
    start, _, end = edtf.partition("/")
    first, last = _bound(start, bounds.earliest), _bound(end or start, bounds.latest)
    if start == "..":
        return f"{last} or before"
    if end == "..":
        return f"{first} or after"
    return first if first == last else f"{first} to {last}"


def _later(moment: datetime, by: timedelta) -> datetime:
    """Return a moment moved, or the end of the calendar that it would pass."""
    try:
        return moment + by
    except OverflowError:
        return datetime.max if by > timedelta() else datetime.min


def _interval(start: str, end: str, hemisphere: Hemisphere | None) -> Span:
    if start == end == "..":
        raise BadValueError("'../..' says nothing; leave the date out")
    first = _OPEN_START if start == ".." else _point(start, hemisphere)
    last = _OPEN_END if end == ".." else _point(end, hemisphere)
    offsets = first.offsets | last.offsets
    both = Span(first.earliest, last.latest, offsets, first.earliest_offset, last.latest_offset)
    # Where both have an offset, instants decide: in the night when clocks are put back an hour comes twice.
    begin, finish = both[:2] if None in both[3:] else instants(both)
    if begin <= finish:
        return both._replace(earliest=min(both[:2]), latest=max(both[:2]))
    if hemisphere:
        # The place contradicts the seasons: what may lie in either hemisphere is never too narrow.
        return _interval(start, end, None)
    raise BadValueError(f"{quoted(f'{start}/{end}')} ends before it begins; give each end its year, the earlier first")


def _point(text: str, hemisphere: Hemisphere | None) -> Span:
    """Return the bounds of a single date or time."""
    try:
        if match := _DATE.fullmatch(text):
            return Span(*_date_bounds(match, hemisphere), _NO_TIME, None, None)
        if match := _TIME.fullmatch(text):
            return _time_span(text, timedelta() if match[1] else _REST_OF_MINUTE)
    except ValueError:
        raise absent(text) from None
    raise BadValueError(
        f"{quoted(text)} is no date or time as it is stored: 2013-09-05, 2013-09~ or 2013-09-05T23:59+08:00"
    )


def _date_bounds(match: re.Match[str], hemisphere: Hemisphere | None) -> tuple[datetime, datetime]:
    """Return the first and last second; ValueError for a date that no calendar has."""
    year, month, day, qualifier = match.groups()
    if day:
        midnight = datetime(int(year), int(month), int(day))
        if not qualifier:
            return midnight, midnight + _REST_OF_DAY
        return _later(midnight, -_ONE_DAY), min(_later(midnight, _ONE_DAY + _REST_OF_DAY), _LAST_SECOND)
    begin, months, unit = _months(month, hemisphere)
    earliest = datetime(int(year), begin, 1)
    first = earliest.year * 12 + begin - 1
    past = first + months
    if qualifier:
        past += unit
        earliest = _month_begin(max(first - unit, _FIRST_MONTH))
    return earliest, _LAST_SECOND if past >= _PAST_MONTHS else _month_begin(past) - _ONE_SECOND


def _months(text: str | None, hemisphere: Hemisphere | None) -> tuple[int, int, int]:
    """Return the month in which a year (None), a month or a season begins, how many it has, and those of its unit."""
    if text is None:
        return 1, 12, 12
    month = int(text)
    if month not in SEASONS:
        return month, 1, 1
    if hemisphere:
        return _SEASON_BEGINS[hemisphere][month], 3, 3
    # One hemisphere's winter, and the other's summer, goes on after New Year.
    return 1, 14 if month in _OVER_NEW_YEAR else 12, 3


def _month_begin(index: int) -> datetime:
    """Return when a month counted from the year 0 begins."""
    return datetime(index // 12, index % 12 + 1, 1)


def _time_span(text: str, rest: timedelta) -> Span:
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    clock = moment.replace(tzinfo=None)
    return Span(clock, clock + rest, _LOCAL if offset is None else frozenset((offset,)), offset, offset)


def _bound(end: str, moment: datetime) -> str:
    return end if "T" in end else moment.date().isoformat()


def _lenient(text: str) -> str | None:
    """Read a day as dateutil does, with its weekday or with "4:31 pm": the last resort.

    It gets only what has one year in four digits and one month by name, so that it has no order to decide.
    """
    plain = _FULL_STOP.sub("", text.replace(",", " "))
    runs, years = _RUNS.findall(plain), FOUR_DIGITS.findall(plain)
    months = [MONTH_OF[run] for run in runs if run in MONTH_OF]
    known = all(_SHORT_FIGURE.fullmatch(run) or run in _LENIENT_WORDS or run in years for run in runs)
    if not (known and len(years) == len(months) == 1 and _LENIENT.fullmatch(plain)):
        return None
    from dateutil.parser import parse as lenient  # slow to import, and rarely needed

    try:
        said, same = (lenient(plain, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    # What differs between two defaults was invented: the text names the fields before it, to the day or minute.
    given = tuple(field for field in _FIELDS if getattr(said, field) == getattr(same, field))
    length = _LENGTHS.get(given)
    if length is None or (said.year, said.month) != (int(years[0]), months[0]):
        return None
    _check_weekday(said, runs)
    return said.isoformat()[:length]


def _check_weekday(day: datetime, runs: list[str]) -> None:
    for named in (_WEEKDAY_OF[run] for run in runs if run in _WEEKDAY_OF):
        if named != day.weekday():
            right, wrong = _WEEKDAYS[day.weekday()], _WEEKDAYS[named]
            raise BadValueError(f"{day.date()} was a {right}, not a {wrong}; type the day that is right without it")
