"""The checksum of a large logbook, begun while the program is still being loaded: whoever opens it waits for that."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from logbook.store import contents, layout
from logbook.store.checksum import Checksums
from logbook.store.files import identity
from logbook.store.later import Later

if TYPE_CHECKING:
    import os
    from pathlib import Path

STEP = 1 << 23
"""Bytes that are read without asking Python, which is busy, for a moment."""

_begun: list[tuple[os.stat_result, Later[Checksums]]] = []


def begin(path: Path) -> None:
    """Begin with the file at `path`, if it is a large one in our layout; nothing that is wrong with it is told here."""
    with contextlib.suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                stat, data = contents.mapped(file) or (None, b"")
            if stat and (found := layout.survey(data)):
                _begun.append((stat, Later(Checksums, data, found.rest, STEP)))


def begun(stat: os.stat_result | None) -> Later[Checksums] | None:
    """Give what has been begun of the file that has this state, unless it was written since; or None."""
    return next((later for seen, later in _begun if identity(seen) == identity(stat)), None)
