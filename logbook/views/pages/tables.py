"""A sheet as a table of a page. On a phone each row becomes a block, and each cell tells what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.views import pages
from logbook.views.wording import LEVEL_SIGNS

if TYPE_CHECKING:
    from markupsafe import Markup

    from logbook.views.sheet import Cell, Column, Sheet

_LONGEST_WORD = 24
"""A word that is longer may be broken anywhere: no column is as wide as somebody's address or joke."""


def table(sheet: Sheet) -> Markup:
    """Write a sheet with its title as caption; a column in which nothing stands is left out."""
    from markupsafe import Markup

    rows = [list(map(_lines, row)) for row in sheet.rows]
    kept = [at for at, _ in enumerate(sheet.columns) if any(row[at] for row in rows)]
    return Markup(  # nosec B704 # noqa: S704 - rendered, and so escaped
        pages.render(
            "table.html.j2",
            sheet=sheet,
            columns=[sheet.columns[at] for at in kept],
            rows=[[row[at] for at in kept] for row in rows],
            levels=LEVEL_SIGNS,
            kinds=_kinds,
        )
    )


def _lines(cell: Cell) -> tuple[str, ...]:
    return tuple(filter(None, (cell,) if isinstance(cell, str) else cell))


def _kinds(column: Column, line: str) -> str:
    """Name the classes of a line: whether it stands exactly so, may be broken within words, or not at all."""
    is_long = any(len(word) > _LONGEST_WORD for word in line.split())
    is_whole = column.whole and len(line) <= _LONGEST_WORD
    named = {"line": column.exact, "long": is_long, "whole": is_whole}
    return " ".join(name for name, holds in named.items() if holds)
