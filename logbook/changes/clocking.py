"""Clocking: what a corrected clock changes, planned on a draft. Nothing here writes.

A corrected date is always what the clock recorded, moved by the correction beside it (`dates/clocks.py`). So a second
correction takes the place of the first, and a picture of two sightings is corrected once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.dates import clocks
from logbook.errors import BadValueError, NotOneError
from logbook.records import NOUNS, Id, parse_id
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from logbook.changes.drafts import Draft
    from logbook.records import Sighting

_DATES = {"sightings": "event_date", "images": "date_created"}
_UNDATED = "undated, so there is nothing to correct"
_NO_TIME = "a day is not what a clock showed; the date stays"
_NOT_KEPT = "corrected before, but what the clock recorded is not kept; the date stays"
_ABSENT = "named as a picture, but there is no such picture"


def correct(draft: Draft, chosen: Iterable[Id], offset: str | None) -> list[str]:
    """Plan the corrected dates of sightings with their pictures, or of pictures; tell what cannot be corrected.

    `offset` is a correction as typed or stored; without one the recorded dates come back. What was typed as the date
    (`verbatim_event_date`) stays. Raises BadValueError for a correction or a record that has no meaning here, or a date
    beyond the calendar, and NotOneError where there is no such record.
    """
    stored = clocks.parse_offset(offset) if offset else None
    found: dict[str, dict[str, None]] = {}
    for which in chosen:
        if which.table not in _DATES:
            of_camera = f"; its sightings are: --where-camera {which}" if which.table == "deployments" else ""
            raise BadValueError(
                f"{which} is a {NOUNS[which.table]}, and only sightings and pictures have a time{of_camera}"
            )
        for reason, told in _corrected(draft, which, stored):
            found.setdefault(reason, {})[told] = None
    return [f"{listed(told)}: {reason}" for reason, told in found.items()]


def shared(sightings: Mapping[int, Sighting], chosen: Collection[Id]) -> Iterator[str]:
    """Say which corrected pictures belong to sightings that are not corrected with them."""
    refs = {str(which) for which in chosen if which.table == "images"}
    own = {which.number for which in chosen if which.table == "sightings"}
    refs.update(ref for number in own for ref in sightings[number].images)
    for number, one in sightings.items():
        if number not in own and not refs.isdisjoint(one.images):
            yield f"{listed(ref for ref in one.images if ref in refs)} of s{number} too, whose own date stays"


def _corrected(draft: Draft, which: Id, offset: str | None) -> Iterator[tuple[str, str]]:
    """Correct a record, and a sighting's pictures; give each reason why not, with the record that it holds for."""
    yield from _corrected_one(draft, which, offset)
    for ref in draft.record(which).images if which.table == "sightings" else ():
        try:
            yield from _corrected_one(draft, _picture(ref), offset)
        except NotOneError:
            yield _ABSENT, ref


def _picture(ref: str) -> Id:
    """Read a sighting's reference to a picture; NotOneError for what can be none."""
    try:
        which = parse_id(ref)
    except BadValueError as error:
        raise NotOneError(str(error)) from None
    if which.table != "images":
        raise NotOneError(f"{which} is no picture")
    return which


def _corrected_one(draft: Draft, which: Id, offset: str | None) -> Iterator[tuple[str, str]]:
    field, record = _DATES[which.table], draft.record(which)
    recorded = record.recorded_date or getattr(record, field)
    if record.clock_offset and not record.recorded_date:
        yield _NOT_KEPT, str(which)
    elif offset is None:
        if record.recorded_date:
            draft.change(which, {field: recorded, "recorded_date": None, "clock_offset": None})
    elif recorded is None:
        yield _UNDATED, str(which)
    elif not clocks.is_time(recorded):
        yield _NO_TIME, f"{which} ({recorded})"
    else:
        date = _moved(which, recorded, offset)
        draft.change(which, {field: date, "recorded_date": recorded, "clock_offset": offset})


def _moved(which: Id, recorded: str, offset: str) -> str:
    try:
        return clocks.correct(recorded, offset)
    except BadValueError as error:
        raise BadValueError(f"{which}: {error}") from None
