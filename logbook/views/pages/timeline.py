"""The timeline of a page: the rows that a terminal shows, as one drawing (SVG) that is as wide as there is room.

Widths are parts of the whole and heights are pixels, so that a row shrinks where its text does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook import dates
from logbook.views import axis, pages, timeline, wording
from logbook.views.text import singular, visible

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from markupsafe import Markup

    from logbook.breeding import Level
    from logbook.tally.timeline import Milestone, Timeline, TimelineRow
    from logbook.views.axis import Axis, Reach, Strip

_CELLS, _CELL, _MARGIN = 470, 2, 30
"""A row is 1,000 units wide: a margin that half a sign fits in on a phone, so many cells of so many units, a margin."""
_SIGN = 5
"""A sign is so many cells wide where the drawing is narrow."""
_NARROW = 34
"""So many characters stand side by side where the drawing is narrow."""
_WIDE, _EDGE = 1_000, 80
"""Units; a name so near to an edge begins or ends at its moment."""
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a name stands before its moment."""
_ROWS = 6
"""So many rows of a drawing fit on a printed page."""
_TOP, _LEADING, _BAR, _GAP = 24, 18, 26, 10
"""Heights in pixels: of the names of moments, of a line of text, of a bar, between rows."""


class _Line(NamedTuple):
    """A line of text, its baseline in pixels. What has a sign is set in, with what follows of its text."""

    y: int
    kind: str
    text: str
    is_set_in: bool
    sign: str | None


class _Bar(NamedTuple):
    """What is drawn of a row around a height in pixels: paths by what they show, and marks by level, in units."""

    y: int
    paths: dict[str, str]
    marks: list[tuple[Level, Reach]]
    opens: tuple[bool, bool]


class _Column:
    """Lines and bars one below the other, down to `y`; `met` is what there is to explain."""

    def __init__(self, y: int) -> None:
        self.y = y
        self.lines: list[_Line] = []
        self.bars: list[_Bar] = []
        self.met: set[str] = set()

    def write(self, kind: str, text: str, sign: str | None = None) -> None:
        """Write a text, wrapped as for a narrow drawing."""
        from logbook.views.fitting import wrapped

        for at, line in enumerate(wrapped([visible(text)], _NARROW)):
            self.y += _LEADING
            self.lines.append(_Line(self.y, kind, line, sign is not None, None if at else sign))

    def add(self, row: TimelineRow, on: Axis | None, *, with_region: bool) -> None:
        """Write what a row is and what it proves, and draw it where anything of it is dated."""
        region, species = timeline.names(row)
        self.y += _GAP
        if with_region:
            self.write("region", region)
        self.write("species", species)
        self.write("facts", _counted(row))
        for one in row.first_breeding:
            self.write("facts", _evidence(one), one.level)
            self.met.add(one.level)
        strip = on and axis.strip(row, on)
        if strip and not strip.is_blank:
            self._draw(strip)

    def explain(self, met: Container[str]) -> None:
        """Say what the signs mean that were met."""
        self.y += 2 * _GAP
        for what in timeline.MEANINGS:
            if what in met:
                self.write("legend", timeline.MEANINGS[what], what)

    def _draw(self, strip: Strip) -> None:
        shapes = {
            "line": [strip.line] if strip.line else [],
            "span": strip.spans,
            "uncounted": axis.merged((cell, cell) for cell in strip.uncounted),
            "dot": axis.merged((cell, cell) for cell in strip.dots),
        }
        paths = {what: _path(reaches, fills=what == "span") for what, reaches in shapes.items() if reaches}
        marks = [(level, (_unit(begin), _unit(end))) for level, (begin, end) in strip.marks]
        self.bars.append(_Bar(self.y + _BAR // 2 + 3, paths, marks, strip.opens))
        self.y += _BAR
        edges = zip(("before", "after"), strip.opens, strict=True)
        self.met.update(paths, (edge for edge, is_open in edges if is_open))
        self.met.update("between" for _, (begin, end) in marks if begin != end)


def drawing(found: Timeline) -> Markup:
    """Draw a timeline, a few rows in each drawing, so that a printed page ends between two; the last has the legend."""
    from markupsafe import Markup

    on = axis.axis(found, _CELLS, _SIGN)
    met: set[str] = set()
    drawings = []
    for first in range(0, len(found.rows), _ROWS):
        rows = found.rows[first : first + _ROWS]
        column = _Column(_TOP if on else 0)
        for before, row in zip((None, *rows), rows, strict=False):
            column.add(row, on, with_region=before is None or row.region != before.region)
        met |= column.met
        bottom = column.y + _GAP
        if first + _ROWS >= len(found.rows):
            column.explain(met)
        drawings.append(_drawn(column, rows, on, bottom))
    return Markup("").join(drawings)


def _drawn(column: _Column, rows: Sequence[TimelineRow], on: Axis | None, bottom: int) -> Markup:
    from markupsafe import Markup

    return Markup(  # nosec B704 # noqa: S704 - rendered, and so escaped
        pages.render(
            "timeline.svg.j2",
            title=timeline.TITLE,
            told=[_told(row) for row in rows],
            ticks=_ticks(on) if on else [],
            top=_TOP,
            bottom=bottom,
            height=column.y + _GAP,
            column=column,
        )
    )


def _ticks(on: Axis) -> list[tuple[int, str, str]]:
    """Name moments, each with how its name stands there: within the drawing, and apart from the one before."""
    found: list[tuple[int, str, str]] = []
    taken = 0.0
    for cell, name in on.ticks(_NARROW):
        at, width = _unit(cell), len(name) * _WIDE / _NARROW
        anchor = "start" if at < _EDGE else "end" if at > _WIDE - _EDGE else "middle"
        begin = at - width * _BEFORE[anchor]
        if not found or begin >= taken:
            found.append((at, anchor, name))
            taken = begin + width
    return found


def _counted(row: TimelineRow) -> str:
    undated = f", {row.undated:,} undated" if row.undated else ""
    return singular(row.sightings, "sighting") + undated


def _evidence(found: Milestone) -> str:
    said = dates.words(found.published or found.event_date)
    return timeline.evidence(found, f"undated, published {said}" if found.published else said)


def _told(row: TimelineRow) -> str:
    """Say in a sentence what a row shows."""
    ends = (("first seen", row.first_sighting), ("last seen", row.last_sighting))
    seen = [f"{what} {wording.mark(found)}" for what, found in ends if found]
    breeding = [f"first breeding {_evidence(one)}" for one in row.first_breeding]
    return f"{', '.join(timeline.names(row))}: {'; '.join([_counted(row), *seen, *breeding])}."


def _path(reaches: Iterable[Reach], *, fills: bool) -> str:
    """Write strokes through the middles of their first and last cells, or as long as their cells are."""
    half = _CELL // 2 if fills else 0
    return "".join(f"M{_unit(begin) - half} 12H{_unit(end) + half}" for begin, end in reaches)


def _unit(cell: int) -> int:
    """Give the middle of a cell."""
    return _MARGIN + cell * _CELL + _CELL // 2
