"""Arrivals: what is new of the files that were found, and where in their order a camera's clock began anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.dates import clocks
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logbook.changes.importing.imported import Picture
    from logbook.records import Book, Image


class Sorted(NamedTuple):
    """Files, each once and with the picture of the logbook that it is, in the order in which they were found.

    `changed` are pictures whose files are where they were, of the same time, and are others now; `twice` counts files
    that are the same as another.
    """

    files: list[tuple[Picture, Id | None]]
    changed: tuple[Id, ...]
    twice: int


class Run(NamedTuple):
    """Pictures of a camera whose clock began anew: their files, in order, and what it showed at the first."""

    camera: str
    time: str
    files: tuple[str, ...]


def sort_out(found: Sequence[Picture], book: Book) -> Sorted:
    """Recognise the pictures that a logbook has: by their digest, or by their path and time where a file was changed.

    A card that is filled again has the same paths, but never the same times.
    """
    known = {image.sha256.lower(): Id("images", number) for number, image in book.images.items() if image.sha256}
    placed = {
        (image.file, time): Id("images", number)
        for number, image in book.images.items()
        if image.file and (time := _recorded(image))
    }
    once: dict[str, Picture] = {}
    for one in found:
        once.setdefault(one.image.sha256 or "", one)
    changed = {
        digest: which
        for digest, one in once.items()
        if digest not in known and (which := placed.get((one.image.file or "", _recorded(one.image) or "")))
    }
    files = [(one, known.get(digest) or changed.get(digest)) for digest, one in once.items()]
    return Sorted(files, tuple(changed.values()), len(found) - len(once))


def runs(walked: Iterable[tuple[str, Picture]]) -> Iterator[Run]:
    """Find, camera by camera, the pictures that were taken since a clock went back to its factory date.

    `walked` are a camera and its picture, in the order of the files, with their dates as the logbook has them.
    """
    cameras: dict[str, list[Picture]] = {}
    for camera, one in walked:
        cameras.setdefault(camera, []).append(one)
    for camera, ones in cameras.items():
        for first, many in clocks.resets([one.image.date_created for one in ones]):
            timed = [one for one in ones[first:] if clocks.is_time(one.image.date_created or "")]
            files = tuple(one.image.file or "" for one in timed[:many])
            yield Run(camera, timed[0].image.date_created or "", files)


def _recorded(image: Image) -> str | None:
    return image.recorded_date or image.date_created
