"""Copies of a logbook as it was, kept beside it before something is written that no undo brings back.

A copy has its name only when it is whole, on the disk, and has been read back; who is killed before leaves a temporary
file, which the next writer removes. A file that is kept already is not kept again.
"""

from __future__ import annotations

import contextlib
import os
import stat
from itertools import count, takewhile
from typing import TYPE_CHECKING

from logbook.errors import LogbookError
from logbook.store import files
from logbook.store.raw import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from logbook.store.raw import Data

_BLOCK = 1 << 20


def keep_copy(path: Path, data: Data, label: str) -> Path:
    """Keep `data`, the bytes of the logbook at `path`, beside it as STEM.LABEL.json, and give where that is.

    Where that name is taken by other content, a number follows. Only who holds the lock may. Raises LogbookError where
    the copy cannot be written, or is not what was read.
    """
    if copy := find_copy(kept(path, label), data):
        return copy
    copy = next(name for name in _names(path, label) if not os.path.lexists(name))
    with files.temporary(path, copy) as place:
        files.write_new(place, copy, data, [Range(0, len(data))], files.state(path))
        if not _holds(place, data):
            raise LogbookError(f"{copy} did not come out as {path} is; nothing was written: look after the disk")
        files.rename(place, copy)
    files.sync_folder(path.parent)
    return copy


def kept(path: Path, label: str) -> list[Path]:
    """Give what has the names of copies of a logbook, up to the first name that is free."""
    return list(takewhile(os.path.lexists, _names(path, label)))


def find_copy(copies: Iterable[Path], data: Data) -> Path | None:
    """Find the copy that holds some bytes; one that cannot be read is none."""
    for copy in copies:
        with contextlib.suppress(OSError):
            if _holds(copy, data):
                return copy
    return None


def _names(path: Path, label: str) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}.{label}{path.suffix}")
    yield from (path.with_name(f"{path.stem}.{label}-{number}{path.suffix}") for number in count(2))


def _holds(place: Path, data: Data) -> bool:
    """Tell whether a plain file holds some bytes."""
    found = place.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
        return False
    with place.open("rb") as file, memoryview(data) as view:
        return all(file.read(_BLOCK) == view[at : at + _BLOCK] for at in range(0, len(view), _BLOCK))
