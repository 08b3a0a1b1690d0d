"""`logbook summary --timeline`: each region and species along time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.records import Book, Breeding, Sighting, Stated
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def dated() -> Path:
    """Write the essay with a date to its first record."""
    first = replace(essay.BOOK.sightings[1], event_date="2013-10-09")
    book = replace(essay.BOOK, sightings={**essay.BOOK.sightings, 1: first, 4: replace(first, event_date="2012")})
    return essay.write(Path("logbook.json").absolute(), book)


def test_a_row_is_drawn_for_each_region_and_species(run: Run, dated: Path) -> None:
    shown = run("summary --timeline --format table").stdout
    assert shown.splitlines()[4:6] == [
        "China   Amur leopard   ◆════════════════════════◆──────────────────●",
        "Russia  Amur leopard                                                   2 undated",
    ]
    assert "◆  first confirmed breeding evidence in this logbook" in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(run: Run, dated: Path, width: int) -> None:
    shown = run("summary --timeline --level 2 --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width


def test_where_nothing_is_dated_the_rows_are_a_table(run: Run, essay_file: Path) -> None:
    shown = run("summary --timeline --format table").stdout
    assert "Undated" in shown
    assert "●" not in shown


def test_a_code_page_gets_plain_signs(run: Run, dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.cli.output.ascii_only", lambda: True)
    assert run("summary --timeline --format table").stdout.isascii()


def test_filters_choose_what_is_drawn(run: Run, dated: Path) -> None:
    assert run("summary --timeline --region russia").stdout.split("\t")[0] == "Russia"
    found = run("summary --timeline --format table --region mongolia")
    assert (found.stdout, found.stderr.splitlines()[-1]) == ("", "nothing found")


def test_a_pipe_gets_the_rows(run: Run, dated: Path) -> None:
    china, russia = (line.split("\t") for line in run("summary --timeline").stdout.splitlines())
    assert china[:5] == ["China", "Amur leopard", "Panthera pardus orientalis", "2", "0"]
    assert china[5:11] == ["2012", "s4", "2013-10-09", "s1", "2012", "s4"]
    assert russia[3:9] == ["2", "2", "", "s2, s3", "", "s2, s3"]


def test_csv_names_its_columns(run: Run, dated: Path) -> None:
    heading, china, russia = csv.reader(io.StringIO(run("summary --timeline --format csv").stdout))
    assert heading[9:] == [
        *("confirmed_date", "confirmed", "probable_date", "probable", "possible_date", "possible"),
    ]
    assert (china[9], russia[12]) == ("2012", "s3")


def test_json_has_every_sighting_with_its_bounds(run: Run, dated: Path) -> None:
    china, russia = json.loads(run("summary --timeline --json").stdout)
    assert (china["region"], china["sightings"], russia["undated"]) == ("China", 2, 2)
    assert china["stretches"][1] == {
        "sighting": "s4",
        "event_date": "2012",
        "earliest": "2012-01-01T00:00:00",
        "latest": "2012-12-31T23:59:59",
        "level": "confirmed",
        "fitness": "competes",
    }
    assert china["first_breeding"][0]["foremost"] == "s4"
    lines = run("summary --timeline --format ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [china, russia]


def test_markdown_says_what_is_drawn(run: Run, dated: Path) -> None:
    lines = run("summary --timeline --format markdown").stdout.splitlines()
    assert lines[0] == "## Sightings along time, per region and species"
    assert lines[4] == "| China | Amur leopard | 2 |  | 2012 (s4) | 2013-10-09 (s1) | confirmed: 2012 (s4) |"


def test_possible_evidence_is_marked_where_it_is_asked_for(run: Run) -> None:
    pair = Breeding(stated=Stated(level="possible", code="pair"))
    seen = Sighting(vernacular_name="Lynx", region="Norway", event_date="2013-10-09", breeding=pair)
    essay.write(Path("logbook.json").absolute(), Book(sightings={1: seen}))
    assert "possible" not in run("summary --timeline --format table").stdout
    assert (
        "first possible breeding evidence in this logbook" in run("summary --timeline --possible --format table").stdout
    )
    (row,) = csv.DictReader(io.StringIO(run("summary --timeline --possible --format csv").stdout))
    assert (row["possible_date"], row["possible"], row["confirmed"]) == ("2013-10-09", "s1", "")


def test_it_is_one_summary_of_several(run: Run, dated: Path) -> None:
    assert "choose one" in run("summary --timeline --by year", code=2).stderr
    assert "choose one" in run("summary --timeline --format html", code=2).stderr


def test_a_logbook_without_sightings_has_no_timeline(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(taxa=essay.BOOK.taxa))
    assert run("summary --timeline --format table").stdout == ""
