"""`logbook summary --timeline`: each region and species along time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.cli import output

if TYPE_CHECKING:
    from collections.abc import Collection

    from logbook.records import Book


def write(book: Book, chosen: Collection[int] | None, how: str, *, depth: int = 1, possible: bool = False) -> None:
    """Draw the sightings along time on a terminal; write their rows in any other form."""
    from logbook.tally.timeline import timeline as lay
    from logbook.views import timeline

    found = lay(book, sightings=chosen, depth=depth, possible=possible)
    if how == "table" and found.rows:
        timeline.show(found, ascii_only=output.ascii_only())
    else:
        output.emit(timeline.sheet(found) if how in output.FOR_PEOPLE else timeline.whole(found), how)
