"""An axis of time: in which of its cells a date lies, which moments are named on it, and what of a row lies where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.breeding import Level
    from logbook.tally.timeline import Milestone, Stretch, Timeline, TimelineRow

Reach = tuple[int, int]
"""The first and the last of the cells that something fills."""

_YEAR_ONE, _END = datetime.min, datetime.max.replace(microsecond=0)  # noqa: DTZ901 - clock and calendar as written
_SECOND = timedelta(seconds=1)
_MINUTE, _HOUR, _DAY, _MONTH = 60, 3_600, 86_400, 30 * 86_400
_APART = 2
"""Blanks between two names."""


class _Step(NamedTuple):
    """What lies between two named moments: seconds (weeks begin on Monday) or months; a name has `characters`."""

    seconds: int
    months: int
    characters: int


_STEPS = (
    *(_Step(n * _MINUTE, 0, 16) for n in (1, 5, 15, 30)),
    *(_Step(n * _HOUR, 0, 16) for n in (1, 3, 6, 12)),
    *(_Step(n * _DAY, 0, 10) for n in (1, 2, 7, 14)),
    *(_Step(n * _MONTH, n, 7) for n in (1, 3, 6)),
    *(_Step(n * 12 * _MONTH, n * 12, 4) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)),
)


class Axis(NamedTuple):
    """So many `cells` that divide a time of `length` from `begin`, in seconds since the year 1 began.

    What is no longer than `sign` cells is drawn as one sign. `first` and `last` are the ends of what is known.
    """

    begin: int
    length: int
    cells: int
    sign: int
    first: datetime
    last: datetime

    def cell(self, moment: datetime) -> int:
        """Give the cell that a moment lies in."""
        return min(max((_seconds(moment) - self.begin) * self.cells // self.length, 0), self.cells - 1)

    def reach(self, earliest: datetime | None, latest: datetime | None) -> Reach:
        """Give the cells that inclusive bounds fill: up to the edge where one is open, and one where it is a sign."""
        if earliest and latest and self._is_sign(earliest, latest):
            middle = self.cell(earliest + (latest - earliest) / 2)
            return middle, middle
        return self.cell(earliest) if earliest else 0, self.cell(latest) if latest else self.cells - 1

    def ticks(self, room: int) -> list[tuple[int, str]]:
        """Name moments, in ISO 8601: as many round ones as there is room for, in characters, after the first."""
        if self._is_sign(self.first, self.last):
            return [self._named(self.first, self.last)]
        needed = ((step, (step.characters + _APART) * self.length) for step in _STEPS)
        step = next((step for step, length in needed if step.seconds * room >= length), _STEPS[-1])
        named = [(self.cell(moment), _iso(moment, step.characters)) for moment in self._moments(step)]
        if not named:
            return [self._named(self.first, self.first)]
        start = self.cell(self.first)
        has_room = (named[0][0] - start) * room >= (step.characters + _APART) * self.cells
        return [(start, _iso(self.first, step.characters)), *named] if has_room else named

    def _named(self, first: datetime, last: datetime) -> tuple[int, str]:
        """Name the one moment that there is room for; a day has no time."""
        is_day = first.time() in (_YEAR_ONE.time(), _END.time())
        return self.reach(first, last)[0], _iso(first, 10 if is_day else 16)

    def _moments(self, step: _Step) -> Iterator[datetime]:
        begin, end = _moment(self.begin), _moment(self.begin + self.length - 1)
        if step.months:
            first, last = (moment.year * 12 + moment.month - 1 for moment in (begin, end))
            months = (
                divmod(month, 12) for month in range(-(-first // step.months) * step.months, last + 1, step.months)
            )
            moments = (begin.replace(year, month + 1, 1, 0, 0, 0) for year, month in months)
            yield from (moment for moment in moments if moment >= begin)
        else:
            first, last = _seconds(begin), _seconds(end)
            yield from map(_moment, range(-(-first // step.seconds) * step.seconds, last + 1, step.seconds))

    def _is_sign(self, earliest: datetime, latest: datetime) -> bool:
        return (_seconds(latest) + 1 - _seconds(earliest)) * self.cells <= self.length * self.sign


def axis(found: Timeline, cells: int, sign: int = 1) -> Axis | None:
    """Make the axis of a timeline, None where nothing is dated.

    It is so long that a date to the day, or what is known more closely, is one sign.
    """
    if found.begin is None or found.end is None:
        return None
    begin, length = _seconds(found.begin), _seconds(found.end) - _seconds(found.begin) + 1
    bounds = ((one.earliest, one.latest) for row in found.rows for one in row.stretches)
    known = (_seconds(latest) - _seconds(earliest) + 1 for earliest, latest in bounds if earliest and latest)
    least = min(max(min(known, default=_DAY), _MINUTE), _DAY) * cells // sign
    spare = max(least - length, 0)
    return Axis(begin - spare // 2, length + spare, cells, sign, found.begin, found.end)


class Strip(NamedTuple):
    """A row on an axis, in cells. `line` leads from first to last; `spans` are times that are not known more closely.

    `dots` are sightings, `uncounted` those that do not compete for the firsts; `marks` are the first breeding evidence
    by level, the weakest first. `opens`: whether anything has no beginning, and no end.
    """

    line: Reach | None
    spans: list[Reach]
    dots: frozenset[int]
    uncounted: frozenset[int]
    marks: list[tuple[Level, Reach]]
    opens: tuple[bool, bool]

    @property
    def is_blank(self) -> bool:
        """Whether nothing of the row has a date."""
        return not (self.spans or self.dots or self.uncounted)


def strip(row: TimelineRow, on: Axis) -> Strip:
    """Lay a row on an axis; what fills the same cells is merged."""
    dots: set[int] = set()
    uncounted: set[int] = set()
    ends = [one for one in (row.first_sighting, row.last_sighting) if one and _is_dated(one)]
    # A dated one is a stretch as well; one that is only known to lie before its publication is not.
    spans = {on.reach(one.earliest, one.latest) for one in ends if _is_open(one)}
    for one in row.stretches:
        begin, end = on.reach(one.earliest, one.latest)
        is_sign, competes = begin == end and not _is_open(one), one.fitness == "competes"
        if not is_sign:
            spans.add((begin, end))
        if is_sign or not competes:
            (dots if competes else uncounted).add((begin + end) // 2)
    reaches = [on.reach(one.earliest, one.latest) for one in ends]
    marks = [(one.level, on.reach(one.earliest, one.latest)) for one in row.first_breeding[::-1] if _is_dated(one)]
    every: tuple[Stretch | Milestone, ...] = (*row.stretches, *filter(_is_dated, row.milestones))
    return Strip(
        line=(reaches[0][1], reaches[-1][0]) if reaches and reaches[0][1] < reaches[-1][0] else None,
        spans=merged(spans),
        dots=frozenset(dots),
        uncounted=frozenset(uncounted),
        marks=marks,
        opens=(any(one.earliest is None for one in every), any(one.latest is None for one in every)),
    )


def _is_open(one: Stretch | Milestone) -> bool:
    return one.earliest is None or one.latest is None


def _is_dated(one: Milestone) -> bool:
    return one.earliest is not None or one.latest is not None


def merged(spans: Iterable[Reach]) -> list[Reach]:
    """Join what overlaps, or lies side by side; in order."""
    joined: list[Reach] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined


def _seconds(moment: datetime) -> int:
    return (moment - _YEAR_ONE) // _SECOND


def _moment(seconds: int) -> datetime:
    """Give a moment, the nearest that is in the calendar."""
    return _YEAR_ONE + timedelta(seconds=min(max(seconds, 0), _seconds(_END)))


def _iso(moment: datetime, characters: int) -> str:
    return moment.isoformat(" ")[:characters]
