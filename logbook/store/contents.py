"""A logbook's bytes as they stood at one moment, as far as that is in our hands.

Our own writers put a new file in the old one's place, so whoever has opened the old one reads it to its end. Other
programs write into the file itself: stock TinyDB does, and most editors. A file that is read changes under its reader
then, and one that is mapped may lose the pages it is mapped from, which ends the process. So files of a common size are
read, again where they have changed meanwhile, and only large ones are mapped.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, BinaryIO

from logbook.errors import DamagedError, LogbookError
from logbook.store import ahead, layout, raw
from logbook.store.files import identity, state
from logbook.store.history import history_path

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.store.raw import Data

SETTLING = 0.1
"""Seconds since its last write within which a file that cannot be read may be one that is still being written."""
_READINGS = 5

EMPTY = layout.encode_head(layout.NEW_HEAD) + layout.encode_tables({})


def contents(path: Path) -> tuple[os.stat_result | None, Data]:
    """Give the file's state and bytes; an empty logbook where there is none.

    Raises DamagedError for an empty file that has a history, LogbookError for what cannot be read or is no file.
    """
    try:
        _require_file(path)
        with path.open("rb") as file:
            stat = os.fstat(file.fileno())
            if large := ahead.mapped(stat) or raw.mapped(file, stat):
                return stat, large
            stat, data = _read(file)
            return stat, data or _nothing(path)
    except FileNotFoundError:
        return None, EMPTY
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}") from None


def _read(file: BinaryIO) -> tuple[os.stat_result, bytes]:
    """Read a file until nobody has changed it meanwhile, though not for ever."""
    for _ in range(_READINGS):
        before = os.fstat(file.fileno())
        file.seek(0)
        data = file.read()
        if identity(before) == identity(os.fstat(file.fileno())):
            break
    return before, data


def settles(path: Path) -> bool:
    """Tell whether a file was written just now, and wait until that is a moment ago."""
    seen = state(path)
    age = time.time() - seen.st_mtime if seen else SETTLING
    if not 0 <= age < SETTLING:
        return False
    time.sleep(SETTLING - age)
    return True


def _require_file(path: Path) -> None:
    """Refuse a folder, and what would be waited on for ever or be empty for ever: a pipe, a device."""
    if path.is_dir():
        raise LogbookError(f"{path} is a folder; name the logbook file in it, such as {path / 'logbook.json'}")
    if path.exists() and not path.is_file():
        raise LogbookError(f"{path} is no file (a pipe or a device); name a logbook file")


def _nothing(path: Path) -> bytes:
    """Take a file of no bytes as an empty logbook, unless its history says that it held something."""
    if history_path(path).exists():
        raise DamagedError(
            f"{path} is empty, but its history beside it is not; restore a backup, or put both elsewhere"
        )
    return EMPTY
