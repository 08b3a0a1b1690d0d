"""Sightings as points: GeoJSON, GPX and Parquet, read by others' programs and by our own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import geojson
import gpxpy
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow.parquet import write_table

from logbook import formats
from logbook.errors import LogbookError
from logbook.formats import Job
from logbook.records import Animal, Book, Breeding, Claim, Deployment, Sighting, Stated
from tests.formats.reading import NOW, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PLACE = {"decimal_latitude": 43.6, "decimal_longitude": 130.6}
LEOPARD = Sighting(
    uuid="u1",
    vernacular_name="Amur leopard",
    scientific_name="Panthera pardus orientalis",
    event_date="2013-09-05T04:31:00+08:00",
    region="Jilin, China",
    areas=("Wangqing",),
    animals=(Animal(n=1, count=1, sex="female", life_stage="adult"), Animal(n=2, count=2, verbatim="cubs")),
    breeding=Breeding(stated=Stated(code="dependent-young")),
    claims=(Claim(claim="first", kind="first-breeding"),),
    remarks="<b>&\r\n\u2028 ]]> \x0b",
    images=("i1",),
    **PLACE,
)
NOWHERE = Sighting(uuid="u2", vernacular_name="Lynx", event_date="2013~")
BY_CAMERA = Sighting(uuid="u3", scientific_name="Lynx lynx", region="Russia", event_date="../2010", deployment="d1")
CAMERA = Deployment(latitude=44.0, longitude=131.0)
NAMES = ("geojson", "gpx", "parquet")


def written(folder: Path, name: str, *sightings: Sighting) -> tuple[Path, Sequence[formats.Outcome]]:
    """Write sightings, s1 and so on, and give the place and the outcomes."""
    chosen = dict(enumerate(sightings, 1))
    book = Book(sightings=chosen, deployments={1: CAMERA})
    to = folder / f"out.{name}"
    return to, list(formats.writer(name).write(Job(book, {}, folder, chosen, to=to, now=NOW, replace=True)))


def test_others_read_our_geojson(tmp_path: Path) -> None:
    to, outcomes = written(tmp_path, "geojson", LEOPARD, NOWHERE, BY_CAMERA)

    found = geojson.loads(to.read_text(encoding="utf-8"))
    assert found.is_valid
    assert [one.geometry and one.geometry.coordinates for one in found.features] == [[130.6, 43.6], None, [131.0, 44.0]]
    first = found.features[0].properties
    assert (first["id"], first["breeding_level"], first["remarks"]) == ("s1", "confirmed", LEOPARD.remarks)
    assert [one.state for one in outcomes] == ["written"] * 3


def test_others_read_our_gpx(tmp_path: Path) -> None:
    to, outcomes = written(tmp_path, "gpx", LEOPARD, NOWHERE, BY_CAMERA)

    first, second = gpxpy.parse(to.read_text(encoding="utf-8")).waypoints
    assert (first.latitude, first.longitude, first.name) == (43.6, 130.6, "Amur leopard")
    assert first.time.isoformat() == "2013-09-04T20:31:00+00:00"
    assert (first.comment, second.name, second.time) == ("Panthera pardus orientalis", "Lynx lynx", None)
    assert second.description == "before 2011; Russia"
    assert [(one.id, one.notes) for one in outcomes if one.state == "left out"] == [("s2", ("no position",))]


def test_duckdb_reads_our_parquet_by_country_and_year(tmp_path: Path) -> None:
    to, _ = written(tmp_path, "parquet", LEOPARD, NOWHERE, BY_CAMERA)

    table = f"read_parquet('{to}/**/*.parquet', hive_partitioning = true)"
    rows = duckdb.sql(f"SELECT id, country, year, earliest, latitude FROM {table} ORDER BY id").fetchall()  # noqa: S608
    assert rows == [
        ("s1", "China", 2013, date(2013, 9, 5), 43.6),
        ("s2", None, 2013, date(2012, 1, 1), None),
        ("s3", "Russia", None, None, 44.0),
    ]
    [cubs] = duckdb.sql(f"SELECT animals[2].count FROM {table} WHERE country = 'China'").fetchall()  # noqa: S608
    assert cubs == (2,)
    assert (to / "country=China" / "year=2013").is_dir()


def test_folders_of_countries_bear_their_plain_names_for_spark_knows_no_others(tmp_path: Path) -> None:
    to, _ = written(
        tmp_path, "parquet", Sighting(uuid="u1", vernacular_name="Leopard", region="Côte d'Ivoire"), NOWHERE
    )
    none = "__HIVE_DEFAULT_PARTITION__"
    assert sorted(path.parent.relative_to(to).as_posix() for path in to.rglob("*.parquet")) == [
        f"country=Côte d'Ivoire/year={none}",
        f"country={none}/year=2013",
    ]
    table = f"read_parquet('{to}/**/*.parquet', hive_partitioning = true)"
    rows = duckdb.sql(f"SELECT id, country, year FROM {table} ORDER BY id").fetchall()  # noqa: S608
    assert rows == [("s1", "Côte d'Ivoire", None), ("s2", None, 2013)]


@pytest.mark.parametrize("name", NAMES)
def test_a_sighting_comes_back_as_it_was_but_for_what_another_logbook_has(tmp_path: Path, name: str) -> None:
    to, _ = written(tmp_path, name, LEOPARD)

    found = read(to, name)

    (back,) = (one.record for one in found.sightings)
    kept = {field: getattr(LEOPARD, field) for field in LEOPARD.__struct_fields__} | {"images": ()}
    assert {field: getattr(back, field) for field in kept} == kept
    assert "1 of the sightings had pictures or a camera, which are not in it" in found.said[0]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
records = st.builds(
    Sighting,
    uuid=st.uuids().map(str),
    vernacular_name=texts,
    event_date=st.sampled_from([None, "2013", "2013-09/2013-10", "2013-23", "../2010", "2013-09-05T04:31Z"]),
    remarks=st.none() | texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    animals=st.lists(st.builds(Animal, n=st.integers(1, 9), count=st.integers(1, 99), remarks=texts)).map(tuple),
    decimal_latitude=st.floats(-90, 90),
    decimal_longitude=st.floats(-180, 180),
)


@pytest.mark.parametrize("name", NAMES)
@given(one=records)
def test_what_is_written_is_read_the_same(tmp_path_factory: pytest.TempPathFactory, name: str, one: Sighting) -> None:
    to, _ = written(tmp_path_factory.mktemp("law"), name, one)

    assert [found.record for found in read(to, name).sightings] == [one]


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def feature(geometry: str, properties: str) -> str:
    return f'{{"type":"Feature","id":5,"geometry":{geometry},"properties":{properties}}}'


def test_points_of_another_program_are_read_by_their_properties(tmp_path: Path) -> None:
    point = '{"type":"Point","coordinates":[130.5,43.5,12]}'
    line = '{"type":"LineString","coordinates":[[1,2],[3,4]]}'
    features = ",".join(
        [
            feature(point, '{"species":"Lynx","eventDate":"2013-09-05","colour":"grey"}'),
            feature(line, '{"species":"Lynx"}'),
            feature("null", '{"species":"Lynx"}'),
            '{"type":"Feature","properties":3}',
        ]
    )
    path = put(tmp_path, "in.geojson", f'\ufeff{{"type":"FeatureCollection","features":[{features}]}}')

    found = read(path, "geojson")

    first, second = (one.record for one in found.sightings)
    assert (first.decimal_latitude, first.decimal_longitude, first.event_date) == (43.5, 130.5, "2013-09-05")
    assert second.decimal_latitude is None
    assert found.bad[0].startswith("in.geojson, feature 2: a sighting is a point, and this is a LineString")
    assert found.bad[1].startswith("in.geojson, feature 4: ")
    assert "in.geojson: colour (1 value) has no place in a logbook" in found.said


def test_waypoints_of_a_receiver_are_sightings_of_the_species_that_is_their_name(tmp_path: Path) -> None:
    waypoints = (
        '<wpt lat="43.5" lon="130.5"><time>2013-09-05T04:31:00Z</time><name>Lynx</name><cmt>a</cmt><desc>b</desc></wpt>'
    )
    path = put(tmp_path, "in.gpx", f'<gpx xmlns="http://www.topografix.com/GPX/1/1">{waypoints}<trk/></gpx>')

    found = read(path, "gpx")

    assert (found.record.vernacular_name, found.record.event_date) == ("Lynx", "2013-09-05T04:31:00Z")
    assert (found.record.decimal_latitude, found.record.remarks) == (43.5, "a; b")
    assert "in.gpx: tracks and routes (1) have no place in a logbook" in found.said


def test_a_table_of_another_program_in_parquet_is_read_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    row = "SELECT 'Lynx' AS species, DATE '2013-09-05' AS eventDate, 2 AS individualCount, NULL AS locality"
    duckdb.sql(f"COPY ({row}) TO '{path}' (FORMAT parquet)")

    found = read(path, "parquet")

    assert (found.record.event_date, found.record.individual_count) == ("2013-09-05", 2)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("geojson", "{", "is no GeoJSON collection of features"),
        ("geojson", '{"type":"Point"}', "is no GeoJSON collection of features"),
        ("geojson", '{"features":' + "[" * 999_999, "nested deeper than any record"),
        ("gpx", "<gpx", "is not well-formed XML"),
        ("gpx", '<!DOCTYPE a [<!ENTITY b "c">]><gpx>&b;</gpx>', "declares a DTD or entities"),
        ("parquet", "PAR1", "is no whole Parquet"),
    ],
)
def test_what_is_broken_is_refused_whole(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(LogbookError, match=said):
        read(put(tmp_path, f"in.{name}", text), name)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([b"Lynx \xff"]).view(pa.string()),
        pa.array([10_000_000], pa.int32()).view(pa.date32()),
        pa.array([1 << 61]).view(pa.timestamp("us")),
    ],
    ids=["no text", "no day", "no moment"],
)
def test_a_parquet_of_what_no_calendar_or_script_has_is_refused(tmp_path: Path, column: Any) -> None:
    write_table(pa.table({"species": column}), tmp_path / "in.parquet")

    with pytest.raises(LogbookError, match="is no whole Parquet"):
        read(tmp_path / "in.parquet", "parquet")


def test_a_collection_too_large_to_be_read_at_once_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.formats.geojson._LARGEST", 20)
    with pytest.raises(LogbookError, match=r"in\.geojson is larger than 0 MiB, which is read at once; split it"):
        read(put(tmp_path, "in.geojson", '{"type":"FeatureCollection","features":[]}'), "geojson")


def test_a_record_that_somebody_spoilt_in_a_gpx_is_bad(tmp_path: Path) -> None:
    record = '<record xmlns="urn:sighting-logbook:record:1">{"uuid"</record>'
    path = put(tmp_path, "in.gpx", f'<gpx><wpt lat="1" lon="2"><extensions>{record}</extensions></wpt></gpx>')

    assert read(path, "gpx").bad[0].startswith("in.gpx, waypoint 1: ")


def test_a_folder_without_parquet_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "_logbook.json", "{}")

    with pytest.raises(LogbookError, match="holds no Parquet"):
        read(tmp_path, "parquet")


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(LogbookError, match=r"needs the extra `parquet`: pip install 'sighting-logbook\[parquet\]'"):
        written(tmp_path, "parquet", LEOPARD)


def test_an_earlier_export_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    to, _ = written(tmp_path, "parquet", LEOPARD, NOWHERE)
    written(tmp_path, "parquet", NOWHERE)
    assert not (to / "country=China").exists()

    put(to, "thesis.txt", "ten years")
    with pytest.raises(LogbookError, match=r"it holds 'thesis\.txt'"):
        written(tmp_path, "parquet", LEOPARD)


def test_many_sightings_are_written_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.formats.parquet._BATCH", 2)
    many: list[Any] = [Sighting(uuid=f"u{number}", vernacular_name="Lynx") for number in range(5)]

    to, outcomes = written(tmp_path, "parquet", *many)

    assert len(outcomes) == 5
    assert {one.record.uuid for one in read(to, "parquet").sightings} == {one.uuid for one in many}
