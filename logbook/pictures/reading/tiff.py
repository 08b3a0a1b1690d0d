"""TIFF 6.0 and BigTIFF: directories of tags, as a TIFF picture has them, and Exif, which is a TIFF without a picture.

Pillow reads the values. But at an entry that is broken it warns and passes over those behind it, and it reads as much
as is announced; so it is given the sound entries only, and what was lost is known.
"""

from __future__ import annotations

import functools
import math
import os
import struct
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, cast

from logbook.pictures.reading.held import Held, size_of, take
from logbook.pictures.reading.said import LARGEST, MOST_BYTES, clean, decoded

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import IO

    from PIL.TiffImagePlugin import ImageFileDirectory_v2

_WIDTH, _HEIGHT = 0x0100, 0x0101
_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES = 0x0111, 0x0117, 0x0144, 0x0145
_XMP, _IIM, _PHOTOSHOP = 700, 33723, 34377
_PACKETS: Final = {_XMP: "XMP", _IIM: "IIM", _PHOTOSHOP: "Photoshop resources"}

_ORDERS: Final = {b"II": "<", b"MM": ">"}
_LONG, _LONG8, _IFD8, _UTF_8 = 4, 16, 18, 129
_TEXTS: Final = (1, 2, 7, _UTF_8)
"""ASCII and UTF-8; some cameras write text as bare bytes."""
_INTEGERS: Final = (3, _LONG, 6, 8, 9, 13, _LONG8, _IFD8)
_RATIONALS: Final = (5, 10)
_MOST_ENTRIES: Final = 4096


class _Layout(NamedTuple):
    """How directories are written: a header that tells Pillow, the number of entries, an entry, an offset."""

    header: bytes
    number: str
    entry: str
    offset: str


_LAYOUTS: Final = {
    42: _Layout(b"II*\0" + bytes(4), "H", "HHI4s", "I"),
    43: _Layout(b"II+\0" + bytes(12), "Q", "HHQ8s", "Q"),
}
"""TIFF and BigTIFF, which Pillow knows by this header only, whatever its byte order."""


class _Sifted:
    """What Pillow asks of a file: this one, and a directory behind its end, which it stands at."""

    def __init__(self, file: BinaryIO, directory: bytes) -> None:
        self._file, self._directory, self._end = file, directory, size_of(file)
        self._here = self._end

    def tell(self) -> int:
        return self._here

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> None:
        self._here = self._end + len(self._directory) if whence else offset

    def read(self, count: int) -> bytes:
        here, self._here = self._here, self._here + count
        if here >= self._end:
            return self._directory[here - self._end :][:count]
        self._file.seek(here)
        return take(self._file, count)


