"""Exif 2.32 (CIPA DC-008): what the camera wrote, time and place and its own name, and the few texts of IPTC in it."""

from __future__ import annotations

import math
import re
import struct
from typing import Any, BinaryIO, Final

from logbook.patterns import pattern
from logbook.pictures.properties import PROPERTIES
from logbook.pictures.reading.said import Said, distinct, moment, position, told
from logbook.pictures.reading.tiff import Directory, open_directory

_MAKE, _MODEL, _ORIENTATION = 0x010F, 0x0110, 0x0112
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _TAKEN_OFFSET, _MAKER_NOTE = 0x9003, 0x9011, 0x927C
_LATITUDE_SIDE, _LATITUDE, _LONGITUDE_SIDE, _LONGITUDE, _STATUS = 1, 2, 3, 4, 9
_TURNED: Final = range(2, 9)
_FACTORY_CAPTION = pattern(
    r"(?:OLYMPUS|KODAK|SONY|MINOLTA)? *(?:DIGITAL (?:STILL )?CAMERA|DSC)|DCIM\\.*", re.IGNORECASE
)
"""What a camera writes as every picture's description."""
_RECONYX_TIME: Final = struct.Struct("<6H")
_RECONYX_AT: Final = 22
"""The byte at which a Reconyx HyperFire's maker note has second, minute, hour, month, day and year."""
_READ: Final = {
    *(_MAKE, _MODEL, _EXIF, _GPS, _TAKEN, _TAKEN_OFFSET, _LATITUDE, _LONGITUDE),
    *(one.exif for one in PROPERTIES if one.exif),
}
_BROKEN: Final = "its Exif is broken and was read only in part"


def read(file: BinaryIO) -> Said:
    """Read Exif, or the tags of a TIFF. Of broken Exif what can be reached is read, and a note says so."""
    try:
        main = open_directory(file)
    except (EOFError, ValueError):
        return Said({}, notes=(_BROKEN,))
    photo, gps = main.directory(_EXIF), main.directory(_GPS)
    make = main.text(_MAKE)
    orientation = main.integer(_ORIENTATION)
    fields: dict[str, Any] = {
        **_texts(main),
        "camera": _camera(make, main.text(_MODEL)),
        "orientation": orientation if orientation in _TURNED else None,
        "date_created": _taken(main, photo, make),
        **_position(gps),
    }
    read = _READ if fields["date_created"] else _READ | {_MAKER_NOTE}
    broken = any(not one.whole or one.lost & read for one in (main, photo, gps))
    return Said(told(fields), notes=(_BROKEN,) if broken else ())


def _texts(main: Directory) -> dict[str, Any]:
    """Read the properties of IPTC; several creators stand between semicolons."""
    texts = {one.field: main.text(one.exif) for one in PROPERTIES if one.exif}
    caption = texts["caption"]
    return texts | {
        "creator": distinct(texts["creator"].split(";")),
        "caption": "" if _FACTORY_CAPTION.fullmatch(caption) else caption,
    }


def _camera(make: str, model: str) -> str:
    """Name a camera as Camtrap DP does: manufacturer and model."""
    return model if model.casefold().startswith(make.casefold()) and model else f"{make} {model}".strip()


def _taken(main: Directory, photo: Directory, make: str) -> str | None:
    """Read when the picture was taken; what the camera did not write is not taken from elsewhere."""
    zone = photo.text(_TAKEN_OFFSET)
    times = (moment(holder.text(_TAKEN), zone) for holder in (photo, main))
    return next(filter(None, times), None) or _reconyx(photo.raw(_MAKER_NOTE), make)


def _reconyx(note: bytes, make: str) -> str | None:
    """Read the time in the maker note of a Reconyx HyperFire, which has it nowhere else.

    Only version 0xF101 is read: the HyperFire 2 turns day and month about.
    """
    mine = note.startswith(b"\x01\xf1") and (note[2:4] in {b"\2\0", b"\3\0"} or make == "RECONYX")
    if not mine or len(note) < _RECONYX_TIME.size + _RECONYX_AT:
        return None
    second, minute, hour, month, day, year = _RECONYX_TIME.unpack_from(note, _RECONYX_AT)
    return moment(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")


def _position(gps: Directory) -> dict[str, float]:
    """Read a position, each half with its hemisphere; a receiver that says it had no fix has none."""
    if gps.text(_STATUS) == "V":
        return {}
    return position(
        _degrees(gps.rationals(_LATITUDE), gps.text(_LATITUDE_SIDE), "NS"),
        _degrees(gps.rationals(_LONGITUDE), gps.text(_LONGITUDE_SIDE), "EW"),
    )


def _degrees(parts: tuple[float, ...], side: str, sides: str) -> float | None:
    """Put together degrees, minutes and seconds; None without them or without their hemisphere."""
    if not parts or len(side) != 1 or side not in sides:
        return None
    size = math.fsum(part / 60**power for power, part in enumerate(parts[:3]))
    return size if side == sides[0] else -size
