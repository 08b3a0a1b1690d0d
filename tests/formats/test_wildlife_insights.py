"""Downloads from Wildlife Insights."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from logbook.changes.intake.items import Bad, Facts, Item, LeftOut, Part, Read, Said
from logbook.errors import LogbookError
from logbook.formats import wildlife_insights
from logbook.records import Animal, Deployment, Image, Sighting
from tests.formats.reading import read

CAJAMBRE = Path(__file__).parents[2].parent / "shared/data/wildlife-insights/cajambre.zip"

PROJECT = {"project_id": "7", "project_name": "Sikhote", "country_code": "RUS", "embargo": ""}
CAMERA = {"project_id": "7", "camera_id": "21", "make": "Bushnell", "model": "Trophy", "serial_number": "B18"}
DEPLOYMENT = (
    {"project_id": "7", "deployment_id": "D1", "placename": "Pass", "longitude": "130.6", "latitude": "43.6"}
) | {"start_date": "2014-10-24 00:00:00", "end_date": "2014-12-04 00:00:00", "camera_id": "21"}
LEOPARD = {"class": "Mammalia", "order": "Carnivora", "family": "Felidae", "genus": "Panthera", "species": "pardus"}
SEEN = {"project_id": "7", "deployment_id": "D1", "is_blank": "0", "identified_by": "Ana", "common_name": "Leopard"}
IMAGE = (SEEN | LEOPARD) | (
    {"image_id": "a", "filename": "A.JPG", "location": "gs://x/a.jpg", "license": "CC-BY-NC"}
    | {"timestamp": "2014-11-22 05:58:38", "number_of_objects": "1"}
)
SEQUENCE = (SEEN | LEOPARD) | (
    {"sequence_id": "q", "start_time": "2014-11-22 05:58:00", "end_time": "2014-11-22 05:58:40", "group_size": "2"}
)
NO_IMAGES = [dict.fromkeys(IMAGE, "")]
Rows = list[dict[str, str]]


def table(rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(column for row in rows for column in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def imported(path: Path, **manner: Any) -> list[Part]:
    return read(path, "wildlife-insights", **manner).parts


def download(images: Rows | None, *, timezone: str | None = None, **files: Rows | None) -> list[Part]:
    """Read a download in which these images were taken; other files are as they are named, or not there."""
    usual: dict[str, Rows | None] = {"projects": [PROJECT], "cameras": [CAMERA], "deployments": [DEPLOYMENT]}
    with zipfile.ZipFile("wi.zip", "w") as archive:
        for name, rows in (usual | {"images": images} | files).items():
            if rows is not None:
                archive.writestr(f"wi/{name}.csv", table(rows))
    return imported(Path("wi.zip"), timezone=timezone)


def records(parts: list[Part], of: type[Any]) -> list[Any]:
    return [part.record for part in parts if isinstance(part, Item) and isinstance(part.record, of)]


def bad(parts: list[Part]) -> list[str]:
    return [str(part) for part in parts if isinstance(part, Bad)]


def at(time: str, **more: str) -> dict[str, str]:
    return IMAGE | {"image_id": time, "timestamp": f"2014-11-22 {time}:00"} | more


def test_a_download_is_known_by_its_files_and_its_tables_by_their_heading() -> None:
    assert wildlife_insights.HOLDS == ("projects.csv", "deployments.csv")
    assert wildlife_insights.sniff(b"project_id,image_id,wi_taxon_id\n")
    assert wildlife_insights.sniff("image_id,wi_taxon_id\n".encode("utf-16-be"))
    assert not wildlife_insights.sniff(b"project_id\nwi_taxon_id")


def test_a_picture_of_an_animal_is_a_sighting_at_a_deployment_with_that_picture() -> None:
    parts = download([IMAGE | {"identified_by": "Ana - Batch Upload", "highlighted": "true"}])
    items = [part for part in parts if isinstance(part, Item)]
    assert [item.key for item in items] == [
        "wildlife-insights:7:deployment:D1",
        "wildlife-insights:7:image:a",
        "wildlife-insights:7:sighting:a",
    ]
    assert items[2].deployment == items[0].key
    assert items[2].images == (items[1].key,)
    assert items[1].record == Image(
        file_name="A.JPG",
        url="gs://x/a.jpg",
        media_type="image/jpeg",
        date_created="2014-11-22T05:58:38",
        license="CC-BY-NC",
        tags=("highlighted",),
    )
    assert items[2].record == Sighting(
        event_date="2014-11-22T05:58:38",
        scientific_name="Panthera pardus",
        vernacular_name="Leopard",
        animals=(Animal(n=1, count=1, classification_method="human"),),
        region="Russia",
        method="camera-trap",
        identified_by=("Ana",),
        project="Sikhote",
    )


def test_a_deployment_keeps_what_camtrap_dp_has_a_field_for_and_the_rest_in_words() -> None:
    more = {"bait_type": "Scent", "feature_type": "Trail game", "quiet_period": "60", "recorded_by": "Li Wei"}
    more |= {"sensor_height": "Knee height", "subproject_name": "North", "event_name": "2014", "event_type": "Temporal"}
    (only,) = records(download([IMAGE], deployments=[DEPLOYMENT | more | {"detection_distance": "12.5"}]), Deployment)
    assert only == Deployment(
        deployment_id="D1",
        location_name="Pass",
        latitude=43.6,
        longitude=130.6,
        deployment_start="2014-10-24",
        deployment_end="2014-12-04",
        setup_by="Li Wei",
        camera_id="B18",
        camera_model="Bushnell-Trophy",
        camera_delay=60.0,
        detection_distance=12.5,
        bait_use=True,
        feature_type="trailGame",
        deployment_groups="subproject:North | event:2014",
        deployment_tags="event type:Temporal",
        deployment_comments="bait: Scent; sensor height: Knee height",
    )


def test_what_the_source_does_not_say_of_a_deployment_is_not_said() -> None:
    less = DEPLOYMENT | {"latitude": "", "longitude": "", "camera_id": "", "placename": "", "feature_type": "None"}
    (only,) = records(download([IMAGE], deployments=[less], cameras=None), Deployment)
    assert only == Deployment(deployment_id="D1", deployment_start="2014-10-24", deployment_end="2014-12-04")
    (other,) = records(download([IMAGE], deployments=[less | {"feature_type": "Salt lick"}]), Deployment)
    assert other.deployment_comments == "feature: Salt lick"


def test_words_where_a_number_belongs_are_kept_as_comments() -> None:
    said = {"quiet_period": "short", "detection_distance": "a few metres"}
    (only,) = records(download([IMAGE], deployments=[DEPLOYMENT | said]), Deployment)
    assert only.deployment_comments == "quiet period: short; detection distance: a few metres"


def test_a_word_that_camtrap_dp_has_not_is_told() -> None:
    parts = download([IMAGE], projects=[PROJECT | {"project_sensor_layout": "Spiral"}])
    told = (
        "wi/projects.csv, line 2: project_sensor_layout is 'Spiral', for which Camtrap DP has no word; it is left out"
    )
    assert Said(told) in parts


def test_a_position_that_was_made_less_exact_stays_marked() -> None:
    parts = download([IMAGE], deployments=[DEPLOYMENT | {"fuzzed": "TRUE"}])
    marks = {record.data_generalizations for record in records(parts, (Deployment, Image, Sighting))}
    assert marks == {"position made less exact by Wildlife Insights"}


def test_a_time_of_a_deployment_that_is_no_midnight_stays_a_time() -> None:
    (only,) = records(download([IMAGE], deployments=[DEPLOYMENT | {"end_date": "2014-12-04 09:30:00"}]), Deployment)
    assert only.deployment_end == "2014-12-04T09:30:00"


def test_times_get_the_zone_that_is_told() -> None:
    parts = download([IMAGE], timezone="Asia/Vladivostok")
    assert records(parts, Sighting)[0].event_date == "2014-11-22T05:58:38+10:00"
    assert records(parts, Deployment)[0].deployment_end == "2014-12-04"


def test_pictures_within_the_gap_are_one_event_with_the_most_of_one_picture() -> None:
    parts = download([at("05:00"), at("05:29", number_of_objects="3"), at("06:00"), at("05:10", number_of_objects="2")])
    first, second = records(parts, Sighting)
    assert first.event_date == "2014-11-22T05:00:00/2014-11-22T05:29:00"
    assert first.animals == (Animal(n=1, count=3, count_qualifier="at least", classification_method="human"),)
    assert second.event_date == "2014-11-22T06:00:00"
    items = [part for part in parts if isinstance(part, Item) and isinstance(part.record, Sighting)]
    assert [len(item.images) for item in items] == [3, 1]
    assert [item.key for item in items] == [f"wildlife-insights:7:sighting:{time}" for time in ("05:00", "06:00")]


def test_an_event_is_known_again_whatever_the_order_of_the_rows() -> None:
    burst = [IMAGE | {"image_id": image, "filename": f"{name}.JPG"} for image, name in (("z", "1"), ("a", "2"))]
    later = at("06:00")
    found = [
        [part for part in download(rows) if isinstance(part, Item) and isinstance(part.record, Sighting)]
        for rows in ([*burst, later], [later, *burst[::-1]])
    ]
    assert [(item.key, item.images) for item in found[0]] == [(item.key, item.images) for item in found[1]]
    assert found[0][0].key == "wildlife-insights:7:sighting:z"


def test_adults_and_young_of_one_event_are_its_animals() -> None:
    rows = [at("05:00", age="Adult", sex="Female"), at("05:00", age="Juvenile", number_of_objects="2"), at("05:01")]
    (only,) = records(download(rows), Sighting)
    assert [(one.count, one.life_stage, one.sex) for one in only.animals] == [
        (1, "adult", "female"),
        (2, "juvenile", None),
    ]
    assert len(records(download(rows), Image)) == 2


def test_a_known_individual_is_one_animal_and_two_of_them_are_two_events() -> None:
    zoya, yuri = {"individual_id": "Zoya", "markings": "notched ear"}, {"individual_id": "Yuri"}
    first, second = records(download([at("05:00", **zoya), at("05:01", **zoya), at("05:02", **yuri)]), Sighting)
    (animal,) = first.animals
    assert (animal.count, animal.count_qualifier, animal.individual_id) == (1, None, "Zoya")
    assert animal.remarks == "markings: notched ear"
    assert [one.individual_id for one in second.animals] == ["Yuri"]


def test_two_species_of_one_picture_are_two_sightings_of_it() -> None:
    dog = {"genus": "Canis", "species": "familiaris", "common_name": "Domestic Dog"}
    parts = download([IMAGE, IMAGE | dog])
    assert len(records(parts, Image)) == 1
    items = [part for part in parts if isinstance(part, Item) and isinstance(part.record, Sighting)]
    assert {item.key.removeprefix("wildlife-insights:7:sighting:") for item in items} == {
        "a:Panthera pardus Leopard",
        "a:Canis familiaris Domestic Dog",
    }


@pytest.mark.parametrize(
    ("ranks", "name"),
    [
        ({"genus": "Sus", "species": "scrofa scrofa"}, "Sus scrofa scrofa"),
        ({"genus": "Sus", "species": "Sus scrofa"}, "Sus scrofa"),
        ({"species": ""}, "Panthera"),
        ({"species": "", "genus": ""}, "Felidae"),
        ({"species": "", "genus": "", "family": "", "order": ""}, "Mammalia"),
        (dict.fromkeys(LEOPARD, "") | {"common_name": "Animal"}, None),
    ],
)
def test_the_name_is_that_of_the_finest_rank(ranks: dict[str, str], name: str | None) -> None:
    (only,) = records(download([IMAGE | ranks]), Sighting)
    assert only.scientific_name == name


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ({"is_blank": "1"}, "blanks"),
        ({"genus": "Homo", "species": "sapiens"}, "humans"),
        (dict.fromkeys(LEOPARD, "") | {"common_name": "Human-Camera Trapper"}, "humans"),
        (dict.fromkeys(LEOPARD, "") | {"common_name": "Vehicle"}, "vehicles"),
        (dict.fromkeys(LEOPARD, "") | {"common_name": "No CV Result"}, "unclassified"),
        (dict.fromkeys(LEOPARD, "") | {"common_name": "Unknown"}, "unknown"),
        (dict.fromkeys(LEOPARD, "") | {"common_name": "Setup_Pickup"}, "rows labelled 'Setup_Pickup'"),
    ],
)
def test_what_is_no_animal_is_counted_and_left_out(said: dict[str, str], counted: str) -> None:
    parts = download([IMAGE | said])
    assert LeftOut(counted) in parts
    assert not records(parts, (Image, Sighting))


@pytest.mark.parametrize(("confidence", "probability"), [("0.92", 0.92), ("92", 0.92), ("", None)])
def test_what_a_machine_identified_is_unverified_and_of_nobody(confidence: str, probability: float | None) -> None:
    machine = {"identified_by": "Computer Vision", "cv_confidence": confidence}
    (only,) = records(download([IMAGE | machine]), Sighting)
    assert (only.verification, only.identified_by) == ("unverified", ())
    (animal,) = only.animals
    assert animal.classification_method == "machine"
    assert animal.classified_by == "Computer Vision"
    assert animal.classification_probability == probability


def test_a_person_who_looked_at_one_picture_of_an_event_identified_it() -> None:
    machine = {"identified_by": "", "cv_confidence": "0.9"}
    (only,) = records(download([at("05:00", **machine), at("05:01")]), Sighting)
    assert (only.verification, only.identified_by) == (None, ("Ana",))
    assert [one.classification_method for one in only.animals] == ["human"]


def test_nobody_is_made_up_where_it_is_not_said_who_identified() -> None:
    (only,) = records(download([IMAGE | {"identified_by": ""}]), Sighting)
    assert (only.verification, only.identified_by) == (None, ())
    assert only.animals == (Animal(n=1, count=1),)


def test_words_that_a_logbook_has_none_for_are_kept_as_remarks() -> None:
    said = {"age": "Mixed", "sex": "Mixed", "uncertainty": "Uncertain", "behavior": "Resting", "number_of_objects": ""}
    (only,) = records(download([IMAGE | said | {"individual_animal_notes": "limping"}]), Sighting)
    assert only.animals == (
        Animal(
            n=1,
            count=1,
            count_qualifier="at least",
            behavior="Resting",
            classification_method="human",
            remarks="limping; age: Mixed; sex: Mixed; uncertainty: Uncertain",
        ),
    )


def test_the_embargo_goes_on_from_the_end_of_the_deployment() -> None:
    parts = download([IMAGE], projects=[PROJECT | {"embargo": "24"}])
    assert {record.embargo_until for record in records(parts, (Image, Sighting))} == {"2016-12"}
    assert any(
        isinstance(part, Said) and "the embargo of 24 months is counted from the end" in part[0] for part in parts
    )
    endless = download([IMAGE], projects=[PROJECT | {"embargo": "24"}], deployments=[DEPLOYMENT | {"end_date": ""}])
    assert "column end_date: '': its project has an embargo of 24 months" in bad(endless)[0]
    assert not records(endless, (Image, Sighting))
    with pytest.raises(LogbookError, match="column embargo: 'two years': it is no number of months"):
        download([IMAGE], projects=[PROJECT | {"embargo": "two years"}])


def test_a_project_tells_its_licences_and_whom_to_ask() -> None:
    more = {"project_short_name": "SK", "project_objectives": "Leopards", "project_sensor_layout": "Targeted"}
    more |= {"project_sensor_method": "Sensor Detection", "project_individual_animals": "Yes", "image_license": "CC0"}
    more |= {"metadata_license": "CC-BY", "project_admin": "Ana", "project_admin_organization": "WCS"}
    parts = download([IMAGE], projects=[PROJECT | more | {"data_citation": "Ana 2014. Sikhote."}])
    assert [part for part in parts if isinstance(part, Facts)] == [
        Facts(
            title="Sikhote",
            description="Leopards",
            license="CC-BY",
            media_license="CC0-1.0",
            contributors=({"title": "Ana", "organization": "WCS", "role": "contact"},),
            project={
                "id": "7",
                "title": "Sikhote",
                "acronym": "SK",
                "description": "Leopards",
                "sampling_design": "targeted",
                "capture_method": ["activityDetection"],
                "individual_animals": True,
            },
        )
    ]
    assert records(parts, Sighting)[0].associated_references == ("Ana 2014. Sikhote.",)


def test_several_projects_share_only_what_they_agree_on() -> None:
    first = PROJECT | {"metadata_license": "CC-BY", "image_license": "CC-BY"}
    other = first | {"project_id": "8", "project_name": "Jilin", "country_code": "XXX", "metadata_license": "CC0"}
    there = DEPLOYMENT | {"project_id": "8"}
    parts = download(
        None,
        projects=[first, other],
        deployments=[DEPLOYMENT, there],
        images_7=[IMAGE],
        images_8=[IMAGE | {"project_id": "8"}],
    )
    facts = [part for part in parts if isinstance(part, Facts)]
    assert [(one.title, one.license, one.media_license) for one in facts] == [(None, None, "CC-BY")] * 2
    assert [(one.project, one.region) for one in records(parts, Sighting)] == [("Sikhote", "Russia"), ("Jilin", None)]
    assert any(isinstance(part, Said) and "'XXX' is no country code" in part.sentence for part in parts)


def test_a_sequence_is_one_sighting_of_its_whole_group_with_its_pictures() -> None:
    bare = {column: IMAGE[column] for column in ("project_id", "deployment_id", "filename", "timestamp")}
    images = [bare | {"image_id": name, "sequence_id": name[0], "filename": name} for name in ("q2", "q1", "b1")]
    cub = SEQUENCE | {"age": "Juvenile", "group_size": ""}
    blank = SEQUENCE | {"sequence_id": "b", "is_blank": "1", "genus": ""}
    parts = download(images, sequences=[SEQUENCE | {"age": "Adult"}, cub, blank])
    (only,) = [part for part in parts if isinstance(part, Item) and isinstance(part.record, Sighting)]
    assert only.key == "wildlife-insights:7:sighting:q"
    assert only.images == ("wildlife-insights:7:image:q1", "wildlife-insights:7:image:q2")
    assert only.record.event_date == "2014-11-22T05:58:00/2014-11-22T05:58:40"
    assert only.record.event_id == "q"
    assert [(one.count, one.count_qualifier, one.life_stage) for one in only.record.animals] == [
        (2, None, "adult"),
        (1, "at least", "juvenile"),
    ]
    assert [part for part in parts if isinstance(part, LeftOut)] == [
        LeftOut("blanks"),
        LeftOut("pictures of sequences without animals"),
    ]


def test_images_that_name_a_sequence_are_grouped_by_it_where_the_sequences_are_not_told() -> None:
    rows = [at("05:00", sequence_id="q"), at("09:00", sequence_id="q"), at("09:01", sequence_id="r")]
    assert [one.event_id for one in records(download(rows), Sighting)] == ["q", "r"]


def test_a_picture_without_a_time_is_an_event_without_a_date() -> None:
    (only,) = records(download([IMAGE | {"timestamp": ""}, IMAGE | {"timestamp": "", "age": "Adult"}]), Sighting)
    assert only.event_date is None
    assert [one.count for one in only.animals] == [1, 1]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"timestamp": "noon"}, "wi/images.csv, line 2, column timestamp: 'noon': is no date or time"),
        ({"number_of_objects": "many"}, "column number_of_objects: 'many': it is no count of animals"),
        ({"number_of_objects": "1000001"}, "it is no count of animals, which is a whole number up to 1,000,000"),
        ({"cv_confidence": "high"}, "column cv_confidence: 'high': it is no confidence"),
        ({"cv_confidence": "101"}, "column cv_confidence: '101'"),
        ({"genus": ""}, "column species: 'pardus': it has no genus"),
        ({"deployment_id": "D9"}, "column deployment_id: 'D9': there is no such deployment in deployments.csv"),
        ({"image_id": ""}, "column image_id: '': a picture has an id"),
    ],
)
def test_a_bad_row_is_named_by_its_place_and_taken_in_no_part(wrong: dict[str, str], told: str) -> None:
    parts = download([IMAGE | wrong])
    assert told in bad(parts)[0]
    assert not records(parts, (Image, Sighting))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"start_time": "noon"}, "wi/sequences.csv, line 2, column start_time: 'noon': is no date or time"),
        ({"deployment_id": "D9"}, "column deployment_id: 'D9'"),
        ({"group_size": "-1"}, "column group_size: '-1'"),
    ],
)
def test_a_bad_sequence_is_named_by_its_place(wrong: dict[str, str], told: str) -> None:
    assert told in bad(download(NO_IMAGES, sequences=[SEQUENCE | wrong]))[0]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"latitude": "91"}, "column latitude: '91': it is no latitude in degrees, from -90 to 90"),
        ({"longitude": "east"}, "column longitude: 'east'"),
        ({"start_date": "autumn"}, "column start_date: 'autumn': is no date or time"),
        ({"project_id": "9"}, "column project_id: '9': there is no such project in projects.csv"),
        ({"deployment_id": ""}, "column deployment_id: '': a deployment has an id"),
    ],
)
def test_a_bad_deployment_is_named_by_its_place(wrong: dict[str, str], told: str) -> None:
    parts = download([IMAGE], deployments=[DEPLOYMENT | wrong])
    assert told in bad(parts)[0]
    assert not records(parts, (Deployment, Image, Sighting))


def test_rows_of_the_wrong_width_are_bad_but_of_a_project_they_stop_the_import() -> None:
    wide = "7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25\n"
    with zipfile.ZipFile("wi.zip", "w") as archive:
        for name, rows in {"projects": [PROJECT], "cameras": [CAMERA], "deployments": [DEPLOYMENT]}.items():
            archive.writestr(f"{name}.csv", table(rows) + (wide if name != "projects" else ""))
        archive.writestr("images.csv", table([IMAGE]) + wide)
        archive.writestr("sequences.csv", table([SEQUENCE]) + wide)
    assert len(bad(imported(Path("wi.zip")))) == 4
    with zipfile.ZipFile("wi.zip", "w") as archive:
        for name in ("projects", "deployments", "images"):
            archive.writestr(f"{name}.csv", table([PROJECT]) + wide)
    with pytest.raises(LogbookError, match="line 3"):
        imported(Path("wi.zip"))


def test_what_is_not_held_is_told_with_the_number_of_its_values() -> None:
    parts = download([IMAGE | {"wi_taxon_id": "x"}, IMAGE | {"wi_taxon_id": "x", "bounding_boxes": "[]"}])
    assert Read("wi/images.csv", "images", 2) in parts
    told = "wi/images.csv: wi_taxon_id (2 values), bounding_boxes (1 value) have no place in a logbook"
    assert Said(told) in parts


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"projects": None}, r"wi\.zip is no whole download from Wildlife Insights, which has projects\.csv, deploy"),
        ({"images": None}, r"wi\.zip has no images\.csv"),
        ({"deployments": [{"deployment_id": "D1"}]}, r"wi/deployments\.csv has no column project_id, which is needed"),
    ],
)
def test_half_a_download_is_refused(files: dict[str, Rows | None], told: str) -> None:
    with pytest.raises(LogbookError, match=told):
        download(files.pop("images", [IMAGE]), **files)


@pytest.mark.skipif(not CAJAMBRE.exists(), reason="the shared data are not here")
def test_a_real_download_agrees_with_a_count_of_its_rows() -> None:
    parts = imported(CAJAMBRE)
    with zipfile.ZipFile(CAJAMBRE) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("cajambre/images.csv"), encoding="utf-8")))
    animals = [row for row in rows if row["is_blank"] == "0" and row["genus"] != "Homo"]
    assert not bad(parts)
    assert {LeftOut("blanks", 893), LeftOut("humans", 478), Read("cajambre/images.csv", "images", 5253)} <= {
        part for part in parts if isinstance(part, LeftOut | Read)
    }
    assert len(records(parts, Deployment)) == 19
    assert len(records(parts, Image)) == len(animals)
    assert Counter(one.vernacular_name for one in records(parts, Sighting)) == _events_by_hand(animals)


def _events_by_hand(rows: Rows) -> Counter[str]:
    """Count the events as one would in a spreadsheet: sorted, a new one after more than half an hour of nothing."""
    counted: Counter[str] = Counter()
    last: dict[tuple[str, str], datetime] = {}
    for row in sorted(rows, key=lambda row: row["timestamp"]):
        key, time = (row["deployment_id"], row["common_name"]), datetime.fromisoformat(row["timestamp"])
        counted[row["common_name"]] += key not in last or (time - last[key]).total_seconds() > 1800
        last[key] = time
    return counted
