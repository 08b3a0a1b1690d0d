"""Encounters: the observations of one event and species, which become one sighting."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from logbook import events
from logbook.changes.intake.items import Item, Where
from logbook.formats import counting
from logbook.formats.camtrap_dp import deployments, marks, restoring
from logbook.formats.counting import Kind
from logbook.records import Animal, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import timedelta

    from logbook.formats.camtrap_dp.identifiers import Identity
    from logbook.formats.camtrap_dp.package import Package
    from logbook.records import LifeStage, Sex

MACHINE: Final = "machine"
MEDIUM: Final = "media"
"""The kind of a medium, in keys."""
_BETWEEN: Final = " | "
"""What stands between the values of a list, in Camtrap DP."""


class Origin(NamedTuple):
    """Where a row stands, and its text."""

    where: Where
    original: str


_UNASKED: Final = Origin(Where(""), "")


class Observed(Struct, frozen=True, kw_only=True, gc=False):
    """An observation of an animal: where it comes from, if that may be asked for, and what it says, under our names.

    `marks` are the fields that a package of ours has among its tags. A million of these may be waiting for the others
    of their events.
    """

    origin: Origin
    is_as_written: bool = False
    marks: Mapping[str, Any] | None = None
    observation_id: str
    deployment_id: str
    media_id: str | None = None
    event_id: str | None = None
    event_start: str
    event_end: str
    observation_level: str
    observation_type: str
    scientific_name: str
    count: int | None = None
    life_stage: LifeStage | None = None
    sex: Sex | None = None
    behavior: str | None = None
    individual_id: str | None = None
    classification_method: Literal["human", "machine"] | None = None
    classified_by: str | None = None
    classification_timestamp: str | None = None
    classification_probability: float | None = None
    observation_tags: tuple[str, ...] = ()
    observation_comments: str | None = None

    @property
    def by_machine(self) -> bool:
        """Whether no person has said what it is."""
        return self.classification_method == MACHINE


@dataclass(slots=True)
class Encounter:
    """What becomes a sighting: of one deployment, event and species; `key` is of the kind and the source's own id.

    `media` are the ids of its pictures where the observations name them, else None; `pictures` are the ids of those
    that are taken, and `instants` the times by which they are put in order; those of one second stay as they come;
    `marks` are the fields that a package of ours has among its tags, and `identity` is that of the sighting it was
    written of, of which `as_written` rows are as they were then. What one of a million has none of takes no room.
    """

    key: tuple[str, str]
    deployment: str
    event_id: str | None
    name: str
    when: str
    origin: Origin
    animals: list[Animal]
    people: tuple[str, ...]
    by_machine: bool
    marks: Mapping[str, Any] | None = None
    identity: Identity | None = None
    as_written: int = 0
    media: tuple[str, ...] | None = None
    pictures: list[str] | None = None
    instants: array[float] | None = None

    def join(self, one: Observed) -> None:
        """Take in another row of an event-level observation."""
        self.animals.append(_animal(one, len(self.animals) + 1))
        self.as_written += one.is_as_written
        self.people = tuple(dict.fromkeys((*self.people, *_people([one]))))
        self.marks = {**(self.marks or {}), **_marks(one, marks.OF_SIGHTING)} or None
        self.by_machine &= one.by_machine
        # The rows of an event have no order of their own: a new export may have another.
        self.key = min(self.key, _own_key(one))

    def take(self, own: str, instant: float) -> None:
        """Take in a picture, by its id and time."""
        self.pictures, self.instants = self.pictures or [], self.instants or array("d")
        self.pictures.append(own)
        self.instants.append(instant)

    def item(self, package: Package) -> Item:
        """Make the sighting."""
        said: dict[str, Any] = {"verification": "unverified"} if self.by_machine else {}
        said |= self.marks or {}
        taken = sorted(zip(self.instants or (), self.pictures or (), strict=True), key=itemgetter(0))
        record = Sighting(
            event_date=self.when,
            event_id=self.event_id,
            scientific_name=self.name,
            animals=tuple(self.animals),
            method="camera-trap",
            identified_by=self.people,
            **said,
        )
        return Item(
            package.key(*self.key),
            restoring.restored(record, self.identity) if self.identity else record,
            self.origin.where,
            package.key(deployments.KIND, self.deployment),
            tuple(package.key(MEDIUM, own) for _, own in taken),
            self.origin.original,
            is_as_written=self._is_as_written(package),
        )

    def _is_as_written(self, package: Package) -> bool:
        """Tell whether these are all rows of a sighting of ours, and none of them another than it was."""
        entries = package.entries.get(self.identity.uuid) if self.identity else None
        return self.as_written == len(self.animals) == entries


def begun(one: Observed, when: str, identity: Identity | None) -> Encounter:
    """Begin an encounter with an event-level observation."""
    encounter = _of([one], _own_key(one), when, [_animal(one, 1)])
    encounter.identity, encounter.as_written = identity, int(one.is_as_written)
    encounter.marks = _marks(one, marks.OF_SIGHTING) or None
    return encounter


class Shown:
    """The media-level observations of a package, by the events that they name."""

    def __init__(self) -> None:
        self._named: defaultdict[tuple[str, str, str], list[Observed]] = defaultdict(list)
        self._unnamed: defaultdict[str, list[Observed]] = defaultdict(list)

    def take(self, one: Observed) -> None:
        """Take in a row. Where it stands is told of the first that people, or machines, say of its event."""
        if not one.event_id:
            self._unnamed[one.deployment_id].append(one)
            return
        rows = self._named[one.deployment_id, one.event_id, one.scientific_name]
        if any(other.by_machine == one.by_machine for other in (*rows[:1], *rows[-1:])):
            one = replace(one, origin=_UNASKED)
        rows.append(one)

    def folded(self, gap: timedelta) -> Iterator[Encounter]:
        """Make encounters: of those of one event and species one, and let the rows go.

        The event is the one that they name, else those of a camera between which lies no more than a gap.
        """
        for names in list(self._named):
            yield _folded(("event", "/".join(names)), self._named.pop(names))
        for deployment in sorted(self._unnamed):
            ones = self._unnamed.pop(deployment)
            shots = [
                events.Shot(number, deployment, one.scientific_name, _when([one]), _individuals(one))
                for number, one in enumerate(ones)
            ]
            for group in events.group(shots, gap):
                rows = [ones[shot.key] for shot in group]
                yield _folded(min(map(_own_key, rows)), rows)


def _folded(key: tuple[str, str], rows: list[Observed]) -> Encounter:
    # What a person says of an event is not mixed with what a machine says of some of its pictures.
    judged = [one for one in rows if not one.by_machine] or rows
    pictures: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for one in judged:
        pictures[one.media_id or one.observation_id][_kind(one)] += one.count or 1
    counts = counting.at_least(pictures.values())
    said: defaultdict[Kind, list[Observed]] = defaultdict(list)
    for one in judged:
        said[_counted_as(_kind(one), counts)].append(one)
    animals = [_largest(number, kind, many, said[kind]) for number, (kind, many) in enumerate(counts.items(), 1)]
    encounter = _of(judged, key, _when(rows), animals)
    encounter.media = tuple(dict.fromkeys(one.media_id for one in rows if one.media_id))
    return encounter


def _of(rows: Sequence[Observed], key: tuple[str, str], when: str, animals: list[Animal]) -> Encounter:
    """Make an encounter of its rows, by all of which either persons or machines speak."""
    one = rows[0]
    names = one.deployment_id, one.event_id, one.scientific_name
    return Encounter(key, *names, when, one.origin, animals, _people(rows), one.by_machine)


def _kind(one: Observed) -> Kind:
    return Kind(one.life_stage, one.sex, one.individual_id)


def _counted_as(kind: Kind, counts: Iterable[Kind]) -> Kind:
    """Find under which entry an animal was counted: its own, its individual's, or the first that it could be."""
    if kind.individual_id:
        return next(one for one in counts if one.individual_id == kind.individual_id)
    return kind if kind in counts else next(one for one in counts if kind.may_be(one))


