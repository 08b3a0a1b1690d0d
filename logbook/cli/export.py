"""`logbook export`: give records to other programs."""

from __future__ import annotations

from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, files, look, options, output, record, session
from logbook.cli.app import command
from logbook.errors import BadValueError, LogbookError
from logbook.records import is_like_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logbook.formats import Outcome, Writer
    from logbook.records import Book, Image

Name = Annotated[
    str | None,
    typer.Option("--format", help="xmp: sidecars; embedded: copies of the pictures.", metavar="NAME"),
]
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID...",
        help="Only these, i3 or s7; - reads them from stdin. Before them the folder, where the format needs one.",
        autocompletion=completion.ids,
        show_default=False,
    ),
]
To = Annotated[Path | None, typer.Option(help="The folder to write to.", metavar="FOLDER", show_default=False)]
KeepPosition = Annotated[
    bool, typer.Option("--keep-position", help="Leave positions and serial numbers in embedded copies.")
]
Listed = Annotated[bool, typer.Option("--list-formats", help="Name the formats.")]


@command("Data", example="logbook export --format xmp --since 2026")
def export(
    where: session.Session,
    filters: options.Filters,
    format_: Name = None,
    to: To = None,
    keep_position: KeepPosition = False,
    dry_run: options.DryRun = False,
    listed: Listed = False,
    words: Words = None,
) -> None:
    """Write credits, captions and alt texts back to the pictures: as sidecars, or into copies.

    A sidecar stands beside its picture, or below --to. It has no position, and keeps what other programs wrote there.
    A copy loses its position and serial numbers; a camera's maker notes stay as they are, and may tell both.
    No picture is ever changed.
    """
    from logbook import formats
    from logbook.views.progress import progress

    if listed:
        _list()
        return
    if format_ is None:
        raise BadValueError(f"export needs --format, one of {', '.join(formats.NAMES)}; --list-formats tells of them")
    writer = formats.writer(format_)
    if keep_position and not writer.NEEDS_PLACE:
        raise BadValueError(f"--keep-position is of copies; --format {writer.NAME} never tells a position")
    place, ids = _place(writer, to, words or [])
    snapshot = where.read()
    book, images = look.pictures(snapshot, filters.wanted(), look.found(snapshot, record.typed_ids(ids)))
    job = formats.Job(book, images, files.home(snapshot.path), to=place, exact=keep_position, dry_run=dry_run)
    _tell(progress(writer.write(job), len(images), "writing"), dry_run=dry_run)
    if writer.NEEDS_PLACE:
        _warn(book, images)


def _place(writer: Writer, to: Path | None, words: Sequence[str]) -> tuple[Path | None, Sequence[str]]:
    """Tell the folder from the ids."""
    if to is None and writer.NEEDS_PLACE:
        if not words or not words[0]:
            raise BadValueError(f"--format {writer.NAME} needs a folder: logbook export --format {writer.NAME} FOLDER")
        first, words = words[0], words[1:]
        if first == "-":
            raise BadValueError(f"- is for ids from stdin, after the folder: --format {writer.NAME} FOLDER -")
        if is_like_id(first):
            raise BadValueError(f"{first} is an id, and the folder comes before the ids; one of that name is ./{first}")
        to = Path(first)
    if to is not None and to.exists() and not to.is_dir():
        raise LogbookError(f"{to} is a file; name a folder")
    return to, words


def _tell(outcomes: Iterable[Outcome], *, dry_run: bool) -> None:
    """Tell what became of each picture, as it happens: a pipe a line each, a person what went wrong and the counts."""
    from logbook.views.sheet import Column, Sheet
    from logbook.views.text import singular

    counts: Counter[str] = Counter()
    rows = _rows(outcomes, counts, "would be written" if dry_run else "written")
    if output.on_terminal():
        deque(rows, maxlen=0)
    else:
        output.emit(Sheet([Column(key, key) for key in ("id", "state", "path")], rows), "plain")
    said = ", ".join(f"{many:,} {state}" for state, many in counts.items())
    sentence = f"{singular(counts.total(), 'picture')}: {said}" if said else "nothing found"
    if set(counts) == {"failed"}:
        raise LogbookError(f"nothing was written; {sentence}")
    session.say(sentence)
    if dry_run:
        session.say_dry_run()


def _warn(book: Book, images: Mapping[int, Image]) -> None:
    """Say which of the pictures that go out must not be printed; the rest may not be cleared either."""
    from logbook.sentences import listed
    from logbook.tally.clearance import Judge

    judge = Judge(book, today=session.clock().date())
    barred = [f"i{number}" for number in images if judge.clearance(number).state == "barred"]
    if barred:
        are = "is" if len(barred) == 1 else "are"
        session.say(f"{listed(barred)} {are} barred for editorial use: logbook images --barred tells why")


def _rows(outcomes: Iterable[Outcome], counts: Counter[str], written: str) -> Iterator[tuple[str, str, str]]:
    for one in outcomes:
        state = written if one.state == "written" else one.state
        counts[state] += 1
        session.say_all(f"{one.id}: {note}" for note in one.notes)
        yield one.id, state, _shown(one.path) if one.path else ""


def _shown(path: Path) -> str:
    """Write a path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _list() -> None:
    from logbook import formats
    from logbook.views.sheet import Column, Sheet

    columns = [Column("name", "Format", whole=True), Column("summary", "Writes"), Column("suffixes", "Files")]
    rows = [(one.NAME, one.SUMMARY, " ".join(one.SUFFIXES)) for one in formats.writers()]
    output.emit(Sheet(columns, rows), "table" if output.on_terminal() else "plain")
