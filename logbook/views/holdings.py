"""What a logbook holds beside sightings: species, credits, pictures and regions, each as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook.records import Credit
from logbook.views import wording
from logbook.views.sheet import Cell, Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from logbook.tally.inventory import CreditLine, RegionLine
    from logbook.tally.summary import CreditRow, SpeciesRow

_SPECIES = (
    Column("id", "Id", whole=True),
    Column("vernacular_name", "Species"),
    Column("scientific_name", "Scientific name", below="vernacular_name"),
    Column("sightings", "Sightings", right=True),
    Column("iucn_status", "Status"),
    Column("sensitivity", "Sensitivity", below="iucn_status", label="sensitivity"),
    Column("populations", "Populations, as stated", below="iucn_status", label="population"),
)
_CREDITS = (
    Column("id", "Id", whole=True),
    Column("name", "Credit"),
    Column("images", "Pictures", right=True),
    Column("sightings", "Sightings", right=True),
    Column("spellings", "As printed"),
    Column("parties", "Parties", below="name", label="party"),
    Column("license", "Licence (default)", below="spellings", label="licence by default"),
    Column("usage_terms", "Terms (default)", below="spellings", label="terms by default"),
    Column("web_statement", "Statement (default)", below="spellings", label="statement by default"),
    Column("permission", "Permission (default)", below="spellings", label="permission by default"),
    Column("contact", "Contact", below="spellings", label="contact"),
)
_REGIONS = (
    Column("region", "Region"),
    Column("sightings", "Sightings", right=True),
    Column("species", "Species", below="region"),
    Column("first_sighting", "First seen", whole=True),
    Column("last_sighting", "Last seen", whole=True, below="first_sighting", label="last"),
    Column("breeding_level", "Breeding"),
)

_SILENT = "not stated"


def species(rows: Sequence[SpeciesRow], objects: Iterable[Any] | None = None) -> Sheet:
    """Give species with their status, sensitivity and populations, each with its source.

    As `objects` are what the command `species` gives, it says too of which nothing is stated; a summary does not.
    """
    silent = "" if objects is None else _SILENT
    cells = [
        (
            row.taxon or "",
            row.vernacular_name or "",
            row.scientific_name or "",
            f"{row.sightings:,}",
            wording.stated(row.iucn_status),
            wording.stated(row.sensitivity) or silent,
            tuple(wording.population(one) for one in row.populations),
        )
        for row in rows
    ]
    return Sheet(_SPECIES, cells, rows if objects is None else objects)


def credits_in_sum(rows: Sequence[CreditRow]) -> Sheet:
    """Give credits with their spellings and how often they are due."""
    cells = [(row.credit or "", row.name, f"{row.images:,}", f"{row.sightings:,}", row.spellings) for row in rows]
    return Sheet(_CREDITS[:5], cells, rows)


def credits(  # noqa: A001 - the table's name
    lines: Sequence[CreditLine], records: Mapping[int, Credit], objects: Iterable[Any], without: int, images: int
) -> Sheet:
    """Give credits whole: their parties, how they are reached, and the terms that are their pictures' by default.

    `without` are how many of the pictures lack a credit.
    """
    nobody = Credit(name="")
    cells = [_credit(line, nobody if line.number is None else records[line.number]) for line in lines]
    return Sheet(_CREDITS, cells, objects, footer=lacking(without, images))


def _credit(line: CreditLine, record: Credit) -> tuple[Cell, ...]:
    return (
        "" if line.number is None else f"c{line.number}",
        line.name,
        f"{line.images:,}",
        f"{line.sightings:,}",
        line.spellings,
        record.parties,
        record.license or "",
        record.usage_terms or "",
        record.web_statement or "",
        wording.permission(record.permission) if record.permission else "",
        record.contact or "",
    )


def regions(lines: Sequence[RegionLine]) -> Sheet:
    """Give regions whole, from the largest part down."""
    cells = [
        (
            wording.region(line.region),
            f"{line.sightings:,}",
            line.species,
            wording.mark(line.first_sighting),
            wording.mark(line.last_sighting),
            "" if line.level == "none" else line.level,
        )
        for line in lines
    ]
    return Sheet(_REGIONS, cells, lines)


def regions_whole(lines: Sequence[RegionLine]) -> Sheet:
    """Give them for machines: dates as they are stored."""
    cells = [
        (
            wording.region(line.region),
            str(line.sightings),
            line.species,
            (line.first_sighting and line.first_sighting.event_date) or "",
            (line.last_sighting and line.last_sighting.event_date) or "",
            line.level,
        )
        for line in lines
    ]
    return Sheet(_REGIONS, cells, lines)


def lacking(without: int, images: int) -> str:
    """Say how many pictures lack a credit, and how to find them."""
    many = singular(images, "picture")
    if not images:
        return "no pictures"
    if not without:
        return f"{many}, {'' if images == 1 else 'each '}with a credit"
    if without == images:
        return f"{many}, {'' if images == 1 else 'all '}without a credit"
    return f"{many}, {without:,} without a credit: logbook images --missing credit"
