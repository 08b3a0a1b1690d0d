"""Where sightings were, and the frame of the map that shows them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.places import Position
from logbook.records import Book, Breeding, Deployment, Sighting, Stated, Taxon
from logbook.tally.atlas import WORLD, Frame, atlas, frame

LEOPARD = Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")
CONFIRMED = Breeding(stated=Stated(level="confirmed"))


def sighting(latitude: float | None = None, longitude: float | None = None, **more: object) -> Sighting:
    fields = {"vernacular_name": "Amur leopard", "decimal_latitude": latitude, "decimal_longitude": longitude}
    return Sighting(**{**fields, **more})


def book(*sightings: Sighting, **more: object) -> Book:
    return Book(**{"taxa": {1: LEOPARD}, "sightings": dict(enumerate(sightings, 1)), **more})


def test_sightings_of_one_position_are_one_point_with_all_that_is_known_of_it() -> None:
    found = atlas(
        book(
            sighting(43.6, 130.6, coordinate_uncertainty_in_meters=30.0),
            sighting(43.6, 130.6, vernacular_name="Sika deer"),
            sighting(
                43.6,
                130.6,
                vernacular_name=None,
                scientific_name="Panthera pardus orientalis",
                breeding=CONFIRMED,
                coordinate_uncertainty_in_meters=13_735.0,
            ),
        )
    )
    [point] = found.points
    assert (point.decimal_latitude, point.decimal_longitude) == (43.6, 130.6)
    assert point.coordinate_uncertainty_in_meters == 13_735
    assert (point.sightings, point.ids) == (3, ("s1", "s2", "s3"))
    assert point.species == ("Amur leopard", "Sika deer")
    assert point.level == "confirmed"


def test_points_go_from_north_to_south_and_from_west_to_east() -> None:
    found = atlas(book(sighting(43, 131), sighting(44, 131), sighting(44, 130)))
    assert [point.ids for point in found.points] == [("s3",), ("s2",), ("s1",)]


def test_a_sighting_without_a_position_stands_where_its_camera_stood() -> None:
    camera = Deployment(latitude=43.5, longitude=131.5, coordinate_uncertainty=187.0)
    found = atlas(
        book(
            sighting(deployment="d1", coordinate_uncertainty_in_meters=5.0),
            sighting(43.6, 130.6, deployment="d1"),
            sighting(deployment="d2"),
            sighting(deployment="nowhere"),
            sighting(),
            sighting(43.6),
            deployments={1: camera, 2: Deployment()},
        )
    )
    assert [(point.ids, point.coordinate_uncertainty_in_meters) for point in found.points] == [
        (("s2",), None),
        (("s1",), 187.0),
    ]
    assert found.unplaced == ("s3", "s4", "s5", "s6")


def test_evidence_of_a_rejected_sighting_marks_no_point_and_a_nameless_one_has_no_species() -> None:
    [point] = atlas(book(sighting(43, 131, vernacular_name=None, breeding=CONFIRMED, verification="rejected"))).points
    assert (point.level, point.species) == ("none", ())


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], WORLD),
        ([(0, 0), (0, 100)], WORLD),
        ([(-65, 0), (40, 0)], WORLD._replace(south=-90)),
        ([(-20, 0), (89, 100)], WORLD._replace(north=90)),
    ],
)
def test_what_lies_far_apart_is_on_a_map_of_the_world(places: list[tuple[float, float]], expected: Frame) -> None:
    assert frame([Position(*each) for each in places]) == expected


def test_one_point_is_in_the_middle_of_a_frame_that_tells_where_one_is() -> None:
    found = frame([Position(60, 30)])
    assert (found.south, found.north) == (51, 69)
    assert (found.west, found.east) == pytest.approx((12, 48))


def test_a_frame_goes_across_the_antimeridian_where_that_is_the_shorter_way() -> None:
    found = frame([Position(-17.8, 178), Position(-16.6, -179.9), Position(-19, -178.5)])
    assert found.east - found.west < 20
    assert [found.along(each) for each in (178, -179.9, -178.5)] == pytest.approx([178, 180.1, 181.5])


def test_at_a_pole_a_frame_ends_there() -> None:
    found = frame([Position(89.9, 10), Position(88, 40)])
    assert (found.south, found.north) == (72, 90)
    assert found.fitted(0.1).south == -90


def test_nobody_is_told_by_the_frame_what_the_points_do_not_tell() -> None:
    told = [sighting(43.6, 130.6), sighting(43.1, 131.4)]
    assert (
        atlas(book(*told, sighting(deployment="d1"), deployments={1: Deployment()})).frame == atlas(book(*told)).frame
    )


LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
PLACES = st.lists(st.builds(Position, LATITUDES, LONGITUDES), min_size=1, max_size=8)


@given(PLACES, st.floats(0.5, 4))
def test_every_point_lies_in_its_frame_however_it_is_fitted(places: list[Position], ratio: float) -> None:
    for found in (frame(places), frame(places).fitted(ratio)):
        assert -90 <= found.south < found.north <= 90
        assert -180 <= found.west < 180
        assert found.west < found.east <= found.west + 360
        for one in places:
            assert found.south <= one.latitude <= found.north
            assert found.west <= found.along(one.longitude) <= found.east


@given(PLACES, st.floats(0.5, 4))
def test_a_fitted_frame_has_the_ratio_that_is_asked_for_unless_it_meets_a_pole_or_is_all_around(
    places: list[Position], ratio: float
) -> None:
    found = frame(places).fitted(ratio)
    if found.south > -90 and found.north < 90 and found.east - found.west < 360:
        assert math.isclose(found.ratio, ratio, rel_tol=1e-9)


@given(st.builds(Position, LATITUDES, LONGITUDES))
def test_a_map_of_one_point_is_no_map_of_the_world(place: Position) -> None:
    found = frame([place])
    assert found.north - found.south == pytest.approx(18)
    assert found.east - found.west < 180
