"""Breeding evidence as measurements or facts: Darwin Core has no term for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logbook import breeding
from logbook.records import Assessed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.breeding import Evidence
    from logbook.records import Sighting

_METHODS: Final = {
    "assessed": "assessed by a reviewer",
    "stated": "stated by the observer",
    "derived": "derived from the animals seen together",
}


def rows(sighting: Sighting) -> Iterator[dict[str, str]]:
    """Give the evidence in force: its level and its code, each a row; nothing where there is none."""
    found = breeding.in_force(sighting)
    if found.basis is None:
        return
    yield _row(sighting, found, "breeding evidence level", found.level)
    if found.code:
        yield _row(sighting, found, "breeding evidence code", found.code)


def _row(sighting: Sighting, found: Evidence, what: str, value: str) -> dict[str, str]:
    review = (sighting.breeding.assessed if sighting.breeding else None) or Assessed()
    by = review if found.basis == "assessed" else Assessed()
    row = {
        "measurementType": what,
        "measurementValue": value,
        "measurementDeterminedBy": by.by,
        "measurementDeterminedDate": by.date,
        "measurementMethod": _METHODS[found.basis or "derived"],
        "measurementRemarks": by.reason,
    }
    return {term: text for term, text in row.items() if text}
