"""Small logbooks, and what one check finds in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from logbook import checks
from logbook.checks.faults import Facts
from logbook.records import Book, Credit, Image, Sighting

if TYPE_CHECKING:
    from logbook.checks import Finding

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FACTS = Facts(now=NOW)


def found(name: str, book: Book, facts: Facts = FACTS) -> list[Finding]:
    """Run one check."""
    return list(checks.run(book, facts, [name]))


def ids(name: str, book: Book, facts: Facts = FACTS) -> list[str | None]:
    """Run one check, and tell on which records it found something."""
    return [finding.id for finding in found(name, book, facts)]


def seen(**fields: Any) -> Book:
    """Make a logbook of one sighting."""
    return Book(sightings={1: Sighting(**{"vernacular_name": "Amur leopard", **fields})})


def pictured(**fields: Any) -> Book:
    """Make a logbook of one picture and two credits."""
    known = {1: Credit(name="WCS"), 2: Credit(name="WWF", spellings=("© WWF",))}
    return Book(images={1: Image(**fields)}, credits=known)
