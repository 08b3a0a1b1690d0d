"""What goes into an import of pictures, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from logbook.records import Id, Image

GAP = timedelta(minutes=30)


class Found(NamedTuple):
    """A picture that was read, the folders that it lies in below the one that was named, and its keywords by level."""

    image: Image
    folders: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its file."""
        return (self.image.file or "").rpartition("/")[2]


class Manner(Struct, frozen=True, kw_only=True):
    """How pictures become sightings; `root` names the camera of what lies in no folder of its own."""

    root: str
    species: str | None = None
    by_folder: bool = False
    gap: timedelta = GAP
    clock_offset: str | None = None
    dates_from_names: bool = False


class Event(Struct, frozen=True):
    """An event that became a sighting, or the new pictures of one that was there (`continued`)."""

    sighting: Id
    species: str
    date: str | None
    camera: str
    images: tuple[Id, ...]
    continued: bool = False


class Reset(Struct, frozen=True):
    """Where a camera's clock went back to its factory date: the first file, what it showed, how many pictures."""

    camera: str
    file: str
    time: str
    images: int


class Imported(Struct, frozen=True, kw_only=True):
    """What an import comes to. Pictures are counted, `left_out` by what they show in the place of an animal.

    `known` pairs the pictures that were there with the files that were found; `datable` are the undated whose names
    hold a date, and `unplaced` the new sightings of which nobody said where they were.
    """

    events: tuple[Event, ...] = ()
    new: int = 0
    known: tuple[tuple[Id, str], ...] = ()
    twice: int = 0
    left_out: dict[str, int] = {}
    undated: int = 0
    datable: int = 0
    unplaced: int = 0
    future: int = 0
    resets: tuple[Reset, ...] = ()
