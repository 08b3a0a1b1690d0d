"""The files of stored pictures: which of them may be opened.

A logbook may come from a stranger, and a path or a link in it may lead to any file of ours. So what lies outside the
logbook's folder is opened only where its digest is on record, which nobody knows who has not had the picture.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from pathlib import PurePath


class Stored(NamedTuple):
    """The file of a picture; `sha256` is the digest that it must have to be opened, as it lies outside."""

    path: Path
    sha256: str | None = None


class Recorded(Protocol):
    """What the record of a picture says of its file."""

    @property
    def file(self) -> str | None:
        """Its path."""

    @property
    def sha256(self) -> str | None:
        """Its digest."""


class ClosedError(LogbookError):
    """A file that is there and is not opened."""


class Folder:
    """The folder of a logbook, in which its pictures are looked for."""

    def __init__(self, home: Path) -> None:
        self._home = Path(os.path.realpath(home))
        self._within: dict[str, bool] = {}

    def file(self, image: Recorded) -> Stored:
        """Find the file of a picture that has one; none is opened.

        Raises LogbookError, saying why, where it is not there or must not be opened.
        """
        path = self._home / (image.file or "")
        if is_of_another_computer(path, self._home):
            raise ClosedError(f"its file {path} lies on another computer, which is never asked; copy it here")
        try:
            if ".." in str(image.file):
                path = Path(os.path.realpath(path))
            mode = path.stat().st_mode
        except (OSError, ValueError):
            raise LogbookError(f"its file {path} is not there") from None
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise ClosedError(f"its file {path} is none, but {what}, and is not opened")
        if self.holds(path):
            return Stored(path)
        if not image.sha256:
            raise ClosedError(
                f"its file {path} lies outside the logbook's folder, with no sha256 on record by which it could be "
                "known, and is not opened"
            )
        return Stored(path, image.sha256.lower())

    def holds(self, path: Path | str) -> bool:
        """Tell whether a file that is there lies in the folder or below it, links followed."""
        # A hundred thousand pictures lie in few folders, and pathlib would take its time.
        real = os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114
        folder = os.path.dirname(real)  # noqa: PTH120
        if folder not in self._within:
            self._within[folder] = Path(os.path.realpath(folder)).is_relative_to(self._home)
        return self._within[folder]


def is_of_another_computer(path: PurePath, home: PurePath) -> bool:
    r"""Tell whether looking for a file would ask another computer (`\\server\share`) than the logbook lies on."""
    return path.drive.startswith("\\\\") and path.drive.casefold() != home.drive.casefold()


def require_recorded(path: Path, found: str, demanded: str) -> None:
    """Raise ClosedError where a file outside the logbook's folder has another digest than is demanded of it."""
    if found != demanded:
        raise ClosedError(
            f"its file {path} lies outside the logbook's folder, and is not the one that was recorded (its sha256 is "
            "another): it is not opened"
        )
