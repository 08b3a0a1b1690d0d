"""One date as people write it: its figures, names of months and seasons, clock, "3 days ago".

Nothing here guesses: an order of figures that could be read two ways is refused with both.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    import re

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH_OF = {word.lower(): n for n, name in enumerate(MONTHS, 1) for word in (name, name[:3])} | {"sept": 9}
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASON_OF = {name: code for code, name in SEASONS.items()} | {"fall": 23}
_WINTER = 24
_COUNTS = {"a": 1} | {
    word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}

LONGEST = 100
"""How many characters a date may have; no error quotes more."""

_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?P<gap> ?)"
    r"(?P<zone>z|utc|gmt|(?:utc|gmt)? ?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?)?"
)
_TIMED = pattern(rf"(?:(?P<day>.+?)(?:(?P<iso>(?<=[0-9])t)|(?<=[日号])|,? (?:at )?))?{_CLOCK}")
_YEAR, _MONTH, _ONE = "(?P<year>[0-9]{4})", "(?P<month>0?[1-9]|1[0-2])", "[0-9]{1,2}"
_FIGURES = tuple(
    pattern(form)
    for form in (
        rf"{_YEAR}(?P<by>[-/.:])(?P<month>{_ONE})(?P=by)(?P<day>{_ONE})",
        rf"{_YEAR}-{_MONTH}(?:-xx)?",
        rf"{_YEAR}-(?P<month>2[1-4])",
        rf"{_MONTH}[-/.]{_YEAR}",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"{_YEAR}(?:-xx){{1,2}}",
        rf"{_YEAR} ?年(?: ?{_MONTH} ?月(?: ?(?P<day>{_ONE}) ?[日号])?)?",
    )
)
_YEAR_LAST = pattern(rf"(?P<a>{_ONE})(?P<by>[-/.])(?P<b>{_ONE})(?P=by){_YEAR}")
FOUR_DIGITS = pattern(r"(?<![0-9])[0-9]{4}(?![0-9])")
_GAP = pattern(r"\.?,? |[-./,]")
_DAY = pattern(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_ORDERS = frozenset({"dmy", "mdy", "ymd", "my", "ym", "md", "dm", "dy", "m", "d", "y", "sy", "ys", "s"})
_AGO = pattern(rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNTS)}) (?P<unit>day|week|month|year)s? ago")
_NAMED_AGO = {"today": (0, "day"), "yesterday": (1, "day")} | {
    f"{word} {unit}": (n, unit) for n, word in enumerate(("this", "last")) for unit in ("week", "month", "year")
}


class Parts(NamedTuple):
    """What a text says of one date: 21 to 24 as a month is a season; `time` is as it is stored (`T04:31Z`)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: str = ""
    qualifier: str = ""


def parts(text: str, today: date) -> Parts | None:
    """Read what a tidy text says of one date; None if it is not understood.

    BadValueError, with both readings, where the order of its figures is open.
    """
    if timed := _TIMED.fullmatch(text):
        return _timed(timed, today)
    for form in _FIGURES:
        if match := form.fullmatch(text):
            figures = {name: int(figure) for name, figure in match.groupdict().items() if name != "by" and figure}
            return Parts(figures.get("year"), figures.get("month"), figures.get("day"))
    return _year_last(text) or _relative(text, today) or _named(text)


def ago(text: str) -> tuple[int, str]:
    """Return how many of which unit before today a text names; the unit is empty if it names none."""
    if match := _AGO.fullmatch(text):
        return _COUNTS.get(match["count"]) or int(match["count"]), match["unit"]
    return _NAMED_AGO.get(text, (0, ""))


def month_after(year: int, month: int, by: int) -> tuple[int, int]:
    """Return year and month of the month that is `by` months later."""
    years, month = divmod(year * 12 + month - 1 + by, 12)
    return years, month + 1


def _timed(timed: re.Match[str], today: date) -> Parts | None:
    """Read a day with a clock time, or the time alone."""
    if not timed["day"]:
        return Parts(time=_time(timed))
    day = parts(timed["day"], today)
    if day is None or day.day is None or day.time:
        return None
    return day._replace(time=_time(timed))


def _time(clock: re.Match[str]) -> str:
    """Write a clock time as it is stored. What could be an offset or a second time is refused."""
    if clock["sign"] == "-" and not (clock["iso"] or clock["gap"] or clock["second"]):
        raise BadValueError(
            f"{quoted(clock[0])} could end in a time or in an offset from UTC; type 04:31 to 05:00, or 04:31 (-05:00)"
        )
    seconds = f":{clock['second']}" if clock["second"] else ""
    zone = "Z" if clock["zone"] else ""
    if clock["sign"]:
        zone = f"{clock['sign']}{clock['hours']:0>2}:{clock['minutes'] or '00'}"
    return f"T{clock['hour']:0>2}:{clock['minute']}{seconds}{zone}"


def _year_last(text: str) -> Parts | None:
    """Read `25/09/2013`, where one order alone makes sense; refuse `05/09/2013`."""
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    year, a, b = int(match["year"]), int(match["a"]), int(match["b"])
    if a != b and 1 <= a <= 12 and 1 <= b <= 12:  # noqa: PLR2004 - months of a year
        raise BadValueError(
            f"{quoted(text)} could be {a} {MONTHS[b - 1]} {year} or {b} {MONTHS[a - 1]} {year}; "
            f"type {year:04d}-{b:02d}-{a:02d} or {year:04d}-{a:02d}-{b:02d}"
        )
    return Parts(year, min(a, b), max(a, b))


def _named(text: str) -> Parts | None:
    """Read a date with the name of a month or season, its parts in any order people use; or a single figure."""
    found = []
    for word in _GAP.split(text.removesuffix(".")):
        if word in MONTH_OF:
            found.append(("m", MONTH_OF[word]))
        elif word in _SEASON_OF:
            found.append(("s", _SEASON_OF[word]))
        elif FOUR_DIGITS.fullmatch(word):
            found.append(("y", int(word)))
        elif match := _DAY.fullmatch(word):
            found.append(("d", int(match[1])))
        elif word not in ("of", "the"):
            return None
    if "".join(kind for kind, _ in found) not in _ORDERS:
        return None
    said = dict(found)
    if said.get("s") == _WINTER:
        raise _which_winter(said.get("y"))
    return Parts(said.get("y"), said.get("m", said.get("s")), said.get("d"))


def _which_winter(year: int | None) -> BadValueError:
    if year is None:
        return BadValueError("a winter needs its two years; type winter 2013-14")
    before, after = f"{year - 1}-{year % 100:02d}", f"{year}-{(year + 1) % 100:02d}"
    return BadValueError(
        f"winter {year} could be that of {before} or of {after}, or the southern one in the middle of {year}; "
        f"type winter {before}, winter {after} or June to August {year}"
    )


def _relative(text: str, today: date) -> Parts | None:
    """Read how long ago it was, to the unit that was named."""
    count, unit = ago(text)
    if unit == "day":
        then = today - timedelta(days=count)
        return Parts(then.year, then.month, then.day)
    if unit == "month":
        return Parts(*month_after(today.year, today.month, -count))
    return Parts(today.year - count) if unit == "year" else None
