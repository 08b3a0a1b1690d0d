"""Encounters: the observations of one event and species, which become one sighting."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook import events
from logbook.changes.intake.items import Item
from logbook.formats import counting
from logbook.formats.camtrap_dp import deployments, marks, restoring
from logbook.formats.counting import Kind
from logbook.records import Animal, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta

    from logbook.changes.intake.items import Where
    from logbook.formats.camtrap_dp.identifiers import Identity
    from logbook.formats.camtrap_dp.package import Package

MACHINE: Final = "machine"
_BETWEEN: Final = " | "
"""What stands between the values of a list, in Camtrap DP."""


class Observed(NamedTuple):
    """An observation of an animal: what its row says, under our names, and where that stands."""

    fields: dict[str, Any]
    where: Where
    original: str
    is_as_written: bool = False

    @property
    def by_machine(self) -> bool:
        """Whether no person has said what it is."""
        return self.fields.get("classification_method") == MACHINE


@dataclass(slots=True)
class Encounter:
    """What becomes a sighting: of one deployment, event and species; `key` is of the kind and the source's own id.

    `media` are the ids of its pictures where the observations name them, else None; `pictures` are the keys of those
    that are taken, each with the time by which they are put in order; those of one second stay as they come; `marks`
    are the fields that a package of ours has among its tags, and `identity` is that of the sighting it was written of,
    of which `as_written` rows are as they were then.
    """

    key: tuple[str, str]
    deployment: str
    event_id: str | None
    name: str
    when: str
    where: Where
    original: str
    animals: list[Animal]
    people: dict[str, None]
    by_machine: bool
    marks: dict[str, Any] = field(default_factory=dict)
    identity: Identity | None = None
    as_written: int = 0
    media: frozenset[str] | None = None
    pictures: list[tuple[float, str]] = field(default_factory=list)

    def join(self, one: Observed) -> None:
        """Take in another row of an event-level observation."""
        self.animals.append(_animal(one.fields, len(self.animals) + 1))
        self.as_written += one.is_as_written
        self.people |= _people([one])
        self.marks |= _marks(one)
        self.by_machine &= one.by_machine
        # The rows of an event have no order of their own: a new export may have another.
        self.key = min(self.key, _own_key(one))

    def item(self, package: Package) -> Item:
        """Make the sighting."""
        record = Sighting(
            event_date=self.when,
            event_id=self.event_id,
            scientific_name=self.name,
            animals=tuple(self.animals),
            method="camera-trap",
            identified_by=tuple(self.people),
            **({"verification": "unverified"} if self.by_machine else {}) | self.marks,
        )
        return Item(
            package.key(*self.key),
            restoring.restored(record, self.identity) if self.identity else record,
            self.where,
            package.key(deployments.KIND, self.deployment),
            tuple(key for _, key in sorted(self.pictures, key=itemgetter(0))),
            self.original,
            is_as_written=self._is_as_written(package),
        )

    def _is_as_written(self, package: Package) -> bool:
        """Tell whether these are all rows of a sighting of ours, and none of them another than it was."""
        entries = package.entries.get(self.identity.uuid) if self.identity else None
        return self.as_written == len(self.animals) == entries


def begun(one: Observed, when: str, identity: Identity | None) -> Encounter:
    """Begin an encounter with an event-level observation."""
    encounter = _of([one], _own_key(one), when, [_animal(one.fields, 1)])
    encounter.marks, encounter.identity, encounter.as_written = _marks(one), identity, int(one.is_as_written)
    return encounter


def folded(shown: Iterable[Observed], gap: timedelta) -> Iterator[Encounter]:
    """Make encounters of media-level observations: of those of one event and species one.

    The event is the one that they name, else those of a camera between which lies no more than a gap.
    """
    named: defaultdict[tuple[str, str, str], list[Observed]] = defaultdict(list)
    unnamed: list[Observed] = []
    for one in shown:
        event_id = one.fields.get("event_id")
        if event_id:
            named[one.fields["deployment_id"], event_id, one.fields["scientific_name"]].append(one)
        else:
            unnamed.append(one)
    for names, rows in named.items():
        yield _folded(("event", "/".join(names)), rows)
    shots = [
        events.Shot(number, one.fields["deployment_id"], one.fields["scientific_name"], _when([one]), _individuals(one))
        for number, one in enumerate(unnamed)
    ]
    for group in events.group(shots, gap):
        rows = [unnamed[shot.key] for shot in group]
        yield _folded(min(map(_own_key, rows)), rows)


def _folded(key: tuple[str, str], rows: list[Observed]) -> Encounter:
    # What a person says of an event is not mixed with what a machine says of some of its pictures.
    judged = [one for one in rows if not one.by_machine] or rows
    pictures: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for one in judged:
        pictures[one.fields.get("media_id") or one.fields["observation_id"]][_kind(one)] += one.fields.get("count", 1)
    counts = counting.at_least(pictures.values())
    said: defaultdict[Kind, list[Observed]] = defaultdict(list)
    for one in judged:
        said[_counted_as(_kind(one), counts)].append(one)
    animals = [_largest(number, kind, many, said[kind]) for number, (kind, many) in enumerate(counts.items(), 1)]
    encounter = _of(judged, key, _when(rows), animals)
    encounter.media = frozenset(one.fields["media_id"] for one in rows if "media_id" in one.fields)
    return encounter


def _of(rows: Sequence[Observed], key: tuple[str, str], when: str, animals: list[Animal]) -> Encounter:
    """Make an encounter of its rows, by all of which either persons or machines speak."""
    fields, where, original, _ = rows[0]
    names = fields["deployment_id"], fields.get("event_id"), fields["scientific_name"]
    return Encounter(key, *names, when, where, original, animals, _people(rows), rows[0].by_machine)


def _kind(one: Observed) -> Kind:
    return Kind(one.fields.get("life_stage"), one.fields.get("sex"), one.fields.get("individual_id"))


def _counted_as(kind: Kind, counts: Iterable[Kind]) -> Kind:
    """Find under which entry an animal was counted: its own, its individual's, or the first that it could be."""
    if kind.individual_id:
        return next(one for one in counts if one.individual_id == kind.individual_id)
    return kind if kind in counts else next(one for one in counts if kind.may_be(one))


