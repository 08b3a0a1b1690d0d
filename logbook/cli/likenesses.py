"""The pictures themselves, under an answer on a terminal that can show them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from logbook.cli import files, options, output, session
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from PIL.Image import Image as Pixels

    from logbook.pictures.stored import Stored
    from logbook.records import Image
    from logbook.views.likeness import Room

NoPictures = Annotated[
    bool,
    typer.Option("--no-pictures", help="Do not show the pictures themselves.", rich_help_panel=options.OUTPUT),
]
MOST = 12
"""So many pictures are shown, however many there are."""


class Size(NamedTuple):
    """How high a picture is: one of so many parts of the terminal's height at most, and so many lines."""

    part: int
    lines: int


LARGE, SMALL = Size(3, 13), Size(4, 8)


def show(images: Mapping[int, Image], logbook: Path, size: Size) -> None:
    """Show the first pictures that have a file here, side by side.

    Nothing is shown or loaded where stdout is no terminal, no picture has a file, or textual-image is not installed.
    """
    if not output.on_terminal():
        return
    found = files.stored(images, logbook)
    session.say_all(f"i{number}: {why}" for number, why in files.closed(found).items())
    there = {number: one for number, one in found.items() if not isinstance(one, LogbookError)}
    if not there:
        return
    from logbook.views import likeness

    on = likeness.screen()
    if on is None:
        return
    from logbook.pictures import preview

    each = likeness.room(on, *size)
    seen = [
        (f"i{number}  {images[number].title or ''}".rstrip(), small)
        for number, small in _small(dict(islice(there.items(), MOST)), each)
    ]
    for at in range(0, len(seen), each.abreast):
        labels, pictures = zip(*seen[at : at + each.abreast], strict=True)
        one = pictures[0] if len(seen) == 1 else preview.strip(pictures, each.width, each.height, each.gap)
        likeness.show(on, one, labels, each)
    if seen and len(there) > MOST:
        likeness.say_more(len(seen), len(there))


def _small(there: Mapping[int, Stored], each: Room) -> Iterator[tuple[int, Pixels]]:
    """Make pictures small, as far as that can be done."""
    from logbook.pictures import preview
    from logbook.pictures.stored import ClosedError

    for number, file in there.items():
        try:
            small = preview.preview(file, each.width, each.height)
        except ClosedError as error:
            session.say(f"i{number}: {error}")
        else:
            yield from [(number, small)] if small else []
