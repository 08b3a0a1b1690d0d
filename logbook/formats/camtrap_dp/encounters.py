"""Encounters: what the observations of one event and species come to, as a sighting."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

from logbook import events
from logbook.formats import counting
from logbook.formats.camtrap_dp import marks, restoring
from logbook.formats.counting import Kind
from logbook.records import Animal, LifeStage, Sex, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from logbook.formats.camtrap_dp.identifiers import Identity

MACHINE: Final = "machine"
_BETWEEN: Final = " | "
"""What stands between the values of a list, in Camtrap DP."""


class Observed(Struct, frozen=True, kw_only=True, array_like=True):
    """An observation of an animal: the line it stands on, and what it says, under our names.

    `text` is the number under which the row is kept as it stands; `marks` are the fields that a package of ours has
    among its tags. Its types are those that it is packed by while it waits.
    """

    line: int
    text: int
    is_as_written: bool = False
    marks: dict[str, Any] = {}
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

    @property
    def is_of_event(self) -> bool:
        """Whether it is of an event as a whole, and not of one medium."""
        return self.observation_level == "event"


class Encounter:
    """The observations of one event and species, all of the event as a whole or each of a medium."""

    def __init__(self, rows: Sequence[Observed]) -> None:
        self._rows = rows
        # What a person says of an event is not mixed with what a machine says of some of its pictures.
        self._judged = rows if rows[0].is_of_event else [one for one in rows if not one.by_machine] or rows
        self.first = self._judged[0]

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the source's own id: that of the event where its media name one, else of an observation."""
        one = self.first
        if one.event_id and not one.is_of_event:
            return "event", f"{one.deployment_id}/{one.event_id}/{one.scientific_name}"
        # The rows of an event have no order of their own: a new export may have another.
        return "observation", min(row.observation_id for row in self._rows)

    @property
    def when(self) -> str:
        """The date of the event (EDTF)."""
        return period(self._rows)

    @property
    def media(self) -> tuple[str, ...] | None:
        """The ids of its pictures where the observations name them."""
        if self.first.is_of_event:
            return None
        return tuple(dict.fromkeys(one.media_id for one in self._rows if one.media_id))

    def sighting(self, identity: Identity | None) -> Sighting:
        """Make the sighting, of a package of ours as the one of this identity was."""
        one = self.first
        said: dict[str, Any] = {}
        if all(row.by_machine for row in self._judged):
            said["verification"] = "unverified"
        if one.is_of_event:
            for row in self._rows:
                said |= _marks(row, marks.OF_SIGHTING)
        record = Sighting(
            event_date=self.when,
            event_id=one.event_id,
            scientific_name=one.scientific_name,
            animals=tuple(self._animals()),
            method="camera-trap",
            identified_by=_people(self._judged),
            **said,
        )
        return restoring.restored(record, identity) if identity else record

    def is_as_written(self, entries: int | None) -> bool:
        """Tell whether these are all rows of a sighting of ours, which had so many, and each as it was written."""
        return len(self._rows) == entries and all(row.is_as_written for row in self._rows)

    def _animals(self) -> Iterable[Animal]:
        if self.first.is_of_event:
            return [_animal(row, number) for number, row in enumerate(self._rows, 1)]
        pictures: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
        for one in self._judged:
            pictures[one.media_id or one.observation_id][_kind(one)] += one.count or 1
        counts = counting.at_least(pictures.values())
        said: defaultdict[Kind, list[Observed]] = defaultdict(list)
        for one in self._judged:
            said[_counted_as(_kind(one), counts)].append(one)
        return [_largest(number, kind, many, said[kind]) for number, (kind, many) in enumerate(counts.items(), 1)]


def period(rows: Iterable[Observed]) -> str:
    """Give the time from the first to the last of some observations (EDTF)."""
    ends = {end: None for one in rows for end in (one.event_start, one.event_end)}
    return events.span(list(ends))


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


def _people(rows: Iterable[Observed]) -> tuple[str, ...]:
    """Name, in order, the persons who said what it is."""
    said = (one.classified_by for one in rows if one.classification_method == "human")
    return tuple(dict.fromkeys(filter(None, said)))


def _marks(one: Observed, names: Sequence[str]) -> dict[str, Any]:
    return {name: one.marks[name] for name in names if name in one.marks}


def _joined(rows: Iterable[Observed], name: str) -> str | None:
    return _BETWEEN.join(dict.fromkeys(said for one in rows if (said := getattr(one, name)))) or None
