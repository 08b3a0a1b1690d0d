"""What `add` and `attach` ask of a logbook without reading it whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logbook.changes.recording import Known
    from logbook.records import Id, Image, Sighting
    from logbook.store.snapshot import Snapshot


def known(held: Snapshot) -> Known:
    """Give the questions, to be asked of this logbook."""
    from logbook.changes.recording import Known

    return Known(partial(_picture, held), partial(_sightings, held), partial(_of_minute, held))


def _picture(held: Snapshot, image: Image) -> Id | None:
    """Find a picture that is there already, by its digest."""
    return held.holding("images", f'"sha256":"{image.sha256}"'.encode()) if image.sha256 else None


def _sightings(held: Snapshot, image: Id) -> list[str]:
    """Name the sightings that a picture belongs to."""
    found = held.holding_all("sightings", f'"{image}"'.encode())
    return [f"s{number}" for number, sighting in found.items() if str(image) in sighting.images]


def _of_minute(held: Snapshot, minute: str) -> dict[int, Sighting]:
    return held.holding_all("sightings", f'"event_date":"{minute}'.encode())
