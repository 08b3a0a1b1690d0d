"""First breeding evidence and claims that rest on one record in doubt."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.records import Animal, Book, Claim, Image, Sighting
from tests.checks.asking import found, ids

CUBS = (Animal(n=1, count=1, life_stage="adult"), Animal(n=2, count=2, life_stage="juvenile"))


def bred(**fields: Any) -> Sighting:
    """Make a sighting of an adult with cubs."""
    return Sighting(**{"vernacular_name": "Amur leopard", "region": "Jilin, China", "animals": CUBS, **fields})


def book(*sightings: Sighting) -> Book:
    """Make a logbook of sightings and a picture."""
    return Book(images={1: Image()}, sightings=dict(enumerate(sightings, 1)))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "no picture, body or genetics, and no named reviewer"),
        ({"images": ("i1",)}, None),
        ({"method": "capture"}, None),
        ({"verification": "verified", "verified_by": "Feng Limin"}, None),
        ({"images": ("i1",), "identification_qualifier": "cf."}, "its species is qualified, 'cf.'"),
        ({"animals": ()}, None),
    ],
)
def test_a_first_that_rests_on_one_doubtful_record(fields: dict[str, Any], reason: str | None) -> None:
    findings = found("doubtful-first", book(bred(event_date="2013", **fields)))

    assert [finding.id for finding in findings] == ["s1"] * bool(reason)
    evidence = "is alone the first confirmed breeding evidence of Amur leopard in China, and doubtful"
    assert [finding.text for finding in findings] == [f"{evidence}: {reason}"] * bool(reason)


def test_a_first_that_several_records_could_be_rests_on_none_alone() -> None:
    assert ids("doubtful-first", book(bred(event_date="2013"), bred(event_date="2013-10"))) == []
    assert ids("doubtful-first", book(bred(event_date="2013"), bred())) == []
    assert ids("doubtful-first", book(bred(event_date="2013"), bred(event_date="2014"))) == ["s1"]


def test_without_a_name_it_is_told_all_the_same_and_without_a_region_it_is_the_first_of_nowhere() -> None:
    (finding,) = found("doubtful-first", book(bred(vernacular_name=None)))

    assert "breeding evidence of an unnamed species in China" in finding.text
    assert ids("doubtful-first", book(bred(region=None))) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"verification": "doubtful"}, "in doubt"),
        (
            {"animals": (CUBS[0], Animal(count=2, life_stage="juvenile", classification_method="machine"))},
            "identified by a machine alone",
        ),
        ({"verification": "rejected"}, None),
        ({"verification": "unverified", "region": None}, None),
        ({"verification": "doubtful", "event_date": "2014"}, None),
    ],
)
def test_a_record_that_would_be_first_if_it_were_verified(fields: dict[str, Any], why: str | None) -> None:
    findings = found(
        "doubtful-first", book(bred(event_date="2013", images=("i1",)), bred(**{"event_date": "2012", **fields}))
    )

    first = "could be the first confirmed breeding evidence of Amur leopard in China; now it is s1"
    assert [(finding.id, finding.text) for finding in findings] == [("s2", f"is {why}, and {first}")] * bool(why)


@pytest.mark.parametrize("verification", ["doubtful", "rejected", "unverified", None])
def test_a_claim_of_a_first_whose_own_sighting_is_in_doubt(verification: Any) -> None:
    claims = (Claim(claim="the first cubs", kind="first-breeding"), Claim(claim="shy"))
    findings = found("doubtful-claim", book(bred(verification=verification, claims=claims)))

    doubted = verification in {"doubtful", "rejected"}
    text = f"claims 'the first cubs' (first-breeding), and is {verification}"
    assert [finding.text for finding in findings] == [text] * doubted
