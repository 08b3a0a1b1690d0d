"""Values in words: dates, ids, counts and evidence as people read them in tables and cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from logbook import animals, dates
from logbook.views.text import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.records import Ref, Sighting, Statement

_ISO = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?|[0-9-]{10}T[0-9:]{5,8}(Z|[+-][0-9:]{5})?")
_OFFSET = re.compile("[Z+-]")
_STATUS = {
    "EX": "extinct",
    "EW": "extinct in the wild",
    "CR": "critically endangered",
    "EN": "endangered",
    "VU": "vulnerable",
    "NT": "near threatened",
    "LC": "least concern",
    "DD": "data deficient",
    "NE": "not evaluated",
}
"""The IUCN Red List's categories, version 3.1."""
NO_REGION = "(no region)"


def date(edtf: str | None) -> str:
    """Write a date for a table: ISO where it is plain ISO, words for seasons, circa and open ends, else "undated"."""
    if edtf is None:
        return "undated"
    first, slash, last = edtf.partition("/")
    if _ISO.fullmatch(first) and (_ISO.fullmatch(last) or not slash):
        return " to ".join(_iso(end) for end in (first, last) if end)
    return dates.words(edtf)


def _iso(end: str) -> str:
    """Put a space before the time and before its offset."""
    day, _, clock = end.partition("T")
    clock = _OFFSET.sub(r" \g<0>", clock).replace("Z", "UTC")
    return f"{day} {clock}".strip()


def moment(utc: str | None) -> str:
    """Write the time at which a record was made, to the minute."""
    return utc.replace("T", " ")[:16] + " UTC" if utc and utc.endswith("Z") else utc or ""


def region(path: str | None) -> str:
    """Name a region, or say that there is none."""
    return path or NO_REGION


def status(statement: Statement | None) -> str:
    """Write a Red List category with its name."""
    if statement is None:
        return ""
    name = _STATUS.get(statement.value.upper())
    return f"{statement.value} ({name})" if name else statement.value


def ids(refs: Sequence[Ref]) -> str:
    """Name the first three records and how many more there are."""
    return listed(refs)


def who(sighting: Sighting) -> str:
    """Say who was seen: the animals, else the total, and whether it was counted over a survey."""
    said = animals.words(sighting.animals) or animals.count_words(animals.sighting_amount(sighting))
    return f"{said} (survey total)" if said and sighting.count_basis == "survey" else said


def name(sighting: Sighting) -> str:
    """Name the species as the record does, with what was doubtful about it."""
    said = sighting.vernacular_name or sighting.scientific_name or ""
    return f"{said} ({sighting.identification_qualifier})" if sighting.identification_qualifier else said
