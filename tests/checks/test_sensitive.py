"""Pictures that give away where a rare animal lives."""

from __future__ import annotations

import pytest

from logbook.checks.faults import Facts
from logbook.records import Book, Breeding, Image, Sighting, Stated, Statement, Taxon
from tests.checks.asking import NOW, found

LEOPARD = Sighting(vernacular_name="Amur leopard", images=("i1", "i2"))
SOMEWHERE = Image(decimal_latitude=43.6123, decimal_longitude=130.6123)
CELL = Image(decimal_latitude=43.6, decimal_longitude=130.6, data_generalizations="a cell")


def book(sensitivity: str | None, *images: Image, sighting: Sighting = LEOPARD) -> Book:
    """Make a logbook of a leopard and its pictures."""
    stated = Statement(value=sensitivity) if sensitivity else None
    taxa = {1: Taxon(vernacular_name="Amur leopard", sensitivity=stated)}
    return Book(taxa=taxa, images=dict(enumerate(images, 1)), sightings={1: sighting, 2: Sighting()})


@pytest.mark.parametrize(
    ("sensitivity", "level"),
    [("extreme", "extreme"), ("low", "low"), (None, "nothing is stated, which counts as high"), ("none", None)],
)
def test_a_picture_with_its_position(sensitivity: str | None, level: str | None) -> None:
    findings = found("sensitive-position", book(sensitivity, SOMEWHERE, CELL))

    text = f"pictures of 'Amur leopard' ({level}) say exactly where it was: i1 (in its record)"
    assert [finding.text for finding in findings] == [text] * bool(level)
    hint = "logbook species 'Amur leopard' --sensitivity none"
    assert [hint in finding.advice for finding in findings] == [sensitivity is None] * bool(level)


def test_a_file_that_says_where_it_was_taken() -> None:
    facts = Facts(now=NOW, located_files=frozenset({1, 2}))

    (finding,) = found("sensitive-position", book("high", SOMEWHERE, CELL), facts)
    assert finding.text.endswith(": i1 (in its record and file), i2 (in its file)")


def test_young_that_cannot_flee_are_sensitive_whatever_is_said_of_the_species() -> None:
    den = Sighting(vernacular_name="Amur leopard", images=("i1",), breeding=Breeding(stated=Stated(code="den")))

    (finding,) = found("sensitive-position", book("none", SOMEWHERE, sighting=den))
    assert "(extreme)" in finding.text


def test_a_picture_of_two_species_is_told_with_the_more_sensitive_one() -> None:
    taxa = {
        1: Taxon(vernacular_name="Amur leopard", sensitivity=Statement(value="extreme")),
        2: Taxon(vernacular_name="Sika deer", sensitivity=Statement(value="low")),
    }
    both = [Sighting(vernacular_name=name, images=("i1",)) for name in ("Sika deer", "Amur leopard", "Sika deer")]

    (finding,) = found("sensitive-position", Book(taxa=taxa, images={1: SOMEWHERE}, sightings=dict(enumerate(both, 1))))
    assert finding.text.startswith("pictures of 'Amur leopard' (extreme)")
