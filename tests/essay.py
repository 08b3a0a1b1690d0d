"""The six-picture essay on Amur leopards: three sightings, six pictures, two credits, two claims, and no date.

`BOOK` is the logbook that `logbook demo` makes, decoded, for tests of pure modules; `write(path)` makes the file as the
store would, of this or of any other book.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from logbook import changes
from logbook.records import TYPES, Book
from logbook.store.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path

BOOK = msgspec.json.decode(resources.files("logbook.data").joinpath("amur-leopard.json").read_bytes(), type=Book)
LINES = tuple(image.credit_line for image in BOOK.images.values())
WRITTEN = "2026-11-22T12:00:00Z"


def write(path: Path, book: Book = BOOK) -> Path:
    """Write the records of a book to a new logbook, in one transaction."""
    planned = [
        changes.Change(table, number, None, changes.encode(record))
        for table in TYPES
        for number, record in getattr(book, table).items()
    ]
    with transaction(path, "demo", lambda _: None) as held:
        held.commit(planned, now=WRITTEN)
    return path
