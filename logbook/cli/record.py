"""What the commands that write have in common: a draft on a logbook, which records are meant, the end of a change."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from logbook.changes.drafts import Draft, Stamp
from logbook.cli import output, session
from logbook.errors import BadValueError, NotOneError
from logbook.records import Id, Sighting, is_like_id, parse_id, part, uuid7

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from logbook.changes import Change
    from logbook.query import Filter
    from logbook.store.snapshot import Snapshot

_LONGEST = 80
"""The name of a change is cut to as many characters."""


def stamp() -> Stamp:
    """Give what new records bear: this moment, and identities of their own."""
    return Stamp(session.moment(), lambda: uuid7(time.time_ns() // 1_000_000, os.urandom(10)))


def draft(held: Snapshot) -> Draft:
    """Begin a draft on a logbook."""
    return Draft(held.record, held.next_number, stamp())


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
        session.say_dry_run()


def show(changes: Sequence[Change]) -> None:
    """Show changes field by field; at a terminal no more records than a person would read."""
    from logbook.views import difference

    most = difference.SHOWN if output.on_terminal() else None
    output.emit_lines(difference.lines(changes, most=most))


def regions(held: Snapshot, typed: str | None) -> Collection[str]:
    """Give the regions that a typed one may be: itself, where the logbook has it so; else all are gone through."""
    if not typed:
        return ()
    from logbook import places
    from logbook.store.scanning import scan

    whole = typed.strip()
    there = held.holding("sightings", b'"region":' + msgspec.json.encode(whole)) if places.country_of(whole) else None
    # A claim has a region too, as somebody wrote it.
    if there and getattr(held.decoded(there), "region", None) == whole:
        return {whole}
    kind = part(Sighting, ["region"])
    found = scan(
        held,
        ["sightings"],
        lambda each: {one.region for _, one in each.rows("sightings", kind)},
    )
    return found - {None}


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


def place(out: str, what: str = "place") -> Path:
    """Read the place that stands before ids. Raises BadValueError where it is one of them."""
    if is_like_id(out):
        raise BadValueError(f"{out} is an id, and the {what} comes before the ids; one of that name is ./{out}")
    return Path(out)


def one_id(text: str) -> Id:
    """Read an id where one is asked for; raises NotOneError where there are several."""
    words = text.split()
    if len(words) > 1 and all(map(parse_id, words)):
        raise NotOneError(f"{' '.join(words)} are {len(words)} records, and here one is asked for")
    return parse_id(text)
