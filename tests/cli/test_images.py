"""`logbook images`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.records import Book, Image
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def first_cells(text: str) -> list[str]:
    return [line.split("\t")[0] for line in text.splitlines()]


def test_every_picture_has_the_line_it_must_be_printed_with(run: Run, essay_file: Path) -> None:
    rows = [line.split("\t") for line in run("images").stdout.splitlines()]
    assert rows[0] == ["i1", "Rare sight", "", "s1", "Amur leopard", "WCS", "amur leopard cub on camera"]
    assert [row[5] for row in rows] == list(essay.LINES)


def test_the_name_of_a_linked_credit_is_printed_where_a_picture_has_no_line(run: Run) -> None:
    linked = {1: replace(essay.BOOK.images[5], credit_line=None)}
    essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, images=linked))
    assert run("images").stdout.split("\t")[5] == "WWF-Russia / ISUNR"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits(run: Run, essay_file: Path, width: int) -> None:
    shown = run("images --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    assert shown.endswith("6 pictures, each with a credit\n")


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("--region russia", ["i5", "i6"]),
        ("--credit isunr", ["i5", "i6"]),
        ("--text 'mama cat'", ["i3"]),
        ("i2 i4", ["i2", "i4"]),
        ("s2 i1", ["i1", "i5"]),
        ("s2", ["i5"]),
        ("i1 --region russia", []),
        ("--missing credit", []),
        ("--missing licence --region russia", ["i5", "i6"]),
    ],
)
def test_filters_and_ids_choose_pictures(run: Run, essay_file: Path, asked: str, ids: list[str]) -> None:
    assert first_cells(run(f"images {asked}").stdout) == ids


def test_pictures_without_a_credit_are_found_and_counted(run: Run) -> None:
    images = {1: Image(title="Nobody's", file="a.jpg"), 2: Image(title="Somebody's", credit_line="WCS")}
    essay.write(Path("logbook.json").absolute(), Book(images=images))
    assert first_cells(run("images --missing credit").stdout) == ["i1"]
    assert "2 pictures, 1 without a credit" in run("images --format table").stdout


def test_a_terminal_gets_the_last_fifty(run: Run) -> None:
    images = {number: Image(credit_line="WCS") for number in range(1, 61)}
    essay.write(Path("logbook.json").absolute(), Book(images=images))
    shown = run("images --format table").stdout
    assert "showing the last 50; a pipe gets every one. 60 pictures" in shown
    assert "\ni10 " not in shown
    assert len(run("images").stdout.splitlines()) == 60


def test_json_is_pictures_as_stored(run: Run, essay_file: Path) -> None:
    found = json.loads(run("images i6 --json").stdout)
    assert [(one["id"], one["credit_line"], one["credit"]) for one in found] == [("i6", "©WWF Russia / ISUNR.", "c2")]


def test_other_ids_are_refused_and_unknown_ones_named(run: Run, essay_file: Path) -> None:
    assert "here only a picture or a sighting will do" in run("images c1", code=2).stderr
    assert "no picture i9" in run("images i9", code=3).stderr


def test_an_unknown_region_is_asked_about(run: Run, essay_file: Path) -> None:
    result = run("images --region chnia --json")
    assert result.stdout == "[]\n"
    assert "did you mean China?" in result.stderr
