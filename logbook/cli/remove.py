"""`logbook remove`: take records out; undo brings them back."""

from __future__ import annotations

import sys

import typer

from logbook import query
from logbook.cli import options, record, session
from logbook.cli.app import command
from logbook.errors import BadValueError


@command("Record", example="logbook remove s3")
def remove(
    where: session.Session, filters: options.Filters, ids: options.Ids = None, dry_run: options.DryRun = False
) -> None:
    """Remove records: sightings, pictures, credits, species.

    It says what else referred to them. Pictures of a removed sighting stay, and files on the disk are never touched.
    """
    from logbook.changes import editing
    from logbook.views import difference
    from logbook.views.text import singular

    wanted = filters.wanted()
    if not ids and wanted == query.Filter():
        raise BadValueError("name what to remove: ids such as s7, or filters such as --region")
    with where.write("remove", dry_run=dry_run) as held:
        chosen = record.chosen(held, ids, wanted)
        _confirm(where, len(chosen), dry_run=dry_run)
        draft = record.draft(held)
        notes = editing.remove(draft, held.book(), chosen)
        record.finish(held, draft, f"remove {' '.join(map(str, chosen))}", dry_run=dry_run)
    for note in notes:
        session.say(note)
    if chosen and not dry_run:
        gone = [change for change in draft.changes() if change.after is None]
        sys.stdout.writelines(f"{line}\n" for line in difference.headings(gone))
        them = "it" if len(gone) == 1 else "them"
        sys.stdout.write(f"removed {singular(len(gone), 'record')}; to bring {them} back: logbook undo\n")


def _confirm(where: session.Session, many: int, *, dry_run: bool) -> None:
    """Ask before more than one record goes, where somebody is there to answer."""
    if many > 1 and where.asks and not dry_run and not typer.confirm(f"Remove {many:,} records?", default=False):
        raise typer.Abort
