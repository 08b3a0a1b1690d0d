"""The meta.xml of an archive, after TDWG's Darwin Core text guide: its files, and what their columns mean."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.errors import LogbookError
from logbook.formats import markup
from logbook.formats.dwca.vocabulary import Table, name, row_class
from logbook.formats.tabular import Dialect
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element  # nosec B405 # no parser

    from logbook.formats.sources import Source

META: Final = "meta.xml"
_NAMESPACE: Final = "http://rs.tdwg.org/dwc/text/"
_HOW: Final = r'encoding="UTF-8" fieldsTerminatedBy="\t" linesTerminatedBy="\n" fieldsEnclosedBy="&quot;"'
_HEADED: Final = 'ignoreHeaderLines="1"'
_ESCAPES: Final = {"\\t": "\t", "\\n": "\n", "\\r": "\r"}


class Column(NamedTuple):
    """A term: where its values stand in a row, and what it is where there is none."""

    name: str
    at: int | None
    default: str


class File(NamedTuple):
    """The rows of one class, in one file or several: `link` is the column by which an extension belongs to the core."""

    locations: tuple[str, ...]
    row_type: str
    dialect: Dialect
    link: int | None
    columns: tuple[Column, ...]


class Archive(NamedTuple):
    """What an archive holds: the rows that it is about, those that belong to them, and its metadata by their name."""

    core: File
    extensions: tuple[File, ...]
    metadata: str | None


def read(source: Source) -> Archive:
    """Read what an archive says of itself. Raises LogbookError where it has no meta.xml, or a wrong one."""
    folder = source.folder_with((META,))
    if folder is None:
        raise LogbookError(f"{source.name} holds no {META}; a Darwin Core archive says in it what its files are")
    root = markup.read(source, f"{folder}{META}")
    cores = [one for one in root if markup.local(one) == "core"]
    if len(cores) != 1:
        raise LogbookError(f"{META} names {len(cores)} cores; an archive has one")
    extensions = (one for one in root if markup.local(one) == "extension")
    metadata = root.get("metadata")
    there = set(source.names())
    return Archive(
        _file(cores[0], folder, there),
        tuple(_file(one, folder, there) for one in extensions),
        f"{folder}{metadata}" if metadata and f"{folder}{metadata}" in there else None,
    )


def written(core: Table, extensions: Iterable[Table], metadata: str) -> str:
    """Write what an archive says of itself: tab-separated UTF-8 with a line of headings, texts in quotes where needed.

    Every table begins with the id of the row of the core.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += [f'<archive xmlns="{_NAMESPACE}" metadata="{metadata}">', *_section("core", "id", core)]
    for table in extensions:
        lines += _section("extension", "coreid", table)
    return "\n".join((*lines, "</archive>\n"))


def _section(kind: str, link: str, table: Table) -> list[str]:
    return [
        f'  <{kind} {_HOW} {_HEADED} rowType="{table.row_type}">',
        f"    <files><location>{table.file}</location></files>",
        f'    <{link} index="0"/>',
        *(f'    <field index="{at}" term="{term}"/>' for at, term in enumerate(table.terms, 1)),
        f"  </{kind}>",
    ]


def _file(section: Element, folder: str, there: set[str]) -> File:
    locations = [(one.text or "").strip() for one in section.iter() if markup.local(one) == "location"]
    if not locations:
        raise LogbookError(f"{META} names no file for {quoted(section.get('rowType', ''))}")
    for location in locations:
        if posixpath.normpath(f"{folder}{location}") not in there:
            raise LogbookError(f"{META} names the file {quoted(location)}, which is not there")
    links = [_whole(one, "index") for one in section if markup.local(one) in {"id", "coreid"}]
    return File(
        tuple(posixpath.normpath(f"{folder}{location}") for location in locations),
        row_class(section.get("rowType", "").strip()),
        _dialect(section),
        links[0] if links else None,
        tuple(_column(one) for one in section if markup.local(one) == "field"),
    )


def _dialect(section: Element) -> Dialect:
    """Read how rows are written; where that is not said, it is as the text guide has it: CSV with quotes."""
    delimiter = _characters(section.get("fieldsTerminatedBy", ","))
    if not delimiter:
        raise LogbookError(f"{META} says that nothing stands between fields, in fieldsTerminatedBy")
    quote = _characters(section.get("fieldsEnclosedBy", '"'))
    if len(quote) > 1:
        raise LogbookError(f"{META} says that fields are enclosed by {quoted(quote)}; that is one character, or none")
    if quote == delimiter:
        raise LogbookError(f"{META} says that {quoted(quote)} stands between fields, and encloses them")
    line_end = _characters(section.get("linesTerminatedBy", "\n")) or "\n"
    if delimiter == line_end:
        raise LogbookError(f"{META} says that {quoted(delimiter)} stands between fields, and ends their lines")
    encoding = section.get("encoding", "").strip() or "UTF-8"
    _require_text_encoding(encoding)
    return Dialect(delimiter, quote or None, encoding, line_end, _whole(section, "ignoreHeaderLines") or 0)


def _require_text_encoding(encoding: str) -> None:
    """Refuse what Python has codecs for and is no encoding of text, such as "zip"."""
    try:
        bytes(range(256)).decode(encoding, "replace")
    except (LookupError, ValueError):
        raise LogbookError(f"{META} says that files are in {quoted(encoding)}, which is no encoding of text") from None


def _column(field: Element) -> Column:
    term = field.get("term", "").strip()
    if not term:
        raise LogbookError(f"{META} has a field without a term")
    return Column(name(term), _whole(field, "index"), field.get("default", "").strip())


def _characters(text: str) -> str:
    for escape, character in _ESCAPES.items():
        text = text.replace(escape, character)
    return text


def _whole(element: Element, attribute: str) -> int | None:
    text = element.get(attribute, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 6):  # noqa: PLR2004 - no table has more columns
        raise LogbookError(f"{META} has {attribute}={quoted(text)}; that is a whole number from 0")
    return int(text)
