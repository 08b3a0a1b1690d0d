"""PNG (W3C, third edition): its chunks, those behind the picture too, where exiftool writes."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from logbook.pictures.reading.held import Held, size_of, take
from logbook.pictures.reading.said import LARGEST, MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EXIF: Final = b"eXIf"
_TEXTS: Final = (b"tEXt", b"zTXt", b"iTXt")
_XMP: Final = b"XML:com.adobe.xmp"
# ImageMagick's way, older than the chunks for it: the bytes in hexadecimal.
_PROFILE: Final = b"Raw profile type "
_OLD_EXIF, _OLD_APP1, _OLD_IIM, _OLD_XMP = (_PROFILE + name for name in (b"exif", b"APP1", b"iptc", b"xmp"))
_READ: Final = frozenset({_XMP, _OLD_EXIF, _OLD_APP1, _OLD_IIM, _OLD_XMP})
"""The texts that are metadata; of each the first is read, and no other is unpacked."""
_MOST_CHUNKS: Final = 200_000


def read(file: BinaryIO) -> Held:
    """Read what a PNG holds. Raises EOFError where it is cut off, ValueError where there is no picture in it."""
    width = height = 0
    texts: dict[bytes, bytes | None] = {}
    for name, length in _chunks(file):
        if name == b"IHDR":
            head = take(file, 8)
            width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
        elif name == _EXIF:
            texts.setdefault(name, take(file, length) if length <= MOST_BYTES else None)
        elif name in _TEXTS:
            keyword, _, rest = take(file, min(length, MOST_BYTES)).partition(b"\0")
            if keyword in _READ and keyword not in texts:
                texts[keyword] = _text(name, keyword, rest) if length <= MOST_BYTES else None
    if not width or not height:
        raise ValueError("no size")
    return _held(width, height, texts)


def _held(width: int, height: int, texts: dict[bytes, bytes | None]) -> Held:
    exif = texts.get(_EXIF) or texts.get(_OLD_EXIF) or texts.get(_OLD_APP1)
    iim = texts.get(_OLD_IIM) or b""
    unread = (name.decode("ascii") for name, text in texts.items() if text is None)
    return Held(
        "image/png",
        width,
        height,
        exif=io.BytesIO(exif.removeprefix(b"Exif\0\0")) if exif else None,
        iim=b"" if iim.startswith(b"8BIM") else iim,
        photoshop=iim if iim.startswith(b"8BIM") else b"",
        xmp=tuple(filter(None, (texts.get(_XMP), texts.get(_OLD_XMP)))),
        notes=tuple(f"its {name!r} is damaged, or larger than {LARGEST}, and was not read" for name in unread),
    )


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Give each chunk's name and length, with the file at its data. Raises EOFError where there is no IEND."""
    size, here = size_of(file), len(_SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        file.seek(here)
        head = take(file, 8)
        length, name = int.from_bytes(head[:4], "big"), head[4:]
        if here + 12 + length > size:
            raise EOFError
        if name == b"IEND":
            return
        yield name, length
        here += 12 + length
    raise ValueError("too many chunks")


def _text(name: bytes, keyword: bytes, rest: bytes) -> bytes | None:
    """Give the bytes that a text chunk stands for; None where they are damaged, or more than anybody writes."""
    packed, text = name == b"zTXt", rest
    if name == b"zTXt":
        text = rest[1:]
    elif name == b"iTXt":
        # Whether it is packed, and how; a language, and the keyword in it.
        packed, text = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    plain = _unpacked(text) if packed else text
    return _profile(plain) if plain is not None and keyword.startswith(_PROFILE) else plain


def _unpacked(data: bytes) -> bytes | None:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    return text if unpacker.eof else None


def _profile(text: bytes) -> bytes | None:
    """Give the bytes of a raw profile, whose name, length and hexadecimal digits stand in lines; None for no digits."""
    digits = text.lstrip(b"\n").partition(b"\n")[2].partition(b"\n")[2]
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return None
