"""`logbook show`: records in full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from logbook.cli import cards, completion, likenesses, look, options, output
from logbook.cli.app import command
from logbook.cli.session import Session
from logbook.records import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.records import Id, Image
    from logbook.store.snapshot import Snapshot
    from logbook.views.sheet import Sheet

Wanted = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="s7, i3, c2, t1, d1; a bare number is a sighting.", autocompletion=completion.ids
    ),
]


@command("Look", example="logbook show s1 --format markdown")
def show(where: Session, ids: Wanted, written: options.Output, no_pictures: likenesses.NoPictures = False) -> None:
    """Show records in full: sightings, pictures, credits, species.

    What is not known is said too. As JSON a record is as it is stored.
    As Markdown a sighting becomes the evidence sheet of a first-record note.
    A terminal shows the pictures themselves where textual-image is installed.
    """
    how = output.form(written)
    snapshot = where.read()
    chosen = look.found(snapshot, ids)
    if how == "table":
        from logbook.views import table

        table.show_cards(cards.card(snapshot, which) for which in chosen)
        if not no_pictures:
            likenesses.show(_pictures(snapshot, chosen), snapshot.path, likenesses.LARGE)
    elif how == "markdown":
        output.emit_lines(_markdown(snapshot, chosen))
    else:
        output.emit(_fields(snapshot, chosen, named=how == "csv"), how)


def _pictures(snapshot: Snapshot, chosen: Sequence[Id]) -> dict[int, Image]:
    """Read the pictures among the records, and those of the sightings among them, in order."""
    refs: list[str] = []
    for which in chosen:
        record = snapshot.decoded(which)
        refs += record.images if isinstance(record, Sighting) else [str(which)]
    images: dict[int, Image] = cards.some(snapshot, "images", refs)
    return images


def _fields(snapshot: Snapshot, chosen: Sequence[Id], *, named: bool) -> Sheet:
    """Give each stored field on a row of its own, after the record's id where the row is to be `named`."""
    from logbook.views.card import flat
    from logbook.views.sheet import Column, Sheet

    objects = [one for which in chosen for one in look.as_stored(snapshot, which.table, [which.number])]
    rows = [(str(one["id"]), *pair) for one in objects for pair in flat(_verbatim(one))]
    columns = (Column("record", "Record"), Column("field", "Field"), Column("value", "Value"))
    return Sheet(columns, rows, objects) if named else Sheet(columns[1:], [row[1:] for row in rows], objects)


def _verbatim(one: dict[str, Any]) -> Any:
    """Parse a record as it is stored, each number as it is written there."""
    return json.loads(msgspec.json.encode(one), parse_int=str, parse_float=str)


def _markdown(snapshot: Snapshot, chosen: Sequence[Id]) -> Iterator[str]:
    from logbook.views import card

    for at, which in enumerate(chosen):
        if at:
            yield ""
        if which.table == "sightings":
            yield from cards.evidence_sheet(snapshot, which)
        else:
            yield from card.markdown(cards.card(snapshot, which))
