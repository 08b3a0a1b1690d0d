"""Sighted: pictures become sightings, one an independent event, planned on a draft. Nothing here writes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from logbook import events
from logbook.changes import filling
from logbook.changes.importing.imported import Event
from logbook.dates import clocks
from logbook.records import Deployment, Id, Image, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import timedelta

    from logbook.changes.drafts import Draft
    from logbook.taxa import TaxonKey


class Sight(NamedTuple):
    """A picture of one species; `fields` are the names that its sighting bears.

    `sighting` is the one it belongs to in the logbook already. `turn` tells apart the pictures before and after a clock
    began anew; `named` is the file's name where that gave the date.
    """

    id: Id
    image: Image
    camera: str
    fields: Mapping[str, Any]
    taxon: TaxonKey
    individuals: frozenset[str]
    turn: int = 0
    sighting: Id | None = None
    named: str | None = None

    @property
    def species(self) -> str:
        """The name that it goes by."""
        return self.fields.get("vernacular_name") or self.fields.get("scientific_name") or ""


class Sightings:
    """The sightings of pictures; `common` are fields of all new ones."""

    def __init__(self, draft: Draft, deployments: Mapping[int, Deployment], common: Mapping[str, Any]) -> None:
        self._draft, self._common = draft, common
        self._models: dict[str, str] = {}
        self._deployments = {
            _one_camera(one.location_name): Id("deployments", number)
            for number, one in deployments.items()
            if one.location_name
        }

    def put(self, sights: Sequence[Sight], gap: timedelta) -> Iterator[Event]:
        """Plan a sighting for each event in which a picture is new, or give its new pictures to the one that is there.

        A camera is the deployment of its name, and begins one where there is none; the cameras keep their order.
        """
        self._models = _models(sights)
        cameras: dict[str, int] = {}
        for one in sights:
            cameras.setdefault(_one_camera(one.camera), len(cameras))
        shots = [
            events.Shot(
                place,
                f"{cameras[_one_camera(one.camera)]:09} {one.turn:09}",
                one.taxon,
                _moment(one.image.date_created),
                one.individuals,
            )
            for place, one in enumerate(sights)
        ]
        for event in events.group(shots, gap):
            members = [sights[shot.key] for shot in event]
            new = [one for one in members if one.sighting is None]
            there = dict.fromkeys(one.sighting for one in members if one.sighting is not None)
            if new and there:
                which, *beside = there
                own = [one for one in members if one.sighting not in beside]
                yield self._continued(which, own, new)._replace(beside=tuple(beside))
            elif new:
                yield self._begun(new)

    def deployment(self, camera: str) -> Id | None:
        """Give the deployment of a camera, where it has one."""
        return self._deployments.get(_one_camera(camera))

    def _begun(self, new: Sequence[Sight]) -> Event:
        one, date = new[0], _span([each.image.date_created for each in new])
        recorded = _span([each.image.recorded_date for each in new])
        made = {
            **filling.position_of([each.image for each in new]),
            **self._common,
            **one.fields,
            "event_date": date,
            "verbatim_event_date": one.named,
            "recorded_date": recorded,
            "clock_offset": one.image.clock_offset if recorded else None,
            "animals": _entries(_individuals(new)),
            "deployment": str(self.deployment(one.camera) or self._begin(one.camera)),
            "images": [str(each.id) for each in new],
        }
        sighting = msgspec.convert({name: value for name, value in made.items() if value is not None}, Sighting)
        which = self._draft.new("sightings", sighting)
        return Event(which, one.species, date, one.camera, tuple(each.id for each in new))

    def _begin(self, camera: str) -> Id:
        """Begin the deployment of a camera."""
        new = Deployment(location_name=camera, camera_model=self._models.get(camera))
        self._deployments[_one_camera(camera)] = which = self._draft.new("deployments", new)
        return which

    def _continued(self, which: Id, members: Sequence[Sight], new: Sequence[Sight]) -> Event:
        """Give new pictures to the sighting of their event, whose `members` they and its own are.

        Its date grows with them where it is that of its pictures, its animals where all of them are known individuals.
        """
        sighting: Sighting = self._draft.record(which)
        before = _span([one.image.date_created for one in members if one.sighting == which])
        changed: dict[str, Any] = {"images": list(dict.fromkeys([*sighting.images, *(str(one.id) for one in new)]))}
        offsets = {one.image.clock_offset for one in members}
        if sighting.event_date == before and offsets == {sighting.clock_offset}:
            changed["event_date"] = _span([one.image.date_created for one in members])
            changed["recorded_date"] = _span([one.image.recorded_date for one in members])
        known = [animal.individual_id for animal in sighting.animals]
        more = [who for who in _individuals(new) if who not in known]
        if more and None not in known and sighting.individual_count is None:
            begun = msgspec.to_builtins(sighting.animals)
            changed["animals"] = [*begun, *_entries(more, begin=len(known) + 1)]
        self._draft.change(which, changed)
        date = changed.get("event_date", sighting.event_date)
        return Event(which, new[0].species, date, new[0].camera, tuple(one.id for one in new), continued=True)


def _one_camera(name: str) -> str:
    """Give the form in which two names of folders are one camera: systems differ in capitals and accents."""
    return unicodedata.normalize("NFC", name).casefold()


def _individuals(sights: Iterable[Sight]) -> list[str]:
    return sorted(frozenset().union(*(one.individuals for one in sights)))


def _entries(individuals: Iterable[str], begin: int = 1) -> list[dict[str, Any]]:
    """Enter known individuals as the animals of a sighting."""
    return [{"n": at, "count": 1, "individual_id": who} for at, who in enumerate(individuals, begin)]


def _models(sights: Iterable[Sight]) -> dict[str, str]:
    """Name the model of each camera whose pictures agree on it."""
    found: dict[str, set[str | None]] = {}
    for one in sights:
        found.setdefault(one.camera, set()).add(one.image.camera)
    return {camera: model for camera, models in found.items() if len(models) == 1 for model in models if model}


def _moment(edtf: str | None) -> str | None:
    """Give a moment; None for a day or more, within which nobody knows what was one event."""
    return edtf if edtf and clocks.is_time(edtf) and "/" not in edtf else None


def _span(dated: Sequence[str | None]) -> str | None:
    """Give the date of an event: the span of its pictures' times; a single picture's day where it has no time."""
    times = [time for one in dated if (time := _moment(one))]
    return events.span(times) if times else next((one for one in dated if one), None)
