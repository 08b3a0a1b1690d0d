"""Whether a file is the one that its history ends with: a backup or a sync tool may have put another in its place.

Only the end of the history is looked at. Writers write the history first, so a reader who looks there before opening
the file meets at most one change that is not in it yet.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import LogbookError
from logbook.patterns import pattern
from logbook.store.beside import open_own
from logbook.store.history import history_path

if TYPE_CHECKING:
    from pathlib import Path

_END = 1 << 16
_BEGINNING = pattern(rb'(?:^|\n)\{"revision":([0-9]{1,18}),"parent":([0-9]{1,18}),')


class Newest(NamedTuple):
    """The last transaction that a history has: the revision it made, and the one it came from."""

    revision: int
    parent: int


def newest(path: Path) -> Newest | None:
    """Look at the end of the history of the logbook at `path`; None where no line begins there, or it has none."""
    try:
        descriptor = open_own(history_path(path), os.O_RDONLY)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - the descriptor is open already
            file.seek(max(os.fstat(descriptor).st_size - _END, 0))
            found = _BEGINNING.findall(file.read(_END))
    except (OSError, LogbookError):  # a reader of the logbook has no need of it, and who has will be told
        return None
    return Newest(*map(int, found[-1])) if found else None


class Standing:
    """How the file at `path` stands to its history; made before the file is opened, or by who holds the lock."""

    def __init__(self, path: Path) -> None:
        self._path, self._known = path, newest(path)

    def told(self, revision: int, *, writing: bool = False) -> list[str]:
        """Say that the file, which is at `revision`, is not the one that its history ends with."""
        path, known = self._path, self._known
        if known is None or revision == known.revision:
            return []
        if revision < known.parent:
            if not path.exists():
                return [f"{path} is gone, and its history up to revision {known.revision} is not: look for a backup"]
            said = f"{path} is older than its history (revision {revision} of {known.revision})"
            after = "this change goes on from there" if writing else "`logbook check` tells what is missing"
            return [f"{said}, as a restored backup is; {after}"]
        if revision < known.revision:
            said = f"the last change in the history, revision {known.revision}, is not in {path}"
            stopped = "it was stopped before it was written, or an older copy of the file was put there"
            return [f"{said}: {stopped}"] if writing else []
        ends = newest(path) or known  # it may have been written since
        if revision <= ends.revision:
            return []
        return [f"{path} is at revision {revision} and its history at {ends.revision}: they do not belong together"]
