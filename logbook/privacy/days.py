"""Days that a free text names: 2026-08-14, 14.08.2026, 14/8/26, 14 August, Aug 14th 2026, 14 августа, 8月14日.

It is read for what it may mean: 04.05.2026 is two days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator


class Day(NamedTuple):
    """A day of a year, of any year, or of any day of a month."""

    year: int | None
    month: int
    day: int | None


_STEMS: Final = (
    *("jan|янв", "feb|фев", "mar|мар", "apr|апр", "may|ма[йя]", "jun|июн"),
    *("jul|июл", "aug|авг", "sep|сен", "oct|окт", "nov|ноя", "dec|дек"),
)
_MONTHS = [pattern(stem) for stem in _STEMS]
_NAME = rf"(?P<name>(?<![^\W\d_])(?:{'|'.join(_STEMS)})[^\W\d_]*)"
_YEAR, _MONTH, _ONE = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_TH, _BEFORE, _BEHIND = "(?:st|nd|rd|th)?", "(?<![0-9])", "(?![0-9])"
_THEN = rf"(?:[ ,.\-/]{{1,3}}{_YEAR})?{_BEHIND}"
_FORMS = [
    pattern(form)
    for form in (
        rf"{_BEFORE}{_YEAR}(?P<by>[-/:._ ]?)(?P<month>0[1-9]|1[0-2])(?P=by)(?P<day>0[1-9]|[12][0-9]|3[01])",
        rf"(?<![0-9.,]){_ONE}(?P<by>[-/.]){_MONTH}(?P=by)(?P<year>(?:[0-9]{{2}})?[0-9]{{2}}){_BEHIND}",
        r"(?<![0-9.,])(?P<day>[0-9]{2})\.(?P<month>[0-9]{2})(?![.,]?[0-9])",
        rf"(?:{_YEAR} ?年 ?)?{_MONTH} ?月 ?{_ONE} ?[日号]",
        rf"{_BEFORE}{_ONE}{_TH}(?: of)?[ .\-/]{{0,2}}{_NAME}{_THEN}",
        rf"{_NAME}[ .\-/]{{1,2}}{_ONE}{_BEHIND}{_TH}{_THEN}",
        rf"{_NAME}[ ,.\-/]{{1,3}}{_YEAR}{_BEHIND}",
    )
]
_CENTURY, _SHORT = 2000, 100
_MONTHS_A_YEAR, _DAYS_A_MONTH = 12, 31
_MONTHLY = pattern("|".join((*_STEMS, "月")))
_FIGURED = pattern(r"[0-9](?:[0-9]{7}|[-/:._ ][0-9]{1,2}[-/:._ ][0-9]|[0-9]\.[0-9]{2})")
"""All forms have one of the two: most texts have none, and are done with."""


def named(text: str) -> Iterator[Day]:
    """Give the days that a text names, in every reading."""
    folded = text.casefold()
    if _MONTHLY.search(folded) or _FIGURED.search(folded):
        for form in _FORMS:
            for match in form.finditer(folded):
                yield from filter(_is_one, _readings(match.groupdict()))


def _readings(said: dict[str, str | None]) -> Iterator[Day]:
    year, month, day = (int(figures) if (figures := said.get(key)) else None for key in ("year", "month", "day"))
    if year is not None and year < _SHORT:
        year += _CENTURY
    if name := said.get("name"):
        yield Day(year, next(n for n, stem in enumerate(_MONTHS, 1) if stem.match(name)), day)
    elif month and day:
        yield from (Day(year, month, day), Day(year, day, month))


def _is_one(day: Day) -> bool:
    """Tell whether a calendar may have a day."""
    return 1 <= day.month <= _MONTHS_A_YEAR and (day.day is None or 1 <= day.day <= _DAYS_A_MONTH)
