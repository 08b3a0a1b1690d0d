"""`logbook list`: the sightings that a filter selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.cli import options, session
from logbook.cli.app import command
from logbook.cli.session import Session

if TYPE_CHECKING:
    from logbook.query.searching import Found

SHOWN = 50
"""How many a terminal gets: more than that nobody reads, and fewer fit a screen or two."""


@command("Look", name="list", example="logbook list --region china")
def list_sightings(where: Session, filters: options.Filters, written: options.Output, ids: options.Ids = None) -> None:
    """List sightings, by date.

    A terminal shows the newest 50, the newest last, and undated ones below where there is room.
    A pipe gets every row, tab-separated: id, date as stored, species, animals, region, breeding level, pictures.
    """
    from logbook.cli import look, output
    from logbook.views import listing
    from logbook.views.sheet import Sheet

    how = output.form(written)
    snapshot = where.read()
    found = look.searched(snapshot, filters.wanted(), ids, SHOWN if how == "table" else None)
    stored = look.lines(snapshot, "sightings", found.hits())
    if how == "table":
        sheet = listing.newest(look.decoded(snapshot, "sightings", stored), found)
    elif how in ("json", "ndjson"):
        _say_exact(found)
        sheet = Sheet((), (), look.objects(snapshot, "sightings", stored))
    else:
        sheet = listing.every(look.decoded(snapshot, "sightings", stored), in_words=how in output.FOR_PEOPLE)
    output.emit(sheet, how)


def _say_exact(found: Found) -> None:
    """Say that what leaves the program here has places in it that nothing has been taken from."""
    if found.positions:
        are = "position here is" if found.positions == 1 else "positions here are"
        session.say(f"{found.positions:,} {are} exact; `logbook export` hides those of sensitive species")
