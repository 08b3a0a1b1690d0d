"""`logbook add`: record a sighting, with its pictures and their credit, in one transaction."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, options, record, session
from logbook.cli.app import command
from logbook.cli.words import SIGHTING, PictureOptions, SightingOptions, option
from logbook.errors import BadValueError, NotOneError
from logbook.records import Id, Sighting, parse_id

if TYPE_CHECKING:
    from logbook.drafts import Draft
    from logbook.fields import SightingWords
    from logbook.recording import Recorded
    from logbook.store.snapshot import Snapshot

Species = Annotated[
    str | None, typer.Argument(metavar="SPECIES", help="The animal's name.", autocompletion=completion.species, show_default=False)
]
Pictures = Annotated[
    list[Path] | None,
    typer.Option(
        "--image", help="A picture of it; may be repeated.", rich_help_panel="The picture", show_default=False
    ),
]


@command(
    "Record",
    example='logbook add "Amur leopard" --region "Jilin, China" --date 2013-10-09 --animals "1 adult female, 2 cubs"',
)
def add(
    where: session.Session,
    said: SightingOptions,
    pictured: PictureOptions,
    species: Species = None,
    image: Pictures = None,
    scientific: Annotated[str | None, option("Its scientific name.", SIGHTING, "NAME")] = None,
    status: Annotated[str | None, option("Its IUCN category: CR.", SIGHTING, "STATUS")] = None,
    like: Annotated[str | None, option("Take species, place, method and observer of s7.", SIGHTING, "ID")] = None,
    force: Annotated[bool, typer.Option("--force", help="Add it though it is there already.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record a sighting: a species and a place, and what else is known.

    It prints what it understood, what that means in this logbook, and how to take it back.
    """
    from logbook import recording

    words = _asked(where, said.words(species=species, scientific=scientific), like)
    files = record.read_pictures(image or [], where.path)
    if not files and record.says_something(pictured):
        raise BadValueError(
            "--credit, --title and the like are said of a picture; name one with --image, or use attach"
        )
    with where.write(f"add {words.species or words.scientific or like}", dry_run=dry_run) as held:
        draft = record.draft(held)
        book = held.book("taxa", "credits", "sightings")
        done = recording.add(
            draft,
            book,
            words,
            files,
            pictured.words(),
            now=session.clock(),
            known=lambda picture: record.known_picture(held, picture),
            status=status,
            like=_like(held, like),
            force=force,
        )
        record.finish(held, draft, dry_run=dry_run)
    report(held, draft, done, dry_run=dry_run)


def _like(held: Snapshot, like: str | None) -> Sighting | None:
    if like is None:
        return None
    which = parse_id(like)
    found = held.decoded(which)
    if not isinstance(found, Sighting):
        raise NotOneError(f"there is no sighting {which} in this logbook")
    return found


def _asked(where: session.Session, words: SightingWords, like: str | None) -> SightingWords:
    """Ask a person at a terminal for species and place where they are missing; the last entry's are offered."""
    from msgspec.structs import replace

    if like is not None or not where.asks:
        return words
    last = _last(where)
    if not (words.species or words.scientific):
        default = last and (last.vernacular_name or last.scientific_name)
        words = replace(words, species=typer.prompt("Species", default=default))
    if words.region is None and words.at is None:
        words = replace(words, region=typer.prompt("Region", default=last and last.region))
    return words


def _last(where: session.Session) -> Sighting | None:
    """Give the sighting that was entered last."""
    from logbook.store.snapshot import Snapshot

    snapshot = Snapshot(where.path)
    found = snapshot.decoded(Id("sightings", snapshot.next_number("sightings") - 1))
    return found if isinstance(found, Sighting) else None


def report(held: Snapshot, draft: Draft, done: Recorded, *, dry_run: bool) -> None:
    """Tell what was understood, what it means, and how to take it back."""
    from logbook.bearing import earlier_evidence
    from logbook.taxa import Taxa
    from logbook.views import entry

    for note in done.notes:
        session.say(note)
    sighting: Sighting = draft.record(done.id)
    lines = list(entry.understood(done.id, sighting, {which: draft.record(which) for which in done.images}))
    found = earlier_evidence(done.id.number, sighting, held.gists, Taxa(held.table("taxa")))
    lines += entry.bearing(found, is_dated=sighting.event_date is not None)
    if not dry_run:
        lines.append("To take it back: logbook undo")
    sys.stdout.writelines(f"{line}\n" for line in lines)
