"""What the commands that write have in common: a draft on a logbook, picture files, and the end of a change."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from logbook.cli import session
from logbook.drafts import Draft, Stamp
from logbook.errors import BadValueError
from logbook.records import Id, Image, parse_id, uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from logbook.store.snapshot import Snapshot


def draft(held: Snapshot) -> Draft:
    """Begin a draft on a logbook."""
    stamp = Stamp(session.moment(), lambda: uuid7(time.time_ns() // 1_000_000, os.urandom(10)))
    return Draft(held.record, held.next_number, stamp)


def finish(held: Snapshot, planned: Draft, *, dry_run: bool) -> bool:
    """Write what was planned, or show it in a dry run; tell whether there was anything to change."""
    from logbook.store.transaction import Transaction

    changes = planned.changes()
    if not changes:
        session.say("nothing to change")
        return False
    if isinstance(held, Transaction):
        held.commit(changes, now=session.moment())
    if dry_run:
        from logbook.views import difference

        sys.stdout.writelines(f"{line}\n" for line in difference.lines(changes))
        session.say("a dry run: nothing was written")
    return True


def read_pictures(paths: Sequence[Path], logbook: Path) -> list[Image]:
    """Read picture files into records; a path below the logbook's folder is kept relative to it, with `/`."""
    from logbook.pictures.reading import read

    made = []
    for path in paths:
        facts = read(path)
        made.append(
            Image(
                file=stored_path(path, logbook),
                sha256=facts.sha256,
                media_type=facts.media_type,
                width=facts.width,
                height=facts.height,
                orientation=facts.orientation,
                date_created=facts.date_created,
                camera=facts.camera,
            )
        )
    return made


def stored_path(path: Path, logbook: Path) -> str:
    """Write a picture's path as the logbook keeps it."""
    whole, folder = path.resolve(), logbook.resolve().parent
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.as_posix()


def known_picture(held: Snapshot, image: Image) -> Id | None:
    """Find a picture that is in the logbook already, by its digest."""
    return held.holding("images", f'"sha256":"{image.sha256}"'.encode()) if image.sha256 else None


def ids(texts: Sequence[str]) -> list[Id]:
    """Read ids; `-` takes them from stdin."""
    words = [word for text in texts for word in (sys.stdin.read().split() if text == "-" else [text])]
    return list(dict.fromkeys(parse_id(word) for word in words))


def one_id(text: str) -> Id:
    """Read an id where one is asked for."""
    words = text.split()
    if len(words) != 1:
        raise BadValueError(f"{text!r} is not one id; ids look like s7 or i3")
    return parse_id(words[0])


def says_something(group: object) -> bool:
    """Tell whether any option of a group was used."""
    return any(value not in (None, []) for value in vars(group).values())
