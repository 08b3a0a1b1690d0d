"""Finding pictures again whose files were moved or replaced: where each lies now, and the change that says so.

A picture is known by its digest (`sha256`), whatever its file is called and wherever it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import LogbookError
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from logbook.changes.drafts import Draft
    from logbook.records import Image


class Move(NamedTuple):
    """A picture that was found again: the path that the logbook has, and the one that it gets."""

    id: Id
    before: str
    after: str


def wanted(lost: Iterable[Image]) -> set[str]:
    """Give the digests by which lost pictures can be found, in lower case."""
    return {image.sha256.lower() for image in lost if image.sha256}


def namesakes(lost: Iterable[Image], files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Part files into those that are called as a lost picture's file was, to be looked at first, and the others."""
    names = {_last(image.file or "") for image in lost}
    parted: tuple[list[Path], list[Path]] = ([], [])
    for file in files:
        parted[file.name.casefold() not in names].append(file)
    return parted


def plan(lost: Mapping[int, Image], copies: Mapping[str, Sequence[str]]) -> list[Move]:
    """Say where each lost picture is now: the copy with the file name that it had, else the first one.

    `copies` are the paths of the files found, as the logbook would have them, by digest (in lower case).
    """
    moves = []
    for number, image in lost.items():
        found = copies.get((image.sha256 or "").lower(), ())
        own = (path for path in found if _last(path) == _last(image.file or ""))
        if image.file and found:
            moves.append(Move(Id("images", number), image.file, next(own, found[0])))
    return moves


def relink(draft: Draft, moves: Iterable[Move]) -> None:
    """Plan the new paths; raises LogbookError where a picture's path is no longer the one that was looked for."""
    for move in moves:
        if draft.record(move.id).file != move.before:
            raise LogbookError("the logbook was changed meanwhile; no picture was set anew: repeat the command")
        draft.change(move.id, {"file": move.after})


def _last(path: str) -> str:
    """Give the file name at the end of a stored path, which has `/` on every system."""
    return path.rpartition("/")[2].casefold()
