"""How `summary` reads a large logbook: table by table, block by block, until what it names and counts is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from logbook.records import Book, Credit, Id
from logbook.store.scanning import scan
from logbook.tally import firsts, kinds
from logbook.tally.borne import Line, Owners, image_number, read_lines
from logbook.tally.kinds import Question, Sieve, Sketch
from logbook.tally.pictured import Pictured
from logbook.tally.summary import Condensed, needs_pictures
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Collection

    from logbook.breeding import Level
    from logbook.store.scanning import Blocks, Scan
    from logbook.store.snapshot import Snapshot

_FEW = 8
"""One record in so many is found by itself in the time in which all of a table are read."""


def condensed(snapshot: Snapshot, *, depth: int, weakest: Level) -> Condensed | None:
    """Condense a logbook for a summary of regions of this depth, with breeding evidence of this level or more.

    None where its pictures bear too many different lines for that. Raises DamagedError where a table is not valid.
    """

    def work(each: Scan) -> tuple[Owners, _Sifted]:
        owners = _owners(each)
        return owners, _sifted(each, owners, Question(depth, weakest, Taxa({})))

    try:
        owners, found = scan(snapshot, ("credits", "images", "sightings"), work)
    except OverflowError:
        return None
    book = _book(snapshot, found.many)
    taxa = Taxa(book.taxa)
    claiming = Book(sightings={number: one for number, one in book.sightings.items() if one.claims})
    if claimed := kinds.claimed(firsts.enter(claiming, taxa, Pictured(book))):
        # Of what is claimed, more are named than those who could be first: all who contradict it.
        asked = Question(depth, weakest, taxa, claimed)
        found = scan(snapshot, ("sightings",), lambda each: _sifted(each, owners, asked))
        book = _book(snapshot, found.many)
    return Condensed(book, found.many, owners.images, owners.credit_lines(found.pictured, book.credits))


def _owners(each: Scan) -> Owners:
    book = Book(credits=dict(each.rows("credits", Credit)))
    return Owners(each.shares("images", Line, read_lines), Pictured(book))


class _Sifted(NamedTuple):
    """The sightings that an answer could name, with how many each stands for; and of how many pictures are whose."""

    many: dict[int, int]
    pictured: Counter[str]


def _sifted(each: Scan, owners: Owners, asked: Question) -> _Sifted:
    def work(blocks: Blocks[Sketch]) -> _Sifted:
        sieve, pictured = Sieve(asked), Counter[str]()
        for block in blocks:
            rows = kinds.rows_of(block)
            sieve.take(block, rows)
            pictured.update(owners.words(list(map(kinds.images_of, rows))))
        return _Sifted(sieve.kept(), pictured)

    found = _Sifted({}, Counter())
    for part in each.shares("sightings", Sketch, work):
        found.many.update(part.many)
        found.pictured.update(part.pictured)
    return found


def _book(snapshot: Snapshot, numbers: Collection[int]) -> Book:
    """Read some sightings, what an answer may tell of their pictures, and all taxa and credits."""
    sightings = _records(snapshot, "sightings", sorted(numbers))
    refs = {ref for one in sightings.values() if needs_pictures(one) for ref in one.images}
    images = _records(snapshot, "images", sorted(map(image_number, refs)))
    return Book(taxa=snapshot.table("taxa"), credits=snapshot.table("credits"), images=images, sightings=sightings)


def _records(snapshot: Snapshot, table: str, numbers: Collection[int]) -> dict[int, Any]:
    """Read some records of a table; one that is not there is left out."""
    if len(numbers) * _FEW > snapshot.next_number(table):
        whole = snapshot.table(table)
        return {number: whole[number] for number in numbers if number in whole}
    found = ((number, snapshot.decoded(Id(table, number))) for number in numbers)
    return {number: record for number, record in found if record is not None}
