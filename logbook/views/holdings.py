"""What a logbook holds beside sightings: species, credits, pictures and regions, each as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook.tally.pictured import Pictured
from logbook.views import wording
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from logbook.records import Book, Credit, Image
    from logbook.tally.inventory import CreditLine, RegionLine
    from logbook.tally.summary import CreditRow, SpeciesRow

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


def credits(  # noqa: A001 - the table's name
    lines: Sequence[CreditLine], records: Mapping[int, Credit], objects: Iterable[Any], without: int, images: int
) -> Sheet:
    """Give credits whole, with their parties and the licence that is their pictures' by default.

    `without` are how many of the pictures lack a credit.
    """
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
    return Sheet(_CREDITS, cells, objects, footer=lacking(without, images))


def images(
    found: Mapping[int, Image], book: Book, belonging: Mapping[str, Sequence[int]], objects: Iterable[Any], footer: str
) -> Sheet:
    """Give pictures with the line that each must be printed with, and the sightings that it belongs to."""
    pictured = Pictured(book)
    cells = (
        _image(number, image, pictured.line(image), belonging.get(f"i{number}", ()), book)
        for number, image in found.items()
    )
    return Sheet(_IMAGES, cells, objects, footer=footer)


def _image(number: int, image: Image, line: str | None, sightings: Sequence[int], book: Book) -> tuple[str, ...]:
    species = dict.fromkeys(wording.name(book.sightings[one]) for one in sightings)
    return (
        f"i{number}",
        image.title or "",
        image.file or image.url or "",
        ", ".join(f"s{one}" for one in sightings),
        ", ".join(name for name in species if name),
        line or "",
        image.alt_text or "",
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


def pictures_footer(shown: int, found: int, without: int) -> str:
    """Say how many pictures there are, and how many lack a credit."""
    some = f"showing the last {shown:,}; a pipe gets every one. " if shown < found else ""
    return some + lacking(without, found)
