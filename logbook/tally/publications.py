"""Where pictures have been printed: publications, each with its pictures; found by the title, in their order there."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from logbook import places
from logbook.errors import BadValueError
from logbook.places.paths import nearest
from logbook.records import Publication
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from logbook.records import Image, Ref
    from logbook.tally.contact_sheet import Frame

_SUGGESTED = 3
_SAID = tuple(name for name in Publication.__struct_fields__ if name != "position")
"""What is known of a publication, whichever of its pictures it stands at."""

_Identity = tuple[str, ...]


class Appearance(NamedTuple):
    """A publication with the pictures printed there; it keeps the position only where there is one picture."""

    publication: Publication
    images: tuple[Ref, ...]


class Printed(NamedTuple):
    """A publication, with what any of its pictures says of it, but for a position; and the pictures in their order."""

    publication: Publication
    frames: list[Frame]

    @property
    def unplaced(self) -> int:
        """Count the pictures whose position there is not known."""
        return sum(frame.publication is not None and frame.publication.position is None for frame in self.frames)


def appearances(images: Mapping[Ref, Image]) -> tuple[Appearance, ...]:
    """List the publications of pictures, each with those of them that were printed there."""
    found: defaultdict[Publication, list[tuple[Ref, Publication]]] = defaultdict(list)
    for ref, image in images.items():
        for one in image.publications:
            found[replace(one, position=None)].append((ref, one))
    return tuple(
        Appearance(where if len(there) > 1 else there[0][1], tuple(dict.fromkeys(ref for ref, _ in there)))
        for where, there in found.items()
    )


def titled(sheet: Iterable[Frame], title: str) -> list[Frame]:
    """Give the pictures of the publications that have these words in their title, each beside its publication.

    Case, accents and punctuation do not count. Publications are in the order of their titles; pictures in that of
    their positions, then those without one by their number. Raises BadValueError for words without letter or digit.
    """
    asked = places.fold(title)
    if not asked:
        raise BadValueError(f"{quoted(title)} is no title; type that under which pictures were printed, or part of it")
    found = [
        (one, frame._replace(publication=one))
        for frame in sheet
        for one in frame.image.publications
        if asked in places.fold(one.title or "")
    ]
    return [frame for _, _, frame in _ordered(found)]


def by_publication(sheet: Iterable[Frame]) -> Iterator[Printed]:
    """Part pictures that `titled` gave by their publication."""
    placed = _ordered((frame.publication, frame) for frame in sheet if frame.publication)
    for _, group in groupby(placed, key=itemgetter(0)):
        _, publications, frames = zip(*group, strict=True)
        yield Printed(_whole(publications), list(frames))


def not_known(images: Iterable[Image], title: str) -> str | None:
    """Say what may have been meant where no picture was printed under such a title: one with words much like these."""
    asked = places.fold(title)
    titles = {one.title for image in images for one in image.publications if one.title}
    if any(asked in places.fold(one) for one in titles):
        return None
    longest_first = sorted(titles, key=lambda one: (-len(one), one))
    parts = {part: whole for whole in longest_first for part in _parts(whole, len(asked.split()))}
    near = nearest(title, parts, _SUGGESTED)
    meant = f"; did you mean {' or '.join(map(quoted, near))}?" if near else ""
    return f"no publication {quoted(title)} in this logbook{meant}"


def _parts(title: str, length: int) -> Iterator[str]:
    """Give a title whole, and each run of so many words in it."""
    words = places.fold(title).split()
    yield " ".join(words)
    yield from (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def _ordered(placed: Iterable[tuple[Publication, Frame]]) -> list[tuple[_Identity, Publication, Frame]]:
    """Order pictures by their publication and their position there; give each what is equal for the publication."""
    pairs = list(placed)
    same = _identities(one for one, _ in pairs)
    found = [(same[one], one, frame) for one, frame in pairs]
    return sorted(found, key=lambda each: (each[0], each[1].position is None, each[1].position or 0, each[2].number))


def _identities(publications: Iterable[Publication]) -> dict[Publication, _Identity]:
    """Say what is equal for one publication, however its title is written at each of its pictures.

    What is said at one picture and left out at another parts nothing, unless it could be of two that differ.
    """
    said = {one: _said(one) for one in publications}
    of_title: defaultdict[str, list[list[str]]] = defaultdict(list)
    found: dict[Publication, tuple[str, list[str]]] = {}
    # Those of which most is said come first: the others are told by them.
    for one, (title, *parts) in sorted(said.items(), key=lambda item: (item[1].count(""), item[1])):
        alike = [known for known in of_title[title] if _agree(known, parts)]
        if len(alike) != 1:
            of_title[title].append(parts)
            found[one] = title, parts
        else:
            alike[0][:] = [known or part for known, part in zip(alike[0], parts, strict=True)]
            found[one] = title, alike[0]
    return {one: (title, *parts) for one, (title, parts) in found.items()}


def _agree(known: Iterable[str], parts: Iterable[str]) -> bool:
    return all(one == other or not (one and other) for one, other in zip(known, parts, strict=True))


def _said(one: Publication) -> _Identity:
    return (*(places.fold(part or "") for part in (one.title, one.author, one.publisher)), one.date or "")


def _whole(publications: Iterable[Publication]) -> Publication:
    """Put together what is said of a publication, the first word on each."""
    every = list(publications)
    return Publication(**{name: next(filter(None, (getattr(one, name) for one in every)), None) for name in _SAID})
