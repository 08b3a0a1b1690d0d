"""What a picture file holds: its kind and size, and the metadata that stand in it, not yet read."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple


class Held(NamedTuple):
    """A picture's parts. Width and height are pixels as stored; `exif` is a TIFF of its own, or the TIFF file itself.

    `photoshop` are image resources, in which an IIM may stand; `iim` is one that stands alone.
    """

    media_type: str
    width: int
    height: int
    exif: BinaryIO | None = None
    iim: bytes = b""
    photoshop: bytes = b""
    xmp: tuple[bytes, ...] = ()
    notes: tuple[str, ...] = ()


def take(file: BinaryIO, count: int) -> bytes:
    """Read exactly so many bytes. Raises EOFError where the file ends before."""
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data


def size_of(file: BinaryIO) -> int:
    """Measure a file in bytes; leaves it at its beginning."""
    size = file.seek(0, 2)
    file.seek(0)
    return size
