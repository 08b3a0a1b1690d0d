"""`logbook undo`: take the last change back, and bring it again."""

from __future__ import annotations

import sys
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import options, printed, record, session
from logbook.cli.app import command
from logbook.errors import LogbookError
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Callable

    from logbook.changes import Change
    from logbook.store.history import Entry
    from logbook.store.snapshot import Snapshot

SHOWN = 20
_PREFIX = "undo: "


@command("Record", example="logbook undo --list")
def undo(
    where: session.Session,
    listed: Annotated[bool, typer.Option("--list", help="Show what could be taken back, newest first.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Bring back what was undone last.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Take the last change back, whoever made it; it can be repeated.

    Every record is restored to the byte. What is shown is each field before and after.
    """
    if listed:
        _list(where)
        return
    asked = _confirmed(where, redo=redo) if where.asks and not dry_run else None
    with where.write("undo", dry_run=dry_run) as held:
        entry = _redoable(held) if redo else _undoable(held)
        if asked not in {None, entry.revision}:
            raise LogbookError("another change was made meanwhile; nothing was undone: look with undo --list")
        changes, notes = _reversed(held, entry), list[str]()
        told = partial(printed.tell, held, changes, notes)
        if dry_run:
            told()
        else:
            _commit(held, entry, changes, redo=redo, meanwhile=told)
    # Only now: whoever reads this may have gone, and that must not keep the change from being made.
    if asked is None:
        record.show(changes)
    session.say_all(notes)
    if dry_run:
        session.say_dry_run()


def _confirmed(where: session.Session, *, redo: bool) -> int:
    """Show a person what would be taken back, and ask; nobody is locked out while an answer is awaited."""
    snapshot = where.read()
    entry = _redoable(snapshot) if redo else _undoable(snapshot)
    record.show(_reversed(snapshot, entry))
    if not typer.confirm("Bring it back?" if redo else "Take it back?", default=True):
        raise typer.Abort
    return entry.revision


def _commit(held: Snapshot, entry: Entry, changes: list[Change], *, redo: bool, meanwhile: Callable[[], None]) -> None:
    from logbook.store.transaction import Transaction

    name = entry.command.removeprefix(_PREFIX)
    undoes, redoes = (None, entry.revision) if redo else (entry.revision, None)
    if isinstance(held, Transaction):
        held.command = name if redo else f"{_PREFIX}{name}"
        held.commit(changes, now=session.moment(), undoes=undoes, redoes=redoes, meanwhile=meanwhile)
    session.say(f"brought back: {name}" if redo else f"undone: {name}; to bring it back: logbook undo --redo")


def _reversed(held: Snapshot, entry: Entry) -> list[Change]:
    from logbook.store import history

    return history.reversal(entry, lambda table, number: held.record(Id(table, number))).changes


def _list(where: session.Session) -> None:
    from logbook.store import history
    from logbook.views import wording
    from logbook.views.text import visible

    snapshot = where.read()
    found = history.undoable(history.history_path(snapshot.path), snapshot.info.revision)
    lines = [visible(f"{wording.moment(entry.time)}  {entry.command}") + "\n" for entry in islice(found, SHOWN)]
    sys.stdout.writelines(lines)
    if not lines:
        session.say("there is nothing to undo")
    elif next(found, None):
        session.say(f"and more before these {SHOWN}")


def _undoable(held: Snapshot) -> Entry:
    from logbook.store import history

    entry = next(history.undoable(history.history_path(held.path), held.info.revision), None)
    if entry is None:
        raise LogbookError(f"there is nothing to undo in {held.path}")
    return entry


def _redoable(held: Snapshot) -> Entry:
    from logbook.store import history

    entry = history.redoable(history.history_path(held.path), held.info.revision)
    if entry is None:
        raise LogbookError("there is nothing to bring back: the last change was no undo")
    return entry
