"""Changes: what a writing command decides, made purely, before anything is written.

A command turns words into a list of `Change`. `--dry-run` prints it, `edit` shows it as the difference, the store
applies it, the history records it, and `undo` inverts it. A record is changed on its line: fields that were not
touched stay byte for byte, those that this version does not know among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.records import Record

EMPTY: tuple[Any, ...] = (None, "", [], {}, ())
"""Values that say nothing, and are not written."""
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENTRIES = msgspec.json.Decoder(list[msgspec.Raw])


class Change(NamedTuple):
    """One record as JSON before and after; None before it was made or after it is gone."""

    table: str
    number: int
    before: bytes | None
    after: bytes | None


def encode(record: Record) -> bytes:
    """Write a new record as JSON, UTF-8, without its empty fields."""
    return msgspec.json.encode(record)


def edited(before: bytes, fields: Mapping[str, Any]) -> bytes:
    """Replace some fields of a record's JSON; None takes a field out, new fields go to the end."""
    values: dict[str, Any] = dict(_FIELDS.decode(before))
    for name, value in fields.items():
        if value in EMPTY:
            values.pop(name, None)
        else:
            values[name] = value
    return msgspec.json.encode(values)


def rewritten(before: bytes, after: Mapping[str, Any]) -> bytes:
    """Write a record as a person re-typed it (parsed JSON), keeping the bytes of every part that is still the same."""
    return msgspec.json.encode(_kept(msgspec.Raw(before), dict(after)))


def _kept(old: msgspec.Raw, new: Any) -> Any:
    """Give back the old bytes where they mean the same as the new value, else the new value part by part."""
    import json

    was = json.loads(bytes(old))
    if _same(was, new):
        return old
    if isinstance(was, dict) and isinstance(new, dict):
        parts = _FIELDS.decode(old)
        return {name: _kept(parts[name], value) if name in parts else value for name, value in new.items()}
    if isinstance(was, list) and isinstance(new, list):
        entries = list(zip(_ENTRIES.decode(old), was, strict=True))
        return [_entry(entries[place : place + 1], entries, value) for place, value in enumerate(new)]
    return new


def _entry(here: list[tuple[msgspec.Raw, Any]], entries: list[tuple[msgspec.Raw, Any]], value: Any) -> Any:
    """Give back the old bytes of a list's entry, wherever it stood; a changed one follows the one that stood `here`."""
    for raw, was in here + entries:
        if _same(was, value):
            return raw
    return _kept(here[0][0], value) if here else value


def _same(was: Any, new: Any) -> bool:
    """Compare two JSON values, however deep; true is not 1 and 1 is not 1.0, though Python says so."""
    rest = [(was, new)]
    while rest:
        one, other = rest.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, dict):
            if one.keys() != other.keys():
                return False
            rest += [(value, other[name]) for name, value in one.items()]
        elif isinstance(one, list):
            if len(one) != len(other):
                return False
            rest += zip(one, other, strict=True)
        elif one != other:
            return False
    return True
