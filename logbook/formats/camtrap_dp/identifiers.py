"""The identities that records have in a logbook, beside the ids of a package's tables: written and read in our own.

By these a package is known again in the logbook that it came from, and the records of two stations come together
later. What was done to a record for publication is told with it: a version made coarser must be known as one.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook.changes.intake.items import Bad
from logbook.errors import LogbookError
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.formats.tabular import Table
    from logbook.records import Record

    Known = Mapping[str, Mapping[str, "Identity"]]

NAME: Final = "identifiers"
OBSERVATIONS: Final = "observations"
TABLES: Final = ("deployments", "media", OBSERVATIONS)
_REQUIRED: Final = ("table", "id", "uuid", "digest")
_TOLD: Final = {"dataGeneralizations": "data_generalizations", "informationWithheld": "information_withheld"}
COLUMNS: Final = (*_REQUIRED, *_TOLD)
_ABOUT: Final = {
    "table": ("Table", "The table of this package in which the record stands."),
    "id": ("ID", "The identifier of the record in that table: deploymentID, mediaID or observationID."),
    "uuid": ("UUID", "The identity of the record in the logbook; for an observation, that of its sighting."),
    "digest": ("Digest", "What the row was when it was written: the beginning of the SHA-256 of its cells."),
    "dataGeneralizations": ("Data generalizations", "What was made less exact for publication (Darwin Core)."),
    "informationWithheld": ("Information withheld", "What was left out for publication (Darwin Core)."),
}
_DIGITS: Final = 16
_UUID: Final = pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NEW: Final = "what is not known by them comes in by its ids in the package, and may be there already"


class Identity(NamedTuple):
    """The uuid of a record of a logbook, what its row was when it was written, and what was done for publication."""

    uuid: str
    digest: str
    data_generalizations: str | None = None
    information_withheld: str | None = None


def schema() -> dict[str, Any]:
    """Give the table schema (Frictionless) of this resource, which is none of Camtrap DP's own."""
    fields: list[dict[str, Any]] = [
        {"name": name, "title": title, "description": description, "type": "string"}
        for name, (title, description) in _ABOUT.items()
    ]
    for field in fields:
        if field["name"] in _REQUIRED:
            field["constraints"] = {"required": True}
    fields[0]["constraints"]["enum"] = list(TABLES)
    about = "The identities that the records of this package have in the logbook which it was exported from."
    return {"name": NAME, "title": "Identifiers", "description": about, "fields": fields, "primaryKey": ["table", "id"]}


def digest(cells: Iterable[str]) -> str:
    """Give what tells whether a row is as it was written."""
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:_DIGITS]


def row(table: str, own: str, record: Record, cells: Iterable[str]) -> dict[str, str]:
    """Write the identity of a record that has one, and of which row it is."""
    told = {column: getattr(record, field, None) or "" for column, field in _TOLD.items()}
    return {"table": table, "id": own, "uuid": record.uuid or "", "digest": digest(cells), **told}


def read(table: Table) -> tuple[Known, int]:
    """Read the identities by table and id, and count the rows that cannot be used. Raises LogbookError.

    No two deployments or media are one record; several observations are one sighting.
    """
    if not set(COLUMNS) <= set(table.headings):
        raise LogbookError(f"{table.file} has not all of its columns {', '.join(COLUMNS)}")
    known: dict[str, dict[str, Identity]] = {name: {} for name in TABLES}
    taken: set[tuple[str, str]] = set()
    faults = 0
    for one in table.rows:
        cells = {} if isinstance(one, Bad) else dict(zip(table.headings, one.cells, strict=True))
        name, own, uuid, written = (cells.get(column, "") for column in _REQUIRED)
        twice = own in known.get(name, ()) or (name, uuid) in taken
        if name not in known or not own or not _UUID.fullmatch(uuid) or twice:
            faults += 1
            continue
        if name != OBSERVATIONS:
            taken.add((name, uuid))
        known[name][own] = Identity(uuid, written, *(cells[column] or None for column in _TOLD))
    return known, faults


def told(table: str, faults: int) -> str:
    """Say how many rows of this table could not be used."""
    return f"{table}: rows that name no record, or one again: {faults:,}; {NEW}"
