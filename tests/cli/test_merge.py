"""`logbook import OTHER.json`, as it is typed: two stations' logbooks become one."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import essay
from tests.cli.stored import FILE, jpeg, records, stored
from tests.cli.terminal import Terminal
from tests.store import deeds

if TYPE_CHECKING:
    from tests.cli.conftest import Run

OTHER = Path("b/logbook.json")


@pytest.fixture(autouse=True)
def other() -> None:
    """Make a folder for the other station."""
    OTHER.parent.mkdir()


@pytest.fixture
def copied(essay_file: Path) -> Path:
    """Give the other station a copy of our logbook, history and all."""
    for path in (essay_file, essay_file.with_name("logbook.history.jsonl")):
        (OTHER.parent / path.name).write_bytes(path.read_bytes())
    return OTHER


def on_other(run: Run, line: str) -> None:
    run(f"--file {OTHER} {line}")


def test_another_stations_sightings_come_in_and_their_ids_are_told(run: Run, essay_file: Path) -> None:
    jpeg("b/cards/cub.jpg")
    on_other(run, "add 'Amur leopard' --region China --date 2013-10-09 --image b/cards/cub.jpg --credit 'W-CS'")
    on_other(run, "add Lynx --region Russia --date 2014 --image b/cards/cub.jpg")
    theirs = OTHER.read_bytes()
    done = run("import b/logbook.json")

    assert done.stdout.splitlines() == [
        "i1 is now i7",
        "s1 is now s4",
        "s2 is now s5",
        "1 picture is new",
        "2 sightings are new",
        "1 record changed: c1",
        "To take it back: logbook undo",
    ]
    assert (stored("s4")["images"], stored("s5")["images"]) == (["i7"], ["i7"])
    assert (stored("i7")["file"], stored("i7")["credit"]) == ("b/cards/cub.jpg", "c1")
    assert stored("i7")["credit_line"] == "W-CS"
    assert OTHER.read_bytes() == theirs
    assert "import logbook.json: 3 new, 1 changed" in run("undo --list").stdout


def test_undo_takes_the_whole_merge_back_to_the_byte(run: Run, copied: Path) -> None:
    on_other(run, "add Lynx --region Russia")
    on_other(run, "edit s1 --note x")
    before = deeds.rest(FILE)
    run("import b/logbook.json")
    after = deeds.rest(FILE)
    run("undo")

    assert deeds.rest(FILE) == before
    run("undo --redo")
    assert deeds.rest(FILE) == after != before


def test_tables_that_only_the_other_has_come_in_and_go_again(run: Run, copied: Path) -> None:
    tables = json.loads(OTHER.read_bytes())
    notes = {"weather": {"1": {"t": -20}, "3": {"t": -21}}, "moon": {"1": {"phase": "new"}}}
    OTHER.write_text(json.dumps(tables | notes), encoding="utf-8")
    before = deeds.rest(FILE)
    told = run("import b/logbook.json").stderr
    after = deeds.rest(FILE)

    assert told.count("it comes in as it is") == 2
    assert {name: json.loads(FILE.read_bytes())[name] for name in notes} == notes
    assert list(json.loads(FILE.read_bytes()))[-1] == "sightings"
    assert run("import b/logbook.json").stderr.endswith("\nnothing to change\n")
    run("undo")
    assert deeds.rest(FILE) == before
    run("undo --redo")
    assert deeds.rest(FILE) == after


def test_a_second_merge_changes_nothing(run: Run, essay_file: Path) -> None:
    on_other(run, "add Lynx --region Russia")
    on_other(run, "attach s1 --title Cub --credit WCS")
    run("import b/logbook.json")
    before = FILE.read_bytes()
    done = run("import b/logbook.json")

    assert "nothing to change" in done.stderr
    assert FILE.read_bytes() == before
    assert "nothing to change" in run("import logbook.json").stderr
    assert FILE.read_bytes() == before


def test_what_one_of_two_copies_changed_is_taken_without_a_question(run: Run, copied: Path) -> None:
    on_other(run, "edit s1 --note theirs --area Wangqing")
    on_other(run, "edit s2 --area ''")
    run("edit s3 --note ours")
    run("import b/logbook.json")

    assert (stored("s1")["remarks"], stored("s1")["areas"]) == ("theirs", ["Wangqing"])
    assert stored("s3")["remarks"] == "ours"


def test_an_old_copy_of_this_logbook_changes_nothing(run: Run, copied: Path) -> None:
    run("edit s1 --note new")

    assert "nothing to change" in run("import b/logbook.json").stderr


def test_two_edits_of_one_field_are_listed_and_nothing_is_written(run: Run, copied: Path) -> None:
    on_other(run, "edit s1 s2 s3 --note theirs")
    on_other(run, "add Lynx --region Russia")
    run("edit s1 s2 --note ours")
    before = FILE.read_bytes()
    done = run("import b/logbook.json", code=1)

    assert "s1, their s1: remarks: ours ours, theirs theirs\n" in done.stderr
    assert "different things in 2 places; nothing was written" in done.stderr
    assert FILE.read_bytes() == before


def test_no_more_conflicts_are_listed_than_a_person_reads(run: Run) -> None:
    for file in (FILE, OTHER):
        lines = {n: {"uuid": f"u{n}", "remarks": f"{file} {n}"} for n in range(1, 31)}
        file.write_text(json.dumps({"logbook": {"1": {"schema": 1}}, "sightings": lines}), encoding="utf-8")
    done = run("import b/logbook.json", code=1)

    assert done.stderr.count("their s") == 20
    assert "and 10 more\n" in done.stderr


@pytest.mark.parametrize(("prefer", "kept"), [("ours", "ours"), ("theirs", "theirs"), ("newer", "ours")])
def test_a_preference_decides_all_and_says_so(run: Run, copied: Path, prefer: str, kept: str) -> None:
    on_other(run, "edit s1 --note theirs")
    run("edit s1 --note ours")
    done = run(f"import b/logbook.json --prefer {prefer}")

    assert stored("s1")["remarks"] == kept
    assert "where the two differ, " in done.stderr
    assert "s1 (remarks)" in done.stderr


@pytest.mark.parametrize("has_history", [True, False])
@pytest.mark.parametrize("first", ["theirs", "newer", "ours"])
def test_a_merge_that_was_undone_is_asked_about_again(run: Run, copied: Path, first: str, has_history: bool) -> None:
    run("species 'Amur leopard' --sensitivity low")
    run("edit s1 --date 2013-11-01 --note ours")
    on_other(run, "species 'Amur leopard' --sensitivity extreme")
    on_other(run, "edit s1 --date 2013-12-01 --note theirs")
    on_other(run, "add Lynx --region Russia")
    if not has_history:
        copied.with_name("logbook.history.jsonl").unlink()
    listed = run("import b/logbook.json", code=1).stderr
    merged = run(f"import b/logbook.json --prefer {first}").stderr
    run("undo")

    assert run("import b/logbook.json", code=1).stderr == listed
    assert "2 places" in listed
    assert run(f"import b/logbook.json --prefer {first}").stderr == merged
    run("undo")
    done = run("import b/logbook.json --prefer theirs").stderr
    assert "had been removed here" not in done
    assert (stored("s1")["remarks"], stored("s1")["event_date"]) == ("theirs", "2013-12-01")
    run("undo")
    run("undo --redo")
    assert "nothing to change" in run("import b/logbook.json").stderr


def test_a_dry_run_shows_what_would_be_and_writes_nothing(run: Run, copied: Path) -> None:
    on_other(run, "add Lynx --region Russia")
    on_other(run, "edit s1 --note theirs")
    before = {path: path.read_bytes() for path in Path.cwd().rglob("*") if path.is_file()}
    done = run("import b/logbook.json --dry-run")

    assert "s4\n1 sighting would be new\n1 record would be changed: s1\n" in done.stdout
    assert "  + remarks: theirs\n" in done.stdout
    assert done.stderr.endswith("a dry run: nothing was written\n")
    assert {path: path.read_bytes() for path in Path.cwd().rglob("*") if path.is_file()} == before


def test_what_was_removed_here_comes_back(run: Run, copied: Path) -> None:
    run("remove s3")
    done = run("import b/logbook.json")

    assert "s4 had been removed here, and is back" in done.stderr
    assert records("sightings").keys() == {"1", "2", "4"}


def test_a_logbook_can_begin_with_a_merge(run: Run, essay_file: Path) -> None:
    run("--file new.json import logbook.json")

    new, old = deeds.tables(Path("new.json")), deeds.tables(FILE)
    assert {name: new[name] for name in new if name != "logbook"} == {
        name: old[name] for name in old if name != "logbook"
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"logbook":{"1":{"schema":99}},"sightings":{}}', "was written by a newer logbook (schema 99"),
        (b'{"logbook":{"1":{"schema":1}},"sightings":{"1":{"event_date":5}}}', "s1 is not valid"),
        (b'{"logbook":{"1":{"schema":1}},"sightings":{"1":', "the file is cut off here"),
    ],
)
def test_a_damaged_logbook_is_refused_with_nothing_written(
    run: Run, essay_file: Path, content: bytes, said: str
) -> None:
    OTHER.write_bytes(content)
    before = FILE.read_bytes()

    assert said in run("import b/logbook.json", code=4).stderr
    assert FILE.read_bytes() == before


def test_a_logbook_that_other_hands_wrote_is_merged(run: Run, essay_file: Path) -> None:
    OTHER.write_text('{"sightings": {"7": {"remarks": "東北豹 \\u0001", "odd": [1.50]}}}\n', encoding="utf-8")
    run("import b/logbook.json --format logbook")

    assert stored("s4") == {"remarks": "東北豹 \x01", "odd": [1.5]}


@pytest.mark.parametrize(
    ("file", "here"),
    [
        ("a.jpg", "b/a.jpg"),
        ("../a.jpg", "a.jpg"),
        ("../cards/./a.jpg", "cards/a.jpg"),
        ("/cards/a.jpg", "/cards/a.jpg"),
        ("/a.jpg", "/a.jpg"),
        ("a\0b/c.jpg", "a\0b/c.jpg"),
    ],
)
def test_a_picture_is_found_from_here_where_it_was_found_from_there(
    run: Run, essay_file: Path, file: str, here: str
) -> None:
    OTHER.write_text(json.dumps({"logbook": {"1": {}}, "images": {"1": {"file": file}}}), encoding="utf-8")
    run("import b/logbook.json")

    assert stored("i7")["file"] == here


def test_a_file_that_is_not_there_is_said(run: Run, essay_file: Path) -> None:
    run("import c.json --format logbook", code=1)


def test_tables_of_other_programs_stay_there(run: Run, essay_file: Path) -> None:
    OTHER.write_text('{"logbook":{"1":{}},"weather":{"1":{"rain":true}}}', encoding="utf-8")

    assert "has a table 'weather'" in run("import b/logbook.json").stderr


@given(st.lists(st.sampled_from(["edit s1 --note {}", "edit i1 --alt {}", "remove s2", "edit c1 --contact {}"])))
@settings(max_examples=8)
def test_undo_restores_whatever_was_merged(run: Run, steps: list[str]) -> None:
    for path in Path.cwd().rglob("logbook*"):
        path.unlink()
    essay.write(FILE.absolute())
    OTHER.write_bytes(FILE.read_bytes())
    for at, step in enumerate(steps):
        where = "" if at % 2 else f"--file {OTHER} "
        run(f"{where}{step.format(at)}") if "s2" not in step or "s2" in ids(where) else None
    before = deeds.rest(FILE)
    if "nothing to change" not in run("import b/logbook.json --prefer theirs").stderr:
        run("undo")

    assert deeds.rest(FILE) == before


def ids(where: str) -> set[str]:
    return {f"s{number}" for number in deeds.tables(OTHER if where else FILE)["sightings"]}


def test_a_filtered_copy_opens_as_a_logbook_and_merges_back_to_nothing(run: Run, essay_file: Path) -> None:
    run("export --format logbook china.json --region china --exact")
    copied = run("--file china.json list")

    assert copied.stdout.split("\t")[0] == "s1"
    assert copied.stderr == ""
    assert {path.name for path in Path.cwd().glob("china*")} == {"china.json"}
    assert "nothing to change" in run("import china.json").stderr


@pytest.mark.parametrize("prefer", ["newer", "ours", "theirs"])
def test_a_copy_that_was_made_coarse_takes_no_place_away(run: Run, essay_file: Path, prefer: str) -> None:
    run("edit s1 --at 43.61234,130.61234 --date 2013-10-09 --locality 'the old bridge'")
    before = deeds.rest(FILE)
    run("export --format logbook told.json")
    assert b"43.61234" not in Path("told.json").read_bytes()
    told = run(f"import told.json --prefer {prefer}").stderr

    assert "1 of their records was generalised for publication: " in told
    assert "place, date, locality and files of ours stay: s1\n" in told
    assert deeds.rest(FILE) == before
    run(f"--file told.json import logbook.json --prefer {prefer}")
    told = deeds.tables(Path("told.json"))["sightings"]["1"]
    assert (told["decimal_latitude"], told["locality"]) == (43.61234, "the old bridge")
    assert "data_generalizations" not in told


class TestAtTheTerminal:
    """Somebody is asked, field by field."""

    @pytest.fixture
    def conflicts(self, run: Run, copied: Path) -> None:  # noqa: ARG002 - the copy is made before the two differ
        on_other(run, "edit s1 s2 s3 --note theirs")
        run("edit s1 s2 s3 --note ours")

    def at_terminal(self) -> Terminal:
        env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
        return Terminal([sys.executable, "-m", "logbook", "import", "b/logbook.json"], env)

    @pytest.mark.usefixtures("conflicts")
    def test_each_conflict_is_shown_side_by_side(self) -> None:
        with self.at_terminal() as terminal:
            shown = terminal.until("quit (q)")
            assert "Amur leopard, Panthera pardus orientalis, China: s1 here, s1 there" in shown
            assert "remarks  ours" in shown
            terminal.type("what\n")
            terminal.until("quit (q)")
            terminal.type("t\n")
            terminal.until("quit (q)")
            terminal.type("O\n")
            terminal.until("quit (q)")
            terminal.type("ours\n")
            terminal.until("To take it back")

        assert [stored(which)["remarks"] for which in ("s1", "s2", "s3")] == ["theirs", "ours", "ours"]

    @pytest.mark.usefixtures("conflicts")
    def test_one_answer_may_be_for_all(self) -> None:
        with self.at_terminal() as terminal:
            terminal.until("quit (q)")
            terminal.type("ours\n")
            terminal.until("quit (q)")
            terminal.type("all theirs\n")
            terminal.until("To take it back")

        assert [stored(which)["remarks"] for which in ("s1", "s2", "s3")] == ["ours", "theirs", "theirs"]

    @pytest.mark.usefixtures("conflicts")
    def test_quitting_writes_nothing(self) -> None:
        before = FILE.read_bytes()
        with self.at_terminal() as terminal:
            terminal.until("quit (q)")
            terminal.type("t\n")
            terminal.until("quit (q)")
            terminal.type("q\n")
            terminal.until("nothing was written")

        assert FILE.read_bytes() == before

    @pytest.mark.usefixtures("conflicts")
    def test_a_change_that_comes_between_is_not_written_over(self, run: Run) -> None:
        with self.at_terminal() as terminal:
            terminal.until("quit (q)")
            run("edit s1 --note 'ours again'")
            terminal.type("at\n")
            terminal.until("changed meanwhile")

        assert stored("s1")["remarks"] == "ours again"
