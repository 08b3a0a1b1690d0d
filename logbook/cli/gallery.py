"""`logbook gallery`: a photo essay as a web page, with the pictures ready to be published."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from logbook.cli import completion, disclosing, options, record, session
from logbook.cli.app import command
from logbook.cli.words import option
from logbook.errors import BadValueError
from logbook.records import Use
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.cli.disclosing import Disclosure
    from logbook.query import Filter
    from logbook.tally.essay import Words

ESSAY, PAGE, PRINTING = "The essay", "The page", "May it be printed"
Out = Annotated[
    str,
    typer.Argument(metavar="OUT", help="The folder to make; with --single-file, the file.", show_default=False),
]


@dataclass
class EssayOptions:
    """What stands above the pictures, and in which order they are."""

    title: Annotated[str | None, option("The title; else the logbook's, or the species.", ESSAY)] = None
    intro: Annotated[
        str | None, option("What stands below it, blank lines between paragraphs; - reads stdin.", ESSAY)
    ] = None
    order: Annotated[str | None, option("These pictures, in this order: i3,i1.", ESSAY, "IDS")] = None
    like_publication: Annotated[
        str | None,
        option(
            "Those printed under this title, or one with these words, in their order.",
            ESSAY,
            "TITLE",
            complete=completion.titles,
        ),
    ] = None


@dataclass
class PrintingOptions:
    """For which use the pictures are judged, and what becomes of those that must not be printed."""

    use: Annotated[
        Use, option("What for: editorial, commercial, noncommercial, internal.", PRINTING, "USE", default=True)
    ] = "editorial"
    skip_barred: Annotated[
        bool, option("Leave out those that must not be printed.", PRINTING, flag="--skip-barred")
    ] = False


@dataclass
class PageOptions:
    """What is made of it, and where it will stand."""

    single_file: Annotated[
        bool, option("One file that can be mailed, pictures and all.", PAGE, flag="--single-file")
    ] = False
    url: Annotated[str | None, option("Where it will stand: https://example.org/essay/.", PAGE, "URL")] = None
    replace: Annotated[bool, option("Replace a page of ours that somebody edited.", PAGE, flag="--replace")] = False


class Asked(NamedTuple):
    """What a person asked for: where to write and how, which pictures, and what is said of them."""

    to: Path
    ids: Sequence[str]
    wanted: Filter
    words: Words
    order: str | None
    like_publication: str | None
    use: Use
    skip_barred: bool
    disclosure: Disclosure
    single_file: bool
    url: str | None
    replace: bool
    dry_run: bool


@command("Pictures", example="logbook gallery essay --region china")
def gallery(
    where: session.Session,
    filters: options.Filters,
    essay: EssayOptions,
    printing: PrintingOptions,
    page: PageOptions,
    telling: options.Discretion,
    out: Out,
    dry_run: options.DryRun = False,
    ids: options.Ids = None,
) -> None:
    """Make a photo essay: a web page of pictures, each with its credit line and the facts of its sighting.

    OUT becomes a folder with index.html and copies of the pictures, which bear their credit and tell no place.
    The same command makes it anew, unless somebody has edited the page.
    Pictures that must not be printed stop it; those that are not cleared are marked, but for use within the house.
    Places are generalised as in exports.
    """
    from logbook.cli import gallery_making

    asked = Asked(
        to=_place(out, single_file=page.single_file),
        ids=record.typed_ids(ids or ()),
        wanted=filters.wanted(),
        words=_words(essay, ids or ()),
        disclosure=disclosing.disclosure(telling),
        dry_run=dry_run,
        order=essay.order,
        like_publication=essay.like_publication,
        use=printing.use,
        skip_barred=printing.skip_barred,
        single_file=page.single_file,
        url=_address(page.url),
        replace=page.replace,
    )
    gallery_making.make(where, asked)


def _place(out: str, *, single_file: bool) -> Path:
    """Tell the place from an id. Raises BadValueError."""
    if not out.strip() or out == "-":
        raise BadValueError(f"{quoted(out)} is no place to write to; logbook gallery OUT ID... begins with one")
    if out.lower().endswith((".html", ".htm")) and not single_file:
        raise BadValueError(f"{out} is the name of a file: add --single-file, or name a folder")
    return record.place(out)


def _words(essay: EssayOptions, ids: Sequence[str]) -> Words:
    from logbook.tally.essay import Words, paragraphs

    intro = essay.intro or ""
    if intro == "-":
        if "-" in ids:
            raise BadValueError("stdin holds one thing: ids for -, or the text of --intro -")
        intro = _typed_in()
    return Words((essay.title or "").strip() or None, paragraphs(intro))


def _typed_in() -> str:
    """Read a text from stdin, in UTF-8 whatever the terminal is set to."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadValueError("what came in on stdin for --intro is no text in UTF-8") from None


def _address(url: str | None) -> str | None:
    """Take the address of a page. Raises BadValueError for what is none."""
    from urllib.parse import urlsplit

    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isprintable() or " " in url:
        raise BadValueError(f"{quoted(url)} is no address of a page; type --url https://example.org/essay/")
    return url
