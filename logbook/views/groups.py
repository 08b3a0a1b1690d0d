"""Sightings regrouped, on a terminal with a bar beside each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.dates.parts import MONTHS
from logbook.sun import CIVIL, HORIZON, LIGHTS
from logbook.tally.groups import SEVERAL, TIMES
from logbook.views import wording
from logbook.views.sheet import Bars, Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.tally.groups import By, Grouped, GroupRow

_SIGHTINGS = Column("sightings", "Sightings", right=True)
_EVENTS = Column("events", "Events", right=True)
_ENDS = (Column("first", "First", whole=True), Column("last", "Last", whole=True, below="first", label="last"))
_LEVEL = Column("level", "Breeding")
_LIGHT_NAMES = (*LIGHTS, "light unknown")
_LIGHT = tuple(Column(name.replace(" ", "_"), name.capitalize(), right=True) for name in _LIGHT_NAMES)
_WHOLE = ("key", "sightings", "first_date", "first", "last_date", "last", "level")
_TWILIGHT = (
    f"Twilight is civil: the sun's centre {-HORIZON:g} to {-CIVIL:g} degrees below the horizon, at the position of the "
    "sighting, else of its deployment, when it began."
)


def table(found: Grouped, by: By, gap: str | None) -> Sheet:
    """Give groups for a terminal: numbers with a bar beside them, and below what they are of."""
    # A calendar's dates stand in its names, and its bars need the room.
    ends = () if by in TIMES else _ENDS
    columns = (Column("key", by.capitalize()), *ends, _LEVEL, _SIGHTINGS, *((_EVENTS,) if gap else ()))
    cells = [
        (_name(row.key, by), *(_ends(row) if ends else ()), _level(row), *_counts([row.sightings, row.events]))
        for row in found.rows
    ]
    footer = " ".join(_footer(found, by, gap)) or None
    return Sheet(columns, cells, found.rows, title=f"Sightings by {by}", footer=footer, bars=_bars(found.rows, by))


def page(found: Grouped, by: By, gap: str | None) -> Sheet:
    """Give groups for Markdown: all that is known of each, new columns behind."""
    columns = (Column("key", by.capitalize()), _SIGHTINGS, *_ENDS, _LEVEL, *_added(by, gap))
    cells = [
        (_name(row.key, by), f"{row.sightings:,}", *_ends(row), _level(row), *_counts([row.events, *_light(row)]))
        for row in found.rows
    ]
    return Sheet(columns, cells, found.rows, title=f"Sightings by {by}")


def whole(found: Grouped, by: By, gap: str | None) -> Sheet:
    """Give groups for machines: dates as they are stored, with every record that each could be."""
    columns = [*_WHOLE, *(column.key for column in _added(by, gap))]
    cells = [
        [
            *(
                row.key or "",
                str(row.sightings),
                *wording.stored_mark(row.first),
                *wording.stored_mark(row.last),
                row.level,
            ),
            *(str(number) for number in (row.events, *_light(row)) if number is not None),
        ]
        for row in found.rows
    ]
    return Sheet([Column(name, name) for name in columns], cells, found.rows)


def _added(by: By, gap: str | None) -> tuple[Column, ...]:
    """Give the columns that stand behind the others, where they were asked for."""
    return (*((_EVENTS,) if gap else ()), *(_LIGHT if by == "hour" else ()))


def _name(key: str | None, by: By) -> str:
    """Name a group as people do."""
    if key is None:
        return "(unknown)" if by in TIMES else f"(no {by})"
    if by == "year":
        return wording.date(key)
    return MONTHS[int(key) - 1] if by == "month" else key


def _level(row: GroupRow) -> str:
    return "" if row.level == "none" else row.level


def _ends(row: GroupRow) -> tuple[str, str]:
    return wording.mark(row.first), wording.mark(row.last)


def _counts(numbers: Sequence[int | None]) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in numbers if number is not None)


def _light(row: GroupRow) -> tuple[int | None, ...]:
    return row.day, row.twilight, row.night, row.light_unknown


def _bars(rows: Sequence[GroupRow], by: By) -> Bars:
    """Give the numbers behind the bars, those of hours by light; none of an unknown time, which has no place there."""
    names = _LIGHT_NAMES if _is_lit(rows) else ("sightings",)
    parts = [tuple(number or 0 for number in _light(row)) if len(names) > 1 else (row.sightings,) for row in rows]
    nothing = (0,) * len(names)
    unknown = [row.key is None and by in TIMES for row in rows]
    return Bars([nothing if skipped else part for part, skipped in zip(parts, unknown, strict=True)], names)


def _is_lit(rows: Sequence[GroupRow]) -> bool:
    return any(row.day or row.twilight or row.night for row in rows)


def _footer(found: Grouped, by: By, gap: str | None) -> Iterator[str]:
    """Say what hours, light and events are, and what is lacking to tell more."""
    if found.utc:
        yield f"Hours are by the clock as written: UTC for {singular(found.utc, 'sighting')}."
    if _is_lit(found.rows):
        yield _TWILIGHT
    lacking = [
        f"{found.unzoned:,} without an offset from UTC (edit --date)" if found.unzoned else None,
        f"{found.unplaced:,} without a position (edit --at)" if found.unplaced else None,
    ]
    if any(lacking):
        yield f"Light unknown: {', '.join(filter(None, lacking))}."
    if gap:
        where = f"in every {by} of its sightings" if by in SEVERAL else "where it begins"
        yield (
            "An event is one species at one camera (its deployment, else the position) until not seen for more than "
            f"{gap}; it counts {where}. Without a camera or a time of day each sighting is one."
        )
