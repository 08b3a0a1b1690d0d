"""The checksum of a large logbook, begun while the program is still being loaded: whoever opens it waits for that."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, NamedTuple

from logbook.store import raw
from logbook.store.checksum import Checksums
from logbook.store.files import identity
from logbook.store.later import Later

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.store.raw import Data

STEP = 1 << 23
"""Bytes at most that are read without asking Python, which is busy, for a moment."""
_TAIL = 1 << 14
"""Bytes behind the last step, about: what is added stands there, and all before has its checksum."""


class _Begun(NamedTuple):
    """A file, by its state when it was opened, its map, and its checksum."""

    stat: os.stat_result
    data: Data
    checksums: Later[Checksums]


_begun: list[_Begun] = []


def begin(path: Path) -> None:
    """Begin with the file at `path`, if it is a large one in our layout; nothing that is wrong with it is told here."""
    with contextlib.suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                stat = os.fstat(file.fileno())
                data = raw.mapped(file, stat)
            if data and (rest := raw.behind_head(data)):
                _begun.append(_Begun(stat, data, Later(Checksums, data, rest, _step(len(data) - rest))))


def _step(length: int) -> int:
    """Part a length into steps of which none is longer than STEP."""
    many = -(-length // STEP)
    return max(_TAIL, (length - _TAIL) // many)


def begun(stat: os.stat_result | None) -> Later[Checksums] | None:
    """Give the checksum that has been begun of the file of this state, unless it was written since; or None."""
    found = _of(stat)
    return found and found.checksums


def mapped(stat: os.stat_result) -> Data | None:
    """Give the map of the file of this state, in which what has been read need not be looked for again; or None."""
    found = _of(stat)
    return found and found.data


def _of(stat: os.stat_result | None) -> _Begun | None:
    return next((one for one in _begun if identity(one.stat) == identity(stat)), None)
