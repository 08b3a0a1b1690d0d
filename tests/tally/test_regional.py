"""What the records of each region say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logbook.records import Animal, Book, Breeding, Sighting, Stated
from logbook.tally import firsts, regional
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from logbook.tally.regional import RegionRow


def seen(event_date: str | None = None, region: str | None = "China", **fields: object) -> Sighting:
    return Sighting(vernacular_name="Amur leopard", event_date=event_date, region=region, **fields)  # type: ignore[arg-type]


def rows_of(*sightings: Sighting, depth: int = 1, selected: slice = slice(None)) -> dict[str | None, RegionRow]:
    book = Book(sightings=dict(enumerate(sightings, 1)))
    every = firsts.enter(book, Taxa({}), Pictured(book))
    rows = regional.region_rows(regional.by_region(every[selected], depth), every, "probable")
    return {row.region: row for row in rows}


def known(*ids: str, region: str | None = "China", **fields: object) -> Sighting:
    return seen(None, region, animals=tuple(Animal(individual_id=one) for one in ids), **fields)


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (1, {"Amur basin": 1, "China": 3, "Russia": 1, None: 2}),
        (2, {"Amur basin": 1, "China": 3, "Jilin, China": 2, "Russia": 1, None: 2}),
        (9, {"Amur basin": 1, "China": 3, "Hunchun, Jilin, China": 1, "Jilin, China": 2, "Russia": 1, None: 2}),
    ],
)
def test_a_record_counts_under_every_row_that_it_lies_in(depth: int, expected: dict[str | None, int]) -> None:
    rows = rows_of(
        seen(region="Russia"),
        seen(),
        seen(region="Hunchun, Jilin, China"),
        seen(region="Jilin, China"),
        seen(region=None),
        seen(region="Amur basin", country_code="ZZ"),
        seen(region="Jilin, China", country_code="ZZ"),
        depth=depth,
    )
    assert {region: row.sightings for region, row in rows.items()} == expected
    assert list(rows) == list(expected)


@pytest.mark.parametrize(("depth", "rows"), [(0, ["China"]), (1, ["China"]), (2, ["Jilin"])])
def test_a_country_that_only_the_code_says_is_the_largest_part(depth: int, rows: list[str]) -> None:
    found = rows_of(seen(region="Jilin", country_code="CN"), depth=depth)
    assert [name for name in found if name] == rows


def test_a_row_names_the_full_paths_of_its_records() -> None:
    rows = rows_of(seen(region="Jilin, China"), seen(), seen(region="Hunchun, Jilin, China"), seen())
    assert rows["China"].paths == ("China", "Hunchun, Jilin, China", "Jilin, China")
    assert rows_of(seen(region=None))[None].paths == ()


def test_first_last_and_last_breeding_rest_on_what_competes() -> None:
    probable = Breeding(stated=Stated(level="probable"))
    row = rows_of(
        seen("2014", breeding=Breeding(stated=Stated(level="possible"))),
        seen("2013", breeding=probable),
        seen("2012"),
        seen("2011", verification="doubtful", breeding=probable),
        seen("2015", establishment="captive", breeding=probable),
    )["China"]
    assert row.sightings == 5
    assert row.first_sighting
    assert (row.first_sighting.event_date, row.first_sighting.sightings) == ("2012", ("s3",))
    assert row.last_sighting
    assert (row.last_sighting.standing, row.last_sighting.event_date) == ("last", "2014")
    assert row.last_breeding
    assert (row.last_breeding.sightings, row.last_breeding.level) == (("s2",), "probable")


def test_a_region_where_nothing_competes_states_nothing() -> None:
    row = rows_of(known("F1", verification="doubtful", individual_count=9))["China"]
    assert (row.first_sighting, row.last_sighting, row.last_breeding, row.largest_group) == (None, None, None, None)
    assert (row.sightings, row.survey_totals, row.individuals) == (1, (), 0)


def test_the_largest_group_is_of_one_encounter_and_survey_totals_stand_apart() -> None:
    row = rows_of(
        seen(individual_count=8, count_basis="survey"),
        seen(animals=(Animal(count=1), Animal(count=2))),
        seen(individual_count=3, individual_count_max=4),
        seen(individual_count=2, individual_count_max=9, individual_count_qualifier="about"),
        seen(count_basis="survey"),
        seen(individual_count=57, individual_count_qualifier="at least", count_basis="survey"),
        seen(),
    )["China"]
    assert row.largest_group
    assert (row.largest_group.sighting, row.largest_group.count, row.largest_group.count_max) == ("s3", 3, 4)
    assert [(total.sighting, total.count, total.count_qualifier) for total in row.survey_totals] == [
        ("s1", 8, None),
        ("s6", 57, "at least"),
    ]


def test_individuals_are_counted_once_and_named_as_known_elsewhere() -> None:
    rows = rows_of(
        known("F1", "M2", region="Jilin, China"),
        known("F1", region="China"),
        known("M2", "M3", region="Russia"),
        known("M3", region=None),
        known("F1", region="Russia", verification="rejected"),
        seen(region="Russia", animals=(Animal(),)),
    )
    assert {region: (row.individuals, row.individuals_elsewhere) for region, row in rows.items()} == {
        "China": (2, 1),
        "Russia": (2, 1),
        None: (1, 0),
    }


def test_a_place_that_may_be_the_same_is_not_elsewhere() -> None:
    rows = rows_of(known("F1", region="Jilin, China"), known("F1", region="China"), depth=2)
    assert rows["Jilin, China"].individuals_elsewhere == 0


def test_elsewhere_is_looked_up_in_the_whole_logbook() -> None:
    assert rows_of(known("F1"), known("F1", region="Russia"), selected=slice(1))["China"].individuals_elsewhere == 1


def test_an_id_is_one_individual_within_its_taxon_only() -> None:
    tiger = Sighting(vernacular_name="Amur tiger", region="China", animals=(Animal(individual_id="F1"),))
    assert rows_of(known("F1"), tiger)["China"].individuals == 2
