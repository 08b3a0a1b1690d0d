"""What a terminal shows: sheets as tables, and lines of text. Ids and dates are never cut, and nothing is lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from logbook.patterns import pattern
from logbook.views import bars, card, fitting
from logbook.views.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.views.card import Card
    from logbook.views.sheet import Sheet

# Nothing but a rule under the headings, in signs that every code page has.
_RULED = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
STYLES = {"confirmed": "bold green", "probable": "yellow", "possible": "dim"}
_MOST_PACKED = 2
"""A table with more lines in a row than this gets an empty line between its rows."""
_START = pattern(" *(?:[sictd][0-9]+  )?")
_LEAST_ROOM = 20
"""However narrow the terminal is, the text of a card is not wrapped into less, in terminal cells."""


def console(least: int = 0) -> Console:
    """Give a console that shows text as it is: no markup, no emoji codes, no guessed highlights.

    It is as wide as the terminal, or wider where `least` terminal cells are needed to cut nothing.
    """
    plain = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if least > plain.width:
        # Rich heeds a width only together with a height.
        plain.size = plain.size._replace(width=least)
    return plain


def show(sheets: Iterable[Sheet], opening: str | None = None) -> None:
    """Print sheets one below the other, as wide as the terminal is."""
    if opening:
        console().print(Text(visible(opening)), end="\n\n")
    for at, sheet in enumerate(sheets):
        if at:
            console().print()
        _show(sheet)


def _show(sheet: Sheet) -> None:
    fitted = fitting.fit(sheet.columns, list(sheet.rows), console().width)
    out = console(sum(fitted.widths) + fitting.GAP * (len(fitted.widths) - 1))
    if sheet.title:
        out.print(Text(visible(sheet.title), style="bold"))
        out.print()
    leading = int(any(len(cell) > _MOST_PACKED for row in fitted.rows for cell in row))
    table = Table(box=_RULED, padding=(0, fitting.GAP - 1, 0, 0), pad_edge=False, show_edge=False, leading=leading)
    for heading, width, right in zip(fitted.headings, fitted.widths, fitted.right, strict=True):
        table.add_column(_text(heading), justify="right" if right else "left", width=width, no_wrap=True)
    room = out.width - sum(fitted.widths) - fitting.GAP * len(fitted.widths)
    ascii_only = out.options.ascii_only
    drawn = bars.drawn(sheet.bars, room, ascii_only=ascii_only) if sheet.bars else []
    if drawn:
        table.add_column(no_wrap=True)
    for at, row in enumerate(fitted.rows):
        table.add_row(*map(_text, row), *drawn[at : at + 1])
    out.print(table)
    legend = bars.legend(sheet.bars, ascii_only=ascii_only) if sheet.bars and drawn else None
    for note in filter(None, (legend, sheet.footer)):
        out.print()
        out.print(Text(visible(note), style="dim"))


def show_cards(cards: Iterable[Card]) -> None:
    """Print records one below the other, each field beside its name; long texts are wrapped."""
    out = console()
    for at, one in enumerate(cards):
        if at:
            out.print()
        out.print(Text(visible(f"{one.id}  {one.name}".rstrip()), style="bold"), soft_wrap=True)
        side = max((len(field.label) for field in one.fields), default=0) + 4
        for field in one.fields:
            for row, line in enumerate(_beside(card.lines(field), max(out.width - side, _LEAST_ROOM))):
                label = f"  {field.label}" if not row else ""
                out.print(Text(f"{label:<{side}}", style="dim") + _text([line]), soft_wrap=True)


def _beside(paragraphs: Iterable[str], room: int) -> Iterator[str]:
    """Wrap paragraphs, each as far from the left as its text begins, behind an id if it has one."""
    for paragraph in paragraphs:
        start = _START.match(paragraph)
        side = min(start.end(), room // 2) if start else 0
        for at, line in enumerate(fitting.wrapped([paragraph[side:]], room - side)):
            yield (" " * side if at else paragraph[:side]) + line


def _text(lines: Iterable[str]) -> Text:
    """Make a cell; a level of breeding evidence has its colour."""
    text = Text("\n".join(lines))
    for level, style in STYLES.items():
        if text.plain.startswith(level):
            text.stylize(style, 0, len(level))
    return text
