"""`logbook remove`: take records out; undo brings them back."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import typer

from logbook import query
from logbook.cli import options, printed, record, session
from logbook.cli.app import command
from logbook.errors import BadValueError, LogbookError
from logbook.records import Book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.records import Id


@command("Record", example="logbook remove s3")
def remove(
    where: session.Session, filters: options.Filters, ids: options.Ids = None, dry_run: options.DryRun = False
) -> None:
    """Remove records: sightings, pictures, credits, species.

    It says what else referred to them. Pictures of a removed sighting stay, and files on the disk are never touched.
    """
    from logbook.changes import editing
    from logbook.cli import linked
    from logbook.views import difference
    from logbook.views.text import singular

    wanted = filters.wanted()
    if not ids and wanted == query.Filter():
        raise BadValueError("name what to remove: ids such as s7, or filters such as --region")
    asked = _confirmed(where, ids, wanted) if where.asks and not dry_run else None
    with where.write("remove", dry_run=dry_run) as held:
        chosen = record.chosen(held, ids, wanted)
        if asked not in (None, chosen):
            raise LogbookError("the logbook was changed meanwhile; nothing was removed: look again")
        draft = record.draft(held)
        book = Book(sightings=linked.sightings(held, chosen), images=linked.pictures(held, chosen))
        notes = editing.remove(draft, book, chosen)
        told, name = partial(printed.tell, held, draft.changes(), notes), f"remove {' '.join(map(str, chosen))}"
        record.finish(held, draft, name, dry_run=dry_run, meanwhile=told)
    session.say_all(notes)
    if chosen and not dry_run:
        gone = [change for change in draft.changes() if change.after is None]
        sys.stdout.writelines(f"{line}\n" for line in difference.headings(gone))
        them = "it" if len(gone) == 1 else "them"
        sys.stdout.write(f"removed {singular(len(gone), 'record')}; to bring {them} back: logbook undo\n")


def _confirmed(where: session.Session, ids: Sequence[str] | None, wanted: query.Filter) -> list[Id]:
    """Show what goes and ask, before more than one record does; nobody is locked out while an answer is awaited."""
    from logbook.changes import Change
    from logbook.views import difference

    snapshot = where.read()
    chosen = record.chosen(snapshot, ids, wanted)
    if len(chosen) > 1:
        going = [Change(*which, snapshot.record(which), None) for which in chosen]
        sys.stdout.writelines(f"{line}\n" for line in difference.headings(going))
        if not typer.confirm(f"Remove these {len(chosen):,} records?", default=False):
            raise typer.Abort
    return chosen
