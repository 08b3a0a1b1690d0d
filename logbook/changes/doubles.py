"""Doubles: what is refused because it is recorded already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.errors import LogbookError
from logbook.records import Id, Sighting

if TYPE_CHECKING:
    from logbook.changes.recording import Known
    from logbook.taxa import Taxa

_MINUTE = len("2013-09-05T04:31")
"""So much of a stored time tells its minute."""


def require_new(sighting: Sighting, known: Known, taxa: Taxa) -> None:
    """Refuse the same taxon at the same minute at the same camera or position. Raises LogbookError naming the other."""
    minute = _minute(sighting.event_date)
    if minute is None:
        return
    key = taxa.key(sighting)
    for number, other in known.of_minute(minute[0]).items():
        if _minute(other.event_date) == minute and _same_spot(sighting, other) and taxa.key(other) == key:
            same = f"{Id('sightings', number)} is the same species at the same minute and place"
            raise LogbookError(f"{same}; --force adds it all the same")


def _minute(edtf: str | None) -> tuple[str, str] | None:
    """Give the minute of a time, and its offset; None for a date without a time."""
    if edtf is None or "T" not in edtf or "/" in edtf:
        return None
    return edtf[:_MINUTE], edtf[_MINUTE:].lstrip(":0123456789")


def _same_spot(one: Sighting, other: Sighting) -> bool:
    if one.deployment is not None and one.deployment == other.deployment:
        return True
    here = (one.decimal_latitude, one.decimal_longitude)
    return None not in here and here == (other.decimal_latitude, other.decimal_longitude)
