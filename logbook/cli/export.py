"""`logbook export`: give records to other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, disclosing, options, output, record, session
from logbook.cli.app import command
from logbook.cli.words import option
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.changes.facts import FactWords
    from logbook.formats import Writer

FACTS = "The logbook itself (said once, and kept)"
Name = Annotated[
    str | None,
    typer.Option("--format", help="How to write it; --list-formats tells of each.", metavar="NAME"),
]
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="OUT ID...",
        help="Where to write, and only these, s7 or i3; - reads them from stdin. xmp needs no OUT.",
        autocompletion=completion.ids,
        show_default=False,
    ),
]
To = Annotated[Path | None, typer.Option(help="Where to write, if OUT is not said.", metavar="OUT", show_default=False)]
Listed = Annotated[bool, typer.Option("--list-formats", help="Name the formats.")]


@dataclass
class ExportOptions:
    """What goes out beside what always does, and what it may take the place of."""

    include_published: Annotated[
        bool,
        option("Records known from publications only, too (dwca).", options.TOLD, flag="--include-published"),
    ] = False
    replace: Annotated[bool, option("Replace an earlier export.", options.TOLD, flag="--replace")] = False


@dataclass
class FactOptions:
    """What a data set must say of itself."""

    contributor: Annotated[
        list[str] | None, option('Who made it: "Name <email>, role; organization"; may be repeated.', FACTS)
    ] = None
    project: Annotated[str | None, option("The title of the project.", FACTS, "TITLE")] = None
    sampling_design: Annotated[str | None, option("How places were chosen: targeted.", FACTS, "DESIGN")] = None
    capture_method: Annotated[
        list[str] | None, option("What triggered the cameras: activityDetection, timeLapse.", FACTS, "METHOD")
    ] = None
    data_license: Annotated[str | None, option("The licence of the records: CC-BY-4.0.", FACTS, "LICENSE")] = None
    media_license: Annotated[str | None, option("That of pictures which have none of their own.", FACTS, "LICENSE")] = (
        None
    )

    def words(self) -> FactWords:
        """Give what was said, for the core."""
        from logbook.changes.facts import FactWords

        lists = {name: tuple(value) for name, value in vars(self).items() if isinstance(value, list)}
        return FactWords(**{name: value for name, value in vars(self).items() if value is not None} | lists)


@command("Data", example="logbook export --format csv china.csv --region china")
def export(
    where: session.Session,
    filters: options.Filters,
    telling: options.Discretion,
    over: ExportOptions,
    facts: FactOptions,
    format_: Name = None,
    to: To = None,
    dry_run: options.DryRun = False,
    listed: Listed = False,
    words: Words = None,
) -> None:
    """Give records to other programs: as a data set, or written back to their pictures.

    The places of rare animals go out generalised, as `logbook species --sensitivity` says, and what is under embargo
    not at all. Only sidecars beside the pictures, which stay in the house, are exact. No picture is ever changed.
    """
    from logbook import formats
    from logbook.cli import exporting, exporting_pictures

    if listed:
        _list()
        return
    if format_ is None:
        names = ", ".join(one.NAME for one in formats.writers())
        raise BadValueError(f"export needs --format, one of {names}; --list-formats tells of them")
    writer = formats.writer(format_)
    place, ids = _place(writer, to, words or [])
    how = exporting.How(disclosing.disclosure(telling), over.include_published, over.replace, dry_run)
    asked = exporting.Asked(writer, place, record.typed_ids(ids), filters.wanted(), how)
    if writer.OF == "images":
        exporting_pictures.export(where, asked, facts.words())
    else:
        exporting.export(where, asked, facts.words())


def _place(writer: Writer, to: Path | None, words: Sequence[str]) -> tuple[Path | None, Sequence[str]]:
    """Tell the place from the ids."""
    if to is not None or not writer.NEEDS_PLACE:
        return to, words
    line, what = f"--format {writer.NAME}", "folder" if writer.OF == "images" else "place"
    out = "FOLDER" if writer.OF == "images" else "OUT"
    if not words or not words[0]:
        raise BadValueError(f"{line} needs a {what}: logbook export {line} {out}")
    first = words[0]
    if first == "-":
        raise BadValueError(f"- is for ids from stdin, after the {what}: {line} {out} -")
    return record.place(first, what), words[1:]


def _list() -> None:
    from logbook import formats
    from logbook.views.sheet import Column, Sheet

    columns = [Column("name", "Format", whole=True), Column("summary", "Writes"), Column("suffixes", "Files")]
    rows = [(one.NAME, one.SUMMARY, " ".join(one.SUFFIXES)) for one in formats.writers()]
    output.emit(Sheet(columns, rows), "table" if output.on_terminal() else "plain")
