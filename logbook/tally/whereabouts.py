"""Where a sighting was, and by which camera: its own position, or its deployment's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.places import Position

if TYPE_CHECKING:
    from logbook.records import Book, Sighting


class Place(NamedTuple):
    """A position, and by how many metres it may be off, as far as that is said where it comes from."""

    position: Position
    uncertainty: float | None


class Whereabouts:
    """The places of a logbook's sightings; a deployment that leads nowhere has none."""

    def __init__(self, book: Book) -> None:
        self._cameras = {
            f"d{number}": Place(Position(one.latitude, one.longitude), one.coordinate_uncertainty)
            for number, one in book.deployments.items()
            if one.latitude is not None and one.longitude is not None
        }

    def place(self, sighting: Sighting) -> Place | None:
        """Give a sighting's own place, else that of its deployment; None where neither has one."""
        own = _own(sighting)
        if own is not None:
            return Place(own, sighting.coordinate_uncertainty_in_meters)
        return self._cameras.get(sighting.deployment or "")

    def position(self, sighting: Sighting) -> Position | None:
        """Give its position alone."""
        place = self.place(sighting)
        return place and place.position


def camera(number: int, sighting: Sighting) -> str:
    """Name the camera that a sighting is of: its deployment, else its position, else the sighting alone.

    A position that was generalised is a cell, in which there may be several.
    """
    if sighting.deployment:
        return sighting.deployment
    position = None if sighting.data_generalizations else _own(sighting)
    return f"{position.latitude}, {position.longitude}" if position else f"s{number}"


def _own(sighting: Sighting) -> Position | None:
    latitude, longitude = sighting.decimal_latitude, sighting.decimal_longitude
    return None if latitude is None or longitude is None else Position(latitude, longitude)
