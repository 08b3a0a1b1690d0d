"""The timeline: a row a region and species, drawn from first to last sighting, or told in words and columns."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from logbook.breeding import LEVELS
from logbook.views import axis, digest, wording
from logbook.views.sheet import Column, Sheet, joined
from logbook.views.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.text import Text

    from logbook.breeding import Level
    from logbook.tally.timeline import Milestone, Timeline, TimelineRow
    from logbook.views.axis import Axis, Strip

TITLE = "Sightings along time, per region and species"
MEANINGS: dict[str, str] = {
    "dot": "sighting",
    "line": "from first to last",
    "span": "a sighting some time within",
    "before": "or any time before",
    "after": "or any time after",
    "uncounted": "a sighting that counts for no first: in doubt, not wild, or named by a machine alone",
    **{level: f"first {level} breeding evidence in this logbook" for level in LEVELS[:0:-1]},
    "between": "first breeding evidence some time between its signs",
}
"""What is drawn of a row, in words."""
_SIGNS = dict(zip(MEANINGS, ("●", "─", "╌", "←", "→", "×", *wording.LEVEL_SIGNS.values(), "═"), strict=True))  # noqa: RUF001 - a sign
_PLAIN_SIGNS = dict(zip(MEANINGS, "o-.<>xCP?=", strict=True))
_DIM = dict.fromkeys(("line", "span", "before", "after", "uncounted"), "dim")
_SHEET = (
    Column("region", "Region"),
    Column("species", "Species", below="region"),
    Column("sightings", "Sightings", right=True),
    Column("undated", "Undated", right=True),
    Column("first", "First seen", whole=True),
    Column("last", "Last seen", whole=True, below="first", label="last"),
    Column("breeding", "First breeding"),
)
_WHOLE = (
    *("region", "vernacular_name", "scientific_name", "sightings", "undated"),
    *("first_date", "first", "last_date", "last"),
    *(f"{level}{part}" for level in LEVELS[:0:-1] for part in ("_date", "")),
)
_HEADINGS = ("Region", "Species", "")
_GAP = 2
_EDGES = 2
"""The two cells beside what is drawn, where an arrow may stand."""
_LEAST, _LEAST_PART = 24, 0.4
"""Beside its names a row gets so many terminal cells at least, and so much of the whole; else it stands below them."""


class _Named(NamedTuple):
    """What stands beside a bar."""

    region: str
    species: str
    undated: str


def show(found: Timeline, *, ascii_only: bool) -> None:
    """Draw the timeline as wide as the terminal is, with what its signs mean; a table where nothing is dated."""
    from rich.text import Text

    from logbook.views import table

    lines = drawing(found, table.console().width, ascii_only=ascii_only)
    if not lines:
        table.show([sheet(found)])
        return
    out = table.console(max(line.cell_len for line in lines))
    for line in (Text(TITLE, style="bold"), Text(), *lines):
        out.print(line, soft_wrap=True)


def sheet(found: Timeline) -> Sheet:
    """Give the rows for people."""
    cells = [
        (
            *names(row),
            f"{row.sightings:,}",
            f"{row.undated:,}" if row.undated else "",
            wording.mark(row.first_sighting),
            wording.mark(row.last_sighting),
            tuple(evidence(one, wording.when(one.event_date, one.published)) for one in row.first_breeding),
        )
        for row in found.rows
    ]
    return Sheet(_SHEET, cells, found.rows, title=TITLE)


def whole(found: Timeline) -> Sheet:
    """Give the rows for machines: dates as they are stored, with every record that each could be."""
    cells = [
        (
            *(row.region or "", row.vernacular_name or "", row.scientific_name or ""),
            *(str(row.sightings), str(row.undated)),
            *wording.stored_mark(row.first_sighting),
            *wording.stored_mark(row.last_sighting),
            *(text for level in LEVELS[:0:-1] for text in wording.stored_mark(_of_level(row, level))),
        )
        for row in found.rows
    ]
    return Sheet([Column(name, name) for name in _WHOLE], cells, found.rows)


def names(row: TimelineRow) -> tuple[str, str]:
    """Name the region and the species of a row."""
    return wording.region(row.region), row.vernacular_name or row.scientific_name or "(no species)"


def evidence(found: Milestone, date: str) -> str:
    """Write a first breeding evidence with its level, its date, and who could be it."""
    return f"{found.level}: {date} ({joined(digest.who(found))})"


def drawing(found: Timeline, width: int, *, ascii_only: bool = False) -> list[Text]:
    """Draw the rows in lines of so many terminal cells, or more where nothing narrower tells anything.

    Names stand beside what is drawn where there is room, else above it. There is no line where nothing is dated.
    """
    from rich.cells import cell_len

    rows = [_named(row) for row in found.rows]
    region, species, undated = (max(map(cell_len, texts)) for texts in zip(_HEADINGS, *rows, strict=True))
    beside = width - region - species - 2 * _GAP - _EDGES - (undated and _GAP + undated)
    is_beside = beside >= max(_LEAST, width * _LEAST_PART)
    on = axis.axis(found, beside if is_beside else max(width - _EDGES, _LEAST))
    if on is None:
        return []
    bars = [_bar(axis.strip(row, on), on.cells) for row in found.rows]
    signs = _PLAIN_SIGNS if ascii_only else _SIGNS
    drawn = [_painted(bar, signs) for bar in bars]
    lines = _beside(rows, drawn, on, (region, species)) if is_beside else _below(rows, drawn, on)
    met = {what for bar in bars for what in bar}
    return [*lines, *_legend({what: sign for what, sign in signs.items() if what in met}, width)]


def _named(row: TimelineRow) -> _Named:
    region, species = map(visible, names(row))
    return _Named(region, species, f"{row.undated:,} undated" if row.undated else "")


def _bar(strip: Strip, cells: int) -> list[str]:
    """Say what stands in each cell, and at either edge; what says more stands before what says less."""
    bar = [""] * cells
    reaches = [("line", strip.line)] if strip.line else []
    reaches += [("span", reach) for reach in strip.spans]
    reaches += [("between", reach) for _, reach in strip.marks]
    for what, (begin, end) in reaches:
        bar[begin : end + 1] = [what] * (end + 1 - begin)
    signs: list[tuple[str, Iterable[int]]] = [("uncounted", strip.uncounted), ("dot", strip.dots), *strip.marks]
    for what, places in signs:
        for place in places:
            bar[place] = what
    return ["before" if strip.opens[0] else "", *bar, "after" if strip.opens[1] else ""]


def _painted(bar: Iterable[str], signs: Mapping[str, str]) -> Text:
    from rich.text import Text

    from logbook.views.table import STYLES

    text = Text()
    for what, run in groupby(bar):
        text.append(signs.get(what, " ") * len(list(run)), STYLES.get(what) or _DIM.get(what, ""))
    text.rstrip()
    return text


def _beside(rows: Sequence[_Named], drawn: Sequence[Text], on: Axis, widths: tuple[int, int]) -> Iterator[Text]:
    """Put each bar beside the names of its row; a region is named once."""
    from rich.cells import set_cell_size
    from rich.text import Text

    def side(*texts: str) -> str:
        return "".join(set_cell_size(text, width + _GAP) for text, width in zip(texts, widths, strict=True))

    labels, rule = _ruler(on)
    yield Text(side(*_HEADINGS[:2]) + labels)
    yield Text("-" * len(side("", "")) + rule)
    end = len(side("", "")) + on.cells + _EDGES + _GAP
    before = None
    for row, bar in zip(rows, drawn, strict=True):
        line = Text(side("" if row.region == before else row.region, row.species)) + bar
        if row.undated:
            line.pad_right(end - line.cell_len)
            line.append(row.undated)
        yield line
        before = row.region


def _below(rows: Sequence[_Named], drawn: Sequence[Text], on: Axis) -> Iterator[Text]:
    """Put each bar below the names of its row, which are wrapped; a region is named once."""
    from rich.text import Text

    from logbook.views.fitting import wrapped

    yield from map(Text, _ruler(on))
    width = on.cells + _EDGES
    before = None
    for row, bar in zip(rows, drawn, strict=True):
        if row.region != before:
            yield from (Text(line, style="bold") for line in ("", *wrapped([row.region], width)))
        yield from map(Text, wrapped([", ".join(filter(None, (row.species, row.undated)))], width))
        if bar:
            yield bar
        before = row.region


def _ruler(on: Axis) -> tuple[str, str]:
    """Write the names of moments, as far as they do not touch, and the rule below them with a mark for each."""
    labels, rule = "", ["-"] * (on.cells + _EDGES)
    for cell, label in on.ticks(on.cells):
        rule[cell + 1] = "|"
        start = min(cell + 1, on.cells + _EDGES - len(label))
        if not labels or start > len(labels):
            labels = labels.ljust(start) + label
    return labels, "".join(rule)


def _legend(signs: Mapping[str, str], width: int) -> Iterator[Text]:
    """Say what the signs mean."""
    from rich.text import Text

    from logbook.views.fitting import wrapped

    yield Text()
    for what, sign in signs.items():
        first, *rest = wrapped([MEANINGS[what]], max(width, _LEAST) - len(sign) - _GAP)
        yield from (Text(line, style="dim") for line in (f"{sign}  {first}", *(f"   {line}" for line in rest)))


def _of_level(row: TimelineRow, level: Level) -> Milestone | None:
    return next((one for one in row.first_breeding if one.level == level), None)
