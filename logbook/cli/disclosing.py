"""What may be told of the records that go out, and what is said of that: for all that leaves the house."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from logbook.cli import session
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.records import NOUNS
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from logbook.cli.options import Discretion
    from logbook.privacy import Told
    from logbook.records import Book, Image, Ref

_DELAY = pattern(r"([0-9]{1,5}) ?(y|years?|months?|w|weeks?|d|days?)|0", re.IGNORECASE)
_DAYS = {"y": 366, "m": 31, "w": 7, "d": 1}
"""No year and no month is longer: who says one gets all of it."""
_MOST_DAYS = 100 * 366
_DATES = {"sightings": ("event_date",), "deployments": ("deployment_start", "deployment_end")}


class Disclosure(NamedTuple):
    """How much is told: all as on record, or dates of a rare animal only once they are so old."""

    exact: bool
    delay: timedelta


def disclosure(said: Discretion) -> Disclosure:
    """Read how much is to be told. Raises BadValueError for a delay that is none, or that nothing is made of."""
    if said.exact and said.delay is not None:
        raise BadValueError("--exact tells every date at once, and --delay holds some back; choose one")
    return Disclosure(said.exact, _delay(said.delay or "1y"))


def _delay(text: str) -> timedelta:
    """Read `1y`, `18 months`, `90d`, or 0."""
    match = _DELAY.fullmatch(text.strip())
    if match is None:
        raise BadValueError(f"{quoted(text)} is no length of time; type --delay 1y, '18 months', 90d or 0")
    days = int(match[1]) * _DAYS[match[2][0].lower()] if match[1] else 0
    if days > _MOST_DAYS:
        raise BadValueError(f"--delay {text} is more than a century; what must never be told: --sensitivity extreme")
    return timedelta(days=days)


def tell(
    book: Book,
    sightings: Collection[int],
    images: Collection[int],
    how: Disclosure,
    deployments: Collection[int] = (),
) -> Told:
    """Ask what may be told of some records of a whole logbook."""
    from logbook import privacy

    return privacy.tell(book, sightings, images, deployments, now=session.clock(), delay=how.delay, exact=how.exact)


def hidden(told: Told, book: Book, how: Disclosure) -> list[str]:
    """Put in sentences what is not told as it is on record in `book`, or loudly that all is."""
    from logbook.views import exported

    said = [*exported.hidden(told)]
    if how.exact and (told.book.sightings or told.book.images):
        what, records = ("sighting", told.book.sightings) if told.book.sightings else ("picture", told.book.images)
        said.append(exported.exact(len(records), what, _positions(told.book)))
    dated = {
        NOUNS[table]: sum(
            any(getattr(one, name) != getattr(getattr(book, table)[number], name) for name in names)
            for number, one in getattr(told.book, table).items()
        )
        for table, names in _DATES.items()
    }
    return [*said, exported.withheld_dates(dated)] if any(dated.values()) else said


def say_stamped(copied: Mapping[Ref, Image], how: Disclosure) -> None:
    """Say of which pictures, as they are told, the copies may show a place or day that is not told."""
    from logbook.views import exported

    hiding = [ref for ref, image in copied.items() if image.data_generalizations is not None]
    if hiding and not how.exact:
        session.say(exported.stamped(hiding))


def _positions(book: Book) -> int:
    """Count the exact positions: of sightings, pictures and deployments."""
    own = (one.decimal_latitude for table in (book.sightings, book.images) for one in table.values())
    return sum(one is not None for one in (*own, *(one.latitude for one in book.deployments.values())))
