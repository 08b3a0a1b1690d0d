"""Where a sighting was, and by which camera: its own position, or its deployment's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.places import Position

if TYPE_CHECKING:
    from logbook.records import Book, Sighting


class Whereabouts:
    """The places of a logbook's sightings; a deployment that leads nowhere has none."""

    def __init__(self, book: Book) -> None:
        self._cameras = {
            f"d{number}": Position(one.latitude, one.longitude)
            for number, one in book.deployments.items()
            if one.latitude is not None and one.longitude is not None
        }

    def position(self, sighting: Sighting) -> Position | None:
        """Give a sighting's own position, else that of its deployment; None where neither has one."""
        return _own(sighting) or self._cameras.get(sighting.deployment or "")


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
