"""IPTC IIM 4.2: the older standard, in the image resources of Photoshop or alone, in the characters it declares."""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from logbook.patterns import pattern
from logbook.pictures.properties import PROPERTIES
from logbook.pictures.reading.said import Said, decoded, distinct, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Decode = Callable[[bytes], str | None]

_CHARACTERS: Final = (1, 90)
_TITLE, _DATE, _TIME = (2, 5), (2, 55), (2, 60)
_READ: Final = {(2, one.iim.number) for one in PROPERTIES if one.iim} | {_TITLE, _DATE, _TIME}
_MARK: Final = 0x1C
_EXTENDED: Final = 0x8000
_RESOURCE, _IN_RESOURCE = b"8BIM", 0x0404

_ESCAPE = pattern(r"\x1b[ -/]*[0-~]")
_ASCII: Final = frozenset({"\x1b(B", "\x1b(@", "\x1b(J"})
# Under the name of 8859-1 people write Windows-1252, which has its characters and more.
_ONE_BYTE: Final = {"A": "cp1252"} | {
    final: f"iso8859-{part}"
    for final, part in zip("BCDFGHLMTVY_bf", (2, 3, 4, 7, 6, 8, 5, 9, 11, 10, 13, 14, 15, 16), strict=True)
}
_TWO_BYTES: Final = {"A": "gb2312", "B": "euc_jp", "C": "euc_kr"}
_SETS: Final = {
    # ISO 2022: the first characters say where a set is put, the last one names it in the ISO register.
    **{f"\x1b{put}{final}": name for put in ",-./" for final, name in _ONE_BYTE.items()},
    **{f"\x1b${put}{final}": name for put in ")*+" for final, name in _TWO_BYTES.items()},
}
_UTF_8: Final = frozenset({"\x1b%G", "\x1b%/G", "\x1b%/H", "\x1b%/I"})
_IN_PLACE_OF_ASCII: Final = frozenset({"\x1b$A", "\x1b$(A", "\x1b$@", "\x1b$B", "\x1b$(B", "\x1b$(C"})
"""The sets of two bytes again, put where ASCII is: both bytes are below 128."""


def in_photoshop(data: bytes) -> bytes:
    """Find the IIM in Photoshop's image resources; none where there is none, or they are broken before it."""
    here = 0
    while data[here : here + 4] == _RESOURCE and here + 12 <= len(data):
        number = int.from_bytes(data[here + 4 : here + 6], "big")
        named = 1 + data[here + 6]
        start = here + 10 + named + named % 2
        length = int.from_bytes(data[start - 4 : start], "big")
        if number == _IN_RESOURCE:
            return data[start : start + length]
        here = start + length + length % 2
    return b""


def read(data: bytes) -> Said:
    """Read an IIM; what is broken in it is noted."""
    values: dict[tuple[int, int], list[bytes]] = {}
    notes = list[str]()
    try:
        for record, number, value in _datasets(data):
            values.setdefault((record, number), []).append(value)
    except EOFError:
        notes.append("its IIM is broken and was read only in part")
    decode = decoder(b"".join(values.pop(_CHARACTERS, [])).decode("latin-1"))
    texts = {key: [decode(value) for value in raw] for key, raw in values.items() if key in _READ}
    if any(None in found for found in texts.values()):
        notes.append("some of its IIM is not in the characters that it declares, and was not read")
    said = {key: distinct(filter(None, found)) for key, found in texts.items()}
    fields, title = _fields(said), next(iter(said.get(_TITLE, ())), None)
    return Said(fields, title, notes=tuple(notes))


def _datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give each dataset's record, number and bytes. Raises EOFError where one is broken; zeros may end them."""
    here = 0
    while data[here : here + 1] == bytes([_MARK]) and here + 5 <= len(data):
        start = here + 5
        length = int.from_bytes(data[here + 3 : start], "big")
        if length & _EXTENDED:
            start += length & ~_EXTENDED
            length = int.from_bytes(data[here + 5 : start][:8], "big")
        if start + length > len(data):
            raise EOFError
        yield data[here + 1], data[here + 2], data[start : start + length]
        here = start + length
    if data[here:].strip(b"\0"):
        raise EOFError


def _fields(said: dict[tuple[int, int], tuple[str, ...]]) -> dict[str, Any]:
    """Put what was said into the fields of `records.Image`."""
    fields: dict[str, Any] = {}
    for one in PROPERTIES:
        texts = said.get((2, one.iim.number), ()) if one.iim else ()
        if one.iim and texts:
            fields[one.field] = texts if one.iim.repeats else texts[0]
    date, time = ("".join(said.get(key, ())[:1]) for key in (_DATE, _TIME))
    taken = _taken(date, time)
    return fields | ({"date_created": taken} if taken else {})


def _taken(date: str, time: str) -> str | None:
    """Write CCYYMMDD and HHMMSS±HHMM as EDTF; a month or day of 00 is not known.

    Some programs put the marks of ISO 8601 between the figures.
    """
    date, time = date.replace("-", ""), time.replace(":", "")
    known = re.sub(r"(-00.*|(-\d\d)-00)$", r"\2", "-".join((date[:4], date[4:6], date[6:])))
    return moment(f"{known}T{time[:2]}:{time[2:4]}:{time[4:]}") or moment(known)


def decoder(declared: str) -> Decode:
    """Choose how text is decoded by what dataset 1:90 declares: the first set that is not ASCII."""
    for escape in _ESCAPE.findall(declared):
        if escape in _UTF_8:
            return _utf_8
        if escape in _SETS:
            return partial(_in_set, encoding=_SETS[escape])
        if escape in _IN_PLACE_OF_ASCII:
            return partial(_in_set, encoding="iso2022_jp_2", before=escape.encode())
        if escape not in _ASCII:
            return partial(_in_set, encoding="ascii")
    return decoded


def _utf_8(data: bytes) -> str:
    """Decode UTF-8; a character that the limit of a dataset cut in half is left out."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return decoded(data)


def _in_set(data: bytes, encoding: str, before: bytes = b"") -> str | None:
    try:
        return (before + data).decode(encoding)
    except UnicodeDecodeError:
        return None
