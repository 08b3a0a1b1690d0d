"""A record's line taken apart: its fields as they are written, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook.privacy.coarseness import is_coarser
from logbook.records import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Version:
    """One version of a record. `raw` has its fields byte for byte, `values` those that say something, as JSON values.

    1 and 1.0, or a basis that is written out and one that is meant by default, are the same value; a field that this
    version of the program does not know is compared as JSON.
    """

    def __init__(self, table: str, line: bytes) -> None:
        self.raw = _FIELDS.decode(line)
        kind = TYPES[table]
        unknown = {name: msgspec.json.decode(raw) for name, raw in self.raw.items() if name not in _names(kind)}
        known: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.decode(line, type=kind)))
        self.values = known | {name: value for name, value in unknown.items() if value is not None}

    def is_coarser(self, other: Version) -> bool:
        """Tell whether this one was made coarse for publication, by more than the other was."""
        return is_coarser(self.values, other.values)

    def part(self, names: Iterable[str]) -> dict[str, Any]:
        """Give the values of some fields, as far as they say something."""
        return {name: self.values[name] for name in names if name in self.values}

    def written(self, names: Iterable[str]) -> dict[str, msgspec.Raw | None]:
        """Give some fields as they are written; None for one that says nothing."""
        return {name: self.raw[name] if name in self.values else None for name in names}

    def entries(self, name: str) -> list[tuple[Any, msgspec.Raw]]:
        """Give the entries of a list, what each means and how it is written."""
        if name not in self.values:
            return []
        return list(zip(self.values[name], msgspec.json.decode(self.raw[name], type=list[msgspec.Raw]), strict=True))

    def is_same(self, other: Version) -> bool:
        """Tell whether two versions mean the same, wherever the file lies."""
        return without_path(self.values) == without_path(other.values)


def without_path(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out where a picture's file lies: that is each logbook's own matter."""
    return {name: value for name, value in values.items() if name != "file"}


def ancestor(ours: Iterable[Version], theirs: Iterable[Version]) -> Version | None:
    """Find the newest of our versions that is one of theirs too; both are given newest first."""
    those = list(theirs)
    return next((one for one in ours if any(map(one.is_same, those))), None)


def _names(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(kind.__struct_fields__)
