"""Objects as rows: sightings that we have written, as they were; others by their keys, as by a table's headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from logbook.changes.intake.items import Bad, Item, Read, Where
from logbook.formats import objects, tabular
from logbook.formats.rows import items, referring
from logbook.formats.rows.reading import digest
from logbook.records import Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.sources import Source

_FIELDS = frozenset(Sighting.__struct_fields__)


class Keyed(NamedTuple):
    """An object, the line or number that it has in its file, and its text."""

    line: int
    made: Mapping[str, Any]
    original: str = ""


def read(
    source: Source, name: str, each: Callable[[], Iterator[Keyed | Bad]], manner: Manner, *, format_: str, what: str
) -> Iterator[Part]:
    """Read the sightings of a file's objects, which `each` gives, from the first on each time; `what` is their plural.

    Raises LogbookError where nothing in those of another program tells a species.
    """
    keys: dict[str, None] = {}
    many = refer = 0
    for one in each():
        if isinstance(one, Bad):
            many += 1
            yield one
        elif is_ours(one.made):
            many += 1
            refer += bool(one.made.get("images") or one.made.get("deployment"))
            yield _sighting(name, one, format_)
        else:
            keys.update(dict.fromkeys(one.made))
    if many:
        yield Read(name, what, many)
    yield from referring(name, refer)
    if keys:
        rows = (
            tabular.Row(one.line, [_text(one.made.get(key)) for key in keys], one.original)
            for one in each()
            if not isinstance(one, Bad) and not is_ours(one.made)
        )
        yield from items(source, tabular.Table(name, tuple(keys), rows, []), manner, format_)


def is_ours(made: Mapping[str, Any]) -> bool:
    """Tell whether an object is a sighting as we write one, or has our fields with more in them than a cell holds."""
    return objects.is_ours(made) or (made.keys() <= _FIELDS and not is_plain(made))


def is_plain(made: Mapping[str, Any]) -> bool:
    """Tell whether an object holds what cells of a table may: texts, numbers, lists of texts."""
    lists = [value for value in made.values() if isinstance(value, list)]
    return not any(isinstance(one, (dict, list)) for value in lists for one in value) and not any(
        isinstance(value, dict) for value in made.values()
    )


def _sighting(name: str, one: Keyed, format_: str) -> Item | Bad:
    where = Where(name, one.line)
    try:
        sighting = objects.sighting(one.made)
    except msgspec.ValidationError as error:
        return Bad(where, str(error), original=one.original)
    key = sighting.uuid or digest(list(one.made), list(map(_text, one.made.values())))
    return Item(f"{format_}::{key}", sighting, where, original=one.original)


def _text(value: Any) -> str:
    """Write a value as a cell of a table."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " | ".join(value)
    return msgspec.json.encode(value).decode()
