"""What the times of pictures and sightings tell of a camera's clock."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from logbook import dates, query
from logbook.checks.faults import Facts, Said
from logbook.dates import clocks
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from logbook.records import Book

_FIGURES = "0123456789"
_NUMBER_LENGTHS = range(3, 7)
"""A camera's own number of a picture is so long; more figures are a time."""
_A_DAY = timedelta(days=1)


class _Shot(NamedTuple):
    """A picture of a camera by its number there, and when it was taken by the clock."""

    number: int
    id: str
    name: str
    date: str
    clock: datetime


def capture_date(book: Book, _: Facts) -> Iterator[Said]:
    """Find pictures whose capture time lies more than a day outside their sighting's date: a clock, a wrong picture."""
    pictured = Pictured(book)
    for number, sighting in book.sightings.items():
        seen = dates.readable(sighting.event_date, query.hemisphere(sighting))
        for ref, image in pictured.images(sighting) if seen else ():
            taken = dates.readable(image.date_created)
            if seen and taken and not _within_a_day(taken, seen):
                text = (
                    f"taken {dates.words(image.date_created)}, and s{number} is of {dates.words(sighting.event_date)}"
                )
                yield Said(ref, text, f"a wrong clock, date or picture: logbook show s{number} {ref}")


def _within_a_day(taken: dates.Span, seen: dates.Span) -> bool:
    """Tell whether two spans meet, or nearly do; a time zone that nobody knows may part them by most of a day."""
    after, before = taken.earliest - seen.latest, seen.earliest - taken.latest
    return max(after, before) <= timedelta(days=1)


def factory_date(book: Book, _: Facts) -> Iterator[Said]:
    """Find sightings and pictures of a camera whose clock began anew, and which nobody has corrected.

    The pictures of such a sighting are corrected with it, and not told apart.
    """
    told: set[str] = set()
    for number, sighting in book.sightings.items():
        if _began_anew(sighting.event_date, sighting.clock_offset):
            told.update(sighting.images)
            yield _of_clock(f"s{number}", sighting.event_date)
    for number, image in book.images.items():
        if f"i{number}" not in told and _began_anew(image.date_created, image.clock_offset):
            yield _of_clock(f"i{number}", image.date_created)


def _began_anew(date: str | None, offset: str | None) -> bool:
    return date is not None and not offset and clocks.is_factory(date)


def _of_clock(which: str, date: str | None) -> Said:
    start = (date or "").partition("/")[0]
    text = f"{dates.words(start)} is what a camera shows whose clock began anew"
    return Said(which, text, f"if it was another time: logbook edit {which} --clock {start}=WHAT-IT-WAS")


def clock_reset(book: Book, _: Facts) -> Iterator[Said]:
    """Find pictures that a camera numbered one after the other, and of which the second is more than a day older.

    Numbers are compared within a folder, a camera and what stands before the number. Where one stands twice there the
    pictures are of several cards, and nothing is told; nor where numbers are missing between, as behind 9999.
    """
    for shots in _by_camera(book).values():
        ordered = sorted(shots, key=attrgetter("number"))
        if any(one.number == other.number for one, other in pairwise(ordered)):
            continue
        for at, (one, other) in enumerate(pairwise(ordered), 1):
            if other.number == one.number + 1 and one.clock - other.clock > _A_DAY:
                yield _fell_back(one, other, _still_behind(ordered[at + 1 :], one))


def _by_camera(book: Book) -> dict[tuple[str, ...], list[_Shot]]:
    """Put the pictures whose names end in a number and whose time is known together, by folder, camera and letters."""
    found: dict[tuple[str, ...], list[_Shot]] = defaultdict(list)
    for number, image in book.images.items():
        folder, _, name = (image.file or "").rpartition("/")
        before, figures = _numbered(name)
        date = image.date_created or ""
        if len(figures) in _NUMBER_LENGTHS and clocks.is_time(date):
            shot = _Shot(int(figures), f"i{number}", name, date, dates.span(date).earliest)
            found[folder, image.camera or "", before].append(shot)
    return found


def _numbered(name: str) -> tuple[str, str]:
    """Give the figures that a file's name ends in, behind what stands before them: RCNX, 0041."""
    stem = name.rpartition(".")[0]
    before = stem.rstrip(_FIGURES)
    figures = stem[len(before) :]
    start = max(map(before.rfind, _FIGURES)) + 1
    return before[start:], figures


def _still_behind(later: list[_Shot], before: _Shot) -> int:
    """Count the pictures that follow until the clock is past where it fell back from."""
    return next((at for at, shot in enumerate(later) if shot.clock > before.clock), len(later))


def _fell_back(one: _Shot, other: _Shot, more: int) -> Said:
    days = (one.clock - other.clock) // _A_DAY
    behind = f" and {more:,} behind it" if more else ""
    text = f"{other.name} was taken {dates.words(other.date)}, {days:,} days before {one.name}, {one.id}"
    advice = f"if the clock began anew there, the times of {other.id}{behind} are wrong"
    return Said(other.id, text, f"{advice}: logbook edit {other.id} --clock {other.date}=WHAT-IT-WAS")
