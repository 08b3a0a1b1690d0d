"""Outlets: a new file, zip archive or folder, which is there whole in the end or not at all.

What a format writes lies in a hidden folder beside the place until it is complete (in a dry run, among the system's
temporary files), and is renamed then. What stood at the place stays until that moment.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple, Protocol

from logbook.errors import LogbookError
from logbook.formats.sources import HEAD
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SEAL: Final = b"<!-- logbook gallery, sha256: "
_PUT_BY_SYSTEMS: Final = {".DS_Store", "Thumbs.db", "desktop.ini"}  # where somebody has looked into a folder


class Destination(Protocol):
    """Where to write. A dry run writes nothing there; `replace` allows an earlier export there to be replaced."""

    @property
    def to(self) -> Path | None:
        """The place, where one was said."""

    @property
    def dry_run(self) -> bool:
        """Whether all but the writing is done."""

    @property
    def replace(self) -> bool:
        """Whether what an export made there may go."""


class Known(Protocol):
    """How an earlier export is known, which may be replaced."""

    def alien(self, place: Path) -> str | None:
        """Say what shows that no export of this kind has made what stands at a place, or nothing."""


class Head(NamedTuple):
    """How a file is known as an earlier export: by its first 64 KiB."""

    is_ours: Callable[[bytes], bool]

    def alien(self, place: Path) -> str | None:
        """Say so where the file begins otherwise than an export does."""
        with place.open("rb") as stream:
            return None if self.is_ours(stream.read(HEAD)) else "it does not begin as one of this format"


class Seal(NamedTuple):
    """How a zip archive is known as an earlier export: by the comment that it was given."""

    format: str

    @property
    def comment(self) -> bytes:
        """What the archive says of itself."""
        return f"logbook export: {self.format}".encode()

    def alien(self, place: Path) -> str | None:
        """Say so where the file is no archive, or one without the comment."""
        try:
            with zipfile.ZipFile(place) as archive:
                is_ours = archive.comment == self.comment
        except zipfile.BadZipFile:
            is_ours = False
        return None if is_ours else f"it is no archive that an export to {self.format} made"


class Mark(NamedTuple):
    """How a folder is known as an earlier export, which may be replaced: nobody's own files lie in it.

    The file `name` has `made` among its first 64 KiB, and every other file fits one of the patterns `others` (`*`
    stands for any text, `/` included).
    """

    name: str
    made: bytes
    others: tuple[str, ...] = ()

    def alien(self, place: Path) -> str | None:
        """Name what no export of this kind has written, or nothing."""
        if not (place / self.name).is_file():
            return f"it has no {self.name}"
        with (place / self.name).open("rb") as stream:
            if self.made not in stream.read(HEAD):
                return f"its {self.name} was made by another program"
        return _stray(place, (self.name, *self.others))


class Sealed(NamedTuple):
    """How a page that was `sealed` is known: the file itself, or in a folder that of the `name`, beside `others`.

    It is made anew without being asked for, as long as nobody has edited it.
    """

    name: str = ""
    others: tuple[str, ...] = ()

    def alien(self, place: Path) -> str | None:
        """Say so where there is no page with a seal, or name what nobody has written with it."""
        page = place / self.name
        if not page.is_file():
            return f"it has no {self.name}"
        if _SEAL not in page.read_bytes():
            return f"{f'its {self.name}' if self.name else 'it'} was made by another program"
        return _stray(place, (self.name, *self.others)) if self.name else None

    def is_edited(self, place: Path) -> bool:
        """Tell whether the page is another one than was sealed."""
        page, _, seal = (place / self.name).read_bytes().rpartition(_SEAL)
        return seal != b"%s -->\n" % hashlib.sha256(page).hexdigest().encode()


def sealed(page: Iterable[str]) -> Iterator[bytes]:
    """Write the pieces of a page (UTF-8), and a last line by which it is known again: the digest of all before."""
    digest = hashlib.sha256()
    for piece in page:
        data = piece.encode()
        digest.update(data)
        yield data
    yield b"%s%s -->\n" % (_SEAL, digest.hexdigest().encode())


def _stray(place: Path, known: tuple[str, ...]) -> str | None:
    """Name the first file in a folder that fits none of the patterns."""
    files = (path for path in place.rglob("*") if not path.is_dir() and path.name not in _PUT_BY_SYSTEMS)
    names = sorted(path.relative_to(place).as_posix() for path in files)
    stray = next((name for name in names if not any(fnmatchcase(name, one) for one in known)), None)
    return stray and f"it holds {quoted(stray)}"


class Outlet:
    """Where a format writes. It must be kept in the end: what is not is gone.

    `path` is a temporary file or folder; a writer opens it as it likes, or by the methods here.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = False

    def keep(self) -> None:
        """Say that something was written, which is to stay."""
        self.kept = True

    @contextmanager
    def stream(self, name: str = "") -> Iterator[IO[bytes]]:
        """Open the new file for writing, or one in the new folder; it is on the disk when this ends."""
        with (self.path / name).open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def text(self, name: str = "") -> Iterator[IO[str]]:
        """Open it for text: UTF-8, and line ends as they are written."""
        with self.stream(name) as file:
            wrapper = io.TextIOWrapper(file, encoding="utf-8", newline="")
            try:
                yield wrapper
            finally:
                wrapper.detach()

    @contextmanager
    def archive(self) -> Iterator[zipfile.ZipFile]:
        """Open the new file as a zip archive."""
        with self.stream() as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive


