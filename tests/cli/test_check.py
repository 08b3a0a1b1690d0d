"""`logbook check`: what it tells a person and a machine, when it fails, and what `--fix` does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from logbook.checks import CHECKS
from logbook.records import Book, Image, Sighting
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HERE = Path("logbook.json")

NOTHING_TO_MEND = (
    "nothing to mend: no id stands twice, the file is as the program lays it out, credits are linked; "
    "pictures that moved are found with --look-in DIR\n"
)
LAID_OUT = "the file  written by other hands -> laid out anew\n"


@pytest.fixture
def faulty() -> None:
    """Write a logbook with one problem and one note: a lost picture, which belongs to no sighting."""
    images = {1: Image(uuid="a", file="pics/lost.jpg", alt_text="A leopard on snow", title="Lost")}
    essay.write(HERE.absolute(), Book(images=images))


@pytest.fixture
def doubled() -> bytes:
    """Write a logbook in which s1 stands twice."""
    sightings = {
        number: Sighting(uuid=f"u{number}", scientific_name="Panthera pardus", region=region)
        for number, region in enumerate(("Jilin, China", "Primorsky Krai, Russia", "Iran"), 1)
    }
    essay.write(HERE.absolute(), Book(sightings=sightings))
    HERE.write_bytes(HERE.read_bytes().replace(b'\n"3":', b'\n"1":'))
    return HERE.read_bytes()


def test_without_problems_it_says_so_with_counts(run: Run) -> None:
    Path("a.jpg").touch()
    essay.write(HERE.absolute(), Book(images={1: Image(uuid="a", file="a.jpg"), 2: Image(uuid="b", alt_text="Snow")}))

    result = run("check alt-text missing-file")
    assert result.stdout == ""
    assert result.stderr.startswith("no problems in 2 pictures; its history takes ")
    assert result.stderr.endswith(" bytes\n")


def test_people_without_problems_get_the_sentence_alone(run: Run) -> None:
    essay.write(HERE.absolute(), Book(sightings={1: Sighting(uuid="a")}))

    result = run("check --format table")
    assert result.stdout == ""
    assert result.stderr.startswith("no problems in 1 sighting;")


def test_the_essay_has_one_problem_its_list_of_search_words(run: Run, essay_file: Path) -> None:
    result = run("check", code=6)

    fault = "the alt text is a list of search words; say in a sentence what the picture shows"
    assert result.stdout == f'alt-text\tproblem\ti6\t{fault}\tlogbook edit i6 --alt "What the picture shows"\n'
    assert result.stderr.startswith("logbook: 1 problem in 3 sightings, 6 pictures, 2 credits, 1 species;")


@pytest.mark.usefixtures("faulty")
def test_problems_end_with_6_and_notes_with_0(run: Run) -> None:
    lines = run("check", code=6).stdout.splitlines()
    advice = "put it back there, or correct `file` in an editor: logbook edit i1"
    assert lines == [
        f"missing-file\tproblem\ti1\tfile missing: pics/lost.jpg\t{advice}",
        "unused-picture\tnote\ti1\tbelongs to no sighting: Lost\tlogbook attach SIGHTING i1, or logbook remove i1",
    ]

    notes = run("check unused-picture")
    assert notes.stdout.splitlines() == lines[1:]
    assert notes.stderr.startswith("no problems and 1 note in 1 picture;")


@pytest.mark.usefixtures("faulty")
def test_files_are_looked_for_below_the_logbook_and_where_links_point(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "lost.jpg").touch()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "link.json").symlink_to(HERE.absolute())

    assert run("check missing-file").stdout == ""
    assert run("check missing-file --file elsewhere/link.json").stdout == ""
    shutil.rmtree(tmp_path / "pics")
    run("check missing-file", code=6)


@pytest.mark.parametrize("name", ["x" * 10_000, "a\0b", ".", "https:/"])
def test_no_file_name_whatever_disturbs_it(run: Run, name: str) -> None:
    essay.write(HERE.absolute(), Book(images={1: Image(file=name)}))

    run("check missing-file", code=6)


@pytest.mark.usefixtures("faulty")
def test_machines_get_findings_as_objects(run: Run) -> None:
    found = json.loads(run("check --json", code=6).stdout)

    assert found[0] == {
        "check": "missing-file",
        "severity": "problem",
        "id": "i1",
        "text": "file missing: pics/lost.jpg",
        "advice": "put it back there, or correct `file` in an editor: logbook edit i1",
    }
    rows = run("check --format ndjson", code=6).stdout.splitlines()
    assert [msgspec.json.decode(row) for row in rows] == found
    assert run("check --format csv", code=6).stdout.startswith("check,severity,id,text,advice")
    assert json.loads(run("check alt-text --json").stdout) == []


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("how", ["table", "markdown"])
def test_people_get_findings_by_check(run: Run, how: str) -> None:
    shown = run(f"check --format {how}", code=6).stdout

    assert shown.index("missing-file (problem)") < shown.index("pics/lost.jpg") < shown.index("unused-picture (note)")


def test_a_terminal_gets_no_more_of_a_check_than_somebody_would_read(run: Run) -> None:
    essay.write(HERE.absolute(), Book(images={number: Image(uuid=str(number)) for number in range(1, 1061)}))

    shown = run("check unused-picture --format table").stdout
    assert "i50 " in shown
    assert "i51 " not in shown
    assert "and 1,010 more; `logbook check unused-picture --format plain` has them all" in " ".join(shown.split())
    assert len(run("check unused-picture").stdout.splitlines()) == 1060


def test_the_checks_are_listed(run: Run) -> None:
    listed = run("check --list").stdout.splitlines()

    assert [line.split("\t")[0] for line in listed] == [check.name for check in CHECKS]
    assert json.loads(run("check --list --json").stdout)[0]["name"] == "doubles"


def test_what_stands_twice_is_a_problem(run: Run, doubled: bytes) -> None:
    rows = run("check doubles checksum", code=6).stdout.splitlines()

    assert "two records with the id s1, on lines 13 and 15; the last one counts" in rows[0]
    assert "logbook check --fix mends it" in rows[0]
    assert rows[1].startswith("checksum\tnote\t\tthe file is not as this program left it")


@pytest.mark.parametrize("content", ['{"logbook":{', '{"logbook":{"1":{}},"sightings":{"1":{"images":3}}}'])
def test_a_damaged_file_is_no_finding(run: Run, content: str) -> None:
    HERE.write_text(content)

    assert run("check", code=4).stdout == ""


def test_no_logbook_yet_has_no_problems(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.cli.whereabouts.default_file", lambda: Path("nowhere") / "logbook.json")

    assert run("check").stderr.endswith("no problems in an empty logbook\n")
    assert run("check --fix").stderr.endswith(NOTHING_TO_MEND)
    run("check --file nowhere.json", code=1)


def test_fix_gives_the_second_a_new_number_and_undo_takes_it_back(run: Run, doubled: bytes) -> None:
    fixed = run("check --fix")

    assert fixed.stdout == f"s1  the second sighting of this id -> s4\n{LAID_OUT}"
    assert f"the file as it was: {HERE.absolute().with_name('logbook.before-fix.json')}" in fixed.stderr
    assert Path("logbook.before-fix.json").read_bytes() == doubled
    sightings = json.loads(HERE.read_text())["sightings"]
    assert {number: record["region"] for number, record in sightings.items()} == {
        "1": "Jilin, China",
        "2": "Primorsky Krai, Russia",
        "4": "Iran",
    }
    run("check doubles checksum")
    run("undo")
    assert json.loads(HERE.read_text())["sightings"].keys() == {"1", "2"}


def test_fix_counts_the_further_ones(run: Run, doubled: bytes) -> None:
    HERE.write_bytes(doubled.replace(b'\n"2":', b'\n"1":'))

    assert run("check --fix").stdout.splitlines()[:2] == [
        "s1  the second sighting of this id -> s4",
        "s1  the third sighting of this id -> s5",
    ]


def test_a_dry_run_of_fix_only_tells(run: Run, doubled: bytes) -> None:
    result = run("check --fix --dry-run")

    assert result.stdout == f"s1  the second sighting of this id -> s4\n{LAID_OUT}"
    assert result.stderr.endswith("a dry run: nothing was written\n")
    assert HERE.read_bytes() == doubled
    assert not Path("logbook.before-fix.json").exists()


def test_fix_takes_no_names_of_checks(run: Run, doubled: bytes) -> None:
    assert "leave their names out" in run("check --fix alt-text", code=2).stderr
    assert HERE.read_bytes() == doubled


def test_ids_are_mended_before_pictures_are_found(run: Run, doubled: bytes) -> None:
    fixed = run("check --fix --look-in .")

    assert fixed.stdout == f"s1  the second sighting of this id -> s4\n{LAID_OUT}"
    assert fixed.stderr.endswith("nothing to find: no picture is gone or changed\n")
    assert Path("logbook.before-fix.json").read_bytes() == doubled


def test_a_dry_run_does_not_look_for_pictures_whose_ids_are_not_mended_yet(run: Run, doubled: bytes) -> None:
    told = run("check --fix --look-in . --dry-run")

    assert told.stdout == f"s1  the second sighting of this id -> s4\n{LAID_OUT}"
    assert told.stderr.endswith("pictures are looked for when the rest is mended\n")


def test_a_folder_that_is_not_there_ends_it_before_anything_is_mended(run: Run, doubled: bytes) -> None:
    assert "there is no folder nowhere" in run("check --fix --look-in nowhere", code=1).stderr
    assert HERE.read_bytes() == doubled


def test_looking_in_a_folder_needs_fix(run: Run, essay_file: Path) -> None:
    assert "--look-in goes with --fix" in run("check --look-in .", code=2).stderr


def test_nothing_to_mend_is_said(run: Run, essay_file: Path) -> None:
    before = essay_file.read_bytes()

    assert run("check --fix").stderr == NOTHING_TO_MEND
    assert essay_file.read_bytes() == before


def test_a_dry_run_needs_fix(run: Run, essay_file: Path) -> None:
    assert "--dry-run goes with --fix" in run("check --dry-run", code=2).stderr


def test_a_large_history_is_told_in_larger_units(run: Run, essay_file: Path) -> None:
    with Path("logbook.history.jsonl").open("ab") as file:
        file.truncate(12_345_678)

    assert run("check no-uuid").stderr.endswith("; its history takes 12.3 MB\n")
