"""The official example, taken in and given back: what was imported comes back the same."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.formats.camtrap_dp import validation

if TYPE_CHECKING:
    from tests.cli.conftest import Run

EXAMPLE = validation.OFFICIAL / "example"
NUMBERS = ("latitude", "longitude", "cameraHeight", "detectionDistance")
UNHELD = ("captureMethod", "exifData", "favorite", "mediaComments", "fileName", "filePublic", "filePath")
KEYS = {"deployments": "deploymentID", "media": "mediaID", "observations": "observationID"}


def table(folder: Path, name: str) -> dict[str, dict[str, str]]:
    """Give the rows of a table by their identities."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return {row[KEYS[name]]: row for row in csv.DictReader(stream)}


@pytest.fixture
def given_back(run: Run) -> Path:
    """Take the example in and give it back as it is."""
    run(f"--file logbook.json import {EXAMPLE}")
    run("--file logbook.json export --format camtrap-dp out --exact")
    return Path("out")


def test_every_row_of_an_animal_comes_back_column_by_column(given_back: Path) -> None:
    rows = table(EXAMPLE, "observations").values()
    animals = {
        row["observationID"]: row
        for row in rows
        if (row["observationLevel"], row["observationType"]) == ("event", "animal")
    }

    assert len(animals) == 29
    assert table(given_back, "observations") == animals


def test_every_deployment_comes_back(given_back: Path) -> None:
    def read(folder: Path) -> dict[str, dict[str, object]]:
        return {
            key: {column: float(cell) if cell and column in NUMBERS else cell for column, cell in row.items()}
            for key, row in table(folder, "deployments").items()
        }

    assert read(given_back) == read(EXAMPLE)


def test_the_pictures_of_the_animals_come_back(given_back: Path) -> None:
    def read(folder: Path) -> dict[str, dict[str, str]]:
        rows = table(folder, "media").items()
        return {key: {column: cell for column, cell in row.items() if column not in UNHELD} for key, row in rows}

    there, before = read(given_back), read(EXAMPLE)
    assert len(there) == 300
    assert there == {key: before[key] for key in there}
    was = table(EXAMPLE, "media")
    linked = {key: row for key, row in table(given_back, "media").items() if row["filePath"].startswith("http")}
    assert len(linked) > 200
    assert all(
        (row["filePath"], row["filePublic"], row["fileName"])
        == (was[key]["filePath"], was[key]["filePublic"], was[key]["fileName"])
        for key, row in linked.items()
    )


def test_the_package_says_of_itself_what_it_said(given_back: Path) -> None:
    before = json.loads((EXAMPLE / "datapackage.json").read_bytes())
    after = json.loads((given_back / "datapackage.json").read_bytes())

    assert after["contributors"] == before["contributors"]
    assert after["project"] == before["project"] | {"observationLevel": ["event"]}
    for name in ("title", "coordinatePrecision", "spatial"):
        assert after[name] == before[name]
    assert [(one["name"], one["scope"]) for one in after["licenses"]] == [("CC0-1.0", "data"), ("CC-BY-4.0", "media")]


@pytest.mark.parametrize("how", ["--exact", ""])
def test_the_official_judge_finds_no_fault(run: Run, given_back: Path, how: str) -> None:
    run(f"--file logbook.json export --format camtrap-dp {given_back} --replace {how}")

    assert validation.faults(given_back / "datapackage.json") == []
