"""Values in words."""

from __future__ import annotations

import pytest

from logbook.records import Permission, Population, Publication, Sighting, Statement
from logbook.tally.standings import ClaimRow, Mark
from logbook.views import wording


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        (None, "undated"),
        ("2013", "2013"),
        ("2013-09", "2013-09"),
        ("2013-10-09", "2013-10-09"),
        ("2013-09-05T04:31", "2013-09-05 04:31"),
        ("2013-09-05T04:31:20Z", "2013-09-05 04:31:20 UTC"),
        ("2013-09-05T04:31-08:00", "2013-09-05 04:31 -08:00"),
        ("2013-09/2013-10", "2013-09 to 2013-10"),
        ("2013-09-05T04:31+08:00/2013-09-05T05:10+08:00", "2013-09-05 04:31 +08:00 to 05:10 +08:00"),
        ("2013-09-05T04:31/2013-09-06T05:10", "2013-09-05 04:31 to 2013-09-06 05:10"),
        ("2013-23", "autumn 2013"),
        ("2013~", "circa 2013"),
        ("../2009", "before 2010"),
        ("2010/..", "since 2010"),
        ("long ago", "long ago"),
    ],
)
def test_a_table_has_plain_dates_in_iso_and_others_in_words(edtf: str | None, said: str) -> None:
    assert wording.date(edtf) == said


def test_an_undated_record_with_a_publication_says_both() -> None:
    assert wording.when(None, "2014-02") == "undated, published 2014-02"


@pytest.mark.parametrize(
    ("added", "said"),
    [("2026-11-22T12:00:00Z", "2026-11-22 12:00 UTC"), ("some day", "some day"), (None, "")],
)
def test_the_time_of_an_entry_is_given_to_the_minute(added: str | None, said: str) -> None:
    assert wording.moment(added) == said


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (None, ""),
        (Statement(value="CR"), "CR, critically endangered"),
        (Statement(value="rare", source="a farmer", date="2013"), "rare (2013; a farmer)"),
    ],
)
def test_a_status_has_its_name_and_its_source(statement: Statement | None, said: str) -> None:
    assert wording.stated(statement) == said


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (Population(value="<40"), "<40"),
        (Population(value="<40", region="Russia", date="2007", source="WWF"), "<40 in Russia (2007; WWF)"),
    ],
)
def test_a_population_is_said_as_it_was(population: Population, said: str) -> None:
    assert wording.population(population) == said


def test_a_permission_names_who_and_for_what() -> None:
    granted = Permission(status="granted", by="A. Li", use="editorial", until="2030", reference="letter 12")
    assert wording.permission(granted) == "granted by A. Li for editorial use until 2030 (letter 12)"
    assert wording.permission(Permission(status="asked")) == "asked"


def test_a_publication_is_one_line() -> None:
    printed = Publication(title="In Images", author="T. G.", date="2014-02-03", position=2, url="https://example.org")
    assert wording.publication(printed) == "T. G., In Images, 2014-02-03, picture 2, https://example.org"


def _claim(**fields: object) -> ClaimRow:
    nothing = dict.fromkeys(ClaimRow.__struct_fields__)
    return ClaimRow(**{**nothing, "claim": "the first cubs", "kind": "other", "by": (), **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "claim", "standing"),
    [
        (_claim(), '"the first cubs"', "not judged"),
        (
            _claim(kind="first-breeding", region="China", method="camera-trap", standing="contradicted", by=("s9",)),
            '"the first cubs" (first-breeding, in China, by camera-trap)',
            "contradicted by s9",
        ),
        (
            _claim(kind="first-record", standing="undecided"),
            '"the first cubs" (first-record, without a region)',
            "undecided",
        ),
    ],
)
def test_a_claim_stands_in_its_own_words(row: ClaimRow, claim: str, standing: str) -> None:
    assert (wording.claim(row), wording.standing(row)) == (claim, standing)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, ""),
        (("2013-10-09", ("s1",), ()), "2013-10-09 (s1)"),
        ((None, (), ("s1", "s2")), "undated (s1 and 1 more)"),
    ],
)
def test_a_first_has_its_date_and_record(
    found: tuple[str | None, tuple[str, ...], tuple[str, ...]] | None, said: str
) -> None:
    mark = found and Mark(
        standing="first", event_date=found[0], published=None, level="none", sightings=found[1], undated=found[2]
    )
    assert wording.mark(mark) == said


@pytest.mark.parametrize(
    ("sighting", "said"),
    [
        (Sighting(), ""),
        (Sighting(individual_count=8), "8"),
        (
            Sighting(individual_count=8, individual_count_qualifier="at least", count_basis="survey"),
            "at least 8 (survey total)",
        ),
    ],
)
def test_a_survey_total_is_said_to_be_one(sighting: Sighting, said: str) -> None:
    assert wording.who(sighting) == said


def test_a_doubtful_name_says_so() -> None:
    assert (
        wording.name(Sighting(scientific_name="Panthera pardus", identification_qualifier="cf."))
        == "Panthera pardus (cf.)"
    )
