"""Records of another logbook as they stand in ours: their references and paths follow, all else stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from logbook.changes import edited
from logbook.errors import BadValueError
from logbook.records import Id, parse_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REFERENCES: Final = {"images": {"credit": "credits"}, "sightings": {"deployment": "deployments", "images": "images"}}
"""The fields that hold ids, and the tables that these are of."""
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Arrivals:
    """Rewrites lines of the other logbook. `ids` maps its ids to ours, `stored` its paths to ours."""

    def __init__(self, ids: Mapping[Id, Id], stored: Callable[[str], str]) -> None:
        self._ids, self._stored = ids, stored

    def line(self, table: str, line: bytes, lost: list[str] | None = None) -> bytes:
        """Write a record's line for our logbook; `lost` gets the references to what the other does not have."""
        kinds = REFERENCES.get(table)
        if kinds is None:
            return line
        raw = _FIELDS.decode(line)
        now: dict[str, Any] = {}
        for field, kind in kinds.items():
            if field in raw:
                was = msgspec.json.decode(raw[field])
                now[field] = self._followed(was, kind, lost if lost is not None else [])
                if now[field] == was:
                    del now[field]
        if table == "images" and "file" in raw:
            was = msgspec.json.decode(raw["file"])
            if was and (path := self._stored(was)) != was:
                now["file"] = path
        return edited(line, now) if now else line

    def _followed(self, value: Any, kind: str, lost: list[str]) -> Any:
        """Give a reference, or a list of them, in our ids: each once, without those that lead nowhere."""
        if not isinstance(value, list):
            found = self._one(value, kind)
            if value and found is None:
                lost.append(value)
            return found
        refs = {ref: self._one(ref, kind) for ref in value}
        lost.extend(ref for ref, found in refs.items() if found is None)
        return list(dict.fromkeys(found for found in refs.values() if found))

    def _one(self, ref: str | None, kind: str) -> str | None:
        try:
            which = parse_id(ref or "")
        except BadValueError:
            return None
        found = self._ids.get(which) if which.table == kind else None
        return None if found is None else str(found)
