"""Sightings as a list, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook import breeding
from logbook.views import wording
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.query import Newest
    from logbook.records import Sighting

_COLUMNS = (
    Column("id", "Id", whole=True),
    Column("event_date", "Date", whole=True),
    Column("vernacular_name", "Species"),
    Column("animals", "Animals", below="vernacular_name"),
    Column("region", "Region"),
    Column("breeding_level", "Breeding", below="region"),
    Column("images", "Pictures", right=True, below="region", label="pictures"),
)


def every(sightings: Mapping[int, Sighting], objects: Iterable[Any], *, in_words: bool) -> Sheet:
    """Give every row, with dates in words or as they are stored; nothing is made before it is asked for."""
    rows = (
        _row(number, one, wording.date(one.event_date) if in_words else one.event_date or "")
        for number, one in sightings.items()
    )
    return Sheet(_COLUMNS, rows, objects)


def newest(found: Newest) -> Sheet:
    """Give the newest for people, and say how many there are."""
    rows = [_row(number, one, wording.date(one.event_date)) for number, one in found.sightings.items()]
    return Sheet(_COLUMNS, rows, footer=_footer(found))


def _footer(found: Newest) -> str:
    shown = len(found.sightings)
    if shown == found.all:
        return singular(shown, "sighting")
    undated = f" ({found.undated:,} undated are left out)" if found.undated else ""
    how = "--since, --region and other filters ask for less; a pipe gets every row"
    return f"showing {shown:,} of {found.all:,} sightings, the newest{undated}; {how}"


def _row(number: int, sighting: Sighting, date: str) -> tuple[str, ...]:
    level = breeding.in_force(sighting).level
    return (
        f"s{number}",
        date,
        wording.name(sighting),
        wording.who(sighting),
        sighting.region or "",
        "" if level == "none" else level,
        str(len(sighting.images)) if sighting.images else "",
    )
