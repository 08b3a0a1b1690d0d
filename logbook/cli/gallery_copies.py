"""The copies of a gallery's pictures, and why a picture has none."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from logbook.cli import files, session
from logbook.errors import LogbookError
from logbook.records import parse_id

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
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


class _Recorded(NamedTuple):
    """What is needed of a picture as it is on record: the whole would take ten times as much memory."""

    file: str | None
    sha256: str | None


class Sources:
    """The files of pictures, each looked up when its turn comes; `lacking` says by their ids why others have none.

    There are `many` of them at most; `recorded` are the pictures as they are on record.
    """

    def __init__(self, plates: Sequence[Plate], told: Book, recorded: Mapping[int, Image], logbook: Path) -> None:
        self._plates, self._told, self._logbook = plates, told, logbook
        self._recorded = [_Recorded(one.file, one.sha256) for one in (recorded[_number(plate)] for plate in plates)]
        both = zip(plates, self._recorded, strict=True)
        self.lacking = {plate.id: NO_FILE for plate, one in both if one.file is None}
        self.many = len(plates) - len(self.lacking)

    def __iter__(self) -> Iterator[Original]:
        """Give those that have a file; one that should be there and is not is said, and noted as lacking."""
        from logbook.formats.by_picture import to_be_told
        from logbook.pictures.scaling import Original
        from logbook.tally.pictured import Pictured

        pictured = Pictured(self._told)
        for at, file in files.each_stored(enumerate(self._recorded), self._logbook):
            plate = self._plates[at]
            if isinstance(file, LogbookError):
                self.lack(plate.id, str(file))
            else:
                yield Original(plate.id, file, to_be_told(plate.image, pictured))

    def lack(self, ref: Ref, why: str) -> None:
        """Say of a picture, and note, why it has no copies."""
        self.lacking[ref] = why
        session.say(f"{ref}: {why}; a place-holder is shown")


def scaled(found: Sources, room: Room) -> dict[Ref, tuple[Copy, ...]]:
    """Make the copies of pictures; one of which none can be made is said, and noted as lacking."""
    from logbook.formats.by_picture import changed
    from logbook.views.progress import progress

    made: dict[Ref, tuple[Copy, ...]] = {}
    with closing(_each(found, room)) as each:
        for original, outcome in progress(each, found.many, "scaling pictures"):
            ref = original.stem
            if isinstance(outcome, LogbookError):
                found.lack(ref, str(outcome))
            else:
                made[ref] = outcome.copies
                session.say_all(f"{ref}: {note}" for note in changed(original.image, outcome.sha256))
    return made


def _each(originals: Iterable[Original], room: Room) -> Generator[tuple[Original, Scaled | LogbookError], None, None]:
    """Make the copies of each picture; whoever closes this waits until nobody writes any more."""
    from logbook.pictures import scaling, walking

    def work(original: Original) -> Scaled:
        return scaling.scale(original, room.into, room.before, room.widths)

    yield from walking.each(work, originals, settles=True)


def _number(plate: Plate) -> int:
    return parse_id(plate.id).number
