"""Tables in text files: CSV (RFC 4180) and its kin, whatever wrote them, row by row.

What a spreadsheet leaves open is found out from the file: its encoding, its line ends, what stands between its cells.
"""

from __future__ import annotations

import codecs
import csv
import io
from functools import partial
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from logbook.changes.intake.items import Bad, Said, Where
from logbook.errors import LogbookError
from logbook.patterns import pattern
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from logbook.formats.sources import Source

_DELIMITERS: Final = "\t;|,"
"""Of two that are found as often in the heading line, the first: a comma may stand in a heading."""
_LONGEST: Final = 1 << 24
"""So many characters have no place in one cell."""
_CHUNK: Final = 1 << 20
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_SCRIPT: Final = pattern(rb"[\xa1-\xff]{4}")
"""Words in Cyrillic, Greek or Chinese, in one of the encodings of 8 bits; Western ones have accents here and there."""
_UNIT_SEPARATOR: Final = "\x1f"
_CONTROL: Final = pattern(r"[\x00-\x08\x0e-\x1f]")
_UNCLOSED: Final = "unexpected end of data"
_TOO_LONG: Final = "field larger than field limit"


class Dialect(NamedTuple):
    """How a table is written, where that is said: `skip` lines of headings, any text between cells, no quotes or one.

    Rows end with `line_end`; LF and CRLF are taken for each other.
    """

    delimiter: str = ","
    quote: str | None = '"'
    encoding: str = "utf-8"
    line_end: str = "\n"
    skip: int = 0


class Row(NamedTuple):
    """A row: the line it begins on (the first is 1), its cells, and the text of it as it stands in the file."""

    line: int
    cells: list[str]
    original: str


class Table(NamedTuple):
    """A table that is being read. Every row has as many cells as there are headings, where there are any.

    `notes` are sentences for the person who imports; they are complete when the rows have been read.
    """

    file: str
    headings: tuple[str, ...]
    rows: Iterator[Row | Bad]
    notes: list[str]


def read(source: Source, name: str, *, quote: str | None = '"') -> Table:
    """Read a table whose first line has its headings, in UTF-8, UTF-16 or cp1252, between cells a comma, ;, | or tab.

    A row that cannot be read is given as `Bad`, and so is one with more cells than headings; one with fewer ends with
    empty cells; empty rows are passed over. Columns without a heading are "column 5". Raises LogbookError where the
    file is empty, no text, or has two columns of one name.
    """
    notes: list[str] = []
    encoding = _encoding(source, name, notes)
    dialect = Dialect(_delimiter(_first_line(source, name, encoding)) or ",", quote, encoding, line_end="")
    rows = _rows(source, name, dialect)
    first = next(rows, None)
    if isinstance(first, Row) and first.cells[0].casefold() == "sep=":
        first = next(rows, None)  # a spreadsheet's own way to say what stands between cells
    if first is None:
        raise LogbookError(f"{name} is empty; a table begins with its headings")
    if isinstance(first, Bad):
        raise LogbookError(str(first))
    headings = _headings(name, first.cells)
    return Table(name, headings, _even(name, rows, len(headings), notes), notes)


def read_as(source: Source, name: str, dialect: Dialect) -> Table:
    """Read a table written as it is said, such as in an archive's meta.xml; it has no headings, and rows of any width.

    Raises LogbookError where the file is not in that encoding.
    """
    try:
        encoding = codecs.lookup(dialect.encoding).name
    except LookupError:
        raise LogbookError(f"{name} is in {quoted(dialect.encoding)}, which is no encoding known here") from None
    if encoding == "utf-8" or source.head(name, 4).startswith(_BOMS[0][0]):
        encoding = "utf-8-sig"
    _require_text(source, name, encoding)
    return Table(name, (), _rows(source, name, dialect._replace(encoding=encoding)), [])


def looks_like_one(head: bytes) -> bool:
    """Tell whether a file that begins so is text, with something between cells in its first line."""
    encoding = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None) or _wide(head)
    text = head.decode(encoding or "utf-8", "replace" if encoding else "surrogateescape")
    line = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    return _delimiter(line) is not None and _CONTROL.search(line) is None


def unheld(file: str, values: Mapping[str, int]) -> Iterator[Said]:
    """Say of the columns of a file, and how many values each has, that they have no place in a logbook."""
    columns = [f"{column} ({many:,} {'value' if many == 1 else 'values'})" for column, many in values.items()]
    if columns:
        yield Said(f"{file}: {', '.join(columns)} {'has' if len(columns) == 1 else 'have'} no place in a logbook")


def _encoding(source: Source, name: str, notes: list[str]) -> str:
    """Find out the encoding. Raises LogbookError for what is not text in any of those known."""
    head = source.head(name, 1024)
    encoding = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None) or _wide(head)
    if encoding:
        _require_text(source, name, encoding)
        return encoding
    try:
        _require_text(source, name, "utf-8")
    except LogbookError:
        _require_text(source, name, "cp1252")
        _require_western(source, name)
        notes.append(f"{name} is not in UTF-8; it was read as Windows-1252 (Western European)")
        return "cp1252"
    return "utf-8"


