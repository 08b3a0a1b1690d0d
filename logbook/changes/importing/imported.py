"""What goes into an import of pictures, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from logbook.records import Id, Image

GAP = timedelta(minutes=30)


class Picture(NamedTuple):
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
    by_folder: bool = False
    gap: timedelta = GAP
    clock_offset: str | None = None
    dates_from_names: bool = False


class Event(NamedTuple):
    """An event that became a sighting, or the new pictures of one that was there (`continued`).

    `beside` are other sightings that these pictures make one event with it.
    """

    sighting: Id
    species: str
    date: str | None
    camera: str
    images: tuple[Id, ...]
    continued: bool = False
    beside: tuple[Id, ...] = ()


class Reset(Struct, frozen=True, kw_only=True):
    """Where a camera's clock went back to its factory date: the first file, what it showed, how many pictures.

    `sightings` are those that these pictures became; `selected` is their deployment with the first and last of their
    days, where it and these days select no others.
    """

    camera: str
    file: str
    time: str
    images: int
    sightings: tuple[Id, ...]
    selected: tuple[Id, str, str] | None = None


class Imported(Struct, frozen=True, kw_only=True):
    """What an import comes to. Pictures are counted, `left_out` by what they show in the place of an animal.

    `known` pairs the pictures that were there with the files that were found, and `changed` are those of them whose
    files are others now; `corrected` are those with another time than the clock's, `uncorrected` those with a date that
    no correction could be made of; `datable` are the undated whose names hold a date, and `untimed` have a day alone;
    `unplaced` counts, by camera, the new sightings of which nobody said where they were; `corrections` are what other
    pictures of a camera were corrected by, and these were not.
    """

    events: tuple[Event, ...] = ()
    new: int = 0
    known: tuple[tuple[Id, str], ...] = ()
    changed: tuple[Id, ...] = ()
    twice: int = 0
    left_out: dict[str, int] = {}
    corrected: int = 0
    uncorrected: int = 0
    undated: int = 0
    datable: int = 0
    untimed: int = 0
    unplaced: dict[Id, int] = {}
    future: int = 0
    corrections: dict[str, str] = {}
    resets: tuple[Reset, ...] = ()
