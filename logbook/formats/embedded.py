"""Copies of the pictures with Exif, IIM and XMP filled in, in a folder of their own."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from logbook.formats.by_picture import Made, changed, each, hidden_name, is_guarded, original
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from logbook.formats import Job, Outcome
    from logbook.pictures.writing.embedding import Tells
    from logbook.records import Image

NAME = "embedded"
SUMMARY = "copies in a folder, with Exif, IIM and XMP filled in and the pixels unchanged"
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
OF = "images"
NEEDS_PLACE = True


def sniff(head: bytes) -> bool:
    """Tell whether a file is a picture that a record can be written into."""
    from logbook.pictures.writing import embedding

    return embedding.is_picture(head)


def write(job: Job) -> Iterator[Outcome]:
    """Write a copy of each picture into the folder. Raises LogbookError where the extra `embed` is not installed."""
    from logbook.pictures.writing import embedding, placing

    embedding.exiv2()
    names = _names(job)
    folder = job.to or job.home

    def make(number: int, image: Image, source: Path) -> Made:
        name = hidden_name(number, source) if is_guarded(job, number) else names[number]
        path, data = folder / name, placing.contents(source)
        copy = embedding.embedded(data, image, tells=_tells(job, number))
        notes = (*copy.notes, *changed(image, hashlib.sha256(data).hexdigest()))
        return Made(path, None if placing.stands(path, copy.data) else copy.data, notes)

    return each(job, make)


def _tells(job: Job, number: int) -> Tells:
    """Say what the copy of a picture may tell that its record does not."""
    if job.exact:
        return "all"
    if not is_guarded(job, number):
        return "no position"
    is_dated = job.images[number].date_created == original(job, number).date_created
    return "no place" if is_dated else "no place and day"


def _names(job: Job) -> dict[int, str]:
    """Name the copies as the pictures are named; all pictures of the logbook that share a name have their id in it."""
    images = job.originals or job.images
    paths = {number: job.home / image.file for number, image in images.items() if image.file}
    # Many disks take Lynx.JPG and lynx.jpg, and either way of writing an accent, for one name.
    keys = {number: unicodedata.normalize("NFC", path.name).casefold() for number, path in paths.items()}
    shared = Counter(keys.values())
    return {
        number: path.name if shared[keys[number]] == 1 else f"{path.stem}-{Id('images', number)}{path.suffix}"
        for number, path in paths.items()
    }
