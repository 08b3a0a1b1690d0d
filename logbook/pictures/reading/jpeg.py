"""JPEG (ITU-T T.81): its segments, and whether its picture comes to an end."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, Final

from logbook.pictures.reading.held import Held, size_of, take
from logbook.pictures.reading.said import LARGEST, MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _APP1, _APP13 = 0xDA, 0xE1, 0xED
_ALONE: Final = (0x01, *range(0xD0, 0xD8))
"""Markers without a segment."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_EXIF, _PHOTOSHOP = b"Exif\0\0", b"Photoshop 3.0\0"
_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_MOST_SEGMENTS: Final = 5000
_BLOCK: Final = 1 << 16


def read(file: BinaryIO) -> Held:
    """Read what a JPEG holds. Raises EOFError where it is cut off, ValueError where there is no picture in it."""
    width = height = 0
    room = MOST_BYTES
    parts: dict[bytes, list[bytes]] = {kind: [] for kind in (_EXIF, _PHOTOSHOP, _XMP, _MORE_XMP)}
    for marker, data in _segments(file):
        if marker in _FRAMES:
            height, width = int.from_bytes(data[1:3], "big"), int.from_bytes(data[3:5], "big")
        for kind in filter(data.startswith, parts):
            room -= len(data)
            parts[kind] += [data[len(kind) :]] if room >= 0 else []
    if not width or not height:
        raise ValueError("no size")
    _require_end(file)
    exif, packets = parts[_EXIF], parts[_XMP]
    return Held(
        "image/jpeg",
        width,
        height,
        exif=io.BytesIO(exif[0]) if exif else None,
        photoshop=b"".join(parts[_PHOTOSHOP]),
        xmp=(*packets, *_extended(packets, parts[_MORE_XMP])),
        notes=(f"its metadata are larger than {LARGEST} and were read only in part",) if room < 0 else (),
    )


def _segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Give the segments that say something, up to the scan; leaves the file where the scan begins."""
    file.seek(len(_START))
    for _ in range(_MOST_SEGMENTS):
        marker = _marker(file)
        if marker in _ALONE:
            continue
        length = int.from_bytes(take(file, 2), "big") - 2
        if length < 0:
            raise ValueError("no segment")
        if marker in _FRAMES or marker in {_APP1, _APP13}:
            yield marker, take(file, length)
        else:
            file.seek(length, io.SEEK_CUR)
        if marker == _SCAN:
            return
    raise ValueError("too many segments")


def _marker(file: BinaryIO) -> int:
    """Read a marker, before which any number of FF may stand."""
    if take(file, 1) != b"\xff":
        raise ValueError("no marker")
    for _ in range(_BLOCK):
        marker = take(file, 1)[0]
        if marker != 0xFF:  # noqa: PLR2004 - as the standard writes it
            return marker
    raise ValueError("no marker")


def _require_end(file: BinaryIO) -> None:
    """Raise EOFError where no end (FF D9) follows the scan. What a camera appends, a preview or zeros, may follow it.

    Within a scan an FF is always followed by 00 or a restart marker, so that the end is found without decoding.
    """
    scan = file.tell()
    end = size_of(file)
    file.seek(max(scan, end - 2))
    if file.read() == _END:
        return
    file.seek(scan)
    last = b""
    while block := file.read(_BLOCK):
        if _END in last + block:
            return
        last = block[-1:]
    raise EOFError


def _extended(packets: Iterable[bytes], parts: Iterable[bytes]) -> tuple[bytes, ...]:
    """Put together the XMP that did not fit into one segment (XMP specification, part 3).

    A part is the digest that the packet names, the length of the whole, its own offset, and its text.
    """
    fitting = [part for part in parts if any(part[:32] in packet for packet in packets)]
    fitting.sort(key=lambda part: part[36:40])
    whole = b"".join(part[40:] for part in fitting)
    return (whole,) if whole else ()
