"""What is said of a species, and by whom."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes import describing
from logbook.changes.describing import TaxonWords, status_named
from logbook.errors import BadValueError, LogbookError, NotOneError
from logbook.privacy.levels import Sensitivities
from logbook.records import Book, Id, Population, Sighting, Statement, Taxon
from tests.drafting import NOW, on

SAID = Statement(value="CR", source="IUCN", date="2020")
LEOPARD = Taxon(
    vernacular_name="Amur leopard",
    scientific_name="Panthera pardus orientalis",
    names=("Far Eastern leopard",),
    iucn_status=SAID,
    populations=(Population(value="<40", source="Ghose"),),
)
BOOK = Book(taxa={1: LEOPARD, 2: Taxon(vernacular_name="Amur tiger")})


def describe(name: str, book: Book = BOOK, **words: Any) -> tuple[Id, Taxon | None]:
    """Say something of a species; give its record, or None where there was nothing to change."""
    draft = on(book)
    which = describing.describe(draft, book.taxa, name, TaxonWords(**words), now=NOW)
    return which, draft.record(which) if draft.changes() else None


def test_a_species_that_nothing_was_said_of_gets_a_record() -> None:
    which, taxon = describe(" Lynx ", Book(), scientific=" Lynx lynx ", status="least concern", also=("Luchs", "lynx"))

    assert (str(which), taxon and taxon.vernacular_name, taxon and taxon.scientific_name) == ("t1", "Lynx", "Lynx lynx")
    assert taxon is not None
    assert (taxon.names, taxon.iucn_status) == (("Luchs",), Statement(value="LC"))


def test_a_scientific_name_is_not_taken_for_a_vernacular_one_too() -> None:
    _, taxon = describe("Panthera uncia", Book(), scientific="panthera uncia")

    assert taxon is not None
    assert (taxon.vernacular_name, taxon.scientific_name, taxon.names) == (None, "panthera uncia", ())


def test_the_last_name_of_a_species_is_not_taken_out() -> None:
    nameless = Book(taxa={1: Taxon(scientific_name="Panthera uncia")})
    with pytest.raises(BadValueError, match="t1 would have no name"):
        describe("t1", nameless, scientific="")


@pytest.mark.parametrize("name", ["Amur leopard", "PANTHERA PARDUS ORIENTALIS", "far-eastern leopard", "t1", " T1 "])
def test_any_of_its_names_means_it(name: str) -> None:
    which, taxon = describe(name, note="x")

    assert str(which) == "t1"
    assert taxon is not None
    assert taxon.names == LEOPARD.names


def test_a_new_name_beside_a_known_scientific_one_is_another_name() -> None:
    which, taxon = describe("Leopard", scientific="Panthera pardus orientalis")

    assert str(which) == "t1"
    assert taxon is not None
    assert taxon.names == ("Far Eastern leopard", "Leopard")


def test_populations_stand_side_by_side() -> None:
    _, taxon = describe("t1", population="~60", region="Russia", reference="WWF", date="2015")

    assert taxon is not None
    assert taxon.populations == (
        LEOPARD.populations[0],
        Population(value="~60", region="Russia", source="WWF", date="2015"),
    )


@pytest.mark.parametrize(
    "words",
    [
        {"population": "<40", "reference": "Ghose"},
        {"population": "<40"},
        {"status": "CR", "reference": "IUCN", "date": "2020"},
        {"status": "Critically  endangered"},
        {"also": ("far eastern LEOPARD", "Amur leopard")},
        {"scientific": "Panthera pardus orientalis"},
    ],
)
def test_what_is_said_twice_changes_nothing(words: dict[str, Any]) -> None:
    assert describe("t1", **words)[1] is None


def test_another_status_takes_the_place_of_the_old_one_with_its_own_source() -> None:
    _, taxon = describe("t1", status="EN", reference="NN")

    assert taxon is not None
    assert taxon.iucn_status == Statement(value="EN", source="NN")


def test_empty_words_take_out() -> None:
    _, taxon = describe("t1", status="", scientific="", note="")

    assert taxon is not None
    assert (taxon.iucn_status, taxon.scientific_name) == (None, None)


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("...", {"note": "x"}, "the name of the species is empty"),
        ("t1", {"also": ("",)}, "the name of the species is empty"),
        ("s1", {"note": "x"}, "s1 is a sighting; a species is t1, t2, or a name"),
        ("t1", {"population": " "}, "a population is what somebody says"),
        ("t1", {"region": "Russia"}, "give it with --population"),
        ("t1", {"reference": "x"}, "give them with --status, --sensitivity or --population"),
        ("t1", {"date": "2015", "note": "x"}, "give them with --status, --sensitivity or --population"),
        ("t1", {"status": "XX"}, "is no IUCN category; it is one of EX"),
        ("t1", {"status": "CR", "date": "2027"}, "future"),
        ("t1", {"note": "a\0"}, "NUL"),
        ("t1", {"also": ("\ud800",)}, "not valid text"),
    ],
)
def test_what_means_nothing_is_refused(name: str, words: dict[str, Any], said: str) -> None:
    with pytest.raises(BadValueError) as error:
        describe(name, **words)

    assert said in str(error.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("t1", {"also": ("amur TIGER",)}),
        ("t1", {"scientific": "Amur tiger"}),
        ("Amur tiger", {"also": ("Far Eastern leopard",)}),
    ],
)
def test_a_name_belongs_to_one_species(name: str, words: dict[str, Any]) -> None:
    with pytest.raises(NotOneError, match=r"is a name of t[12], and t[12] would claim it too"):
        describe(name, **words)


def test_an_id_must_be_there() -> None:
    with pytest.raises(NotOneError, match="there is no species t9"):
        describe("t9", note="x")


def test_unknown_parts_of_a_statement_stay() -> None:
    draft = on(BOOK)
    draft.rewrite(Id("taxa", 1), {"vernacular_name": "Amur leopard", "populations": [{"value": "<40", "own": 1.5}]})
    describing.describe(draft, BOOK.taxa, "t1", TaxonWords(population="~60"), now=NOW)

    assert json.loads(draft.line(Id("taxa", 1)))["populations"] == [{"value": "<40", "own": 1.5}, {"value": "~60"}]


class TestMention:
    """What `add` says in passing."""

    def mention(self, sighting: Sighting, status: str | None, taxon: Taxon | None) -> tuple[Any, list[str]]:
        book = Book(taxa={} if taxon is None else {1: taxon})
        draft = on(book)
        notes = describing.mention(draft, book.taxa, sighting, status)
        return (draft.record(Id("taxa", 1)) if draft.changes() else None), notes

    def test_it_fills_gaps(self) -> None:
        sighting = Sighting(vernacular_name="Lynx", scientific_name="Lynx lynx")
        taxon, notes = self.mention(sighting, "LC", Taxon(vernacular_name="lynx"))

        assert (taxon.scientific_name, taxon.iucn_status) == ("Lynx lynx", Statement(value="LC"))
        assert notes == []

    def test_it_overrules_nothing(self) -> None:
        taxon, notes = self.mention(Sighting(vernacular_name="Amur leopard"), "EN", LEOPARD)

        assert taxon is None
        assert notes == ["t1 keeps 'CR', which is not 'EN'; to say other of it: logbook species t1"]

    def test_what_the_record_says_too_needs_no_word(self) -> None:
        assert self.mention(Sighting(vernacular_name="Amur leopard"), "CR", LEOPARD) == (None, [])

    def test_a_scientific_name_alone_makes_no_record(self) -> None:
        assert self.mention(Sighting(scientific_name="Lynx lynx"), None, None) == (None, [])
        assert self.mention(Sighting(scientific_name="Lynx lynx"), "LC", None)[0].scientific_name == "Lynx lynx"


@pytest.mark.parametrize(("typed", "value"), [("cr", "CR"), ("Least  Concern", "LC"), ("NE", "NE")])
def test_a_category_is_a_code_or_its_name(typed: str, value: str) -> None:
    assert status_named(typed) == value


TEXT = st.none() | st.text(max_size=9)


@given(
    st.text(max_size=9), st.builds(TaxonWords, **dict.fromkeys(("scientific", "status", "population", "note"), TEXT))
)
def test_any_text_is_said_or_refused(name: str, words: TaxonWords) -> None:
    draft = on(BOOK)
    with contextlib.suppress(LogbookError):
        describing.describe(draft, BOOK.taxa, name, words, now=NOW)


def settle(book: Book, **words: Any) -> tuple[describing.Settled, dict[str, Taxon]]:
    """Say one sensitivity of all species; give what became of them, and their records by id."""
    draft = on(book)
    found = describing.settle(draft, book, TaxonWords(**{"sensitivity": "none", **words}), now=NOW)
    return found, {str(which): draft.record(which) for which in found.settled}


def seen(*names: tuple[str | None, str | None], **tables: Any) -> Book:
    sightings = {n: Sighting(vernacular_name=v, scientific_name=s) for n, (v, s) in enumerate(names, 1)}
    return Book(sightings=sightings, **tables)


def test_a_sensitivity_is_stated_with_its_source_and_taken_out_again() -> None:
    _, taxon = describe("t1", sensitivity="Extreme", reference="a letter", date="2020")
    assert taxon is not None
    assert taxon.sensitivity == Statement(value="extreme", source="a letter", date="2020")
    assert taxon.iucn_status == SAID

    _, taxon = describe("t1", Book(taxa={1: taxon}), sensitivity="")
    assert taxon is not None
    assert taxon.sensitivity is None


def test_all_species_are_settled_but_those_that_are() -> None:
    known = {1: LEOPARD, 2: Taxon(vernacular_name="Tiger", sensitivity=Statement(value="high"))}
    found, made = settle(
        seen(
            ("amur leopard", None),
            ("Tiger", None),
            ("Lynx", None),
            ("lynx", "Lynx lynx"),
            (None, "lynx lynx"),
            taxa=known,
        ),
        reference="the board",
    )

    assert (found.stated, found.unclear) == (1, ())
    assert {which: one.sensitivity for which, one in made.items()} == dict.fromkeys(
        ("t1", "t3"), Statement(value="none", source="the board")
    )
    assert (made["t3"].vernacular_name, made["t3"].scientific_name) == ("lynx", "Lynx lynx")
    assert made["t1"].iucn_status == SAID


def test_nobody_identified_is_no_species_to_settle() -> None:
    assert settle(seen(("Unidentified", None), (None, None)))[0] == describing.Settled((), 0, ())


def test_a_name_that_two_species_claim_is_left_and_named() -> None:
    twins = dict.fromkeys((1, 2), Taxon(vernacular_name="Lynx"))
    found, made = settle(seen(("Lynx", None), taxa=twins))
    assert (found.unclear, [*made]) == (("Lynx",), ["t1", "t2"])


@given(st.lists(st.tuples(*(st.none() | st.sampled_from(("A a", "B b", "C", "a A")),) * 2), max_size=6))
def test_after_that_nothing_is_unstated(names: list[tuple[str | None, str | None]]) -> None:
    book = seen(*names)
    draft = on(book)
    describing.settle(draft, book, TaxonWords(sensitivity="low"), now=NOW)
    taxa = {change.number: draft.record(Id("taxa", change.number)) for change in draft.changes()}

    standings = map(Sensitivities(taxa).standing, book.sightings.values())
    assert {one.name for one in standings if not one.is_stated} <= {"unidentified"}


@pytest.mark.parametrize(
    "words",
    [
        {"sensitivity": None},
        {"sensitivity": ""},
        {"sensitivity": "rather"},
        {"note": "x"},
        {"also": ("x",)},
        {"reference": "\0"},
        {"date": "2031"},
    ],
)
def test_what_cannot_be_said_of_all_is_refused(words: dict[str, Any]) -> None:
    with pytest.raises(BadValueError):
        settle(BOOK, **words)


@pytest.mark.parametrize(
    ("taxon", "said"),
    [
        (LEOPARD, None),
        (Taxon(vernacular_name="Amur lepard"), "no sighting is of 'Amur lepard'; did you mean Amur leopard?"),
        (Taxon(scientific_name="Uncia uncia"), "no sighting is of 'Uncia uncia'"),
    ],
)
def test_a_species_that_nobody_saw_may_be_another_misspelt(taxon: Taxon, said: str | None) -> None:
    seen = Book(taxa={1: LEOPARD}, sightings={1: Sighting(scientific_name="Panthera pardus orientalis")})
    which = Id("taxa", 1 if taxon is LEOPARD else 5)

    assert describing.unseen(seen, which, taxon) == said
