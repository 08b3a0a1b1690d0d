"""Counts and totals: what a logbook says in sum. Nothing here is text for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from logbook import breeding, dates
from logbook.records import Book, Id, Population, Ref, Sighting, Statement, Taxon
from logbook.tally import firsts, standings
from logbook.tally.inventory import credit_lines
from logbook.tally.pictured import Pictured
from logbook.tally.regional import RegionRow, by_region, region_rows
from logbook.tally.standings import ClaimRow, FirstBreeding, Result
from logbook.taxa import Taxa, TaxonKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from logbook.breeding import Level
    from logbook.tally.firsts import Entry
    from logbook.tally.inventory import CreditLine


class SpeciesRow(Result, frozen=True):
    """A taxon, with what others say of it; `taxon` is its record, where it has one."""

    taxon: Ref | None
    vernacular_name: str | None
    scientific_name: str | None
    sightings: int
    iucn_status: Statement | None
    sensitivity: Statement | None
    populations: tuple[Population, ...]


class CreditRow(Result, frozen=True):
    """A credit with its spellings, and how many pictures and sightings bear it; `credit` is its record, if any."""

    credit: Ref | None
    name: str
    spellings: tuple[str, ...]
    images: int
    sightings: int


class Totals(Result, frozen=True):
    """How many of everything; `undated` sightings have no date that can be read."""

    sightings: int
    undated: int
    species: int
    regions: int
    images: int
    images_without_credit: int
    credits: int
    claims: int


class Summary(Result, frozen=True):
    """The answer of `summary`."""

    totals: Totals
    first_breeding: tuple[FirstBreeding, ...]
    regions: tuple[RegionRow, ...]
    species: tuple[SpeciesRow, ...]
    credits: tuple[CreditRow, ...]
    claims: tuple[ClaimRow, ...]


def summarise(
    book: Book, *, sightings: Collection[int] | None = None, depth: int = 1, possible: bool = False
) -> Summary:
    """Sum up a logbook, or those of its sightings that were selected by their numbers.

    `depth` is how many of a region's largest parts make a row; `possible` asks for that level of breeding evidence
    too. Claims, `open` and individuals known elsewhere are looked up in the whole logbook, whatever is selected;
    a species without sightings and a picture or credit without a sighting are given where nothing is.
    """
    taxa, pictured = Taxa(book.taxa), Pictured(book)
    every = firsts.enter(book, taxa, pictured)
    whole = sightings is None
    selected = every if sightings is None else [entry for entry in every if entry.number in sightings]
    images = pictured.all if whole else dict(ref for entry in selected for ref in pictured.images(entry.sighting))
    also = book.credits if whole else ()
    lines = credit_lines(pictured, images, (entry.sighting for entry in selected), also)
    asked = _Asked(depth, standings.shown_levels(possible=possible), taxa, pictured, book.taxa if whole else ())
    return _summary(selected, every, asked, len(images), lines)


class Condensed(NamedTuple):
    """A whole logbook in small: the sightings that an answer could name, and what was counted of all.

    `book` has, too, every taxon and credit, and the pictures of those sightings that `needs_pictures` is true of.
    `many` are the sightings that each one stands for, by its number (see `kinds.py`); `images` is the number of all
    pictures, and `lines` are the credits that they bear (see `borne.py`).
    """

    book: Book
    many: Mapping[int, int]
    images: int
    lines: Sequence[CreditLine]


def summarise_condensed(found: Condensed, *, depth: int = 1, possible: bool = False) -> Summary:
    """Sum up a logbook that was condensed for the same `depth` and `possible`: the answer is that of the whole."""
    taxa, pictured = Taxa(found.book.taxa), Pictured(found.book)
    every = firsts.enter(found.book, taxa, pictured, found.many)
    asked = _Asked(depth, standings.shown_levels(possible=possible), taxa, pictured, found.book.taxa)
    return _summary(every, every, asked, found.images, found.lines)


def needs_pictures(sighting: Sighting) -> bool:
    """Whether an answer may tell of a sighting's pictures: of breeding evidence, or before they were printed."""
    return not dates.is_edtf(sighting.event_date or "") or breeding.in_force(sighting).level != "none"


class _Asked(NamedTuple):
    """What a summary is made with; `also` are the taxa that it has with or without a sighting."""

    depth: int
    levels: Sequence[Level]
    taxa: Taxa
    pictured: Pictured
    also: Iterable[int]


def _summary(
    selected: Sequence[Entry], every: Sequence[Entry], asked: _Asked, images: int, lines: Sequence[CreditLine]
) -> Summary:
    rows = by_region(selected, asked.depth)
    species = Counter[TaxonKey]()
    for entry in selected:
        species[entry.taxon] += entry.many
    claims = standings.claims(selected, every, asked.taxa)
    totals = Totals(
        sightings=species.total(),
        undated=sum(entry.many for entry in selected if not entry.is_dated),
        species=len(species),
        regions=len(rows.keys() - {None}),
        images=images,
        images_without_credit=images - sum(line.images for line in lines),
        credits=len(lines),
        claims=len(claims),
    )
    return Summary(
        totals=totals,
        first_breeding=standings.first_breeding(rows, every, asked.levels, asked.taxa, asked.pictured),
        regions=region_rows(rows, every, asked.levels[-1]),
        species=_species(species, asked),
        credits=tuple(map(_credit_row, lines)),
        claims=claims,
    )


def _species(counts: Counter[TaxonKey], asked: _Asked) -> tuple[SpeciesRow, ...]:
    taxa = dict.fromkeys([*counts, *(TaxonKey(number, "") for number in asked.also)])
    rows = (_species_row(taxon, counts[taxon], asked.taxa) for taxon in taxa)
    return tuple(sorted(rows, key=lambda row: (row.vernacular_name or "", row.scientific_name or "")))


def _species_row(taxon: TaxonKey, count: int, taxa: Taxa) -> SpeciesRow:
    names = taxa.names(taxon)
    record = Taxon() if taxon.number is None else taxa.record(taxon.number)
    return SpeciesRow(
        taxon=None if taxon.number is None else str(Id("taxa", taxon.number)),
        vernacular_name=names.vernacular_name,
        scientific_name=names.scientific_name,
        sightings=count,
        iucn_status=record.iucn_status,
        sensitivity=record.sensitivity,
        populations=record.populations,
    )


def _credit_row(line: CreditLine) -> CreditRow:
    return CreditRow(
        credit=None if line.number is None else str(Id("credits", line.number)),
        name=line.name,
        spellings=line.spellings,
        images=line.images,
        sightings=line.sightings,
    )
