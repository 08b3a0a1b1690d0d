"""What an import says: the events that became sightings, and a count of every picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import dates
from logbook.sentences import listed
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular, visible
from logbook.views.wording import date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.changes.importing.imported import Event, Imported, Reset
    from logbook.records import Id

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
NAMED = 10
"""How many sightings are rather named than selected by their camera and days."""


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
    yield _became(done, dry_run=dry_run)
    if done.corrected:
        would_be = "would be" if dry_run else "were"
        yield f"{singular(done.corrected, 'time')} {would_be} corrected; what the clock recorded stays beside"
    if done.known:
        yield f"{singular(len(done.known), 'picture')} already in the logbook"
    if done.twice:
        yield f"{singular(done.twice, 'file')} the same as another here, taken once"
    for what, many in sorted(done.left_out.items()):
        yield f"{singular(many, 'picture')} left out: {visible(what)}"
    if faults:
        yield f"{singular(faults, 'file')} skipped, named above"
    if others:
        yield f"{singular(others, 'other file')} passed over: no picture, video or sound"


def _became(done: Imported, *, dry_run: bool) -> str:
    """Say what became of new pictures."""
    if not done.new:
        return "no picture is new" if done.known else "no picture was imported"
    begun = sum(not event.continued for event in done.events)
    continued = len(done.events) - begun
    become, go = ("would become", "go" if begun else "would go") if dry_run else ("became", "went")
    said = [f"{become} {singular(begun, 'sighting')}"] if begun else []
    if continued:
        said.append(f"{go} to {singular(continued, 'sighting')} that {'was' if continued == 1 else 'were'} there")
    cameras = len({event.camera for event in done.events})
    return f"{singular(done.new, 'picture')} {' and '.join(said)}, of {singular(cameras, 'camera')}"


def warnings(done: Imported) -> Iterator[str]:
    """Say what a person should look at: undated pictures, a clock that was wrong."""
    if done.undated:
        yield f"{singular(done.undated, 'picture')} without a capture time: undated, {_by_itself(done.undated)}"
    if done.datable:
        has = "has" if done.datable == 1 else "have"
        yield f"{done.datable:,} of these {has} a date in the file's name, which --date-from-name would take"
    if done.untimed:
        yield f"{singular(done.untimed, 'picture')} with a day but no time: {_by_itself(done.untimed)}"
    if done.uncorrected:
        theirs = "its date is" if done.uncorrected == 1 else "their dates are"
        yield f"{singular(done.uncorrected, 'picture')} not corrected: {theirs} not what a clock recorded"
    if done.future:
        yield f"{singular(done.future, 'picture')} dated in the future: the camera's clock was wrong"
    for camera, offset in done.corrections.items():
        yield f"camera {camera}: pictures of it were corrected by {offset} before, and these were not"
    for event in done.events:
        yield from _one_event(event)
    if done.unplaced:
        yield _unplaced(done.unplaced)
    if done.changed:
        was, they_were, are = ("was", "it was", "is") if len(done.changed) == 1 else ("were", "they were", "are")
        changed = f"{listed(done.changed)} {was} changed since {they_were} recorded"
        yield f"{changed}, and {are} not taken again: logbook check changed-file"
    yield from map(_reset, done.resets)


def _one_event(event: Event) -> Iterator[str]:
    """Say that sightings which were there are one event now, and how they are made one."""
    for other in event.beside:
        make = f"logbook attach {event.sighting} with the pictures of {other}, and logbook remove {other}"
        yield f"{event.sighting} and {other} are one event by the pictures between them; to make them one: {make}"


def _by_itself(many: int) -> str:
    return "a sighting by itself" if many == 1 else "each a sighting by itself"


def _unplaced(cameras: Mapping[Id, int]) -> str:
    """Say how the place is given, a camera at a time."""
    many, (first, *others) = sum(cameras.values()), map(str, cameras)
    have = "has" if many == 1 else "have"
    said = f"{singular(many, 'sighting')} of {listed([first, *others])} {have} no place"
    each = ", and so for each camera" if others else ""
    return f"{said}: logbook edit --where-camera {first} --where-missing region --region PLACE{each}"


def _reset(one: Reset) -> str:
    """Say where a clock began anew, and how just the pictures from there are corrected."""
    showed = f"showed {dates.words(one.time)} at {one.file}, as one does that was never set or lost its power"
    which = " ".join(map(str, one.sightings))
    if one.selected and len(one.sightings) > NAMED:
        camera, since, until = one.selected
        which = f"--where-camera {camera} --where-since {since} --where-until {until}"
    correct = f"to correct {singular(one.images, 'picture')} from there"
    command = f"logbook edit {which} --clock {one.time}=WHAT-IT-WAS"
    return f"camera {one.camera}: its clock {showed}; {correct}: {command}"


def elsewhere(ids: Sequence[str], folder: str) -> str:
    """Say that pictures of the logbook have moved here."""
    lie = "lies" if len(ids) == 1 else "lie"
    return f"{listed(ids)} {lie} here now: logbook check --fix --look-in {folder}"
