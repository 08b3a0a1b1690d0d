"""Logbooks of other schemas, and those that other hands have touched, at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store import schemas

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FILE, COPY = Path("logbook.json"), Path("logbook.schema-1.json")
READING = (
    *("list", "show s1", "summary", "summary --json", "species", "regions", "images", "credits", "undo --list"),
    *("check unlisted-species", "gallery --dry-run pages", "export --format ndjson out.ndjson --dry-run"),
)
WRITING = ("add Lynx --region Russia", "edit s1 --note x", "remove s1", "undo", "import other.json", "check --fix")
TOUCHED = "is not as this program left it; `logbook check` tells where it differs"


class TestTheOldest:
    """A logbook of schema 1 is read as ever, and becomes one of ours with the first write."""

    @pytest.fixture(autouse=True)
    def oldest(self) -> None:
        schemas.oldest()

    @pytest.mark.parametrize("line", READING)
    def test_it_is_read_and_nothing_is_said_of_it(self, run: Run, line: str) -> None:
        before = FILE.read_bytes()
        done = run(line)

        assert "schema" not in done.stderr
        assert TOUCHED not in done.stderr
        assert FILE.read_bytes() == before

    def test_what_it_holds_is_shown_as_its_own_program_did(self, run: Run) -> None:
        assert run("list").stdout.splitlines() == [
            "s3\t2013-23\t東北豹\t\tJilin, China\t\t",
            "s1\t2013-10-09\tAmur leopard\t1 adult female, 2 cubs\tJilin, China\tconfirmed\t1",
            "s2\t\tAmur leopard\t8 (survey total)\tsoutheastern Russia, Russia\t\t1",
        ]
        assert "Panthera pardus orientalis" in run("show s1").stdout
        assert "3 sightings (1 undated)" in run("summary --format table").stdout

    @pytest.mark.parametrize("line", WRITING[:4])
    def test_the_first_change_tells_where_the_file_as_it_was_lies(self, run: Run, line: str) -> None:
        before = FILE.read_bytes()
        run(f"{line} --dry-run")
        assert not COPY.exists()

        done = run(line)
        assert f"is of schema 2 now; the file as it was: {COPY.absolute()}" in done.stderr
        assert COPY.read_bytes() == before

        run("undo")
        assert "schema" not in run("undo --redo").stderr

    def test_it_can_be_merged(self, run: Run) -> None:
        FILE.rename("other.json")
        Path("logbook.history.jsonl").rename("other.history.jsonl")
        before = Path("other.json").read_bytes()

        run("--file mine.json import other.json")

        assert len(run("--file mine.json list").stdout.splitlines()) == 3
        assert Path("other.json").read_bytes() == before
        assert not list(Path().glob("*schema*"))


class TestTheNewest:
    """A logbook of a version to come is read where it says so, and never written."""

    @pytest.fixture(autouse=True)
    def essay(self, essay_file: Path) -> None:
        schemas.newer(essay_file, readable_by=2, horoscope={"moon": "full"})
        Path("other.json").write_bytes(essay_file.read_bytes())

    @pytest.mark.parametrize("line", READING)
    def test_it_is_read_with_a_note(self, run: Run, line: str) -> None:
        said = run(line).stderr

        assert TOUCHED not in said
        assert said.count("was written by a newer logbook (schema 3, this one knows 2)") == 1
        assert "what it adds is not shown; to change it, upgrade the program" in said

    @pytest.mark.parametrize("form", ["plain", "json", "csv"])
    def test_nothing_is_told_where_the_last_record_holds_what_nobody_here_can_read(self, run: Run, form: str) -> None:
        before, _, after = FILE.read_bytes().rpartition(b'"vernacular_name":')
        FILE.write_bytes(before + b'"behavior":["hunting"],"vernacular_name":' + after)
        schemas.newer(FILE, readable_by=2)

        assert run(f"list --format {form}", code=4).stdout == ""

    @pytest.mark.parametrize("line", WRITING)
    @pytest.mark.parametrize("dry", ["", " --dry-run"])
    def test_it_is_not_written(self, run: Run, line: str, dry: str) -> None:
        before = FILE.read_bytes()

        assert "was written by a newer logbook" in run(f"{line}{dry}", code=4).stderr
        assert FILE.read_bytes() == before
        assert not list(Path().glob("logbook.*.json"))


class TestOtherHands:
    """Whoever reads a file that is not as the program left it is told so, once."""

    @pytest.mark.parametrize("line", READING)
    @pytest.mark.parametrize(
        "touch",
        [
            lambda text: text.replace("Mama cat", "Mama Cat"),
            lambda text: text.replace('"revision":', '"revision": '),
            lambda text: text.replace("\n", ""),
        ],
    )
    @pytest.mark.usefixtures("essay_file")
    def test_a_reader_is_told(self, run: Run, line: str, touch: schemas.Touch) -> None:
        assert TOUCHED not in run(line).stderr
        FILE.write_text(touch(FILE.read_text(encoding="utf-8")), encoding="utf-8")

        assert run(line).stderr.count(TOUCHED) == 1

    def test_who_merges_another_is_told_of_it(self, run: Run, essay_file: Path) -> None:
        assert TOUCHED not in run(f"--file mine.json import {essay_file}").stderr
        essay_file.write_text(essay_file.read_text(encoding="utf-8").replace("Mama cat", "Mama Cat"), encoding="utf-8")

        assert f"{essay_file} {TOUCHED}" in run(f"--file mine.json import {essay_file} --prefer theirs").stderr

    @pytest.mark.usefixtures("essay_file")
    def test_a_dry_run_and_a_change_of_nothing_tell_it_too(self, run: Run) -> None:
        FILE.write_text(FILE.read_text(encoding="utf-8").replace("Mama cat", "Mama Cat"), encoding="utf-8")

        assert run("edit s1 --note x --dry-run").stderr.count(TOUCHED) == 1
        assert run('edit i3 --title "Mama Cat"').stderr.count(TOUCHED) == 1
        done = run("edit s1 --note x").stderr
        assert TOUCHED not in done
        assert "laid out anew; the file as it was: " in done
        assert Path("logbook.before-layout.json").exists()
        assert run("list").stderr == ""
