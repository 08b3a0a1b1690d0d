"""Files of other schemas than ours: how they are compared, and what makes an older one a file of ours.

An older file is compared by the rule of its own schema. Readers see what the steps make of its records; the first write
puts that on the disk, after a copy of the file as it was. A newer file is never written, and is read only where it says
that programs of our schema may read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from logbook.errors import DamagedError
from logbook.records import SCHEMA, Info
from logbook.store.layout import NOT_VALID

if TYPE_CHECKING:
    from logbook.store.checksum import Checksums

Tables: TypeAlias = Mapping[str, Mapping[str, bytes]]
"""Records' JSON by their keys, by table."""
Step: TypeAlias = Callable[[Tables], Tables]

STEPS: Mapping[int, tuple[Step, ...]] = {1: ()}
"""For each older schema, what its records need to be of the next; tables and keys stay.

From 1 to 2 only the checksum changed, which every write makes anew.
"""
_UPGRADE = "pip install --upgrade sighting-logbook"


def steps(schema: int) -> list[Step]:
    """Give the steps from an older schema to ours, one after the other; none for ours and newer ones."""
    return [step for older in range(schema, SCHEMA) for step in STEPS[older]]


def is_whole(checksums: Checksums, info: Info) -> bool:
    """Tell whether a file has the checksum that it states; in schema 1 that left out the `logbook` record's line."""
    if info.schema == 1:
        return info.crc32 == f"{checksums.rest:08x}"
    return checksums.are_stated()


class _Schema(msgspec.Struct):
    schema: int = SCHEMA
    readable_by: Any = None


def require_schema(head: bytes, name: str, *, writing: bool) -> str | None:
    """Look at the schema in a `logbook` record; give a note where it is newer and may be read, else None.

    Raises DamagedError where a newer version wrote a file that is to be written, or may not be read.
    """
    try:
        stated = msgspec.json.decode(head, type=_Schema)
    except NOT_VALID:
        return None
    if stated.schema <= SCHEMA:
        return None
    newer = f"{name} was written by a newer logbook (schema {stated.schema}, this one knows {SCHEMA})"
    if writing or type(stated.readable_by) is not int or stated.readable_by > SCHEMA:
        raise DamagedError(f"{newer}; upgrade the program: {_UPGRADE}")
    return f"{newer}: what it adds is not shown; to change it, upgrade the program: {_UPGRADE}"


def beyond_us(name: str) -> DamagedError:
    """Make the fault of a newer file that may be read, and holds what our types refuse all the same."""
    return DamagedError(
        f"{name} was written by a newer logbook and holds what this one cannot read; upgrade the program: {_UPGRADE}"
    )
