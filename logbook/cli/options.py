"""The options that many commands share, each declared once, in groups (`app.py` spreads them)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from logbook.cli import completion

if TYPE_CHECKING:
    from logbook.query import Filter

FILTERS = "Which ones"
OUTPUT = "Output"
TOLD = "What is told"


def _filter(help_: str, metavar: str, autocompletion: completion.Completer | None = None) -> object:
    return typer.Option(
        help=help_, metavar=metavar, autocompletion=autocompletion, rich_help_panel=FILTERS, show_default=False
    )


@dataclass
class Filters:
    """Which records are meant: every part must fit."""

    region: Annotated[
        str | None, _filter("Seen in this region or area: china, jilin, cn.", "PLACE", completion.regions)
    ] = None
    species: Annotated[str | None, _filter("Of this species, by any of its names.", "NAME", completion.species)] = None
    since: Annotated[str | None, _filter("What could lie on or after this date.", "DATE")] = None
    until: Annotated[str | None, _filter("What could lie on or before this date.", "DATE")] = None
    stage: Annotated[
        str | None, _filter("With this life stage: adult, subadult, juvenile.", "STAGE", completion.stages)
    ] = None
    breeding: Annotated[
        str | None, _filter("With this breeding level at least, or with this code.", "LEVEL", completion.breeding)
    ] = None
    method: Annotated[str | None, _filter("Observed in this way: camera-trap.", "METHOD", completion.methods)] = None
    camera: Annotated[
        str | None, _filter("Seen by this camera: d1, its folder or place.", "CAMERA", completion.cameras)
    ] = None
    credit: Annotated[
        str | None, _filter("With this credit: c2, a name, one of its parties.", "CREDIT", completion.credits_)
    ] = None
    tag: Annotated[str | None, _filter("With this tag.", "TAG")] = None
    text: Annotated[str | None, _filter("With this text anywhere in the record or its pictures.", "TEXT")] = None
    missing: Annotated[
        list[str] | None, _filter("Without this field: credit, alt, date, region.", "FIELD", completion.fields)
    ] = None

    def wanted(self) -> Filter:
        """Give the filter that these words make."""
        from logbook.query import Filter

        return Filter(**{**vars(self), "missing": tuple(self.missing or ())})


@dataclass
class Output:
    """How an answer is written; a terminal gets a table, a pipe plain lines."""

    format: Annotated[
        Literal["table", "plain", "csv", "json", "ndjson", "markdown"] | None,
        typer.Option(help="How to write it.", rich_help_panel=OUTPUT, show_default="table, or plain in a pipe"),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=OUTPUT)] = False


@dataclass
class PageOutput:
    """The same, and as a web page."""

    format: Annotated[
        Literal["table", "plain", "csv", "json", "ndjson", "markdown", "html"] | None,
        typer.Option(
            help="How to write it; html is one page.", rich_help_panel=OUTPUT, show_default="table, or plain in a pipe"
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=OUTPUT)] = False


@dataclass
class Discretion:
    """How much is told of the places and days of rare animals (`disclosing.py` reads it)."""

    exact: Annotated[
        bool,
        typer.Option("--exact", help="Tell every place and date as on record: never publish it.", rich_help_panel=TOLD),
    ] = False
    delay: Annotated[
        str | None,
        typer.Option(
            help="How old a date must be to be told of a rare animal.",
            metavar="TIME",
            rich_help_panel=TOLD,
            show_default="1y",
        ),
    ] = None


DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would be done, and do nothing.")]
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID...",
        help="s7, i3, c2; a bare number is a sighting.",
        autocompletion=completion.ids,
        show_default=False,
    ),
]
