"""Sightings as a list, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import breeding
from logbook.views import wording
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.query.searching import Found
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


def every(sightings: Iterable[tuple[int, Sighting]], *, in_words: bool) -> Sheet:
    """Give every row, with dates in words or as they are stored; nothing is made before it is asked for."""
    rows = (
        _row(number, one, wording.date(one.event_date) if in_words else one.event_date or "")
        for number, one in sightings
    )
    return Sheet(_COLUMNS, rows)


def newest(sightings: Iterable[tuple[int, Sighting]], found: Found) -> Sheet:
    """Give the newest for people, and say how many there are."""
    return every(sightings, in_words=True)._replace(footer=_footer(found))


def _footer(found: Found) -> str:
    shown = len(found.keys)
    if shown == found.all:
        return singular(shown, "sighting")
    undated = f" ({found.unseen:,} undated are left out)" if found.unseen else ""
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
