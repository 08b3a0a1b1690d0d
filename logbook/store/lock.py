"""The lock beside a logbook: one writer at a time, and the next one is told who it is.

It is the operating system's own (flock, or LockFile on Windows), so it ends with its holder, however that ends. The
file stays there: removing it would let two writers lock two files of one name. A library for this costs every write
11 ms of imports, a fifth of what the bare command takes.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
import time
from typing import TYPE_CHECKING

from logbook.errors import LockedError
from logbook.store.beside import open_own
from logbook.store.files import explained, require_writable, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT = 10.0
"""Seconds that a writer waits for another."""
PATIENCE = 1.0
"""Seconds after which it says for whom."""
_POLL = 0.01
_LONGEST = 300
"""Characters that are told of a holder."""
_FAR = 1 << 30
"""Windows locks bytes, and nobody may read those: so one is locked that is not there."""


@contextlib.contextmanager
def locked(path: Path, command: str, notify: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock beside `path`; after a second tell who has it, after ten give up with LockedError."""
    require_writable(path)
    beside = path.with_name(f".{path.name}.lock")
    try:
        descriptor = _open(beside, path)
    except OSError as error:
        raise explained(error, path) from None
    try:
        try:
            _wait(descriptor, beside, path, notify)
        except OSError as error:
            raise explained(error, path) from None
        with contextlib.suppress(OSError):
            # Never empty: somebody may be about to say for whom they wait. Only the first line is read.
            name = f"process {os.getpid()} on {_host()}: {command}\n".encode()
            os.write(descriptor, name)
            os.ftruncate(descriptor, len(name))
        yield
    finally:
        with contextlib.suppress(OSError):
            _lock(descriptor, give=True)
            os.close(descriptor)


def _open(beside: Path, path: Path) -> int:
    """Open the lock file; whoever may write the logbook may take it."""
    before = state(path)
    mode = 0o666 if before is None else stat.S_IMODE(before.st_mode) & 0o666 | 0o600
    try:
        descriptor = open_own(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return open_own(beside, os.O_RDWR)
    if before is not None:
        with contextlib.suppress(OSError):
            os.chmod(beside, mode)  # noqa: PTH101 - what the umask took away
    return descriptor


def _wait(descriptor: int, beside: Path, path: Path, notify: Callable[[str], None]) -> None:
    if _lock(descriptor):
        return
    turn = _Turn(descriptor)
    if turn.comes(PATIENCE):
        return
    notify(f"waiting for {_holder(beside)}, which is writing {path}")
    if not turn.comes(WAIT - PATIENCE):
        raise LockedError(f"{path} is being written by {_holder(beside)}; try again when it has finished")


class _Turn:
    """A place in the queue for the lock, which the system keeps: whoever came first is let in first, or nearly so.

    Whoever asks again and again instead gets it by luck: of eight, the last waits three times as long. The queue is
    stood in by a thread, which may be left there.
    """

    def __init__(self, descriptor: int) -> None:
        self._ended = threading.Event()
        self._fault: OSError | None = None
        # Of its own, or whoever leaves would close what the thread is about to use.
        self._descriptor = os.dup(descriptor)
        threading.Thread(target=self._stand, daemon=True).start()

    def _stand(self) -> None:
        try:
            while not _lock(self._descriptor, wait=True):
                time.sleep(_POLL)
        except OSError as fault:
            self._fault = fault
        finally:
            os.close(self._descriptor)
            self._ended.set()

    def comes(self, seconds: float) -> bool:
        """Tell whether it comes within so many seconds; raises OSError where there is no lock to be had."""
        ended = self._ended.wait(seconds)
        if self._fault is not None:
            raise self._fault
        return ended


def _lock(descriptor: int, *, wait: bool = False, give: bool = False) -> bool:
    """Take the lock if it is free, wait for it (Windows cannot), or give it back; tell whether that was possible."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK if give else msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_UN if give else fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(beside: Path) -> str:
    """Name who holds the lock as the file says, where another may have written anything."""
    try:
        with beside.open(encoding="utf-8", errors="replace") as file:
            return file.readline(_LONGEST).strip() or "another process"
    except OSError:
        return "another process"


def _host() -> str:
    return os.environ.get("COMPUTERNAME", "this computer") if sys.platform == "win32" else os.uname().nodename
