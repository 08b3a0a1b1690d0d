"""The same place: every other record there tells no more than the sensitive one."""

from __future__ import annotations

import pytest

from logbook.privacy.levels import EXTREME, HIGH, LOW, MEDIUM, NONE, Sensitivities
from logbook.privacy.spreading import Ranks, spread
from logbook.records import Deployment, Image, Record, Sighting
from tests.privacy.telling import CROW, FOX, HARE, LEOPARD, TIGER, book

HERE = {"decimal_latitude": 43.604, "decimal_longitude": 130.505}


def ranks(*records: Record) -> Ranks:
    whole = book(*records)
    kinds = Sensitivities(whole.taxa)
    return spread(whole, {number: kinds.rank(one) for number, one in whole.sightings.items()})


def seen(name: str, **fields: object) -> Sighting:
    return Sighting(vernacular_name=name, **fields)


def test_another_species_of_a_deployment_and_that_one_itself() -> None:
    found = ranks(seen(LEOPARD, deployment="d1"), seen(CROW, deployment="d1"), Deployment(), Deployment())
    assert (found.sightings, found.deployments) == ({1: EXTREME, 2: EXTREME}, {1: EXTREME, 2: NONE})


@pytest.mark.parametrize("text", ["Old Oak", "OLD-OAK", "  old   oak "])
@pytest.mark.parametrize("field", ["locality", "verbatim_locality"])
def test_the_same_text_in_whatever_spelling(text: str, field: str) -> None:
    assert ranks(seen(TIGER, locality="Old Oak"), seen(CROW, **{field: text})).sightings == {1: HIGH, 2: HIGH}


@pytest.mark.parametrize("station", [{"location_name": "Old Oak"}, {"location_id": "old oak"}])
def test_a_station_of_that_name_used_or_not(station: dict[str, str]) -> None:
    found = ranks(seen(TIGER, locality="Old Oak"), seen(CROW, deployment="d1"), Deployment(**station))
    assert (found.sightings[2], found.deployments[1]) == (HIGH, HIGH)
    assert ranks(seen(TIGER, locality="Old Oak"), Deployment(**station)).deployments == {1: HIGH}


def test_another_visit_of_the_same_station() -> None:
    visits = [Deployment(location_id="L1", deployment_id=name) for name in ("spring", "autumn")]
    found = ranks(seen(TIGER, deployment="d1"), seen(CROW, deployment="d2"), *visits)
    assert (found.sightings, found.deployments) == ({1: HIGH, 2: HIGH}, {1: HIGH, 2: HIGH})


def test_what_was_typed_for_a_region_is_no_place() -> None:
    region = {"region": "Hunchun, Jilin, China", "verbatim_locality": "hunchun"}
    assert ranks(seen(TIGER, **region), seen(CROW, **region)).sightings[2] == NONE
    assert ranks(seen(TIGER, verbatim_locality="..."), seen(CROW, verbatim_locality="...")).sightings[2] == NONE


@pytest.mark.parametrize(
    ("name", "rank", "inside", "outside"),
    [
        (LEOPARD, EXTREME, (43.699, 130.599), (43.7, 130.505)),
        (TIGER, HIGH, (43.699, 130.599), (43.599, 130.505)),
        (FOX, MEDIUM, (43.609, 130.509), (43.61, 130.505)),
        (HARE, LOW, (43.6049, 130.5059), (43.604, 130.506)),
    ],
)
def test_the_same_cell_of_its_grid(
    name: str, rank: int, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    others = (seen(CROW, decimal_latitude=at[0], decimal_longitude=at[1]) for at in (inside, outside))
    assert ranks(seen(name, **HERE), *others).sightings == {1: rank, 2: rank, 3: NONE}


def test_a_position_may_be_its_deployments_or_its_pictures() -> None:
    station, photo = Deployment(latitude=43.604, longitude=130.505), Image(**HERE)
    crow = seen(CROW, **HERE)
    assert ranks(seen(TIGER, deployment="d1"), crow, station).sightings[2] == HIGH
    assert ranks(seen(TIGER, images=("i1",)), crow, photo).sightings[2] == HIGH
    assert ranks(seen(TIGER, **HERE), seen(CROW, deployment="d1"), station).sightings[2] == HIGH
    assert ranks(seen(TIGER, **HERE), seen(CROW, images=("i1",)), photo).images == {1: HIGH}
    assert ranks(seen(TIGER, **HERE), station, photo) == Ranks({1: HIGH}, {1: HIGH}, {1: HIGH})


def test_who_shares_a_picture_shares_the_place_and_so_does_all_else_of_theirs() -> None:
    found = ranks(
        seen(TIGER, images=("i1",)),
        seen(CROW, images=("i1", "i2"), deployment="d1"),
        seen(CROW, deployment="d1", images=("i3",)),
        seen(CROW, images=("i4",)),
        *(Image() for _ in range(4)),
        Deployment(),
    )
    assert found.sightings == {1: HIGH, 2: HIGH, 3: HIGH, 4: NONE}
    assert found.images == {1: HIGH, 2: HIGH, 3: HIGH, 4: NONE}
    assert found.deployments == {1: HIGH}


def test_groups_that_meet_late_are_one() -> None:
    chain = [seen(CROW, images=(f"i{number}", f"i{number + 1}")) for number in (5, 3, 1, 4, 2)]
    assert set(ranks(*chain, seen(LEOPARD, images=("i6", "i1", "i1"))).sightings.values()) == {EXTREME}


def test_a_record_in_a_sensitive_cell_takes_its_own_deployment_with_it() -> None:
    found = ranks(seen(TIGER, **HERE), seen(CROW, **HERE, deployment="d1"), Deployment(latitude=1, longitude=2))
    assert found.deployments == {1: HIGH}


def test_a_picture_of_no_sighting_is_as_the_others_in_its_folder() -> None:
    found = ranks(
        seen(TIGER, images=("i1",)),
        seen(CROW, images=("i2",)),
        *(Image(file=file) for file in ("Station 1/a.jpg", "b.jpg", "Station 1/c.jpg", "Station 2/d.jpg", "e.jpg")),
        Image(),
    )
    assert found.images == {1: HIGH, 2: NONE, 3: HIGH, 4: NONE, 5: NONE, 6: NONE}


def test_one_step_and_no_farther() -> None:
    found = ranks(seen(TIGER, locality="A"), seen(CROW, locality="A", **HERE), seen(CROW, **HERE), seen(CROW))
    assert found.sightings == {1: HIGH, 2: HIGH, 3: NONE, 4: NONE}


def test_half_a_position_is_none() -> None:
    assert ranks(seen(TIGER, decimal_latitude=1.0), seen(CROW, decimal_latitude=1.0)).sightings[2] == NONE
