"""Other programs' tables as sightings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from logbook.errors import BadValueError, LogbookError
from tests.formats.reading import Found, read

if TYPE_CHECKING:
    from pathlib import Path

TIMELAPSE = """File,RelativePath,DateTime,DeleteFlag,Species,Count,Sex,Stage,Notes
IMG_1.JPG,Station1\\A,2020-05-30 02:57:37,false,Amur leopard,1,F,Adult,walking
IMG_2.JPG,Station1\\A,2020-05-30 02:57:47,false,Amur leopard,2,,cub,
IMG_2.JPG,Station1\\A,2020-05-30 02:57:47,false,Amur leopard,1,F,Adult,walking
IMG_3.JPG,Station1\\A,2020-05-30 04:57:47,false,Sika deer,0,,,
"""


def table(folder: Path, text: str, name: str = "t.csv", **manner: Any) -> Found:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path, "csv", **manner)


def test_a_row_is_a_sighting_with_its_picture(tmp_path: Path) -> None:
    found = table(tmp_path, TIMELAPSE)
    first = found.sightings[0]
    assert (first.record.vernacular_name, first.record.event_date) == ("Amur leopard", "2020-05-30T02:57:37")
    assert (first.record.animals[0].life_stage, first.record.remarks) == ("adult", "walking")
    assert str(first.where) == "t.csv, line 2"
    assert [image.record.file_name for image in found.images] == ["Station1/A/IMG_1.JPG", "Station1/A/IMG_2.JPG"]
    assert found.images[0].record.date_created == "2020-05-30T02:57:37"
    assert first.images == (found.images[0].key,)
    assert found.sightings[1].images == found.sightings[2].images == (found.images[1].key,)
    assert found.read == {("t.csv", "rows"): 4}
    assert found.left_out == {"absences": 1}
    assert found.said == [
        "2 of the pictures are not where t.csv says: their names were kept",
        "the rows of t.csv have no id: they are known again by what is in them",
        "t.csv: DeleteFlag (4 values) has no place in a logbook",
    ]


def test_rows_of_a_camera_are_one_event_where_they_are_grouped(tmp_path: Path) -> None:
    found = table(
        tmp_path, TIMELAPSE, grouped=True, columns={"deployment": "RelativePath"}, timezone="Asia/Vladivostok"
    )
    (event,) = found.sightings
    assert event.record.event_date == "2020-05-30T02:57:37+10:00/2020-05-30T02:57:47+10:00"
    counts = [(one.count_qualifier, one.count, one.life_stage, one.sex, one.verbatim) for one in event.record.animals]
    assert counts == [("at least", 1, "adult", "female", None), ("at least", 2, "juvenile", None, "cub")]
    assert event.record.remarks == "walking"
    assert event.images == tuple(image.key for image in found.images)
    (camera,) = found.deployments
    assert camera.record.deployment_id == "Station1\\A"
    assert event.deployment == camera.key


def test_grouped_rows_say_together_what_each_says(tmp_path: Path) -> None:
    text = (
        "species,date,count,tag,observer,individual,station\n"
        "Lynx,2020-05-30 02:57,2,a | b,A,,S1\n"
        "Lynx,2020-05-30 03:07,3,b | c,,,S1\n"
        "Lynx,2020-05-30 09:07,,,,F7,S1\n"
        "Lynx,2020-05,1,,,,S1\n"
    )
    first, second, undated = table(tmp_path, text, grouped=True).sightings
    assert (first.record.tags, first.record.recorded_by) == (("a", "b", "c"), ("A",))
    assert [(one.count, one.count_qualifier) for one in first.record.animals] == [(3, "at least")]
    assert first.record.individual_count is None
    assert second.record.animals[0].individual_id == "F7"
    assert (undated.record.event_date, undated.record.individual_count) == ("2020-05", 1)


def test_rows_without_a_picture_are_not_added_up(tmp_path: Path) -> None:
    text = "species,date\nLynx,2020-05-30 02:57\nLynx,2020-05-30 02:57\n"
    (event,) = table(tmp_path, text, grouped=True).sightings
    assert [one.count for one in event.record.animals] == [1]


def test_a_picture_that_is_there_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "A").mkdir()
    (tmp_path / "A" / "1.jpg").write_bytes(b"")
    text = "species,file,folder\nLynx,1.jpg,A\nLynx,../A/1.jpg,A\nLynx,,\n"
    found = table(tmp_path, text.replace("folder", "RelativePath"))
    assert [(one.record.file, one.record.file_name) for one in found.images] == [
        ((tmp_path / "A" / "1.jpg").as_posix(), "1.jpg"),
        (None, "1.jpg"),
    ]
    assert found.sightings[2].images == ()


def test_addresses_are_pictures_with_what_is_said_of_them(tmp_path: Path) -> None:
    text = "species,associatedMedia,creator,license\nLynx,http://a/1 | http://a/2,A. Sun,CC-BY-4.0\nLynx,http://a/2,,\n"
    found = table(tmp_path, text)
    assert [one.record.url for one in found.images] == ["http://a/1", "http://a/2"]
    assert found.images[0].record.creator == ("A. Sun",)
    assert found.sightings[1].images == (found.images[1].key,)


def test_what_is_said_of_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = table(tmp_path, "species,credit\nLynx,WCS\nLynx,\n")
    assert found.said[-1] == "t.csv: credit (1 value) has no place in a logbook"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("occurrenceID", "csv::urn:1"),
        ("uuid", "csv::urn:1"),
        ("id", "csv:t.csv:urn:1"),
        ("observationID", "csv:t.csv:urn:1"),
    ],
)
def test_a_row_is_known_by_its_id(tmp_path: Path, heading: str, key: str) -> None:
    (one,) = table(tmp_path, f"species,{heading}\nLynx,urn:1\n").sightings
    assert one.key == key


def test_a_uuid_is_that_of_the_record(tmp_path: Path) -> None:
    assert table(tmp_path, "species,uuid\nLynx,u1\n").record.uuid == "u1"


def test_a_row_without_an_id_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    first = table(tmp_path, "species,date,x\nLynx,2013,\n")
    turned = table(tmp_path, "date,species\n2013,Lynx\n", "other.csv")
    other = table(tmp_path, "date,species\n2014,Lynx\n")
    assert first.sightings[0].key == turned.sightings[0].key != other.sightings[0].key


def test_cameras_and_pictures_of_two_tables_are_not_the_same(tmp_path: Path) -> None:
    text = "species,file,station,date\nLynx,IMG_0001.JPG,S1,{}\n"
    one, other = (table(tmp_path, text.format(year), f"{year}.csv") for year in (2013, 2014))
    assert one.images[0].key != other.images[0].key
    assert one.deployments[0].key != other.deployments[0].key


def test_a_map_says_what_a_heading_means(tmp_path: Path) -> None:
    found = table(tmp_path, "Taxon,When,species\nLynx,2013,x\n", columns={"species": "taxon", "date": "When"})
    assert (found.record.vernacular_name, found.record.event_date) == ("Lynx", "2013")
    assert found.said[-1] == "t.csv: species (1 value) has no place in a logbook"


def test_of_two_headings_of_one_meaning_our_own_is_taken(tmp_path: Path) -> None:
    found = table(tmp_path, "species,common_name,vernacular_name,notes,comments\na,b,Lynx,x,y\n")
    assert (found.record.vernacular_name, found.record.remarks) == ("Lynx", "x | y")
    assert found.said[-1] == "t.csv: species (1 value), common_name (1 value) have no place in a logbook"


@pytest.mark.parametrize(
    ("text", "manner", "why"),
    [
        ("species\nLynx\n", {"columns": {"date": "When"}}, "t.csv has no column 'When'; it has 'species'"),
        ("a,b\n1,2\n", {}, "no column of t.csv tells the species; it has 'a', 'b': say --map species=HEADING"),
    ],
)
def test_a_heading_that_is_not_there_is_named(tmp_path: Path, text: str, manner: dict[str, Any], why: str) -> None:
    with pytest.raises(LogbookError, match=why):
        table(tmp_path, text, **manner)


def test_a_field_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValueError, match="did you mean species"):
        table(tmp_path, "a\n1\n", columns={"specis": "a"})


def test_a_species_for_all_rows_needs_no_column(tmp_path: Path) -> None:
    found = table(tmp_path, "date,x\n2013,1\n", fields={"vernacular_name": "Lynx"})
    assert found.record.event_date == "2013"


def test_a_bad_row_is_named_by_column_and_value_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = table(tmp_path, "species,When,year\nLynx,05/09/2013,\nLynx,1,2,3\nLynx,2013,\n", columns={"date": "When"})
    assert found.bad[0].startswith("t.csv, line 2, column When: '05/09/2013'")
    assert found.bad[1].startswith("t.csv, line 3: '3'")
    assert found.record.event_date == "2013"
    assert found.read == {("t.csv", "rows"): 3}


def test_more_animals_than_a_record_can_hold_are_bad(tmp_path: Path) -> None:
    text = "species,file,date,count\nLynx,1.jpg,2013-09-05 04:31,900000\nLynx,1.jpg,2013-09-05 04:31,900000\n"
    found = table(tmp_path, text, grouped=True)
    assert found.bad[0].startswith("t.csv, line 2: it cannot be stored so: Expected `int` <= 1000000")
    assert not found.items


def test_what_was_left_empty_is_no_year(tmp_path: Path) -> None:
    found = table(tmp_path, "species,year\nLynx,99\nLynx,\n")
    assert found.bad == ["t.csv, line 2: '99' has no year in four digits; type 2013-09-05, 2013-09 or 2013"]
    assert found.record.event_date is None


def test_a_row_of_gbif_without_an_occurrence_id_is_known_by_the_id_that_gbif_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "gbif.csv"
    path.write_text("gbifid\toccurrenceid\tscientificname\n699\t\tLynx lynx\n700\tFJ1\tLynx lynx\n", encoding="utf-8")

    assert [item.key for item in read(path, "csv").sightings] == ["csv::699", "csv::FJ1"]
