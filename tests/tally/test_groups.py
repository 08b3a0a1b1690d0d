"""Sightings regrouped by what `--by` takes."""

from __future__ import annotations

import pytest

from logbook.records import Book, Breeding, Claim, Credit, Image, Sighting, Stated, Taxon
from logbook.tally.groups import By, group

BOOK = Book(
    taxa={1: Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")},
    credits={1: Credit(name="WCS")},
    images={1: Image(credit="c1"), 2: Image(credit_line="© Li Wei"), 3: Image()},
    sightings={
        1: Sighting(
            vernacular_name="Amur leopard",
            region="Jilin, China",
            areas=("Wangqing", "Hunchun reserve"),
            event_date="2013-10-09T04:31+08:00",
            method="camera-trap",
            breeding=Breeding(stated=Stated(level="confirmed")),
            images=("i1", "i2"),
        ),
        2: Sighting(
            scientific_name="Panthera pardus orientalis",
            region="Russia",
            event_date="2013-10",
            method="tracks",
            images=("i3",),
        ),
        3: Sighting(vernacular_name="Sika deer", event_date="2012-10-01/2013-10-02", method="tracks", images=("i1",)),
        4: Sighting(region="Russia", claims=(Claim(claim="seen", date="2013"),), verification="doubtful"),
    },
)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("region", [("China", 1), ("Russia", 2), (None, 1)]),
        ("area", [("Hunchun reserve", 1), ("Wangqing", 1), (None, 3)]),
        ("species", [("Amur leopard", 2), ("Sika deer", 1), (None, 1)]),
        ("year", [("2013", 2), (None, 2)]),
        ("month", [("10", 2), (None, 2)]),
        ("hour", [("04", 1), (None, 3)]),
        ("method", [("camera-trap", 1), ("tracks", 2), (None, 1)]),
        ("credit", [("Li Wei", 1), ("WCS", 2), (None, 2)]),
    ],
)
def test_sightings_are_counted_under_their_keys(by: By, expected: list[tuple[str | None, int]]) -> None:
    assert [(row.key, row.sightings) for row in group(BOOK, by)] == expected


def test_a_row_has_first_last_and_the_strongest_evidence_of_what_competes() -> None:
    china, russia, _ = group(BOOK, "region")
    assert china.first
    assert (china.level, china.first.event_date, china.first.sightings) == (
        "confirmed",
        "2013-10-09T04:31+08:00",
        ("s1",),
    )
    assert russia.last
    assert (russia.level, russia.last.sightings) == ("none", ("s2",))
    assert group(BOOK, "method")[-1].first is None


def test_only_the_selected_are_grouped_as_deep_as_asked() -> None:
    assert [row.key for row in group(BOOK, "region", sightings={1, 2}, depth=2)] == ["Jilin, China", "Russia"]


def test_two_taxa_of_one_name_are_two_rows() -> None:
    taxa = {1: Taxon(vernacular_name="Leopard", names=("a",)), 2: Taxon(vernacular_name="Leopard", names=("b",))}
    sightings = {1: Sighting(vernacular_name="a"), 2: Sighting(vernacular_name="b")}
    assert [(row.key, row.sightings) for row in group(Book(taxa=taxa, sightings=sightings), "species")] == [
        ("Leopard", 1),
        ("Leopard", 1),
    ]


@pytest.mark.parametrize(
    ("by", "date", "key"),
    [
        ("year", "2013~", None),
        ("year", "2013-05/2013-07", "2013"),
        ("month", "2013-05/2013-07", None),
        ("month", "2013-09-05", "09"),
        ("month", "2013-09/2014-09", None),
        ("hour", "2013-09-05", None),
        ("hour", "2013-09-05T04:31/2013-09-05T04:50", "04"),
        ("hour", "2013-09-05T04:31/2013-09-06T04:31", None),
        ("year", "../2013", None),
        ("year", "some day", None),
    ],
)
def test_a_date_counts_where_it_wholly_lies(by: By, date: str, key: str | None) -> None:
    [row] = group(Book(sightings={1: Sighting(event_date=date)}), by)
    assert row.key == key
