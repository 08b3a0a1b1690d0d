"""Files read and written whole, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from logbook.errors import LogbookError


def contents(path: Path) -> bytes:
    """Read a whole file. Raises LogbookError where that cannot be done."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}") from None


def stands(path: Path, data: bytes) -> bool:
    """Tell whether a file is there already, byte for byte. Raises LogbookError where it is another."""
    if not os.path.lexists(path):
        return False
    if path.is_file() and contents(path) == data:
        return True
    raise LogbookError(f"{path} is there already, and is another file; name another folder")


def place(path: Path, data: bytes) -> None:
    """Write a file, or put it in the place of the one that is there, whose mode stays; a symbolic link is followed.

    Makes the folder. Raises LogbookError, with everything as it was, where that cannot be done.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".logbook.{os.getpid()}.tmp")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise LogbookError(f"{path} is read-only")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary, data)
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise LogbookError(f"{path} cannot be written: {error.strerror}") from None


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
