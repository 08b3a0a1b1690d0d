"""XMP sidecars beside the pictures, or below another folder under the same relative paths.

Those beside the pictures stay in the house. In another folder, one of a picture whose place is not told has its id for
a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.formats.by_picture import Made, each, hidden_name, is_guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from logbook.formats import Job, Outcome
    from logbook.records import Image

NAME = "xmp"
SUMMARY = "sidecars, picture.jpg.xmp beside picture.jpg; the pictures are never touched"
SUFFIXES = (".xmp",)
OF = "images"
NEEDS_PLACE = False


def sniff(head: bytes) -> bool:
    """Tell whether a file is an XMP packet."""
    return b"<?xpacket begin=" in head or b"<x:xmpmeta" in head


def write(job: Job) -> Iterator[Outcome]:
    """Write a sidecar for each picture; what another program's holds beside the record's fields stays in it."""
    from logbook.pictures.reading.sidecar import beside
    from logbook.pictures.writing import sidecars

    def make(number: int, image: Image, source: Path) -> Made:
        path = beside(_hidden(number, source, job) if is_guarded(job, number) else _moved(source, job))
        packet = sidecars.sidecar(image, path)
        return Made(path, packet.data if packet.changed else None, packet.notes)

    return each(job, make)


def _hidden(number: int, source: Path, job: Job) -> Path:
    """Give the place of a picture in the folder that was named, beside which nothing tells where it was taken."""
    return (job.to or job.home) / hidden_name(number, source)


def _moved(source: Path, job: Job) -> Path:
    """Give the place below the folder that was named; a picture outside the logbook's folder keeps its whole path."""
    if job.to is None:
        return source
    return job.to / source.relative_to(job.home if source.is_relative_to(job.home) else source.anchor)
