"""`logbook import` of what other programs export, as it is typed."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from logbook import formats
from logbook.errors import LogbookError
from tests.cli.stored import FILE, files, records, stored

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PACKAGE = Path(__file__).parent.parent / "formats/camtrap_dp/official/example"
ROWS = """id,species,date,region,count
1,Lynx,2024-05-01,"Jilin, China",2
2,Wolf,2024-05-02,,1
"""
BAD = '3,Lynx,2024-05-03,"China, Jilin",1\n4,,2024-05-04,China,1\n'
IMPORT = "--file logbook.json import"


@pytest.fixture
def table() -> None:
    Path("rows.csv").write_text(ROWS, encoding="utf-8")


@pytest.mark.usefixtures("table")
def test_a_table_comes_in_and_a_second_run_adds_nothing(run: Run) -> None:
    done = run(f"{IMPORT} rows.csv")
    before = FILE.read_bytes()
    again = run(f"{IMPORT} rows.csv --update")

    assert done.stdout == (
        "read rows.csv: 2 rows\n"
        "added: 2 sightings\n"
        "1 sighting has no region: s2; to settle it, import it again with --region PLACE --update\n"
        "To take it back: logbook undo\n"
    )
    assert again.stdout == "read rows.csv: 2 rows\nnothing is new\nalready in the logbook: 2 sightings\n"
    assert again.stderr == "nothing to change\n"
    assert FILE.read_bytes() == before
    assert run("undo --list").stdout.endswith("import rows.csv: 2 sightings\n")


@pytest.mark.usefixtures("table")
def test_what_was_not_said_is_filled_in_by_an_update_of_that_import_alone(run: Run) -> None:
    run(f"{IMPORT} rows.csv")
    Path("other.csv").write_text("id,species,locality\n7,Lynx,the old bridge\n", encoding="utf-8")
    run(f"{IMPORT} other.csv")
    said = "--region 'Jilin, China' --method camera-trap --set remarks=tagged"
    assert "nothing is new" in run(f"{IMPORT} rows.csv {said}").stdout
    dry = run(f"{IMPORT} rows.csv --update {said} --dry-run").stdout
    done = run(f"{IMPORT} rows.csv --update {said}")

    line = "filled in, where neither the source nor the logbook said it: 2 records: s1, s2\n"
    assert done.stdout == f"read rows.csv: 2 rows\n{line}To take it back: logbook undo\n"
    assert f"would be {line}" in dry
    assert (stored("s1")["region"], stored("s1")["method"]) == ("Jilin, China", "camera-trap")
    assert (stored("s2")["region"], stored("s2")["remarks"]) == ("Jilin, China", "tagged")
    assert not {"region", "method"} & stored("s3").keys()
    assert run(f"{IMPORT} rows.csv --update {said}").stderr == "nothing to change\n"
    run(f"{IMPORT} rows.csv --update --region Russia --note other")
    assert (stored("s2")["region"], stored("s2")["remarks"]) == ("Jilin, China", "tagged")


def test_a_region_is_filled_in_beside_words_for_the_place(run: Run) -> None:
    Path("rows.csv").write_text("id,species,verbatim_locality\n1,Lynx,by the old bridge\n", encoding="utf-8")
    assert "import it again with --region PLACE --update" in run(f"{IMPORT} rows.csv").stdout
    run(f"{IMPORT} rows.csv --update --region 'Jilin, China'")

    assert (stored("s1")["region"], stored("s1")["verbatim_locality"]) == ("Jilin, China", "by the old bridge")


@pytest.mark.usefixtures("table")
def test_all_that_comes_in_can_be_under_embargo(run: Run) -> None:
    run(f"{IMPORT} rows.csv --region China --embargo 2027-06")
    run("--file logbook.json add Lynx --region China --embargo 2028")

    assert [stored(ref)["embargo_until"] for ref in ("s1", "s2", "s3")] == ["2027-06", "2027-06", "2028"]


def test_an_update_gives_a_credit_to_pictures_that_have_none(run: Run) -> None:
    rows = "id,species,region,image,credit\n1,Lynx,China,a.jpg,\n2,Lynx,China,b.jpg,Li\n"
    Path("rows.csv").write_text(rows, encoding="utf-8")
    run(f"{IMPORT} rows.csv --map file=image --map credit_line=credit")
    run(f"{IMPORT} rows.csv --map file=image --map credit_line=credit --update --credit WCS")

    assert [(stored(ref)["credit_line"], stored(ref)["credit"]) for ref in ("i1", "i2")] == [
        ("WCS", "c2"),
        ("Li", "c1"),
    ]


def test_what_was_found_on_another_camera_is_not_put_to_a_picture_of_the_same_name(run: Run) -> None:
    Path("rows.csv").write_text("id,species,region,image\n1,Lynx,China,IMG_0003.JPG\n", encoding="utf-8")
    run(f"{IMPORT} rows.csv --map file_name=image")
    assert stored("i1")["file_name"] == "IMG_0003.JPG"
    found = {"category": "1", "conf": 0.9, "bbox": [0.1, 0.1, 0.2, 0.2]}
    for file, many in (("Station9/IMG_0003.JPG", 0), ("IMG_0003.JPG", 1)):
        said = {"info": {"format_version": "1.4"}, "detection_categories": {"1": "animal"}}
        images = [{"file": file, "detections": [found]}]
        Path("md.json").write_text(json.dumps(said | {"images": images}), encoding="utf-8")
        done = run(f"{IMPORT} md.json")
        assert len(stored("i1").get("detections", ())) == many
        assert ("pictures not in the logbook: Station9/IMG_0003.JPG" in done.stderr) is not bool(many)


def test_pictures_beside_the_logbook_are_known_by_their_whole_path(run: Run) -> None:
    Path("rows.csv").write_text("id,species,region,image\n1,Lynx,China,IMG_0003.JPG\n", encoding="utf-8")
    run(f"{IMPORT} rows.csv --map file=image")
    found = {"category": "1", "conf": 0.9, "bbox": [0.1, 0.1, 0.2, 0.2]}
    said = {"info": {"format_version": "1.4"}, "detection_categories": {"1": "animal"}}
    images = [{"file": f"{Path.cwd()}/{name}", "detections": [found]} for name in ("IMG_0003.JPG", "a\0b.JPG")]
    Path("md.json").write_text(json.dumps(said | {"images": images}), encoding="utf-8")

    assert "given detections: 1 picture" in run(f"{IMPORT} md.json").stdout


def test_what_a_generalised_source_tells_less_of_is_said_to_stay(run: Run) -> None:
    rows = "uuid,species,region,date,data_generalizations\n"
    Path("rows.csv").write_text(f'{rows}u,Lynx,"Jilin, China",2024-05-01,\n', encoding="utf-8")
    run(f"{IMPORT} rows.csv")
    Path("told.csv").write_text(f"{rows}u,Lynx,China,2025,cut\n", encoding="utf-8")
    done = run(f"{IMPORT} told.csv --update")

    assert "1 of their records was generalised for publication: place, date, locality and files of ours stay: s1\n" in (
        done.stdout
    )
    assert (stored("s1")["event_date"], stored("s1")["region"]) == ("2024-05-01", "Jilin, China")


@pytest.mark.usefixtures("table")
def test_a_changed_row_is_told_and_taken_where_asked(run: Run) -> None:
    run(f"{IMPORT} rows.csv")
    Path("rows.csv").write_text(ROWS.replace("2024-05-02", "2024-06-02"), encoding="utf-8")
    told = run(f"{IMPORT} rows.csv")
    assert stored("s2")["event_date"] == "2024-05-02"
    dry = run(f"{IMPORT} rows.csv --update --dry-run")
    assert stored("s2")["event_date"] == "2024-05-02"
    done = run(f"{IMPORT} rows.csv --update")

    field = "    s2 event_date: 2024-05-02 here, 2024-06-02 there\n"
    assert (
        f"otherwise in the source: 1 record, left as here; --update takes what the source has\n{field}" in told.stdout
    )
    assert f"would be updated from the source: 1 record\n{field}" in dry.stdout
    assert f"updated from the source: 1 record\n{field}To take it back: logbook undo\n" in done.stdout
    assert stored("s2")["event_date"] == "2024-06-02"
    assert run("undo --list").stdout.splitlines()[0].endswith("import rows.csv: 1 record")


def test_a_bad_row_keeps_all_out(run: Run) -> None:
    Path("rows.csv").write_text(ROWS + BAD, encoding="utf-8")
    done = run(f"{IMPORT} rows.csv", code=1)

    first, second, last = done.stderr.splitlines()
    assert first.startswith("rows.csv, line 4: 'China, Jilin' begins with its country")
    assert second.startswith("rows.csv, line 5: it names no species")
    assert last.startswith("logbook: nothing was imported from rows.csv: 2 rows are bad; mend the source, or take")
    assert files() == {"rows.csv", ".logbook.json.lock"}


def test_bad_rows_are_skipped_into_a_file_that_a_spreadsheet_may_open(run: Run) -> None:
    Path("rows.csv").write_text(ROWS + BAD + '"=1+1",Lynx,soon,China,1\n', encoding="utf-8")
    dry = run(f"{IMPORT} rows.csv --skip-bad bad.csv --dry-run")
    assert "bad.csv" not in files()
    done = run(f"{IMPORT} rows.csv --skip-bad bad.csv")

    assert "left out as bad: 3 rows\n" in dry.stdout
    assert "left out as bad: 3 rows, written to bad.csv: mend them in the source, and import it again\n" in done.stdout
    with Path("bad.csv").open(encoding="utf-8-sig", newline="") as file:
        bad = list(csv.DictReader(file))
    assert [(one["file"], one["line"], one["column"]) for one in bad] == [
        ("rows.csv", "4", ""),
        ("rows.csv", "5", ""),
        ("rows.csv", "6", "date"),
    ]
    assert bad[1]["original"] == "4,,2024-05-04,China,1"
    assert not any(cell.startswith(("=", "+", "@")) for one in bad for cell in one.values())
    assert len(records("sightings")) == 2
    assert "bad.csv is there already" in run(f"{IMPORT} rows.csv --skip-bad bad.csv", code=1).stderr


def test_bad_rows_are_written_only_with_the_good_ones(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LogbookError("the disk is full")

    Path("rows.csv").write_text(ROWS + BAD, encoding="utf-8")
    assert "there is no folder no" in run(f"{IMPORT} rows.csv --skip-bad no/bad.csv", code=1).stderr
    monkeypatch.setattr("logbook.cli.record.finish", fail)
    run(f"{IMPORT} rows.csv --skip-bad bad.csv", code=1)

    assert files() == {"rows.csv", ".logbook.json.lock"}


def test_no_file_of_bad_rows_is_made_where_none_is_bad(run: Run, table: None) -> None:
    run(f"{IMPORT} rows.csv --skip-bad bad.csv")

    assert "bad.csv" not in files()


def test_many_bad_rows_are_counted(run: Run) -> None:
    Path("rows.csv").write_text("species,count\n" + "Lynx,-1\n" * 30, encoding="utf-8")
    said = run(f"{IMPORT} rows.csv", code=1).stderr.splitlines()

    assert (len(said), said[10]) == (12, "and 20 bad rows more")


@pytest.mark.usefixtures("table")
def test_what_is_said_of_all_is_said_by_options_or_set(run: Run) -> None:
    words = (
        '--region "Jilin, China" --method tracks --observer Li --set observer=Wang --set "note=by snow" --set count=9'
    )
    run(f"{IMPORT} rows.csv {words} --set license=CC0")

    one, other = stored("s1"), stored("s2")
    assert (other["region"], other["method"], other["recorded_by"], other["remarks"]) == (
        "Jilin, China",
        "tracks",
        ["Wang"],
        "by snow",
    )
    assert (one["region"], one["individual_count"], other["individual_count"]) == ("Jilin, China", 2, 1)


def test_a_picture_of_a_table_gets_the_credit_that_is_said(run: Run) -> None:
    Path("rows.csv").write_text("species,file\nLynx,a.jpg\n", encoding="utf-8")
    Image.new("L", (8, 8)).save("a.jpg")
    run(f"{IMPORT} rows.csv --credit '© WCS' --set license=CC-BY-4.0 --gap 1h")

    assert (stored("i1")["file"], stored("i1")["credit"], stored("i1")["license"]) == ("a.jpg", "c1", "CC-BY-4.0")
    assert stored("s1")["images"] == ["i1"]


def test_a_map_is_kept_and_used_again(run: Run) -> None:
    for name, number in (("a.csv", 1), ("b.csv", 2)):
        Path(name).write_text(f"Nr;Tier;Wann\n{number};Luchs;2024-05-0{number} 04:00\n", encoding="utf-8")
    said = "--map species=Tier --map date=Wann --map id=Nr --set method=camera-trap --timezone +08:00"
    run(f"{IMPORT} a.csv {said} --save-map map.json --dry-run")
    assert "map.json" not in files()
    run(f"{IMPORT} a.csv {said} --save-map map.json")
    run(f"{IMPORT} b.csv --map-file map.json --set method=tracks")

    assert json.loads(Path("map.json").read_bytes()) == {
        "format": "csv",
        "map": {"vernacular_name": "Tier", "event_date": "Wann", "id": "Nr"},
        "set": {"method": "camera-trap"},
    }
    assert (stored("s1")["event_date"], stored("s1")["method"]) == ("2024-05-01T04:00+08:00", "camera-trap")
    assert (stored("s2")["event_date"], stored("s2")["method"]) == ("2024-05-02T04:00", "tracks")


def test_the_official_example_comes_in_whole_and_goes_again_to_the_byte(run: Run) -> None:
    run("--file logbook.json add Lynx --region Russia")
    run("undo")
    before = FILE.read_bytes().split(b"\n", 2)[2]
    done = run(f"{IMPORT} '{PACKAGE}'")

    with (PACKAGE / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    events = {
        (row["eventID"], row["scientificName"])
        for row in rows
        if (row["observationLevel"], row["observationType"]) == ("event", "animal")
    }
    assert len(records("sightings")) == len(events)
    assert f"added: {len(events)} sightings, " in done.stdout
    assert f"read observations.csv: {len(rows)} observations\n" in done.stdout
    assert json.loads(FILE.read_bytes())["logbook"]["1"]["license"] == "CC0-1.0"
    run("undo")
    assert FILE.read_bytes().split(b"\n", 2)[2] == before
    assert "license" not in json.loads(FILE.read_bytes())["logbook"]["1"]
    run("undo --redo")
    assert json.loads(FILE.read_bytes())["logbook"]["1"]["license"] == "CC0-1.0"


@pytest.mark.parametrize("form", ["folder", "descriptor", "archive", "nested archive"])
def test_a_package_is_recognised_in_every_form(run: Run, form: str) -> None:
    path = PACKAGE / "datapackage.json" if form == "descriptor" else PACKAGE
    if "archive" in form:
        path = Path("package.zip")
        with zipfile.ZipFile(path, "w") as archive:
            for one in PACKAGE.iterdir():
                archive.write(one, f"{'inner/' if 'nested' in form else ''}{one.name}")

    assert "26 sightings" in run(f"{IMPORT} '{path}' --dry-run").stdout
    assert "26 sightings" in run(f"{IMPORT} '{path}' --dry-run --format camtrap-dp").stdout
    assert files() <= {"package.zip"}


def test_the_folder_that_one_stands_in_has_a_name_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logbook = FILE.absolute()
    monkeypatch.chdir(PACKAGE)
    run(f"--file {logbook} import .")

    assert run(f"--file {logbook} undo --list").stdout.endswith("import example: 26 sightings\n")


def test_an_archive_of_one_table_is_that_table(run: Run, table: None) -> None:
    with zipfile.ZipFile("rows.zip", "w") as archive:
        archive.write("rows.csv")

    assert "added: 2 sightings" in run(f"{IMPORT} rows.zip").stdout


def test_a_folder_of_pictures_stays_one_though_data_lie_deep_in_it(run: Run) -> None:
    folder = Path("cards/Station 1")
    (folder / "old").mkdir(parents=True)
    (folder / "old/datapackage.json").write_text("{}", encoding="utf-8")
    Image.new("L", (8, 8)).save(folder / "a.jpg")

    assert "1 picture became 1 sighting" in run(f"{IMPORT} cards").stdout
    assert "no picture is new" in run(f"{IMPORT} cards --format pictures").stdout


def test_another_logbook_is_merged(run: Run) -> None:
    run("--file other.json add Lynx --region Russia")
    run(f"{IMPORT} other.json --prefer ours")

    assert stored("s1")["vernacular_name"] == "Lynx"


def test_mended_rows_come_in_by_a_second_run_of_the_source(run: Run) -> None:
    Path("rows.csv").write_text(ROWS + BAD, encoding="utf-8")
    run(f"{IMPORT} rows.csv --skip-bad bad.csv")
    Path("rows.csv").write_text(ROWS + BAD.replace("China, Jilin", "Jilin, China"), encoding="utf-8")
    done = run(f"{IMPORT} rows.csv --skip-bad worse.csv")

    assert "added: 1 sighting\nalready in the logbook: 2 sightings\n" in done.stdout
    assert stored("s3")["event_date"] == "2024-05-03"
    assert len(Path("worse.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_pictures_beside_the_own_logbook_are_taken(run: Run) -> None:
    run("--file logbook.json add Lynx --region Russia")
    Image.new("L", (8, 8)).save("a.jpg")

    assert "1 picture became 1 sighting" in run(f"{IMPORT} .").stdout


def test_of_another_stations_folder_the_pictures_alone_can_be_taken(run: Run) -> None:
    Path("station").mkdir()
    run("--file station/logbook.json add Lynx --region Russia")
    Image.new("L", (8, 8)).save("station/a.jpg")

    assert "1 picture became 1 sighting" in run(f"{IMPORT} station --format pictures").stdout


@pytest.mark.usefixtures("table")
def test_a_folder_of_data_alone_is_told_from_one_of_pictures(run: Run) -> None:
    Path("data").mkdir()
    Path("rows.csv").rename("data/rows.csv")

    assert "name a file of data itself" in run(f"{IMPORT} data").stderr


def test_what_can_be_read_is_listed(run: Run) -> None:
    listed = [line.split("\t") for line in run("import --list-formats").stdout.splitlines()]

    assert [one[0] for one in listed] == [*import_names(), "pictures"]
    assert ("csv", "yes") in [(one[0], one[2]) for one in listed]
    assert listed[-1][2:] == ["no", "a folder"]


def import_names() -> list[str]:
    every = map(formats.named, formats.NAMES)
    return [one.NAME for one in every if hasattr(one, "read") or hasattr(one, "MERGES")]


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("", 2, "name the FILE or DIR to be imported"),
        ("rows.csv --format xlsx", 2, "'xlsx' is no format that can be imported"),
        ("rows.csv --format xmp", 2, "parquet, logbook, pictures"),
        ("rows.csv --format Logbook --update", 2, "rows.csv is taken as logbook"),
        ("station", 1, "to merge that, name it: logbook import station/logbook.json; to take the pictures alone"),
        ("station.zip", 1, "station.zip is an archive of a logbook; unpack it, and import the file logbook.json"),
        ("rows.csv.gz", 1, "rows.csv.gz is packed; unpack it"),
        (
            "rows.csv --species-from folder",
            2,
            "--species-from is for folders of pictures, and rows.csv is taken as csv",
        ),
        ("rows.csv --date-from-name", 2, "--date-from-name is for folders of pictures"),
        ("rows.csv --clock-offset +1h", 2, "--clock-offset is for folders of pictures"),
        ("rows.csv --prefer ours", 2, "--prefer is for another logbook"),
        ("rows.csv --without-media", 2, "--without-media is for camtrap-dp"),
        ("cards --map species=Taxon", 2, "--map is for tables of rows, and cards is taken as pictures"),
        ("cards --set method=tracks", 2, "--set is for what other programs export"),
        ("cards --update", 2, "--update is for what other programs export"),
        ("other.json --species Lynx", 2, "--species says nothing of another logbook"),
        ("other.json --update", 2, "--update is for what other programs export"),
        ("rows.csv --title Cub", 2, "--title is said of one picture"),
        ("rows.csv --timezone Mars/Olympus", 2, "Mars/Olympus"),
        ("rows.csv --map specis=id", 2, "did you mean species?"),
        ("rows.csv --map species=Taxon", 1, "'Taxon'"),
        ("rows.csv --map species", 2, "--map 'species' says too little; write --map FIELD=HEADING"),
        ("rows.csv --set =tracks", 2, "write --set FIELD=VALUE"),
        ("rows.csv --set tag=", 2, "write --set FIELD=VALUE"),
        ("rows.csv --set note=a --set remarks=b", 2, "remarks is given twice, as 'a' and 'b'; choose one"),
        ("rows.csv --set sex=female", 2, "name its column: --map sex=HEADING"),
        ("rows.csv --set method=guess", 2, "is no method"),
        ("rows.csv --map-file nowhere.json", 1, "nowhere.json cannot be read"),
        ("rows.csv --map-file rows.csv", 1, "rows.csv is no file that --save-map wrote"),
        ("rows.csv --map-file deep.json", 1, "deep.json is no file that --save-map wrote"),
        ("rows.csv --save-map rows.csv", 1, "rows.csv is there already"),
        ("nowhere.csv", 1, "no file of that name"),
        ("empty.csv", 1, "empty.csv is empty"),
        ("noise.bin", 1, "noise.bin is in no format that is known (camtrap-dp, "),
        ("old.xls", 1, "save the sheet as CSV"),
        ("book.xlsx", 1, "save the sheet as CSV"),
        ("two.zip", 1, "two.zip is an archive of nothing that can be read"),
        ("a.jpg", 1, "a.jpg is a file; name the folder that it is in"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_written(run: Run, line: str, code: int, told: str) -> None:
    Path("cards").mkdir()
    Path("station").mkdir()
    run("--file other.json add Lynx --region Russia")
    run("--file station/logbook.json add Lynx --region Russia")
    with zipfile.ZipFile("station.zip", "w") as archive:
        archive.write("station/logbook.json", "logbook.json")
    Path("rows.csv.gz").write_bytes(gzip.compress(ROWS.encode()))
    Path("deep.json").write_text('{"x":' + "[" * 9_999, encoding="utf-8")
    Path("empty.csv").touch()
    Path("noise.bin").write_bytes(b"\0\1\2" * 100)
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    for name, members in (("book.xlsx", ["xl/workbook.xml", "xl/a.xml"]), ("two.zip", ["a.bin", "b.bin"])):
        with zipfile.ZipFile(name, "w") as archive:
            for member in members:
                archive.writestr(member, "x")
    Image.new("L", (8, 8)).save("a.jpg")
    done = run(f"{IMPORT} {line}", code=code)

    assert told in done.stderr
    assert not FILE.exists()


def test_a_zone_is_known_before_a_row_is_read(run: Run, table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("logbook.changes.intake.Intake.plan")
    run(f"{IMPORT} rows.csv --timezone Mars/Olympus", code=2)
