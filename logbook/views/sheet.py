"""A sheet: rows and columns of text, and the same as objects for machines; and every way to write one but a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from logbook.cells import guarded
from logbook.views.text import harmless_json, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Cell = str | tuple[str, ...]
"""Text as it is stored; a tuple is several things, of which a table gives each its own line."""


class Column(NamedTuple):
    """A column: its key for machines, its heading for people.

    `whole` is for ids and dates, which are never cut nor wrapped; `right` is for numbers; `exact` is for what should
    stand on one line, as it is printed, where there is room. Where the terminal is too narrow, the column goes under
    the column of the key `below`; `label` then tells what it is, unless its text does.
    """

    key: str
    heading: str
    whole: bool = False
    right: bool = False
    exact: bool = False
    below: str | None = None
    label: str | None = None


class Bars(NamedTuple):
    """Bars beside the rows: for each the numbers that its bar is made of, in the order of the names."""

    rows: Sequence[Sequence[int]]
    names: Sequence[str]


class Sheet(NamedTuple):
    """What a command answers. `objects` are its rows for JSON; `footer` and `bars` are for terminals only."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    objects: Iterable[Any] = ()
    title: str | None = None
    footer: str | None = None
    bars: Bars | None = None


def joined(cell: Cell) -> str:
    """Write a cell on one line."""
    return cell if isinstance(cell, str) else "; ".join(cell)


def plain(sheet: Sheet) -> Iterator[str]:
    """One row a line, tab-separated, whole and without headings."""
    for row in sheet.rows:
        cells = [joined(cell) for cell in row]
        # Hardly any is not, and one look at all takes less than one at each.
        if not "".join(cells).isprintable():
            cells = list(map(visible, cells))
        yield "\t".join(cells) + "\n"


def as_csv(sheet: Sheet, *, exact: bool = True) -> Iterator[str]:
    """Comma-separated values with a heading line (RFC 4180); text as it is stored, or made visible.

    An apostrophe stands before what a spreadsheet would take for a formula.
    """
    import csv

    writer = csv.writer(_Given(), lineterminator="\r\n" if exact else "\n")
    yield writer.writerow(column.key for column in sheet.columns)
    for row in sheet.rows:
        texts = (joined(cell) if exact else visible(joined(cell)) for cell in row)
        yield writer.writerow(map(guarded, texts))


class _Given:
    """What a writer writes to: the line comes back from `writerow`."""

    def write(self, line: str) -> str:
        return line


def as_json(value: Any, *, ascii_only: bool) -> str:
    """Write any value as indented JSON; `ascii_only` where the terminal's character set is not Unicode."""
    data = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return harmless_json(data.decode(), ascii_only=ascii_only) + "\n"


def json_list(objects: Iterable[Any], *, ascii_only: bool) -> Iterator[str]:
    """Write a list in the same way, one value after the other."""
    opening = "[\n  "
    for value in objects:
        # A line feed within JSON stands only between its parts.
        yield opening + as_json(value, ascii_only=ascii_only).rstrip("\n").replace("\n", "\n  ")
        opening = ",\n  "
    yield "\n]\n" if opening[0] == "," else "[]\n"


def ndjson(objects: Iterable[Any], *, ascii_only: bool) -> Iterator[str]:
    """One object a line (newline-delimited JSON)."""
    for value in objects:
        yield harmless_json(msgspec.json.encode(value).decode(), ascii_only=ascii_only) + "\n"


def markdown(sheet: Sheet) -> Iterator[str]:
    """Write a table in GitHub's Markdown; text in it cannot end a cell or begin anything."""
    if sheet.title:
        yield f"## {escaped(sheet.title)}\n\n"
    yield "| " + " | ".join(escaped(column.heading) for column in sheet.columns) + " |\n"
    yield "|" + "|".join(" ---: " if column.right else " --- " for column in sheet.columns) + "|\n"
    for row in sheet.rows:
        yield "| " + " | ".join(escaped(joined(cell)) for cell in row) + " |\n"


_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>|#!~&$"})


def escaped(text: str) -> str:
    """Make text plain in Markdown."""
    return visible(text).translate(_MARKUP)
