"""A contact sheet: the pictures that are asked for, each with what a picture editor must know before it is printed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from logbook import places
from logbook.tally import inventory
from logbook.tally.clearance import Judge, faults
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from logbook.records import Book, Image, Publication, Sighting, Use
    from logbook.tally.clearance import Clearance, State
    from logbook.tally.pictured import Owner
    from logbook.taxa import Taxa

Kind = Literal["listed", "uncredited", "printed"]
"""What a list of pictures is about: the pictures, those that lack a credit, or where they have been printed."""


class Frame(NamedTuple):
    """A picture on the sheet: the line that it must be printed with, whose credit that is, and its sightings.

    `clearance` and `faults` are there once they were asked for, `publication` where it stands on the sheet for one.
    """

    number: int
    image: Image
    line: str | None
    owner: Owner | None
    sightings: tuple[tuple[int, Sighting], ...]
    clearance: Clearance | None = None
    faults: tuple[str, ...] = ()
    publication: Publication | None = None

    @property
    def species(self) -> list[str]:
        """Name the species that it shows, as its sightings do."""
        names = (one.vernacular_name or one.scientific_name for _, one in self.sightings)
        return list(dict.fromkeys(name for name in names if name))

    @property
    def regions(self) -> list[str]:
        """Name the regions in which its sightings lie."""
        return list(dict.fromkeys(one.region for _, one in self.sightings if one.region))


class Question(NamedTuple):
    """What is asked of pictures: what the list is about, for which use they are judged, which answer is wanted."""

    kind: Kind = "listed"
    use: Use | None = None
    state: State | None = None


class Answer(NamedTuple):
    """The pictures that were asked for, out of how many; and how many of those are of each state, where judged."""

    question: Question
    frames: list[Frame]
    looked_at: int
    states: Counter[State]

    @property
    def found(self) -> int:
        """Count the pictures that were found."""
        return len(_by_number(self.frames))

    @property
    def without_credit(self) -> int:
        """Count those of them that bear no credit."""
        return sum(frame.owner is None for frame in _by_number(self.frames).values())


class Scene(NamedTuple):
    """What kind of animal was seen, and in which region; None is not known."""

    species: str | None
    region: str | None


class SceneCount(NamedTuple):
    """How many pictures show a scene; None are those that belong to no sighting."""

    scene: Scene | None
    images: int


def frames(book: Book, numbers: Iterable[int]) -> list[Frame]:
    """Make the sheet of these pictures, in their order."""
    pictured, belonging = Pictured(book), inventory.belonging(book)
    made = []
    for number in numbers:
        image = book.images[number]
        sightings = tuple((one, book.sightings[one]) for one in belonging.get(f"i{number}", ()))
        made.append(Frame(number, image, pictured.line(image), pictured.owner(image), sightings))
    return made


def answered(book: Book, question: Question, sheet: list[Frame], *, today: date) -> Answer:
    """Judge pictures where that is asked, and keep those of the state that is asked for."""
    if question.use is not None:
        judge = Judge(book, question.use, today=today)
        sheet = [frame._replace(clearance=judge.clearance(frame.number)) for frame in sheet]
    every = _by_number(sheet)
    states = Counter(frame.clearance.state for frame in every.values() if frame.clearance)
    kept = [frame for frame in sheet if frame.clearance and frame.clearance.state == question.state]
    return Answer(question, kept if question.state else sheet, len(every), states)


def _by_number(sheet: Iterable[Frame]) -> dict[int, Frame]:
    """Give every picture once, though it may have been printed twice."""
    return {frame.number: frame for frame in sheet}


def examined(sheet: Iterable[Frame], missing: Collection[int]) -> list[Frame]:
    """Say of each picture what is to be mended in it; `missing` are the numbers of those whose file is not there."""
    return [frame._replace(faults=faults(frame.image, missing=frame.number in missing)) for frame in sheet]


def by_scene(sheet: Iterable[Frame], taxa: Taxa) -> list[Frame]:
    """Sort pictures by species, region and number; those that belong to no sighting are last."""
    return sorted(sheet, key=lambda frame: (min(map(_order, _scenes(frame, taxa))), frame.number))


def scenes(sheet: Iterable[Frame], taxa: Taxa) -> list[SceneCount]:
    """Count the pictures of each scene, in the order of `by_scene`; one that shows several counts in each."""
    counts = Counter(scene for frame in sheet for scene in _scenes(frame, taxa))
    return [SceneCount(scene, counts[scene]) for scene in sorted(counts, key=_order)]


def _scenes(frame: Frame, taxa: Taxa) -> Sequence[Scene | None]:
    seen = [Scene(taxa.label(taxa.key(sighting)), sighting.region) for _, sighting in frame.sightings]
    return list(dict.fromkeys(seen)) or [None]


def _order(scene: Scene | None) -> tuple[bool, bool, str, bool, tuple[str, ...]]:
    """Sort scenes by species, then by region from the largest part down; what is not known is last."""
    species, region = scene or Scene(None, None)
    return scene is None, species is None, species or "", region is None, places.parts(region or "")[::-1]
