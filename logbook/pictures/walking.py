"""Going through folders of pictures, and through many files at once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections import deque
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from logbook.errors import LogbookError
from logbook.patterns import pattern
from logbook.pictures import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
Item = TypeVar("Item")

_NOT_LOOKED_INTO = frozenset({"@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information"})
"""Folders in which systems keep their thumbnails, and what somebody threw away."""
_NUMBERS = pattern(r"([0-9]+)")
_MOST_WORKERS = 8
_AHEAD = 4
"""Files in hand for every worker: results are given in order, and one large file must not stop the others."""


class Found(NamedTuple):
    """A medium to be read; or, where there is a `fault`, what was passed over: a sentence that names it says why."""

    path: Path
    fault: str | None = None


class _Entry(NamedTuple):
    path: Path
    kind: Literal["file", "folder", "other"]
    fault: str | None = None


class _Level(NamedTuple):
    """A folder on the way down: which it is, and what of it is still to come."""

    identity: tuple[int, int]
    rest: Iterator[_Entry]


def walk(folder: Path, others: list[Path] | None = None) -> Iterator[Found]:
    """Go through the media in a folder and all below it: its files, then its folders, each in natural order.

    A medium is what its suffix says. Links are followed, and no folder is gone through twice. What is no medium (notes,
    sidecars, a system's own files, all whose names begin with a dot) is nothing to tell; `others` collects it.
    Raises LogbookError where the folder itself is not there, is none, or cannot be read.
    """
    try:
        top = _enter(folder)
    except FileNotFoundError:
        raise LogbookError(f"there is no folder {folder}; look at its name") from None
    except NotADirectoryError:
        raise LogbookError(f"{folder} is a file; name the folder that it lies in") from None
    except ValueError:
        raise LogbookError(f"{str(folder)!r} cannot be the name of a folder") from None
    except OSError as error:
        raise LogbookError(_unreadable(folder, error)) from None
    return _walk(top, _above(folder), [] if others is None else others)


def _above(folder: Path) -> set[tuple[int, int]]:
    """Identify the folders that a folder lies in, as far as they may be seen: a link to one of them leads back."""
    found = set()
    for parent in Path(os.path.realpath(folder)).parents:
        with contextlib.suppress(OSError):
            state = parent.stat()
            found.add((state.st_dev, state.st_ino))
    return found


def _walk(top: _Level, outside: set[tuple[int, int]], others: list[Path]) -> Iterator[Found]:
    """Go down level by level, without recursion: however deep the folders lie."""
    levels, seen = [top], {top.identity}
    while levels:
        entry = next(levels[-1].rest, None)
        if entry is None:
            levels.pop()
        elif entry.kind == "other":
            others.append(entry.path)
        elif entry.kind == "file":
            yield Found(entry.path, entry.fault)
        else:
            try:
                level = _enter(entry.path, seen)
            except OSError as error:
                yield Found(entry.path, _unreadable(entry.path, error))
                continue
            if level.identity in outside.union(above.identity for above in levels):
                yield Found(entry.path, f"{entry.path} is a link back to a folder that it lies in")
            elif level.identity not in seen:
                seen.add(level.identity)
                levels.append(level)


def _enter(folder: Path, seen: Container[tuple[int, int]] = ()) -> _Level:
    """Begin with a folder; one that was `seen` is not listed again. Raises OSError where it cannot be read."""
    state = folder.stat()
    identity = state.st_dev, state.st_ino
    entries = [] if identity in seen else [_entry(path) for path in folder.iterdir()]
    return _Level(identity, iter(sorted(entries, key=lambda one: (one.kind == "folder", _natural(one.path.name)))))


def _entry(path: Path) -> _Entry:
    """Tell what a folder holds there."""
    if path.name.startswith(".") or path.name in _NOT_LOOKED_INTO:
        return _Entry(path, "other")
    try:
        path.name.encode()
        mode = path.stat().st_mode
    except UnicodeEncodeError:
        name = str(path).encode(errors="backslashreplace").decode()
        return _Entry(path, "file", f"the name of {name} is not valid text (UTF-8); rename it, and repeat")
    except OSError as error:
        return _Entry(path, "file", _unreadable(path, error))
    if stat.S_ISDIR(mode):
        return _Entry(path, "folder")
    if reading.media_type_by_name(path.name) is None:
        return _Entry(path, "other")
    return _Entry(path, "file", None if stat.S_ISREG(mode) else f"{path} is no file (a pipe or a device)")


def _natural(name: str) -> tuple[list[str | int], str]:
    """Give a key by which IMG_2 stands before IMG_10."""
    parts = _NUMBERS.split(name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], name


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path} is not there, or is a link to what is not there"
    return f"{path} cannot be read: {error.strerror}"


def each(
    work: Callable[[Item], T], items: Iterable[Item], *, settles: bool = False
) -> Iterator[tuple[Item, T | LogbookError]]:
    """Do some work on many files, several at a time; the results come in the order of the items, as they are asked for.

    A LogbookError that the work ends with is its result. Nothing is begun far ahead of what is asked for, and whoever
    stops asking, or presses Ctrl-C, waits for nothing; where the work writes, `settles` waits for what was begun.
    """
    from concurrent.futures import ThreadPoolExecutor

    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    pool = ThreadPoolExecutor(workers)
    rest = iter(items)
    begun: deque[tuple[Item, Future[T]]] = deque()
    try:
        while True:
            begun.extend((item, pool.submit(work, item)) for item in islice(rest, workers * _AHEAD - len(begun)))
            if not begun:
                return
            item, future = begun.popleft()
            outcome = _outcome(future)
            yield item, outcome
    finally:
        pool.shutdown(wait=settles, cancel_futures=True)


def _outcome(future: Future[T]) -> T | LogbookError:
    try:
        return future.result()
    except LogbookError as error:
        return error


def digest(path: Path) -> str:
    """Digest a file (SHA-256, hexadecimal). Raises LogbookError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise LogbookError(_unreadable(path, error)) from None
