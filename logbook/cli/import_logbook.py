"""`logbook import OTHER.json`: another station's logbook is merged into this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import typer

from logbook.cli import files, output, printed, record, session
from logbook.errors import LogbookError
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from logbook.changes.merging import Choice, Conflict, Merged, Preference, Side
    from logbook.changes.merging.sides import Decide
    from logbook.store.snapshot import Snapshot

_ANSWERS: dict[str, tuple[Choice, bool]] = {
    **dict.fromkeys(("o", "ours"), ("ours", False)),
    **dict.fromkeys(("t", "theirs"), ("theirs", False)),
    **dict.fromkeys(("ao", "all ours"), ("ours", True)),
    **dict.fromkeys(("at", "all theirs"), ("theirs", True)),
}
"""What may be answered: the side, and whether it is that of all further conflicts too."""
_QUESTION = "ours (o), theirs (t), all ours (ao), all theirs (at), or quit (q)"


class Other(NamedTuple):
    """The other logbook: where it lies, and what it holds."""

    path: Path
    side: Side


def merge(where: session.Session, path: Path, prefer: Preference | None, dry_run: bool) -> None:
    """Merge another logbook into this one, in one transaction; the other is only read.

    Where both have changed one record, a person at the terminal decides, unless `prefer` does. Raises LogbookError
    where nobody can, with nothing written.
    """
    from logbook.changes.merging import by_answers, by_preference

    other = _opened(path)
    asks = where.asks and prefer is None
    decide = by_answers(_asked(where, other)) if asks else by_preference(prefer)
    with where.write("import", dry_run=dry_run, makes=True) as held:
        done = _planned(held, where.path, other, decide)
        _require_decided(done, asked=asks)
        if not done.changes:
            session.say("nothing to change")
        _commit(held, done, f"import {path.name}: {len(done.new):,} new, {_changed(done):,} changed")
        said = printed.notes(held, done.changes)
    _tell(done, [*said], dry_run=dry_run)


def _opened(path: Path) -> Other:
    """Open the other logbook as strictly as one that is written: what is merged is there for good."""
    from logbook.store.snapshot import Snapshot

    snapshot = Snapshot(path, writing=True)
    if snapshot.stat is None:
        raise LogbookError(f"there is no logbook {path}")
    side = _without_strays(_side(snapshot, path.name), path)
    session.say_all(snapshot.notes)
    return Other(path, side)


def _without_strays(side: Side, path: Path) -> Side:
    """Take from pictures the files that are not known for theirs: what lies outside their folder may lie in ours."""
    from msgspec.structs import replace

    from logbook.changes import edited

    strays = files.strays(side.book.images, path)
    if not strays:
        return side
    named = listed([f"i{number}" for number in sorted(strays)])
    session.say(
        f"{named} of {path.name}: taken without the file, which lies outside that logbook's folder and is not known by "
        "its sha256"
    )
    images = {number: replace(one, file=None) if number in strays else one for number, one in side.book.images.items()}
    bare = {number: edited(side.lines["images"][number], {"file": None}) for number in strays}
    lines = {**side.lines, "images": {**side.lines["images"], **bare}}
    return replace(side, book=replace(side.book, images=images), lines=lines)


def _side(snapshot: Snapshot, name: str) -> Side:
    """Give a logbook as a merge takes it."""
    from logbook.changes.merging import Side
    from logbook.store import layout
    from logbook.store.past import Past

    book = snapshot.book()
    past = Past(snapshot.path, snapshot.info.revision)
    bodies = snapshot.layout.bodies
    return Side(
        name=name,
        book=book,
        lines={table: dict(layout.lines(snapshot.data, bodies[table])) for table in layout.KNOWN if table in bodies},
        head=layout.without_bookkeeping(snapshot.head),
        unknown={
            table: bytes(layout.table_json(snapshot.data, body))
            for table, body in bodies.items()
            if table not in layout.KNOWN
        },
        earlier=past.earlier,
        removed=past,
    )


def _planned(held: Snapshot, logbook: Path, other: Other, decide: Decide) -> Merged:
    from logbook.changes.merging import merge as plan

    ours = _side(held, "this logbook")
    return plan(ours, other.side, first_free=held.next_number, stored=_stored(other.path, logbook), decide=decide)


def _stored(other: Path, logbook: Path) -> Callable[[str], str]:
    """Give what names a file of the other logbook in ours; a folder is looked up once."""
    home, folders = files.home(other), dict[str, str]()

    def stored(file: str) -> str:
        name = file.rpartition("/")[2]
        folder = file.removesuffix(name)
        if folder not in folders:
            try:
                folders[folder] = files.stored_path(home / folder, logbook).rstrip("/")
            except ValueError:  # no system has a folder of this name
                folders[folder] = folder.rstrip("/")
        return name if folders[folder] == "." else f"{folders[folder]}/{name}"

    return stored


def _asked(where: session.Session, other: Other) -> list[tuple[Conflict, Choice]]:
    """Ask a person about every conflict; nobody is locked out while an answer is awaited."""
    from logbook.changes.merging import by_preference

    answers: list[tuple[Conflict, Choice]] = []
    every: list[Choice] = []

    def decide(conflict: Conflict) -> Choice | None:
        if every:
            choice = by_preference(every[0])(conflict)
        else:
            choice, for_all = _ask(conflict)
            every.extend([choice] if for_all else [])
        if choice:
            answers.append((conflict, choice))
        return choice

    with where.write("import", dry_run=True, makes=True) as snapshot:
        _planned(snapshot, where.path, other, decide)
    return answers


def _ask(conflict: Conflict) -> tuple[Choice, bool]:
    """Show a conflict side by side, and ask until there is an answer. Aborts where the person quits."""
    from logbook.views import merged

    output.emit(merged.sheet(conflict), "table")
    while True:
        answer = " ".join(str(typer.prompt(_QUESTION)).casefold().split())
        if answer in ("q", "quit"):
            session.say("nothing was written")
            raise typer.Abort
        if answer in _ANSWERS:
            return _ANSWERS[answer]


def _require_decided(done: Merged, *, asked: bool) -> None:
    from logbook.views import merged
    from logbook.views.text import singular

    if not done.open:
        return
    if asked:
        raise LogbookError("the logbook was changed meanwhile; nothing was written: repeat the command")
    session.say_all(merged.listing(done.open[: merged.SHOWN]))
    more = len(done.open) - merged.SHOWN
    if more > 0:
        session.say(f"and {more:,} more")
    raise LogbookError(
        f"the two logbooks say different things in {singular(len(done.open), 'place')}; nothing was written: decide "
        "with --prefer newer, ours or theirs, or run it at a terminal, which asks about each"
    )


def _commit(held: Snapshot, done: Merged, name: str) -> None:
    from logbook.store.transaction import Transaction

    if isinstance(held, Transaction):
        held.command = name
        held.commit(done.changes, now=session.moment())


def _changed(done: Merged) -> int:
    return sum(change.before is not None for change in done.changes)


def _tell(done: Merged, said: list[str], *, dry_run: bool) -> None:
    from logbook.views import merged

    output.emit_lines(merged.lines(done, whole=not output.on_terminal(), dry_run=dry_run))
    if dry_run:
        record.show([change for change in done.changes if change.before is not None])
    session.say_all([*merged.notes(done), *said])
    if dry_run:
        session.say_dry_run()
    elif done.changes:
        output.emit_lines(["To take it back: logbook undo"])