@contextmanager
def file(job: Destination, known: Known) -> Iterator[Outlet]:
    """Make the file that a job is to be written to. Raises LogbookError where something stands there already.

    An earlier export, which is `known`, is taken where it is to be replaced.
    """
    with _workshop(job, known) as workshop:
        outlet = Outlet(workshop / "new")
        yield outlet
        _finish(job, known, outlet.path, kept=outlet.kept)


@contextmanager
def folder(job: Destination, mark: Mark | Sealed) -> Iterator[Outlet]:
    """Make the folder that a job is to be written to. Raises LogbookError where something stands there already.

    An empty folder is taken, and an earlier export where it is to be replaced.
    """
    with _workshop(job, mark) as workshop:
        outlet = _new_folder(workshop)
        yield outlet
        _finish(job, mark, outlet.path, kept=outlet.kept)


@contextmanager
def packed(job: Destination, seal: Seal) -> Iterator[Outlet]:
    """Make a folder that becomes a zip archive in the end. Raises LogbookError where something stands there already.

    An earlier one of its format is taken where it is to be replaced.
    """
    with _workshop(job, seal) as workshop:
        outlet = _new_folder(workshop)
        yield outlet
        if outlet.kept:
            whole = Outlet(workshop / "packed")
            with whole.archive() as archive:
                archive.comment = seal.comment
                for path in sorted(outlet.path.rglob("*")):
                    archive.write(path, path.relative_to(outlet.path).as_posix())
            _finish(job, seal, whole.path, kept=True)


def _new_folder(workshop: Path) -> Outlet:
    outlet = Outlet(workshop / "new")
    outlet.path.mkdir()
    return outlet


@contextmanager
def _workshop(job: Destination, known: Known) -> Iterator[Path]:
    """Make a folder to work in, and take it away again with the folders above the place that stayed empty."""
    place = _place(job)
    above = [] if job.dry_run else [one for one in place.parents if not os.path.lexists(one)]
    try:
        _require_free(place, known, replace=job.replace)
        if above:
            place.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".logbook.", dir=None if job.dry_run else place.parent))
        try:
            yield workshop
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    except OSError as error:
        raise LogbookError(f"{place} cannot be written: {error.strerror or error}") from None
    finally:
        for one in above:
            with suppress(OSError):
                one.rmdir()


def _place(job: Destination) -> Path:
    if job.to is None:
        raise LogbookError("nothing says where to write")
    return job.to


def _require_free(place: Path, known: Known, *, replace: bool) -> None:
    """Refuse to write over anything that no export has made, and over an export where that was not asked for."""
    if not os.path.lexists(place):
        return
    if place.is_symlink():
        raise LogbookError(f"{place} is a link; name the place that it leads to")
    is_folder = isinstance(known, Mark | Sealed) and bool(known.name)
    if place.is_dir() != is_folder or not (place.is_dir() or place.is_file()):
        what = "a folder" if place.is_dir() else "a file" if place.is_file() else "no plain file"
        raise LogbookError(f"{place} is {what}; name another place")
    if is_folder and not any(place.iterdir()):
        return
    if not replace and not isinstance(known, Sealed):
        raise LogbookError(f"{place} is there already; name another place, or --replace it")
    if alien := known.alien(place):
        what = "gallery" if isinstance(known, Sealed) else "export"
        raise LogbookError(f"{place} is no earlier {what} that could be replaced: {alien}; name another place")
    if not replace and isinstance(known, Sealed) and known.is_edited(place):
        raise LogbookError(f"{place / known.name} was edited since it was made; name another place, or --replace it")


def _finish(job: Destination, known: Known, new: Path, *, kept: bool) -> None:
    """Put what was made in its place."""
    if not kept or job.dry_run:
        return
    place = _place(job)
    # Something may have come there in the meantime.
    _require_free(place, known, replace=job.replace)
    if not place.is_dir():
        new.replace(place)
        return
    old = new.with_name("old")
    try:
        place.rename(old)
        new.rename(place)
    finally:
        if not os.path.lexists(place):
            old.rename(place)
