"""`logbook add`: record a sighting, with its pictures and their credit, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, files, options, record, session
from logbook.cli.app import command
from logbook.cli.telling import tell
from logbook.cli.words import (
    SIGHTING,
    FieldworkOptions,
    PictureOptions,
    PlaceOptions,
    SightingOptions,
    option,
    said,
    sighting_words,
)
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.changes.fields import SightingWords
    from logbook.records import Image, Sighting

Species = Annotated[
    str | None,
    typer.Argument(metavar="SPECIES", help="The animal's name.", autocompletion=completion.species, show_default=False),
]
Pictures = Annotated[
    list[Path] | None,
    typer.Option(
        "--image", help="A picture of it; may be repeated.", rich_help_panel="The picture", show_default=False
    ),
]


@dataclass
class More:
    """What is said of a new sighting only."""

    scientific: Annotated[str | None, option("Its scientific name.", SIGHTING, "NAME")] = None
    status: Annotated[str | None, option("Its IUCN category: CR.", SIGHTING, "STATUS")] = None
    like: Annotated[str | None, option("Take species, place, method and observer of s7.", SIGHTING, "ID")] = None
    force: Annotated[bool, typer.Option("--force", help="Add it though the same minute and place are there.")] = False


@command(
    "Record",
    example='logbook add "Amur leopard" --region "Jilin, China" --date 2013-10-09 --animals "1 adult female, 2 cubs"',
)
def add(
    where: session.Session,
    place: PlaceOptions,
    sighting: SightingOptions,
    fieldwork: FieldworkOptions,
    pictured: PictureOptions,
    more: More,
    species: Species = None,
    image: Pictures = None,
    dry_run: options.DryRun = False,
) -> None:
    """Record a sighting: a species and a place, and what else is known.

    What is not said here is read from the picture files: when and where they
    were taken, by whom, and how they must be credited. It prints what it
    understood, what that means in this logbook, and how to take it back.
    """
    pictures = files.read(image or [], where.path)
    words = sighting_words(place, sighting, fieldwork, species=species, scientific=more.scientific)
    words = _asked(where, words, more.like, pictures)
    if not pictures and said(pictured):
        raise BadValueError(
            "--credit, --title and the like are said of a picture; name it with --image, or add it later with attach"
        )
    with where.write("add", dry_run=dry_run, makes=True) as held:
        from logbook.cli import adding

        draft = record.draft(held)
        done = adding.plan(held, draft, words, pictures, pictured, more)
        lines, notes = list[str](), list(done.notes)
        name = f"add {done.id} {_name(draft.record(done.id))}"
        told = partial(adding.tell, held, draft, done, lines, notes)
        record.finish(held, draft, name, dry_run=dry_run, meanwhile=told)
    session.say_all(notes)
    lines += [] if dry_run else ["To take it back: logbook undo"]
    tell(lines)


def _asked(where: session.Session, words: SightingWords, like: str | None, pictures: Sequence[Image]) -> SightingWords:
    """Ask a person at a terminal for species and place where they are missing; the last entry's are offered."""
    from msgspec.structs import replace

    if like is not None or not where.asks:
        return words
    from logbook.changes.filling import position_of

    asks_species = not (words.species or words.scientific)
    asks_place = words.region is None and words.at is None and not position_of(pictures)
    if not (asks_species or asks_place):
        return words
    last = _last(where)
    if asks_species:
        words = replace(words, species=_ask("Species", _name(last) if last else None))
    return replace(words, region=_ask("Region", last.region if last else None)) if asks_place else words


def _ask(what: str, default: str | None) -> str:
    """Ask for a word; what is offered may hold anything, and is shown so that it does nothing to the terminal."""
    from logbook.changes.fields import require_text
    from logbook.views.text import visible

    offered = f"{what} ({visible(default)})" if default else what
    answer: str = typer.prompt(offered, default=default, show_default=False)
    require_text(answer, f"what you typed as {what.lower()}")
    return answer


def _last(where: session.Session) -> Sighting | None:
    """Give the sighting that was entered last."""
    from logbook.store.snapshot import Snapshot

    sightings = Snapshot(where.path).table("sightings")
    return sightings[max(sightings)] if sightings else None


def _name(sighting: Sighting) -> str | None:
    return sighting.vernacular_name or sighting.scientific_name
