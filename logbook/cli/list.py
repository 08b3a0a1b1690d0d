"""`logbook list`: the sightings that a filter selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import query
from logbook.cli import look, options, output, session
from logbook.cli.app import command
from logbook.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.records import Sighting

SHOWN = 50
"""How many a terminal gets: more than that nobody reads, and fewer fit a screen or two."""


@command("Look", name="list", example="logbook list --region china")
def list_sightings(where: Session, filters: options.Filters, written: options.Output, ids: options.Ids = None) -> None:
    """List sightings, by date.

    A terminal shows the newest 50, the newest last, and undated ones below where there is room.
    A pipe gets every row, tab-separated: id, date as stored, species, animals, region, breeding level, pictures.
    """
    from logbook.views import listing

    how = output.form(written)
    snapshot = where.read()
    _, found = look.selected(snapshot, filters.wanted(), ids)
    if how == "table":
        sheet = listing.newest(query.newest(found.sightings, SHOWN))
    else:
        if how in ("json", "ndjson"):
            _say_exact(found.sightings.values())
        objects = look.as_stored(snapshot, "sightings", found.sightings)
        sheet = listing.every(found.sightings, objects, in_words=how in output.FOR_PEOPLE)
    output.emit(sheet, how)


def _say_exact(sightings: Iterable[Sighting]) -> None:
    """Say that what leaves the program here has places in it that nothing has been taken from."""
    many = sum(one.decimal_latitude is not None for one in sightings)
    if many:
        are = "position here is" if many == 1 else "positions here are"
        session.say(f"{many:,} {are} exact; `logbook export` hides those of sensitive species")
