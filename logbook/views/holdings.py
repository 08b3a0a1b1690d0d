"""What a logbook holds beside sightings: species, credits, pictures and regions, each as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook.views import wording
from logbook.views.sheet import Column, Sheet
from logbook.views.text import listed, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from logbook.tally import CreditRow, SpeciesRow, Totals

_SPECIES = (
    Column("id", "Id", whole=True),
    Column("vernacular_name", "Species"),
    Column("scientific_name", "Scientific name", below="vernacular_name"),
    Column("sightings", "Sightings", right=True),
    Column("iucn_status", "Status"),
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
)
_IMAGES = (
    Column("id", "Id", whole=True),
    Column("title", "Title"),
    Column("file", "File", below="title", label="file"),
    Column("sightings", "Sightings", whole=True),
    Column("species", "Species", below="sightings"),
    Column("credit_line", "Credit line"),
    Column("alt_text", "Alt text", below="title", label="alt"),
)
_REGIONS = (
    Column("region", "Region"),
    Column("sightings", "Sightings", right=True),
    Column("species", "Species", below="region"),
    Column("first_sighting", "First seen", whole=True),
    Column("last_sighting", "Last seen", whole=True, below="first_sighting", label="last"),
    Column("breeding_level", "Breeding"),
)


def species(rows: Sequence[SpeciesRow], objects: Iterable[Any] | None = None) -> Sheet:
    """Give species with their status and populations, each with its source."""
    cells = [
        (
            row.taxon or "",
            row.vernacular_name or "",
            row.scientific_name or "",
            f"{row.sightings:,}",
            wording.stated(row.iucn_status),
            tuple(wording.population(one) for one in row.populations),
        )
        for row in rows
    ]
    return Sheet(_SPECIES, cells, rows if objects is None else objects)


def credits_in_sum(rows: Sequence[CreditRow]) -> Sheet:
    """Give credits with their spellings and how often they are due."""
    cells = [(row.credit or "", row.name, f"{row.images:,}", f"{row.sightings:,}", row.spellings) for row in rows]
    return Sheet(_CREDITS[:5], cells, rows)


def credits(lines: Sequence[CreditLine], records: Mapping[int, Credit], objects: Iterable[Any]) -> Sheet:  # noqa: A001
    """Give credits whole, with their parties and the licence that is their pictures' by default."""
    cells = []
    for line in lines:
        record = None if line.number is None else records[line.number]
        cells.append(
            (
                f"c{line.number}" if record else "",
                line.name,
                f"{line.images:,}",
                f"{line.sightings:,}",
                line.spellings,
                record.parties if record else (),
                (record.license if record else None) or "",
            )
        )
    return Sheet(_CREDITS, cells, objects)


def images(found: Mapping[int, Image], pictured: Pictured, shown_by: Mapping[str, Shown], objects: Iterable[Any]) -> Sheet:
    """Give pictures with the line that each must be printed with; `shown_by` are the sightings of each."""
    cells = (
        (
            f"i{number}",
            image.title or "",
            image.file or image.url or "",
            shown_by[f"i{number}"].ids if f"i{number}" in shown_by else "",
            shown_by[f"i{number}"].species if f"i{number}" in shown_by else "",
            pictured.line(image) or "",
            image.alt_text or "",
        )
        for number, image in found.items()
    )
    return Sheet(_IMAGES, cells, objects)


def regions(lines: Sequence[RegionLine]) -> Sheet:
    """Give regions whole, from the largest part down."""
    cells = [
        (
            wording.region(line.region),
            f"{line.sightings:,}",
            line.species,
            digest.mark(line.first_sighting),
            digest.mark(line.last_sighting),
            "" if line.level == "none" else line.level,
        )
        for line in lines
    ]
    return Sheet(_REGIONS, cells, lines)


def lacking(without: int, images: int) -> str:
    """Say how many pictures lack a credit, and how to find them."""
    if not without:
        return f"every one of {singular(images, 'picture')} has a credit" if images else "no pictures"
    return f"{without:,} of {singular(images, 'picture')} lack a credit: logbook images --missing credit"
