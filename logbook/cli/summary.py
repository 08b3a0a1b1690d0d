"""`logbook summary`: what a logbook says in sum, the first breeding evidence of each region foremost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from logbook import query
from logbook.cli import look, options, output
from logbook.cli.app import command
from logbook.cli.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.tally.summary import Summary

_PANEL = "How it is summed up"
By = Literal["region", "area", "species", "year", "month", "hour", "method", "credit"]


@command("Look", example="logbook summary --region china")
def summary(
    where: Session,
    filters: options.Filters,
    written: options.Output,
    by: Annotated[
        By | None, typer.Option(help="Regroup the sightings instead.", rich_help_panel=_PANEL, show_default=False)
    ] = None,
    level: Annotated[
        int,
        typer.Option(min=1, max=12, help="How many of a region's largest parts make a row.", rich_help_panel=_PANEL),
    ] = 1,
    possible: Annotated[
        bool, typer.Option("--possible", help="Show possible breeding evidence too.", rich_help_panel=_PANEL)
    ] = False,
    ids: options.Ids = None,
) -> None:
    """Sum up the logbook: first breeding evidence per region, regions, claims, species, credits.

    First means first in this logbook: every record that could be it is named, and what could still change it.
    In a pipe, as csv and as ndjson the answer is the rows of first breeding evidence; json and markdown have all.
    """
    how = output.form(written)
    wanted = filters.wanted()
    book, found = look.selected(where.read(), wanted, ids, "taxa", "images", "credits")
    chosen = None if wanted == query.Filter() and not ids else found.sightings
    if by is None:
        from logbook.tally.summary import summarise

        _write(summarise(book, sightings=chosen, depth=level, possible=possible), how)
    else:
        from logbook.tally import groups
        from logbook.views import digest

        rows = groups.group(book, by, sightings=chosen, depth=level)
        output.emit(digest.groups(rows, by) if how in output.FOR_PEOPLE else digest.groups_whole(rows), how)


def show(path: Path) -> None:
    """Show the summary of a logbook to people."""
    from logbook.store.snapshot import Snapshot
    from logbook.tally.summary import summarise

    _write(summarise(Snapshot(path).book()), "table")


def _write(found: Summary, how: str) -> None:
    from logbook.views import digest

    if how == "json":
        sys.stdout.write(output.as_json(found))
    elif how in output.FOR_PEOPLE:
        output.emit_parts(digest.parts(found), how, opening=digest.opening(found))
    else:
        output.emit(digest.firsts_whole(found.first_breeding), how)
