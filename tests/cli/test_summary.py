"""`logbook summary`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.cli import summary
from logbook.records import Animal, Book, Breeding, Image, Sighting, Stated
from tests import essay

if TYPE_CHECKING:
    from typing import Any

    from tests.cli.conftest import Run

S1 = essay.BOOK.sightings[1]


def write(sightings: dict[int, Sighting], **tables: Any) -> Path:
    return essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, sightings=sightings, **tables))


def parts(text: str) -> dict[str, list[list[str]]]:
    """Give each table of a Markdown summary by its heading, cell by cell."""
    found: dict[str, list[list[str]]] = {}
    for section in text.split("\n## ")[1:]:
        heading, _, *lines = section.strip().splitlines()
        found[heading] = [line[2:-2].split(" | ") for line in lines[2:]]
    return found


def test_the_essay_in_sum(run: Run, essay_file: Path) -> None:
    found = parts(run("summary --format markdown").stdout)
    china, russia = found["First breeding evidence in this logbook, per region"]
    assert china == [
        "China",
        "Amur leopard",
        "confirmed",
        "dependent-young, derived, hard",
        "undated",
        "s1",
        "1 adult female, 2 cubs",
        "WCS",
        "s1",
    ]
    assert russia[2:4] == ["probable; strongest so far", "grown-young, derived, hard"]
    assert [(row[0], row[5], row[6]) for row in found["Regions"]] == [
        ("China", "3 (s1)", ""),
        ("Russia", "2 (s3)", "8 (s2)"),
    ]
    assert [row[2] for row in found["Claims, beside what this logbook has"]] == ["undecided", "undecided"]
    assert [row[1:] for row in found["Pictures by credit"]] == [
        ["WCS", "4", "1", "WCS"],
        ["WWF-Russia / ISUNR", "2", "2", "© WWF-Russia / ISUNR; ©WWF Russia / ISUNR."],
    ]
    assert found["Species"][0][4].startswith("CR, critically endangered (Tia Ghose")


def test_the_strongest_stands_first_for_people(run: Run, essay_file: Path) -> None:
    lines = run("summary --format table").stdout.splitlines()
    assert lines[0] == "3 sightings (3 undated), 1 species, 2 regions, 6 pictures, 2 credits, 2 claims"
    assert lines[2] == "First breeding evidence in this logbook, per region"
    assert "6 pictures, each with a credit" in lines


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_part_is_wider_than_the_terminal(run: Run, essay_file: Path, width: int) -> None:
    shown = run("summary --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "survey" in shown.lower()


@pytest.mark.parametrize("how", ["table", "plain", "markdown", "csv"])
def test_the_logbook_itself_never_says_first_in_china(run: Run, essay_file: Path, how: str) -> None:
    shown = run(f"summary --format {how}", width=200).stdout
    assert not re.search(r"first\b.{0,30}\bin China", re.sub(r'"[^"]*"', "", shown).replace("first-breeding, in", ""))


def test_json_has_the_keys_of_the_answer(run: Run, essay_file: Path) -> None:
    found = json.loads(run("summary --json").stdout)
    assert list(found) == ["totals", "first_breeding", "regions", "species", "credits", "claims"]
    china = found["first_breeding"][0]
    assert {
        "region": "China",
        "level": "confirmed",
        "basis": "derived",
        "event_date": None,
        "sightings": [],
        "undated": ["s1"],
        "open": ["s1"],
        "grade": "hard",
        "images": ["i1", "i2", "i3", "i4"],
        "credits": ["WCS"],
    }.items() <= china.items()


def test_a_pipe_gets_the_rows_of_first_breeding_evidence(run: Run, essay_file: Path) -> None:
    heading, china, _ = csv.reader(io.StringIO(run("summary --format csv").stdout))
    row = dict(zip(heading, china, strict=True))
    assert (row["region"], row["level"], row["undated"], row["animals"]) == (
        "China",
        "confirmed",
        "s1",
        "1 adult female, 2 cubs",
    )
    assert [line.split("\t")[0] for line in run("summary").stdout.splitlines()] == ["China", "Russia"]
    assert [json.loads(line)["region"] for line in run("summary --format ndjson").stdout.splitlines()] == [
        "China",
        "Russia",
    ]


def test_a_dated_family_is_first_until_an_older_one_is_entered(run: Run) -> None:
    dated = replace(S1, event_date="2013-10-09")
    path = write({1: dated})
    found = parts(run("summary --format markdown").stdout)
    assert found["First breeding evidence in this logbook, per region"][0][4:6] == ["2013-10-09", "s1"]
    assert found["Claims, beside what this logbook has"][0][2] == "supported"
    path.unlink()
    write({1: dated, 9: replace(S1, event_date="2009", claims=(), images=())})
    found = parts(run("summary --format markdown").stdout)
    assert found["Claims, beside what this logbook has"][0][2] == "contradicted by s9"


def test_everyone_who_could_be_first_is_named_three_of_them_in_the_table(run: Run) -> None:
    one = replace(S1, event_date="2013", images=(), claims=())
    write(dict.fromkeys(range(1, 1001), one) | {1001: replace(one, event_date=None)})
    row = parts(run("summary --format markdown").stdout)["First breeding evidence in this logbook, per region"][0]
    assert row[5] == "one of the dated: s1, s2, s3 and 997 more; undated: s1001"
    assert len(json.loads(run("summary --json").stdout)["first_breeding"][0]["sightings"]) == 1000


def test_weaker_evidence_that_could_be_earlier_says_so(run: Run) -> None:
    grown = replace(essay.BOOK.sightings[3], region="China", event_date="2010")
    write({1: replace(S1, event_date="2013-10-09"), 2: grown})
    rows = parts(run("summary --format markdown").stdout)["First breeding evidence in this logbook, per region"]
    assert [row[2] for row in rows] == ["confirmed", "probable; could be earlier"]


def test_possible_evidence_is_shown_on_request(run: Run) -> None:
    write(
        {
            1: Sighting(
                region="China", vernacular_name="Amur leopard", breeding=Breeding(stated=Stated(level="possible"))
            )
        }
    )
    assert run("summary").stdout == ""
    assert "possible" in run("summary --possible").stdout


def test_no_region_is_a_row_of_its_own_and_null_in_json(run: Run) -> None:
    write({1: replace(S1, region=None)})
    rows = parts(run("summary --format markdown").stdout)["First breeding evidence in this logbook, per region"]
    assert rows[0][0] == "(no region)"
    assert json.loads(run("summary --json").stdout)["first_breeding"][0]["region"] is None


def test_individuals_are_counted_once_and_said_to_be_known_elsewhere(run: Run) -> None:
    f1 = (Animal(count=1, individual_id="F1"),)
    write(
        {
            n: Sighting(vernacular_name="Amur leopard", region=where, animals=f1)
            for n, where in enumerate(("China", "China", "Russia"), 1)
        }
    )
    assert [row[7] for row in parts(run("summary --format markdown").stdout)["Regions"]] == ["1, 1 also elsewhere"] * 2


def test_pictures_without_a_credit_are_counted_and_how_to_find_them_is_said(run: Run) -> None:
    write(essay.BOOK.sightings, images={**essay.BOOK.images, 7: Image(title="Nobody's")})
    shown = run("summary --format table").stdout
    assert "7 pictures (1 without a credit)" in shown
    assert "7 pictures, 1 without a credit: logbook images --missing credit" in shown


def test_filters_and_ids_choose_what_is_summed_up(run: Run, essay_file: Path) -> None:
    assert json.loads(run("summary --region russia --json").stdout)["totals"]["sightings"] == 2
    assert json.loads(run("summary s1 --json").stdout)["totals"]["images"] == 4


def test_level_says_how_deep_regions_go(run: Run, essay_file: Path) -> None:
    rows = parts(run("summary --level 2 --format markdown").stdout)["Regions"]
    assert [row[0] for row in rows] == ["China", "Far Eastern Russia, Russia", "southeastern Russia, Russia"]
    run("summary --level 0", code=2)


@pytest.mark.parametrize("by", ["region", "area", "species", "year", "month", "hour", "method", "credit"])
def test_sightings_are_regrouped(run: Run, essay_file: Path, by: str) -> None:
    shown = run(f"summary --by {by} --format table").stdout
    assert shown.startswith(f"Sightings by {by}\n")
    rows = json.loads(run(f"summary --by {by} --json").stdout)
    assert sum(row["sightings"] for row in rows) == 3
    assert len(run(f"summary --by {by}").stdout.splitlines()) == len(rows)


def test_groups_have_dates_as_stored_in_a_pipe(run: Run) -> None:
    write({1: Sighting(vernacular_name="Amur leopard", event_date="2013-23")})
    assert run("summary --by species").stdout == "Amur leopard\t1\t2013-23\ts1\t2013-23\ts1\tnone\n"
    assert "autumn 2013 (s1)" in run("summary --by species --format table").stdout


def test_only_competitors_make_a_group_s_first(run: Run) -> None:
    write({1: Sighting(vernacular_name="Amur leopard", event_date="2013", verification="rejected")})
    assert run("summary --by species").stdout == "Amur leopard\t1\t\t\t\t\tnone\n"


def test_an_empty_logbook_has_an_empty_summary(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(sightings={1: Sighting()}))
    Path("logbook.json").write_text('{"logbook":{\n"1":{"schema":1}\n},\n"sightings":{\n}}\n')
    result = run("summary --format table")
    totals = "0 sightings, 0 species, 0 regions, 0 pictures, 0 credits, 0 claims; no breeding evidence"
    assert " ".join(result.stdout.split()) == totals
    assert json.loads(run("summary --json").stdout)["first_breeding"] == []


def test_the_summary_of_the_demo_is_for_people(essay_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary.show(essay_file)
    assert "First breeding evidence in this logbook, per region" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("summary --by hour --map", "--by and --map are different summaries; choose one"),
        ("summary --timeline --format html", "--timeline and --format html are different summaries; choose one"),
        ("summary --gap 30m", "--gap counts the events of groups; say --by, as in --by hour"),
        ("summary --by hour --possible", "--possible is for the firsts of summary and --timeline; leave it out here"),
        ("summary --map --possible", "--possible is for the firsts of summary and --timeline; leave it out here"),
        ("summary --by year --level 2", "--level is of regions, and this summary has no row of one; leave it out here"),
        ("summary --map --level 2", "--level is of regions, and this summary has no row of one; leave it out here"),
        (
            "summary --by hour --exact",
            "--exact and --delay are for --map and --format html; the other summaries tell all",
        ),
    ],
)
def test_what_means_nothing_for_a_summary_is_refused(run: Run, essay_file: Path, line: str, said: str) -> None:
    assert run(line, code=2).stderr == f"logbook: {said}\n"
