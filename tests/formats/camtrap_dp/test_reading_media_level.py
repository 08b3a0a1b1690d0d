"""Packages whose observations are of single pictures: those of one event and species become one sighting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from logbook import breeding
from logbook.records import Animal, Sighting
from tests.formats.camtrap_dp import packages

if TYPE_CHECKING:
    from pathlib import Path

ADULT = {"lifeStage": "adult"}
FEMALE = {"lifeStage": "adult", "sex": "female"}
CUBS = {"lifeStage": "juvenile"}


def shots(folder: Path, *rows: dict[str, str]) -> Path:
    """Make a package of media-level observations, a second apart; `mediaID` tells the pictures."""
    observations: list[packages.Row] = []
    media: dict[str, packages.Row] = {}
    for number, row in enumerate(rows):
        medium = row.get("mediaID", f"m{number}")
        time = row.pop("at", f"2024-05-03T06:00:{number:02}+08:00")
        times = {"eventStart": time, "eventEnd": time}
        first = {"observationID": f"o{number}", "observationLevel": "media", "eventID": "visit", "mediaID": medium}
        observations.append({**first, **times, **row})
        media.setdefault(medium, {"mediaID": medium, "timestamp": time})
    return packages.make(folder, observations, media.values())


def only(folder: Path, *rows: dict[str, str]) -> Sighting:
    """Give the one sighting of such a package."""
    (found,) = packages.sightings(shots(folder, *rows))
    return found


def entries(sighting: Sighting) -> list[tuple[int | None, str | None, str | None, str | None]]:
    return [(one.count, one.count_qualifier, one.life_stage, one.sex) for one in sighting.animals]


def test_the_largest_count_in_one_picture_is_at_least(tmp_path: Path) -> None:
    found = only(tmp_path, {"count": "1"}, {"count": "3"}, {"count": "2"})
    assert entries(found) == [(3, "at least", None, None)]
    assert found.event_date == "2024-05-03T06:00:00+08:00/2024-05-03T06:00:02+08:00"
    assert found.event_id == "visit"
    assert len(found.images) == 0  # references are the planner's


def test_rows_of_one_picture_add_up_and_a_row_without_a_count_is_one_animal(tmp_path: Path) -> None:
    rows = [{"mediaID": "m1", "count": ""}, {"mediaID": "m1", "count": "2"}, {"mediaID": "m2", "count": "1"}]
    assert entries(only(tmp_path, *rows)) == [(3, "at least", None, None)]


def test_adult_and_cubs_of_one_event_are_breeding_evidence(tmp_path: Path) -> None:
    found = only(tmp_path, {**FEMALE}, {**CUBS, "count": "2"}, {**FEMALE}, {"count": "2"})
    assert entries(found) == [(1, "at least", "adult", "female"), (2, "at least", "juvenile", None)]
    assert breeding.in_force(found).level == "confirmed"


def test_an_unknown_sex_is_folded_into_the_known_but_for_what_is_more(tmp_path: Path) -> None:
    assert entries(only(tmp_path / "a", {**FEMALE}, {**ADULT})) == [(1, "at least", "adult", "female")]
    beside = only(tmp_path / "b", {**FEMALE, "mediaID": "m1"}, {**ADULT, "mediaID": "m1"})
    assert entries(beside) == [(1, "at least", "adult", "female"), (1, "at least", "adult", None)]


def test_what_the_pictures_say_of_the_animals_is_kept_together(tmp_path: Path) -> None:
    first = {
        **FEMALE,
        "behavior": "walking",
        "observationTags": "snow:no | eyes:open",
        "observationComments": "left",
        "classificationMethod": "human",
        "classifiedBy": "A. Keeper",
        "classificationTimestamp": "2024-06-01T00:00:00Z",
        "individualSpeed": "2",
    }
    second = {
        **first,
        "sex": "",
        "behavior": "resting",
        "observationTags": "eyes:open",
        "classificationTimestamp": "2024-06-02T00:00:00Z",
    }
    path = shots(tmp_path, first, second)
    (found,) = packages.sightings(path)
    assert found.animals == (
        Animal(
            n=1,
            count=1,
            count_qualifier="at least",
            life_stage="adult",
            sex="female",
            behavior="walking | resting",
            classification_method="human",
            classified_by="A. Keeper",
            classification_timestamp="2024-06-02T00:00:00Z",
            remarks="left",
            tags=("snow:no", "eyes:open"),
        ),
    )
    assert found.identified_by == ("A. Keeper",)
    assert "individualSpeed (2 values)" in packages.said(path)


def test_a_known_individual_is_one_animal(tmp_path: Path) -> None:
    rows = [{**FEMALE, "individualID": "Zoya"}, {"individualID": "Zoya"}, {"individualID": "Grom", "sex": "male"}]
    found = only(tmp_path, *rows)
    assert [(one.individual_id, one.count, one.sex) for one in found.animals] == [
        ("Zoya", 1, "female"),
        ("Grom", 1, "male"),
    ]


def test_a_machine_s_labels_are_unverified(tmp_path: Path) -> None:
    label = {"classificationMethod": "machine", "classifiedBy": "a model"}
    rows = [{**label, "classificationProbability": sure} for sure in ("0.6", "0.9")]
    found = only(tmp_path, *rows)
    assert (found.verification, found.identified_by) == ("unverified", ())
    (animal,) = found.animals
    assert (animal.classification_method, animal.classification_probability) == ("machine", 0.9)
    assert animal.classified_by == "a model"


def test_where_a_person_spoke_a_machine_is_not_heard_and_its_pictures_stay(tmp_path: Path) -> None:
    machine = {"classificationMethod": "machine", "count": "5", **CUBS}
    person = {"classificationMethod": "human", "classifiedBy": "A. Keeper", **ADULT}
    path = shots(tmp_path, machine, person)
    (found,) = [one for one in packages.items(path) if one.images]
    assert entries(found.record) == [(1, "at least", "adult", None)]  # type: ignore[arg-type]
    assert len(found.images) == 2


def test_without_an_event_the_gap_decides(tmp_path: Path) -> None:
    times = ["2024-05-03T06:00:00+08:00", "2024-05-03T06:20:00+08:00", "2024-05-03T07:00:00+08:00"]
    path = shots(tmp_path, *({"eventID": "", "at": time} for time in times))
    assert [one.event_date for one in packages.sightings(path)] == ["/".join(times[:2]), times[2]]
    assert len(packages.sightings(path, gap=timedelta(minutes=10))) == 3
    keys = [one.key for one in packages.items(path) if one.images]
    assert keys == ["camtrap-dp:ours:observation:o0", "camtrap-dp:ours:observation:o2"]


def test_the_blank_pictures_of_an_event_are_its_and_those_of_people_are_not(tmp_path: Path) -> None:
    nothing = {"observationType": "blank", "scientificName": ""}
    rows = [nothing, {}, {"observationType": "human", "scientificName": ""}, {**nothing, "eventID": "wind"}]
    path = shots(tmp_path, *rows)
    (found,) = [one for one in packages.items(path) if isinstance(one.record, Sighting)]
    assert [key.rpartition(":")[2] for key in found.images] == ["m0", "m1"]
    assert packages.left_out(path) == {"blanks": 2, "humans": 1, "media of no animal that is taken": 2}


def test_each_species_and_each_deployment_has_its_own_sighting(tmp_path: Path) -> None:
    rows = [{}, {"scientificName": "Sus scrofa"}, {"deploymentID": "south"}]
    path = shots(tmp_path, *rows)
    packages.make(
        tmp_path,
        packages.rows("observations", path),
        packages.rows("media", path),
        [{}, {"deploymentID": "south"}],
    )
    found = [(one.deployment, one.record.scientific_name) for one in packages.items(path) if one.images]  # type: ignore[union-attr]
    assert found == [
        ("camtrap-dp:ours:deployment:north", "Panthera pardus"),
        ("camtrap-dp:ours:deployment:north", "Sus scrofa"),
        ("camtrap-dp:ours:deployment:south", "Panthera pardus"),
    ]


def test_event_level_rows_win_in_their_own_deployment_only(tmp_path: Path) -> None:
    media_level = {"observationLevel": "media", "mediaID": "m1", "eventID": "visit", "count": "4"}
    path = packages.make(
        tmp_path,
        [
            {**media_level, "observationID": "o1"},
            {**media_level, "observationID": "o2", "deploymentID": "south"},
            {"observationID": "o3", "eventID": "visit", "count": "2"},
        ],
        deployments=[{}, {"deploymentID": "south"}],
    )
    assert [one.animals[0].count for one in packages.sightings(path)] == [2, 4]
    assert packages.left_out(path) == {"media-level observations of deployments that have event-level ones": 1}
