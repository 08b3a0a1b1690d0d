"""A glance at a logbook, for who offers words and answers nothing.

It is begun before what understands it is there (msgspec, the layout): the file is read while that is being loaded.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, BinaryIO

from logbook.store import raw
from logbook.store.later import Later

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.store.raw import Data


class Glance:
    """A logbook file that is being read; of what it says nothing is checked that is not asked for."""

    def __init__(self, path: Path) -> None:
        """Begin to read `path`; nothing that is wrong with it is told here."""
        self._path = path
        self._reading = _begin(path)

    def table_json(self, name: str) -> memoryview:
        """Give one table's own JSON, braces included; `{}` where the logbook has no such table.

        Of a file in our layout neither checksum nor schema is looked at. Any other is read the slow way; raises what
        opening a `Snapshot` raises.
        """
        from logbook.store import layout

        data = self._data()
        found = layout.survey(data)
        if found is None:
            from logbook.store.snapshot import Snapshot

            snapshot = Snapshot(self._path)
            data, found = snapshot.data, snapshot.layout
        body = found.bodies.get(name)
        return memoryview(b"{}") if body is None else layout.table_json(data, body)

    def _data(self) -> Data:
        if isinstance(self._reading, Later):
            with contextlib.suppress(OSError):
                return self._reading.result()
            return b""
        return self._reading


def _begin(path: Path) -> Data | Later[bytes]:
    """Begin to read a file, or map a large one; give no bytes where it is none, or cannot be opened."""
    with contextlib.suppress(OSError):
        if path.is_file():  # a pipe would be waited on for ever
            file = path.open("rb", buffering=0)
            stat = os.fstat(file.fileno())
            if data := raw.mapped(file, stat):
                file.close()
                return data
            return Later(_read, file, stat.st_size)
    return b""


def _read(file: BinaryIO, size: int) -> bytes:
    with file:
        return file.read(size)