class Directory:
    """A directory of tags; what it announces and cannot be read, or is too large, is `lost`.

    It is not `whole` where it announces more entries than there are, or than anybody writes.
    """

    def __init__(self, file: BinaryIO, prefix: bytes, layout: _Layout) -> None:
        self._file, self._prefix, self._layout = file, prefix, layout
        reader, self._sizes = _pillow()
        # A group that Pillow does not know: the values of tags that it knows it cuts to the number that it expects.
        self._values = reader(layout.header, prefix, group=0)
        self.lost: set[int] = set()
        self.whole = True

    def read(self, offset: int) -> None:
        """Read the entries. Raises EOFError where the directory begins beyond the end."""
        number, entry, where = (struct.Struct(_ORDERS[self._prefix] + code) for code in self._layout[1:])
        end = size_of(self._file)
        if not 0 <= offset < end:
            raise EOFError
        self._file.seek(offset)
        (count,) = number.unpack(take(self._file, number.size))
        data = self._file.read(min(count, _MOST_ENTRIES) * entry.size)
        self.whole = len(data) == count * entry.size
        sound, room = dict[int, bytes](), min(end, MOST_BYTES)
        for at in range(0, len(data) - entry.size + 1, entry.size):
            tag, kind, items, inline = entry.unpack_from(data, at)
            size = self._sizes.get(kind, end) * items
            outside = size if size > len(inline) else 0
            if outside > room or (outside and where.unpack(inline)[0] + size > end):
                self.lost.add(tag)
            else:
                room -= outside
                sound.setdefault(tag, data[at : at + entry.size])
        directory = number.pack(len(sound)) + b"".join(sound.values()) + bytes(where.size)
        self._values.load(cast("IO[bytes]", _Sifted(self._file, directory)))

    def integer(self, tag: int) -> int | None:
        """Give a tag's first whole number."""
        return next(iter(self.integers(tag)), None)

    def integers(self, tag: int) -> tuple[int, ...]:
        """Give a tag's whole numbers."""
        return self._among(tag, _INTEGERS)

    def rationals(self, tag: int) -> tuple[float, ...]:
        """Give a tag's rational numbers; what is divided by nothing is not a number (NaN)."""
        parts = self._among(tag, _RATIONALS)
        return tuple(one.numerator / one.denominator if one.denominator else math.nan for one in parts)

    def raw(self, tag: int) -> bytes:
        """Give a tag's bytes; none where it has numbers other than LONG, as which an IIM is often written."""
        longs = self._among(tag, (_LONG,))
        if longs:
            return struct.pack(f"{_ORDERS[self._prefix]}{len(longs)}I", *longs)
        (data,) = self._among(tag, _TEXTS) or (b"",)
        return data.encode("latin-1") if isinstance(data, str) else data

    def text(self, tag: int) -> str:
        """Give a tag's text, which ends at its first NUL; nothing where it has none."""
        return clean(decoded(self.raw(tag).partition(b"\0")[0])) if self._among(tag, _TEXTS) else ""

    def _among(self, tag: int, kinds: Container[int]) -> tuple[Any, ...]:
        """Give a tag's values if they are of these types. One alone Pillow gives without a tuple."""
        if self._values.tagtype.get(tag) not in kinds:
            return ()
        value = self._values[tag]
        return value if isinstance(value, tuple) else (value,)

    def directory(self, tag: int) -> Directory:
        """Open the directory that a tag points to; an empty one where there is none, `lost` where it cannot be read."""
        found, offset = Directory(self._file, self._prefix, self._layout), self.integer(tag)
        try:
            if offset is not None:
                found.read(offset)
            elif tag in self._values:
                found.lost.add(tag)
        except EOFError:
            found.lost.add(tag)
        return found


@functools.cache
def _pillow() -> tuple[type[ImageFileDirectory_v2], dict[int, int]]:
    """Load Pillow's reader, taught the text of Exif 3.0 and the offsets of BigTIFF, and the sizes of its types."""
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    known = ImageFileDirectory_v2._load_dispatch  # noqa: SLF001 - there is no other way to add a type
    types = {**known, _UTF_8: (1, ImageFileDirectory_v2.load_undefined), _IFD8: known[_LONG8]}

    class Reader(ImageFileDirectory_v2):
        _load_dispatch = types

    return Reader, {kind: size for kind, (size, _) in types.items()}


def open_directory(file: BinaryIO) -> Directory:
    """Open the first directory of a TIFF. Raises ValueError for what is none, EOFError where it is cut off."""
    file.seek(0)
    head = take(file, 8)
    prefix, order = head[:2], _ORDERS.get(head[:2])
    if order is None:
        raise ValueError("no byte order")
    layout = _LAYOUTS.get(struct.unpack(f"{order}H", head[2:4])[0])
    if layout is None:
        raise ValueError("no TIFF")
    where = head[4:] if layout.offset == "I" else take(file, 8)
    first = Directory(file, prefix, layout)
    first.read(*struct.unpack(f"{order}{layout.offset}", where))
    return first


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
        notes=tuple(
            f"its {name} lies beyond its end, or is larger than {LARGEST}, and was not read" for name in unread
        ),
    )


def _require_whole(first: Directory, end: int) -> None:
    """Raise EOFError where a strip or tile reaches beyond the end, or the directory itself."""
    if not first.whole or not first.lost.isdisjoint((_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES)):
        raise EOFError
    for offsets, sizes in ((_STRIPS, _STRIP_BYTES), (_TILES, _TILE_BYTES)):
        if _furthest(first.integers(offsets), first.integers(sizes)) > end:
            raise EOFError


def _furthest(offsets: Iterable[int], sizes: Iterable[int]) -> int:
    # Old writers leave the sizes out where there is one strip.
    return max((offset + size for offset, size in zip(offsets, sizes, strict=False)), default=0)
