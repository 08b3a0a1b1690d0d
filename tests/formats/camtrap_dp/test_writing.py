"""Camtrap DP, written: what goes into the tables, what is left out, and that the official judge finds no fault."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from logbook.errors import LogbookError
from logbook.formats.camtrap_dp import writing
from logbook.records import Animal, Book, Image, Info, Permission, Taxon
from tests.formats.camtrap_dp import books, validation
from tests.formats.camtrap_dp.books import INFO, PICTURE, SEEN, STATION, book, rows, sighting, write


def test_a_sighting_becomes_a_row_for_each_entry_of_its_animals() -> None:
    assert write(book()) == {"s1": ("written",), "logbook": ("written",)}

    first, second = rows("observations")
    assert first == {
        "observationID": "s-uuid#1",
        "deploymentID": "K7",
        "eventID": "s-uuid",
        "eventStart": "2024-05-02T04:31:00+10:00",
        "eventEnd": "2024-05-02T04:32:10+10:00",
        "observationLevel": "event",
        "observationType": "animal",
        "scientificName": "Panthera pardus",
        "count": "1",
        "lifeStage": "adult",
        "sex": "female",
    }
    assert (second["observationID"], second["count"], second["lifeStage"]) == ("s-uuid#2", "2", "juvenile")
    assert rows("deployments") == [
        {
            "deploymentID": "K7",
            "latitude": "43.5",
            "longitude": "130.25",
            "deploymentStart": "2024-05-01T00:00:00+10:00",
            "deploymentEnd": "2024-06-01T00:00:00+10:00",
        }
    ]
    assert rows("media") == [
        {
            "mediaID": "i-uuid",
            "deploymentID": "K7",
            "timestamp": "2024-05-02T04:31:00+10:00",
            "filePath": "https://example.org/1.jpg",
            "filePublic": "true",
            "fileMediatype": "image/jpeg",
        }
    ]
    assert validation.faults(Path("out/datapackage.json")) == []


def test_the_package_says_what_the_logbook_says_of_itself() -> None:
    write(book())

    made = books.descriptor()
    assert made["name"] == "leoparden-am-flu"
    assert made["created"] == "2026-11-22T12:00:00Z"
    assert made["contributors"] == [{"title": "Anna Berg", "email": "anna@example.org", "role": "contact"}]
    assert [(one["name"], one["scope"]) for one in made["licenses"]] == [("CC0-1.0", "data"), ("CC-BY-4.0", "media")]
    assert made["project"] == {
        "title": "Leopards",
        "samplingDesign": "targeted",
        "captureMethod": ["activityDetection"],
        "individualAnimals": False,
        "observationLevel": ["event"],
    }
    assert made["spatial"] == {"type": "Point", "coordinates": [130.25, 43.5]}
    assert made["temporal"] == {"start": "2024-05-01", "end": "2024-06-01"}
    assert made["taxonomic"] == [{"scientificName": "Panthera pardus"}]
    assert "coordinatePrecision" not in made


def test_a_package_keeps_its_identity_and_another_logbook_has_another() -> None:
    for to, info in (("a", INFO), ("b", INFO), ("c", replace(INFO, title="Lynx")), ("d", replace(INFO, title="豹"))):
        write(book(info=info), to)
    identities = [books.descriptor(one)["id"] for one in "abcd"]

    assert identities[0] == identities[1]
    assert len(set(identities)) == 3
    assert books.descriptor("d")["name"] == identities[3]
    assert validation.faults(Path("d/datapackage.json")) == []


@pytest.mark.parametrize(
    ("places", "shape"),
    [
        (((43.0, 130.0), (44.0, 131.0)), "Polygon"),
        (((43.0, 130.0), (43.0, 131.0)), "LineString"),
    ],
)
def test_the_places_lie_in_a_box(places: tuple[tuple[float, float], ...], shape: str) -> None:
    stations = {
        at: replace(STATION, deployment_id=f"K{at}", latitude=lat, longitude=lon)
        for at, (lat, lon) in enumerate(places)
    }
    seen = {at: sighting(uuid=f"u{at}", deployment=f"d{at}", images=()) for at in stations}
    write(
        Book(
            info=INFO,
            deployments={n + 1: one for n, one in stations.items()},
            sightings={n + 1: replace(one, deployment=f"d{n + 1}") for n, one in seen.items()},
        )
    )

    spatial = books.descriptor()["spatial"]
    assert spatial["type"] == shape
    corners = spatial["coordinates"][0] if shape == "Polygon" else spatial["coordinates"]
    assert {tuple(one) for one in corners} >= {(lon, lat) for lat, lon in places}
    assert validation.faults(Path("out/datapackage.json")) == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"event_date": None}, "no exact time"),
        ({"event_date": "2024-05-02"}, "no exact time"),
        ({"event_date": "2024-05-02T04:31:00+10:00/2024-05-03"}, "no exact time"),
        ({"event_date": "2024-05-02T04:31:00"}, "no time zone"),
        ({"event_date": "2024-05-02T04:31:00Z/2024-05-02T04:32:00"}, "no time zone"),
        ({"deployment": None}, "no deployment"),
        ({"deployment": "d9"}, "its deployment d9: is not there"),
        ({"deployment": "nowhere"}, "its deployment nowhere: is not there"),
        ({"deployment": "i1"}, "its deployment i1: is not there"),
        ({"scientific_name": None, "vernacular_name": "Amur leopard"}, "no scientific name"),
        ({"method": "tracks"}, "not seen by a camera trap (tracks)"),
        ({"count_basis": "survey"}, "the total of a survey, which is no event"),
        ({"verification": "rejected"}, "rejected by its reviewer"),
    ],
)
def test_what_the_tables_cannot_hold_is_left_out_with_the_reason(fields: dict[str, str], reason: str) -> None:
    done = write(book(SEEN, sighting(uuid="other", **fields)))

    assert done["s2"] == ("left out", reason)
    assert {row["eventID"] for row in rows("observations")} == {"s-uuid"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"latitude": None}, "no position"),
        ({"longitude": None, "data_generalizations": "coordinates withheld"}, "no position that may be told"),
        ({"deployment_start": "2024"}, "no exact time of its start and end"),
        ({"deployment_end": None}, "no exact time of its start and end"),
        ({"deployment_end": "2024-06-01T00:00:00"}, "no time zone of its start and end"),
    ],
)
def test_a_deployment_that_the_table_cannot_hold_leaves_out_its_sightings(fields: dict[str, str], reason: str) -> None:
    done = write(book(SEEN, sighting(event_date=None), station=replace(STATION, **fields)))

    assert done == {
        "s1": ("left out", f"its deployment d1: {reason}"),
        "s2": ("left out", f"its deployment d1: {reason}", "no exact time"),
    }
    assert not list(Path.cwd().iterdir())


def test_a_deployment_on_which_nothing_was_seen_is_there_if_the_table_can_hold_it() -> None:
    idle, lost = replace(STATION, deployment_id="K8", latitude=10.0), replace(STATION, deployment_end=None)
    stations = {1: STATION, 2: idle, 3: lost}
    done = write(replace(book(SEEN, sighting(deployment="d2", event_date=None)), deployments=stations))

    assert [row["deploymentID"] for row in rows("deployments")] == ["K7", "K8"]
    assert books.descriptor()["spatial"]["type"] == "LineString"
    assert done["d3"] == ("left out", "no exact time of its start and end")


def test_a_time_to_the_minute_is_all_of_that_minute() -> None:
    write(
        book(
            sighting(event_date="2024-05-02T04:31+10:00"), station=replace(STATION, deployment_end="2024-06-01T00:00Z")
        )
    )

    (row, _) = rows("observations")
    assert (row["eventStart"], row["eventEnd"]) == ("2024-05-02T04:31:00+10:00", "2024-05-02T04:31:59+10:00")
    assert rows("deployments")[0]["deploymentEnd"] == "2024-06-01T00:00:59Z"


def test_what_makes_a_count_less_than_exact_or_a_name_less_than_sure_stands_in_the_tags() -> None:
    write(
        book(
            sighting(
                animals=(
                    Animal(count=2, count_max=3, count_qualifier="at least", age="2 years", tags=("collar:yes",)),
                ),
                tags=("rain",),
                identification_qualifier="cf.",
                verification="doubtful",
                establishment="released",
            ),
            sighting(animals=(), individual_count=4, individual_count_qualifier="about"),
        )
    )

    first, second = rows("observations")
    assert (first["count"], second["count"]) == ("2", "4")
    assert first["observationTags"] == (
        "collar:yes | rain | count:at least | countMax:3 | age:2 years | identificationQualifier:cf. | "
        "verification:doubtful | establishment:released"
    )
    assert second["observationTags"] == "count:about"


def test_who_identified_an_animal_is_a_person_and_a_model_is_named_beside_it() -> None:
    machine = Animal(
        classification_method="machine",
        classified_by="MegaDetector",
        classification_timestamp="2024-07-01T00:00:00Z",
        classification_probability=0.875,
    )
    write(book(sighting(animals=(machine, Animal(n=2)), identified_by=("Anna", "Boris"))))

    first, second = rows("observations")
    assert (first["classificationMethod"], first["classifiedBy"]) == ("machine", "MegaDetector")
    assert (first["classificationTimestamp"], first["classificationProbability"]) == ("2024-07-01T00:00:00Z", "0.875")
    assert (second["classificationMethod"], second["classifiedBy"]) == ("human", "Anna | Boris")


def test_the_name_may_be_that_of_the_species() -> None:
    whole = replace(
        book(sighting(scientific_name=None, vernacular_name="Amur leopard")),
        taxa={1: Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")},
    )
    write(whole)

    assert {row["scientificName"] for row in rows("observations")} == {"Panthera pardus orientalis"}


def test_what_came_from_a_package_keeps_its_ids_unless_another_has_them() -> None:
    own = (Animal(source_id="o1"),)
    first = sighting(source_ids=("camtrap-dp:a:observation:o1",), animals=own, event_id="e1")
    second = replace(first, uuid="t-uuid")
    third = sighting(uuid="v-uuid", source_ids=("inaturalist::7",), animals=(Animal(source_id="7"),))
    write(book(first, second, third, picture=replace(PICTURE, source_ids=("camtrap-dp:doi:a:media:SD1:m1",))))

    assert [row["observationID"] for row in rows("observations")] == ["o1", "t-uuid#1", "v-uuid#1"]
    assert [row["eventID"] for row in rows("observations")] == ["e1", "e1", "v-uuid"]
    assert rows("media")[0]["mediaID"] == "SD1:m1"


def test_what_stands_for_nothing_is_no_identity() -> None:
    identities = writing.Identities()

    assert [identities.give("NA", "u"), identities.give("u", "u"), identities.give(None, "u")] == ["u", "u-2", "u-3"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"date_created": None}, "no exact time"),
        ({"date_created": "2024-05-02T04:31+10:00"}, "no exact time"),
        ({"date_created": "2024-05-02T04:31:00"}, "no time zone"),
        ({"media_type": None}, "no media type"),
        ({"media_type": "application/pdf"}, "no media type"),
        ({"url": None}, "no file and no address"),
        ({"url": "../secret.jpg"}, "its address is none that a package takes"),
        ({"license": "CC-BY-NC-4.0"}, "its licence is CC-BY-NC-4.0, and a package has one for all its media"),
        (
            {"permission": Permission(status="refused")},
            "printing it was refused, and the licence of the package would allow it",
        ),
    ],
)
def test_a_picture_that_the_table_cannot_hold_is_left_out_and_its_sighting_is_not(
    fields: dict[str, str], reason: str
) -> None:
    done = write(book(picture=replace(PICTURE, **fields)))

    assert (done["s1"], done["i1"]) == (("written",), ("left out", reason))
    assert rows("media") == []
    assert validation.faults(Path("out/datapackage.json")) == []


def test_a_picture_of_two_sightings_and_one_that_is_gone() -> None:
    write(book(SEEN, sighting(uuid="t", images=("i1", "i9"))))

    assert [row["mediaID"] for row in rows("media")] == ["i-uuid"]


def test_picture_files_are_named_but_not_packed() -> None:
    files = {1: "cam/IMG_1.JPG", 2: "b\\IMG_1.JPG", 3: "a/.hidden.jpg"}
    images = {
        number: Image(uuid=f"u{number}", file=file, media_type="image/jpeg", date_created=PICTURE.date_created)
        for number, file in files.items()
    }
    told = replace(book(sighting(images=("i1", "i2", "i3", "i4"))), images=images | {4: replace(images[1], file=None)})
    done = write(told, originals=images)

    assert [row["filePath"] for row in rows("media")] == ["media/IMG_1.JPG", "media/u2.JPG", "media/u3.jpg"]
    assert {row["filePublic"] for row in rows("media")} == {"false"}
    assert done["i4"] == ("left out", "no file and no address")
    assert done["logbook"] == ("written", "picture files that are named below media/, not packed and not public: 3")
    assert validation.faults(Path("out/datapackage.json")) == []


def test_the_name_of_a_file_that_may_not_be_told_stands_nowhere() -> None:
    original = replace(PICTURE, url=None, file="Den of K7/IMG_1.JPG")
    write(book(picture=replace(original, file=None)), originals={1: original})

    assert [row["filePath"] for row in rows("media")] == ["media/i-uuid"]


def test_values_that_a_column_does_not_take_are_left_out_and_said() -> None:
    station = replace(
        STATION,
        feature_type="saltLick",
        camera_tilt=-15.5,
        camera_heading=285.0,
        camera_height=1.3,
        coordinate_uncertainty=186.2,
        bait_use=False,
        timestamp_issues=True,
        deployment_comments='=HYPERLINK(1)\n"two lines"',
    )
    done = write(book(station=station))

    (row,) = rows("deployments")
    assert "featureType" not in row
    assert "cameraTilt" not in row
    assert (row["cameraHeading"], row["cameraHeight"], row["coordinateUncertainty"]) == ("285", "1.3", "187")
    assert (row["baitUse"], row["timestampIssues"]) == ("false", "true")
    assert row["deploymentComments"] == '=HYPERLINK(1)\n"two lines"'
    assert done["logbook"][1:] == (
        "d1: camera_tilt -15.5 is no value that Camtrap DP takes, and was left out",
        "d1: feature_type 'saltLick' is no value that Camtrap DP takes, and was left out",
    )
    assert validation.faults(Path("out/datapackage.json")) == []


def test_what_people_said_that_has_no_column_is_counted() -> None:
    done = write(
        book(
            sighting(
                region="Jilin, China",
                individual_count=7,
                animals=(Animal(verbatim="a | b", classification_timestamp="2024", classification_probability=2.0),),
            ),
            picture=replace(PICTURE, caption="A cub"),
            info=replace(INFO, project={"title": "L", "sampling_design": "targeted", "individual_animals": True}),
        )
    )

    lost, untold = done["logbook"][1:]
    assert lost == (
        "Camtrap DP has no place for animals.classification_probability (1), animals.classification_timestamp (1), "
        "animals.verbatim (1), images.caption (1), sightings.individual_count (1), sightings.region (1)"
    )
    assert untold == "nobody has said how the cameras were triggered: activityDetection is written (--capture-method)"
    assert books.descriptor()["project"]["individualAnimals"] is True


def test_individuals_are_told() -> None:
    write(book(sighting(animals=(Animal(individual_id="Leo 7M"),))))

    assert books.descriptor()["project"]["individualAnimals"] is True
    assert rows("observations")[0]["individualID"] == "Leo 7M"


def test_a_logbook_that_says_nothing_of_itself_is_told_how_to() -> None:
    with pytest.raises(LogbookError) as refused:
        writing.write(books.job(book(info=Info())))

    assert str(refused.value) == (
        "camtrap-dp needs a contributor, a project, its sampling design, a licence of the data and "
        "a licence of the media; give them once, and the logbook keeps them: "
        '--contributor "NAME <EMAIL>, contact" --project TITLE --sampling-design targeted --data-license LICENSE '
        "--media-license LICENSE"
    )
    assert not list(Path.cwd().iterdir())


def test_facts_that_the_profile_does_not_take_do_not_spoil_the_package() -> None:
    info = replace(
        INFO,
        contributors=({"title": "Anna Berg", "email": "unknown", "role": "boss"},),
        project={"id": 7, "title": "Leopards", "sampling_design": "targeted", "capture_method": ["by hand"]},
    )
    notes = write(book(info=info))["logbook"]

    assert books.descriptor()["contributors"] == [{"title": "Anna Berg"}]
    assert "id" not in books.descriptor()["project"]
    assert books.descriptor()["project"]["captureMethod"] == ["activityDetection"]
    assert any("--capture-method" in note for note in notes)
    assert validation.faults(Path("out/datapackage.json")) == []


def test_a_package_says_when_it_was_made() -> None:
    with pytest.raises(LogbookError, match="a package says when it was made"):
        writing.write(books.job(book())._replace(now=None))


def test_an_archive_is_the_same_package_in_one_file() -> None:
    write(book())
    write(book(), "deep/out.ZIP")

    with zipfile.ZipFile("deep/out.ZIP") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in Path("out").iterdir()
        }


def test_a_dry_run_leaves_nothing() -> None:
    for to in ("out", "deep/out.zip"):
        assert write(book(), to, dry_run=True)["s1"] == ("written",)
    assert not list(Path.cwd().iterdir())


def test_an_earlier_export_is_replaced_and_nothing_else() -> None:
    write(book())
    write(book(sighting(uuid="later")), replace=True)
    assert rows("observations")[0]["observationID"] == "later#1"

    Path("out/media").mkdir()
    Path("out/media/1.jpg").write_bytes(b"")
    with pytest.raises(LogbookError, match=r"could be replaced: it holds 'media/1\.jpg'"):
        write(book(), replace=True)
    assert Path("out/media/1.jpg").exists()


def test_a_package_of_another_program_is_never_replaced() -> None:
    Path("out").mkdir()
    Path("out/datapackage.json").write_text("{}", encoding="utf-8")

    with pytest.raises(LogbookError, match=r"its datapackage\.json was made by another program"):
        write(book(), replace=True)
