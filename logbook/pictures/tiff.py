"""TIFF 6.0 and BigTIFF: directories of tags, as a TIFF picture has them, and Exif, which is a TIFF without a picture.

Pillow's reader is not taken: it makes text Latin-1, and warns on stderr where a tag is broken.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from logbook.pictures.held import Held, size_of, take
from logbook.pictures.said import MOST_BYTES, clean, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDTH, _HEIGHT = 0x0100, 0x0101
_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES = 0x0111, 0x0117, 0x0144, 0x0145
_XMP, _IIM, _PHOTOSHOP = 700, 33723, 34377
_PACKETS: Final = {_XMP: "XMP", _IIM: "IIM", _PHOTOSHOP: "Photoshop resources"}

_ORDERS: Final = {b"II": "<", b"MM": ">"}
_INTEGERS: Final = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_RATIONALS: Final = {5: "I", 10: "i"}
_TEXTS: Final = (1, 2, 7, 129)
"""ASCII and UTF-8; some cameras write text as bare bytes."""
_SIZES: Final = {kind: struct.calcsize(code) for kind, code in _INTEGERS.items()} | {
    **dict.fromkeys((2, 7, 129), 1),
    **dict.fromkeys((5, 10, 12), 8),
    11: 4,
}
_MOST_ENTRIES: Final = 0xFFFF


class _Layout(NamedTuple):
    """How a file writes its directories: byte order, number of entries, one entry, an offset."""

    order: str
    number: str
    entry: str
    offset: str


class _Entry(NamedTuple):
    kind: int
    size: int
    inline: bytes
    """The value itself, where it is so small, else its offset."""


class Directory:
    """A directory of tags, whose values are read when they are asked for; what lies beyond the end is `lost`."""

    def __init__(self, file: BinaryIO, layout: _Layout, offset: int | None = None) -> None:
        self._file, self._layout = file, layout
        self._entries: dict[int, _Entry] = {}
        self.lost: set[int] = set()
        if offset is not None:
            self._read(offset)

    def _read(self, offset: int) -> None:
        """Read the entries. Raises EOFError where the directory begins beyond the end."""
        end, layout = size_of(self._file), self._layout
        if offset >= end:
            raise EOFError
        self._file.seek(offset)
        (count,) = struct.unpack(layout.number, take(self._file, struct.calcsize(layout.number)))
        width = struct.calcsize(layout.entry)
        data = self._file.read(min(count, _MOST_ENTRIES) * width)
        for tag, kind, items, inline in struct.iter_unpack(layout.entry, data[: len(data) // width * width]):
            size = _SIZES.get(kind, 0) * items
            reaches = size > len(inline) and size + struct.unpack(layout.offset, inline)[0] > end
            if reaches or size > MOST_BYTES:
                self.lost.add(tag)
            elif size:
                self._entries.setdefault(tag, _Entry(kind, size, inline))

    def raw(self, tag: int) -> bytes:
        """Give a tag's bytes; none where it is not there."""
        entry = self._entries.get(tag)
        if entry is None:
            return b""
        if entry.size <= len(entry.inline):
            return entry.inline[: entry.size]
        self._file.seek(*struct.unpack(self._layout.offset, entry.inline))
        return self._file.read(entry.size)

    def text(self, tag: int) -> str:
        """Give a tag's text, which ends at its first NUL; nothing where it has none."""
        entry = self._entries.get(tag)
        return clean(decoded(self.raw(tag).partition(b"\0")[0])) if entry and entry.kind in _TEXTS else ""

    def integers(self, tag: int) -> tuple[int, ...]:
        """Give a tag's whole numbers."""
        return self._numbers(tag, _INTEGERS)

    def integer(self, tag: int) -> int | None:
        """Give a tag's first whole number."""
        return next(iter(self.integers(tag)), None)

    def rationals(self, tag: int) -> tuple[float, ...]:
        """Give a tag's rational numbers; what is divided by nothing is not a number (NaN)."""
        parts = self._numbers(tag, _RATIONALS)
        return tuple(over / under if under else math.nan for over, under in zip(parts[::2], parts[1::2], strict=True))

    def _numbers(self, tag: int, codes: dict[int, str]) -> tuple[int, ...]:
        entry = self._entries.get(tag)
        code = codes.get(entry.kind) if entry else None
        if entry is None or code is None:
            return ()
        data = self.raw(tag)
        return struct.unpack(f"{self._layout.order}{len(data) // struct.calcsize(code)}{code}", data)

    def directory(self, tag: int) -> Directory:
        """Open the directory that a tag points to; an empty one where there is none, `lost` where it cannot be read."""
        try:
            return Directory(self._file, self._layout, self.integer(tag))
        except EOFError:
            beyond = Directory(self._file, self._layout)
            beyond.lost.add(tag)
            return beyond


def open_directory(file: BinaryIO) -> Directory:
    """Open the first directory of a TIFF. Raises ValueError for what is none, EOFError where it is cut off."""
    file.seek(0)
    head = take(file, 8)
    order = _ORDERS.get(head[:2])
    if order is None:
        raise ValueError("no byte order")
    (magic,) = struct.unpack(f"{order}H", head[2:4])
    if magic == 43:  # noqa: PLR2004 - BigTIFF
        layout = _Layout(order, f"{order}Q", f"{order}HHQ8s", f"{order}Q")
        return Directory(file, layout, *struct.unpack(layout.offset, take(file, 8)))
    if magic != 42:  # noqa: PLR2004 - TIFF
        raise ValueError("no TIFF")
    layout = _Layout(order, f"{order}H", f"{order}HHI4s", f"{order}I")
    return Directory(file, layout, *struct.unpack(layout.offset, head[4:]))


def read(file: BinaryIO) -> Held:
    """Read what a TIFF holds. Raises EOFError where it is cut off, ValueError where there is no picture in it."""
    first = open_directory(file)
    width, height = first.integer(_WIDTH), first.integer(_HEIGHT)
    if not width or not height:
        raise ValueError("no size")
    _require_whole(first, size_of(file))
    xmp = first.raw(_XMP)
    unread = [name for tag, name in _PACKETS.items() if tag in first.lost]
    return Held(
        "image/tiff",
        width,
        height,
        exif=file,
        iim=first.raw(_IIM),
        photoshop=first.raw(_PHOTOSHOP),
        xmp=(xmp,) if xmp else (),
        notes=tuple(f"its {name} lies beyond its end, or is larger than 4 MiB, and was not read" for name in unread),
    )


def _require_whole(first: Directory, end: int) -> None:
    """Raise EOFError where a strip or tile reaches beyond the end."""
    if not first.lost.isdisjoint((_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES)):
        raise EOFError
    for offsets, sizes in ((_STRIPS, _STRIP_BYTES), (_TILES, _TILE_BYTES)):
        if _furthest(first.integers(offsets), first.integers(sizes)) > end:
            raise EOFError


def _furthest(offsets: Iterable[int], sizes: Iterable[int]) -> int:
    # Old writers leave the sizes out where there is one strip.
    return max((offset + size for offset, size in zip(offsets, sizes, strict=False)), default=0)
