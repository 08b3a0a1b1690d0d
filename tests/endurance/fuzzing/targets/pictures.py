"""Pictures: what is read from one and beside one, and what is written into a copy."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from logbook.errors import LogbookError
from logbook.pictures import pixels, reading
from logbook.pictures.reading import sidecar
from logbook.pictures.writing import embedding, packets, stripping
from logbook.records import Image
from tests.endurance.fuzzing.target import Target, texts
from tests.pictures import making

if TYPE_CHECKING:
    from pathlib import Path

ROOM = "pictures"
_RECORD = Image(title="Cub", caption="On snow", credit_line="© WCS", creator=("A", "B"), alt_text="A cub")


def a_picture(data: bytes, folder: Path, *, name: str) -> None:
    """Read all that a picture says, and take it into the record."""
    path = folder / name
    path.write_bytes(data)
    found = reading.read(path)
    _require_storable(found.image)
    assert all(note.strip() for note in found.notes)
    for scaled in pixels.scaled(pixels.source(path), [(8, 6)]):
        assert scaled.size == (8, 6)


def _require_storable(image: Image) -> None:
    line = msgspec.json.encode(image)
    assert msgspec.json.decode(line, type=Image) == image
    assert "\0" not in line.decode()


def a_sidecar(data: bytes, folder: Path) -> None:
    """Read what stands beside a picture, and write a record into it."""
    picture = folder / "a.jpg"
    picture.write_bytes(making.plain("JPEG"))
    sidecar.beside(picture).write_bytes(data)
    _require_storable(reading.read(picture).image)
    packet = packets.written(_RECORD, data).data
    sidecar.beside(picture).write_bytes(packet)
    assert reading.read(picture).image.credit_line == _RECORD.credit_line


def a_copy(data: bytes, folder: Path) -> None:
    """Write a record into a copy of a picture, and take everything else out of one."""
    with suppress(LogbookError):
        stripping.stripped(data)
    path = folder / "a.jpg"
    path.write_bytes(data)
    reading.read(path)
    copy = embedding.embedded(data, _RECORD).data
    path.write_bytes(copy)
    assert reading.read(path).image.credit_line == _RECORD.credit_line


_EXIF = making.tags(
    {making.MAKE: "RECONYX", making.ARTIST: "A", making.ORIENTATION: 6, making.CAPTION: "cub"},
    {making.TAKEN: "2013:09:05 04:31:00", making.OFFSET: "+08:00"},
    {1: "N", 2: [(43, 1), (36, 1), (0, 1)], 3: "E", 4: [(130, 1), (36, 1), (0, 1)]},
)
_IIM = making.iim((1, 90, b"\x1b%G"), (2, 80, b"A"), (2, 110, b"WCS"), (2, 120, b"cub"), (2, 55, b"20130905"))
_XMP = making.xmp(
    "<dc:creator><rdf:Seq><rdf:li>A</rdf:li></rdf:Seq></dc:creator><photoshop:Credit>WCS</photoshop:Credit>"
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Cub</rdf:li></rdf:Alt></dc:title>'
    "<exif:GPSLatitude>43,36.0N</exif:GPSLatitude><exif:GPSLongitude>130,36.0E</exif:GPSLongitude>"
)
_JPEG = making.jpeg(making.with_exif(_EXIF), making.with_xmp(_XMP), making.with_iim(_IIM))
_PNG = making.png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _XMP.encode()), (b"eXIf", _EXIF))
_WEBP = making.webp((b"EXIF", _EXIF), (b"XMP ", _XMP.encode()))
_TIFF = making.tiff({making.CAPTION: "cub", 700: (1, len(_XMP), _XMP.encode()), 33723: (7, len(_IIM), _IIM)})
_MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov"
_BYTES = ("\xff\xe1", "\xff\xed", "Exif\0\0", "II*\0", "MM\0*", "8BIM", "\x1c\x02", "eXIf", "iTXt", "zTXt", "\0\0\0\0")
_MARKUP = ("<rdf:li>", "</rdf:Seq>", "rdf:parseType='Resource'", "<!DOCTYPE x [<!ENTITY e 'e'>]>", "&e;", "xmlns:a='b'")

TARGETS = (
    *(
        Target(ROOM, name, partial(a_picture, name=file), seeds, _BYTES)
        for name, file, seeds in (
            ("JPEG", "a.jpg", (_JPEG, making.jpeg(), making.plain("GIF"))),
            ("PNG", "a.png", (_PNG,)),
            ("WebP", "a.webp", (_WEBP,)),
            ("TIFF", "a.tif", (_TIFF,)),
            ("video", "a.mp4", (_MP4,)),
            ("HEIC", "a.heic", (_MP4,)),
        )
    ),
    Target(ROOM, "sidecars", a_sidecar, (*texts(_XMP), packets.written(_RECORD).data), _MARKUP),
    Target(ROOM, "copies", a_copy, (_JPEG, _PNG, _WEBP, _TIFF), _BYTES),
)
