from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import animals, breeding
from logbook.breeding import (
    CODES,
    LEVELS,
    Evidence,
    Level,
    Wanted,
    at_least,
    derive,
    in_force,
    level_of,
    meets,
    parse_stated,
    parse_wanted,
)
from logbook.errors import BadValueError
from logbook.records import Animal, Assessed, Breeding, Sighting, Stated

DEPENDENT = Evidence("confirmed", "dependent-young", "derived")
GROWN = Evidence("probable", "grown-young", "derived")
ALONE = Evidence("possible", "juvenile-alone", "derived")
NONE = Evidence("none")


def seen(text: str) -> Sighting:
    return Sighting(animals=animals.parse(text))


def said(stated: str | None = None, assessed: Assessed | None = None, text: str = "AF, 2 cubs") -> Sighting:
    evidence = Breeding(stated=parse_stated(stated) if stated else None, assessed=assessed)
    return Sighting(animals=animals.parse(text), breeding=evidence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 adult female, 2 cubs", DEPENDENT),
        ("adult and cub", DEPENDENT),
        ("2 cubs", DEPENDENT),
        ("F+2", DEPENDENT),
        ("2C", DEPENDENT),
        ("newborn", DEPENDENT),
        ("adult, juvenile", DEPENDENT),
        ("female with 2 young", DEPENDENT),
        ("mother and full-grown cub", GROWN),
        ("adult, subadult", GROWN),
        ("AF, yearling, 1 juvenile", DEPENDENT),
        ("AF, yearling", GROWN),
        ("juvenile", ALONE),
        ("2 young", ALONE),
        ("JF", ALONE),
        ("subadult, juvenile", ALONE),
        ("full-grown cub", NONE),
        ("pair", NONE),
        ("8 animals", NONE),
        ("adult female", NONE),
    ],
)
def test_animals_are_evidence_by_themselves(text: str, expected: Evidence) -> None:
    assert derive(seen(text)) == expected


@pytest.mark.parametrize("circumstance", [{"count_basis": "survey"}, {"establishment": "captive"}])
def test_surveys_and_captive_animals_are_no_evidence(circumstance: dict[str, str]) -> None:
    sighting = Sighting(animals=animals.parse("AF, 2 cubs"), **circumstance)  # type: ignore[arg-type]
    assert derive(sighting) == NONE


def test_nothing_is_no_evidence() -> None:
    assert in_force(Sighting()) == NONE
    assert in_force(Sighting(individual_count=8, count_basis="survey")) == NONE


def test_imported_juveniles_need_an_adult() -> None:
    juvenile = Animal(count=2, life_stage="juvenile")
    assert derive(Sighting(animals=(juvenile,))) == ALONE
    assert derive(Sighting(animals=(juvenile, Animal(life_stage="adult")))) == DEPENDENT


@pytest.mark.parametrize(
    ("animal", "expected"),
    [
        (Animal(life_stage="juvenile", verbatim="cubs"), True),
        (Animal(verbatim="Kitten"), True),
        (Animal(life_stage="juvenile", verbatim="C"), True),
        (Animal(life_stage="juvenile", verbatim="young"), False),
        (Animal(life_stage="juvenile", verbatim="JF"), False),
        (Animal(life_stage="juvenile", verbatim="no cub seen"), False),
        (Animal(life_stage="juvenile"), False),
        (Animal(life_stage="subadult", verbatim="full-grown cub"), False),
        (Animal(life_stage="adult", verbatim="cub"), False),
        (Animal(verbatim="full-grown cub"), False),
    ],
)
def test_only_words_for_young_that_need_their_mother_mean_so(animal: Animal, *, expected: bool) -> None:
    assert breeding.by_meaning_dependent(animal.life_stage, animal.verbatim) is expected


@pytest.mark.parametrize(
    ("typed", "stated", "level"),
    [
        ("confirmed", Stated(level="confirmed"), "confirmed"),
        (" Probable ", Stated(level="probable"), "probable"),
        ("none", Stated(level="none"), "none"),
        ("dependent-young", Stated(code="dependent-young"), "confirmed"),
        ("Dependent Young", Stated(code="Dependent Young"), "confirmed"),
        ("den_with_young", Stated(code="den_with_young"), "confirmed"),
        ("family group", Stated(code="family group"), "confirmed"),
        ("pair", Stated(code="pair"), "possible"),
        ("EBBA2 12", Stated(code="EBBA2 12"), "confirmed"),
        ("ebcc-9", Stated(code="ebcc-9"), "probable"),
        ("0", Stated(code="0"), "none"),
        ("2", Stated(code="2"), "possible"),
        ("3", Stated(code="3"), "probable"),
        ("10", Stated(code="10"), "confirmed"),
        ("16", Stated(code="16"), "confirmed"),
        ("NY", Stated(code="NY"), "confirmed"),
        ("fy", Stated(code="fy"), "confirmed"),
        ("eBird C", Stated(code="eBird C"), "probable"),
        ("NB", Stated(code="NB"), "probable"),
        ("S7", Stated(code="S7"), "probable"),
        ("H", Stated(code="H"), "possible"),
        ("F", Stated(code="F"), "none"),
    ],
)
def test_stated_evidence_is_kept_as_typed(typed: str, stated: Stated, level: Level) -> None:
    assert parse_stated(typed) == stated
    assert level_of(stated.level, stated.code) == level
    assert breeding.is_known(stated.level, stated.code)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("17", "EBBA2 0 to 16"),
        ("-5", "EBBA2"),
        ("EBBA212", "EBBA2"),
        ("A", "eBird A"),
        ("c", "eBird C"),
        ("pregnant", "appears-pregnant"),
        ("confrimed", 'did you mean "confirmed"'),
        ("dependant young", 'did you mean "dependent-young"'),
        ("", "''"),
        ("1²", "'1²'"),
        ("9" * 9999, "EBBA2"),
        ("\ud800\x00", "\\ud800"),
    ],
)
def test_words_for_nothing_or_for_two_things_are_refused(typed: str, named: str) -> None:
    for read in (parse_stated, parse_wanted):
        with pytest.raises(BadValueError) as error:
            read(typed)
        assert named in str(error.value)
        str(error.value).encode()


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_is_evidence_or_a_bad_value(text: str) -> None:
    assert level_of(text, text) in LEVELS
    try:
        stated = parse_stated(text)
    except BadValueError:
        return
    assert breeding.is_known(stated.level, stated.code)


