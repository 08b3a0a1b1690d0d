"""Counts and totals: what a logbook says in sum. Nothing here is text for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from logbook.records import Book, Id, Image, Population, Ref, Statement, Taxon
from logbook.tally import firsts, standings
from logbook.tally.inventory import credit_lines
from logbook.tally.pictured import Pictured
from logbook.tally.regional import RegionRow, by_region, region_rows
from logbook.tally.standings import ClaimRow, FirstBreeding, Result
from logbook.taxa import Taxa, TaxonKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from logbook.tally.firsts import Entry


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
    levels = standings.shown_levels(possible=possible)
    rows = by_region(selected, depth)
    regions = region_rows(rows, every, levels[-1])
    first_breeding = standings.first_breeding(rows, every, levels, taxa, pictured)
    claims = standings.claims(selected, every, taxa)
    species = _species(selected, taxa, also=book.taxa if whole else ())
    images = pictured.all if whole else dict(ref for entry in selected for ref in pictured.images(entry.sighting))
    shown = _credits(pictured, images, selected, also=book.credits if whole else ())
    totals = Totals(
        sightings=len(selected),
        undated=sum(not entry.is_dated for entry in selected),
        species=len({entry.taxon for entry in selected}),
        regions=len(rows.keys() - {None}),
        images=len(images),
        images_without_credit=len(images) - sum(row.images for row in shown),
        credits=len(shown),
        claims=len(claims),
    )
    return Summary(
        totals=totals,
        first_breeding=first_breeding,
        regions=regions,
        species=species,
        credits=shown,
        claims=claims,
    )


def _species(entries: Iterable[Entry], taxa: Taxa, also: Iterable[int]) -> tuple[SpeciesRow, ...]:
    counts = Counter(entry.taxon for entry in entries)
    counts.update({TaxonKey(number, ""): 0 for number in also})
    rows = (_species_row(taxon, count, taxa) for taxon, count in counts.items())
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


def _credits(
    pictured: Pictured, images: Mapping[Ref, Image], entries: Iterable[Entry], also: Iterable[int]
) -> tuple[CreditRow, ...]:
    lines = credit_lines(pictured, images, (entry.sighting for entry in entries), also)
    return tuple(
        CreditRow(
            credit=None if line.number is None else str(Id("credits", line.number)),
            name=line.name,
            spellings=line.spellings,
            images=line.images,
            sightings=line.sightings,
        )
        for line in lines
    )
