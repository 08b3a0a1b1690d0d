"""A shim over `os`, laid into a forked child: every step on the logbook's folder is told, or meets its fate.

It goes where strace does not: it lets a write be short, and stops a step after it was done. Files are opened by
Python's own `_pyio`, so that what `open` does is done by `os` too.
"""

from __future__ import annotations

import _pyio  # type: ignore[import-not-found]
import builtins
import contextlib
import fcntl
import functools
import io
import mmap
import os
import pickle
import signal
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS = (
    *("open", "close", "read", "write", "lseek", "ftruncate", "fsync", "fstat", "fchmod", "fchown"),
    *("stat", "lstat", "access", "listdir", "scandir", "mkdir", "rename", "replace", "link", "unlink", "remove"),
    *("chmod", "chown", "utime", "truncate"),
)


class Step(NamedTuple):
    """One step: its name, the file in the folder ("" is the folder itself), where that goes to, what is written to it,
    and how it is opened.
    """

    name: str
    file: str
    to: str = ""
    data: bytes = b""
    flags: int = 0


class Fate(NamedTuple):
    """What becomes of a step: `strike` is done before it or after it; or only a `part` of a write is made.

    `ever` are the steps that it becomes of from then on.
    """

    strike: Callable[[], object] | None = None
    after: bool = False
    part: Callable[[int], int] | None = None
    ever: bool = False

    def may_meet(self, step: Step) -> bool:
        """Tell whether it can become of a step."""
        return step.name == "write" and len(step.data) > 1 if self.part or self.ever else True


def failing(number: int) -> Callable[[], object]:
    """Give what fails as the system does."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def interrupt() -> None:
    """Press Ctrl-C; what works in a thread is not interrupted by it."""
    if threading.current_thread() is threading.main_thread():
        raise KeyboardInterrupt


def die() -> None:
    """End as the power does."""
    os.kill(os.getpid(), signal.SIGKILL)


class Shim:
    """Tells all steps on a folder, and lets a fate become of one of them."""

    def __init__(self, work: Path, at: int = -1, fate: Fate | None = None, log: Path | None = None) -> None:
        self._work, self._at, self._fate, self._log = str(work), at, fate, log
        self._open: dict[int, str] = {}
        self._told: list[Step] = []

    def install(self) -> None:
        """Lay the shim into this process, for good."""
        for name in STEPS:
            setattr(os, name, functools.partial(self._step, name, getattr(os, name)))
        if hasattr(os, "copy_file_range"):
            os.copy_file_range = functools.partial(self._copied, os.copy_file_range)
        for module, name in ((fcntl, "flock"), (mmap, "mmap")):
            setattr(module, name, functools.partial(self._step, name, getattr(module, name)))
        io.open = builtins.open = _pyio.open
        os._exit = functools.partial(self._end, os._exit)  # type: ignore[assignment]

    def _end(self, leave: Callable[[int], None], code: int) -> None:
        """Write down what was told; a descriptor of its own goes round the shim."""
        if self._log is not None:
            self._work = "\0"
            self._log.write_bytes(pickle.dumps(self._told))
        leave(code)

    def _file(self, place: object) -> str | None:
        """Name the file that a path or descriptor is of, where it is in the folder."""
        if isinstance(place, int):
            path = self._open.get(place)
        else:
            path = os.fsdecode(place) if isinstance(place, (str, bytes, os.PathLike)) else None
        if path is None or not (path == self._work or path.startswith(self._work + os.sep)):
            return None
        return path[len(self._work) + 1 :]

    def _copied(self, real: Callable[..., int], source: int, target: int, count: int, offset: int) -> int:
        """Tell a copy from file to file as the write that it is."""

        def write(place: int, data: bytes) -> int:
            return real(source, place, len(data), offset)

        many: int = self._step("write", write, target, os.pread(source, count, offset))
        return many

    def _step(self, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        file = self._file(args[0]) if args else None
        if file is None:
            return real(*args, **kwargs)
        to = self._file(args[1]) or "" if name in {"rename", "replace", "link"} else ""
        data = bytes(args[1]) if name == "write" else b""
        now = len(self._told)
        self._told.append(Step(name, file, to, data, args[1] if name == "open" else 0))
        if self._fate is None or now < self._at or (now > self._at and not (self._fate.ever and name == "write")):
            return self._done(name, args[0], real(*args, **kwargs))
        return self._struck(self._fate, name, real, *args, **kwargs)

    def _struck(self, fate: Fate, name: str, real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fate.part is not None:
            return real(args[0], bytes(args[1])[: fate.part(len(args[1]))])
        result = None
        if fate.after:
            with contextlib.suppress(OSError):
                result = self._done(name, args[0], real(*args, **kwargs))
        if fate.strike is not None:
            fate.strike()
        return result if fate.after else self._done(name, args[0], real(*args, **kwargs))

    def _done(self, name: str, place: Any, result: Any) -> Any:
        if name == "open":
            self._open[result] = os.fsdecode(place)
        elif name == "close":
            self._open.pop(place, None)
        return result


def steps(log: Path) -> list[Step]:
    """Read the steps that a child has told."""
    told: list[Step] = pickle.loads(log.read_bytes())  # noqa: S301 - our own child wrote it
    return told
