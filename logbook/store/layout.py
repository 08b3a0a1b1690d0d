"""The layout of a logbook file: plain JSON, one record a line, tables in a fixed order, `sightings` last.

    file  = "{" table *("," LF table) "}" LF
    table = name ":{" LF [record *("," LF record) LF] "}"

Only the byte 0x0A ends a line, and JSON forbids it inside a string; so a line is always a whole record, LF "}" only
ever ends a table, and adding, editing and removing are byte copies with a few lines changed. Everything here is pure:
offsets into bytes (or a memory map). What a changed file is put together from is `splicing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from logbook.patterns import pattern
from logbook.records import SCHEMA, TYPES
from logbook.store.raw import OPENING, Range, behind_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logbook.store.raw import Data

NOT_VALID = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not JSON, or not of the type that is asked for."""

NUMBER = pattern(r"[1-9][0-9]{0,17}")
LARGEST = 10**18 - 1
"""A record's number as a key, and the largest: what can be typed as an id."""

KNOWN = tuple(TYPES)
"""The tables every file that we lay out has, in their order; unknown ones stand before the last."""

BOOKKEEPING = ("schema", "revision", "crc32", "next", "readable_by")
"""Fields of the `logbook` record that only a transaction writes."""

NEW_HEAD = b'{"schema":%d,"revision":0}' % SCHEMA
_LAST = b'\n},\n"sightings":{\n'
_AFTER_IMAGES = b'\n},\n"deployments":{\n'
_NAMING = (b'"vernacular_name":', b'"scientific_name":')
_GUESSES = 8
"""So often a line is looked for where it would be if all were of one length, before what is left is halved."""
_BLOCK = 1 << 18
_WINDOW = 1 << 22
CLOSING = b"\n},\n"
"""What stands between two tables."""
_HEADER = pattern(rb'"((?:[^"\\\n]|\\[^\n])*)":\{\n')
_KEY = pattern(rb'\n"([1-9][0-9]{0,17})":')


class Layout(NamedTuple):
    """Where everything stands. `head` is the `logbook` record; behind its line, from `rest` on, stands all else.

    A body reaches from behind a table's "{" to the LF before its "}": empty, or LF and the first line and so on.
    """

    head: Range
    rest: int
    bodies: dict[str, Range]


def survey(data: Data) -> Layout | None:
    """Find the tables of a file in our layout, or give None where it is not in it (any other JSON, damage)."""
    rest = behind_head(data)
    if rest is None:
        return None
    end = rest - 1
    head, at, bodies = Range(len(OPENING) - 1, end), end, dict[str, Range]()
    last = _last_table(data, end)
    while data[at : at + 4] == b"\n},\n":
        header = _HEADER.match(data, at + 4)
        name = None if header is None else _name(header[1])
        if header is None or name is None:
            return None
        start = header.end() - 1
        at = _end(data, name, start, last)
        if at < start or name in bodies:
            return None
        bodies[name] = Range(start, at)
    whole = data[at : at + 4] == b"\n}}\n" and at + 4 == len(data)
    return Layout(head, rest, bodies) if whole and tuple(bodies)[-1:] == KNOWN[-1:] else None


def _end(data: Data, name: str, start: int, last: int) -> int:
    """Find a table's end, without reading the two large ones through: the last, and that of the pictures."""
    if name == KNOWN[-1]:
        return len(data) - 4
    found = data.rfind(_AFTER_IMAGES, start, last) if name == "images" else -1
    return found if found >= 0 else data.find(b"\n}", start)


