"""Dates in words: what people type, read into EDTF, and EDTF as people write it.

What could mean two things is refused with its readings. What is read here need not be in the calendar yet
(`2013-02-30`): `dates.parse` checks that.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from logbook.dates.parts import FOUR_DIGITS, LONGEST, MONTHS, SEASONS, Parts, ago, month_after, parts
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

# Full-width characters of Chinese keyboards and typographic dashes are what they look like. Not the full-width
# tilde: there it means "to", here "circa".
_PLAIN = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5E)}
    | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
    | dict.fromkeys((0x28, 0x29, 0xFF08, 0xFF09), " ")
)

_ABOUT = frozenset({"circa", "ca", "c", "about", "around", "approx", "approximately", "roughly", "~", "%"})
_MAYBE = frozenset({"maybe", "perhaps", "possibly", "probably", "uncertain", "?", "%"})
_MARKS = "|".join(re.escape(mark) for mark in sorted(_ABOUT | _MAYBE, reverse=True))
_SIGNS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_DAYTIME = "(?:dawn|dusk|morning|noon|midday|afternoon|evening)"
_PART = rf"(?:early|mid|late|(?:start|beginning|middle|end)(?= of)|{_DAYTIME})"
_LEAD = pattern(rf"(?:(?P<mark>{_MARKS})\.?|in|on|of|the|mid-|{_PART})(?: |(?<=[.~?%-])|(?=[0-9]))(?P<rest>.+)")
_TAIL = pattern(rf"(?P<rest>.+?)(?: ?(?P<mark>[~?%]|uncertain)| (?:at |in the )?{_DAYTIME})")
_VAGUE = pattern(rf"\b{_PART}\b")

_PAIR = pattern(r"(?:from|between) (?P<first>.+?) (?:to|until|till|through|and) (?P<last>.+)")
_OPEN = pattern(r"(?P<word>before|prior to|after|since|from|until|till|by|up to) (?P<date>.+)")
_ISO_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TO = (" to ", " until ", " till ", " through ", " - ", "/", "-")

_SHORT = pattern(r"(?P<year>[0-9]{4})[-/](?P<short>[0-9]{1,2})")
_TWO_YEARS = pattern(r"(?:winter|summer) (?:of )?(?P<year>[0-9]{4})[-/](?P<next>[0-9]{4}|[0-9]{2})")
_DECADE = pattern(r"(?P<tens>[0-9]{3})0'?s")
_UNSPECIFIED = pattern(r"[0-9]{2}(?:[0-9]x|xx)")


def tidy(text: str) -> str:
    """Return a typed text in lower case, with plain dashes, figures and single spaces; empty or long: BadValueError."""
    plain = " ".join(text.translate(_PLAIN).lower().split())
    if not plain:
        raise BadValueError("the date is empty; leave it out where it is not known")
    if len(plain) > LONGEST:
        raise BadValueError(f"{quoted(text)} is too long for a date; put the story into the note")
    return plain


def read(text: str, today: date) -> str | None:
    """Return what a tidy text means, as EDTF; None if it is not understood.

    BadValueError, with the readings it could have, where there are several.
    """
    return _pair(text, today) or _open(text, today) or _single(text, today) or _ranged(text, today)


def refusal(text: str) -> BadValueError:
    """Return the fault of a text that nobody understands."""
    short = _SHORT.fullmatch(text.strip())
    if readings := _short_readings(short["year"], short["short"]) if short else "":
        return BadValueError(f"{quoted(text)} could be {readings}; type it so")
    if not FOUR_DIGITS.search(text):
        return BadValueError(f"{quoted(text)} has no year in four digits; type 2013-09-05, 2013-09 or 2013")
    return BadValueError(f"{quoted(text)} is not understood as a date; type it as 2013-09-05, 2013-09 or autumn 2013")


def _short_readings(year: str, short: str) -> str:
    """Say which month and which years `2009/10` could be; of `2013-14` only the years are left."""
    following = f"{int(year) + 1:04d}"
    if not following.endswith(short):
        following = year[: -len(short)] + short
    month = f"the month {year}-{short:0>2}" if 1 <= int(short) <= len(MONTHS) else ""
    return " or ".join(filter(None, (month, f"the years {year}/{following}" if following > year else "")))


def absent(end: str) -> BadValueError:
    """Return the fault of a date that the calendar does not have."""
    return BadValueError(f"{quoted(end)} is not in the calendar (years 0001 to 9999); check year, month and day")


def step(end: str, by: int) -> str:
    """Return the EDTF date or time that is `by` units of its own precision later; a qualifier stays.

    BadValueError for a season, whose neighbours depend on the hemisphere, and beyond the calendar.
    """
    body = end.rstrip("~?%")
    try:
        stepped = _step_time(body, by) if "T" in body else _step_date(body, by)
    except (ValueError, OverflowError):
        raise absent(end) from None
    return stepped + end[len(body) :]


def spoken(edtf: str) -> str:
    """Return a stored date as people write it: "circa autumn 2013", "3 to 5 May 2013", "before 2010"."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _end_words(start)
    if start == "..":
        return _until_words(end)
    return f"since {_end_words(start)}" if end == ".." else _interval_words(start, end)


