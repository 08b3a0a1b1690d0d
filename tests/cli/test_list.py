"""`logbook list`."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.records import Book, Image, Sighting
from logbook.store.snapshot import Snapshot
from tests import essay

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

EVIL = "[/red]\x1b[31m \u202egnp.exe 东北豹 © e\u0301 :cat: line\nline\t" + "x" * 10_000
DATES = (
    "2013-10-09",
    "2013-09-05T04:31:20+08:00/2013-09-06T05:10+08:00",
    "2013-23",
    "../2009",
    "2013-09/2013-11",
    None,
)
SHOWN = (
    "2013-10-09",
    "2013-09-05 04:31:20 +08:00",
    "to 2013-09-06 05:10 +08:00",
    "autumn 2013",
    "before 2010",
    "undated",
)


def book(*sightings: Sighting) -> Path:
    return essay.write(Path("logbook.json").absolute(), Book(sightings=dict(enumerate(sightings, start=1))))


def test_a_pipe_gets_every_row_whole(run: Run, essay_file: Path) -> None:
    assert run("list").stdout.splitlines() == [
        "s1\t\tAmur leopard\t1 adult female, 2 cubs\tChina\tconfirmed\t4",
        "s2\t\tAmur leopard\t8 (survey total)\tsoutheastern Russia, Russia\t\t1",
        "s3\t\tAmur leopard\t1 mother, 1 full-grown cub\tFar Eastern Russia, Russia\tprobable\t1",
    ]


def test_the_table_of_the_essay(run: Run, essay_file: Path) -> None:
    assert [line.rstrip() for line in run("list --format table", width=104).stdout.splitlines()] == [
        "Id  Date     Species       Animals                     Region                       Breeding   Pictures",
        "-" * 103,
        "s1  undated  Amur leopard  1 adult female, 2 cubs      China                        confirmed         4",
        "s2  undated  Amur leopard  8 (survey total)            southeastern Russia, Russia                    1",
        "s3  undated  Amur leopard  1 mother, 1 full-grown cub  Far Eastern Russia, Russia   probable          1",
        "",
        "3 sightings",
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_table_is_too_wide_and_ids_and_dates_are_whole(run: Run, width: int) -> None:
    book(*(Sighting(event_date=date, vernacular_name="Amur leopard", region="Hunchun, Jilin, China") for date in DATES))
    lines = run("list --format table", width=width).stdout.splitlines()
    assert max(map(cell_len, lines)) <= width
    for whole in (*SHOWN, *(f"s{number} " for number in range(1, 7))):
        assert any(whole in line for line in lines), whole


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("how", ["table", "plain", "markdown"])
def test_whatever_is_stored_nothing_acts_on_the_terminal(run: Run, how: str, width: int) -> None:
    book(Sighting(vernacular_name=EVIL, region=EVIL, event_date=EVIL))
    shown = run(f"list --format {how}", width=width).stdout
    assert not {"\x1b", "\u202e", "\r"} & set(shown)
    assert "东北豹" in shown
    assert how != "table" or max(map(cell_len, shown.splitlines())) <= width


def test_json_has_the_text_exactly_and_the_evidence_in_force(run: Run) -> None:
    book(Sighting(vernacular_name=EVIL))
    shown = run("list --json").stdout
    assert "\x1b" not in shown
    assert json.loads(shown) == [
        {
            "id": "s1",
            "vernacular_name": EVIL,
            "breeding_level": "none",
            "breeding_code": None,
            "breeding_basis": None,
        }
    ]


def test_csv_has_the_text_exactly(run: Run) -> None:
    book(Sighting(vernacular_name=EVIL, event_date="2013-23"))
    heading, row = csv.reader(io.StringIO(run("list --format csv").stdout, newline=""))
    assert heading[:3] == ["id", "event_date", "vernacular_name"]
    assert row[:3] == ["s1", "2013-23", EVIL]


def test_ndjson_is_an_object_a_line(run: Run, essay_file: Path) -> None:
    assert [json.loads(line)["id"] for line in run("list --format ndjson").stdout.splitlines()] == ["s1", "s2", "s3"]


def test_markdown_has_dates_for_people(run: Run) -> None:
    book(Sighting(vernacular_name="Amur leopard", event_date="2013-23"))
    assert "| s1 | autumn 2013 | Amur leopard |" in run("list --format markdown").stdout


def test_a_terminal_gets_the_newest_fifty_and_is_told_of_the_rest(run: Run) -> None:
    dated = (Sighting(vernacular_name="Amur leopard", event_date=f"{year}") for year in range(1001, 2200))
    book(*dated, *(Sighting(vernacular_name="Amur leopard") for _ in range(5)))
    shown = run("list --format table").stdout.splitlines()
    assert [line.split()[1] for line in shown[2:52]] == [str(year) for year in range(2150, 2200)]
    assert shown[53].startswith("showing 50 of 1,204 sightings, the newest (5 undated are left out)")
    assert len(run("list").stdout.splitlines()) == 1204


@pytest.mark.parametrize("region", ["china", "jilin", "cn", "CHINA"])
def test_a_region_is_found_by_any_of_its_parts_and_names(run: Run, region: str) -> None:
    book(Sighting(vernacular_name="Amur leopard", region="Jilin, China"), Sighting(region="Primorye, Russia"))
    assert run(f"list --region {region}").stdout.startswith("s1\t")


def test_an_unknown_region_is_no_error_and_is_asked_about(run: Run, essay_file: Path) -> None:
    result = run("list --region chnia")
    assert result.stdout == ""
    assert "did you mean China?" in result.stderr


@pytest.mark.parametrize(
    ("how", "stdout", "stderr"),
    [("json", "[]\n", ""), ("table", "", "nothing found\n"), ("plain", "", ""), ("ndjson", "", "")],
)
def test_an_empty_answer_is_an_answer(run: Run, essay_file: Path, how: str, stdout: str, stderr: str) -> None:
    result = run(f"list --tag nothing --format {how}")
    assert (result.stdout, result.stderr) == (stdout, stderr)


def test_undated_ones_that_may_lie_within_are_counted(run: Run, essay_file: Path) -> None:
    result = run("list --since 2013")
    assert (result.stdout, result.stderr) == ("", "3 undated left out: they may lie within or not\n")


def test_ids_choose_and_must_be_there(run: Run, essay_file: Path) -> None:
    assert run("list s3 1").stdout.split("\t")[0] == "s1"
    assert "there is no sighting s9 and no sighting s8 in" in run("list s9 s8 s9", code=3).stderr
    assert "i1 is a picture" in run("list i1", code=2).stderr


def test_filters_may_ask_the_pictures(run: Run, essay_file: Path) -> None:
    assert [line[:2] for line in run("list --credit isunr").stdout.splitlines()] == ["s2", "s3"]
    essay.write(Path("other.json"), replace(essay.BOOK, images={**essay.BOOK.images, 1: Image()}))
    assert run("--file other.json list --missing credit").stdout.startswith("s1\t")


def test_two_forms_at_once_are_refused(run: Run, essay_file: Path) -> None:
    assert "choose one" in run("list --json --format csv", code=2).stderr
    assert run("list --json --format json").stdout.startswith("[")


@pytest.mark.parametrize("how", ["table", "plain", "csv", "json", "ndjson", "markdown"])
def test_a_code_page_that_lacks_letters_is_no_reason_to_fail(how: str) -> None:
    book(Sighting(vernacular_name="东北豹 ©", event_date="2013-23"))
    run = subprocess.run(
        [sys.executable, "-m", "logbook", "list", "--format", how],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(Path(essay.__file__).parent.parent), "COLUMNS": "80"},
    )
    shown = run.stdout.decode("cp1252")
    assert "\\u4e1c\\u5317\\u8c79" in shown
    assert how not in ("json", "ndjson") or "东北豹 ©" in json.dumps(json.loads(shown), ensure_ascii=False)


def test_a_pipe_needs_none_of_the_heavy_libraries(essay_file: Path) -> None:
    code = "import sys; from logbook.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code, "list"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(essay.__file__).parent.parent)},
    )
    assert run.stdout.startswith("s1\t")
    assert not {"rich.table", "rich.console", "tinydb", "dateutil", "PIL", "jinja2"} & set(run.stderr.split())


def test_a_terminal_that_is_too_narrow_cuts_nothing(run: Run, essay_file: Path) -> None:
    shown = run("list --format table", width=12).stdout
    assert "s1  undated" in shown
    assert "pictures" in "".join(shown.split())


def test_thousands_are_as_stored_too(run: Run) -> None:
    book(*(Sighting(vernacular_name="Amur leopard", region=f"Valley {number}, China") for number in range(1, 1203)))
    lines = run("list --format ndjson").stdout.splitlines()
    assert len(lines) == 1202
    assert json.loads(lines[1201])["region"] == "Valley 1202, China"


def test_an_answer_that_cannot_be_written_is_told(run: Run, essay_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("logbook.cli.output.emit", full)

    assert run("list", code=1).stderr == "logbook: the answer could not be written: No space left on device\n"


@pytest.mark.parametrize("how", ["json", "ndjson"])
def test_positions_that_leave_the_program_are_said_to_be_exact(run: Run, how: str) -> None:
    book(
        Sighting(vernacular_name="Lynx", decimal_latitude=1.5, decimal_longitude=2.5), Sighting(vernacular_name="Lynx")
    )

    said = "1 position here is exact; `logbook export` hides those of sensitive species\n"
    assert run(f"list --format {how}").stderr == said
    assert run(f"list s2 --format {how}").stderr == ""
    assert run("list --format plain").stderr == ""


HANDS: dict[str, Callable[[str], str]] = {
    "indented": lambda text: json.dumps(json.loads(text), indent=2),
    "edited": lambda text: text.replace("Lynx 7", "Fox"),
    "swapped": lambda text: re.sub(r'("31":.*?,)\n("32":.*?,)\n', r"\2\n\1\n", text),
    "double": lambda text: text.replace('"31":{', '"32":{"remarks":"twice"},\n"31":{'),
    "two on a line": lambda text: text.replace(',\n"31":{', ',"31":{'),
    "a record on two lines": lambda text: text.replace('"31":{', '"31":\n{'),
    "a double and two on a line": lambda text: text.replace('"32":{', '"32":{"remarks":"twice"},\n"32":{').replace(
        ',\n"61":{', ',"61":{'
    ),
}


@pytest.mark.parametrize("how", ["plain", "csv", "json", "ndjson", "table"])
@pytest.mark.parametrize("hand", HANDS)
def test_a_list_of_what_other_hands_left_is_that_of_the_file_written_anew(
    run: Run, hand: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logbook.store.scanning.BLOCK", 300)
    path = book(*(Sighting(event_date=f"{2000 + n * 7 % 11}", vernacular_name=f"Lynx {n}") for n in range(1, 100)))
    text = path.read_text(encoding="utf-8")
    path.write_text(HANDS[hand](text), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    line = f"list --since 2001 --format {how}"
    essay.write(Path("anew.json").absolute(), Book(sightings=Snapshot(path).book().sightings))
    assert run(line).stdout == run(f"--file anew.json {line}").stdout != ""


def test_damage_anywhere_in_a_sighting_is_told_whatever_is_asked(run: Run) -> None:
    path = book(*(Sighting(vernacular_name=f"Lynx {number}", remarks="snow") for number in range(1, 100)))
    path.write_text(path.read_text(encoding="utf-8").replace('7","remarks":"snow"', '7","remarks":1'), encoding="utf-8")
    assert "s7 is not valid" in run("list --region china", code=4).stderr


def test_an_answer_from_several_processors_is_that_of_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    book(*(Sighting(event_date=f"{2000 + n * 7 % 11}", vernacular_name=f"Lynx {n}") for n in range(1, 400)))
    monkeypatch.setattr("logbook.store.scanning.BLOCK", 100)
    answers = []
    for many in (1, 3):
        monkeypatch.setattr("logbook.store.forking._processors", lambda many=many: many)
        answers.append([run(f"list --species 'Lynx 3' --format {how}").stdout for how in ("plain", "table", "json")])
    assert answers[0] == answers[1]
