"""WebP (RFC 9649): the chunks of its RIFF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, Final

from logbook.pictures.reading.held import Held, size_of, take
from logbook.pictures.reading.said import LARGEST, MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_CHUNKS: Final = 100_000
_HEAD: Final = 10
"""So many bytes of a picture's chunk tell its size."""


def read(file: BinaryIO) -> Held:
    """Read what a WebP holds. Raises EOFError where it is cut off, ValueError where there is no picture in it."""
    width = height = 0
    exif, xmp, notes = None, list[bytes](), list[str]()
    for name, length in _chunks(file):
        if name in {b"VP8X", b"VP8 ", b"VP8L"} and not width:
            width, height = _size(name, take(file, min(length, _HEAD)))
        elif name in {b"EXIF", b"XMP "} and length > MOST_BYTES:
            notes.append(f"its {name.decode().strip()} is larger than {LARGEST} and was not read")
        elif name == b"EXIF":
            exif = io.BytesIO(take(file, length).removeprefix(b"Exif\0\0"))
        elif name == b"XMP " and not xmp:
            xmp.append(take(file, length))
    if not width or not height:
        raise ValueError("no size")
    return Held("image/webp", width, height, exif=exif, xmp=tuple(xmp), notes=tuple(notes))


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Give each chunk's name and length, with the file at its data. Raises EOFError where the file is too short."""
    size = size_of(file)
    end = 8 + int.from_bytes(take(file, 8)[4:], "little")
    if end > size:
        raise EOFError
    here = 12
    for _ in range(_MOST_CHUNKS):
        if here + 8 > end:
            return
        file.seek(here)
        head = take(file, 8)
        length = int.from_bytes(head[4:], "little")
        if here + 8 + length > end:
            raise EOFError
        yield head[:4], length
        here += 8 + length + length % 2
    raise ValueError("too many chunks")


def _size(name: bytes, data: bytes) -> tuple[int, int]:
    """Read width and height in pixels from the beginning of a picture's chunk."""
    if name == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if name == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF
