"""A record as it may be told: its place cut to a grid, its young dates to years, what names it left out."""

from __future__ import annotations

import math
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace

from logbook.places import country_of
from logbook.privacy import grids
from logbook.privacy.levels import EXTREME, HIGH, LOW, NONE
from logbook.privacy.scrubbing import scrubbed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from logbook.privacy.dating import Delay
    from logbook.privacy.giveaways import Giveaways
    from logbook.records import Animal, Deployment, Image, Record, Sighting

    Telling = Callable[[], frozenset[str]]

PLACE: Final = "place generalised for publication"
_DONE: Final = {
    EXTREME: f"{PLACE}: no coordinates, and no region below the country",
    **{
        rank: f"{PLACE}: coordinates cut to the south-west corner of a cell of {grids.precision(rank)} degrees"
        for rank in range(LOW, EXTREME)
    },
}
_YEARS: Final = "dates generalised for publication: to the year"
_WITHHELD: Final = "withheld for publication: "
_BETWEEN: Final = " | "

_NAMING: Final = ("locality", "verbatim_locality", "source_ids", "recorded_date", "clock_offset")
_NAMING_FILE: Final = ("file", "file_name", "file_public", "source_ids", "recorded_date", "clock_offset")
_NAMING_STATION: Final = (
    *("location_id", "location_name", "camera_id", "deployment_tags", "deployment_groups", "deployment_comments"),
    "source_ids",
)
_BOOKKEEPING: Final = ("added", "modified")
_CLERICAL: Final = (*_BOOKKEEPING, "verified_date")
"""When somebody worked on a record, which tells that something was seen before."""
_SAID_AS: Final = {
    "decimal_latitude": "coordinates",
    "decimal_longitude": "coordinates",
    "coordinate_uncertainty_in_meters": "coordinates",
    "coordinate_precision": "coordinates",
    "verbatim_locality": "locality",
    "source_ids": "ids in the source",
    "recorded_date": "time by the camera",
    "clock_offset": "time by the camera",
    "verified_date": "date of verification",
    "verbatim_event_date": "date as written",
}
"""What people call fields that are withheld; the others go by their names."""


class Made(NamedTuple):
    """A record as it may be told, and which of its texts were left out because they name a withheld place."""

    record: Any
    dropped: tuple[str, ...] = ()


