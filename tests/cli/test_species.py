"""`logbook species` where something is said of one, as it is typed; what it shows is in `test_taxa.py`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.records import Book, Sighting, Taxon
from tests import essay
from tests.cli.stored import FILE, files, records, stored
from tests.cli.test_add import ODD

if TYPE_CHECKING:
    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("essay_file")
WHOLE = (
    'species Lynx --scientific "Lynx lynx" --also Luchs --status LC --population ">8,000" --region Europe'
    ' --reference "LCIE" --date 2012 --note N'
)


def test_the_line_of_the_issue_is_recorded(run: Run) -> None:
    run("remove t1")
    run(
        'species "Amur leopard" --scientific "Panthera pardus orientalis" --status CR --population "<40"'
        ' --reference "In Images" --date 2013'
    )

    assert {name: value for name, value in stored("t2").items() if name not in {"uuid", "added"}} == {
        "vernacular_name": "Amur leopard",
        "scientific_name": "Panthera pardus orientalis",
        "iucn_status": {"value": "CR", "source": "In Images", "date": "2013"},
        "populations": [{"value": "<40", "source": "In Images", "date": "2013"}],
    }


def test_populations_stand_side_by_side(run: Run) -> None:
    done = run('species "amur leopard" --population "~60" --region Russia --reference WWF --date 2015')

    assert [one["value"] for one in stored("t1")["populations"]] == ["<40", "~60"]
    assert done.stdout == "t1 (species)\n  + populations: value ~60; region Russia; source WWF; date 2015\n"
    assert "<40" in run("species t1 --format table").stdout


def test_the_same_said_twice_is_nothing_to_change(run: Run) -> None:
    run(WHOLE)
    before = FILE.read_bytes()

    assert run(WHOLE).stderr == "nothing to change\nno sighting is of 'Lynx'\n"
    assert FILE.read_bytes() == before


def test_another_name_joins_sightings_and_filters(run: Run) -> None:
    run('species t1 --also "Far Eastern leopard"')
    run('add "far eastern LEOPARD" --region China')

    assert stored("s4")["vernacular_name"] == "Far Eastern leopard"
    assert len(run('list --species "amur leopard"').stdout.splitlines()) == 4
    assert len(json.loads(run("summary --json").stdout)["species"]) == 1


def test_how_far_the_places_of_a_species_are_told_is_recorded_and_shown(run: Run) -> None:
    run("species t1 --sensitivity extreme --reference 'Chapman 2020' --date 2020")

    assert stored("t1")["sensitivity"] == {"value": "extreme", "source": "Chapman 2020", "date": "2020"}
    assert "\textreme (2020; Chapman 2020)\t" in run("species t1").stdout
    assert "extreme (2020; Chapman 2020)" in run("species t1 --format table").stdout
    assert "Sensitivity" in run("species --format table", width=120).stdout


def test_all_species_are_settled_at_once(run: Run) -> None:
    run("add Lynx --region Russia")
    run("add 'Amur tiger' --region Russia --scientific 'Panthera tigris'")
    run("species 'Amur tiger' --sensitivity high")
    done = run("species --all --sensitivity none --reference 'the board'")

    assert (done.stdout, done.stderr) == (
        "",
        "the sensitivity of 2 species is now none\n1 species keeps the sensitivity that was stated before\n",
    )
    assert stored("t3")["vernacular_name"] == "Lynx"
    assert {which: one["sensitivity"]["value"] for which, one in records("taxa").items()} == {
        "1": "none",
        "2": "high",
        "3": "none",
    }
    assert run("undo --list").stdout.splitlines()[0].endswith("species --all: 2 none")
    again = run("species --all --sensitivity low").stderr
    assert again == "nothing to change\n3 species keep the sensitivity that was stated before\n"


def test_a_dry_run_settles_nothing(run: Run) -> None:
    before = FILE.read_bytes()

    assert "the sensitivity of 1 species would be low\n" in run("species --all --sensitivity low --dry-run").stderr
    assert FILE.read_bytes() == before


def test_a_name_of_two_species_is_not_settled(run: Run) -> None:
    twins = dict.fromkeys((1, 2), Taxon(vernacular_name="Lynx"))
    essay.write(Path("two.json").absolute(), Book(taxa=twins, sightings={1: Sighting(vernacular_name="Lynx")}))

    assert "two species claim Lynx" in run("--file two.json species --all --sensitivity low").stderr


def test_two_species_that_claim_one_name_are_named(run: Run) -> None:
    essay.write(Path("two.json").absolute(), Book(taxa=dict.fromkeys((1, 2), Taxon(vernacular_name="Lynx"))))

    for line in ("species Lynx --note x", "add Lynx --region Russia", "add Tiger --like s1"):
        done = run(f"--file two.json {line}", code=3)
        assert "t1 and t2" in done.stderr or "there is no sighting s1" in done.stderr


@pytest.mark.parametrize("words", ["--sensitivity high", "--status CR", "--population 84 --reference WWF", "--note x"])
def test_what_is_said_of_a_species_that_nobody_saw_is_pointed_out(run: Run, words: str) -> None:
    for line in (f"species 'Amur lepard' {words}", f"species t2 {words}", f"species 'amur lepard' {words} --dry-run"):
        assert "no sighting is of 'Amur lepard'; did you mean Amur leopard?\n" in run(line).stderr
    assert "no sighting is of 'Lynx'\n" in run(f"species Lynx {words}").stderr
    assert "no sighting" not in run(f"species 'Amur leopard' {words}").stderr


def test_nothing_is_taken_out_of_a_species_that_is_not_on_record(run: Run) -> None:
    before = FILE.read_bytes()

    refused = run("species 'Amur lepard' --sensitivity '' --status ''", code=3).stderr
    assert "there is no species 'Amur lepard' on record, of which anything could be taken out" in refused
    assert FILE.read_bytes() == before


def test_those_of_which_nothing_is_stated_are_shown(run: Run) -> None:
    run("species 'Amur leopard' --sensitivity high")
    run("add Lynx --region Russia")

    assert [line.split("\t")[5] for line in run("species").stdout.splitlines()] == ["high", "not stated"]
    assert "not stated" in run("species --format table").stdout
    assert "not stated" not in run("summary").stdout


def test_a_name_of_another_species_is_refused(run: Run) -> None:
    run("species Lynx --note x")
    before = FILE.read_bytes()

    assert (
        "'Amur leopard' is a name of t1, and t2 would claim it too"
        in run("species Lynx --also 'Amur leopard'", code=3).stderr
    )
    assert FILE.read_bytes() == before


def test_a_dry_run_shows_and_writes_nothing(run: Run) -> None:
    before, there = FILE.read_bytes(), files()

    assert run(f"{WHOLE} --dry-run").stdout.startswith("t2 (species, new)\n  + vernacular_name: Lynx\n")
    assert (FILE.read_bytes(), files()) == (before, there)


def test_any_text_is_stored_exactly_and_shown_harmless(run: Run) -> None:
    text = shlex.quote(ODD)
    done = run(f"species t1 --population {text} --reference {text} --note {text}")

    assert all(line.isprintable() for line in done.stdout.split("\n"))
    assert stored("t1")["populations"][1] == {"value": ODD, "source": ODD}
    assert stored("t1")["remarks"] == ODD


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("species --status CR", 2, "name the species that this is said of"),
        ("species '' --status CR", 2, "the name of the species is empty"),
        ("species t1 --status XX", 2, "'XX' is no IUCN category"),
        ("species t1 --status CR --date 05/09/2013", 2, "05/09/2013"),
        ("species t1 --status CR --date 2031", 2, "future"),
        ("species t1 --population ''", 2, "a population is what somebody says"),
        ("species t1 --reference x", 2, "give them with --status, --sensitivity or --population"),
        ("species t1 --sensitivity rather", 2, "'rather' is no level of sensitivity; it is one of none, low, medium"),
        ("species --sensitivity low", 2, "name the species that this is said of"),
        ("species t1 --all --sensitivity low", 2, "--all is of every species, and so takes no name"),
        ("species --all", 2, "--all is for --sensitivity"),
        (
            "species --all --sensitivity low --note x",
            2,
            "--all says one sensitivity of every species, and nothing else",
        ),
        ("species t9 --note x", 3, "there is no species t9"),
        ("species s1 --note x", 2, "s1 is a sighting; a species is t1, t2, or a name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run: Run, line: str, code: int, said: str) -> None:
    before = FILE.read_bytes()

    assert said in run(line, code=code).stderr
    assert FILE.read_bytes() == before
    assert records("taxa").keys() == {"1"}