def _largest(number: int, kind: Kind, count: int, rows: Sequence[Observed]) -> Animal:
    """Make the entry of the animals of a kind, with all that the rows of its pictures say."""
    methods = {one.classification_method for one in rows} - {None}
    sure = [one.classification_probability for one in rows if one.classification_probability is not None]
    stamps = [one.classification_timestamp for one in rows if one.classification_timestamp]
    tags = (tag for one in rows for tag in one.observation_tags)
    return Animal(
        n=number,
        count=count,
        count_qualifier="at least",
        life_stage=kind.life_stage,
        sex=kind.sex,
        individual_id=kind.individual_id,
        behavior=_joined(rows, "behavior"),
        source_id=rows[0].observation_id if len(rows) == 1 else None,
        classification_method=methods.pop() if len(methods) == 1 else None,
        classification_probability=max(sure, default=None),
        classified_by=_joined(rows, "classified_by"),
        classification_timestamp=max(stamps, default=None),
        remarks=_joined(rows, "observation_comments"),
        tags=tuple(dict.fromkeys(tags)),
    )


def _animal(one: Observed, number: int) -> Animal:
    """Make the entry of an event-level observation, as it stands."""
    return Animal(
        n=number,
        count=one.count,
        life_stage=one.life_stage,
        sex=one.sex,
        individual_id=one.individual_id,
        behavior=one.behavior,
        source_id=one.observation_id,
        classification_method=one.classification_method,
        classification_probability=one.classification_probability,
        classified_by=one.classified_by,
        classification_timestamp=one.classification_timestamp,
        remarks=one.observation_comments,
        tags=one.observation_tags,
        **_marks(one, marks.OF_ANIMAL),
    )


def _own_key(one: Observed) -> tuple[str, str]:
    return "observation", one.observation_id


def _people(rows: Iterable[Observed]) -> tuple[str, ...]:
    """Name, in order, the persons who said what it is."""
    said = (one.classified_by for one in rows if one.classification_method == "human")
    return tuple(dict.fromkeys(filter(None, said)))


def _individuals(one: Observed) -> frozenset[str]:
    return frozenset([one.individual_id] if one.individual_id else [])


def _when(rows: Iterable[Observed]) -> str:
    ends = {end: None for one in rows for end in (one.event_start, one.event_end)}
    return events.span(list(ends))


def _marks(one: Observed, names: Sequence[str]) -> dict[str, Any]:
    return {name: one.marks[name] for name in names if name in one.marks} if one.marks else {}


def _joined(rows: Iterable[Observed], name: str) -> str | None:
    return _BETWEEN.join(dict.fromkeys(said for one in rows if (said := getattr(one, name)))) or None
