"""Our own packages say which records of a logbook they hold, and these are restored from their rows."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from logbook.formats.camtrap_dp import identifiers, marks
from logbook.records import Animal, Image, Sighting
from tests.formats.camtrap_dp import books, packages, validation
from tests.formats.camtrap_dp.books import PICTURE, SEEN, STATION

if TYPE_CHECKING:
    from collections.abc import Iterable

OURS = {"sources": [{"title": marks.SOURCE}]}
FILE = Path("out/identifiers.csv")


def uuid(number: int) -> str:
    return f"01a20455-4133-75f5-af17-{number:012}"


STATION_OF = replace(STATION, uuid=uuid(1))
PICTURE_OF = replace(PICTURE, uuid=uuid(2), license="CC-BY-4.0")


def write(*sightings: Sighting, **more: Any) -> None:
    """Write a package of sightings that have proper uuids, as their station and picture do."""
    books.write(books.book(*sightings, **{"station": STATION_OF, "picture": PICTURE_OF} | more))


def seen(number: int, **fields: Any) -> Sighting:
    return replace(SEEN, uuid=uuid(number), **fields)


def back() -> list[Sighting]:
    return [replace(one, images=("i1",), deployment="d1") for one in packages.sightings(Path("out"))]


def rewrite(rows: Iterable[dict[str, str]]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, identifiers.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def test_each_row_has_the_identity_of_its_record() -> None:
    write(seen(3), replace(SEEN, uuid=None))

    rows = books.rows("identifiers")
    assert all(len(row.pop("digest")) == 16 for row in rows)
    assert rows == [
        {"table": "deployments", "id": "K7", "uuid": uuid(1)},
        {"table": "observations", "id": f"{uuid(3)}#1", "uuid": uuid(3)},
        {"table": "observations", "id": f"{uuid(3)}#2", "uuid": uuid(3)},
        {"table": "media", "id": uuid(2), "uuid": uuid(2)},
    ]
    resource = books.descriptor()["resources"][3]
    assert (resource["name"], resource["path"]) == ("identifiers", "identifiers.csv")
    assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])
    assert validation.faults(Path("out/datapackage.json")) == []
    assert "identifiers" not in packages.said(Path("out"))


def test_records_come_back_with_their_uuids() -> None:
    write(seen(3))

    assert [one.uuid for one in packages.deployments(Path("out"))] == [uuid(1)]
    assert packages.images(Path("out")) == [PICTURE_OF]
    assert back() == [seen(3)]


@pytest.mark.parametrize(
    "fields",
    [
        {"event_id": "e1"},
        {"event_date": "2024-05-02T04:31+10:00"},
        {"event_date": "2024-05-02T04:31:00+10:00"},
        {"event_date": "2024-05-02T04:31:00+10:00/2024-05-02T04:32:59+10:00"},
        {"identified_by": ("Anna", "Boris")},
        {"remarks": "by the creek", "tags": ("rain", "night"), "behavior": "walking"},
        {"animals": (), "individual_count": 3, "individual_count_qualifier": "at least", "remarks": "by the creek"},
        {"animals": (), "individual_count": 2, "individual_count_max": 3, "tags": ("rain",)},
        {"animals": (Animal(n=1, count=2, life_stage="juvenile", verbatim="cubs", age="1 year"),)},
        {"animals": (Animal(n=2, count=1, remarks="limps", tags=("old",)), Animal(n=3, count=1)), "tags": ("rain",)},
        {"animals": (Animal(n=1, classification_method="machine", classified_by="M"),), "verification": "unverified"},
        {
            "animals": (
                Animal(
                    n=1,
                    behavior="foraging",
                    tags=("collar:yes",),
                    classification_method="human",
                    classified_by="Anna",
                    classification_timestamp="2024-07-01T00:00:00Z",
                ),
            ),
            "identified_by": ("Anna",),
            "data_generalizations": "the ids in the package are gone",
        },
        {"data_generalizations": "place generalised", "information_withheld": "withheld: locality"},
    ],
)
def test_a_sighting_of_ours_comes_back_as_it_was(fields: dict[str, Any]) -> None:
    write(seen(3, **fields))

    assert back() == [seen(3, **fields)]


def test_what_a_package_said_of_each_animal_stays_with_it() -> None:
    animals = (
        Animal(n=1, count=1, source_id="o1", classification_method="human", classified_by="Anna", tags=("a",)),
        Animal(n=2, count=1, source_id="o2", classification_method="human", classified_by="Anna", tags=("a",)),
    )
    whole = seen(3, animals=animals, source_ids=("camtrap-dp:p:observation:o1",), identified_by=("Anna",))
    write(whole)

    assert back() == [replace(whole, source_ids=())]


def test_animals_of_a_person_and_of_a_machine_stay_in_their_sighting() -> None:
    write(seen(3, animals=(Animal(n=1, count=1, classification_method="machine"), Animal(n=2, count=2))))

    (one,) = back()
    assert [animal.count for animal in one.animals] == [1, 2]
    assert one.verification is None


def test_two_sightings_of_one_species_in_one_event_stay_two() -> None:
    write(seen(3, event_id="e1"), seen(4, event_id="e1"))

    assert back() == [seen(3, event_id="e1"), seen(4, event_id="e1")]


def test_a_sighting_of_which_somebody_has_made_two_is_the_first_of_them() -> None:
    write(seen(3))
    rows = books.rows("observations")
    rows[1]["scientificName"] = "Panthera uncia"
    path = Path("out/observations.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)

    assert [(one.scientific_name, one.uuid) for one in back()] == [
        ("Panthera pardus", uuid(3)),
        ("Panthera uncia", None),
    ]


def test_a_deployment_without_a_name_of_its_own_has_none_again() -> None:
    write(seen(3), station=replace(STATION_OF, deployment_id=None, data_generalizations="cut to 0.1 degrees"))

    (one,) = packages.deployments(Path("out"))
    assert (one.deployment_id, one.data_generalizations) == (None, "cut to 0.1 degrees")
    assert [row["deploymentID"] for row in books.rows("deployments")] == [uuid(1)]


def test_what_is_said_of_a_file_that_is_not_packed_is_nothing_new() -> None:
    write(seen(3), picture=replace(PICTURE_OF, url=None, file_name="1.jpg"))

    (one,) = packages.images(Path("out"))
    assert (one.file_name, one.file_public, one.uuid) == ("1.jpg", None, uuid(2))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (FILE.unlink, "identifiers.csv, which datapackage.json names as the table of identifiers, is missing"),
        (lambda: FILE.write_bytes(b""), "identifiers.csv is empty"),
        (lambda: FILE.write_bytes(b"\xff\x00\x81\x8d"), "identifiers.csv"),
        (lambda: FILE.write_text('table,id\nmedia,"x\n', encoding="utf-8"), "has not all of its columns"),
        (lambda: FILE.write_text(",".join(identifiers.COLUMNS) + '\nmedia,"x\n', encoding="utf-8"), "never closed"),
    ],
)
def test_without_a_table_that_can_be_read_a_package_is_as_any_other(spoil: Any, told: str) -> None:
    write(seen(3))
    spoil()

    said = packages.said(Path("out"))
    assert told in said
    assert said.count("may be there already") == 1
    records = [one.record for one in packages.items(Path("out"))]
    assert {one.uuid for one in records} == {None}
    assert len(records) == 3


def test_rows_that_name_nothing_are_counted_and_the_others_hold() -> None:
    write(seen(3))
    good = books.rows("identifiers")
    (station, first, second, picture) = good
    bad = (
        station | {"uuid": uuid(9)},
        picture | {"id": "other"},
        {"table": "sightings", "id": "x", "uuid": uuid(9)},
        {"table": "media", "id": "", "uuid": uuid(9)},
        {"table": "media", "id": "x", "uuid": "camtrap-dp:p:media:m1"},
    )
    rewrite([station, first, second, picture, *bad])
    with FILE.open("a", encoding="utf-8") as file:
        file.write("media,x,y,,,too many\n")

    assert "identifiers.csv: rows that name no record, or one again: 6;" in packages.said(Path("out"))
    assert [one.record.uuid for one in packages.items(Path("out"))] == [uuid(1), uuid(2), uuid(3)]


def test_an_earlier_package_of_ours_and_one_of_another_program_are_read_as_before(tmp_path: Path) -> None:
    ours = packages.make(tmp_path / "ours", **OURS)
    assert "names no table of identifiers: what is not known by them comes in" in packages.said(ours)

    inline = {"name": "identifiers", "data": [{"table": "media", "id": "m1", "uuid": uuid(2)}]}
    resources = [{"name": name, "path": f"{name}.csv"} for name in identifiers.TABLES]
    theirs = packages.make(tmp_path / "theirs", resources=[*resources, inline])
    assert "'identifiers': no table of Camtrap DP, and left out" in packages.said(theirs)
    assert [one.uuid for one in packages.images(theirs)] == [None]


def test_an_image_that_was_generalised_says_so() -> None:
    write(seen(3), picture=replace(PICTURE_OF, data_generalizations="place generalised"))

    (one,) = packages.images(Path("out"))
    assert isinstance(one, Image)
    assert one.data_generalizations == "place generalised"
