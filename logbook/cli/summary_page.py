"""`logbook summary --format html`: the summary as a page, as far as it may be told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from logbook.cli import disclosing, look, session
from logbook.query import Filter
from logbook.records import TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.cli.disclosing import Disclosure
    from logbook.store.snapshot import Snapshot


def write(
    snapshot: Snapshot,
    wanted: Filter,
    ids: Sequence[str] | None,
    disclosure: Disclosure,
    *,
    depth: int,
    possible: bool,
) -> None:
    """Write the page to stdout, in UTF-8 as it says itself, whatever the terminal's character set is.

    What is first is so among all records that may be told, whichever were chosen.
    """
    from logbook.tally.atlas import atlas
    from logbook.tally.summary import summarise
    from logbook.tally.timeline import timeline
    from logbook.views.pages import summary as view

    is_selection = wanted != Filter() or bool(ids)
    book, found = look.selected(snapshot, wanted, ids, *TYPES)
    told = disclosing.tell(book, found.sightings, () if is_selection else book.images, disclosure)
    session.say_all(disclosing.hidden(told, book, disclosure))
    whole = disclosing.tell(book, book.sightings, (), disclosure).book if is_selection else told.book
    chosen = told.book.sightings if is_selection else None
    text = view.page(
        told.book.info,
        summarise(whole, sightings=chosen, depth=depth, possible=possible),
        timeline(whole, sightings=chosen, depth=depth, possible=possible),
        atlas(told.book),
        view.Disclosed(sum(told.generalised.values()), disclosure.exact, is_selection),
    )
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
