"""What the times of pictures and sightings tell of a camera's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from logbook import dates, query
from logbook.checks.faults import Facts, Said
from logbook.dates import clocks
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Book


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
