"""Observations exported from iNaturalist."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from logbook.changes.intake.items import Bad, Item, LeftOut, Part, Read, Said
from logbook.errors import LogbookError
from logbook.formats import inaturalist
from logbook.records import Image, Sighting
from tests.formats.reading import read

EXPORT = Path(__file__).parents[2].parent / "shared/data/inaturalist/observations_export.csv"
LYNX = {"id": "42", "observed_on": "2019-08-13", "scientific_name": "Lynx lynx", "common_name": "Eurasian Lynx"}


def imported(path: Path, **manner: Any) -> list[Part]:
    return read(path, "inaturalist", **manner).parts


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def parts(*rows: dict[str, str], **manner: Any) -> list[Part]:
    return imported(write(Path("observations.csv"), *rows), **manner)


def sighting(**more: str) -> Sighting:
    (item,) = [part for part in parts(LYNX | more) if isinstance(part, Item) and isinstance(part.record, Sighting)]
    assert isinstance(item.record, Sighting)
    return item.record


def date(string: str, utc: str, day: str = "2019-08-13") -> str | None:
    return sighting(observed_on_string=string, time_observed_at=utc, observed_on=day).event_date


def test_an_observation_is_a_sighting_with_its_page_and_its_observer() -> None:
    said = {"url": "https://www.inaturalist.org/observations/42", "user_login": "ana", "quality_grade": "research"}
    said |= {"place_guess": "Pass", "latitude": "43.6", "longitude": "130.6", "positional_accuracy": "15"}
    said |= {"tag_list": "cub, snow", "description": "On the road", "observed_on_string": "13 Aug 2019"}
    assert sighting(**said) == Sighting(
        event_date="2019-08-13",
        verbatim_event_date="13 Aug 2019",
        scientific_name="Lynx lynx",
        vernacular_name="Eurasian Lynx",
        locality="Pass",
        decimal_latitude=43.6,
        decimal_longitude=130.6,
        coordinate_uncertainty_in_meters=15.0,
        recorded_by=("ana",),
        associated_references=("https://www.inaturalist.org/observations/42",),
        remarks="On the road",
        tags=("cub", "snow", "inaturalist:research"),
    )
    assert [part.key for part in parts(LYNX) if isinstance(part, Item)] == ["inaturalist::sighting:42"]


def test_a_picture_and_a_sound_are_credited_to_the_observer_and_have_no_licence_of_the_observation() -> None:
    said = {
        "image_url": "https://s3/photos/1/medium.jpeg?15",
        "sound_url": "https://s3/sounds/2.m4a",
        "url": "https://x/42",
    }
    image, sound, whole = [
        part
        for part in parts(LYNX | said | {"user_name": "Ana Li", "user_login": "ana", "license": "CC-BY-NC"})
        if isinstance(part, Item)
    ]
    assert whole.images == (image.key, sound.key) == ("inaturalist::image:42", "inaturalist::sound:42")
    assert image.record == Image(
        url="https://s3/photos/1/medium.jpeg?15",
        media_type="image/jpeg",
        creator=("Ana Li",),
        credit_line="Ana Li",
        supplier="iNaturalist",
        usage_terms="the observation is CC-BY-NC; the terms of this image are on its page on iNaturalist",
        web_statement="https://x/42",
    )
    assert isinstance(sound.record, Image)
    assert sound.record.media_type == "audio/mp4"
    assert isinstance(whole.record, Sighting)
    assert whole.record.tags == ("license:CC-BY-NC",)


def test_where_all_rights_are_reserved_no_terms_are_said() -> None:
    image = next(part for part in parts(LYNX | {"image_url": "https://s3/1"}) if isinstance(part, Item))
    assert image.record == Image(url="https://s3/1", supplier="iNaturalist")


@pytest.mark.parametrize(
    ("string", "utc", "edtf"),
    [
        ("2019-08-13 7:02:39 PM CDT", "2019-08-14 00:02:39 UTC", "2019-08-13T19:02:39-05:00"),
        ("2019/08/13 3:35 PM CDT", "2019-08-13 20:35:00 UTC", "2019-08-13T15:35-05:00"),
        ("Tue Aug 13 2019 19:02:39 GMT+0545 (NPT)", "2019-08-13 13:17:39 UTC", "2019-08-13T19:02:39+05:45"),
        ("2019-08-13T19:02:39+05:45", "2019-08-13 13:17:39 UTC", "2019-08-13T19:02:39+05:45"),
        ("2019-08-13 12:10 AM", "2019-08-12 16:10:00 UTC", "2019-08-13T00:10+08:00"),
        ("2019-08-13 12:10 p.m.", "2019-08-13 12:10:00 UTC", "2019-08-13T12:10Z"),
        ("2019-08-13", "2019-08-13 13:17:39 UTC", "2019-08-13T13:17:39Z"),
        ("2019-08-13 at 19:02", "2019-08-13 13:10:00 UTC", "2019-08-13T13:10:00Z"),
        ("2019-08-13 25:99", "2019-08-13 13:10:00 UTC", "2019-08-13T13:10:00Z"),
        ("2019-08-13 23:00", "2019-08-13 03:00:00 UTC", "2019-08-13T03:00:00Z"),
        ("in the evening", "2019-08-14 00:02:39 UTC", "2019-08-13"),
        ("2019-08-13 9:00", "2019-08-13 01:00:00", "2019-08-13T01:00:00"),
        ("", "", "2019-08-13"),
    ],
)
def test_the_time_is_local_where_two_statements_make_an_offset(string: str, utc: str, edtf: str) -> None:
    assert date(string, utc) == edtf


def test_without_a_day_the_time_in_utc_is_the_date_and_without_both_there_is_none() -> None:
    assert date("", "2019-08-14 00:02:39 UTC", day="") == "2019-08-14T00:02:39Z"
    assert date("long ago", "", day="") is None


def test_the_region_goes_from_small_to_large_whatever_the_year_of_the_export() -> None:
    old = {"place_admin2_name": "Polk", "place_admin1_name": "Iowa", "place_country_name": "United States"}
    new = {"place_town_name": "Urbandale", "place_county_name": "Polk", "place_state_name": "Iowa"}
    assert sighting(**old).region == "Polk, Iowa, United States"
    assert sighting(**new, **old).region == "Urbandale, Polk, Iowa, United States"
    assert sighting(place_guess="Urbandale, IA, USA").region is None


@pytest.mark.parametrize(
    "said", [{"coordinates_obscured": "true"}, {"geoprivacy": "obscured"}, {"taxon_geoprivacy": "obscured"}]
)
def test_an_obscured_position_stays_marked_and_is_never_made_exact(said: dict[str, str]) -> None:
    where = {"latitude": "41.67", "longitude": "-93.62", "positional_accuracy": "100"}
    true = {"public_positional_accuracy": "27754", "private_latitude": "41.71", "private_longitude": "-93.59"}
    found = parts(LYNX | where | true | said)
    (item,) = [part for part in found if isinstance(part, Item)]
    assert isinstance(item.record, Sighting)
    assert item.record.decimal_latitude == 41.67
    assert item.record.coordinate_uncertainty_in_meters == 27754
    assert item.record.data_generalizations == "coordinates obscured by iNaturalist"
    assert item.record.information_withheld == "iNaturalist keeps the exact coordinates"
    (told,) = [part.sentence for part in found if isinstance(part, Said)]
    assert "the true positions of obscured observations (private_latitude: 1) were not taken" in told


def test_a_private_position_is_withheld() -> None:
    private = sighting(geoprivacy="private")
    assert (private.decimal_latitude, private.data_generalizations) == (None, None)
    assert private.information_withheld == "iNaturalist keeps the exact coordinates"


def test_captive_animals_are_marked_and_others_are_not_called_wild() -> None:
    assert sighting(captive_cultivated="true").establishment == "captive"
    assert sighting(captive_cultivated="false").establishment is None


def test_a_guess_names_what_nobody_has_identified() -> None:
    assert sighting(scientific_name="", common_name="", species_guess="big cat").vernacular_name == "big cat"
    assert sighting(common_name="", species_guess="big cat").vernacular_name is None


def test_humans_are_counted_and_left_out() -> None:
    found = parts(LYNX, LYNX | {"id": "43", "scientific_name": "Homo sapiens"})
    assert LeftOut("humans") in found
    assert len([part for part in found if isinstance(part, Item)]) == 1


def test_an_accuracy_of_nought_is_none() -> None:
    assert sighting(positional_accuracy="0").coordinate_uncertainty_in_meters is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"id": ""}, "column id: '': an observation has an id"),
        ({"latitude": "95"}, "column latitude: '95': it is no latitude in degrees, from -90 to 90"),
        ({"longitude": "west"}, "column longitude: 'west'"),
        ({"positional_accuracy": "near"}, "column positional_accuracy: 'near': it is no distance in metres"),
        ({"observed_on": "someday"}, "observations.csv, line 2, column observed_on: 'someday': is no date or time"),
        ({"observed_on": "2019-08"}, "column observed_on: '2019-08': is not one day or time"),
        ({"time_observed_at": "2019-01-01/2020-01-01"}, "column time_observed_at"),
    ],
)
def test_a_bad_row_is_named_by_its_place_and_taken_in_no_part(wrong: dict[str, str], told: str) -> None:
    found = parts(LYNX | {"image_url": "https://s3/1.jpg"} | wrong, LYNX)
    (bad,) = [part for part in found if isinstance(part, Bad)]
    assert told in str(bad)
    assert len([part for part in found if isinstance(part, Item)]) == 1


def test_a_row_that_cannot_be_read_is_bad() -> None:
    path = write(Path("observations.csv"), LYNX)
    path.write_text(path.read_text() + "1,2,3,4,5,6\n")
    assert [part.where.line for part in imported(path) if isinstance(part, Bad)] == [3]


def test_an_export_is_known_by_its_headings() -> None:
    assert inaturalist.sniff(b'\xef\xbb\xbf"id","observed_on","quality_grade"\r\n1')
    assert inaturalist.sniff(b"id,observed_on_string,time_observed_at\n")
    assert inaturalist.sniff("id\tobserved_on\tquality_grade\r\n1".encode("utf-16"))
    assert not inaturalist.sniff(b"id,observed_on,species\nquality_grade")


def test_an_archive_must_have_one_export() -> None:
    write(Path("observations-1.csv"), LYNX | {"quality_grade": "casual"})
    archive = Path("export.zip")
    for names, told in (([], "has no table of"), (["a.csv"], None), (["a.csv", "b.csv"], "has 2 tables of")):
        with zipfile.ZipFile(archive, "w") as writer:
            writer.writestr("readme.txt", "id")
            for name in names:
                writer.write("observations-1.csv", name)
        if told is None:
            assert Read("a.csv", "observations", 1) in imported(archive)
        else:
            with pytest.raises(LogbookError, match=rf"export\.zip {told} iNaturalist; name the one to import"):
                imported(archive)


@pytest.mark.skipif(not EXPORT.exists(), reason="the shared data are not here")
def test_a_real_export_has_a_local_time_for_each_observation() -> None:
    found = imported(EXPORT)
    sightings = [part.record for part in found if isinstance(part, Item) and isinstance(part.record, Sighting)]
    assert not [part for part in found if isinstance(part, Bad)]
    assert len(sightings) == 47
    with EXPORT.open(encoding="utf-8", newline="") as file:
        days = [row["observed_on"] for row in csv.DictReader(file)]
    assert [(one.event_date or "")[:10] for one in sightings] == days
    assert {(one.event_date or "")[-6:] for one in sightings} == {"-05:00"}
    assert [one.coordinate_uncertainty_in_meters for one in sightings if one.data_generalizations] == [27754]