def _last_table(data: Data, low: int) -> int:
    """Find where the last table begins, by bisection, or give -1: a guess that its header proves.

    The lines behind it name an animal, and those of the pictures before it do not.
    """
    high = len(data) - 4
    while low < high:
        lf = max(data.rfind(b"\n", low, (low + high) // 2 + 1), low)
        end = data.find(b"\n", lf + 1, high)
        line = data[lf : end if end >= 0 else high]
        if any(name in line for name in _NAMING):
            high = lf
        else:
            low = end if end >= 0 else high
    return low if data[low + 1 - len(_LAST) : low + 1] == _LAST else -1


def _name(text: bytes) -> str | None:
    """Read a table's name, or give None where it is no string of JSON."""
    try:
        return msgspec.json.decode(b'"%b"' % text, type=str)
    except NOT_VALID:
        return None


def table_json(data: Data, body: Range) -> memoryview:
    """Give a table's own JSON, braces included, without copying it."""
    return memoryview(data)[body.start - 1 : body.end + 2]


def blocks(data: Data, body: Range, size: int) -> Iterator[Range]:
    """Cut a table into runs of whole lines of about `size` bytes; each reaches from an LF up to the next run's."""
    at = body.start
    while at < body.end:
        comma = data.find(b",\n", min(at + size, body.end), body.end)
        end = body.end if comma < 0 else comma + 1
        yield Range(at, end)
        at = end


def block_json(data: Data, block: Range) -> bytes:
    """Give the lines of a block as JSON of their own: without the comma behind it, which the last has only by fault."""
    leads_on = data[block.end : block.end + 2] != b"\n}"
    with memoryview(data) as view:
        return b"".join((b"{", view[block.start : block.end - leads_on], b"}"))


def line_starts(data: Data, block: Range) -> list[int]:
    """Tell where the lines of a block begin: at the LF before each."""
    starts, at = [], block.start
    while at >= 0:
        starts.append(at)
        at = data.find(b"\n", at + 1, block.end)
    return starts


def line_json(data: Data, body: Range, start: int) -> bytes:
    """Give the JSON of the record whose line begins with the LF at `start`."""
    end = data.find(b"\n", start + 1, body.end)
    line = bytes(data[start + 1 : body.end if end < 0 else end])
    return line.partition(b":")[2].removesuffix(b",")


def last_number(data: Data, body: Range) -> int:
    """Give the largest number in a table in our layout; 0 where it is empty."""
    if body.start == body.end:
        return 0
    return number_at(data, data.rfind(b"\n", body.start, body.end))


def number_at(data: Data, lf: int) -> int:
    """Read the number of the line behind the LF at `lf`."""
    key = _KEY.match(data, lf)
    return int(key[1]) if key else 0


class Place(NamedTuple):
    """Where a line stands (`found`), or where it would have to be put in: from `start` up to `end`, no comma."""

    start: int
    end: int
    found: bool


def locate(data: Data, body: Range, number: int) -> Place:
    """Find a record's line; numbers rise within every table that we laid out, most often evenly."""
    low, high = body.start, body.end
    below, above, guesses = 0, max(last_number(data, body), number) + 1, _GUESSES
    while low < high:
        ahead = (high - low) * (number - below) // (above - below) if guesses else (high - low) // 2
        guesses = max(guesses - 1, 0)
        lf = data.rfind(b"\n", low, low + ahead + 1)
        end = data.find(b"\n", lf + 1, body.end)
        end = body.end if end < 0 else end
        here = number_at(data, lf)
        if here < number:
            low, below = end, here
        elif here > number:
            high, above = lf, here
        else:
            return Place(lf + 1, end if end == body.end else end - 1, found=True)
    return Place(low + 1, low + 1, found=False)


def find_line(data: Data, body: Range, number: int) -> bytes | None:
    """Give a record's JSON, or None where there is none."""
    place = locate(data, body, number)
    if not place.found:
        return None
    return line_json(data, body, place.start - 1)


def lines_holding(data: Data, body: Range, needle: bytes) -> Iterator[tuple[int, bytes]]:
    """Go through the lines of a table that hold some bytes: each record's number and JSON."""
    at = _find(data, needle, body.start, body.end)
    while at >= 0:
        lf, end = data.rfind(b"\n", body.start, at), data.find(b"\n", at, body.end)
        end = body.end if end < 0 else end
        yield from lines(data, Range(lf, end))
        at = _find(data, needle, end, body.end)


def _find(data: Data, needle: bytes, start: int, end: int) -> int:
    """Find bytes, a window at a time: another thread may be writing, and waits while one search goes on."""
    for at in range(start, end, _WINDOW):
        found = data.find(needle, at, min(at + _WINDOW + len(needle), end))
        if found >= 0:
            return found
    return -1


def count_lines(data: Data, body: Range) -> int:
    """Count a table's lines, a block at a time: the whole is too large to be copied."""
    return sum(data[at : min(at + _BLOCK, body.end)].count(b"\n") for at in range(body.start, body.end, _BLOCK))


def lines(data: Data, body: Range) -> Iterator[tuple[int, bytes]]:
    """Go through a table whose keys are numbers: each record's number and JSON."""
    at = body.start
    while at < body.end:
        end = data.find(b"\n", at + 1, body.end)
        end = body.end if end < 0 else end
        line = bytes(data[at + 1 : end])
        key, _, record = line.partition(b":")
        yield int(key.strip(b'"')), record.removesuffix(b",")
        at = end


def encode_tables(tables: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Write all behind the `logbook` record's line: unknown tables before the last. Keys as they are."""
    names = [*KNOWN[:-1], *(name for name in tables if name not in (*KNOWN, "logbook")), KNOWN[-1]]
    texts = [encode_table(name, tables.get(name, {})) for name in names]
    return b"},\n" + b",\n".join(texts) + b"}\n"


def encode_table(name: str, table: Mapping[str, bytes]) -> bytes:
    """Write one table, numbers rising; keys of other hands that are no numbers stay in their order."""
    keys = sorted(table, key=int) if all(NUMBER.fullmatch(key) for key in table) else list(table)
    body = b",\n".join(b"%b:%b" % (msgspec.json.encode(key), table[key]) for key in keys)
    return b"%b:{%b\n}" % (msgspec.json.encode(name), b"\n" + body if body else b"")


def encode_head(head: bytes) -> bytes:
    """Write the file's beginning: everything up to the end of the `logbook` record's line."""
    return b'{"logbook":{\n"1":%b\n' % head


def without_bookkeeping(head: bytes) -> bytes:
    """Give the `logbook` record without what a transaction keeps in it: what a person may change."""
    fields = msgspec.json.decode(head, type=dict[str, msgspec.Raw])
    return msgspec.json.encode({name: value for name, value in fields.items() if name not in BOOKKEEPING})
