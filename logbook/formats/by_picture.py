"""What the formats that write a file for each picture have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from logbook import credits
from logbook.errors import LogbookError
from logbook.formats import Outcome
from logbook.records import Id
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from logbook.formats import Job
    from logbook.pictures.stored import Folder
    from logbook.records import Image

    Make = Callable[[int, Image, Path], "Made"]


class Made(NamedTuple):
    """What a picture's file should hold; no data where it holds that already."""

    path: Path
    data: bytes | None
    notes: tuple[str, ...] = ()


def each(job: Job, make: Make) -> Iterator[Outcome]:
    """Write what is made of each picture and its file; one that fails is an outcome, and the rest goes on.

    The picture has the credit line that must be printed: its own, or its credit's name.
    """
    from logbook.pictures.stored import Folder
    from logbook.pictures.writing import placing

    pictured, folder = Pictured(job.book), Folder(job.home)
    sources: dict[Path, Id] = {}
    places: dict[Path, Id] = {}
    for number, image in job.images.items():
        which = Id("images", number)
        try:
            source = _source(folder, original(job, number))
            _require_first(sources, source, which, "its file {} is that of {} too; remove one of the two")
            made = make(number, to_be_told(image, pictured), source)
            _require_first(places, made.path, which, "{} is where {} goes too; export one of the two somewhere else")
            if made.data is not None and not job.dry_run:
                placing.place(made.path, made.data, job.to or job.home)
        except LogbookError as error:
            yield Outcome(str(which), "failed", notes=(str(error),))
        else:
            yield Outcome(str(which), "unchanged" if made.data is None else "written", made.path, made.notes)


def original(job: Job, number: int) -> Image:
    """Give a picture as it is on record."""
    return job.originals.get(number, job.images[number])


def is_guarded(job: Job, number: int) -> bool:
    """Tell whether a picture's file must not tell its place: then its record does not, and says so."""
    return not job.exact and job.images[number].data_generalizations is not None


def hidden_name(number: int, source: Path) -> str:
    """Name what is made of a picture whose own name, or folder, would tell its place."""
    return f"{Id('images', number)}{source.suffix.lower()}"


def to_be_told(image: Image, pictured: Pictured) -> Image:
    """Give a picture with the line that must be printed, and without the notice that its camera put there."""
    notice = image.copyright_notice
    if notice and credits.is_boilerplate(notice, image.camera):
        notice = None
    line = pictured.line(image)
    if (line, notice) == (image.credit_line, image.copyright_notice):
        return image
    return replace(image, credit_line=line, copyright_notice=notice)


def changed(image: Image, sha256: str) -> Iterator[str]:
    """Say where a file, of this digest, is no longer the one that was recorded: perhaps another picture."""
    if image.sha256 and image.sha256.lower() != sha256:
        yield "its file has changed since it was recorded; look whether it is the same picture"


def _source(folder: Folder, image: Image) -> Path:
    """Find a picture's file. Raises LogbookError where it has none, it is gone, or it must not be opened."""
    from logbook.pictures.stored import require_recorded
    from logbook.pictures.walking import digest

    if image.file is None:
        raise LogbookError("it has no file")
    path, demanded = folder.file(image)
    if demanded:
        require_recorded(path, digest(path), demanded)
    return path


def _require_first(done: dict[Path, Id], path: Path, which: Id, otherwise: str) -> None:
    """Raise LogbookError where a path is another picture's: whose record it bears must not be left to chance."""
    first = done.setdefault(path, which)
    if first != which:
        raise LogbookError(otherwise.format(path, first))
