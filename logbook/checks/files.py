"""What became of the pictures' files: gone, no longer what they were, or not to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.checks.faults import Facts, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Book

_FIND = "logbook check --fix --look-in DIR"
_TAKE_IN = (
    "if you know that it is the picture, put it into the logbook's folder, or record it: logbook attach SIGHTING FILE"
)


def missing_file(book: Book, facts: Facts) -> Iterator[Said]:
    """Tell of the picture files that are not there."""
    for number in sorted(facts.missing_files):
        image = book.images[number]
        if number in facts.closed_files:
            yield Said(f"i{number}", facts.closed_files[number], _TAKE_IN)
            continue
        elsewhere = f"or find it elsewhere: {_FIND}"
        by_hand = f"or correct `file` in an editor: logbook edit i{number}"
        advice = f"put it back there, {elsewhere if image.sha256 else by_hand}"
        yield Said(f"i{number}", f"file missing: {image.file}", advice)


def changed_file(book: Book, facts: Facts) -> Iterator[Said]:
    """Tell of the picture files whose digest is not the recorded one, and of those that could not be compared."""
    changed = (
        f"restore it from a backup, or find the original: {_FIND}; or record the new one: logbook attach SIGHTING FILE"
    )
    unread = "it could not be compared; look whether the disk is whole, and whether you may read the file"
    for number, image in book.images.items():
        if number in facts.changed_files:
            yield Said(f"i{number}", f"file changed since it was recorded: {image.file}", changed)
        elif number in facts.unreadable_files:
            yield Said(f"i{number}", facts.unreadable_files[number], unread)
