"""Fitting a table into a terminal: which columns go under others, how wide each is, and where its text is wrapped.

Nothing is left out. Ids and dates stay whole; other text is wrapped between words, and within a word only where the
word alone is wider than its column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells

from logbook.patterns import pattern
from logbook.views.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.views.sheet import Cell, Column

GAP = 2
_WIDEST_WHOLE = 40
"""What is longer than this, in terminal cells, is no id and no date, whatever its column says."""
_WIDEST_WORD = 24
"""A word that is longer than this may be taken apart before anything else is."""
_NARROWEST = 4
_STEPS = 12
"""In so many steps, or a few more, spare room is given away."""
_ENDS = pattern(r"(?<=[a-z]:) | (?=to |\()")
_HYPHEN = pattern(r"(?<=[^\W\d_]-)(?=[^\W\d_])")


class Fitted(NamedTuple):
    """A table as it will stand: headings, rows of cells, each a list of lines, and the columns' widths."""

    headings: list[list[str]]
    rows: list[list[list[str]]]
    widths: list[int]
    right: list[bool]


class _Draft(NamedTuple):
    """A table with some columns under others: each cell is a list of paragraphs, none wrapped yet."""

    whole: list[bool]
    exact: list[bool]
    right: list[bool]
    cells: list[list[list[str]]]


def fit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> Fitted:
    """Fit a table into so many terminal cells: the arrangement that breaks fewest words, then takes fewest lines.

    A column that has a label is not shown where no row has anything in it.
    """
    kept = [at for at, column in enumerate(columns) if column.label is None or any(row[at] for row in rows)]
    columns, rows = [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]
    foldable = [at for at, column in enumerate(columns) if column.below]
    drafts = (_draft(columns, rows, frozenset(foldable[len(foldable) - many :])) for many in range(len(foldable) + 1))
    return min((_laid_out(draft, room) for draft in drafts), key=lambda each: each[0])[1]


def _draft(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], folded: frozenset[int]) -> _Draft:
    """Put the folded columns under those that they belong to."""
    kept = [at for at in range(len(columns)) if at not in folded]
    under = {at: [at, *(f for f in sorted(folded) if columns[f].below == columns[at].key)] for at in kept}
    headings = [[_joint_heading([columns[f] for f in under[at]])] for at in kept]
    cells = [
        [_stacked([(columns[f], row[f]) for f in under[at]]) for at in kept]  # one row
        for row in rows
    ]
    own = [columns[at] for at in kept]
    traits = [one.whole for one in own], [one.exact for one in own], [one.right for one in own]
    return _Draft(*traits, [headings, *cells])


def _joint_heading(columns: Sequence[Column]) -> str:
    own, *others = columns
    named = [other.heading.lower() for other in others if other.label is None]
    return ", ".join([own.heading, *named])


def _stacked(parts: Sequence[tuple[Column, Cell]]) -> list[str]:
    """Give the paragraphs of a cell: its own, then those that came under it."""
    paragraphs = []
    for at, (column, cell) in enumerate(parts):
        lines = [visible(line) for line in ((cell,) if isinstance(cell, str) else cell) if line]
        label = column.label if at else None
        paragraphs += [f"{label}: {line}" for line in lines] if label else lines
    return paragraphs


def _laid_out(draft: _Draft, room: int) -> tuple[tuple[int, int, int], Fitted]:
    """Wrap a draft, and tell what that costs: cells that are lacking, lines, columns that are no more."""
    many = len(draft.whole)
    room -= GAP * (many - 1)
    natural, least = [1] * many, [1] * many
    sizes = [[0] * many for _ in draft.cells]
    for row, size in zip(draft.cells, sizes, strict=True):
        for at, paragraphs in enumerate(row):
            lengths = [*map(cell_len, paragraphs)]
            natural[at], size[at] = max([natural[at], *lengths]), sum(lengths)
            pieces = [piece for text in paragraphs for piece in _pieces(text, draft.whole[at])]
            pieces = paragraphs if draft.exact[at] else pieces
            most = _WIDEST_WHOLE if draft.whole[at] else _WIDEST_WORD
            least[at] = min(max([least[at], *map(cell_len, pieces)]), most)
    widths = _shared(least, draft.whole, room)
    _widened(widths, natural, sizes, room - sum(widths))
    headings, *rows = [
        [wrapped(cell, widths[at], whole=draft.whole[at]) for at, cell in enumerate(row)] for row in draft.cells
    ]
    lacking = sum(max(0, wanted - width) for wanted, width in zip(least, widths, strict=True))
    lines = sum(max(map(len, row)) for row in rows)
    cost = (lacking + max(0, sum(widths) - room), lines, -many)
    return cost, Fitted(headings, rows, widths, draft.right)


def _shared(least: Sequence[int], whole: Sequence[bool], room: int) -> list[int]:
    """Share the room: every column gets what its longest word needs, as far as there is room for all."""
    widths = [want if keep else min(want, max(room, 1)) for want, keep in zip(least, whole, strict=True)]
    yielding = [at for at, keep in enumerate(whole) if not keep]
    while sum(widths) > room and any(widths[at] > _NARROWEST for at in yielding):
        widths[max(yielding, key=widths.__getitem__)] -= 1
    return widths


def _widened(widths: list[int], natural: Sequence[int], sizes: Sequence[Sequence[int]], spare: int) -> None:
    """Give what room is left, step by step, to the column that makes the most rows tall."""
    while spare > 0 and (growing := [at for at, width in enumerate(widths) if width < natural[at]]):
        gains = [0.0] * len(widths)
        for size in sizes:
            heights = [length / width for length, width in zip(size, widths, strict=True)]
            tallest = max(growing, key=heights.__getitem__)
            gains[tallest] += heights[tallest] / widths[tallest]
        widest = max(growing, key=gains.__getitem__)
        step = min(max(1, spare // _STEPS), natural[widest] - widths[widest])
        widths[widest] += step
        spare -= step


def wrapped(paragraphs: Sequence[str], width: int, *, whole: bool = False) -> list[str]:
    """Wrap paragraphs into lines of so many terminal cells; a word that is wider is taken apart."""
    lines: list[str] = []
    for paragraph in paragraphs or ("",):
        line = None
        for piece in _pieces(paragraph, whole):
            if line is not None and cell_len(line) + 1 + cell_len(piece) <= width:
                line = f"{line} {piece}"
                continue
            if line is not None:
                lines.append(line)
            *full, line = [piece] if whole else _taken_apart(piece, width)
            lines += full
        lines.append(line or "")
    return lines


def _taken_apart(word: str, width: int) -> list[str]:
    """Take a word that is too wide apart: at its hyphens, else where the line ends."""
    lines = [""]
    for part in _HYPHEN.split(word) if cell_len(word) > width else [word]:
        if cell_len(lines[-1]) + cell_len(part) <= width:
            lines[-1] += part
        else:
            lines[-1:] = [*filter(None, lines[-1:]), *chop_cells(part, width)]
    return lines


def _pieces(text: str, whole: bool) -> list[str]:
    """Part a text where a line may end: between words; of a date only before its end, and before what follows it."""
    ends = _ENDS.split(text) if whole else [text]
    return ends if whole and max(map(cell_len, ends)) <= _WIDEST_WHOLE else text.split(" ")
