"""A glance at one table, for who offers words and answers nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from logbook.store import layout, raw

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.store.raw import Data


def table_json(path: Path, name: str) -> memoryview:
    """Give one table's own JSON, braces included, of the logbook at `path`; `{}` where it has no such table.

    Of a file in our layout nothing else is read: neither its checksum nor its schema is looked at. Any other is read
    the slow way; raises what opening a `Snapshot` raises.
    """
    data = _data(path)
    found = layout.survey(data)
    if found is None:
        from logbook.store.snapshot import Snapshot

        snapshot = Snapshot(path)
        data, found = snapshot.data, snapshot.layout
    body = found.bodies.get(name)
    return memoryview(b"{}") if body is None else layout.table_json(data, body)


def _data(path: Path) -> Data:
    """Read a file, or map a large one; give no bytes where it is none, or cannot be read."""
    if not path.is_file():  # a pipe would be waited on for ever
        return b""
    try:
        with path.open("rb") as file:
            return raw.mapped(file, os.fstat(file.fileno())) or file.read()
    except OSError:
        return b""
