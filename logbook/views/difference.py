"""Changes as people read them: for each record, the fields before and after."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from logbook.records import LETTERS, NOUNS
from logbook.views.text import singular, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logbook.changes import Change

_QUIET = ("uuid", "added", "modified")
_TELLING = (
    "vernacular_name",
    "scientific_name",
    "name",
    "title",
    "file",
    "event_date",
    "region",
    "credit_line",
    "location_name",
)


SHOWN = 50
"""So many records are shown in full to a person at a terminal."""


def lines(changes: Sequence[Change], *, most: int | None = None) -> Iterator[str]:
    """Write each change: a heading, then `-` and `+` lines of the fields that differ, a list entry by entry.

    Beyond `most` records, the rest is counted.
    """
    for change in changes[:most]:
        before, after = _fields(change.before), _fields(change.after)
        yield _heading(change)
        for field in dict.fromkeys([*before, *after]):
            if before.get(field) != after.get(field):
                yield from _differing(field, _entries(before.get(field)), _entries(after.get(field)))
    if most is not None and len(changes) > most:
        rest = Counter(change.table for change in changes[most:])
        yield f"and {', '.join(_counted(table, many) for table, many in rest.items())} more"


def _counted(table: str, many: int) -> str:
    noun = NOUNS.get(table, "record")
    return singular(many, noun, noun if table == "taxa" else None)


def headings(changes: Iterable[Change]) -> Iterator[str]:
    """Name each record that a change takes out or makes, with what tells it from others."""
    for change in changes:
        fields = _fields(change.after or change.before)
        told = [fields[field] for field in _TELLING if field in fields]
        yield f"{_id(change)}  {visible(', '.join(told))}"


def _heading(change: Change) -> str:
    if change.table == "logbook":
        return "the logbook"
    what = ", new" if change.before is None else ", removed" if change.after is None else ""
    return f"{_id(change)} ({NOUNS.get(change.table, 'record')}{what})"


def _id(change: Change) -> str:
    return f"{LETTERS.get(change.table, change.table)}{change.number}"


def _fields(line: bytes | None) -> dict[str, Any]:
    return {name: value for name, value in json.loads(line or b"{}").items() if name not in _QUIET}


def _entries(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _differing(field: str, before: list[Any], after: list[Any]) -> Iterator[str]:
    """Write the entries that went and those that came; all of them where only their order is another."""
    gone = [entry for entry in before if entry not in after]
    come = [entry for entry in after if entry not in before]
    if not (gone or come):
        gone, come = before, after
    yield from (f"  - {field}: {in_words(entry)}" for entry in gone)
    yield from (f"  + {field}: {in_words(entry)}" for entry in come)


def in_words(value: Any) -> str:
    """Write a value of a record as people read it; an object as its parts, as deep as anybody reads."""
    try:
        return _in_words(value)
    except RecursionError:
        return "what is nested deeper than can be shown"


def _in_words(value: Any) -> str:
    if value in (None, [], ()):
        return "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{name} {_in_words(part)}" for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_in_words, value))
    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
