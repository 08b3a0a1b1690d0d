"""What was seen or done when it cannot have been."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.records import (
    Assessed,
    Book,
    Breeding,
    Claim,
    Deployment,
    Image,
    Publication,
    Sighting,
)
from tests.checks.asking import found, ids, seen

CAMERA = Deployment(
    latitude=43.6123,
    longitude=130.6123,
    deployment_start="2013-09-01T12:00+08:00",
    deployment_end="2013-12-01T12:00+08:00",
)


def camera(*, sighting: Sighting, deployment: Deployment = CAMERA, **images: Image) -> Book:
    """Make a logbook of a sighting, its camera and its pictures."""
    return Book(
        images={int(ref[1:]): image for ref, image in images.items()},
        deployments={1: deployment},
        sightings={1: sighting},
    )


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2013-08-30", "before its deployment d1 began"),
        ("2013-09-01T11:59+08:00", "before its deployment d1 began"),
        ("2013-09-01T04:00Z", None),
        ("2013-09-01T03:59Z", "before its deployment d1 began"),
        ("2013-09-01T11:59", None),  # by which clock is not known
        ("2013-08-31", None),
        ("2013-08", None),
        ("2013-08~", None),
        ("2013-12-01T12:01+08:00", "after its deployment d1 ended"),
        ("2013-11-30/2014-01-31", None),
        ("2014", "after its deployment d1 ended"),
        ("../2012", "before its deployment d1 began"),
        ("soon", None),
        (None, None),
    ],
)
def test_a_sighting_before_or_after_its_camera_stood(date: str | None, text: str | None) -> None:
    findings = found("outside-deployment", camera(sighting=Sighting(event_date=date, deployment="d1")))

    assert len(findings) == bool(text)
    assert all(text in finding.text for finding in findings if text)


def test_clocks_of_which_no_zone_is_said_are_compared_as_written() -> None:
    stood = Deployment(deployment_start="2013-09-01T12:00", deployment_end="2013-12")

    assert ids("outside-deployment", camera(sighting=Sighting(event_date="2013-09-01", deployment="d1"))) == []
    early = Sighting(event_date="2013-09-01T11:59", deployment="d1")
    assert ids("outside-deployment", camera(sighting=early, deployment=stood)) == ["s1"]
    assert ids("outside-deployment", camera(sighting=Sighting(event_date="1999", deployment="d7"))) == []
    forever = Deployment(deployment_start="2013-09-01T12:00")
    late = Sighting(event_date="2023-09-01T11:59", deployment="d1")
    assert ids("outside-deployment", camera(sighting=late, deployment=forever)) == []


def test_pictures_are_told_where_their_sighting_is_not() -> None:
    pictures = {"i1": Image(date_created="2013-01-01T00:04"), "i2": Image(date_created="2013-10-09"), "i3": Image()}
    undated = Sighting(deployment="d1", images=("i1", "i2", "i3", "i9"))
    before = Sighting(event_date="2013-01", deployment="d1", images=("i1",))

    (finding,) = found("outside-deployment", camera(sighting=undated, **pictures))
    assert (finding.id, finding.advice) == (
        "i1",
        "a wrong clock, date or deployment: logbook show s1, logbook edit i1",
    )
    assert ids("outside-deployment", camera(sighting=before, **pictures)) == ["s1"]


@pytest.mark.parametrize(
    ("fields", "far"),
    [
        ({"decimal_latitude": 43.6123, "decimal_longitude": 130.6223}, False),  # 800 m
        ({"decimal_latitude": 43.6123, "decimal_longitude": 130.6323}, True),  # 1,600 m
        (
            {"decimal_latitude": 43.6123, "decimal_longitude": 130.6323, "coordinate_uncertainty_in_meters": 1700.0},
            False,
        ),
        ({"decimal_latitude": 43.6123, "decimal_longitude": 130.6323, "data_generalizations": "a cell"}, False),
        ({"decimal_latitude": 43.6, "decimal_longitude": 130.6}, False),  # that is the whole cell
        ({"decimal_latitude": 43.0, "decimal_longitude": 131.0}, False),
        ({"decimal_latitude": 43.61, "decimal_longitude": 130.7}, True),
        ({}, False),
    ],
)
def test_a_sighting_far_from_its_camera(fields: dict[str, Any], *, far: bool) -> None:
    assert ids("outside-deployment", camera(sighting=Sighting(deployment="d1", **fields))) == ["s1"] * far


def test_a_camera_whose_place_is_not_known_or_generalised_is_far_from_nothing() -> None:
    there = Sighting(deployment="d1", decimal_latitude=-43.6123, decimal_longitude=130.6323)
    cell = Deployment(latitude=43.6, longitude=130.6, data_generalizations="a cell")

    assert ids("outside-deployment", camera(sighting=there)) == ["s1"]
    assert ids("outside-deployment", camera(sighting=there, deployment=cell)) == []
    assert ids("outside-deployment", camera(sighting=there, deployment=Deployment())) == []


def test_a_deployment_that_ended_before_it_began() -> None:
    backwards = Deployment(deployment_start="2013-09-01", deployment_end="2013-08-31")
    book = Book(deployments={1: backwards, 2: CAMERA, 3: Deployment(deployment_end="2013")})

    (finding,) = found("impossible-date", book)
    assert finding.id == "d1"
    assert finding.text == "ended 31 August 2013, before it began, 1 September 2013"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"verified_date": "2013-10-01"}, "it was verified before that, 1 October 2013"),
        ({"verified_date": "2013-10-08"}, None),  # elsewhere it was that day
        ({"verified_date": "2013"}, None),
        ({"verified_date": "soon"}, None),
        ({"breeding": Breeding(assessed=Assessed(level="none", date="2012"))}, "it was assessed before that, 2012"),
        ({"breeding": Breeding()}, None),
        ({"claims": (Claim(claim="a", date="2012"),)}, "a claim of it was published before that, 2012"),
        ({"added": "2013-10-07T00:00:00Z"}, "its record was last written before that"),
        ({"added": "2013-10-08T12:00:00Z"}, None),
        ({"added": "2012-10-09T00:00:00Z", "modified": "2014-10-09T00:00:00Z"}, None),
    ],
)
def test_what_was_done_with_a_sighting_before_it_was_there(fields: dict[str, Any], text: str | None) -> None:
    findings = found("impossible-date", seen(event_date="2013-10-09", **fields))

    assert len(findings) == bool(text)
    assert all(text in finding.text for finding in findings if text)


def test_only_the_first_of_several_is_told_and_the_future_and_the_undated_not_here() -> None:
    assert ids("impossible-date", seen(event_date="2013-10", verified_date="2011", added="2012-01-01T00:00:00Z")) == [
        "s1"
    ]
    assert ids("impossible-date", seen(event_date="2027-10", added="2026-01-01T00:00:00Z")) == []
    assert ids("impossible-date", seen(verified_date="2011")) == []


def test_a_season_is_that_of_its_hemisphere() -> None:
    summer = {"event_date": "2013-22", "verified_date": "2013-04-01"}

    assert ids("impossible-date", seen(region="China", **summer)) == ["s1"]
    assert ids("impossible-date", seen(region="New Zealand", **summer)) == ["s1"]
    assert ids("impossible-date", seen(**summer)) == []


def test_a_picture_that_was_printed_before_it_was_taken() -> None:
    image = Image(date_created="2013-10-09", publications=(Publication(title="In Images", date="2012"),))

    (finding,) = found("impossible-date", Book(images={1: image, 2: Image(date_created="2013", added="2013-05-01")}))
    assert finding.text == "taken 9 October 2013, and it was printed before that, 2012"
