"""The summary of a logbook; foremost that of the essay."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook import animals
from logbook.records import Animal, Book, Breeding, Claim, Credit, Image, Publication, Sighting, Stated, Taxon
from logbook.tally.summary import Summary, summarise
from tests.essay import BOOK as ESSAY
from tests.essay import LINES

TAXON, CUBS = ESSAY.taxa[1], ESSAY.sightings[1]


def with_sightings(**changes: Sighting) -> Book:
    """Give the essay with sightings changed or added: `s1=...`."""
    return replace(ESSAY, sightings={**ESSAY.sightings, **{int(key[1:]): one for key, one in changes.items()}})


@pytest.fixture
def essay() -> Summary:
    return summarise(ESSAY)


def test_china_has_confirmed_evidence_undated_so_nobody_is_called_first(essay: Summary) -> None:
    china = essay.first_breeding[0]
    assert (china.region, china.level, china.code, china.basis) == ("China", "confirmed", "dependent-young", "derived")
    assert (china.standing, china.sightings, china.undated, china.event_date) == ("undated", (), ("s1",), None)
    assert (animals.words(china.animals), china.credits) == ("1 adult female, 2 cubs", ("WCS",))
    assert (china.images, china.open, china.grade) == (("i1", "i2", "i3", "i4"), ("s1",), "hard")


def test_the_strongest_of_russia_is_probable(essay: Summary) -> None:
    _, russia = essay.first_breeding
    assert (russia.region, russia.level, russia.code) == ("Russia", "probable", "grown-young")
    assert (russia.path, russia.undated) == ("Far Eastern Russia, Russia", ("s3",))
    assert russia.credits == ("©WWF Russia / ISUNR.",)


def test_the_eight_are_a_survey_total_and_no_group(essay: Summary) -> None:
    china, russia = essay.regions
    assert [(total.sighting, total.count) for total in russia.survey_totals] == [("s2", 8)]
    assert russia.largest_group
    assert (russia.largest_group.sighting, russia.largest_group.count) == ("s3", 2)
    assert china.largest_group
    assert china.largest_group.count == 3


def test_two_credits_one_with_two_spellings(essay: Summary) -> None:
    rows = [(row.credit, row.name, row.spellings, row.images, row.sightings) for row in essay.credits]
    assert rows == [("c1", "WCS", ("WCS",), 4, 1), ("c2", "WWF-Russia / ISUNR", LINES[4:], 2, 2)]


def test_claims_stand_beside_what_is_computed(essay: Summary) -> None:
    assert [(row.region, row.standing) for row in essay.claims] == [("China", "undecided"), (None, "undecided")]


def test_species_have_the_status_that_others_gave(essay: Summary) -> None:
    [row] = essay.species
    assert (row.taxon, row.vernacular_name, row.sightings) == ("t1", "Amur leopard", 3)
    assert (row.iucn_status, row.populations) == (TAXON.iucn_status, TAXON.populations)


def test_totals_count_records(essay: Summary) -> None:
    assert msgspec.to_builtins(essay.totals) == {
        "sightings": 3,
        "undated": 3,
        "species": 1,
        "regions": 2,
        "images": 6,
        "images_without_credit": 0,
        "credits": 2,
        "claims": 2,
    }


def test_a_date_makes_it_the_first_and_supports_the_claim() -> None:
    dated = summarise(with_sightings(s1=replace(CUBS, event_date="2013-10-09")))
    china = dated.first_breeding[0]
    assert (china.standing, china.sightings, china.event_date, china.open) == ("first", ("s1",), "2013-10-09", ())
    assert [row.standing for row in dated.claims] == ["supported", "undecided"]


def test_an_older_record_with_cubs_entered_later_contradicts_it() -> None:
    older = Sighting(vernacular_name="Amur leopard", region="China", event_date="2012", animals=CUBS.animals)
    after = summarise(with_sightings(s1=replace(CUBS, event_date="2013-10-09"), s9=older))
    assert after.first_breeding[0].sightings == ("s9",)
    assert [(row.standing, row.by) for row in after.claims] == [("contradicted", ("s9",)), ("undecided", ())]


def test_a_published_record_without_a_date_is_said_to_lie_before_the_publication() -> None:
    pictures = {**ESSAY.images, 1: Image(credit="c1", publications=(Publication(date="2013-11-26"),))}
    china = summarise(replace(ESSAY, images=pictures)).first_breeding[0]
    assert (china.standing, china.event_date, china.published) == ("first", None, "2013-11-26")


def test_possible_evidence_is_given_on_request() -> None:
    pair = Sighting(vernacular_name="Wolf", region="China", animals=animals.parse("1 juvenile"))
    book = Book(sightings={1: pair})
    assert summarise(book).first_breeding == ()
    assert [row.level for row in summarise(book, possible=True).first_breeding] == ["possible"]


def test_a_selection_is_summed_up_alone_and_its_claims_beside_the_whole() -> None:
    older = Sighting(vernacular_name="Amur leopard", region="China", event_date="2012", animals=CUBS.animals)
    book = with_sightings(s1=replace(CUBS, event_date="2013-10-09"), s9=older)
    part = summarise(replace(book, taxa={**book.taxa, 2: Taxon(vernacular_name="Lynx")}), sightings={1})
    assert (part.totals.sightings, part.totals.images, part.totals.credits) == (1, 4, 1)
    assert [row.vernacular_name for row in part.species] == ["Amur leopard"]
    assert part.first_breeding[0].sightings == ("s1",)
    assert part.claims[0].by == ("s9",)


def test_the_whole_has_species_pictures_and_credits_without_a_sighting() -> None:
    book = Book(
        taxa={1: TAXON},
        credits={1: Credit(name="WCS")},
        images={1: Image(credit_line="© Li Wei"), 2: Image(), 3: Image(credit_line="Li Wei.")},
        sightings={1: Sighting(vernacular_name="Lynx")},
    )
    summary = summarise(book)
    assert [(row.taxon, row.sightings) for row in summary.species] == [("t1", 0), (None, 1)]
    assert [(row.credit, row.name, row.spellings, row.images) for row in summary.credits] == [
        (None, "Li Wei", ("© Li Wei", "Li Wei."), 2),
        ("c1", "WCS", (), 0),
    ]
    assert (summary.totals.images_without_credit, summary.totals.regions) == (1, 0)


def test_an_empty_logbook_has_an_empty_summary() -> None:
    empty = msgspec.to_builtins(summarise(Book()))
    assert not any(empty.pop("totals").values())
    assert not any(empty.values())


def test_json_names_its_rows_and_says_null() -> None:
    text = msgspec.json.decode(msgspec.json.encode(summarise(ESSAY)))
    assert list(text) == ["totals", "first_breeding", "regions", "species", "credits", "claims"]
    row = text["first_breeding"][0]
    assert row["event_date"] is None
    assert row.keys() >= {
        *("region", "vernacular_name", "scientific_name", "level", "code", "basis", "event_date", "sightings"),
        *("undated", "open", "grade", "animals", "images", "credits"),
    }


WORDS = st.text(max_size=12) | st.sampled_from(["China", "Jilin, China", "ZZ", "2013", "Amur leopard"])
SIGHTINGS = st.builds(
    Sighting,
    event_date=WORDS,
    vernacular_name=WORDS,
    region=WORDS,
    areas=st.tuples(WORDS),
    country_code=WORDS,
    animals=st.tuples(st.builds(Animal, individual_id=WORDS, verbatim=WORDS)),
    breeding=st.builds(Breeding, stated=st.builds(Stated, level=WORDS, code=WORDS)),
    claims=st.tuples(st.builds(Claim, claim=WORDS, kind=st.just("first-breeding"), region=WORDS, date=WORDS)),
    images=st.tuples(st.just("i1"), WORDS),
)


@given(st.lists(SIGHTINGS, max_size=3), st.builds(Image, credit_line=WORDS, credit=WORDS), st.integers(1, 3))
def test_any_text_in_a_record_is_summed_up(made: list[Sighting], image: Image, depth: int) -> None:
    book = Book(sightings=dict(enumerate(made, 1)), images={1: image})
    summary = summarise(book, depth=depth, possible=True)
    assert summary.totals.sightings == len(made) <= sum(row.sightings for row in summary.regions)
    assert msgspec.json.decode(msgspec.json.encode(summary))["totals"]["claims"] == len(made)
