"""The beginning of a JPEG that is made here: what its record says as Exif 2.32, XMP and IPTC IIM 4.2, and nothing else.

Unlike `embedding` it begins with nothing: there is no file whose own metadata could come along.
"""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from logbook.pictures.properties import PROPERTIES
from logbook.pictures.writing import packets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Image

BEGIN: Final = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
"""Start of image, and JFIF 1.01 with square pixels of no size: so Pillow begins what it saves without metadata."""
_APP1, _APP13 = 0xE1, 0xED
_XMP, _PHOTOSHOP = b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"
_MOST: Final = 0xFFFF - 2
"""Bytes that a segment can hold; its length counts its own two."""
_SHORTER: Final = (8000, 2000, 500, 200)
_REQUIRED: Final = {0x011A: 72.0, 0x011B: 72.0, 0x0128: 2, 0x0213: 1}
"""What Exif asks of every JPEG: no resolution that anybody knows (72 to the inch), and where its colours lie."""
_RESOURCE: Final = b"8BIM\x04\x04\0\0"
_DATASET: Final = struct.Struct(">BBBH")
_MARK: Final = 0x1C
_UTF_8, _VERSION = (1, 90, b"\x1b%G"), (2, 0, b"\0\x04")


def begun(image: Image) -> bytes:
    """Write a JPEG up to where its tables begin, with all that a record says.

    A segment holds 64 kB. A record that is too long for one is cut: each text, and each list as a whole, to 8,000 bytes
    of UTF-8, or to 2,000, 500 or 200 where that is not enough. All of it goes in as far as that, in every standard.
    """
    parts = next(filter(_fits, map(_parts, _shorter(image))))
    return BEGIN + b"".join(struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data for marker, data in parts if data)


def _parts(image: Image) -> tuple[tuple[int, bytes], ...]:
    """Give each segment's marker and bytes; none where there is nothing to say."""
    return (_APP1, _exif(image)), (_APP1, _xmp(image)), (_APP13, _iim(image))


def _fits(parts: tuple[tuple[int, bytes], ...]) -> bool:
    return all(len(data) <= _MOST for _, data in parts)


def _shorter(image: Image) -> Iterator[Image]:
    """Give a record, and then the same in ever fewer words."""
    yield image
    said = {one.field: value for one in PROPERTIES if (value := getattr(image, one.field))}
    yield from (replace(image, **{field: _cut(value, most) for field, value in said.items()}) for most in _SHORTER)


def _cut(said: str | tuple[str, ...], most: int) -> str | tuple[str, ...]:
    """Cut a text; of a list keep the first ones that fit in whole, at least the beginning of one."""
    if isinstance(said, str):
        return packets.cut(said, most)
    ends = accumulate(len(text.encode()) for text in said)
    fitting = tuple(text for text, end in zip(said, ends, strict=True) if end <= most)
    return fitting or (packets.cut(said[0], most),)


def _exif(image: Image) -> bytes:
    """Write the tags in UTF-8: as other programs do, though the standard knew only ASCII before Exif 3.0."""
    from PIL.Image import Exif

    texts = {one.exif: "; ".join(packets.texts_of(image, one)) for one in PROPERTIES if one.exif}
    said = {tag: text.encode() for tag, text in texts.items() if text}
    tags = Exif()
    tags.update({**_REQUIRED, **said} if said else {})
    return tags.tobytes() if said else b""


def _xmp(image: Image) -> bytes:
    return _XMP + packets.written(image).data


def _iim(image: Image) -> bytes:
    """Write the datasets, each cut to what it holds; many picture desks read these first."""
    sets = [
        (2, one.iim.number, short.encode())
        for one in PROPERTIES
        for text in packets.texts_of(image, one)
        if one.iim and (short := packets.cut(text, one.iim.most))
    ]
    if not sets:
        return b""
    written = (_UTF_8, _VERSION, *sorted(sets, key=lambda one: one[1]))
    data = b"".join(_DATASET.pack(_MARK, record, number, len(value)) + value for record, number, value in written)
    return _PHOTOSHOP + _RESOURCE + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
