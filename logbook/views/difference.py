"""Changes as people read them: for each record, the fields before and after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from logbook.records import LETTERS, NOUNS
from logbook.views.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.changes import Change

_QUIET = ("uuid", "added", "modified")
_TELLING = ("vernacular_name", "scientific_name", "name", "title", "file", "event_date", "region", "credit_line")


def lines(changes: Iterable[Change]) -> Iterator[str]:
    """Write each change: a heading, then `-` and `+` lines of the fields that differ."""
    for change in changes:
        before, after = _fields(change.before), _fields(change.after)
        name = f"{LETTERS.get(change.table, change.table)}{change.number}"
        what = "new " if not before else "removed " if not after else ""
        yield f"{name} ({what}{NOUNS.get(change.table, 'record')})"
        for field in dict.fromkeys([*before, *after]):
            if before.get(field) != after.get(field):
                yield from (f"  - {field}: {_value(side[field])}" for side in (before,) if field in side)
                yield from (f"  + {field}: {_value(side[field])}" for side in (after,) if field in side)


def headings(changes: Iterable[Change]) -> Iterator[str]:
    """Name each record that a change takes out or makes, with what tells it from others."""
    for change in changes:
        fields = _fields(change.after or change.before)
        told = [fields[field] for field in _TELLING if field in fields]
        yield f"{LETTERS.get(change.table, change.table)}{change.number}  {visible(', '.join(told))}"


def _fields(line: bytes | None) -> dict[str, Any]:
    return {name: value for name, value in json.loads(line or b"{}").items() if name not in _QUIET}


def _value(value: Any) -> str:
    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
