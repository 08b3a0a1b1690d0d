"""Importing: what a folder of camera-trap pictures comes to, planned on a draft. Nothing here writes.

Pictures become records, and each independent event of one camera and one species a sighting with its pictures. What a
logbook has already, by SHA-256, is left as it is; a new picture of an event that is there goes to its sighting.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from logbook import dates, events
from logbook.changes import fields, filling, labels, recording
from logbook.changes.fields import SightingWords
from logbook.changes.imported import Event, Imported, Reset
from logbook.dates import clocks
from logbook.errors import BadValueError
from logbook.places import fold
from logbook.records import Deployment, Id, Image, Sighting
from logbook.tally import inventory
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from logbook.changes.drafts import Draft
    from logbook.changes.imported import Found, Manner
    from logbook.changes.picture_fields import PictureWords
    from logbook.records import Book
    from logbook.taxa import TaxonKey

UNIDENTIFIED = "unidentified"
_NO_ANIMAL = frozenset(
    ("blank", "empty", "nothing", "no animal", "false trigger", "human", "humans", "person", "people", "vehicle")
)
"""What stands in the place of a species where there is no animal; such pictures are counted and left out."""


class _Taken(NamedTuple):
    """A picture of one species as it was understood.

    `sighting` is the one it belongs to in the logbook already; `named` is the file's name where that gave the date.
    """

    id: Id
    image: Image
    camera: str
    name: str
    taxon: TaxonKey
    individuals: frozenset[str]
    sighting: Id | None = None
    named: str | None = None


class Import:
    """An import being planned on a draft."""

    def __init__(self, draft: Draft, book: Book, manner: Manner) -> None:
        self._draft, self._book, self._manner = draft, book, manner
        self._taxa = Taxa(book.taxa)
        self._belonging = inventory.belonging(book)
        self._names: dict[str, dict[str, Any]] = {}
        self._models: dict[str, str] = {}
        self._deployments = {
            fold(one.location_name): Id("deployments", number)
            for number, one in book.deployments.items()
            if one.location_name
        }

    def plan(
        self, found: Sequence[Found], words: SightingWords, picture_words: PictureWords, setting: fields.Setting
    ) -> Imported:
        """Plan the pictures that are new, and a sighting for each event of theirs; the words are said of each alike.

        Raises BadValueError for words that mean nothing.
        """
        common = fields.sighting_fields(words, setting)
        new, known, twice = _sorted_out(found, self._book)
        left_out: Counter[str] = Counter()
        taken = [one for which, file in known for one in self._of_known(which, file)]
        files: dict[Id, tuple[str, Found]] = {}
        for one in new:
            seen = self._labels(one)
            animals = [name for name in seen.species if fold(name) not in _NO_ANIMAL]
            if seen.species and not animals:
                left_out[seen.species[0].casefold()] += 1
                continue
            dated = self._dated(one, setting.notes)
            which = recording.put_picture(self._draft, self._book, dated, picture_words, setting)
            files[which] = seen.camera, one._replace(image=dated)
            taken += self._of_new(which, one, dated, seen, animals or [UNIDENTIFIED])
        undated = [file.name for _, file in files.values() if file.image.date_created is None]
        self._models = _models(taken)
        made = tuple(self._sightings(taken, common))
        return Imported(
            events=made,
            new=len(files),
            known=tuple((which, file.image.file or "") for which, file in known),
            twice=twice,
            left_out=dict(left_out),
            undated=len(undated),
            datable=sum(clocks.parse_name(name) is not None for name in undated),
            unplaced=sum(not event.continued and not self._is_placed(event.sighting) for event in made),
            future=sum(_in_future(file.image.date_created, setting.now) for _, file in files.values()),
            resets=tuple(_resets(list(files.values()))),
        )

    def _labels(self, one: Found) -> labels.Labels:
        manner = self._manner
        seen = labels.understand(one.folders, one.keywords, root=manner.root, by_folder=manner.by_folder)
        return seen._replace(species=(manner.species,)) if manner.species else seen

    def _dated(self, one: Found, notes: list[str]) -> Image:
        """Correct the time that a wrong clock wrote; take a date from the file's name where that is wanted."""
        image, offset = one.image, self._manner.clock_offset
        if image.date_created is None:
            named = clocks.parse_name(one.name) if self._manner.dates_from_names else None
            return replace(image, date_created=named)
        if offset is None or "T" not in image.date_created:
            return image
        try:
            corrected = clocks.correct(image.date_created, offset)
        except BadValueError as error:
            notes.append(f"{image.file}: {error}; it keeps the time that was recorded")
            return image
        return replace(image, date_created=corrected, recorded_date=image.date_created, clock_offset=offset)

    def _of_new(
        self, which: Id, one: Found, dated: Image, seen: labels.Labels, animals: Sequence[str]
    ) -> Iterator[_Taken]:
        named = one.name if dated.date_created and not one.image.date_created else None
        for name in animals:
            taxon = self._taxa.key(Sighting(**self._named(name)))
            yield _Taken(which, dated, seen.camera, name, taxon, seen.individuals, named=named)

    def _of_known(self, which: Id, file: Found) -> Iterator[_Taken]:
        """See a picture of the logbook as part of the events of its sightings."""
        image, camera = self._book.images[which.number], self._labels(file).camera
        for number in self._belonging.get(str(which), ()):
            one = self._book.sightings[number]
            individuals = frozenset(animal.individual_id for animal in one.animals if animal.individual_id)
            name = one.vernacular_name or one.scientific_name or UNIDENTIFIED
            taxon, sighting = self._taxa.key(one), Id("sightings", number)
            yield _Taken(which, image, camera, name, taxon, individuals, sighting)

    def _named(self, name: str) -> dict[str, Any]:
        """Give the fields that a species' name means, as its record has them."""
        if name not in self._names:
            named = recording.named(SightingWords(species=name), self._taxa)
            self._names[name] = named or {"vernacular_name": name.strip()}
        return self._names[name]

    def _sightings(self, taken: Sequence[_Taken], common: Mapping[str, Any]) -> Iterator[Event]:
        shots = [
            events.Shot(place, one.camera, one.taxon, _time(one.image.date_created), one.individuals)
            for place, one in enumerate(taken)
        ]
        for event in events.group(shots, self._manner.gap):
            members = [taken[shot.key] for shot in event]
            new = [one for one in members if one.sighting is None]
            there = [one.sighting for one in members if one.sighting is not None]
            if new and there:
                yield self._continued(there[0], members, new)
            elif new:
                yield self._begun(new, common)

    def _begun(self, new: Sequence[_Taken], common: Mapping[str, Any]) -> Event:
        """Plan the sighting of an event."""
        one, date = new[0], _span([each.image.date_created for each in new])
        recorded = _span([each.image.recorded_date for each in new])
        individuals = sorted(frozenset().union(*(each.individuals for each in new)))
        made = {
            **filling.position_of([each.image for each in new]),
            **common,
            **self._named(one.name),
            "event_date": date,
            "verbatim_event_date": one.named,
            "recorded_date": recorded,
            "clock_offset": self._manner.clock_offset if recorded else None,
            "animals": [{"n": at, "count": 1, "individual_id": who} for at, who in enumerate(individuals, start=1)],
            "deployment": str(self._deployment(one.camera)),
            "images": [str(each.id) for each in new],
        }
        sighting = msgspec.convert({name: value for name, value in made.items() if value is not None}, Sighting)
        which = self._draft.new("sightings", sighting)
        return Event(which, one.name, date, one.camera, tuple(each.id for each in new))

    def _is_placed(self, which: Id) -> bool:
        sighting: Sighting = self._draft.record(which)
        return bool(sighting.region) or sighting.decimal_latitude is not None

    def _continued(self, which: Id, members: Sequence[_Taken], new: Sequence[_Taken]) -> Event:
        """Plan to give new pictures to the sighting of their event; its date grows with them where it is theirs."""
        sighting: Sighting = self._draft.record(which)
        before = _span([one.image.date_created for one in members if one.sighting == which])
        images = dict.fromkeys([*sighting.images, *(str(one.id) for one in new)])
        changed: dict[str, Any] = {"images": list(images)}
        offsets = {one.image.clock_offset for one in members}
        if sighting.event_date == before and offsets == {sighting.clock_offset}:
            changed["event_date"] = _span([one.image.date_created for one in members])
            changed["recorded_date"] = _span([one.image.recorded_date for one in members])
        self._draft.change(which, changed)
        date = changed.get("event_date", sighting.event_date)
        return Event(which, new[0].name, date, new[0].camera, tuple(one.id for one in new), continued=True)

    def _deployment(self, camera: str) -> Id:
        """Find the deployment of a camera by the name of its folder, or begin it."""
        key = fold(camera) or camera
        if key not in self._deployments:
            new = Deployment(location_name=camera, camera_model=self._models.get(camera))
            self._deployments[key] = self._draft.new("deployments", new)
        return self._deployments[key]


