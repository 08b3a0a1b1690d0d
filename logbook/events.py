"""Events: which pictures and records are one visit of one animal or group to one camera.

This is the one definition of independence. A new event begins more than a gap after the *last* picture of the event;
another camera or another taxon is always another event, and so are two known individuals.
"""
# ruff: noqa: DTZ901 - times are compared within one camera, by one clock

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from logbook import dates
from logbook.dates import clocks
from logbook.errors import BadValueError
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence


class Shot(NamedTuple):
    """A picture or record of one taxon at one camera; `key` is the caller's own number for it, `time` is EDTF.

    What has no time of day (a day, a year, nothing) is undated here. `individuals` are the known ones.
    """

    key: int
    camera: str
    taxon: Hashable
    time: str | None
    individuals: frozenset[str] = frozenset()


class _Ends(NamedTuple):
    """The first and last time of a shot: the same, but for an interval."""

    first: dates.Span
    last: dates.Span


class _Placed(NamedTuple):
    """A shot and when its first and last picture were taken; `datetime.max` where it is undated."""

    begin: datetime
    end: datetime
    key: int
    shot: Shot


class _Event:
    """An event while it grows: when its last picture was taken, which one that was, and who is known in any of them."""

    def __init__(self, first: _Placed) -> None:
        self.order = (first.shot.camera, first.begin, first.key)
        self.placed: list[_Placed] = []
        self.individuals: set[str] = set()
        self.last = (first.end, 0)

    def join(self, placed: _Placed, place: int) -> None:
        """Take in a picture, the one at this place in the order of time."""
        self.placed.append(placed)
        self.individuals |= placed.shot.individuals
        self.last = max(self.last, (placed.end, place))

    def absorb(self, other: _Event) -> None:
        """Take in all of another event, which is none any more."""
        self.placed += other.placed
        self.individuals |= other.individuals
        self.last = max(self.last, other.last)
        other.placed = []

    def shots(self) -> list[Shot]:
        """Give the pictures in order of time."""
        return [placed.shot for placed in sorted(self.placed, key=itemgetter(0, 1, 2))]


def parse_gap(text: str) -> timedelta:
    """Read for how long a camera must see nothing before a new event begins: `30m`, `1h`, `90s`, `0m`.

    BadValueError for what is no length of time, has no unit, or is more than a century.
    """
    gap = clocks.duration(text)
    if gap is None:
        raise BadValueError(f"{quoted(text)} is no gap between events; type it as 30m, 1h or 90s")
    return gap


def group(shots: Iterable[Shot], gap: timedelta) -> list[list[Shot]]:
    """Group shots into events, each in order of time; the events in order of camera and first time, undated ones last.

    A shot with known individuals joins the events in which one of them is known, and makes them one, or that of nobody
    known; one without joins the event with the latest picture. So a mother, her cub, and both together are one event.
    An undated shot is an event of its own. The times of a camera are compared as instants where all of them have an
    offset from UTC, else by the clock as written. Ties go by key: the order of the input does not matter.
    """
    cameras: defaultdict[str, list[Shot]] = defaultdict(list)
    for shot in shots:
        cameras[shot.camera].append(shot)
    events: list[_Event] = []
    for seen in cameras.values():
        taxa: defaultdict[Hashable, list[_Placed]] = defaultdict(list)
        for placed in sorted(_placed(seen), key=itemgetter(0, 1, 2)):
            taxa[placed.shot.taxon].append(placed)
        for ordered in taxa.values():
            events.extend(_grown(ordered, gap))
    return [event.shots() for event in sorted(events, key=lambda event: event.order)]


def span(times: Sequence[str]) -> str:
    """Return the date of an event as EDTF, from the stored dates of its pictures, at least one: the one, or first/last.

    BadValueError for what is no stored date.
    """
    bounds = {time: dates.span(time) for time in times}
    zoned = all(one.offsets and None not in one.offsets for one in bounds.values())
    lasting = {time: dates.instants(one) if zoned else one[:2] for time, one in bounds.items()}
    first = min(lasting, key=lambda time: (lasting[time][0], time)).partition("/")[0]
    last = max(lasting, key=lambda time: (lasting[time][1], time)).rpartition("/")[2]
    if first == last:
        return first
    # By clock as written, two that have offsets may stand the other way round.
    both = f"{first}/{last}"
    return both if dates.is_edtf(both) else f"{last}/{first}"


def _placed(shots: Sequence[Shot]) -> Iterator[_Placed]:
    """Place the shots of one camera in time."""
    all_ends = [_ends(shot.time) for shot in shots]
    zoned = _zoned([ends for ends in all_ends if ends])
    for shot, ends in zip(shots, all_ends, strict=True):
        begin = _moment(ends.first, zoned) if ends else datetime.max
        end = begin if ends is None or ends.last is ends.first else _moment(ends.last, zoned)
        yield _Placed(begin, end, shot.key, shot)


def _ends(edtf: str | None) -> _Ends | None:
    """Read a time or an interval of times; None for what has no time of day."""
    whole = dates.readable(edtf)
    if edtf is None or whole is None or not whole.offsets:
        return None
    if "/" not in edtf:
        return _Ends(whole, whole)
    first, last = map(dates.readable, edtf.split("/"))
    return _Ends(first, last) if first and last and first.offsets and last.offsets else None


def _zoned(ends: Iterable[_Ends]) -> bool:
    """Tell whether all times can be compared as instants."""
    return all(None not in (one.first.earliest_offset, one.last.earliest_offset) for one in ends)


def _moment(bounds: dates.Span, zoned: bool) -> datetime:
    return dates.instants(bounds)[0] if zoned else bounds.earliest


def _grown(ordered: Sequence[_Placed], gap: timedelta) -> list[_Event]:
    """Let the events of one camera and taxon grow, picture by picture."""
    events: list[_Event] = []
    latest: _Event | None = None
    latest_with: dict[str, _Event] = {}
    for place, placed in enumerate(ordered):
        event, *others = _open_to(placed, latest, latest_with, gap) or [_Event(placed)]
        for other in others:
            event.absorb(other)
        if not event.placed:
            events.append(event)
        event.join(placed, place)
        latest = _later(event, latest)
        for who in event.individuals:
            latest_with[who] = _later(event, latest_with.get(who))
    return [event for event in events if event.placed]


def _open_to(placed: _Placed, latest: _Event | None, latest_with: dict[str, _Event], gap: timedelta) -> list[_Event]:
    """Give the events that a picture belongs to, in order of time; none where it begins a new one."""
    if latest is None or placed.begin == datetime.max:
        return []
    known = placed.shot.individuals
    # An event of nobody known began when no other was open, and has since taken in all: it is the only one open.
    both_known = bool(known and latest.individuals)
    candidates = {latest_with[who] for who in known if who in latest_with} if both_known else {latest}
    return sorted((one for one in candidates if placed.begin - one.last[0] <= gap), key=lambda event: event.order)


def _later(one: _Event, other: _Event | None) -> _Event:
    return one if other is None or one.last > other.last else other
