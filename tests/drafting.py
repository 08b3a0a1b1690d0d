"""A draft on a book, for tests of what is planned on it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from logbook.changes import encode
from logbook.changes.drafts import Draft, Stamp
from logbook.store.layout import without_bookkeeping

if TYPE_CHECKING:
    from logbook.records import Book, Id

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def on(book: Book) -> Draft:
    """Begin a draft on a book, with identities u1, u2 and so on."""
    numbers = count(1)

    def line(which: Id) -> bytes | None:
        if which.table == "logbook":
            return without_bookkeeping(msgspec.json.encode(book.info))
        found = getattr(book, which.table).get(which.number)
        return None if found is None else encode(found)

    def first_free(table: str) -> int:
        return max(getattr(book, table), default=0) + 1

    return Draft(line, first_free, Stamp("2026-11-22T12:00:00Z", lambda: f"u{next(numbers)}"))
