"""`logbook summary --map`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.cli import output
from logbook.records import Book, Breeding, Deployment, Image, Sighting, Stated, Statement, Taxon
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run

EVERY = ("table", "plain", "csv", "json", "ndjson", "markdown")
SECRET = ("61234", "43.612", "130.612")


def kind(name: str, level: str | None) -> Taxon:
    return Taxon(vernacular_name=name, sensitivity=Statement(value=level) if level else None)


def write(**tables: object) -> None:
    taxa = {1: kind("Amur leopard", None), 2: kind("Crow", "none"), 3: kind("Snow leopard", "extreme")}
    essay.write(Path("logbook.json").absolute(), Book(**{"taxa": taxa, **tables}))


@pytest.fixture
def leopard() -> None:
    """Write a leopard of whose sensitivity nothing is stated, and a crow of which all may be told."""
    at_camera = {"deployment": "d1", "images": ("i1",)}
    write(
        images={1: Image(title="Cub", decimal_latitude=43.61234, decimal_longitude=130.61234)},
        deployments={
            1: Deployment(location_name="Den", latitude=43.61234, longitude=130.61234, coordinate_uncertainty=187)
        },
        sightings={
            1: Sighting(
                vernacular_name="Amur leopard",
                decimal_latitude=43.61234,
                decimal_longitude=130.61234,
                breeding=Breeding(stated=Stated(level="confirmed")),
            ),
            2: Sighting(vernacular_name="Amur leopard", **at_camera),
            3: Sighting(vernacular_name="Crow", decimal_latitude=45.123, decimal_longitude=133.0),
            4: Sighting(vernacular_name="Crow", region="China"),
        },
    )


@pytest.mark.parametrize("how", EVERY)
def test_a_place_that_must_not_be_told_is_told_by_no_form(run: Run, leopard: None, how: str) -> None:
    shown = run(f"summary --map --format {how}")
    assert "43.6" in shown.stdout
    assert not any(part in shown.output for part in SECRET)
    assert "Den" not in shown.output
    assert "2 sightings with a generalised place: 2 high" in shown.stderr


def test_a_crow_at_the_place_of_a_leopard_tells_no_more_of_it(run: Run) -> None:
    crow, leopard = (
        Sighting(vernacular_name=name, decimal_latitude=43.61234, decimal_longitude=130.61234)
        for name in ("Crow", "Amur leopard")
    )
    write(sightings={1: crow, 2: leopard})
    shown = run("summary --map --species crow --json")
    assert [point["decimal_latitude"] for point in json.loads(shown.stdout)] == [43.6]
    assert not any(part in shown.output for part in SECRET)


def test_exact_tells_the_truth_and_says_so_loudly(run: Run, leopard: None) -> None:
    shown = run("summary --map --exact")
    assert "43.61234\t130.61234\t187\t2\ts1, s2\tAmur leopard\tconfirmed" in shown.stdout.splitlines()
    assert "EXACT PLACES GO OUT" in shown.stderr


def test_what_is_under_embargo_or_may_not_be_told_is_on_no_map(run: Run) -> None:
    places = {"decimal_latitude": 43.61234, "decimal_longitude": 130.61234}
    write(
        deployments={1: Deployment(latitude=43.61234, longitude=130.61234)},
        sightings={
            1: Sighting(vernacular_name="Snow leopard", deployment="d1", **places),
            2: Sighting(vernacular_name="Snow leopard", deployment="d1"),
            3: Sighting(vernacular_name="Crow", embargo_until="2030", decimal_latitude=12, decimal_longitude=34),
        },
    )
    shown = run("summary --map --format table")
    assert shown.stdout == ""
    assert "2 sightings have no position, or none that may be told" in shown.stderr
    assert "summary --by region" in shown.stderr
    assert json.loads(run("summary --map --json").stdout) == []


def test_a_person_gets_the_map_and_its_key(run: Run, leopard: None) -> None:
    lines = run("summary --map --format table").stdout.splitlines()
    assert any("●1" in line for line in lines)
    assert any("◆2" in line for line in lines)
    assert "Sightings by position" in lines
    assert any(line.startswith("◆ 2") and "43.6, 130.6" in line and "s1, s2" in line for line in lines)
    assert lines[-1] == "1 sighting has no position, or none that may be told"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [60, 120])
def test_the_map_fits_the_terminal(run: Run, leopard: None, width: int) -> None:
    lines = run("summary --map --format table", width=width).stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines[0]) >= width - 3


def test_where_it_cannot_be_drawn_a_list_stands_alone(run: Run, leopard: None, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = run("summary --map --format table", width=39).stdout
    monkeypatch.setattr(output, "ascii_only", lambda: True)
    code_page = run("summary --map --format table").stdout
    for shown in (narrow, code_page):
        assert shown.startswith("Sightings by position")
        assert shown.isascii()
        assert "43.6, 130.6" in shown


def test_a_pipe_gets_a_row_a_position(run: Run, leopard: None) -> None:
    shown = run("summary --map")
    assert [line.split("\t")[3:] for line in shown.stdout.splitlines()] == [
        ["1", "s3", "Crow", "none"],
        ["2", "s1, s2", "Amur leopard", "confirmed"],
    ]
    assert "1 sighting has no position, or none that may be told" in shown.stderr
    heading, crow, _ = csv.reader(io.StringIO(run("summary --map --format csv").stdout))
    assert heading == [
        *("decimal_latitude", "decimal_longitude", "coordinate_uncertainty_in_meters"),
        *("sightings", "ids", "species", "level"),
    ]
    assert crow == ["45.123", "133", "", "1", "s3", "Crow", "none"]
    [first, second] = map(json.loads, run("summary --map --format ndjson").stdout.splitlines())
    assert list(first) == heading
    assert second["ids"] == ["s1", "s2"]


def test_filters_and_ids_choose_what_is_on_the_map(run: Run, leopard: None) -> None:
    assert run("summary --map --species crow").stdout.split("\t")[4] == "s3"
    assert run("summary --map s1").stdout.split("\t")[4] == "s1"
    assert run("summary --map --species yeti --format table").stdout == ""
    run("summary --map s99", code=3)
    run("summary --map --by region", code=2)
