"""Files read and written whole, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from logbook.errors import LogbookError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""A file that is there is not taken, nor what a link of its name leads to."""
_MOST_BYTES = 1 << 30


def contents(path: Path) -> bytes:
    """Read a whole file. Raises LogbookError where that cannot be done, or it has more bytes than a picture."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LogbookError(f"{path} is larger than {_MOST_BYTES >> 30} GiB, and no picture is")
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


def place(path: Path, data: bytes, within: Path) -> None:
    """Write a file, or put it in the place of the one that is there, whose mode stays.

    A symbolic link is followed, unless it leads out of the folder `within`. Makes the folder. Raises LogbookError, with
    everything as it was, where that cannot be done.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".logbook.{os.getpid()}.tmp")
    try:
        if path.is_symlink() and not target.is_relative_to(os.path.realpath(within)):
            raise LogbookError(f"{path} is a link that leads out of {within}; nothing is written through it")
        if target.exists() and not os.access(target, os.W_OK):
            raise LogbookError(f"{path} is read-only")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.unlink(missing_ok=True)
            _write(temporary, data, target)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise LogbookError(f"{path} cannot be written: {error.strerror}") from None


def _write(path: Path, data: bytes, like: Path) -> None:
    """Write a new file, which nobody may open who may not open the one that it is to replace, `like`."""
    is_new = not like.exists()
    with open(os.open(path, _NEW, 0o666 if is_new else 0o600), "wb") as file:  # noqa: PTH123 - only so it has its mode
        if not is_new:
            shutil.copymode(like, path)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
