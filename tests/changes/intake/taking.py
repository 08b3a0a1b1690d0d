"""A logbook that takes in parts, for tests: what it would hold afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook.changes.intake import Intake, Rules, Taken
from logbook.changes.intake.items import Item, Where
from logbook.records import TYPES, Book, Id, Info
from tests import drafting

if TYPE_CHECKING:
    from logbook.changes.intake.items import Part
    from logbook.records import Record


def item(key: str, record: Record, line: int = 2, **more: Any) -> Item:
    """Give a record as a source has it."""
    return Item(key, record, Where("rows.csv", line), original=f"the row of {key}", **more)


def taken(*parts: Part, book: Book | None = None, **rules: Any) -> tuple[Taken, Book]:
    """Take parts into a book; what became of them, and the book as it is then."""
    before = book or Book()
    draft = drafting.on(before)
    done = Intake(draft, before, Rules(**rules)).plan(parts)
    tables: dict[str, Any] = {table: dict(getattr(before, table)) for table in TYPES}
    info: Info = before.info
    for change in draft.changes():
        assert change.after is not None
        if change.table == "logbook":
            info = draft.record(Id("logbook", 1))
        else:
            tables[change.table][change.number] = msgspec.json.decode(change.after, type=TYPES[change.table])
    return done, Book(info=info, **tables)
