"""How sensitive a species, or what was seen of it, is."""

from __future__ import annotations

import pytest

from logbook.privacy.levels import EXTREME, HIGH, LEVELS, LOW, MEDIUM, NONE, Raised, Sensitivities, tells_den
from logbook.records import Assessed, Breeding, Sighting, Stated, Statement, Taxon
from tests.privacy.telling import taxon


def rank(kind: Taxon | None, *others: Taxon, **names: str) -> int:
    records = dict(enumerate((*([kind] if kind else []), *others), 1))
    return Sensitivities(records).rank(Sighting(**(names or {"vernacular_name": "Lynx"})))


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_stated_holds(level: str) -> None:
    assert LEVELS[rank(taxon("Lynx", level))] == level
    assert LEVELS[rank(taxon("Lynx", f" {level.upper()} "))] == level


@pytest.mark.parametrize("kind", [None, taxon("Lynx", None), taxon("Lynx", "rather"), taxon("Lynx", None, "LC")])
def test_a_species_of_which_nothing_readable_is_stated_counts_as_high(kind: Taxon | None) -> None:
    assert rank(kind) == HIGH
    assert not Sensitivities({1: kind} if kind else {}).standing(Sighting(vernacular_name="Lynx")).is_stated


@pytest.mark.parametrize(
    ("level", "status", "told"),
    [
        ("none", "CR", HIGH),
        ("low", "EN", HIGH),
        ("none", "EW", HIGH),
        ("none", "VU", MEDIUM),
        ("none", "vulnerable", MEDIUM),
        ("none", " critically  endangered ", HIGH),
        ("none", "NT", NONE),
        ("none", "?", NONE),
        ("high", "VU", HIGH),
        ("extreme", "CR", EXTREME),
        (None, "VU", HIGH),
    ],
)
def test_a_red_list_status_raises_a_level_and_never_lowers_it(level: str | None, status: str, told: int) -> None:
    assert rank(taxon("Lynx", level, status)) == told


def test_what_was_raised_is_told() -> None:
    kinds = Sensitivities({1: taxon("Lynx", "low", "vulnerable")})
    assert kinds.standing(Sighting(vernacular_name="lynx")).raised == Raised("Lynx", "low", "medium", "VU")


@pytest.mark.parametrize(
    ("above", "level", "told"),
    [
        ("Panthera pardus", "extreme", EXTREME),
        ("Panthera", "extreme", EXTREME),
        ("Panthera par", "extreme", HIGH),
        ("Panthera pardus orientalis", "low", LOW),
        ("Panthera pardus", "low", HIGH),
        ("Panthera tigris", "extreme", HIGH),
    ],
)
def test_a_subspecies_takes_the_higher_level_of_its_species(above: str, level: str, told: int) -> None:
    name = "Panthera pardus orientalis"
    assert rank(taxon("Big cat", level, scientific=above), scientific_name=name) == told


def test_a_stated_subspecies_is_not_raised_by_its_species() -> None:
    own = taxon("Amur leopard", "none", scientific="Panthera pardus orientalis")
    assert rank(own, taxon("Leopard", "extreme", scientific="Panthera pardus"), vernacular_name="Amur leopard") == NONE


def test_nobody_identified_counts_as_high() -> None:
    standing = Sensitivities({}).standing(Sighting())
    assert (standing.name, standing.rank) == ("unidentified", HIGH)


@pytest.mark.parametrize(
    "code",
    ["den", "Den with young", "nursing", "suckling", "carrying-young", "NY", "eBird ON", "ne", "EBBA2 13", "15", "16"],
)
def test_dens_and_helpless_young_are_extreme_whoever_says_so(code: str) -> None:
    for breeding in (Breeding(stated=Stated(code=code)), Breeding(assessed=Assessed(code=code, level="none"))):
        one = Sighting(vernacular_name="Crow", breeding=breeding)
        assert Sensitivities({1: taxon("Crow", "none")}).rank(one) == EXTREME


@pytest.mark.parametrize(
    "breeding",
    [
        None,
        Breeding(),
        Breeding(stated=Stated(level="confirmed")),
        *(Breeding(stated=Stated(code=code)) for code in ("dependent-young", "FY", "12", "whatever", "confirmed")),
    ],
)
def test_other_breeding_evidence_is_not(breeding: Breeding | None) -> None:
    assert not tells_den(Sighting(breeding=breeding))


def test_a_statement_keeps_its_level_whatever_its_source() -> None:
    kind = Taxon(vernacular_name="Lynx", sensitivity=Statement(value="low", source="a letter"))
    assert rank(kind) == LOW
