"""`logbook attach`: add pictures to a sighting that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, files, options, printed, record, session
from logbook.cli.app import command
from logbook.cli.known import known
from logbook.cli.telling import tell
from logbook.cli.words import PictureOptions
from logbook.errors import BadValueError
from logbook.records import NOUNS, Id, Image, is_like_id, parse_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.changes.drafts import Draft
    from logbook.changes.recording import Placed

Target = Annotated[
    str | None,
    typer.Argument(metavar="SIGHTING", help="The sighting: s7.", autocompletion=completion.ids, show_default=False),
]
Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="PICTURE...", help="Picture files, or pictures of the logbook: i3.", show_default=False),
]
NoSighting = Annotated[
    bool, typer.Option("--no-sighting", help="Pictures of the habitat or the team: all arguments are pictures.")
]


@command("Record", example='logbook attach s1 --title "Mama cat" --credit WCS')
def attach(
    where: session.Session,
    pictured: PictureOptions,
    sighting: Target = None,
    pictures: Files = None,
    no_sighting: NoSighting = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add pictures to a sighting: files, or pictures that are in the logbook.

    What is not said here is read from the file: capture time, camera, position,
    creator, credit line, caption, tags and the like.
    Without a file, --title records a picture known by its title.
    """
    from logbook.changes import fields, recording

    which, texts = _sorted_out(sighting, pictures or [], no_sighting=no_sighting)
    words = pictured.words()
    if not texts and not words.title:
        raise BadValueError("attach needs a picture file, or --title for a picture without a file")
    given = _pictures(texts, where.path)
    with where.write(f"attach to {which}" if which else "attach", dry_run=dry_run, makes=no_sighting) as held:
        draft, setting = record.draft(held), fields.Setting(now=session.clock(), notes=[])
        done = recording.attach(draft, held.book("credits"), which, given, words, setting=setting, known=known(held))
        name = f"attach {' '.join(map(str, done.images))} to {which or 'no sighting'}"
        record.finish(held, draft, name, dry_run=dry_run)
    session.say_all([*done.notes, *printed.notes(held, draft.changes())])
    if not dry_run:
        tell(_lines(which, done, draft))


def _lines(which: Id | None, done: Placed, draft: Draft) -> Iterator[str]:
    """Say what each picture is now, and what of that its file said."""
    from logbook.views import entry

    for image, filled in done.images.items():
        first, *more = entry.picture(image, draft.record(image), filled)
        yield f"{which}  {first}" if which else first
        yield from (f"    {line}" for line in more)


def _sorted_out(sighting: str | None, pictures: list[str], *, no_sighting: bool) -> tuple[Id | None, list[str]]:
    """Tell the sighting from the pictures; where there is to be none, all that was typed are pictures."""
    if no_sighting:
        return None, [*([sighting] if sighting is not None else []), *pictures]
    if sighting is None:
        raise BadValueError("name the sighting that the pictures belong to, such as s7, or say --no-sighting")
    return _sighting(sighting), pictures


def _sighting(text: str) -> Id:
    if Path(text).is_file():
        raise BadValueError(f"{text} is a file; name its sighting first, such as s7, or say --no-sighting")
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
        if is_like_id(text) and not Path(text).exists():
            made.append(_picture(text))
        else:
            made += files.read([Path(text)], logbook)
    return made or [Image()]
