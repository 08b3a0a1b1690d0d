"""Cards: one record with every field under its name for people, as lines of text or in Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from logbook.views import sheet as sheets
from logbook.views.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any


class Field(NamedTuple):
    """A field: what it is called, and paragraphs of stored text. Leading spaces indent a paragraph as a whole."""

    label: str
    said: Sequence[str]


class Card(NamedTuple):
    """A record: its id, what it is called, and the fields that say something."""

    id: str
    name: str
    fields: tuple[Field, ...]


def make(which: object, name: str | None, fields: Iterable[tuple[str, str | Iterable[str] | None]]) -> Card:
    """Make a card; a field that says nothing is left out."""
    said = [(label, [value] if isinstance(value, str) else list(value or ())) for label, value in fields]
    kept = tuple(Field(label, [text for text in texts if text]) for label, texts in said if any(texts))
    return Card(str(which), name or "", kept)


def lines(field: Field) -> list[str]:
    """Give a field's paragraphs as they may be shown; the line ends of a note stay."""
    shown = []
    for text in field.said:
        indent = text[: len(text) - len(text.lstrip(" "))]
        shown += [indent + line if at else line for at, line in enumerate(paragraphs(text))]
    return shown


def markdown(card: Card) -> Iterator[str]:
    """Write a card as a Markdown section."""
    yield f"## {card.id} {sheets.escaped(card.name)}".rstrip()
    yield ""
    for field in card.fields:
        yield f"- **{field.label}:** {'<br>'.join(sheets.escaped(line.strip()) for line in lines(field))}"


def flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Take stored JSON apart into a path and a value each: `claims.1.region`, counted from 1."""
    if isinstance(value, (dict, list)):
        parts = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for name, part in parts:
            yield from flat(part, f"{path}.{name}" if path else str(name))
    elif value is not None:
        yield path, value if isinstance(value, str) else json.dumps(value)
