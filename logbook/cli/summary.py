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

    from logbook.records import Book
    from logbook.tally import Summary

_GROUPING = "How it is summed up"
By = Annotated[
    Literal["region", "area", "species", "year", "month", "hour", "method", "credit"] | None,
    typer.Option(help="Regroup the sightings instead.", rich_help_panel=_GROUPING, show_default=False),
]
Level = Annotated[
    int,
    typer.Option("--level", min=1, max=12, help="How many of a region's largest parts make a row.", rich_help_panel=_GROUPING),
]
Possible = Annotated[
    bool, typer.Option("--possible", help="Show possible breeding evidence too.", rich_help_panel=_GROUPING)
]


@command("Look", example="logbook summary --region china")
def summary(
    where: Session,
    filters: options.Filters,
    written: options.Output,
    by: By = None,
    level: Level = 1,
    possible: Possible = False,
    ids: options.Ids = None,
) -> None:
    """Sum up the logbook: the first breeding evidence per region, regions, claims, species and credits.

    "First" is in this logbook: every record that could be it is named, and so is what could still change it.
    In a pipe, and as csv and ndjson, the answer is the rows of first breeding evidence; json and markdown have it all.
    """
    how = output.form(written)
    snapshot = where.read()
    wanted = filters.wanted()
    book, found = look.selected(snapshot, wanted, ids, "taxa", "images", "credits")
    chosen = None if wanted == query.Filter() and not ids else found.sightings
    if by is None:
        _write(book, chosen, how, level=level, possible=possible)
    else:
        _write_groups(book, chosen, how, by)
