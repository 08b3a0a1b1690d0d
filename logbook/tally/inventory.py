"""What a logbook holds, part by part: its regions, its credits, and which records refer to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from logbook import places
from logbook.records import Id
from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.tally.standings import Mark, Result
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from logbook.breeding import Level
    from logbook.records import Book, Image, Ref, Sighting
    from logbook.tally.pictured import Owner

_WHOLE = 99
"""More parts than any region has."""


class RegionLine(Result, frozen=True):
    """A region with all that was seen in it or in a part of it; None is no region."""

    region: str | None
    sightings: int
    species: tuple[str, ...]
    first_sighting: Mark | None
    last_sighting: Mark | None
    level: Level


class CreditLine(NamedTuple):
    """A credit as it is borne: the number of its record, if it has one; its name, spellings, pictures, sightings."""

    number: int | None
    name: str
    spellings: tuple[str, ...]
    images: int
    sightings: int


def regions(book: Book, chosen: Collection[int] | None = None) -> tuple[RegionLine, ...]:
    """List every region of the sightings, or of those chosen; from the largest part down, none last."""
    taxa = Taxa(book.taxa)
    entries = firsts.enter(book, taxa, Pictured(book))
    rows = by_region([entry for entry in entries if chosen is None or entry.number in chosen], _WHOLE)
    ordered = sorted(rows, key=lambda name: (name is None, places.parts(name or "")[::-1]))
    return tuple(_region(name, rows[name], taxa) for name in ordered)


def _region(name: str | None, entries: Collection[firsts.Entry], taxa: Taxa) -> RegionLine:
    rivals = firsts.competing(entries)
    labels = {taxa.label(taxon) for taxon in {entry.taxon for entry in entries}}
    return RegionLine(
        region=name,
        sightings=len(entries),
        species=tuple(sorted(label for label in labels if label)),
        first_sighting=standings.mark(firsts.first(rivals)),
        last_sighting=standings.mark(firsts.last(rivals)),
        level=firsts.strongest(rivals),
    )


def credits(book: Book, images: Mapping[int, Image], also: Collection[int] = ()) -> list[CreditLine]:  # noqa: A001
    """List the credits that pictures bear, most pictures first; `also` are numbers of credits that need bear none."""
    shown = {str(Id("images", number)): image for number, image in images.items()}
    return credit_lines(Pictured(book), shown, book.sightings.values(), also)


def credit_lines(
    pictured: Pictured, images: Mapping[Ref, Image], sightings: Iterable[Sighting], also: Iterable[int]
) -> list[CreditLine]:
    """List the credits of pictures, by their references; counted are the sightings that have one of these pictures."""
    owners = {ref: owner for ref, image in images.items() if (owner := pictured.owner(image)) is not None}
    lines: dict[Owner, Counter[str | None]] = {number: Counter() for number in also}
    for ref, owner in owners.items():
        lines.setdefault(owner, Counter())[images[ref].credit_line] += 1
    borne = Counter(owner for one in sightings for owner in {owners[ref] for ref in one.images if ref in owners})
    return counted_lines(pictured, lines, borne)


def counted_lines(
    pictured: Pictured, lines: Mapping[Owner, Counter[str | None]], borne: Mapping[Owner, int]
) -> list[CreditLine]:
    """List credits by how many pictures bear each of their `lines`; `borne` is how many sightings have one of these."""
    found = [
        CreditLine(
            owner if isinstance(owner, int) else None,
            pictured.name(owner),
            pictured.spellings(owner, printed),
            printed.total(),
            borne.get(owner, 0),
        )
        for owner, printed in lines.items()
    ]
    return sorted(found, key=lambda line: (-line.images, line.name))


def belonging(book: Book) -> dict[str, list[int]]:
    """Tell of each picture that is shown, by its reference, the sightings that it belongs to."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, sighting in book.sightings.items():
        for ref in dict.fromkeys(sighting.images):
            found[ref].append(number)
    return found


def lacking(book: Book, images: Mapping[int, Image]) -> int:
    """Count the pictures that bear no credit."""
    pictured = Pictured(book)
    return sum(pictured.owner(image) is None for image in images.values())


def sightings_of(book: Book, which: Id) -> dict[int, Sighting]:
    """Give the sightings that refer to a picture, a deployment or a species."""
    if which.table == "taxa":
        taxa = Taxa(book.taxa)
        return {number: one for number, one in book.sightings.items() if taxa.number(one) == which.number}
    ref = str(which)
    return {number: one for number, one in book.sightings.items() if ref in one.images or ref == one.deployment}


def images_of(book: Book, which: Id) -> dict[int, Image]:
    """Give the pictures that bear a credit."""
    pictured = Pictured(book)
    return {number: image for number, image in book.images.items() if pictured.owner(image) == which.number}