class Generalising:
    """Makes the records that may be told, of a logbook and for a day."""

    def __init__(self, giveaways: Giveaways, delay: Delay) -> None:
        self._giveaways = giveaways
        self._delay = delay

    def hides(self, text: str) -> bool:
        """Tell whether a text names a withheld place, and may stand in no record."""
        return self._giveaways.at(NONE, self._giveaways.told_anywhere())[text]

    def sighting(self, one: Sighting, rank: int, *, without: tuple[str, ...] = (), stands: bool = False) -> Made:
        """Make a sighting; `without` are more of its fields that go, because they link it to one that tells more.

        `stands` tells that its deployment has a position, which is cut alike.
        """
        told = partial(self._giveaways.told_by, one, rank)
        if rank == NONE:
            return self._untouched(one, told)
        made = self._without(one, (*_NAMING, *without))
        made |= self._placed(one, rank)
        if rank == EXTREME:
            land = country_of(one.region)
            made |= {"region": land and land.name, "areas": ()}
        years = self._dated(one, rank, ("event_date",), made)
        if rank >= HIGH and one.verbatim_event_date and self._delay.is_young(one.event_date):
            made["verbatim_event_date"] = None
        if one.animals:
            made["animals"] = tuple(self._animal(animal, rank) for animal in one.animals)
        if rank >= HIGH and one.breeding and one.breeding.assessed and self._delay.is_young(one.breeding.assessed.date):
            made["breeding"] = replace(one.breeding, assessed=replace(one.breeding.assessed, date=None))
        return self._finished(one, made, rank, told, years=years, is_placed=stands or one.decimal_latitude is not None)

    def image(self, number: int, one: Image, rank: int) -> Made:
        """Make a picture's record."""
        told = partial(self._giveaways.told_of, f"i{number}")
        if rank == NONE:
            return self._untouched(one, told)
        made = self._without(one, _NAMING_FILE) | self._placed(one, rank)
        years = self._dated(one, rank, ("date_created",), made)
        return self._finished(one, made, rank, told, years=years, is_placed=one.decimal_latitude is not None)

    def deployment(self, number: int, one: Deployment, rank: int) -> Made:
        """Make a deployment, which has no name then but its uuid."""
        told = partial(self._giveaways.told_of, f"d{number}")
        if rank == NONE:
            return self._untouched(one, told)
        made = self._without(one, _NAMING_STATION) | {"deployment_id": one.uuid}
        at = _cut(one, one.latitude, one.longitude, one.coordinate_uncertainty, rank)
        made |= dict(zip(("latitude", "longitude", "coordinate_uncertainty"), at, strict=True))
        years = self._dated(one, rank, ("deployment_start", "deployment_end"), made)
        return self._finished(one, made, rank, told, years=years, is_placed=one.latitude is not None)

    def other(self, one: Any) -> Made:
        """Make a record of no place, which may name one that is hidden."""
        return self._untouched(one, self._giveaways.told_anywhere)

    def _untouched(self, one: Any, told: Telling) -> Made:
        """Make a record that hides nothing of its own, but may name a place that is hidden."""
        changed = self._scrubbed(one, NONE, told)
        if not changed:
            return Made(one)
        said = _withheld(one, (), changed)
        if not said and hasattr(one, "data_generalizations"):
            before = changed.get("data_generalizations", one.data_generalizations)
            said = {"data_generalizations": _joined(before, _names(tuple(changed)))}
        return Made(replace(one, **{**changed, **said}), tuple(changed))

    def _scrubbed(self, one: Any, rank: int, told: Telling, made: Mapping[str, Any] = {}) -> dict[str, Any]:
        """Take out of a record the texts that give a place away, but for the names of regions that are `told` anyway.

        These are asked for only where they matter: few records name any.
        """
        texts = scrubbed(one, self._giveaways.at(rank), made)
        return scrubbed(one, self._giveaways.at(rank, names), made) if texts and (names := told()) else texts

    def _without(self, one: Record, names: tuple[str, ...]) -> dict[str, Any]:
        """Empty fields that say something."""
        return {name: None if isinstance(value, (str, bool)) else () for name in names if (value := getattr(one, name))}

    def _placed(self, one: Sighting | Image, rank: int) -> dict[str, Any]:
        """Cut a position. A picture has no field for how exact it is."""
        uncertainty = getattr(one, "coordinate_uncertainty_in_meters", None)
        latitude, longitude, radius = _cut(one, one.decimal_latitude, one.decimal_longitude, uncertainty, rank)
        made = {"decimal_latitude": latitude, "decimal_longitude": longitude}
        if hasattr(one, "coordinate_precision"):
            grid = None if latitude is None else max(grids.precision(rank), one.coordinate_precision or 0)
            made |= {"coordinate_uncertainty_in_meters": radius, "coordinate_precision": grid}
        return made

    def _dated(self, one: Record, rank: int, names: tuple[str, ...], made: dict[str, Any]) -> bool:
        """Give the young dates of what happened as years, and none of those on which it was written down."""
        if rank < HIGH:
            return False
        is_other = False
        for name in names:
            date = getattr(one, name)
            made[name] = told = self._delay.told(date)
            is_other |= told != date
        for name in _CLERICAL:
            if (date := getattr(one, name, None)) and self._delay.is_young(date):
                made[name] = None
        return is_other

    def _animal(self, one: Animal, rank: int) -> Animal:
        stamp = one.classification_timestamp
        kept = None if rank >= HIGH and self._delay.is_young(stamp) else stamp
        if one.source_id is None and kept == stamp:
            return one
        return replace(one, source_id=None, classification_timestamp=kept)

    def _finished(
        self, one: Any, made: dict[str, Any], rank: int, told: Telling, *, years: bool, is_placed: bool
    ) -> Made:
        """Take out of a record the texts that give it away, and say in it what was done."""
        texts = self._scrubbed(one, rank, told, made)
        before = texts.get("data_generalizations", one.data_generalizations)
        gone = _gone(one, {**made, **texts})
        if _is_done(before, rank):
            done: tuple[str, ...] = ()
        elif is_placed or rank == EXTREME:
            done = (_DONE[rank],)
        else:  # there is nothing to be cut, but there may be names
            done = (PLACE,) if gone else ()
        said = {"data_generalizations": _joined(before, (*done, _YEARS) if years else done)}
        return Made(replace(one, **{**made, **texts, **said, **_withheld(one, gone, texts)}), tuple(texts))


def _gone(one: Any, made: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the fields that said something and say nothing now, but for when the record was made."""
    return tuple(
        name
        for name, value in made.items()
        if (value is None or value == ()) and name not in _BOOKKEEPING and getattr(one, name) not in (None, ())
    )


def _withheld(one: Any, gone: tuple[str, ...], texts: Mapping[str, Any]) -> dict[str, Any]:
    """Say in a record that has a field for it what of it is not told, wholly or in part."""
    if not hasattr(one, "information_withheld"):
        return {}
    before = texts.get("information_withheld", one.information_withheld)
    return {"information_withheld": _joined(before, _names((*gone, *texts)))}


# Many records of a logbook are alike in this.
@lru_cache(maxsize=4096)
def _names(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Say which fields are withheld, each once."""
    said = (_SAID_AS.get(name, name.replace("_", " ")) for name in fields if name != "information_withheld")
    names = ", ".join(dict.fromkeys(said))
    return (_WITHHELD + names,) if names else ()


@lru_cache(maxsize=4096)
def _joined(before: str | None, sentences: tuple[str, ...]) -> str | None:
    """Set sentences behind what stands there, each once."""
    there = before or ""
    return _BETWEEN.join(filter(None, (there, *(one for one in sentences if one not in there)))) or None


def _is_done(said: str | None, rank: int) -> bool:
    """Tell whether a record says that it was generalised by as much already, or by more."""
    return said is not None and any(_DONE[coarse] in said for coarse in range(rank, EXTREME + 1))


def _cut(
    one: Sighting | Image | Deployment,
    latitude: float | None,
    longitude: float | None,
    uncertainty: float | None,
    rank: int,
) -> tuple[float | None, float | None, float | None]:
    """Cut a position to its cell's corner, with the uncertainty that this adds; one that is so already stays."""
    if rank == EXTREME or latitude is None or longitude is None:
        return None, None, None
    cell = grids.cell(latitude, longitude, rank)
    south, west = grids.corner(cell)
    if (south, west) == (latitude, longitude) and _is_done(one.data_generalizations, rank):
        return latitude, longitude, uncertainty
    return south, west, math.ceil(grids.diagonal(cell.latitude, cell.width) + (uncertainty or 0))
