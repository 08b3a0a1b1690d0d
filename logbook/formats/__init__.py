"""Formats in which a logbook goes out to others: one module each, imported when it is asked for.

A format is a module with NAME, SUMMARY, SUFFIXES, `sniff(head)`, and `read` or `write` or both. Adding one is one file,
and its name in NAMES. A format touches neither the store nor the terminal: what became of each thing that was asked
for is what `write` gives back.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, cast

from logbook.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from logbook.records import Book, Image

NAMES: Final = ("embedded", "xmp")

State = Literal["written", "unchanged", "failed"]


class Job(NamedTuple):
    """What is to be written: records of a book, and where to.

    `home` is the folder that relative paths of pictures start from; `to` is where to write, if not where the format
    itself has its place. A dry run does all but write.
    """

    book: Book
    images: Mapping[int, Image]
    home: Path
    to: Path | None = None
    keep_position: bool = False
    dry_run: bool = False


class Outcome(NamedTuple):
    """What became of one record: the file, where there is one, and sentences on what did not go into it, or why."""

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


class Writer(Format, Protocol):
    """A format that is written; NEEDS_PLACE tells whether it must be said where to."""

    NEEDS_PLACE: bool

    def write(self, job: Job) -> Iterator[Outcome]:
        """Write what a job asks for. Raises LogbookError where none of it can be."""


def writer(name: str) -> Writer:
    """Import the format of a name. Raises BadValueError where there is none."""
    return cast("Writer", import_module(f"logbook.formats.{one_of(name, NAMES, 'format')}"))


def writers() -> list[Writer]:
    """Import every format."""
    return [writer(name) for name in NAMES]
