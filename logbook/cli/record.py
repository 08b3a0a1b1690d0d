"""What the commands that write have in common: a draft on a logbook, picture files, and the end of a change."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from logbook.changes.drafts import Draft, Stamp
from logbook.cli import output, session
from logbook.errors import BadValueError, LogbookError, NotOneError
from logbook.records import Id, Image, parse_id, uuid7

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from logbook.changes import Change
    from logbook.query import Filter
    from logbook.store.snapshot import Snapshot

_LONGEST = 80
"""The name of a change is cut to as many characters."""


def draft(held: Snapshot) -> Draft:
    """Begin a draft on a logbook."""
    stamp = Stamp(session.moment(), lambda: uuid7(time.time_ns() // 1_000_000, os.urandom(10)))
    return Draft(held.record, held.next_number, stamp)


def finish(
    held: Snapshot,
    planned: Draft,
    command: str,
    *,
    dry_run: bool,
    shown: bool = False,
    listed: bool = True,
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Write what was planned; show it field by field where that is wanted, and in a dry run unless it is not `listed`.

    `command` is what the history calls the change: more is known of it now than when it began. `meanwhile` is done
    while the disk is writing.
    """
    from logbook.store.transaction import Transaction

    changes = planned.changes()
    if not changes:
        session.say("nothing to change")
        return
    if isinstance(held, Transaction):
        held.command = command if len(command) <= _LONGEST else f"{command[:_LONGEST]}…"
        held.commit(changes, now=session.moment(), meanwhile=meanwhile)
    elif meanwhile:
        meanwhile()
    if shown or (dry_run and listed):
        show(changes)
    if dry_run:
        session.say("a dry run: nothing was written")


def show(changes: Sequence[Change]) -> None:
    """Show changes field by field; at a terminal no more records than a person would read."""
    from logbook.views import difference

    most = difference.SHOWN if output.on_terminal() else None
    output.emit_lines(difference.lines(changes, most=most))


def read_pictures(paths: Sequence[Path], logbook: Path) -> list[Image]:
    """Read picture files into records, and say what could not be read.

    A path below the logbook's folder is kept relative to it, with `/`.
    """
    if not paths:
        return []
    from msgspec.structs import replace

    from logbook.pictures.reading import read

    images = list[Image]()
    for path in paths:
        reading = read(path)
        session.say_all(f"{path}: {note}" for note in reading.notes)
        images.append(replace(reading.image, file=stored_path(path, logbook)))
    return images


def stored_path(path: Path, logbook: Path) -> str:
    """Write a picture's path as the logbook keeps it. Raises LogbookError for a path that is no text (UTF-8)."""
    # Path.resolve would raise RuntimeError for a link that leads to itself, which is told of where it is opened.
    whole, folder = Path(os.path.realpath(path)), Path(os.path.realpath(logbook)).parent
    stored = whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.as_posix()
    if not stored.isascii() and any("\ud800" <= letter <= "\udfff" for letter in stored):
        name = stored.encode(errors="backslashreplace").decode()
        raise LogbookError(f"the path {name} is not valid text (UTF-8); rename the folder or the file, and repeat")
    return stored


def known_picture(held: Snapshot, image: Image) -> Id | None:
    """Find a picture that is in the logbook already, by its digest."""
    return held.holding("images", f'"sha256":"{image.sha256}"'.encode()) if image.sha256 else None


def chosen(held: Snapshot, texts: Sequence[str] | None, wanted: Filter) -> list[Id]:
    """Give the records that ids or filters mean; where both are given, those of the ids that fit.

    `-` takes ids from stdin. Raises NotOneError for what is not there.
    """
    from logbook.cli import look
    from logbook.query import Filter

    ids = typed_ids(texts or ())
    if texts and not ids:
        return []
    if wanted == Filter():
        return look.found(held, ids)
    return [Id("sightings", number) for number in look.selected(held, wanted, ids)[1].sightings]


def typed_ids(texts: Iterable[str]) -> list[str]:
    """Give ids as they are typed; `-` takes them from stdin, one a line or several."""
    return [word for text in texts for word in (_typed_in() if text == "-" else [text])]


def _typed_in() -> list[str]:
    try:
        return sys.stdin.read().split()
    except UnicodeDecodeError:
        raise BadValueError("what came in on stdin is no text; ids look like s7 or i3, one a line") from None


def one_id(text: str) -> Id:
    """Read an id where one is asked for; raises NotOneError where there are several."""
    words = text.split()
    if len(words) > 1 and all(map(parse_id, words)):
        raise NotOneError(f"{' '.join(words)} are {len(words)} records, and here one is asked for")
    return parse_id(text)


def says_something(group: object) -> bool:
    """Tell whether any option of a group was used."""
    return any(value not in (None, []) for value in vars(group).values())
