"""`logbook add`: record a sighting, with its pictures and their credit, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, files, options, record, session
from logbook.cli.app import command
from logbook.cli.known import known
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
from logbook.errors import BadValueError, NotOneError
from logbook.records import Book, Sighting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.changes.drafts import Draft
    from logbook.changes.fields import SightingWords
    from logbook.changes.recording import Recorded
    from logbook.records import Image
    from logbook.store.snapshot import Snapshot
    from logbook.taxa import Taxa

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
        draft = record.draft(held)
        done = _plan(held, draft, words, pictures, pictured, more)
        lines, notes = list[str](), list(done.notes)
        name = f"add {done.id} {_name(draft.record(done.id))}"
        record.finish(held, draft, name, dry_run=dry_run, meanwhile=partial(_tell, held, draft, done, lines, notes))
    session.say_all(notes)
    lines += [] if dry_run else ["To take it back: logbook undo"]
    tell(lines)


def _plan(
    held: Snapshot, draft: Draft, words: SightingWords, pictures: Sequence[Image], pictured: PictureOptions, more: More
) -> Recorded:
    """Plan the sighting. What it takes is imported here, while the checksum is being worked out."""
    from logbook.changes import fields, recording

    return recording.add(
        draft,
        Book(taxa=held.table("taxa"), credits=held.table("credits")),
        words,
        pictures,
        pictured.words(),
        setting=fields.Setting(now=session.clock(), regions=record.regions(held, words.region), notes=[]),
        known=known(held),
        status=more.status,
        like=_like(held, more.like),
        force=more.force,
    )


def _like(held: Snapshot, like: str | None) -> Sighting | None:
    if like is None:
        return None
    which = record.one_id(like)
    found = held.decoded(which)
    if not isinstance(found, Sighting):
        raise NotOneError(f"there is no sighting {which} in this logbook")
    return found


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


def _beside(held: Snapshot, own: Sighting, taxa: Taxa) -> dict[int, Sighting]:
    """Read what bears on a new sighting: those of its date, and where it is breeding evidence whatever may be too."""
    from logbook.tally import bearing

    if bearing.is_evidence(own):
        from logbook.cli import linked

        return linked.beside(held, [([own], taxa)])
    if own.event_date is None:
        return {}
    return held.holding_all("sightings", f'"event_date":"{own.event_date}"'.encode())


def _tell(held: Snapshot, draft: Draft, done: Recorded, lines: list[str], notes: list[str]) -> None:
    """Put in words what was understood and what it means, while the disk is writing."""
    from logbook.cli import printed
    from logbook.tally import bearing
    from logbook.views import entry

    sighting: Sighting = draft.record(done.id)
    changes = draft.changes()
    taxa = printed.taxa_after(held, changes)
    lines += entry.understood(done, sighting, {which: draft.record(which) for which in done.images})
    beside = _beside(held, sighting, taxa)
    notes += entry.alike(bearing.alike(done.id.number, sighting, beside, taxa))
    rivals = bearing.rivals(done.id.number, sighting, beside, taxa)
    found = bearing.earlier_evidence(done.id.number, rivals)
    lines += entry.bearing(found, is_dated=sighting.event_date is not None)
    notes += printed.notes_beside(held, changes, rivals, done.id.number)
