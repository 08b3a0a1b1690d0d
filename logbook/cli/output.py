"""Writing an answer to stdout in the form that was asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from logbook.errors import BadValueError
from logbook.views import sheet as sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from logbook.cli.options import Output, PageOutput
    from logbook.views.sheet import Sheet


FOR_PEOPLE = ("table", "markdown")


def form(output: Output | PageOutput) -> str:
    """Decide how to write: as asked, else a table on a terminal and plain lines in a pipe."""
    if output.json:
        if output.format not in (None, "json"):
            raise BadValueError(f"--json and --format {output.format} are two forms; choose one")
        return "json"
    return output.format or ("table" if on_terminal() else "plain")


def on_terminal() -> bool:
    """Tell whether a person reads stdout."""
    return sys.stdout.isatty()


def ascii_only() -> bool:
    """Tell whether stdout can write no more than a code page."""
    return not (sys.stdout.encoding or "ascii").lower().replace("-", "").startswith("utf")


def emit(sheet: Sheet, how: str) -> None:
    """Write one sheet; as JSON it is the list of its objects."""
    if how in FOR_PEOPLE:
        emit_parts([sheet], how)
    elif how == "json":
        sys.stdout.writelines(sheets.json_list(sheet.objects, ascii_only=ascii_only()))
    elif how == "ndjson":
        sys.stdout.writelines(sheets.ndjson(sheet.objects, ascii_only=ascii_only()))
    elif how == "csv":
        sys.stdout.writelines(sheets.as_csv(sheet, exact=not on_terminal()))
    else:
        sys.stdout.writelines(sheets.plain(sheet))


def emit_parts(parts: Sequence[Sheet], how: str, opening: str | None = None) -> None:
    """Write several sheets for people, one below the other: as tables, or in Markdown, after an opening line."""
    if how == "markdown":
        sys.stdout.writelines([f"{sheets.escaped(opening)}\n\n"] if opening else [])
        for at, sheet in enumerate(parts):
            sys.stdout.writelines(["\n"] if at else [])
            sys.stdout.writelines(sheets.markdown(sheet))
        return
    parts = [sheet._replace(rows=list(sheet.rows)) for sheet in parts]
    if opening or any(sheet.rows for sheet in parts):
        from logbook.views import table

        table.show([sheet for sheet in parts if sheet.rows], opening)
    else:
        from logbook.cli.session import say

        say("nothing found")


def emit_lines(lines: Iterable[str]) -> None:
    """Write lines that a view has made."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def as_json(value: Any) -> str:
    """Write any value as stdout can take it."""
    return sheets.as_json(value, ascii_only=ascii_only())
