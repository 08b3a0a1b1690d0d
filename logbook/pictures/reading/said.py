"""What Exif, IIM and XMP have in common: the terms they are read into, and what text, time and place must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook import dates
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_BYTES: Final = 4 << 20
"""No packet of metadata is larger than this, packed or unpacked; a larger one is not read."""
LARGEST: Final = f"{MOST_BYTES >> 20} MiB"
"""The same, as a note says it."""

_UNWRITABLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_TIME = pattern(
    r"(?P<year>\d{4})(?:[:-](?P<month>0[1-9]|1[0-2])(?:[:-](?P<day>\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_PLACES: Final = 7
"""Decimals of a degree: a centimetre."""


class Said(NamedTuple):
    """What one standard says: fields of `records.Image`, the IPTC Title, hierarchical keywords, and what it hides.

    Levels of a keyword are joined by "|"; `notes` are sentences on what could not be read.
    """

    fields: Mapping[str, Any]
    title: str | None = None
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the fields that say nothing. A zero says something: the equator."""
    return {name: value for name, value in fields.items() if value not in (None, "", ())}


def clean(text: str) -> str:
    """Take from a text what no record holds: control characters, lone surrogates, the spaces around it."""
    return _UNWRITABLE.sub("", text).strip()


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the texts that say something, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, map(clean, texts))))


def decoded(data: bytes) -> str:
    """Decode text of which nobody says how it is written: UTF-8 where it is valid, else Windows-1252, else Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1")


def moment(text: str, zone: str = "") -> str | None:
    """Write a time of Exif or ISO 8601 as EDTF, as exactly as it is given; None where it is no time.

    What a camera did not know is blank (`2013:09:05   :  :  `); a zone counts only beside a time.
    """
    match = _TIME.fullmatch(clean(text).rstrip(": "))
    if match is None:
        return None
    date = "-".join(filter(None, match.group("year", "month", "day")))
    offset = match["zone"] or (zone if re.fullmatch(r"[+-]\d\d:\d\d|Z", zone, re.ASCII) else "")
    if len(offset) == len("+0800"):
        offset = f"{offset[:3]}:{offset[3:]}"
    written = f"{date}T{match['time']}{offset}" if match["time"] else date
    return written if dates.is_edtf(written) else None


def most_exact(times: Iterable[str | None]) -> str | None:
    """Take the first time, or a later one that says the same more exactly: a day and its hour, an hour and its zone."""
    taken = ""
    for time in times:
        if time and time.startswith(taken):
            taken = time
    return taken or None


def position(latitude: float | None, longitude: float | None) -> dict[str, float]:
    """Give a position's fields in degrees; none where a half is missing, out of range, or both are 0 (no fix)."""
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004
        return {}
    # Adding zero makes the minus of a zero go away.
    rounded = {
        "decimal_latitude": round(latitude, _PLACES) + 0.0,
        "decimal_longitude": round(longitude, _PLACES) + 0.0,
    }
    return rounded if any(rounded.values()) else {}
