"""Filling: what the pictures of a sighting tell of it, where the person who records it did not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from logbook import dates, events
from logbook.dates import clocks
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from logbook.changes.fields import SightingWords
    from logbook.records import Id, Image


class Taken(NamedTuple):
    """Fields of a sighting that its pictures tell, the pictures that tell each, and what to say about the others."""

    fields: dict[str, Any]
    sources: dict[str, list[Id]]
    notes: list[str]


def taken(pictures: Mapping[Id, Image], words: SightingWords, *, now: datetime) -> Taken:
    """Take a sighting's date and position from its pictures where the person says neither.

    The date is that of their times, but for those of a clock that was never set or is ahead; where one correction
    holds for all of them, what the clock recorded comes with it. The position is taken where all that have one agree.
    """
    made = Taken({}, {}, [])
    times = dict(_trusted(pictures, now, made.notes)) if words.date is None else {}
    times = {which: time for which, time in times.items() if clocks.is_time(time)} or times
    if times:
        made.fields["event_date"] = events.span(list(times.values()))
        made.fields.update(_recorded([pictures[which] for which in times]))
        made.sources["event_date"] = list(times)
    placed = [which for which, one in pictures.items() if position_of([one])] if words.at is None else []
    position = position_of(pictures.values())
    if placed and position:
        made.fields.update(position)
        made.sources["decimal_latitude"] = placed
    elif placed:
        made.notes.append(f"the positions of {listed(placed)} differ, and none is taken; say where it was with --at")
    return made


def position_of(pictures: Iterable[Image]) -> dict[str, Any]:
    """Give the position that some pictures have, as fields; none where they differ."""
    positions = {(one.decimal_latitude, one.decimal_longitude) for one in pictures}
    whole = [position for position in positions if None not in position]
    return dict(zip(("decimal_latitude", "decimal_longitude"), whole[0], strict=True)) if len(whole) == 1 else {}


def _recorded(dated: Sequence[Image]) -> dict[str, Any]:
    """Give the times that the clock recorded and its correction, or nothing where these pictures differ in that.

    Without them a later correction would be added to a date that is corrected already.
    """
    times = [time for one in dated if dates.is_edtf(time := one.recorded_date or "")]
    offsets = {one.clock_offset for one in dated}
    alike = len(times) == len(dated) and len(offsets) == 1
    return {"recorded_date": events.span(times), "clock_offset": offsets.pop()} if alike else {}


def _trusted(pictures: Mapping[Id, Image], now: datetime, notes: list[str]) -> Iterator[tuple[Id, str]]:
    """Give the times of pictures; say which of them cannot have been."""
    for which, picture in pictures.items():
        time = picture.date_created
        if time is None or not dates.is_edtf(time):
            continue
        told = f"{which} was taken {dates.words(time)} by its clock"
        if picture.clock_offset is None and clocks.is_factory(time):
            notes.append(
                f"{told}, which was perhaps never set: that is not taken for the sighting's date. If it is right, say "
                f"it with --date; to correct it: logbook edit {which} --clock {time}=..., what it showed = what it was"
            )
        elif dates.is_future(time, now=now):
            notes.append(f"{told}, which lies in the future: that is not taken for the sighting's date")
        else:
            yield which, time
