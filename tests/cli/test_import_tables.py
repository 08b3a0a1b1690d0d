"""`logbook import` of tables as people and their programs save them, as it is typed."""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.stored import FILE, records, stored

if TYPE_CHECKING:
    from tests.cli.conftest import Run

IMPORT = "--file logbook.json import"
TEXT = 'id,species,date,region,note\r\n1,Lynx,2024-05-01,"Jilin, China","Frühling,\r\n2 km"\r\n'


def put(data: bytes) -> None:
    Path("t.csv").write_bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("cp1252"),
        TEXT.replace(",", ";").replace("Jilin;", "Jilin,").replace("ling;", "ling,").encode("cp1252"),
        TEXT.replace(",", "\t").replace("Jilin\t", "Jilin,").replace("ling\t", "ling,").encode("utf-16"),
        (TEXT.replace("note", ",".join(["note", *(f"c{number}" for number in range(130))]))).encode(),
    ],
)
def test_whatever_saved_a_table_it_says_the_same(run: Run, data: bytes) -> None:
    put(data)
    run(f"{IMPORT} t.csv")
    (one,) = records("sightings").values()
    assert (one["vernacular_name"], one["event_date"], one["region"]) == ("Lynx", "2024-05-01", "Jilin, China")
    assert one["remarks"] == "Frühling,\r\n2 km"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "t.csv is empty"),
        (b"species,date,species\nLynx,2024,Wolf\n", "t.csv has the heading 'species' twice, over columns 1 and 3"),
        (b"a,b\n1,2\n", "no column of t.csv tells the species; it has 'a', 'b': say --map species=HEADING"),
        (b'species,date\n"Lynx,2024\n', "t.csv, line 2: a quotation mark is opened here and never closed"),
        ("species,x\n东北豹,1\n".encode("gb18030"), "t.csv, line 2 is neither UTF-8 nor Western European text"),
        (b"species,date\nLynx,05/09/2013\n", "t.csv, line 2, column date: '05/09/2013' could be 5 September 2013 or"),
        (b"species,date\nLynx,2024,more\n", "t.csv, line 2: 'more': it has 3 cells, and there are 2 headings"),
        (b"species,date\nLy\0nx,2024\n", "t.csv, line 2: the row holds a NUL character"),
    ],
)
def test_what_cannot_be_read_right_is_refused_with_a_sentence_and_nothing_is_made(
    run: Run, data: bytes, sentence: str
) -> None:
    put(data)
    assert run(f"{IMPORT} t.csv", code=1).stderr.removeprefix("logbook: ").startswith(sentence)
    assert not FILE.exists()


def test_a_table_with_headings_only_adds_nothing(run: Run) -> None:
    put(b"species,date\r\n")
    done = run(f"{IMPORT} t.csv")
    assert done.stdout == "read t.csv: 0 rows\nnothing is new\n"
    assert done.stderr.startswith("t.csv has headings and no rows\n")


def test_a_table_of_timelapse_is_read_by_its_own_headings(run: Run) -> None:
    put(
        b"RootFolder,File,RelativePath,DateTime,DeleteFlag,Species,Count,Sex,LifeStage\n"
        b"S,IMG_1.JPG,A\\100RECNX,2024-05-01 06:12:33,false,Amur leopard,1,female,adult\n"
        b"S,IMG_2.JPG,A\\100RECNX,2024-05-01 06:12:35,false,,0,,\n"
        b"S,IMG_3.JPG,B,2024-05-02 17:00:00,false,human,1,,\n"
    )
    done = run(f"{IMPORT} t.csv --timezone Asia/Shanghai --region China --set method=camera-trap")
    assert "left out: 1 absence, 1 human\n" in done.stdout
    assert "t.csv: RootFolder (3 values), DeleteFlag (3 values) have no place in a logbook\n" in done.stderr
    one = stored("s1")
    assert one["event_date"] == "2024-05-01T06:12:33+08:00"
    assert one["animals"] == [{"n": 1, "count": 1, "life_stage": "adult", "sex": "female"}]
    assert stored("i1")["file_name"] == "A/100RECNX/IMG_1.JPG"


def test_a_record_table_of_camtrapr_names_stations_and_pictures(run: Run) -> None:
    put(
        b'"Station","Species","DateTimeOriginal","Date","Time","Directory","FileName"\n'
        b'"A","PBE","2009-04-10 05:07:00","2009-04-10","05:07:00","C:/img/A/PBE","A(1).JPG"\n'
    )
    run(f"{IMPORT} t.csv")
    assert stored("s1")["event_date"] == "2009-04-10T05:07:00"
    assert stored("d1")["deployment_id"] == "A"
    assert stored("i1")["file_name"] == "C:/img/A/PBE/A(1).JPG"


def test_an_old_table_of_agouti_keeps_the_stage_in_its_column_of_ages(run: Run) -> None:
    put(
        b"observation_id,deployment_id,timestamp,observation_type,count,scientific_name,sex,age,classification_method\n"
        b"1,d,2024-05-01T06:12:33+0200,animal,2,Sus scrofa,unknown,juvenile,machine\n"
        b"2,d,2024-05-02T06:12:33+0200,blank,,,,,human\n"
    )
    assert "left out: 1 blank\n" in run(f"{IMPORT} t.csv").stdout
    one = stored("s1")
    assert one["animals"] == [{"n": 1, "count": 2, "life_stage": "juvenile", "classification_method": "machine"}]
    assert (one["event_date"], one["verification"]) == ("2024-05-01T06:12:33+02:00", "unverified")


def test_a_table_of_a_european_spreadsheet_is_read_with_its_decimal_commas(run: Run) -> None:
    put("Nr;Tier;Wann;Breite;Länge\r\n1;Luchs;2024-05-01;48,123;13,456\r\n".encode("cp1252"))
    line = "--map id=Nr --map species=Tier --map date=Wann --map lat=Breite --map lon=Länge --save-map m.json"
    run(f"{IMPORT} t.csv {line}")
    assert (stored("s1")["decimal_latitude"], stored("s1")["decimal_longitude"]) == (48.123, 13.456)
    assert "already in the logbook: 1 sighting\n" in run(f"{IMPORT} t.csv --map-file m.json").stdout


def test_bad_rows_are_written_as_they_stand_and_start_no_formula(run: Run) -> None:
    put(b"species,date,note\n=1+1,05/09/2013,x\nLynx,2024-05-01,\n")
    run(f"{IMPORT} t.csv --skip-bad bad.csv")
    with Path("bad.csv").open(encoding="utf-8-sig", newline="") as file:
        (bad,) = csv.DictReader(file)
    assert (bad["file"], bad["line"], bad["column"], bad["value"]) == ("t.csv", "2", "date", "05/09/2013")
    assert bad["original"] == "'=1+1,05/09/2013,x"
    assert len(records("sightings")) == 1


def test_what_starts_a_formula_is_guarded_in_our_csv_and_comes_back(run: Run) -> None:
    texts = ["=1+1", "+1.", "-x", "@x", "\tx", "\rx", "'=1", "''=1", "'x", "-5"]
    for text in texts:
        run(f"--file logbook.json add --region China {shlex.quote(f'--note={text}')} -- {shlex.quote(f'{text}x')}")
    run("--file logbook.json export --exact --format csv out.csv")
    listed = run("--file logbook.json list --format csv").stdout
    for made in (Path("out.csv").read_bytes().decode("utf-8-sig"), listed):
        cells = [cell for row in csv.reader(io.StringIO(made, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and cell != "-5"]
    FILE.unlink()
    run(f"{IMPORT} out.csv")
    assert [one["remarks"] for one in records("sightings").values()] == texts
