"""Positions at 0,0, and outside the country that is stated."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.records import Book, Deployment, Image, Sighting
from tests.checks.asking import found, ids, pictured, seen


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        (seen(decimal_latitude=0.0, decimal_longitude=-0.0), ["s1"]),
        (pictured(decimal_latitude=0, decimal_longitude=0), ["i1"]),
        (Book(deployments={1: Deployment(latitude=0, longitude=0)}), ["d1"]),
        (seen(decimal_latitude=0.0, decimal_longitude=9.45), []),
        (seen(decimal_latitude=0.0), []),
    ],
)
def test_positions_in_the_sea_off_africa(book: Book, expected: list[str]) -> None:
    assert ids("zero-position", book) == expected


def placed(latitude: float, longitude: float, **fields: Any) -> Book:
    """Make a logbook of one sighting at a position."""
    return seen(decimal_latitude=latitude, decimal_longitude=longitude, **fields)


@pytest.mark.parametrize(
    ("book", "outside"),
    [
        (placed(43.6123, 130.6123, region="Hunchun, Jilin, China"), False),
        (placed(43.6123, 110.6123, country_code="RU"), True),
        (placed(43.6123, 110.6123, country_code="ru", region="Russia"), True),
        (placed(43.6123, 110.6123, country_code="RU", region="Jilin, China"), False),
        (placed(43.6123, 110.6123, country_code="ZZ"), False),
        (placed(43.6123, 110.6123, country_code="XX", region="Amur basin"), False),
        (placed(43.6123, 110.6123), False),
        (placed(0, 0, country_code="CN"), False),
        (placed(66.2, -170.2, country_code="RU"), False),  # Chukotka, past 180 degrees
        (placed(54.0, 2.5, country_code="DE"), True),
        (placed(54.0, 2.5, country_code="DE", coordinate_uncertainty_in_meters=300_000.0), False),
        (placed(54.0, 2.5, country_code="DE", coordinate_uncertainty_in_meters=-300_000.0), True),
        (placed(45, 17, country_code="AT"), False),  # whole degrees stand for all that rounds to them
        (placed(45.01, 17.01, country_code="AT"), True),
    ],
)
def test_a_position_outside_the_country_that_is_stated(book: Book, *, outside: bool) -> None:
    assert ids("outside-country", book) == ["s1"] * outside


@pytest.mark.parametrize(
    ("position", "country", "advice"),
    [
        (
            (43.6, -130.6),
            "CN",
            'is the sign of the longitude wrong (43.6, 130.6)? logbook edit s1 --at "43.6, 130.6"',
        ),
        ((10.2, 51.5), "DE", 'were latitude and longitude exchanged (51.5, 10.2)? logbook edit s1 --at "51.5, 10.2"'),
        ((33.9, 151.2), "AU", 'is the sign of the latitude wrong (-33.9, 151.2)? logbook edit s1 --at "-33.9, 151.2"'),
        ((22.9, 43.2), "BR", 'are both signs wrong (-22.9, -43.2)? logbook edit s1 --at "-22.9, -43.2"'),
        (
            (-1.3, -36.8),
            "KE",
            "is the sign of the longitude wrong (-1.3, 36.8) or are both signs wrong (1.3, 36.8)? logbook edit s1",
        ),
        ((60.5, 130.6), "CN", "the position or the country may be wrong: logbook edit s1"),
    ],
)
def test_the_usual_slips_are_asked_for_and_never_corrected(
    position: tuple[float, float], country: str, advice: str
) -> None:
    (finding,) = found("outside-country", placed(*position, country_code=country))

    assert finding.advice == advice


def test_a_camera_and_a_picture_are_told_once_with_the_sightings_there() -> None:
    seen_there = Sighting(country_code="CN", deployment="d1", images=("i1", "i2", "i9"))
    book = Book(
        images={1: Image(decimal_latitude=43.6, decimal_longitude=-130.6), 2: Image(decimal_latitude=1.0)},
        deployments={1: Deployment(latitude=-43.6, longitude=130.6), 2: Deployment(latitude=1.0)},
        sightings={1: seen_there, 2: seen_there, 3: Sighting(country_code="CN", deployment="d7")},
    )

    camera, picture = found("outside-country", book)
    assert (camera.id, picture.id) == ("d1", "i1")
    assert camera.text == "-43.6, 130.6 lies outside the rough bounds of China, where s1, s2 were seen"
    assert camera.advice == "is the sign of the latitude wrong (43.6, 130.6)? logbook edit d1"


def test_where_region_and_code_differ_both_are_named() -> None:
    (finding,) = found("outside-country", placed(10.2, 51.5, region="Bavaria, Germany", country_code="AT"))

    assert finding.text == "10.2, 51.5 lies outside the rough bounds of Germany and of Austria"
