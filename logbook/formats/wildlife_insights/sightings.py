"""The events of a download: which of its pictures are one sighting, and of how many animals."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from logbook import events
from logbook.changes.intake.items import Item, Where
from logbook.formats.counting import Kind, at_least
from logbook.records import Animal, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta

    from logbook.formats.wildlife_insights.download import Download, Place
    from logbook.formats.wildlife_insights.labels import Label

    Taxon = tuple[str | None, str | None]


class Ordered(NamedTuple):
    """The key of a picture behind its time and file name: a burst has one time, and ids have no order."""

    time: str
    file_name: str
    key: str


class Shown(NamedTuple):
    """What one row shows: animals in a picture, or in all of a sequence (then `picture` is its id, as `sequence` is).

    `times` are those of the picture, or the first and last of the sequence; `images` all its pictures.
    """

    picture: str
    sequence: str | None
    times: tuple[str, ...]
    label: Label
    images: Sequence[Ordered]
    where: Where

    @property
    def taxon(self) -> Taxon:
        """What the animals are called; other names are another taxon."""
        return self.label.scientific_name, self.label.vernacular_name


def items(rows: Sequence[Shown], place: Place, download: Download, project: str, share: float) -> Iterator[Item]:
    """Give the sightings of one deployment. `share` is what a probability of 1 is in the file: 1 or 100."""
    every = [*_sequences(rows), *_events(rows, download.manner.gap)]
    firsts = Counter(event[0].picture for event in every)
    for event in every:
        first = event[0]
        # Two taxa in one picture are two sightings; only then is the name needed to tell them apart.
        own = first.picture if firsts[first.picture] == 1 else f"{first.picture}:{' '.join(filter(None, first.taxon))}"
        yield Item(
            download.key(project, "sighting", own),
            _sighting(event, place, share),
            first.where,
            deployment=place.key,
            images=tuple(dict.fromkeys(image.key for row in event for image in sorted(row.images))),
        )


def _sequences(rows: Iterable[Shown]) -> list[list[Shown]]:
    """Group what the source itself has grouped."""
    found: defaultdict[tuple[str, Taxon], list[Shown]] = defaultdict(list)
    for row in rows:
        if row.sequence is not None:
            found[row.sequence, row.taxon].append(row)
    return [sorted(same, key=_in_order) for same in found.values()]


def _events(rows: Iterable[Shown], gap: timedelta) -> list[list[Shown]]:
    """Group the rest by time; the rows of one picture are never apart."""
    pictures: defaultdict[tuple[str, Taxon], list[Shown]] = defaultdict(list)
    for row in rows:
        if row.sequence is None:
            pictures[row.picture, row.taxon].append(row)
    shown = sorted(pictures.values(), key=lambda same: _in_order(same[0]))
    shots = [
        events.Shot(
            number,
            "",
            same[0].taxon,
            next(iter(same[0].times), None),
            frozenset(row.label.kind.individual_id for row in same if row.label.kind.individual_id),
        )
        for number, same in enumerate(shown)
    ]
    return [[row for shot in event for row in shown[shot.key]] for event in events.group(shots, gap)]


def _in_order(row: Shown) -> tuple[Ordered, ...]:
    """Order rows whatever their order in the file: an event is known again by its first picture."""
    return tuple(row.images)


def _sighting(event: Sequence[Shown], place: Place, share: float) -> Sighting:
    first, labels = event[0], [row.label for row in event]
    times = [time for row in event for time in row.times]
    return Sighting(
        event_date=events.span(times) if times else None,
        event_id=first.sequence,
        scientific_name=first.label.scientific_name,
        vernacular_name=first.label.vernacular_name,
        animals=tuple(_animals(event, share)),
        region=place.project.country,
        data_generalizations=place.data_generalizations,
        method="camera-trap",
        recorded_by=(place.recorded_by,) if place.recorded_by else (),
        identified_by=tuple(dict.fromkeys(label.person for label in labels if label.person)),
        verification="unverified" if all(label.machine for label in labels) else None,
        associated_references=(place.project.citation,) if place.project.citation else (),
        project=place.project.name,
        embargo_until=place.embargo_until,
    )


def _animals(event: Sequence[Shown], share: float) -> Iterator[Animal]:
    """Count the animals: as many of each kind as one picture shows, or as was said of the sequence."""
    pictures: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for row in event:
        kind = row.label.kind
        pictures[row.picture][kind] = 1 if kind.individual_id else pictures[row.picture][kind] + (row.label.many or 1)
    labels = [row.label for row in event]
    for n, (kind, count) in enumerate(at_least(pictures.values()).items(), 1):
        own = [label for label in labels if _is_of(label.kind, kind)] or labels
        exact = kind.individual_id or (len(pictures) == 1 and all(label.many for label in own))
        yield Animal(
            n=n,
            count=count,
            count_qualifier=None if exact else "at least",
            life_stage=kind.life_stage,
            sex=kind.sex,
            individual_id=kind.individual_id,
            behavior=" | ".join(dict.fromkeys(label.behavior for label in own if label.behavior)) or None,
            remarks="; ".join(dict.fromkeys(remark for label in own for remark in label.remarks)) or None,
            **_classification(own, share),
        )


def _is_of(one: Kind, kind: Kind) -> bool:
    """Whether a row speaks of just these animals; what pictures show of an individual may differ."""
    return one.individual_id == kind.individual_id if kind.individual_id else one == kind


def _classification(labels: Sequence[Label], share: float) -> dict[str, Any]:
    """Say who classified: a person, if there was one; else the machine, as sure as it was at its surest."""
    if any(label.person for label in labels):
        return {"classification_method": "human"}
    machine = next((label.machine for label in labels if label.machine), None)
    if machine is None:
        return {}
    probability = max((label.probability for label in labels if label.probability is not None), default=None)
    return {
        "classification_method": "machine",
        "classified_by": machine,
        "classification_probability": None if probability is None else round(probability / share, 6),
    }
