"""`logbook attach`: add pictures to a sighting that is there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, options, record, session
from logbook.cli.app import command
from logbook.cli.words import PictureOptions
from logbook.errors import BadValueError
from logbook.records import NOUNS, TABLES, Id, Image, parse_id

if TYPE_CHECKING:
    from collections.abc import Sequence

Target = Annotated[
    str, typer.Argument(metavar="SIGHTING", help="The sighting: s7.", autocompletion=completion.ids, show_default=False)
]
Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="PICTURE...", help="Picture files, or pictures of the logbook: i3.", show_default=False),
]


@command("Record", example='logbook attach s1 --title "Mama cat" --credit WCS')
def attach(
    where: session.Session,
    pictured: PictureOptions,
    sighting: Target,
    pictures: Files = None,
    dry_run: options.DryRun = False,
) -> None:
    """Add pictures to a sighting: files, or pictures that are in the logbook.

    Capture time, camera and size are read from the file. Without a file, --title records a picture known by its title.
    """
    from logbook.changes import recording
    from logbook.views import entry

    which, words = _sighting(sighting), pictured.words()
    if not pictures and not words.title:
        raise BadValueError("attach needs a picture file, or --title for a picture without a file")
    files = _pictures(pictures or [], where.path)
    with where.write(f"attach to {which}", dry_run=dry_run) as held:
        draft = record.draft(held)
        done = recording.attach(
            draft, held.book("credits"), which, files, words, known=lambda picture: record.known_picture(held, picture)
        )
        record.finish(held, draft, f"attach {' '.join(map(str, done.images))} to {which}", dry_run=dry_run)
    for note in done.notes:
        session.say(note)
    if not dry_run:
        lines = (f"{which}  {entry.picture_words(image, draft.record(image))}\n" for image in done.images)
        sys.stdout.writelines(lines)


def _sighting(text: str) -> Id:
    which = record.one_id(text)
    if which.table != "sightings":
        raise BadValueError(f"pictures are attached to a sighting, and {which} is none; sightings look like s7")
    return which


def _picture(text: str) -> Id:
    which = parse_id(text)
    if which.table != "images":
        raise BadValueError(f"{which} is a {NOUNS[which.table]}; only pictures, or their files, go to a sighting")
    return which


def _pictures(texts: Sequence[str], logbook: Path) -> list[Image | Id]:
    """Tell ids from files; what is a file is taken as one, whatever its name."""
    made: list[Image | Id] = []
    for text in texts:
        if text[:1].lower() in TABLES and text[1:].isdecimal() and not Path(text).exists():
            made.append(_picture(text))
        else:
            made += record.read_pictures([Path(text)], logbook)
    return made or [Image()]
