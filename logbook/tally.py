"""Counts and totals: what a logbook says in sum. Nothing here is text for people; dates are EDTF, ids as typed.

Counts are of records. What is stated as a fact (firsts, lasts, groups, individuals) rests on the records that
compete in the sense of `firsts.py`. Individuals are never added up over records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct

from logbook import animals, firsts, places
from logbook.breeding import LEVELS, Level
from logbook.firsts import ClaimStanding, Entry, Grade, Outcome, Standing
from logbook.pictured import Pictured
from logbook.records import Animal, Book, Claim, ClaimKind, CountQualifier, Id, Population, Ref, Sighting, Statement
from logbook.taxa import Taxa, TaxonKey

_SHOWN: tuple[Level, ...] = ("confirmed", "probable", "possible")
Rows = Mapping[str | None, list[Entry]]
"""The entries of each region; an entry stands under every row that its place lies in."""


class Result(Struct, frozen=True, kw_only=True):
    """What was counted; its JSON has every field, empty ones as null."""


class Mark(Result):
    """A first or last of a region; date and level are those of the foremost of the `sightings` it could be."""

    standing: Standing
    event_date: str | None
    published: str | None
    level: Level
    sightings: tuple[Ref, ...]
    undated: tuple[Ref, ...]


class FirstBreeding(Result):
    """The first breeding evidence of a taxon in a region. From `code` on, save `open`, it describes one record.

    That is the first of the `sightings` that it could be, or of the `undated` where no other is. `published` is the
    date it lies before where it has none of its own. `open` could still change the row.
    """

    region: str | None
    path: str | None
    vernacular_name: str | None
    scientific_name: str | None
    level: Level
    standing: Standing
    sightings: tuple[Ref, ...]
    undated: tuple[Ref, ...]
    open: tuple[Ref, ...]
    code: str | None
    basis: str | None
    event_date: str | None
    published: str | None
    grade: Grade
    animals: tuple[Animal, ...]
    images: tuple[Ref, ...]
    credits: tuple[str, ...]


class Amounted(Result):
    """How many animals one record tells of: a group seen together, or the total of a survey."""

    sighting: Ref
    count: int
    count_max: int | None
    count_qualifier: CountQualifier | None


class RegionRow(Result):
    """What a region's records say; `paths` are their full regions, `sightings` the number of all of them."""

    region: str | None
    paths: tuple[str, ...]
    sightings: int
    first_sighting: Mark | None
    last_sighting: Mark | None
    last_breeding: Mark | None
    largest_group: Amounted | None
    survey_totals: tuple[Amounted, ...]
    individuals: int
    individuals_elsewhere: int


class SpeciesRow(Result):
    """A taxon with its status and populations as others gave them; `taxon` is its record, where it has one."""

    taxon: Ref | None
    vernacular_name: str | None
    scientific_name: str | None
    sightings: int
    iucn_status: Statement | None
    populations: tuple[Population, ...]


class CreditRow(Result):
    """A credit with its spellings, and how many pictures and sightings bear it; `credit` is its record, if any."""

    credit: Ref | None
    name: str
    spellings: tuple[str, ...]
    images: int
    sightings: int


class ClaimRow(Result):
    """A claim as published, beside what the whole logbook says of it; `by` are the records that contradict it."""

    sighting: Ref
    vernacular_name: str | None
    scientific_name: str | None
    claim: str
    kind: ClaimKind
    region: str | None
    reference: str | None
    date: str | None
    standing: ClaimStanding | None
    by: tuple[Ref, ...]


class Totals(Result):
    """How many of everything; `undated` sightings have nothing that bounds their time."""

    sightings: int
    undated: int
    species: int
    regions: int
    images: int
    images_without_credit: int
    credits: int
    claims: int


class Summary(Result):
    """The answer of `summary`."""

    totals: Totals
    first_breeding: tuple[FirstBreeding, ...]
    regions: tuple[RegionRow, ...]
    species: tuple[SpeciesRow, ...]
    credits: tuple[CreditRow, ...]
    claims: tuple[ClaimRow, ...]
