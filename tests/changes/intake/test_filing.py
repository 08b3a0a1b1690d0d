"""Names and regions of a source are written as the logbook writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import places
from logbook.changes.intake import filing
from logbook.changes.intake.filing import Names, Pair, Regions
from logbook.errors import LogbookError
from logbook.records import Book, Sighting, Taxon
from tests.changes.intake.taking import item, taken

LEOPARD = Taxon(
    vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis", names=("Far Eastern leopard",)
)
TAXA = {1: LEOPARD}


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (("amur leopard", None), ("Amur leopard", None)),
        (("panthera pardus orientalis", None), (None, "Panthera pardus orientalis")),
        ((None, "panthera  pardus orientalis "), (None, "Panthera pardus orientalis")),
        (("FAR EASTERN LEOPARD", "Panthera pardus orientalis"), ("Far Eastern leopard", "Panthera pardus orientalis")),
        (("Leopard", "Panthera pardus orientalis"), ("Leopard", "Panthera pardus orientalis")),
        ((" Lynx ", "Lynx lynx"), ("Lynx", "Lynx lynx")),
        (("Lynx", None), ("Lynx", None)),
        ((None, None), (None, None)),
        ((" ", None), (None, None)),
    ],
)
def test_a_name_that_a_species_has_is_spelt_as_there(
    given: tuple[str | None, str | None], stored: tuple[str | None, str | None]
) -> None:
    assert Names(TAXA).pair(*given) == stored


def test_a_name_of_two_species_is_a_bad_row() -> None:
    book = Book(taxa={1: Taxon(vernacular_name="Deer"), 2: Taxon(vernacular_name="deer")})
    done, _ = taken(item("x", Sighting(vernacular_name="Deer")), book=book)

    assert "'Deer' is a name of t1 and t2" in done.bad[0].reason


def test_names_that_a_source_brings_count_at_once() -> None:
    names = Names({})
    assert names.pair("lynx", None) == Pair("lynx", None)
    names.learn(1, Taxon(vernacular_name="Lynx", scientific_name="Lynx lynx"))

    assert names.pair("lynx", None) == Pair("Lynx", None)
    assert names.number(Taxon(scientific_name="lynx lynx")) == 1
    assert names.taken(Taxon(scientific_name="Felis", vernacular_name="lynx", names=("cat",))) == ["lynx"]
    assert names.number(Taxon(remarks="nameless")) is None


def test_names_are_taken_from_a_taxon() -> None:
    assert filing.without(LEOPARD, ["Amur leopard"]) == Taxon(
        scientific_name="Panthera pardus orientalis", names=("Far Eastern leopard",)
    )
    assert filing.without(LEOPARD, ["Far Eastern leopard"]).names == ()


KNOWN = [
    "Hunchun, Jilin, China",
    "Jilin, China",
    "Springfield, Ohio, United States",
    "Springfield, Illinois, United States",
]
TYPED = [
    "Hunchun",
    "hunchun, jilin",
    "Jilin, CN",
    "China",
    "Springfield",
    "southeastern Russia",
    "Rusia",
    "",
    "Ohio",
    "?",
]


@given(st.sampled_from(TYPED) | st.text(max_size=12), st.sets(st.sampled_from(KNOWN)))
def test_a_region_is_filed_as_if_it_had_been_typed(text: str, known: set[str]) -> None:
    def filed(file: object) -> tuple[str, str | None] | str:
        try:
            return file(text)[:2]  # type: ignore[operator, no-any-return]
        except LogbookError as error:
            return str(error)

    regions = Regions(known)
    assert filed(regions.file) == filed(lambda one: places.file_region(one, known)) == filed(regions.file)


def test_what_was_typed_stays_beside_the_region_and_a_second_run_knows_it() -> None:
    book = Book(sightings={1: Sighting(vernacular_name="Lynx", region="Hunchun, Jilin, China")})
    rows = (
        item("a", Sighting(vernacular_name="Lynx", region="hunchun")),
        item("b", Sighting(vernacular_name="Lynx", region="hunchun", verbatim_locality="by the river")),
    )
    _, after = taken(*rows, book=book)
    done, same = taken(*rows, book=after, update=True)

    assert [(one.region, one.verbatim_locality) for one in after.sightings.values()] == [
        ("Hunchun, Jilin, China", None),
        ("Hunchun, Jilin, China", "hunchun"),
        ("Hunchun, Jilin, China", "by the river"),
    ]
    assert (same, done.changed) == (after, [])


def test_a_region_that_became_ambiguous_is_no_fault_of_a_row_that_is_there() -> None:
    row = item("a", Sighting(vernacular_name="Lynx", region="Springfield"))
    _, once = taken(row)
    book = Book(sightings={**once.sightings, **{n: Sighting(region=one) for n, one in enumerate(KNOWN, 5)}})
    done, after = taken(row, book=book)

    assert (after, done.faults) == (book, 0)


def test_another_region_in_the_source_is_told() -> None:
    _, once = taken(item("a", Sighting(vernacular_name="Lynx", region="Jilin, China")))
    done, after = taken(item("a", Sighting(vernacular_name="Lynx", region="Jilin, CN")), book=once)
    moved, there = taken(item("a", Sighting(vernacular_name="Lynx", region="Primorye, RU")), book=once, update=True)

    assert (after, done.changed) == (once, [])
    assert there.sightings[1].region == "Primorye, Russia"
    assert [one.field for one in moved.changed] == ["region", "verbatim_locality"]


def test_how_regions_were_filed_is_told_of_the_first_ones() -> None:
    rows = [item(f"x:{n}", Sighting(vernacular_name="Lynx", region=f"Valley {n}"), n) for n in range(13)]
    done, _ = taken(*rows, item("y", Sighting(vernacular_name="Lynx", region="China")))

    assert len(done.said) == 11
    assert next(iter(done.said)).startswith("'Valley 0' is a region of its own")
    assert list(done.said)[10] == "and 3 regions more that were filed so; `logbook regions` lists them"
