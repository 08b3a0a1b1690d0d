"""`logbook species`, where it only looks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.records import Population, Sighting
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def logbook() -> Path:
    said = (*essay.BOOK.taxa[1].populations, Population(value="57", region="Russia", date="2014", source="a census"))
    taxa = {1: replace(essay.BOOK.taxa[1], populations=said)}
    tiger = Sighting(vernacular_name="Amur tiger", region="China")
    sightings = {**essay.BOOK.sightings, 4: tiger}
    return essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, taxa=taxa, sightings=sightings))


def test_every_species_has_its_status_and_populations_with_their_sources(run: Run) -> None:
    leopard, tiger = run("species").stdout.splitlines()
    assert leopard.startswith("t1\tAmur leopard\tPanthera pardus orientalis\t3\tCR, critically endangered (Tia Ghose")
    assert leopard.endswith("57 in Russia (2014; a census)")
    assert tiger == "\tAmur tiger\t\t1\t\tnot stated\t"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits(run: Run, width: int) -> None:
    assert max(map(cell_len, run("species --format table", width=width).stdout.splitlines())) <= width


def test_one_species_is_shown_in_full(run: Run) -> None:
    shown = run("species 'amur leopard' --format table", width=120).stdout
    assert shown.startswith("t1  Amur leopard, Panthera pardus orientalis\n")
    assert "57 in Russia (2014; a census)" in shown


def test_a_species_without_a_record_is_a_row(run: Run) -> None:
    assert run("species 'Amur tiger'").stdout.startswith("\tAmur tiger\t")


def test_json_is_species_as_stored_and_their_sightings_counted(run: Run) -> None:
    leopard, tiger = json.loads(run("species --json").stdout)
    assert (leopard["id"], leopard["iucn_status"]["value"], leopard["sighting_count"]) == ("t1", "CR", 3)
    assert tiger == {"id": None, "vernacular_name": "Amur tiger", "scientific_name": None, "sighting_count": 1}


def test_an_unknown_species_is_asked_about(run: Run) -> None:
    result = run("species leopard --json")
    assert (result.stdout, "did you mean Amur leopard?" in result.stderr) == ("[]\n", True)
