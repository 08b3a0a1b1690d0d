"""What is not known of a record."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.records import Animal, Claim, Image, Permission, Sighting
from logbook.tally import gaps

FULL = Sighting(
    event_date="2013-10-09",
    region="Jilin, China",
    decimal_latitude=43.6,
    decimal_longitude=130.6,
    coordinate_uncertainty_in_meters=30,
    animals=(Animal(count=1),),
    method="camera-trap",
    recorded_by=("A. Li",),
    identified_by=("B. Wu",),
    verification="verified",
    verified_by="C. Na",
    images=("i1",),
    claims=(Claim(claim="the first", kind="first-record", region="China", reference="a note"),),
)

CUBS = (Animal(life_stage="juvenile", verbatim="cubs"),)


def test_nothing_is_missing_of_a_full_record() -> None:
    assert gaps.of_sighting(FULL, "Panthera pardus") == ()


def test_whatever_is_not_said_of_a_sighting_is_named() -> None:
    assert gaps.of_sighting(Sighting(), None) == (
        "date",
        "scientific name",
        "region",
        "position",
        "number of animals",
        "method",
        "observer",
        "who identified it",
        "verification",
        "picture",
    )


@pytest.mark.parametrize(
    ("said", "is_known"),
    [({"animals": CUBS}, False), ({"animals": CUBS, "individual_count": 3}, True), ({"individual_count": 3}, True)],
)
def test_animals_without_a_count_are_no_number_of_animals(said: dict[str, Any], is_known: bool) -> None:
    assert ("number of animals" not in gaps.of_sighting(Sighting(**said), None)) == is_known


def test_a_position_needs_its_uncertainty_a_claim_its_source_and_a_verification_its_name() -> None:
    claims = (Claim(claim="the first", kind="first-breeding"), Claim(claim="a rare sight", reference="a note"))
    sighting = Sighting(decimal_latitude=0.0, decimal_longitude=0.0, verification="doubtful", claims=claims)
    found = gaps.of_sighting(sighting, None)
    assert {"uncertainty of the position", "who verified it", "reference of a claim", "region of a claim"} <= set(found)
    assert "position" not in found


def test_whatever_is_not_said_of_a_picture_is_named() -> None:
    assert gaps.of_image(Image(permission=Permission(status="refused")), "WCS") == (
        "file",
        "sha256",
        "date taken",
        "creator",
        "caption",
        "alt text",
    )
    assert gaps.of_image(Image(), None)[-4:] == ("credit line", "licence or permission", "caption", "alt text")


@pytest.mark.parametrize("field", ["license", "usage_terms", "web_statement"])
def test_whoever_says_the_terms_anywhere_has_said_them(field: str) -> None:
    assert "licence or permission" not in gaps.of_image(Image(**{field: "see our pages"}), None)
