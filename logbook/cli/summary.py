"""`logbook summary`: what a logbook says in sum, the first breeding evidence of each region foremost."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from logbook import query
from logbook.cli import disclosing, look, options, output
from logbook.cli.app import command
from logbook.cli.session import Session
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from logbook.cli.disclosing import Disclosure
    from logbook.query import Filter
    from logbook.records import Book
    from logbook.store.snapshot import Snapshot
    from logbook.tally.summary import Summary

_PANEL = "How it is summed up"
By = Literal["region", "area", "species", "year", "month", "hour", "method", "credit"]


@dataclass
class Shape:
    """How it is summed up: regrouped, along a timeline, or on a map."""

    by: Annotated[
        By | None, typer.Option(help="Regroup the sightings instead.", rich_help_panel=_PANEL, show_default=False)
    ] = None
    gap: Annotated[
        str | None,
        typer.Option(
            help="With --by: count independent events too, with this gap between them: 30m.",
            metavar="TIME",
            rich_help_panel=_PANEL,
            show_default=False,
        ),
    ] = None
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Draw each region and species along time.", rich_help_panel=_PANEL)
    ] = False
    map: Annotated[bool, typer.Option("--map", help="Draw where, as it may be told.", rich_help_panel=_PANEL)] = False
    level: Annotated[
        int,
        typer.Option(min=1, max=12, help="How many of a region's largest parts make a row.", rich_help_panel=_PANEL),
    ] = 1
    possible: Annotated[
        bool, typer.Option("--possible", help="Show possible breeding evidence too.", rich_help_panel=_PANEL)
    ] = False

    def require_sense(self, how: str) -> None:
        """Refuse several shapes at once, and what means nothing for the one. Raises BadValueError."""
        asked = {"--by": self.by is not None, "--timeline": self.timeline, "--map": self.map}
        asked["--format html"] = how == "html"
        if len(named := [name for name, is_asked in asked.items() if is_asked]) > 1:
            raise BadValueError(f"{' and '.join(named)} are different summaries; choose one")
        if self.gap is not None and self.by is None:
            raise BadValueError("--gap counts the events of groups; say --by, as in --by hour")
        if self.possible and (self.map or self.by):
            raise BadValueError("--possible is for the firsts of summary and --timeline; leave it out here")
        if self.level != 1 and (self.map or self.by not in {None, "region"}):
            raise BadValueError("--level is of regions, and this summary has no row of one; leave it out here")


@command("Look", example="logbook summary --region china")
def summary(
    where: Session,
    filters: options.Filters,
    shape: Shape,
    written: options.PageOutput,
    telling: options.Discretion,
    ids: options.Ids = None,
) -> None:
    """Sum up the logbook: first breeding evidence per region, regions, claims, species, credits.

    First means first in this logbook: every record that could be it is named, and what could still change it.
    In a pipe, as csv and as ndjson the answer is the rows of first breeding evidence; json and markdown have all.
    Html is one page, with the timeline and the map; it and --map tell no more of a place than an export does.
    """
    how = output.form(written)
    shape.require_sense(how)
    wanted, disclosure = filters.wanted(), disclosing.disclosure(telling)
    if shape.map or how == "html":
        _as_told(where.read(), wanted, ids, disclosure, shape, how)
        return
    if telling != options.Discretion():
        raise BadValueError("--exact and --delay are for --map and --format html; the other summaries tell all")
    if wanted == query.Filter() and not (ids or shape.by or shape.timeline):
        _write(_of_all(where.read(), shape.level, possible=shape.possible), how)
        return
    book, found = look.selected(where.read(), wanted, ids, "taxa", "images", "credits", "deployments")
    _as_recorded(book, None if wanted == query.Filter() and not ids else found.sightings, shape, how)


def _as_told(
    snapshot: Snapshot, wanted: Filter, ids: Sequence[str] | None, disclosure: Disclosure, shape: Shape, how: str
) -> None:
    """Write a summary that leaves the house, or looks as if it could."""
    from logbook.cli import summary_map, summary_page

    if shape.map:
        summary_map.write(snapshot, wanted, ids, disclosure, how)
    else:
        summary_page.write(snapshot, wanted, ids, disclosure, depth=shape.level, possible=shape.possible)


def _as_recorded(book: Book, chosen: Collection[int] | None, shape: Shape, how: str) -> None:
    """Write a summary of all that is on record, or of the sightings chosen."""
    if shape.timeline:
        from logbook.cli import summary_timeline

        summary_timeline.write(book, chosen, how, depth=shape.level, possible=shape.possible)
    elif shape.by is not None:
        from logbook.cli import summary_groups

        summary_groups.write(book, chosen, how, by=shape.by, gap=shape.gap, depth=shape.level)
    else:
        from logbook.tally.summary import summarise

        _write(summarise(book, sightings=chosen, depth=shape.level, possible=shape.possible), how)


def show(path: Path) -> None:
    """Show the summary of a logbook to people."""
    from logbook.store.snapshot import Snapshot

    _write(_of_all(Snapshot(path)), "table")


def _of_all(snapshot: Snapshot, depth: int = 1, *, possible: bool = False) -> Summary:
    """Sum up all that is on record."""
    from logbook.cli.condensing import condensed
    from logbook.tally.standings import shown_levels
    from logbook.tally.summary import summarise, summarise_condensed

    found = condensed(snapshot, depth=depth, weakest=shown_levels(possible=possible)[-1])
    if found is None:
        return summarise(snapshot.book(), depth=depth, possible=possible)
    return summarise_condensed(found, depth=depth, possible=possible)


def _write(found: Summary, how: str) -> None:
    from logbook.views import digest

    if how == "json":
        sys.stdout.write(output.as_json(found))
    elif how in output.FOR_PEOPLE:
        output.emit_parts(digest.parts(found), how, opening=digest.opening(found))
    else:
        output.emit(digest.firsts_whole(found.first_breeding), how)
