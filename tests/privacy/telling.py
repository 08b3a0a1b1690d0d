"""What is told of a logbook on 22 November 2026, with a year's delay, for tests of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from logbook import privacy
from logbook.records import Book, Statement, Taxon

if TYPE_CHECKING:
    from logbook.privacy import Told
    from logbook.records import Deployment, Image, Record, Sighting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
YEAR = timedelta(days=366)


def taxon(name: str, level: str | None, status: str | None = None, scientific: str | None = None) -> Taxon:
    return Taxon(
        vernacular_name=name,
        scientific_name=scientific,
        sensitivity=Statement(value=level) if level else None,
        iucn_status=Statement(value=status) if status else None,
    )


LEOPARD, TIGER, FOX, HARE, CROW = TAXA = (*("extreme leopard", "high tiger", "medium fox", "low hare", "open crow"),)
KINDS = {number: taxon(name, name.split()[0].replace("open", "none")) for number, name in enumerate(TAXA, 1)}
"""A species of every level."""


def book(*records: Record, **more: object) -> Book:
    """Make a logbook; records are numbered in their order, each table from 1."""
    tables: dict[str, dict[int, Record]] = {"Sighting": {}, "Image": {}, "Deployment": {}, "Credit": {}}
    for record in records:
        table = tables[type(record).__name__]
        table[len(table) + 1] = record
    return Book(
        **{
            "taxa": KINDS,
            "sightings": tables["Sighting"],
            "images": tables["Image"],
            "deployments": tables["Deployment"],
            "credits": tables["Credit"],
            **more,
        }
    )


def tell(whole: Book, *, images: bool = False, exact: bool = False, delay: timedelta = YEAR) -> Told:
    """Tell all sightings of a logbook, and with `images` its pictures too."""
    pictures = whole.images if images else ()
    return privacy.tell(whole, whole.sightings, pictures, now=NOW, delay=delay, exact=exact)


def sighting(*records: Record, **more: object) -> Sighting:
    """Tell a logbook and give its first sighting."""
    return tell(book(*records, **more)).book.sightings[1]


def image(*records: Record) -> Image:
    return tell(book(*records), images=True).book.images[1]


def deployment(*records: Record) -> Deployment:
    return tell(book(*records)).book.deployments[1]