def _wide(head: bytes) -> str | None:
    """Know UTF-16 without a mark by its noughts: half of what a heading line in it is made of."""
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) * 3 < len(head):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _require_text(source: Source, name: str, encoding: str) -> None:
    """Read all of a file once: what is wrong in its last line must not be found when the rest has been taken."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, length = 1, 0
    with source.open(name) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                text = decoder.decode(chunk)
                breaks = text.count("\n") or text.count("\r")
                lines, length = lines + breaks, 0 if breaks else length + len(text)
                if length > _LONGEST:
                    raise LogbookError(f"{name}, line {lines:,} has no end; it is no table")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "replace")
            line = lines + (before.count("\n") or before.count("\r"))
            told = "is not text" if encoding == "cp1252" else f"is not {encoding.removesuffix('-sig').upper()}"
            raise LogbookError(f"{name}, line {line:,} {told}; save it as CSV in UTF-8") from None


def _require_western(source: Source, name: str) -> None:
    """Refuse what can be decoded as Windows-1252, and would be nonsense: nobody could read it again."""
    with source.open(name) as stream:
        for number, line in enumerate(stream, 1):
            if _OTHER_SCRIPT.search(line):
                told = "is neither UTF-8 nor Western European text; save it as CSV in UTF-8"
                raise LogbookError(f"{name}, line {number:,} {told}")


def _first_line(source: Source, name: str, encoding: str) -> str:
    """Give the first line that is not empty."""
    with source.open(name) as stream, io.TextIOWrapper(stream, encoding=encoding, newline="") as lines:
        return next((line for line in lines if line.strip()), "")


def _delimiter(line: str) -> str | None:
    """Find what stands most often outside of quotes in a line; None where nothing does that could stand there."""
    unquoted = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count) if any(map(unquoted.count, _DELIMITERS)) else None


def _headings(name: str, cells: list[str]) -> tuple[str, ...]:
    headings = tuple(cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1))
    for number, heading in enumerate(headings):
        if heading in headings[:number]:
            first = headings.index(heading) + 1
            told = f"columns {first} and {number + 1}; give each column a name of its own"
            raise LogbookError(f"{name} has the heading {quoted(heading)} twice, over {told}")
    return headings


def _even(name: str, rows: Iterable[Row | Bad], width: int, notes: list[str]) -> Iterator[Row | Bad]:
    """Give each row as many cells as there are headings; tell of what was done."""
    many = short = 0
    for row in rows:
        many += 1
        if isinstance(row, Bad) or len(row.cells) == width:
            yield row
        elif len(row.cells) < width:
            short += 1
            row.cells.extend([""] * (width - len(row.cells)))
            yield row
        elif any(row.cells[width:]):
            extra = next(filter(None, row.cells[width:]))
            told = (
                f"it has {len(row.cells)} cells, and there are {width} headings; put a cell with a delimiter in quotes"
            )
            yield Bad(Where(name, row.line), told, value=extra, original=row.original)
        else:
            del row.cells[width:]
            yield row
    if not many:
        notes.append(f"{name} has headings and no rows")
    if short:
        notes.append(f"{name}: rows with fewer cells than headings, the rest of which was taken as empty: {short:,}")


def _rows(source: Source, name: str, dialect: Dialect) -> Iterator[Row | Bad]:
    """Read the rows that are not empty."""
    line = dialect.skip + 1
    fed: list[str] = []
    with source.open(name) as stream:
        lines = _lines(stream, dialect)
        for _ in range(dialect.skip):
            next(lines, None)
        reader = _parsed(_kept(lines, fed), dialect)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield _broken(Where(name, line), error, fed)
            else:
                if cells is None:
                    return
                original = (fed[0] if len(fed) == 1 else "".join(fed)).rstrip("\r\n")
                if "\0" in original:
                    told = "the row holds a NUL character, which is no text; take it out"
                    yield Bad(Where(name, line), told, original=original)
                elif any(cells) and not original.isspace():
                    yield Row(line, cells, original)
            line += len(fed)
            fed.clear()


def _kept(lines: Iterable[str], fed: list[str]) -> Iterator[str]:
    """Keep the lines that a row is read from."""
    for line in lines:
        fed.append(line)
        yield line


def _lines(stream: IO[bytes], dialect: Dialect) -> Iterator[str]:
    """Give the lines of a file, each with its end."""
    newline = {"": "", "\r": "", "\n": "\n", "\r\n": "\n"}.get(dialect.line_end)
    with io.TextIOWrapper(stream, encoding=dialect.encoding, newline=newline or "") as text:
        if newline is not None:
            yield from text
            return
        rest = ""
        while chunk := text.read(_CHUNK):
            *whole, rest = (rest + chunk).split(dialect.line_end)
            yield from whole
        yield rest


def _parsed(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    """Take lines apart into cells, and join those that a quoted cell goes over."""
    delimiter, quote = dialect.delimiter, dialect.quote
    if quote is None:
        return (line.rstrip("\r\n").split(delimiter) for line in lines)
    # The limit holds for the whole program, in which nobody else reads such tables.
    csv.field_size_limit(_LONGEST)
    if len(delimiter) == 1:
        return csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)
    # The module knows delimiters of one character only; this one was made for the purpose, and nobody uses it.
    told = (line.replace(delimiter, _UNIT_SEPARATOR) for line in lines)
    rows = csv.reader(told, delimiter=_UNIT_SEPARATOR, quotechar=quote, strict=True)
    # Unlike a generator, a map goes on after a row that is broken.
    return map(partial(_restored, delimiter), rows)


def _restored(delimiter: str, cells: list[str]) -> list[str]:
    return [cell.replace(_UNIT_SEPARATOR, delimiter) for cell in cells]


def _broken(where: Where, error: csv.Error, fed: list[str]) -> Bad:
    """Make the row that cannot be taken apart. Raises LogbookError where the rest of the file cannot either."""
    if _UNCLOSED in str(error):
        raise LogbookError(f"{where}: a quotation mark is opened here and never closed; close it, or double it")
    if _TOO_LONG in str(error):
        raise LogbookError(f"{where}: a cell has more than {_LONGEST:,} characters; is a quotation mark not closed?")
    told = "text stands behind a closing quotation mark; double the quotation marks within a cell"
    return Bad(where, told, original="".join(fed).rstrip("\r\n"))