def _sorted_out(found: Sequence[Found], book: Book) -> tuple[list[Found], list[tuple[Id, Found]], int]:
    """Tell apart what is new, what the logbook has, and count what lies there twice."""
    there = {image.sha256: Id("images", number) for number, image in book.images.items() if image.sha256}
    once: dict[str | None, Found] = {}
    for one in found:
        once.setdefault(one.image.sha256, one)
    new = [one for digest, one in once.items() if digest not in there]
    known = [(there[digest], one) for digest, one in once.items() if digest in there]
    return new, known, len(found) - len(once)


def _models(taken: Iterable[_Taken]) -> dict[str, str]:
    """Name the model of each camera whose pictures agree on it."""
    found: dict[str, set[str | None]] = {}
    for one in taken:
        found.setdefault(one.camera, set()).add(one.image.camera)
    return {camera: model for camera, models in found.items() if len(models) == 1 for model in models if model}


def _time(edtf: str | None) -> str | None:
    """Give a moment; None for a day or more, within which nobody knows what was one event."""
    return edtf if edtf and "T" in edtf and "/" not in edtf else None


def _span(dated: Sequence[str | None]) -> str | None:
    """Give the date of an event: the span of its pictures' times; a single picture's day where it has no time."""
    times = [time for one in dated if (time := _time(one))]
    return events.span(times) if times else next((one for one in dated if one), None)


def _in_future(edtf: str | None, now: datetime) -> bool:
    return edtf is not None and dates.is_future(edtf, now=now)


def _resets(files: Sequence[tuple[str, Found]]) -> Iterator[Reset]:
    """Find, camera by camera, where the clock went back to its factory date; files are in the order of the walk."""
    cameras: dict[str, list[Found]] = {}
    for camera, file in files:
        cameras.setdefault(camera, []).append(file)
    for camera, ones in cameras.items():
        for at, many in clocks.resets([one.image.date_created for one in ones]):
            yield Reset(camera, ones[at].name, ones[at].image.date_created or "", many)
