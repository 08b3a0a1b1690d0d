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
    """The places of a logbook's sightings; a deployment that leads nowhere has none.

    `cameras` are the places of the deployments that say theirs, by their references.
    """

    def __init__(self, book: Book) -> None:
        self.cameras = {
            f"d{number}": Place(Position(one.latitude, one.longitude), one.coordinate_uncertainty)
            for number, one in book.deployments.items()
            if one.latitude is not None and one.longitude is not None
        }

    def place(self, sighting: Sighting) -> Place | None:
        """Give a sighting's own place, else that of its deployment; None where neither has one."""
        return own_place(sighting) or self.cameras.get(sighting.deployment or "")

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
    own = None if sighting.data_generalizations else own_place(sighting)
    return f"{own.position.latitude}, {own.position.longitude}" if own else f"s{number}"


def own_place(sighting: Sighting) -> Place | None:
    """Give the place that a sighting says itself, whatever its deployment says."""
    latitude, longitude = sighting.decimal_latitude, sighting.decimal_longitude
    if latitude is None or longitude is None:
        return None
    return Place(Position(latitude, longitude), sighting.coordinate_uncertainty_in_meters)
