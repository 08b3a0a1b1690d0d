"""The files of pictures: read into records, named as the logbook names them, and compared with what was recorded."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from logbook.cli import session
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from logbook.changes.intake.items import Part
    from logbook.pictures.reading import Reading
    from logbook.pictures.stored import Recorded, Stored
    from logbook.records import Image


class Compared(NamedTuple):
    """What the pictures' files are, beside what was recorded, by the pictures' numbers.

    `unreadable` has a sentence for each that cannot be read; `digests` are those of all others, by their paths in the
    logbook.
    """

    changed: frozenset[int]
    unreadable: dict[int, str]
    digests: dict[str, str]


def whole(path: Path) -> Path:
    """Give a whole path, links followed. Path.resolve would raise RuntimeError for one that leads to itself."""
    return Path(os.path.realpath(path))


def home(logbook: Path) -> Path:
    """Give the folder that the relative paths of a logbook's pictures start from."""
    return whole(logbook).parent


def stored_path(path: Path, logbook: Path) -> str:
    """Write a picture's path as the logbook keeps it: below its folder relative to that, with `/`.

    Raises LogbookError for a path that is no text (UTF-8).
    """
    file, folder = whole(path), home(logbook)
    stored = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()
    if not stored.isascii() and any("\ud800" <= letter <= "\udfff" for letter in stored):
        name = stored.encode(errors="backslashreplace").decode()
        raise LogbookError(f"the path {name} is not valid text (UTF-8); rename the folder or the file, and repeat")
    return stored


def read(paths: Sequence[Path], logbook: Path) -> list[Image]:
    """Read picture files into records."""
    if not paths:
        return []
    from logbook.pictures import reading

    return [recorded(reading.read(path), path, logbook) for path in paths]


def recorded(reading: Reading, path: Path, logbook: Path) -> Image:
    """Give the record of a file that was read, and say what in it could not be."""
    from msgspec.structs import replace

    session.say_all(f"{path}: {note}" for note in reading.notes)
    return replace(reading.image, file=stored_path(path, logbook))


def require_apart(place: Path | None, logbook: Path) -> None:
    """Refuse to write over the logbook, over what belongs to it, and over a folder that they are in."""
    from logbook.store import history

    if place is None:
        return
    there, target = whole(place), whole(logbook)
    for own in (target, history.history_path(logbook), target.with_name(f".{target.name}.lock")):
        same = there == own
        with suppress(OSError):
            same = same or os.path.samefile(place, own)  # noqa: PTH121 - a hard link too
        if same:
            raise LogbookError(f"{place} belongs to the logbook itself; name another place")
    if target.is_relative_to(there):
        raise LogbookError(f"{place} is a folder that the logbook itself is in; name another place")


def require_no_picture(place: Path | None, images: Mapping[int, Image], logbook: Path) -> None:
    """Refuse to write over a picture, and over a folder that one is in: no picture is ever changed."""
    if place is None or not place.exists():
        return
    stored = stored_path(place, logbook)
    for number, image in images.items():
        if image.file == stored:
            raise LogbookError(f"{place} is the file of i{number}; name another place")
        if image.file and image.file.startswith(f"{stored}/"):
            raise LogbookError(f"{place} is a folder that the file of i{number} is in; name another place")


def stored(images: Mapping[int, Image], logbook: Path) -> dict[int, Stored | LogbookError]:
    """Find the files of pictures that have one on record, or say why one is not there or is not to be opened."""
    return dict(each_stored(images.items(), logbook))


def each_stored(images: Iterable[tuple[int, Recorded]], logbook: Path) -> Iterator[tuple[int, Stored | LogbookError]]:
    """Do the same one by one: together they may take more memory than all that is known of the pictures."""
    from logbook.pictures.stored import Folder

    folder = Folder(home(logbook))
    for number, image in images:
        if image.file is not None:
            try:
                yield number, folder.file(image)
            except LogbookError as error:
                # Bare: where it was raised holds a lot more.
                yield number, type(error)(str(error))


def missing(images: Mapping[int, Image], logbook: Path) -> dict[int, LogbookError]:
    """Give the pictures that have a file on record which is not there, or is not to be opened: by number, and why."""
    return {number: one for number, one in stored(images, logbook).items() if isinstance(one, LogbookError)}


def closed(found: Mapping[int, Stored | LogbookError]) -> dict[int, str]:
    """Say of the files that are there and are not opened why."""
    from logbook.pictures.stored import ClosedError

    return {number: str(one) for number, one in found.items() if isinstance(one, ClosedError)}


def strays(images: Mapping[int, Image], logbook: Path) -> frozenset[int]:
    """Give the pictures whose files lie outside the logbook's folder, and are not known by their digests."""
    found = stored(images, logbook)
    outside = {
        number: images[number] for number, one in found.items() if not isinstance(one, LogbookError) and one.sha256
    }
    compared = compare(outside, (), logbook)
    return compared.changed | compared.unreadable.keys() | closed(found).keys()


def recognisable(parts: Iterable[Part], logbook: Path) -> Iterator[Part]:
    """Give the pictures of a source whose files lie outside the logbook's folder the digests to open them by."""
    from msgspec.structs import replace

    from logbook.changes.intake.items import Item
    from logbook.pictures.stored import Folder
    from logbook.pictures.walking import digest
    from logbook.records import Image

    folder = Folder(home(logbook))
    for part in parts:
        if isinstance(part, Item) and isinstance(part.record, Image) and not part.record.sha256:
            path = Path(part.record.file or "")
            with suppress(LogbookError):  # one that cannot be read stays unknown
                if path.is_absolute() and os.path.isfile(path) and not folder.holds(path):  # noqa: PTH113 - never raises
                    yield part._replace(record=replace(part.record, sha256=digest(path)))
                    continue
        yield part


def compare(images: Mapping[int, Image], missing: Container[int], logbook: Path) -> Compared:
    """Read the pictures' files, but for those that are missing, and compare their digests."""
    expected = {
        number: (image.file, image.sha256.lower())
        for number, image in images.items()
        if image.file and image.sha256 and number not in missing
    }
    if not expected:
        return Compared(frozenset(), {}, {})
    from logbook.pictures.walking import digest, each
    from logbook.views.progress import progress

    folder = home(logbook)
    paths = [folder / file for file, _ in expected.values()]
    changed, unreadable, digests = set(), {}, {}
    for (number, (file, sha256)), (_, found) in zip(
        expected.items(), progress(each(digest, paths), len(paths), "comparing pictures"), strict=True
    ):
        if isinstance(found, LogbookError):
            unreadable[number] = str(found)
            continue
        digests[file] = found
        if found != sha256:
            changed.add(number)
    return Compared(frozenset(changed), unreadable, digests)
