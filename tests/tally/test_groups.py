"""Sightings regrouped by what `--by` takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from logbook.records import Animal, Book, Breeding, Claim, Credit, Deployment, Image, Sighting, Stated, Taxon
from logbook.tally.groups import By, GroupRow, calendar, group

HALF_AN_HOUR = timedelta(minutes=30)

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
    assert [(row.key, row.sightings) for row in group(BOOK, by).rows] == expected


def test_a_row_has_first_last_and_the_strongest_evidence_of_what_competes() -> None:
    china, russia, _ = group(BOOK, "region").rows
    assert china.first
    assert (china.level, china.first.event_date, china.first.sightings) == (
        "confirmed",
        "2013-10-09T04:31+08:00",
        ("s1",),
    )
    assert russia.last
    assert (russia.level, russia.last.sightings) == ("none", ("s2",))
    assert group(BOOK, "method").rows[-1].first is None


def test_only_the_selected_are_grouped_as_deep_as_asked() -> None:
    assert [row.key for row in group(BOOK, "region", sightings={1, 2}, depth=2).rows] == ["Jilin, China", "Russia"]


def test_two_taxa_of_one_name_are_two_rows() -> None:
    taxa = {1: Taxon(vernacular_name="Leopard", names=("a",)), 2: Taxon(vernacular_name="Leopard", names=("b",))}
    sightings = {1: Sighting(vernacular_name="a"), 2: Sighting(vernacular_name="b")}
    assert [(row.key, row.sightings) for row in group(Book(taxa=taxa, sightings=sightings), "species").rows] == [
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
    [row] = group(Book(sightings={1: Sighting(event_date=date)}), by).rows
    assert row.key == key


def seen(time: str | None, camera: str | None = "d1", *, who: str | None = None, **fields: Any) -> Sighting:
    animals = (Animal(individual_id=who),) if who else ()
    date = time and f"2024-05-01T{time}"
    return Sighting(vernacular_name="Lynx", event_date=date, deployment=camera, animals=animals, **fields)


def events(by: By, *sightings: Sighting, images: dict[int, Image] | None = None) -> dict[str | None, int | None]:
    book = Book(sightings=dict(enumerate(sightings, 1)), images=images or {})
    return {row.key: row.events for row in group(book, by, gap=HALF_AN_HOUR).rows}


def test_events_are_counted_only_where_a_gap_is_asked_for() -> None:
    assert {row.events for row in group(BOOK, "species").rows} == {None}


def test_an_event_ends_where_its_camera_sees_nothing_of_the_species_for_the_gap() -> None:
    assert events("species", seen("04:00"), seen("04:30"), seen("05:00"), seen("05:31")) == {"Lynx": 2}
    assert events("species", seen("04:00"), seen("04:00", "d2")) == {"Lynx": 2}
    assert events("species", seen("04:00", who="F1"), seen("04:00", who="F2")) == {"Lynx": 2}
    assert events("species", seen("04:00"), Sighting(event_date="2024-05-01T04:01", deployment="d1"))["Lynx"] == 1


def test_an_event_counts_where_it_begins() -> None:
    assert events("hour", seen("04:50"), seen("05:10")) == {"04": 1, "05": 0}
    assert events("hour", seen("05:10"), seen("04:50/2024-05-01T05:05")) == {"05": 0, None: 1}


def test_an_event_counts_under_every_credit_of_its_sightings_once() -> None:
    images = {1: Image(credit_line="WCS"), 2: Image(credit_line="WWF")}
    both = [seen("04:00", images=("i1",)), seen("04:10", images=("i2",)), seen("04:20", images=("i1", "i2"))]
    assert events("credit", *both, images=images) == {"WCS": 1, "WWF": 1}


def test_without_a_camera_the_same_position_is_one_and_nothing_else() -> None:
    here = {"decimal_latitude": 43.6, "decimal_longitude": 130.6}
    assert events("species", seen("04:00", None, **here), seen("04:10", None, **here)) == {"Lynx": 1}
    assert events("species", seen("04:00", None), seen("04:10", None)) == {"Lynx": 2}
    cell = here | {"data_generalizations": "to 0.1 degree"}
    assert events("species", seen("04:00", None, **cell), seen("04:10", None, **cell)) == {"Lynx": 2}


def test_what_has_no_time_of_day_is_an_event_of_its_own() -> None:
    assert events("species", seen(None), seen(None), seen("04:00")) == {"Lynx": 3}


def lights(*sightings: Sighting) -> dict[str | None, tuple[int | None, ...]]:
    camera = Deployment(latitude=51.51, longitude=-0.13)
    book = Book(sightings=dict(enumerate(sightings, 1)), deployments={1: camera, 2: Deployment(latitude=51.51)})
    return {row.key: (row.day, row.twilight, row.night, row.light_unknown) for row in group(book, "hour").rows}


def test_an_hour_is_told_by_the_light_at_the_camera_then() -> None:
    found = lights(seen("03:30Z"), seen("04:10Z"), seen("04:40Z"), seen("12:00Z"), seen("13:10+01:00"))
    assert found == {"03": (0, 0, 1, 0), "04": (1, 1, 0, 0), "12": (1, 0, 0, 0), "13": (1, 0, 0, 0)}


def test_a_position_of_its_own_comes_before_that_of_the_camera() -> None:
    assert lights(seen("12:00Z", decimal_latitude=0.0, decimal_longitude=180.0)) == {"12": (0, 0, 1, 0)}


def test_light_is_that_of_the_beginning() -> None:
    assert lights(seen("03:01Z/2024-05-01T03:59Z")) == {"03": (0, 0, 1, 0)}


def test_light_is_never_guessed_and_what_is_lacking_is_counted() -> None:
    unknown = [seen("12:00"), seen("12:00Z", None), seen("12:00Z", "d2"), seen("12:00Z", "d9"), seen(None)]
    assert lights(*unknown) == {"12": (0, 0, 0, 4), None: (0, 0, 0, 1)}
    found = group(Book(sightings=dict(enumerate(unknown, 1))), "hour")
    assert (found.unzoned, found.unplaced, found.utc) == (1, 3, 3)
    assert {row.day for row in group(BOOK, "month").rows} == {None}


def rows(*keys: str | None, events: int | None = None, night: int | None = None) -> list[GroupRow]:
    return [
        GroupRow(key=key, sightings=2, first=None, last=None, level="possible", events=events, night=night)
        for key in keys
    ]


def test_a_calendar_has_every_month_and_every_hour_and_the_unknown_last() -> None:
    months = calendar(rows("03", None, events=1), "month")
    assert [row.key for row in months] == [*(f"{month:02}" for month in range(1, 13)), None]
    assert [(row.sightings, row.level, row.events, row.night) for row in months[1:3]] == [
        (0, "none", 0, None),
        (2, "possible", 1, None),
    ]
    hours = calendar(rows("00", "23", night=2), "hour")
    assert [row.key for row in hours] == [f"{hour:02}" for hour in range(24)]
    assert [(row.events, row.night) for row in hours[:2]] == [(None, 2), (None, 0)]


@pytest.mark.parametrize(
    ("there", "shown"),
    [
        (["2013"], ["2013"]),
        (["2013", "2016", None], ["2013", "2014", "2015", "2016", None]),
        (["2000", "2011"], [str(year) for year in range(2000, 2012)]),
        (["0999", "2012", "2013"], ["0999", "1000/2011", "2012", "2013"]),
    ],
)
def test_a_calendar_has_the_years_between_and_one_row_for_more_than_ten(
    there: list[str | None], shown: list[str | None]
) -> None:
    assert [row.key for row in calendar(rows(*there), "year")] == shown


def test_what_is_no_calendar_stays_as_it_is() -> None:
    assert calendar([], "month") == ()
    assert [row.key for row in calendar(rows(None), "hour")] == [None]
    assert [row.key for row in calendar(rows("China", None), "region")] == ["China", None]
