"""Which picture files say where they were taken, of animals whose places are to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.cli import files
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.pictures.stored import Stored
    from logbook.records import Book


def located(book: Book, logbook: Path) -> frozenset[int]:
    """Read the pictures of sensitive species whose record has no position, and give those whose file has one.

    What cannot be read, or is no longer the file that was recorded, is told by other checks, and left out.
    """
    from logbook.checks.sensitive import sensitive
    from logbook.pictures.reading import read
    from logbook.pictures.walking import each
    from logbook.views.progress import progress

    asked = [int(ref[1:]) for ref, (image, _) in sensitive(book).items() if image.decimal_latitude is None]
    stored = files.stored({number: book.images[number] for number in asked}, logbook)
    found = {number: one for number, one in stored.items() if not isinstance(one, LogbookError)}

    def has_position(one: Stored) -> bool:
        image = read(one.path).image
        return one.sha256 in {None, image.sha256} and image.decimal_latitude is not None

    told = progress(each(has_position, found.values()), len(found), "looking for positions")
    return frozenset(number for number, (_, has) in zip(found, told, strict=True) if has is True)
