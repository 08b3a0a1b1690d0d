"""What a new record means beside those that are there."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from logbook import animals
from logbook.changes import encode
from logbook.records import Assessed, Breeding, Gist, Sighting, Stated, Taxon
from logbook.tally.bearing import Earlier, alike, beside, earlier_evidence, rivals
from logbook.taxa import Taxa

CUBS = animals.parse("2 cubs")
TAXA = Taxa({1: Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")})


def seen(date: str | None = None, region: str | None = "Jilin, China", **fields: Any) -> Sighting:
    whole = {"vernacular_name": "Amur leopard", "animals": CUBS} | fields
    return Sighting(event_date=date, region=region, **whole)


def earlier(own: Sighting, *others: Sighting) -> list[Earlier]:
    return earlier_evidence(1, rivals(1, own, near(own, own, *others), TAXA))


def near(own: Sighting, *there: Sighting) -> dict[int, Sighting]:
    gists = [{n: msgspec.json.decode(encode(other), type=Gist)} for n, other in enumerate(there, start=1)]
    return dict(beside([([own], TAXA)], gists))


def test_alike_are_those_of_the_same_species_date_and_region() -> None:
    others = (seen("2013"), seen("2012"), seen("2013", "China"), seen("2013", vernacular_name="Tiger"), seen("2013"))
    assert alike(5, others[0], dict(enumerate(others, start=1)), TAXA) == ["s1"]


def test_each_region_of_the_path_is_told() -> None:
    assert earlier(seen("2013"), seen("2012"), seen("2011", "China"), seen("2014"), seen()) == [
        Earlier("Jilin, China", ("s2",), ("s5",)),
        Earlier("China", ("s3", "s2"), ("s5",)),
    ]


@pytest.mark.parametrize(("date", "is_named"), [("2013-09-30", True), ("2013-12", False), ("../2020", True)])
def test_what_could_be_earlier_is_named(date: str, is_named: bool) -> None:
    assert bool(earlier(seen("2013-09/2013-10"), seen(date))[0].dated) == is_named


def test_beside_an_undated_record_every_dated_one_could_be_earlier() -> None:
    assert earlier(seen(), seen("2020"), seen())[0] == Earlier("Jilin, China", ("s2",), ("s3",))


@pytest.mark.parametrize(
    "other",
    [
        {"vernacular_name": "Tiger"},
        {"region": "Russia"},
        {"region": None},
        {"animals": animals.parse("1 adult")},
        {"animals": ()},
        {"animals": animals.parse("2 adults"), "breeding": Breeding(assessed=Assessed(level="possible"))},
        {"establishment": "captive"},
        {"verification": "rejected"},
        {"count_basis": "survey"},
    ],
    ids=str,
)
def test_what_does_not_compete_is_not_named(other: dict[str, Any]) -> None:
    assert earlier(seen("2013"), seen("2010", **other))[0].dated == ()


@pytest.mark.parametrize(
    "other",
    [
        {"vernacular_name": None, "scientific_name": "Panthera pardus orientalis"},
        {"animals": (), "breeding": Breeding(stated=Stated(code="nursing"))},
        {"animals": animals.parse("mother and full-grown cub")},
    ],
    ids=str,
)
def test_all_evidence_of_the_taxon_is_named(other: dict[str, Any]) -> None:
    assert earlier(seen("2013"), seen("2010", **other))[0].dated == ("s2",)


@pytest.mark.parametrize("own", [{"animals": ()}, {"animals": animals.parse("1 adult")}])
def test_a_record_without_evidence_has_no_rivals(own: dict[str, Any]) -> None:
    assert rivals(1, seen("2013", **own), {2: seen("2012")}, TAXA) == []
    assert earlier_evidence(1, []) == []


@pytest.mark.parametrize("own", [{"region": None}, {"establishment": "captive"}])
def test_a_record_that_competes_nowhere_is_no_fault(own: dict[str, Any]) -> None:
    assert all(isinstance(one, Earlier) for one in earlier(seen("2013", **own), seen("2010")))
