"""`logbook credits`: whose pictures these are, in every spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook import query
from logbook.cli import look, options, output, session
from logbook.cli.app import command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.store.snapshot import Snapshot
    from logbook.tally.inventory import CreditLine


@command("Pictures", name="credits", example="logbook credits --region russia")
def list_credits(
    where: session.Session, filters: options.Filters, written: options.Output, ids: options.Ids = None
) -> None:
    """List credits: spellings as printed, pictures and sightings, parties, licence and terms by default, contact.

    Filters choose pictures, and their credits are listed; without any, credits that no picture bears are listed too.
    """
    from logbook.tally import inventory
    from logbook.views import holdings

    how = output.form(written)
    snapshot = where.read()
    chosen, wanted = look.found(snapshot, ids or []), filters.wanted()
    look.require_table(chosen, "credits")
    book = snapshot.book("images", "credits", "sightings", "taxa", *wanted.tables)
    images = query.select_images(book, wanted, session.clock())
    lines = inventory.credits(book, images, book.credits if wanted == query.Filter() else ())
    if chosen:
        numbers = {which.number for which in chosen}
        lines = [line for line in lines if line.number in numbers]
    elif not lines:
        look.hint(book, wanted)
    lacking = inventory.lacking(book, images)
    output.emit(holdings.credits(lines, book.credits, _objects(snapshot, lines), lacking, len(images)), how)


def _objects(snapshot: Snapshot, lines: Sequence[CreditLine]) -> Iterator[dict[str, Any]]:
    """Give credits as they are stored, with their counts; one that has no record has no id."""
    for line in lines:
        counts = {"image_count": line.images, "sighting_count": line.sightings}
        if line.number is None:
            yield {"id": None, "name": line.name, "spellings": line.spellings, **counts}
        for stored in look.as_stored(snapshot, "credits", [line.number] if line.number else []):
            yield {**stored, **counts}
