"""What an import says: the events that became sightings, and a count of every picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import dates
from logbook.views.sheet import Column, Sheet
from logbook.views.text import listed, singular, visible
from logbook.views.wording import date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.changes.imported import Event, Imported, Reset

_COLUMNS = (
    Column("id", "Id", whole=True),
    Column("event_date", "Date", whole=True),
    Column("species", "Species"),
    Column("camera", "Camera", below="species", label="camera"),
    Column("images", "Pictures", right=True),
    Column("image_ids", "Ids", below="images"),
)
SHOWN = 50
"""How many events a terminal gets."""


def sheet(events: Sequence[Event], *, whole: bool) -> Sheet:
    """Give the events; the first of them only, unless they are wanted whole."""
    shown = events if whole else events[:SHOWN]
    more = len(events) - len(shown)
    footer = f"and {more:,} more; `logbook list` shows them all" if more else None
    return Sheet(_COLUMNS, [_row(event) for event in shown], footer=footer)


def _row(event: Event) -> tuple[str, ...]:
    first, last = event.images[0], event.images[-1]
    return (
        str(event.sighting),
        date(event.date),
        event.species,
        event.camera,
        f"{len(event.images):,} more" if event.continued else f"{len(event.images):,}",
        str(first) if first == last else f"{first} to {last}",
    )


def summary(done: Imported, *, faults: int, others: int, dry_run: bool) -> Iterator[str]:
    """Say what became of every file, a line a kind; `others` are files that are no pictures."""
    begun = [event for event in done.events if not event.continued]
    continued = len(done.events) - len(begun)
    cameras = len({event.camera for event in done.events})
    would = "would become" if dry_run else "became"
    if done.new:
        said = f"{singular(done.new, 'picture')} {would} {singular(len(begun), 'sighting')}"
        said += f" and went to {singular(continued, 'sighting')} that were there" if continued else ""
        yield f"{said}, of {singular(cameras, 'camera')}"
    else:
        yield "no picture is new"
    if done.known:
        yield f"{singular(len(done.known), 'picture')} already in the logbook"
    if done.twice:
        yield f"{singular(done.twice, 'file')} the same as another here, taken once"
    for what, many in sorted(done.left_out.items()):
        yield f"{singular(many, 'picture')} of {visible(what)} left out"
    if faults:
        yield f"{singular(faults, 'file')} skipped, named above"
    if others:
        yield f"{singular(others, 'other file')} passed over: no picture, video or sound"


def warnings(done: Imported) -> Iterator[str]:
    """Say what a person should look at: undated pictures, a clock that was wrong."""
    if done.undated:
        each = "it is a sighting by itself" if done.undated == 1 else "each is a sighting by itself"
        yield f"{singular(done.undated, 'picture')} without a capture time: undated, {each}"
    if done.datable:
        has = "has" if done.datable == 1 else "have"
        yield f"{done.datable:,} of these {has} a date in the file's name, which --date-from-name would take"
    if done.future:
        yield f"{singular(done.future, 'picture')} dated in the future: the camera's clock was wrong"
    if done.unplaced:
        have = "has" if done.unplaced == 1 else "have"
        yield f"{singular(done.unplaced, 'sighting')} {have} no place: logbook edit --where-missing region --region PLACE"
    yield from map(_reset, done.resets)


def _reset(one: Reset) -> str:
    showed = f"showed {dates.words(one.time)} at {one.file}, as one does that was never set or lost its power"
    many = f"the {singular(one.images, 'picture')} from there"
    return f"camera {one.camera}: its clock {showed}; {many} can be corrected: --clock {one.time[:16]}=WHAT-IT-WAS"


def elsewhere(ids: Sequence[str], folder: str) -> str:
    """Say that pictures of the logbook have moved here."""
    lie = "lies" if len(ids) == 1 else "lie"
    return f"{listed(ids)} {lie} here now: logbook check --fix --look-in {folder}"
