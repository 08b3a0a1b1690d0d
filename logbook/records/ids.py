"""Ids as they are typed, and identities that no other record has."""

from __future__ import annotations

import re
from typing import NamedTuple

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.records.tables import TYPES
from logbook.sentences import quoted

LETTERS = {table: table[0] for table in TYPES}
TABLES = {letter: table for table, letter in LETTERS.items()}
NOUNS = {
    "taxa": "species",
    "credits": "credit",
    "images": "picture",
    "deployments": "deployment",
    "sightings": "sighting",
}


class Id(NamedTuple):
    """The table a record stands in, and its number there; written `s7`."""

    table: str
    number: int

    def __str__(self) -> str:
        return f"{LETTERS[self.table]}{self.number}"


# ASCII, because Unicode takes a long s and a dotless i for the letters s and i.
_ID = pattern(r"([sictd]?)([1-9][0-9]{0,17})", re.IGNORECASE | re.ASCII)


def parse_id(text: str) -> Id:
    """Read an id as it is typed: `s7`, `i3`, `c2`, `t4`, `d1`; a bare number means a sighting."""
    match = _ID.fullmatch(text.strip())
    if match is None:
        raise BadValueError(f"{quoted(text)} is not an id; ids look like s7, i3, c2, t4 or d1")
    return Id(TABLES[match[1].lower() or "s"], int(match[2]))


def is_like_id(text: str) -> bool:
    """Tell whether a text is a letter and figures, as ids are: `s7`. A bare number may be the name of a file."""
    return text[:1].lower() in TABLES and text[1:].isdecimal()


def uuid7(milliseconds: int, random: bytes) -> str:
    """Make a uuid of version 7 (RFC 9562) from the time since 1970 and ten random bytes."""
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(random, "big") & (1 << 80) - 1
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