def _largest(number: int, kind: Kind, count: int, rows: Sequence[Observed]) -> Animal:
    """Make the entry of the animals of a kind, with all that the rows of its pictures say."""
    methods = {one.fields.get("classification_method") for one in rows} - {None}
    sure = [one.fields["classification_probability"] for one in rows if "classification_probability" in one.fields]
    stamps = [one.fields["classification_timestamp"] for one in rows if "classification_timestamp" in one.fields]
    tags = (tag for one in rows for tag in one.fields.get("observation_tags", ()))
    return Animal(
        n=number,
        count=count,
        count_qualifier="at least",
        life_stage=kind.life_stage,
        sex=kind.sex,
        individual_id=kind.individual_id,
        behavior=_joined(rows, "behavior"),
        source_id=rows[0].fields["observation_id"] if len(rows) == 1 else None,
        classification_method=methods.pop() if len(methods) == 1 else None,
        classification_probability=max(sure, default=None),
        classified_by=_joined(rows, "classified_by"),
        classification_timestamp=max(stamps, default=None),
        remarks=_joined(rows, "observation_comments"),
        tags=tuple(dict.fromkeys(tags)),
    )


def _animal(fields: dict[str, Any], number: int) -> Animal:
    """Make the entry of an event-level observation, as it stands."""
    return Animal(
        n=number,
        count=fields.get("count"),
        life_stage=fields.get("life_stage"),
        sex=fields.get("sex"),
        individual_id=fields.get("individual_id"),
        behavior=fields.get("behavior"),
        source_id=fields["observation_id"],
        classification_method=fields.get("classification_method"),
        classification_probability=fields.get("classification_probability"),
        classified_by=fields.get("classified_by"),
        classification_timestamp=fields.get("classification_timestamp"),
        remarks=fields.get("observation_comments"),
        tags=fields.get("observation_tags", ()),
        **{name: fields[name] for name in marks.OF_ANIMAL if name in fields},
    )


def _own_key(one: Observed) -> tuple[str, str]:
    return "observation", one.fields["observation_id"]


def _people(rows: Iterable[Observed]) -> dict[str, None]:
    """Name, in order, the persons who said what it is."""
    return {
        one.fields["classified_by"]: None
        for one in rows
        if one.fields.get("classification_method") == "human" and "classified_by" in one.fields
    }


def _individuals(one: Observed) -> frozenset[str]:
    known = one.fields.get("individual_id")
    return frozenset([known] if known else [])


def _when(rows: Iterable[Observed]) -> str:
    ends = {one.fields[name]: None for one in rows for name in ("event_start", "event_end")}
    return events.span(list(ends))


def _marks(one: Observed) -> dict[str, Any]:
    return {name: one.fields[name] for name in marks.OF_SIGHTING if name in one.fields}


def _joined(rows: Iterable[Observed], name: str) -> str | None:
    return _BETWEEN.join(dict.fromkeys(one.fields[name] for one in rows if name in one.fields)) or None
