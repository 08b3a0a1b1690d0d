"""`logbook summary --format html`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from logbook.records import Book, Image, Sighting, Statement, Taxon
from tests import essay, markup

if TYPE_CHECKING:
    from tests.cli.conftest import Run

S1 = essay.BOOK.sightings[1]
SECRET = ("43.61234", "130.61234", "2026-08-14")


def write(sightings: dict[int, Sighting], **tables: object) -> Path:
    return essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, sightings=sightings, **tables))


def test_it_is_one_page_that_ends_with_a_line_feed(run: Run, essay_file: Path) -> None:
    done = run("summary --format html")
    assert done.stdout.startswith("<!DOCTYPE html>\n")
    assert done.stdout.endswith("</html>\n")
    assert "3 sightings (3 undated), 1 species, 2 regions, 6 pictures, 2 credits, 2 claims" in done.stdout
    assert "DOCTYPE" not in done.stderr


@markup.needed
def test_nothing_is_wrong_with_it_as_html(run: Run) -> None:
    write(
        {n: replace(one, decimal_latitude=43.5 + n, decimal_longitude=131.0) for n, one in essay.BOOK.sightings.items()}
    )
    Path("summary.html").write_text(run("summary --format html").stdout, encoding="utf-8")
    assert markup.problems(Path("summary.html")) == []


def test_a_place_and_a_day_that_must_not_be_told_are_not(run: Run) -> None:
    at = {"decimal_latitude": 43.61234, "decimal_longitude": 130.61234, "event_date": "2026-08-14"}
    write({1: replace(S1, **at)})
    done = run("summary --format html")
    assert not [part for part in SECRET if part in done.stdout]
    assert "43.6, 130.6" in done.stdout
    assert "The places of 1 sighting are told less exactly" in done.stdout
    assert "1 sighting with a generalised place" in done.stderr


def test_exact_tells_them_loudly(run: Run) -> None:
    write({1: replace(S1, decimal_latitude=43.61234, decimal_longitude=130.61234, event_date="2026-08-14")})
    done = run("summary --format html --exact")
    assert all(part in done.stdout for part in SECRET)
    assert "NOT FOR PUBLICATION" in done.stdout
    assert "exact" in done.stderr


def test_what_is_under_embargo_is_left_out_and_counts_for_no_first(run: Run) -> None:
    early = replace(S1, event_date="2001", embargo_until="2030-01-01", images=(), claims=())
    write({1: replace(S1, event_date="2013"), 2: early})
    shown = run("summary --format html").stdout
    assert "2001" not in shown
    assert "1 sighting," in shown


def test_what_is_first_is_so_in_the_whole_logbook_whatever_is_chosen(run: Run) -> None:
    write({1: replace(S1, event_date="2013"), 2: replace(S1, event_date="2001", claims=(), images=())})
    shown = run("summary s1 --format html").stdout
    assert "a selection" in shown
    assert "1 sighting," in shown
    assert "contradicted by s2" in shown


def test_of_what_was_not_chosen_nothing_is_said(run: Run) -> None:
    write(
        {
            1: S1,
            2: replace(S1, vernacular_name="Crow", scientific_name=None, embargo_until="2030-01-01", images=()),
        },
        taxa={**essay.BOOK.taxa, 9: Taxon(vernacular_name="Crow", sensitivity=Statement(value="none"))},
    )
    assert "embargo" not in run("summary s1 --format html").stderr
    assert "embargo" in run("summary --format html").stderr


def test_level_and_possible_are_heeded(run: Run) -> None:
    write({1: replace(S1, region="Hunchun, Jilin, China")})
    assert "Jilin, China" not in run("summary --format html").stdout
    assert "Jilin, China" in run("summary --format html --level 2").stdout


def test_the_name_of_the_logbooks_file_is_not_told(run: Run) -> None:
    essay.write(Path("den-at-wolf-rock.json").absolute())
    shown = run("--file den-at-wolf-rock.json summary --format html").stdout
    assert "wolf-rock" not in shown


def test_it_is_utf_8_wherever_it_goes(essay_file: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "logbook", "summary", "--format", "html"]
    shown = subprocess.run(command, capture_output=True, check=True, env=env).stdout
    assert "◆".encode() in shown


@pytest.mark.parametrize("options", ["--by year", "--timeline", "--map"])
def test_one_summary_at_a_time(run: Run, essay_file: Path, options: str) -> None:
    assert "choose one" in run(f"summary --format html {options}", code=2).stderr


def test_an_empty_logbook_has_a_page(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(images={1: Image(title="x")}))
    assert "0 sightings" in run("summary --format html").stdout
