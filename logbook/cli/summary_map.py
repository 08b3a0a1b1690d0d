"""`logbook summary --map`: where, as far as it may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.cli import disclosing, look, output, session
from logbook.records import TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.cli.disclosing import Disclosure
    from logbook.query import Filter
    from logbook.store.snapshot import Snapshot


def write(snapshot: Snapshot, wanted: Filter, ids: Sequence[str] | None, disclosure: Disclosure, how: str) -> None:
    """Write the positions of sightings that may be told: drawn as a map with its key, or as rows."""
    from logbook.tally.atlas import atlas
    from logbook.views import map as maps

    book, found = look.selected(snapshot, wanted, ids, *TYPES)
    told = disclosing.tell(book, found.sightings, (), disclosure)
    session.say_all(disclosing.hidden(told, book, disclosure))
    made = atlas(told.book)
    if how == "table" and made.points:
        maps.show(made, drawn=not output.ascii_only())
        return
    if made.unplaced:
        session.say(maps.unplaced(len(made.unplaced)))
        if how in output.FOR_PEOPLE and not made.points:
            session.say("nothing to draw; `logbook summary --by region` tells where they were in words")
            return
    output.emit(maps.key(made, marked=False) if how in output.FOR_PEOPLE else maps.rows(made.points), how)
