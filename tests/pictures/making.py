"""Pictures written byte by byte: what Pillow and exiftool would not write, and no other program needed for it."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from logbook.pictures import reading

SIZE = (64, 48)
SHARED = Path(__file__).parents[3] / "shared/data"
OTHERS = Path(__file__).parent / "others"
REFERENCE = OTHERS / "iptc-reference-2021.jpg"
FRAMES = OTHERS / "media"
"""Pictures by others that may be copied; `others/SOURCES.md` says whose they are."""

IFD, GPS = 0x8769, 0x8825
MAKE, MODEL, ORIENTATION, CAPTION, ARTIST, COPYRIGHT = 0x010F, 0x0110, 0x0112, 0x010E, 0x013B, 0x8298
TAKEN, OFFSET, MAKER_NOTE = 0x9003, 0x9011, 0x927C

BEGIN = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:cc="http://creativecommons.org/ns#" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    ' xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:digiKam="http://www.digikam.org/ns/1.0/"'
    ' xmlns:xmpNote="http://ns.adobe.com/xmp/note/">'
)
END = "</rdf:RDF></x:xmpmeta>"


def read(data: bytes, name: str = "a.jpg") -> reading.Reading:
    """Write a file where the test stands, and read it."""
    path = Path(name)
    path.write_bytes(data)
    return reading.read(path)


@cache
def plain(kind: str) -> bytes:
    """Make a picture without metadata."""
    buffer = io.BytesIO()
    Image.new("RGB", SIZE, "green").save(buffer, kind)
    return buffer.getvalue()


def tags(main: dict[int, Any], photo: dict[int, Any] | None = None, gps: dict[int, Any] | None = None) -> bytes:
    """Write Exif: little-endian, the main directory and those of the photograph and of GPS behind it.

    A value is text, bytes, a whole number, a list of rationals, or kind, count and bytes as they shall stand there.
    """
    inner = {tag: directory for tag, directory in ((IFD, photo), (GPS, gps)) if directory is not None}
    begun = {**main, **dict.fromkeys(inner, (4, 1, b"\0\0\0\0"))}
    here = 8 + len(_directory(begun, 8))
    behind = b""
    for tag, directory in inner.items():
        begun[tag] = (4, 1, struct.pack("<I", here + len(behind)))
        behind += _directory(directory, here + len(behind))
    return b"II*\0\x08\0\0\0" + _directory(begun, 8) + behind


def _directory(values: dict[int, Any], at: int) -> bytes:
    written = [(tag, *_value(value)) for tag, value in sorted(values.items())]
    entries, behind = struct.pack("<H", len(written)), b""
    start = at + 2 + 12 * len(written) + 4
    for tag, kind, count, data in written:
        inline = data.ljust(4, b"\0")
        if len(data) > len("inln"):
            inline = struct.pack("<I", start + len(behind))
            behind += data
        entries += struct.pack("<HHI4s", tag, kind, count, inline)
    return entries + b"\0\0\0\0" + behind


def _value(value: Any) -> tuple[int, int, bytes]:
    match value:
        case str():
            data = value.encode() + b"\0"
            return 2, len(data), data
        case bytes():
            return 7, len(value), value
        case int():
            return 3, 1, struct.pack("<H", value)
        case list():
            return 5, len(value), b"".join(struct.pack("<II", *parts) for parts in value)
        case _:
            kind, count, data = value
            return kind, count, data


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """Put segments, each a marker and its bytes, into a JPEG."""
    whole = plain("JPEG")
    return whole[:2] + b"".join(segment(*one) for one in segments) + whole[2:]


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_exif(data: bytes) -> tuple[int, bytes]:
    return 0xE1, b"Exif\0\0" + data


def with_xmp(packet: str | bytes) -> tuple[int, bytes]:
    data = packet.encode() if isinstance(packet, str) else packet
    return 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + data


def with_iim(data: bytes) -> tuple[int, bytes]:
    return 0xED, b"Photoshop 3.0\0" + resource(0x0404, data)


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    """Write an image resource of Photoshop."""
    named = bytes([len(name)]) + name
    padded = named + b"\0" * (len(named) % 2)
    return b"8BIM" + struct.pack(">H", number) + padded + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def iim(*datasets: tuple[int, int, bytes]) -> bytes:
    """Write an IIM: record, number and bytes of each dataset."""
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(data)) + data for record, number, data in datasets)


def xmp(inner: str) -> str:
    """Write an XMP packet around elements of one description."""
    return f'{BEGIN}<rdf:Description rdf:about="">{inner}</rdf:Description>{END}'


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Put chunks before the end of a PNG, behind its pixels, as exiftool does."""
    whole = plain("PNG")
    return whole[:-12] + b"".join(chunk(*one) for one in chunks) + whole[-12:]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """Put chunks behind the pixels of a WebP."""
    return riff(plain("WEBP")[12:] + b"".join(webp_chunk(*one) for one in chunks))


def webp_chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def riff(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def tiff(extra: dict[int, Any]) -> bytes:
    """Write a TIFF of one strip, with more tags."""
    pixels = bytes(SIZE[0] * SIZE[1])
    strip = {0x0100: SIZE[0], 0x0101: SIZE[1], 0x0111: (4, 1, b"\0\0\0\0"), 0x0117: len(pixels)}
    at = len(tags({**strip, **extra}))
    return tags({**strip, **extra, 0x0111: (4, 1, struct.pack("<I", at))}) + pixels
