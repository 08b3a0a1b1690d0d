"""Two logbooks in memory, and what a merge makes of them, for tests of its planning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook.changes import encode
from logbook.changes.merging import Side, by_preference, merge
from logbook.records import TYPES, Book, Info

if TYPE_CHECKING:
    from logbook.changes.merging import Merged, Preference

Lines = dict[str, dict[int, bytes]]


def side(book: Book, **said: Any) -> Side:
    """Make a logbook of a book."""
    lines = {table: {number: encode(one) for number, one in getattr(book, table).items()} for table in TYPES}
    head = {name: value for name, value in msgspec.to_builtins(book.info).items() if name not in ("schema", "next")}
    return Side(**{"name": "other.json", "book": book, "lines": lines, "head": msgspec.json.encode(head)} | said)


def of_lines(head: bytes = b"{}", **tables: dict[int, str]) -> Side:
    """Make a logbook of lines as they stand."""
    lines: Lines = {table: {n: line.encode() for n, line in tables.get(table, {}).items()} for table in TYPES}
    return _read(lines, head)


def _read(lines: Lines, head: bytes) -> Side:
    tables: dict[str, Any] = {
        table: {number: msgspec.json.decode(line, type=TYPES[table]) for number, line in records.items()}
        for table, records in lines.items()
    }
    info = msgspec.json.decode(head, type=Info)
    return Side(name="other.json", book=Book(info=info, **tables), lines=lines, head=head)


def plan(ours: Side, theirs: Side, prefer: Preference | None = "ours", *, folder: str = "there/") -> Merged:
    """Plan a merge; their pictures' files lie in a folder below ours."""

    def first_free(table: str) -> int:
        return max(ours.lines[table], default=0) + 1

    def stored(file: str) -> str:
        return f"{folder}{file}"

    return merge(ours, theirs, first_free=first_free, stored=stored, decide=by_preference(prefer))


def after(ours: Side, done: Merged) -> Side:
    """Give our logbook as it is after a merge."""
    assert not done.open
    lines: Lines = {table: dict(records) for table, records in ours.lines.items()}
    head = ours.head
    for change in done.changes:
        if change.table == "logbook":
            assert (change.before, change.number) == (head, 1)
            head = change.after or b""
            continue
        assert lines[change.table].get(change.number) == change.before
        lines[change.table][change.number] = change.after or b""
    return _read(lines, head)


def both(ours: Side, theirs: Side, prefer: Preference | None = "ours") -> Side:
    """Merge, and give our logbook as it is then."""
    return after(ours, plan(ours, theirs, prefer))
