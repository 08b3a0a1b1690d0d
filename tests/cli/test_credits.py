"""`logbook credits`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from logbook.records import Book, Credit, Image, Permission
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_two_spellings_are_one_credit(run: Run, essay_file: Path) -> None:
    assert [line.rstrip("\t") for line in run("credits").stdout.splitlines()] == [
        "c1\tWCS\t4\t1\tWCS\tWCS",
        "c2\tWWF-Russia / ISUNR\t2\t2\t© WWF-Russia / ISUNR; ©WWF Russia / ISUNR.\tWWF-Russia; ISUNR",
    ]


TERMS = Credit(
    name="WWF-Russia / ISUNR",
    license="CC-BY-NC-4.0",
    usage_terms="Only in stories about conservation.",
    web_statement="https://example.org/terms",
    contact="photo@example.org",
    permission=Permission(status="granted", use="editorial", until="2027"),
)


def test_licence_terms_and_contact_are_said(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(credits={1: TERMS}))
    [row] = csv.DictReader(io.StringIO(run("credits --format csv").stdout))
    assert row["license"] == "CC-BY-NC-4.0"
    assert row["usage_terms"] == "Only in stories about conservation."
    assert row["web_statement"] == "https://example.org/terms"
    assert row["contact"] == "photo@example.org"
    assert row["permission"] == "granted for editorial use until 2027"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_what_is_only_a_default_is_called_so_at_every_width(run: Run, width: int) -> None:
    essay.write(Path("logbook.json").absolute(), Book(credits={1: TERMS}))
    shown = run("credits --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "photo@example.org" in shown
    assert "default" in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits_and_gives_each_spelling_a_line(run: Run, essay_file: Path, width: int) -> None:
    lines = run("credits --format table", width=width).stdout.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert lines[-1] == "6 pictures, each with a credit"
    assert sum("WWF" in line for line in lines) >= 2


@pytest.mark.parametrize(
    ("asked", "ids"),
    [("--region russia", ["c2"]), ("--credit wcs", ["c1"]), ("c2", ["c2"]), ("i1", None), ("--missing credit", [])],
)
def test_filters_choose_the_pictures_whose_credits_are_listed(
    run: Run, essay_file: Path, asked: str, ids: list[str] | None
) -> None:
    shown = run(f"credits {asked}", code=2 if ids is None else 0).stdout
    assert [line.split("\t")[0] for line in shown.splitlines()] == (ids or [])


def test_credits_without_pictures_and_lines_without_a_record_are_listed_too(run: Run) -> None:
    book = Book(
        credits={1: Credit(name="WCS", license="CC-BY-4.0")}, images={1: Image(credit_line="© ISUNR"), 2: Image()}
    )
    essay.write(Path("logbook.json").absolute(), book)
    rows = [line.rstrip("\t") for line in run("credits").stdout.splitlines()]
    assert rows == ["\tISUNR\t1\t0\t© ISUNR", "c1\tWCS\t0\t0\t\t\tCC-BY-4.0"]
    assert "2 pictures, 1 without a credit" in run("credits --format table").stdout
    assert json.loads(run("credits --json").stdout) == [
        {"id": None, "name": "ISUNR", "spellings": ["© ISUNR"], "image_count": 1, "sighting_count": 0},
        {"id": "c1", "name": "WCS", "license": "CC-BY-4.0", "image_count": 0, "sighting_count": 0},
    ]


def test_no_pictures_lack_nothing(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(credits={1: Credit(name="WCS")}))
    assert run("credits --format table").stdout.endswith("no pictures\n")


def test_an_unknown_species_is_asked_about(run: Run, essay_file: Path) -> None:
    assert "did you mean Amur leopard?" in run("credits --species 'amur lepard'").stderr


def test_pictures_of_which_none_has_a_credit_are_counted(run: Run) -> None:
    run("--file logbook.json add Lynx --region Russia")
    run("attach s1 --title Tracks")
    run("attach s1 --title Scat")
    assert "2 pictures, all without a credit" in run("images --format table").stdout
