"""The copies of a gallery's pictures, and why a picture has none."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from logbook.cli import files, session
from logbook.errors import LogbookError
from logbook.records import parse_id

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from logbook.pictures.scaling import Copy, Original, Scaled
    from logbook.records import Book, Image, Ref
    from logbook.tally.essay import Plate

NO_FILE = "recorded without a file"


class Room(NamedTuple):
    """Where copies are made, and of which widths in pixels; those that stand in `before` are taken from there."""

    into: Path
    before: Path | None
    widths: Sequence[int]


class Sources(NamedTuple):
    """The pictures that have a file, and by their ids why the others have none."""

    originals: list[Original]
    lacking: dict[Ref, str]


def sources(plates: Sequence[Plate], told: Book, recorded: Mapping[int, Image], logbook: Path) -> Sources:
    """Find the files of pictures, each with its record as it may be told; one that should be there and is not is said.

    `recorded` are the pictures as they are on record.
    """
    from logbook.formats.by_picture import to_be_told
    from logbook.pictures.scaling import Original
    from logbook.tally.pictured import Pictured

    pictured, found = Pictured(told), Sources([], {})
    by_number = {_number(plate): plate for plate in plates}
    for number, file in files.each_stored({number: recorded[number] for number in by_number}, logbook):
        plate = by_number.pop(number)
        if isinstance(file, LogbookError):
            found.lacking[plate.id] = str(file)
        else:
            found.originals.append(Original(plate.id, file, to_be_told(plate.image, pictured)))
    found.lacking.update((plate.id, NO_FILE) for plate in by_number.values())
    session.say_all(_held(ref, why) for ref, why in found.lacking.items() if why != NO_FILE)
    return found


def scaled(found: Sources, room: Room) -> dict[Ref, tuple[Copy, ...]]:
    """Make the copies of pictures; one of which none can be made is said, and noted as lacking."""
    from logbook.formats.by_picture import changed
    from logbook.views.progress import progress

    made: dict[Ref, tuple[Copy, ...]] = {}
    with closing(_each(found.originals, room)) as each:
        for original, outcome in progress(each, len(found.originals), "scaling pictures"):
            ref = original.stem
            if isinstance(outcome, LogbookError):
                found.lacking[ref] = str(outcome)
                session.say(_held(ref, str(outcome)))
                continue
            made[ref] = outcome.copies
            session.say_all(f"{ref}: {note}" for note in changed(original.image, outcome.sha256))
    return made


def _each(originals: Sequence[Original], room: Room) -> Generator[tuple[Original, Scaled | LogbookError], None, None]:
    """Make the copies of each picture; whoever closes this waits until nobody writes any more."""
    from logbook.pictures import scaling, walking

    def work(original: Original) -> Scaled:
        return scaling.scale(original, room.into, room.before, room.widths)

    yield from walking.each(work, originals, settles=True)


def _number(plate: Plate) -> int:
    return parse_id(plate.id).number


def _held(ref: Ref, why: str) -> str:
    return f"{ref}: {why}; a place-holder is shown"
