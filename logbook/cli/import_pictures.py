"""`logbook import` of a folder of camera-trap pictures: each independent event becomes a sighting."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from logbook.cli import completion, files, output, printed, record, session
from logbook.cli.words import option
from logbook.errors import BadValueError, LogbookError

if TYPE_CHECKING:
    from logbook.changes.fields import SightingWords
    from logbook.changes.importing.imported import Imported, Manner, Picture
    from logbook.changes.picture_fields import PictureWords
    from logbook.cli.clock import ClockOptions
    from logbook.store.snapshot import Snapshot

EVENTS = "Events"
GAP = "30m"


@dataclass
class EventOptions:
    """How pictures become sightings."""

    species: Annotated[
        str | None,
        option(
            "The species of all pictures; of data, where none is named.", EVENTS, "NAME", complete=completion.species
        ),
    ] = None
    species_from: Annotated[
        Literal["keywords", "folder"] | None,
        option(
            "Where the species is said: keywords, of the picture (Species|Leopard Cat), or folder, the one it is in.",
            EVENTS,
            "WHERE",
            default="keywords",
        ),
    ] = None
    gap: Annotated[
        str | None,
        option(
            "How much must have passed since the last picture, not the first, for a new event: 30m, 1h.",
            EVENTS,
            "TIME",
            default=GAP,
        ),
    ] = None
    date_from_name: Annotated[
        bool, option("Date a picture that has no time by its file's name.", EVENTS, flag="--date-from-name")
    ] = False

    def manner(self, folder: Path, clock: ClockOptions) -> Manner:
        """Give what was said, for the core."""
        from logbook import events
        from logbook.changes.importing import labels
        from logbook.changes.importing.imported import Manner

        if self.species is not None and self.species_from == "folder":
            raise BadValueError("--species and --species-from folder say it in two ways; choose one")
        return Manner(
            root=labels.root_name(files.whole(folder).parts),
            by_folder=self.species_from == "folder",
            gap=events.parse_gap(self.gap if self.gap is not None else GAP),
            clock_offset=clock.offset(),
            dates_from_names=self.date_from_name,
        )


class Read(NamedTuple):
    """What was found in a folder: pictures that were read, and how many files were skipped or are no pictures."""

    found: list[Picture]
    faults: int
    others: int


def take(
    where: session.Session,
    folder: Path,
    manner: Manner,
    words: SightingWords,
    of_pictures: PictureWords,
    *,
    dry_run: bool,
) -> None:
    """Take in the pictures in a folder and below it; what is said is said of each event or picture alike."""
    require_sense(words, of_pictures)
    read = _read(folder, where.path)
    with where.write("import", dry_run=dry_run, makes=True) as held:
        done = _import(held, folder, read, manner, words, of_pictures, dry_run=dry_run)
    _tell(done, read, dry_run=dry_run)
    if read.faults and not (done.new or done.known):
        raise LogbookError(f"nothing was imported from {folder}")


def require_sense(words: SightingWords, of_pictures: PictureWords) -> None:
    """Refuse words that mean nothing, or can only be true of one picture, before ten thousand files are read."""
    from logbook.changes import fields, picture_fields
    from logbook.credits import require_line
    from logbook.records import Id

    if of_pictures.single:
        typed = fields.option(of_pictures.single[0])
        raise BadValueError(f"{typed} is said of one picture; say it afterwards: logbook edit i3 {typed}")
    setting = fields.Setting(now=session.clock(), notes=[])
    fields.sighting_fields(words, setting)
    picture_fields.picture_fields(of_pictures, Id("images", 1), setting)
    if of_pictures.credit:
        require_line(of_pictures.credit)


def _read(folder: Path, logbook: Path) -> Read:
    """Read all pictures below a folder, each with its sidecar; what cannot be read is named on stderr and counted."""
    from logbook.changes.importing.imported import Picture
    from logbook.pictures import reading, walking
    from logbook.pictures.reading import sidecar
    from logbook.views.progress import progress

    others: list[Path] = []
    walked = list(walking.walk(folder, others))
    session.say_all(one.fault for one in walked if one.fault)
    paths = [one.path for one in walked if not one.fault]
    found, faults = list[Picture](), len(walked) - len(paths)
    for path, read in progress(walking.each(reading.read, paths), len(paths), "reading pictures"):
        if isinstance(read, LogbookError):
            session.say(str(read))
            faults += 1
        else:
            image = files.recorded(read, path, logbook)
            found.append(Picture(image, path.relative_to(folder).parts[:-1], read.keywords))
    return Read(found, faults, sum(path.suffix.lower() != sidecar.SUFFIX for path in others))


def _import(
    held: Snapshot,
    folder: Path,
    read: Read,
    manner: Manner,
    words: SightingWords,
    picture_words: PictureWords,
    *,
    dry_run: bool,
) -> Imported:
    from logbook.changes import fields, importing, recording
    from logbook.views import imported
    from logbook.views.text import singular

    book, draft = held.book(), record.draft(held)
    setting = fields.Setting(now=session.clock(), regions=recording.regions(book), notes=[])
    done = importing.Import(draft, book, manner).plan(read.found, words, picture_words, setting)
    name = f"import {files.whole(folder).name}: {singular(done.new, 'picture')}"
    record.finish(held, draft, name, dry_run=dry_run, listed=False)
    moved = files.missing({which.number: book.images[which.number] for which, _ in done.known}, held.path)
    notes = [*setting.notes, *imported.warnings(done), *printed.notes(held, draft.changes())]
    session.say_all(dict.fromkeys(notes))
    if moved:
        session.say(imported.elsewhere([f"i{number}" for number in sorted(moved)], shlex.quote(str(folder))))
    return done


def _tell(done: Imported, read: Read, *, dry_run: bool) -> None:
    from logbook.views import imported

    how = "table" if output.on_terminal() else "plain"
    if done.events:
        output.emit(imported.sheet(done.events, whole=how == "plain"), how)
    output.emit_lines(imported.summary(done, faults=read.faults, others=read.others, dry_run=dry_run))
    if read.others and not (read.found or read.faults):
        session.say("a folder is imported for its pictures, and here are none; name a file of data itself")
    if done.new and not dry_run:
        output.emit_lines(["To take it back: logbook undo"])
