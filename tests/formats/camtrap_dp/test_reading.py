"""The official example package, against what the csv module finds in its tables."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from logbook import breeding
from logbook.changes.intake.items import Facts, Item
from logbook.formats import camtrap_dp
from logbook.records import Deployment, Image, Sighting, Taxon
from tests.formats.camtrap_dp import packages
from tests.formats.camtrap_dp.packages import EXAMPLE, MEDIA

if TYPE_CHECKING:
    from pathlib import Path

DATA = "7cca70f5-ef8c-4f86-85fb-8f070937d7ab"


def key(kind: str, own: str) -> str:
    return f"camtrap-dp:{DATA}:{kind}:{own}"


def animals() -> list[packages.Row]:
    observations = packages.rows("observations")
    return [one for one in observations if (one["observationLevel"], one["observationType"]) == ("event", "animal")]


def test_every_event_level_animal_is_one_entry_of_one_sighting() -> None:
    entries = [
        {
            "observationID": animal.source_id,
            "deploymentID": (item.deployment or "").rpartition(":")[2],
            "eventID": sighting.event_id,
            "eventStart": (sighting.event_date or "").split("/")[0],
            "eventEnd": (sighting.event_date or "").split("/")[1],
            "scientificName": sighting.scientific_name,
            "count": str(animal.count),
            "lifeStage": animal.life_stage,
            "sex": animal.sex,
            "behavior": animal.behavior,
            "individualID": animal.individual_id,
            "classificationMethod": animal.classification_method,
            "classifiedBy": animal.classified_by,
            "classificationTimestamp": animal.classification_timestamp,
            "classificationProbability": animal.classification_probability and str(animal.classification_probability),
            "observationTags": " | ".join(animal.tags),
            "observationComments": animal.remarks,
        }
        for item in packages.items(EXAMPLE)
        if isinstance(sighting := item.record, Sighting)
        for animal in sighting.animals
    ]
    found = {str(one["observationID"]): {heading: cell or "" for heading, cell in one.items()} for one in entries}
    assert len(found) == len(entries)
    headings = entries[0].keys()
    assert found == {row["observationID"]: {heading: row[heading] for heading in headings} for row in animals()}


def test_species_are_counted_as_in_the_table() -> None:
    seen = packages.sightings(EXAMPLE)
    events = {(row["eventID"], row["scientificName"]) for row in animals()}
    assert Counter(one.scientific_name for one in seen) == Counter(name for _, name in events)
    counts: Counter[str | None] = Counter()
    for one in seen:
        counts[one.scientific_name] += sum(animal.count or 0 for animal in one.animals)
    wanted: Counter[str | None] = Counter()
    for row in animals():
        wanted[row["scientificName"]] += int(row["count"])
    assert counts == wanted


def test_every_row_is_taken_or_counted() -> None:
    assert packages.read(EXAMPLE) == {"deployments": 4, "media": 423, "observations": 549}
    left = packages.left_out(EXAMPLE)
    media = left.pop("media of no animal that is taken")
    others = Counter(
        row["observationType"]
        for row in packages.rows("observations")
        if row["observationLevel"] == "event" and row["observationType"] != "animal"
    )
    assert left == {
        "media-level observations of deployments that have event-level ones": 513,
        "blanks": others["blank"],
        "vehicles": others["vehicle"],
        "unknown": others["unknown"],
        "unclassified": others["unclassified"],
    }
    assert sum(left.values()) + len(animals()) == 549
    assert len(packages.images(EXAMPLE)) + media == 423


def test_adult_and_young_of_one_event_are_breeding_evidence() -> None:
    (family,) = [one for one in packages.sightings(EXAMPLE) if one.event_id == "52107a58"]
    assert [(one.n, one.count, one.life_stage) for one in family.animals] == [(1, 1, "adult"), (2, 9, "juvenile")]
    assert breeding.in_force(family) == breeding.Evidence("confirmed", "dependent-young", "derived")


def test_a_label_of_a_machine_is_unverified_and_names_nobody() -> None:
    for one in packages.sightings(EXAMPLE):
        by_machine = {animal.classification_method for animal in one.animals} == {"machine"}
        assert (one.verification == "unverified") == by_machine
        assert bool(one.identified_by) != by_machine


def test_all_pictures_of_an_event_are_linked_in_order_of_time() -> None:
    found = packages.items(EXAMPLE)
    linked = {one.record.event_id: one.images for one in found if isinstance(one.record, Sighting)}
    times = {one.key: one.record.date_created for one in found if isinstance(one.record, Image)}
    rows = packages.rows("observations")
    shown = {row["mediaID"] for row in rows if row["eventID"] == "f99bfff4" and row["mediaID"]}
    assert set(linked["f99bfff4"]) == {key("media", own) for own in shown}
    assert len(shown) == 10
    assert len(linked["52107a58"]) == 10
    assert {one for images in linked.values() for one in images} == set(times)
    for images in linked.values():
        assert [times[one] for one in images] == sorted(times[one] or "" for one in images)


def test_a_picture_keeps_what_its_row_says() -> None:
    (found,) = [one for one in packages.items(EXAMPLE) if one.key == key("media", "07840dcc")]
    assert found.record == Image(
        url="https://multimedia.agouti.eu/assets/07840dcc-0d99-4ab4-973b-7e4a8e20b56d/file",
        file_name="20200709093328-RCNX0001.JPG",
        file_public=True,
        media_type="image/jpeg",
        date_created="2020-05-30T04:57:37+02:00",
        license="CC-BY-4.0",
    )


def test_deployments_keep_every_column() -> None:
    (found,) = [one for one in packages.deployments(EXAMPLE) if one.deployment_id == "29b7d356"]
    assert found == Deployment(
        deployment_id="29b7d356",
        location_id="2df5259b",
        location_name="B_DL_val 5_beek kleine vijver",
        latitude=51.181,
        longitude=5.655,
        coordinate_uncertainty=187,
        deployment_start="2020-07-29T07:29:41+02:00",
        deployment_end="2020-08-08T06:20:40+02:00",
        setup_by="Danny Van der beeck",
        camera_id="250",
        camera_model="Reconyx-HF2X",
        camera_delay=0,
        camera_height=0.7,
        camera_tilt=-15,
        camera_heading=350,
        detection_distance=3,
        timestamp_issues=False,
        bait_use=False,
        feature_type="trailGame",
        habitat="Protected marsh with ponds and small brooks",
        deployment_groups="area:DL | season:summer",
        deployment_tags="position:above stream",
        deployment_comments="from 29/07/2020 to 08/08/2020, 120 photos",
        data_generalizations="coordinates to 0.001 degrees (coordinatePrecision of the Camtrap DP package)",
    )


def test_the_package_tells_its_facts() -> None:
    (facts,) = [one for one in packages.parts(EXAMPLE) if isinstance(one, Facts)]
    assert (facts.license, facts.media_license) == ("CC0-1.0", "CC-BY-4.0")
    assert facts.title
    assert facts.title.startswith("Sample from: MICA")
    assert facts.contributors[1] == {"title": "Danny Van der beeck", "email": "daniel.vanderbeeck@gmail.com"}
    assert len(facts.contributors) == 6
    assert facts.project
    assert facts.project["acronym"] == "MICA"
    assert facts.project["sampling_design"] == "targeted"
    assert facts.project["capture_method"] == ["activityDetection", "timeLapse"]
    assert facts.project["individual_animals"] is False


def test_names_of_the_species_seen_come_along() -> None:
    taxa = [one.record for one in packages.items(EXAMPLE) if isinstance(one.record, Taxon)]
    assert Taxon(vernacular_name="red fox", scientific_name="Vulpes vulpes", names=("vos",)) in taxa
    assert {one.scientific_name for one in taxa} == {one.scientific_name for one in packages.sightings(EXAMPLE)}


def test_what_has_no_place_is_told() -> None:
    told = packages.said(EXAMPLE)
    assert "'individuals': no table of Camtrap DP" in told
    taken = len(packages.images(EXAMPLE))
    assert f"media.csv: captureMethod ({taken} values), exifData (3 values)" in told


def test_an_archive_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "example.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in EXAMPLE.iterdir():
            archive.write(file, f"camtrap-dp-example/{file.name}")
    ours, theirs = packages.items(EXAMPLE), packages.items(path)
    assert [one.record for one in ours] == [one.record for one in theirs]
    same = {"where": ours[0].where, "original": ""}
    assert [one._replace(**same) for one in ours] == [one._replace(**same) for one in theirs]
    assert [one.row() for one in ours] == [one.row() for one in theirs]


def test_a_file_in_the_folder_is_the_picture_s(tmp_path: Path) -> None:
    if not MEDIA.is_dir():
        pytest.skip("the example's pictures are not here")
    found = {one.file: one for one in packages.images(MEDIA) if one.file}
    assert len(found) == 10
    path = MEDIA.absolute() / "media" / "20210531082538-RCNX0031.JPG"
    assert found[path.as_posix()].url is None
    for file in EXAMPLE.iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    assert "pictures whose files are not there: 10" in packages.said(tmp_path)
    lost = [one for one in packages.images(tmp_path) if not one.url]
    assert {one.file for one in lost} == {None}
    assert "20210531082538-RCNX0031.JPG" in {one.file_name for one in lost}


def test_a_package_is_known_by_its_descriptor() -> None:
    assert camtrap_dp.sniff((EXAMPLE / "datapackage.json").read_bytes())
    assert not camtrap_dp.sniff(b'{"resources": []}')
    assert not camtrap_dp.sniff((EXAMPLE / "media.csv").read_bytes())


def test_items_come_before_what_refers_to_them() -> None:
    seen: set[str] = set()
    for one in packages.parts(EXAMPLE):
        if isinstance(one, Item):
            assert {one.deployment or one.key, *one.images} <= {*seen, one.key}
            seen.add(one.key)