def _end_words(end: str) -> str:
    body = end.rstrip("~?%")
    year, month, day = (*body[:10].split("-"), "0", "0")[:3]
    name = SEASONS.get(int(month)) or ("", *MONTHS)[int(month)]
    said = " ".join(part for part in (day.lstrip("0"), name, year) if part)
    if "T" in body:
        clock, zone = _split_zone(body)
        said += f", {clock[11:]}" + (f" ({zone.replace('Z', 'UTC')})" if zone else "")
    return f"{'circa ' if end[-1] in '~%' else ''}{said}{' (uncertain)' if end[-1] in '?%' else ''}"


def _until_words(end: str) -> str:
    try:
        return f"before {_end_words(step(end, 1))}"
    except BadValueError:
        return f"until {_end_words(end)}"


def _interval_words(start: str, end: str) -> str:
    """Say what both ends share once."""
    first, last = _end_words(start), _end_words(end)
    if start[-1] in "~?%" or end[-1] in "~?%":
        return f"from {first} to {last}"
    if "T" in start and start[:11] == end[:11]:
        return f"{first} to {last.split(', ')[1]}"
    if len(start) == len(end) <= len("2013-09-05"):
        alone, shared = first.split(), last.split()
        while len(alone) > 1 and alone[-1] == shared[len(alone) - 1]:
            alone.pop()
        first = " ".join(alone)
    return f"{first} to {last}"


def _step_date(body: str, by: int) -> str:
    year, month, day = (*map(int, body.split("-")), 0, 0)[:3]
    if month in SEASONS:
        raise BadValueError(f"when {SEASONS[month]} {year} begins and ends depends on the place; type a month")
    date(year, month or 1, day or 1)  # what does not exist has no neighbours either
    if day:
        return (date(year, month, day) + timedelta(days=by)).isoformat()
    first = date(*month_after(year, month, by), 1) if month else date(year + by, 1, 1)
    return first.isoformat()[: len(body)]


def _step_time(body: str, by: int) -> str:
    clock, zone = _split_zone(body)
    unit = "seconds" if len(clock) == len("2013-09-05T04:31:20") else "minutes"
    return (datetime.fromisoformat(clock) + timedelta(**{unit: by})).isoformat(timespec=unit) + zone


def _split_zone(time: str) -> tuple[str, str]:
    """Return a stored time without its offset, and the offset."""
    at = len("2013-09-05T04:31:20") if time[16:17] == ":" else len("2013-09-05T04:31")
    return time[:at], time[at:]


def _pair(text: str, today: date) -> str | None:
    match = _PAIR.fullmatch(text)
    return _interval(match["first"], match["last"], today) if match else None


def _open(text: str, today: date) -> str | None:
    match = _OPEN.fullmatch(text)
    period = _single(match["date"], today) if match else None
    if match is None or period is None:
        return None
    ends = period.split("/")
    # "before late 2013" may still lie in 2013.
    unit = 0 if _VAGUE.search(text) else 1
    match match["word"]:
        case "before" | "prior to":
            return f"../{step(ends[0], -unit)}"
        case "after":
            return f"{step(ends[-1], unit)}/.."
        case "since" | "from":
            return f"{ends[0]}/.."
        case _:
            return f"../{ends[-1]}"


