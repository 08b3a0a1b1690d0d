"""`logbook regions`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from logbook.records import Book, Sighting
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def logbook() -> Path:
    regions = ("Jilin, China", "Hunchun, Jilin, China", None, "Primorsky Krai, Russia")
    seen = {
        number: Sighting(vernacular_name="Amur leopard", region=region, event_date=f"20{number:02}-23")
        for number, region in enumerate(regions, start=1)
    }
    return essay.write(Path("logbook.json").absolute(), Book(sightings=seen))


def test_a_pipe_gets_every_region_with_dates_as_stored(run: Run) -> None:
    assert run("regions").stdout.splitlines() == [
        "Jilin, China\t2\tAmur leopard\t2001-23\t2002-23\tnone",
        "Hunchun, Jilin, China\t1\tAmur leopard\t2002-23\t2002-23\tnone",
        "Primorsky Krai, Russia\t1\tAmur leopard\t2004-23\t2004-23\tnone",
        "(no region)\t1\tAmur leopard\t2003-23\t2003-23\tnone",
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_people_get_dates_in_words(run: Run, width: int) -> None:
    shown = run("regions --format table", width=width).stdout
    assert "autumn 2001" in shown
    assert max(map(cell_len, shown.splitlines())) <= width


def test_filters_choose_sightings(run: Run) -> None:
    assert run("regions --region russia").stdout.startswith("Primorsky Krai, Russia\t1")


def test_json_names_no_region_null(run: Run) -> None:
    rows = json.loads(run("regions --json").stdout)
    assert [row["region"] for row in rows] == ["Jilin, China", "Hunchun, Jilin, China", "Primorsky Krai, Russia", None]
    assert rows[0]["first_sighting"]["sightings"] == ["s1"]


def test_an_empty_answer_is_an_answer(run: Run) -> None:
    assert run("regions --species unicorn --json").stdout == "[]\n"
    assert run("regions --tag nothing --format table").stderr == "nothing found\n"
