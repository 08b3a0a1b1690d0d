"""Importing: what a folder of camera-trap pictures comes to, planned on a draft. Nothing here writes.

Pictures become records, and each independent event of one camera and one species a sighting with its pictures. What a
logbook has already is left as it is; a new picture of an event that is there goes to its sighting.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from logbook import dates, query
from logbook.changes import fields, recording
from logbook.changes.fields import SightingWords
from logbook.changes.importing import arrivals, labels
from logbook.changes.importing.imported import Imported, Reset
from logbook.changes.importing.sighted import Sight, Sightings
from logbook.dates import clocks
from logbook.errors import BadValueError
from logbook.places import fold
from logbook.records import Book, Id, Image, Sighting
from logbook.tally import inventory
from logbook.taxa import UNIDENTIFIED, Taxa

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from logbook.changes.drafts import Draft
    from logbook.changes.importing.imported import Event, Manner, Picture
    from logbook.changes.picture_fields import PictureWords

_NOT_NAMED = frozenset(("", UNIDENTIFIED, "unknown", "unclassified", "unsorted"))
"""What stands in the place of a species where nobody has said it yet."""
_NO_ANIMAL = frozenset(
    (
        *("blank", "blanks", "empty", "nothing", "no animal", "no animals", "false trigger", "false triggers"),
        *("human", "humans", "person", "people", "homo sapiens", "vehicle", "vehicles"),
    )
)
"""What stands there where there is no animal; such pictures are counted and left out."""


class _Arrived(NamedTuple):
    """A file as it was understood, with its date as the logbook has it or will have it.

    `known` is its picture in the logbook; `named` tells that the date is that of the file's name.
    """

    file: Picture
    seen: labels.Labels
    known: Id | None = None
    named: bool = False


class Import:
    """An import being planned on a draft."""

    def __init__(self, draft: Draft, book: Book, manner: Manner) -> None:
        self._draft, self._book, self._manner = draft, book, manner
        self._taxa = Taxa(book.taxa)
        self._belonging = inventory.belonging(book)
        self._names: dict[str, dict[str, Any]] = {}
        self._turns: dict[str, int] = {}

    def plan(
        self, found: Sequence[Picture], words: SightingWords, picture_words: PictureWords, setting: fields.Setting
    ) -> Imported:
        """Plan the pictures that are new, and a sighting for each event of theirs; the words are said of each alike.

        A species among the words is that of all pictures. Raises BadValueError for words that mean nothing.
        """
        sightings = Sightings(self._draft, self._book.deployments, fields.sighting_fields(words, setting))
        whole = arrivals.sort_out(found, self._book)
        arrived = list(self._arrived(whole.files, words.species))
        runs = list(arrivals.runs((one.seen.camera, one.file) for one in arrived))
        self._turns = {file: turn for turn, run in enumerate(runs, 1) for file in run.files}
        new, left_out = self._put_pictures(arrived, picture_words, setting)
        sights = list(self._of_files(arrived, new))
        sights += self._of_cameras({one.seen.camera for one in new.values()}, sightings, {one.id for one in sights})
        made = tuple(sightings.put(sights, self._manner.gap))
        return replace(
            self._counted(new, setting),
            events=made,
            known=tuple((one.known, one.file.image.file or "") for one in arrived if one.known),
            changed=whole.changed,
            twice=whole.twice,
            left_out=left_out,
            unplaced=self._unplaced(made, sightings),
            corrections=dict(self._corrections(made, sightings)),
            resets=tuple(self._resets(runs, new, made, sightings, setting.now)),
        )

    def _arrived(self, files: Sequence[tuple[Picture, Id | None]], species: str | None) -> Iterator[_Arrived]:
        """Understand the files; a species that is said is that of all."""
        manner = self._manner
        cameras = labels.holding_others(one.folders for one, _ in files)
        for one, known in files:
            seen = labels.understand(
                one.folders, one.keywords, root=manner.root, by_folder=manner.by_folder, cameras=cameras
            )
            seen = seen._replace(species=(species,)) if species else seen
            if known:
                date = self._book.images[known.number].date_created
                yield _Arrived(one._replace(image=replace(one.image, date_created=date)), seen, known)
            else:
                dated = one._replace(image=self._dated(one))
                named = one.image.date_created is None and dated.image.date_created is not None
                yield _Arrived(dated, seen, named=named)

    def _dated(self, one: Picture) -> Image:
        """Correct the time that a wrong clock wrote; take a date from the file's name where that is wanted."""
        image, offset = one.image, self._manner.clock_offset
        if image.date_created is None:
            named = clocks.parse_name(one.name) if self._manner.dates_from_names else None
            return replace(image, date_created=named)
        if offset is None:
            return image
        try:
            corrected = clocks.correct(image.date_created, offset)
        except BadValueError:
            return image  # counted as not corrected
        return replace(image, date_created=corrected, recorded_date=image.date_created, clock_offset=offset)

    def _put_pictures(
        self, arrived: Iterable[_Arrived], words: PictureWords, setting: fields.Setting
    ) -> tuple[dict[Id, _Arrived], dict[str, int]]:
        """Plan the pictures that are new; count those left out, by what they show in the place of an animal."""
        new: dict[Id, _Arrived] = {}
        left_out: Counter[str] = Counter()
        for one in arrived:
            if not one.known and _animals(one.seen.species):
                new[recording.put_picture(self._draft, self._book, one.file.image, words, setting)] = one
            elif not one.known:
                left_out[one.seen.species[0].casefold()] += 1
        return new, dict(left_out)

    def _of_files(self, arrived: Iterable[_Arrived], new: Mapping[Id, _Arrived]) -> Iterator[Sight]:
        """See new pictures as one of each of the species in them, and known ones as part of their sightings."""
        for one in arrived:
            if one.known:
                yield from self._of_known(one.known, one.seen.camera, self._turn(one))
        for which, one in new.items():
            camera, species, individuals = one.seen
            named = one.file.name if one.named else None
            taxa = {self._taxa.key(Sighting(**made)): made for made in map(self._named, _animals(species))}
            for taxon, made in taxa.items():
                yield Sight(which, one.file.image, camera, made, taxon, individuals, self._turn(one), named=named)

    def _turn(self, one: _Arrived) -> int:
        return self._turns.get(one.file.image.file or "", 0)

    def _of_known(self, which: Id, camera: str, turn: int = 0) -> Iterator[Sight]:
        """See a picture of the logbook as part of the events of its sightings."""
        image = self._book.images[which.number]
        for number in self._belonging.get(str(which), ()):
            one = self._book.sightings[number]
            individuals = frozenset(animal.individual_id for animal in one.animals if animal.individual_id)
            yield Sight(which, image, camera, {}, self._taxa.key(one), individuals, turn, Id("sightings", number))

    def _of_cameras(self, cameras: Iterable[str], sightings: Sightings, seen: Collection[Id]) -> Iterator[Sight]:
        """See the pictures that the logbook has of some cameras, wherever they lie, but for those seen already."""
        refs = {str(which): camera for camera in cameras if (which := sightings.deployment(camera))}
        found = {
            ref: refs[one.deployment]
            for one in self._book.sightings.values()
            if one.deployment in refs
            for ref in one.images
        }
        for number in self._book.images:
            which = Id("images", number)
            if str(which) in found and which not in seen:
                yield from self._of_known(which, found[str(which)])

    def _named(self, name: str) -> dict[str, Any]:
        """Give the fields that a species' name means, as its record has them."""
        if name not in self._names:
            named = recording.named(SightingWords(species=name), self._taxa)
            self._names[name] = named or {"vernacular_name": name.strip()}
        return self._names[name]

    def _counted(self, new: Mapping[Id, _Arrived], setting: fields.Setting) -> Imported:
        """Count new pictures by what is known of their times."""
        images = [one.file.image for one in new.values()]
        undated = [one.file.name for one in new.values() if one.file.image.date_created is None]
        dated = [image.date_created for image in images if image.date_created]
        corrected = sum(image.clock_offset is not None for image in images)
        return Imported(
            new=len(new),
            corrected=corrected,
            uncorrected=len(dated) - corrected if self._manner.clock_offset else 0,
            undated=len(undated),
            datable=sum(clocks.parse_name(name) is not None for name in undated),
            untimed=sum(not clocks.is_time(date) for date in dated),
            future=sum(dates.is_future(date, now=setting.now) for date in dated),
        )

    def _unplaced(self, made: Iterable[Event], sightings: Sightings) -> dict[Id, int]:
        """Count the new sightings of which nobody said where they were, by camera."""
        counted: Counter[Id] = Counter()
        for event in made:
            one: Sighting = self._draft.record(event.sighting)
            which = sightings.deployment(event.camera)
            if which and not event.continued and not one.region and one.decimal_latitude is None:
                counted[which] += 1
        return dict(counted)

    def _corrections(self, made: Iterable[Event], sightings: Sightings) -> Iterator[tuple[str, str]]:
        """Give the cameras whose pictures in the logbook have a correction that the new ones have not."""
        last = {one.deployment: one.clock_offset for one in self._book.sightings.values() if one.clock_offset}
        for event in made:
            offset = last.get(str(sightings.deployment(event.camera)))
            if offset and offset != self._manner.clock_offset:
                yield event.camera, offset

    def _resets(
        self,
        runs: Iterable[arrivals.Run],
        new: Mapping[Id, _Arrived],
        made: Sequence[Event],
        sightings: Sightings,
        now: datetime,
    ) -> Iterator[Reset]:
        """Tell of clocks that began anew, by the new pictures that were taken since."""
        ids = {one.file.image.file: which for which, one in new.items()}
        for run in runs:
            images = {ids[file] for file in run.files if file in ids}
            theirs = [event for event in made if images.intersection(event.images)]
            if theirs:
                deployment = sightings.deployment(run.camera)
                same = [event.sighting for event in made if sightings.deployment(event.camera) == deployment]
                found = tuple(event.sighting for event in theirs)
                yield Reset(
                    camera=run.camera,
                    file=run.files[0],
                    time=run.time,
                    images=len(images),
                    sightings=found,
                    selected=self._selection(found, same, deployment, now) if deployment else None,
                )

    def _selection(
        self, ids: Sequence[Id], planned: Iterable[Id], deployment: Id, now: datetime
    ) -> tuple[Id, str, str] | None:
        """Give a camera and the first and last day of sightings; None where these days have others of that camera."""
        there = {number: one for number, one in self._book.sightings.items() if one.deployment == str(deployment)}
        there |= {which.number: self._draft.record(which) for which in planned}
        dates_ = [there[which.number].event_date or "" for which in ids]
        days = sorted(end[: len("2013-01-01")] for date in dates_ for end in date.split("/"))
        wanted = query.Filter(since=days[0], until=days[-1])
        found = query.select(Book(sightings=there), wanted, now).sightings
        return (deployment, days[0], days[-1]) if found.keys() == {which.number for which in ids} else None


def _animals(species: Sequence[str]) -> list[str]:
    """Name the animals of a picture by what is said of it: none where it is said that there is none."""
    named = [name for name in species if fold(name) not in _NO_ANIMAL]
    if species and not named:
        return []
    return [UNIDENTIFIED if fold(name) in _NOT_NAMED else name for name in named] or [UNIDENTIFIED]