def _single(text: str, today: date) -> str | None:
    """Read one date, or one period that has a name of its own."""
    bare, qualifier = _peel(text)
    if period := _period(bare, today):
        return _qualified(period, qualifier)
    side = _side(text, today)
    return side and _complete(side)


def _ranged(text: str, today: date) -> str | None:
    """Read "A to B". What qualifies the whole holds for both ends; in EDTF's own form a sign is its end's alone."""
    bare, qualifier = (text, "") if text[0] in "0123456789." and "/" in text else _peel(text)
    for to in _TO:
        first, _, last = bare.partition(to)
        if to not in last and (period := _interval(first, last, today)):
            return _qualified(period, qualifier)
    return None


def _interval(first: str, last: str, today: date) -> str | None:
    a, b = _side(first, today), _side(last, today)
    # "2013-09-05/07" is ISO 8601; "5 May 2013-14" could be anything.
    if b and b.day is not None and b.month is None and b.year is None and not _ISO_DAY.fullmatch(first):
        return None
    begin = ".." if first == ".." else a and _complete(_borrow(a, b))
    end = ".." if last == ".." else b and _complete(_borrow(b, a))
    return f"{begin}/{end}" if begin and end else None


def _borrow(side: Parts, other: Parts | None) -> Parts:
    """Fill what a side leaves to the other: "3-5 May 2013", "May to July 2013", "04:31 to 05:10"."""
    if other is None:
        return side
    year, month, day = side[:3]
    if side.time and day is None and other.time:
        year, month, day = other[:3]
    if month is None and day is not None and other.day is not None:
        month = other.month
    # A bare year is no year for the day before it: "3 May - 2013".
    if year is None and (other.month is not None or other.day is not None):
        year = other.year
    return side._replace(year=year, month=month, day=day)


def _complete(said: Parts) -> str | None:
    """Write out a date that has its year and no gap between year and time."""
    year, month, day, time, qualifier = said
    if year is None or (day is not None and month is None) or (time and day is None):
        return None
    figures = [f"{year:04d}", *(f"{figure:02d}" for figure in (month, day) if figure is not None)]
    return _qualified("-".join(figures) + time, qualifier)


def _qualified(period: str, qualifier: str) -> str:
    """Put a qualifier to both ends, beside those they have."""
    ends = []
    for end in period.split("/"):
        body = end.rstrip("~?%")
        if qualifier and "T" in end:
            raise BadValueError(f"{end} is a time, and a time carries no {qualifier}; type the day alone with it")
        both = "%" if len({*end[len(body) :], *qualifier}) > 1 else end[len(body) :] or qualifier
        ends.append(body + both)
    return "/".join(ends)


def _peel(text: str) -> tuple[str, str]:
    """Take off what qualifies a date, and what is finer than it can say: "early", "dawn"."""
    about = maybe = False
    while match := _LEAD.fullmatch(text) or _TAIL.fullmatch(text):
        text, mark = match["rest"], match["mark"]
        about, maybe = about or mark in _ABOUT, maybe or mark in _MAYBE
    return text, _SIGNS[about, maybe]


def _period(text: str, today: date) -> str | None:
    """Read a week, a winter or summer over two years, a decade, a century."""
    count, unit = ago(text)
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * count)
        return f"{monday}/{monday + timedelta(days=6)}"
    if match := _TWO_YEARS.fullmatch(text):
        year, following = match["year"], f"{int(match['year']) + 1:04d}"
        return f"{year}-12/{following}-02" if following.endswith(match["next"]) else None
    if match := _UNSPECIFIED.fullmatch(text):
        return f"{text.replace('x', '0')}/{text.replace('x', '9')}"
    if match := _DECADE.fullmatch(text):
        decade, century = match["tens"], match["tens"][:2]
        if decade.endswith("0"):
            readings = f"{decade}0/{decade}9 or {century}00/{century}99"
            raise BadValueError(f"{quoted(text)} could be ten years or a hundred; type {readings}")
        return f"{decade}0/{decade}9"
    return None


def _side(text: str, today: date) -> Parts | None:
    bare, qualifier = _peel(text)
    said = parts(bare, today)
    return said and said._replace(qualifier=qualifier)
