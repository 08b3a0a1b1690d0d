"""`logbook check --fix`: mend what has one right answer, after a copy, and show each change."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import msgspec

from logbook.cli import finding, record, session
from logbook.records import TYPES, Id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from logbook.changes import Change
    from logbook.store.mending import Mend, Mending

_NOTHING = "nothing to mend: no id stands twice, the file is as the program lays it out, credits are linked"


def fix(where: session.Session, folders: Sequence[Path], *, dry_run: bool) -> None:
    """Mend the file and the links to credits, then find pictures that lie elsewhere now."""
    from logbook.pictures.walking import walk

    walks = [walk(folder) for folder in folders]  # one that is not there ends it before anything is written
    mended = where.path.exists() and _mend(where.path, dry_run=dry_run)
    if mended and folders and dry_run:
        session.say("pictures are looked for when the rest is mended")
    elif folders or not mended:
        snapshot = where.read()
        if folders:
            finding.find_again(where, snapshot, walks, dry_run=dry_run)
        else:
            session.say(f"{_NOTHING}; pictures that moved are found with --look-in DIR")


def _mend(path: Path, *, dry_run: bool) -> bool:
    """Mend the file, show what was done, and tell whether there was anything to do."""
    from logbook.store.standing import Standing

    with _held(path, dry_run=dry_run) as held:
        told = Standing(held.path).told(held.info.revision, writing=not dry_run)
        mends, changes = _planned(held)
        copy = held.mend(changes, now=session.moment()) if mends and not dry_run else None
    # Only now: whoever reads this may have gone, and that must not keep the file from being mended.
    _show(mends)
    if mends and not held.agrees:
        session.say("records that other hands have changed stay as they are: `logbook check other-hands` names them")
    if copy:
        back = "; `logbook undo` takes the changes of records back" if changes else "; no record changed"
        session.say(f"the file as it was: {copy}{back}")
    elif mends:
        session.say_dry_run()
    session.say_all(told if mends else ())
    return bool(mends)


@contextlib.contextmanager
def _held(path: Path, *, dry_run: bool) -> Iterator[Mending]:
    from logbook.store import files, mending

    if dry_run:
        yield mending.Mending(files.target(path))
    else:
        with mending.mending(path, session.say) as held:
            yield held


def _planned(held: Mending) -> tuple[list[Mend], list[Change]]:
    """Plan the file's own mending, and on what comes of it the links to credits: one list of changes."""
    from logbook.changes import linking
    from logbook.changes.drafts import Draft
    from logbook.store.mending import Mend

    mends, changes = held.plan()
    made = {Id(change.table, change.number): change for change in changes}

    def line(which: Id) -> bytes | None:
        return made[which].after if which in made else held.record(which)

    draft = Draft(line, held.next_number, record.stamp())
    images, credits = (  # noqa: A001 - the table's name
        held.table(table)
        | {
            which.number: msgspec.json.decode(change.after, type=TYPES[table])
            for which, change in made.items()
            if which.table == table and change.after is not None
        }
        for table in ("images", "credits")
    )
    links = linking.link(draft, images, credits)
    mends += [Mend(str(one.picture), "credit: nothing", f"{one.credit} ({one.line})") for one in links]
    for change in draft.changes():
        which = Id(change.table, change.number)
        made[which] = change._replace(before=made[which].before) if which in made else change
    return mends, list(made.values())


def _show(mends: Sequence[Mend]) -> None:
    from logbook.views.text import visible

    sys.stdout.writelines(f"{one.on}  {visible(one.before)} -> {visible(one.after)}\n" for one in mends)
    sys.stdout.flush()  # where both go to one place, the sentences come last