@pytest.mark.parametrize(
    ("level", "code", "expected"),
    [
        ("possible", "dependent-young", "possible"),
        ("probable", "burrow watching", "probable"),
        ("Probable", None, "probable"),
        ("certain", None, "none"),
        (None, "burrow watching", "none"),
        (None, None, "none"),
    ],
)
def test_a_level_that_is_named_goes_before_that_of_the_code(
    level: str | None, code: str | None, expected: Level
) -> None:
    assert level_of(level, code) == expected


@pytest.mark.parametrize(("level", "code"), [("certain", None), (None, "burrow watching"), ("sure", "mating")])
def test_what_cannot_be_understood_is_not_known(level: str | None, code: str | None) -> None:
    assert not breeding.is_known(level, code)


@pytest.mark.parametrize(
    ("sighting", "expected"),
    [
        (said(), DEPENDENT),
        (said("none"), Evidence("none", None, "stated")),
        (said("EBBA2 0"), Evidence("none", "EBBA2 0", "stated")),
        (said("Family group"), Evidence("confirmed", "dependent-young", "stated")),
        (said("eBird fy"), Evidence("confirmed", "eBird fy", "stated")),
        (said("mating", text="2 adults"), Evidence("probable", "mating", "stated")),
        (said("confirmed", Assessed(level="possible")), Evidence("possible", None, "assessed")),
        (said("confirmed", Assessed(code="Grown young")), Evidence("probable", "grown-young", "assessed")),
        (said("possible", Assessed(by="A. Reader")), Evidence("possible", None, "stated")),
        (said(None, Assessed(reason="blurred")), DEPENDENT),
        (said(None, Assessed(code="burrow")), DEPENDENT),
        (Sighting(breeding=Breeding(stated=Stated())), NONE),
    ],
)
def test_in_force_is_assessed_else_stated_else_derived(sighting: Sighting, expected: Evidence) -> None:
    assert in_force(sighting) == expected


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("probable", Wanted(level="probable")),
        ("Family Group", Wanted(code="dependent-young")),
        ("12", Wanted(code="EBBA2 12")),
        ("fy", Wanted(code="eBird FY")),
    ],
)
def test_a_filter_asks_for_a_level_or_a_code(typed: str, wanted: Wanted) -> None:
    assert parse_wanted(typed) == wanted


def test_a_level_is_met_by_itself_and_what_is_stronger() -> None:
    assert [meets(Evidence(level), parse_wanted("probable")) for level in LEVELS] == [False, False, True, True]
    assert all(meets(Evidence(level), parse_wanted("none")) for level in LEVELS)
    assert at_least("confirmed", "confirmed")


def test_a_code_is_met_by_itself_however_it_is_written() -> None:
    assert meets(in_force(said("EBBA2 12")), parse_wanted("12"))
    assert meets(in_force(said("eBird FY")), parse_wanted("fy"))
    assert meets(in_force(said("family group")), parse_wanted("dependent young"))
    assert not meets(DEPENDENT, parse_wanted("nursing"))
    assert not meets(NONE, parse_wanted("nursing"))


@given(st.sampled_from(sorted(CODES)))
def test_every_code_is_read_and_asked_for_by_its_name(code: str) -> None:
    evidence = in_force(said(code.replace("-", " ").upper()))
    assert evidence == Evidence(CODES[code], code, "stated")
    assert meets(evidence, parse_wanted(code))


def test_the_essay_comes_out_right() -> None:
    eight = Sighting(animals=animals.parse("8 animals"), count_basis="survey")
    essay = ["1 adult female, 2 cubs", "cub and adult female", "adult and cub", "mother and full-grown cub"]
    assert [in_force(seen(text)) for text in essay] == [DEPENDENT, DEPENDENT, DEPENDENT, GROWN]
    assert in_force(eight) == NONE


def test_programs_get_the_evidence_in_force_in_three_fields() -> None:
    cubs = Sighting(animals=(Animal(n=1, count=2, life_stage="juvenile", verbatim="cubs"),))

    assert breeding.fields(cubs) == {
        "breeding_level": "confirmed",
        "breeding_code": "dependent-young",
        "breeding_basis": "derived",
    }
