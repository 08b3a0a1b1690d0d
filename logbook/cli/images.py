"""`logbook images`: the pictures, each with the line that it must be printed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from logbook import query
from logbook.cli import look, options, output, session
from logbook.cli.app import command
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.query import Filter
    from logbook.records import Book, Image

SHOWN = 50
"""How many a terminal gets."""


@command("Pictures", example="logbook images --missing alt")
def images(where: session.Session, filters: options.Filters, written: options.Output, ids: options.Ids = None) -> None:
    """List pictures: title, file, sightings, credit line exactly as it must be printed, alt text.

    Filters of place, date and animals are asked of a picture's sightings; ids may be of pictures or sightings.
    A terminal shows the last 50, a pipe every one.
    """
    from logbook.tally import inventory
    from logbook.views import holdings

    how = output.form(written)
    snapshot = where.read()
    book = snapshot.book("images", "credits", "sightings", "taxa")
    chosen = look.found(snapshot, ids or [])
    look.require_table(chosen, "images", "sightings")
    found = select(book, filters.wanted(), chosen)
    shown = dict(list(found.items())[-SHOWN:]) if how == "table" else found
    objects = look.as_stored(snapshot, "images", shown)
    footer = holdings.pictures_footer(len(shown), len(found), inventory.lacking(book, found))
    output.emit(holdings.images(shown, book, inventory.belonging(book), objects, footer), how)


def select(book: Book, wanted: Filter, chosen: Sequence[Id]) -> dict[int, Image]:
    """Give the pictures that are meant: chosen themselves or by their sightings, and by the filter."""
    if chosen:
        shown = [ref for which in chosen if which.table == "sightings" for ref in book.sightings[which.number].images]
        numbers = {which.number for which in chosen if which.table == "images"}
        numbers |= {number for number in book.images if str(Id("images", number)) in shown}
        wanted = msgspec.structs.replace(wanted, ids=frozenset(numbers))
    found = query.select_images(book, wanted, session.clock())
    if not found:
        look.hint(book, wanted)
    return found
