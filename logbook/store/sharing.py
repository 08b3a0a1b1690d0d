"""Whole tables in less memory: of the texts and lists that many records have alike, one stands for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

_OWN: Final = ("uuid", "sha256", "file", "event_date", "date_created", "images")
"""Fields of which hardly two records have the same."""


def shared(parts: Iterable[dict[int, Any]]) -> dict[int, Any]:
    """Join parts of a table, whose records nobody else holds yet; equal values of a field become one."""
    rows: dict[int, Any] = {}
    known: dict[str, dict[Any, Any]] = {}
    for part in parts:
        first = next(iter(part.values()), None)
        for name in first.__struct_fields__ if first else ():
            if name not in _OWN:
                _share(part.values(), name, known.setdefault(name, {}))
        rows |= part
    return rows


def _share(records: Iterable[Any], name: str, known: dict[Any, Any]) -> None:
    """Give each record the one value of a field that is known for all that are equal."""
    for record in records:
        value = getattr(record, name)
        if value and type(value) in (str, tuple):
            # As JSON, lists are the same only where every figure in them is written alike.
            one = known.setdefault(value if type(value) is str else msgspec.json.encode(value), value)
            if one is not value:
                msgspec.structs.force_setattr(record, name, one)
