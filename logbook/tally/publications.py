"""Where pictures have been printed: found by the title, with the pictures in the order that they had there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from logbook import places
from logbook.errors import BadValueError
from logbook.places.paths import nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.records import Image, Publication
    from logbook.tally.contact_sheet import Frame

_SUGGESTED = 3


class Printed(NamedTuple):
    """A publication, without the position that only a picture has there; and its pictures in their order."""

    publication: Publication
    frames: list[Frame]

    @property
    def unplaced(self) -> int:
        """Count the pictures whose position there is not known."""
        return sum(frame.publication is not None and frame.publication.position is None for frame in self.frames)


def titled(sheet: Iterable[Frame], title: str) -> list[Frame]:
    """Give the pictures of the publications that have these words in their title, each beside its publication.

    Case, accents and punctuation do not count. Publications are in the order of their titles; pictures in that of
    their positions, then those without one by their number. Raises BadValueError for words without letter or digit.
    """
    asked = places.fold(title)
    if not asked:
        raise BadValueError(f"{shown(title)} is no title; type that under which pictures were printed, or part of it")
    found = [
        (_identity(one), one.position is None, one.position or 0, frame.number, frame._replace(publication=one))
        for frame in sheet
        for one in frame.image.publications
        if asked in places.fold(one.title or "")
    ]
    return [frame for *_, frame in sorted(found, key=lambda each: each[:-1])]


def by_publication(sheet: Iterable[Frame]) -> Iterator[Printed]:
    """Part pictures that `titled` gave by their publication."""
    placed = ((frame.publication, frame) for frame in sheet if frame.publication)
    for _, group in groupby(placed, key=lambda pair: _identity(pair[0])):
        pairs = list(group)
        yield Printed(replace(pairs[0][0], position=None), [frame for _, frame in pairs])


def not_known(images: Iterable[Image], title: str) -> str | None:
    """Say what may have been meant where no picture was printed under such a title: one with words much like these."""
    asked = places.fold(title)
    titles = {one.title for image in images for one in image.publications if one.title}
    if any(asked in places.fold(one) for one in titles):
        return None
    longest_first = sorted(titles, key=lambda one: (-len(one), one))
    parts = {part: whole for whole in longest_first for part in _parts(whole, len(asked.split()))}
    near = nearest(title, parts, _SUGGESTED)
    meant = f"; did you mean {' or '.join(map(shown, near))}?" if near else ""
    return f"no publication {shown(title)} in this logbook{meant}"


def _parts(title: str, length: int) -> Iterator[str]:
    """Give a title whole, and each run of so many words in it."""
    words = places.fold(title).split()
    yield " ".join(words)
    yield from (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def _identity(one: Publication) -> tuple[str, ...]:
    """Say what is equal for one publication, however its title is written at each of its pictures."""
    return (*(places.fold(part or "") for part in (one.title, one.author, one.publisher)), one.date or "")
