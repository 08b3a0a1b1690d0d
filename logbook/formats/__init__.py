"""Formats in which records come in from other programs and go out to them: one module each, imported when asked for.

A format is a module with NAME, SUMMARY, SUFFIXES, `sniff(head)`, and `read` or `write` or both. Adding one is one file,
and its name in NAMES. A format touches neither the store nor the terminal (but `logbook`, whose file is the store's):
what `read` gives is planned by `changes.intake`, and what became of each thing that was asked for is what `write` gives
back.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from logbook.choices import one_of
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.sources import Source
    from logbook.records import Book, Id, Image, Sighting

NAMES: Final = (
    "camtrap-dp",
    "wildlife-insights",
    "dwca",
    "inaturalist",
    "megadetector",
    "csv",
    "ndjson",
    "geojson",
    "gpx",
    "parquet",
    "logbook",
    "embedded",
    "xmp",
)

WHOLE: Final = "logbook"
"""The id of an outcome that is of the whole data set."""

State = Literal["written", "unchanged", "left out", "failed"]


class Job(NamedTuple):
    """What is to be written, and where to.

    `book` holds the records as they may be told; `sightings` and `images` are those of its records that go out.
    `originals` are these pictures as they are on record, for finding their files below `home`; `to` is where to write,
    if not where the format itself has its place. `exact` says that nothing was generalised. A dry run does all but
    write. `replace` allows what stands at `to` to be replaced. `include_published` lets
    out what is known from publications only. `lines` gives a record's JSON as the logbook has it.
    """

    book: Book
    images: Mapping[int, Image]
    home: Path
    sightings: Mapping[int, Sighting] = {}
    originals: Mapping[int, Image] = {}
    to: Path | None = None
    now: datetime | None = None
    exact: bool = False
    dry_run: bool = False
    replace: bool = False
    include_published: bool = False
    lines: Callable[[Id], bytes | None] | None = None


class Outcome(NamedTuple):
    """What became of one record, or of the `WHOLE`: its file, where it has one, and what did not go into it, or why."""

    id: str
    state: State
    path: Path | None = None
    notes: tuple[str, ...] = ()


class Format(Protocol):
    """What every format says of itself; `sniff` knows it by the first bytes of a file."""

    NAME: str
    SUMMARY: str
    SUFFIXES: tuple[str, ...]

    def sniff(self, head: bytes) -> bool:
        """Tell whether a file that begins so is of this format."""


class Reader(Format, Protocol):
    """A format that is read. HOLDS are the names of files that tell a folder or archive of it."""

    HOLDS: tuple[str, ...]

    def read(self, source: Source, manner: Manner) -> Iterator[Part]:
        """Read all of a source, row by row. Raises LogbookError where it is not of this format, or broken."""


class Writer(Format, Protocol):
    """A format that is written.

    OF tells what it is made of: a file or folder of sightings, or a file for each of the pictures. NEEDS_PLACE tells
    whether it must be said where to.
    """

    OF: Literal["sightings", "images"]
    NEEDS_PLACE: bool

    def write(self, job: Job) -> Iterator[Outcome]:
        """Write what a job asks for. Raises LogbookError where none of it can be."""


def named(name: str) -> Any:
    """Import the format of a name. Raises BadValueError where there is none."""
    return import_module(f"logbook.formats.{one_of(name, NAMES, 'format').replace('-', '_')}")


def writer(name: str) -> Writer:
    """Import a format that can be written. Raises BadValueError where there is none of this name."""
    if name not in NAMES:
        name = one_of(name, [one.NAME for one in writers()], "format that can be written")
    found: Writer = named(name)
    if not hasattr(found, "write"):
        raise BadValueError(f"{name} cannot be written; it is a format of `logbook import`")
    return found


def writers() -> list[Writer]:
    """Import every format that can be written."""
    return [one for one in map(named, NAMES) if hasattr(one, "write")]
