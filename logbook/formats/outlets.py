"""Outlets: a new file, zip archive or folder, which is there whole in the end or not at all."""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from logbook.formats import Job


class Outlet:
    """Where a format writes. It must be kept in the end: what is not is gone.

    `path` is a temporary file or folder beside the place where it is to be; a writer opens it as it likes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = False

    def keep(self) -> None:
        """Say that something was written, which is to stay."""
        self.kept = True

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Open the new file for writing; it is on the disk when this ends."""
        with self.path.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def archive(self) -> Iterator[zipfile.ZipFile]:
        """Open the new file as a zip archive."""
        with self.stream() as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive


@contextmanager
def file(job: Job) -> Iterator[Outlet]:
    """Make the file that a job is to be written to. Raises LogbookError where something stands there already."""
    with _outlet(job, is_folder=False) as outlet:
        yield outlet


@contextmanager
def folder(job: Job) -> Iterator[Outlet]:
    """Make the folder that a job is to be written to. Raises LogbookError where something stands there already."""
    with _outlet(job, is_folder=True) as outlet:
        outlet.path.mkdir()
        yield outlet


@contextmanager
def _outlet(job: Job, *, is_folder: bool) -> Iterator[Outlet]:
    if job.to is None:  # pragma: no cover - the command has asked for it
        raise LogbookError("say where to write")
    place = job.to
    _require_free(place, is_folder=is_folder, replace=job.replace)
    temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    outlet = Outlet(temporary)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield outlet
        if outlet.kept and not job.dry_run:
            if is_folder and place.is_dir():
                shutil.rmtree(place)
            temporary.replace(place)
    except OSError as error:
        raise LogbookError(f"{place} cannot be written: {error.strerror or error}") from None
    finally:
        _remove(temporary)


def _require_free(place: Path, *, is_folder: bool, replace: bool) -> None:
    """Refuse to write over anything that was not made by an export before, and that only where it was asked for."""
    if not os.path.lexists(place):
        return
    if is_folder and place.is_dir() and not any(place.iterdir()):
        return
    if place.is_dir() != is_folder:
        raise LogbookError(f"{place} is a {'file' if is_folder else 'folder'}; name another place")
    if not replace:
        raise LogbookError(f"{place} is there already; name another place, or --replace it")


def _remove(temporary: Path) -> None:
    if temporary.is_dir():
        shutil.rmtree(temporary, ignore_errors=True)
    else:
        temporary.unlink(missing_ok=True)
