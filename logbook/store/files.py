"""What touches the disk: the temporary file, the replacement. Whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from logbook.errors import LogbookError
from logbook.store.later import alongside
from logbook.store.raw import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from logbook.store.raw import Data, Piece

_RETRIES = 20
_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


def target(path: Path) -> Path:
    """Follow symbolic links to the file that is meant, whether it is there yet or not."""
    return Path(os.path.realpath(path))


def explained(error: OSError, path: Path) -> LogbookError:
    """Put a fault of the disk into a sentence."""
    if error.errno in _FULL:
        return LogbookError(
            f"no room on the disk to write {path}; the logbook is as it was: free some space and repeat"
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return LogbookError(f"{path} cannot be written ({error.strerror}); the logbook is as it was")
    return LogbookError(f"{path} could not be written ({error.strerror}); the logbook is as it was")


def require_writable(path: Path) -> None:
    """Refuse to replace a file that its owner has protected, even where the system would let its administrator."""
    found = state(path) if os.path.isfile(path) else None  # noqa: PTH113 - Path.is_file raises for some faults
    if found and not (found.st_mode & _WRITE and os.access(path, os.W_OK)):
        raise LogbookError(f"{path} is read-only; nothing was written")


def sweep(path: Path) -> None:
    """Remove the temporary files that writers left when they were killed; only the lock's holder may."""
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9]+\.tmp")
    with contextlib.suppress(OSError):
        for left in [entry for entry in path.parent.iterdir() if ours.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                left.unlink()


def replace(
    path: Path,
    data: Data,
    pieces: Iterable[Piece],
    before: os.stat_result | None,
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Write `pieces` (ranges of `data`, and bytes) to a new file and put it in the place of `path`.

    `meanwhile` is done while the disk is writing. The mode stays, the group where that is permitted. Raises
    LogbookError, and leaves `path` as it was, where the disk is full, where a write comes up short, or where `path` is
    no longer the file that was read (`before`).
    """
    with temporary(path, path) as place:
        write_new(place, path, data, pieces, before, meanwhile)
        _require_same(path, before)
        rename(place, path)
    sync_folder(path.parent)


@contextlib.contextmanager
def temporary(path: Path, becomes: Path) -> Iterator[Path]:
    """Give the name of a temporary file beside the logbook `path`; if it does not become a file, nothing is left of it.

    Raises LogbookError for a fault of the disk.
    """
    place = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield place
    except BaseException as error:
        with contextlib.suppress(OSError):
            place.unlink()
        if isinstance(error, OSError):
            raise explained(error, becomes) from None
        raise


def write_new(
    place: Path,
    becomes: Path,
    data: Data,
    pieces: Iterable[Piece],
    before: os.stat_result | None,
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Write a file that is not there yet, with the mode and group of the logbook `before`, and force it to the disk.

    Raises OSError for a fault of the disk, LogbookError where a write comes up short.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(place, flags, 0o666 if before is None else 0o600)
    try:
        keep_access(descriptor, before)
        with _source(becomes, data, before) as source:
            length = alongside(meanwhile, _write, descriptor, data, pieces, source)
        if os.fstat(descriptor).st_size != length:
            raise LogbookError(f"{becomes} came out too short; the logbook is as it was")
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _source(path: Path, data: Data, before: os.stat_result | None) -> Iterator[int | None]:
    """Open the file that `data` is a map of, for the system to copy from; None where it is no map, or of another."""
    descriptor = None
    if not isinstance(data, bytes) and hasattr(os, "copy_file_range"):
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        is_same = descriptor is not None and identity(os.fstat(descriptor)) == identity(before)
        yield descriptor if is_same else None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _write(descriptor: int, data: Data, pieces: Iterable[Piece], source: int | None) -> int:
    """Write all pieces, however often the system takes only a part, and force them to the disk; give their length."""
    length = 0
    with memoryview(data) as view:
        for piece in pieces:
            if isinstance(piece, Range):
                rest = view[_copied(source, descriptor, piece) : piece.end]
                length += piece.end - piece.start
            else:
                rest = memoryview(piece)
                length += len(rest)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)
    return length


def _copied(source: int | None, descriptor: int, piece: Range) -> int:
    """Let the system copy a range from file to file, and give where it stopped; whatever stops it, the rest is written.

    It takes pages as they come, where a write asks for large ones: on virtual machines, which give free memory back,
    those are up to ten times as dear.
    """
    at = piece.start
    if source is not None:
        with contextlib.suppress(OSError):
            while at < piece.end and (many := os.copy_file_range(source, descriptor, piece.end - at, at)):
                at += many
    return at


def keep_access(descriptor: int, before: os.stat_result | None) -> None:
    """Give a new file the group and mode of the logbook, where that is permitted (a memory card knows neither)."""
    if before is None or sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        os.fchown(descriptor, -1, before.st_gid)
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _require_same(path: Path, before: os.stat_result | None) -> None:
    """Make sure that nobody who takes no lock has replaced or written the file meanwhile."""
    if identity(state(path)) != identity(before):
        raise LogbookError(f"{path} was changed by another program meanwhile; nothing was written: repeat the command")


def state(path: Path) -> os.stat_result | None:
    """Give a file's state, or None where there is no file."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def identity(of: os.stat_result | None) -> tuple[int, ...] | None:
    """Give what differs between a file's state and that after anybody's writing to it."""
    return None if of is None else (of.st_dev, of.st_ino, of.st_size, of.st_mtime_ns)


def rename(place: Path, path: Path) -> None:
    """Put a file in its place, that of the old one too; on Windows another program may hold it for a moment."""
    attempts = 0
    while True:
        try:
            place.replace(path)
        except PermissionError:
            attempts += 1
            if sys.platform != "win32" or attempts == _RETRIES:
                raise
            time.sleep(0.1)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too. The change is made by now: where a disk cannot, that is no failure."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
