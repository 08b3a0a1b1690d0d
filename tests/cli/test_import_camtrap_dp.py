"""`logbook import` of Camtrap DP, as a data manager types it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.formats.camtrap_dp import packages
from tests.formats.camtrap_dp.packages import EXAMPLE

if TYPE_CHECKING:
    from tests.cli.conftest import Run

IMPORT = "--file logbook.json import"


def test_the_summary_agrees_with_a_count_from_the_table(run: Run) -> None:
    run(f"{IMPORT} '{EXAMPLE}'")
    found = json.loads(run("--file logbook.json summary --by species --json").stdout)
    animals = [
        row
        for row in packages.rows("observations")
        if (row["observationLevel"], row["observationType"]) == ("event", "animal")
    ]
    events = {(row["eventID"], row["scientificName"]) for row in animals}
    counted = Counter(name for _, name in events)
    said = json.loads((EXAMPLE / "datapackage.json").read_bytes())["taxonomic"]
    names = {one["vernacularNames"]["eng"]: one["scientificName"] for one in said}
    assert {names[one["key"]]: one["sightings"] for one in found} == counted


def test_a_package_without_media_is_refused_with_that_sentence_and_taken_without(run: Run) -> None:
    package = packages.make(Path("package"))
    (package / "media.csv").unlink()
    refused = run(f"{IMPORT} package", code=1).stderr
    assert "the table of media (media.csv)" in refused
    assert "is missing" in refused
    assert not Path("logbook.json").exists()
    assert "1 sighting" in run(f"{IMPORT} package --without-media").stdout


def test_a_bad_row_is_named_by_file_line_column_and_value(run: Run) -> None:
    packages.make(Path("package"), [{}, {"observationID": "o2", "lifeStage": "imago"}])
    refused = run(f"{IMPORT} package", code=1).stderr
    assert "observations.csv, line 3, column lifeStage: 'imago'" in " ".join(refused.split())
    run(f"{IMPORT} package --skip-bad bad.csv")
    assert "imago" in Path("bad.csv").read_text(encoding="utf-8-sig")


def test_a_row_that_has_changed_is_told_and_taken_on_request(run: Run) -> None:
    packages.make(Path("package"))
    run(f"{IMPORT} package")
    packages.make(Path("package"), [{"scientificName": "Panthera uncia"}])
    assert "Panthera uncia" in run(f"{IMPORT} package").stdout
    assert json.loads(run("--file logbook.json list --json").stdout)[0]["scientific_name"] == "Panthera pardus"
    run(f"{IMPORT} package --update")
    assert json.loads(run("--file logbook.json list --json").stdout)[0]["scientific_name"] == "Panthera uncia"
