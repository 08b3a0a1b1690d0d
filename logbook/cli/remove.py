"""`logbook remove`: take records out; undo brings them back."""

from __future__ import annotations

import sys

import typer

from logbook import query
from logbook.cli import options, record, session
from logbook.cli.app import command
from logbook.errors import BadValueError, NotOneError
from logbook.records import Id


@command("Record", example="logbook remove s3")
def remove(
    where: session.Session, filters: options.Filters, ids: options.Ids = None, dry_run: options.DryRun = False
) -> None:
    """Remove records: sightings, pictures, credits, species.

    It says what else referred to them. Pictures of a removed sighting stay, and files on the disk are never touched.
    """
    from logbook import recording
    from logbook.views import difference
    from logbook.views.text import singular

    wanted = filters.wanted()
    if not ids and wanted == query.Filter():
        raise BadValueError("name what to remove: ids such as s7, or filters such as --region")
    with where.write(f"remove {' '.join(ids or ['by filter'])}", dry_run=dry_run) as held:
        draft, book = record.draft(held), held.book()
        chosen = (
            record.ids(ids) if ids else [Id("sightings", n) for n in query.select(book, wanted, session.clock())[0]]
        )
        for which in chosen:
            if held.record(which) is None:
                raise NotOneError(f"there is no {which} in {held.path}; nothing was removed")
        _confirm(where, len(chosen), dry_run=dry_run)
        notes = recording.remove(draft, book, chosen)
        changes = [change for change in draft.changes() if change.after is None]
        record.finish(held, draft, dry_run=dry_run)
    for note in notes:
        session.say(note)
    if not dry_run and changes:
        sys.stdout.writelines(f"{line}\n" for line in difference.headings(changes))
        sys.stdout.write(f"removed {singular(len(changes), 'record')}; to bring it back: logbook undo\n")


def _confirm(where: session.Session, many: int, *, dry_run: bool) -> None:
    """Ask before more than one record goes, where somebody is there to answer."""
    if many > 1 and where.asks and not dry_run and not typer.confirm(f"Remove {many:,} records?", default=False):
        raise typer.Abort
