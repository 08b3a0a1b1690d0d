"""A Camtrap DP package that was exported here, imported again: here, and into another station's logbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.camtrap_dp import validation

if TYPE_CHECKING:
    from tests.cli.conftest import Run

EXAMPLE = validation.OFFICIAL / "example"
TABLES = ("sightings", "images", "deployments")
ADD = (
    "--file here.json add 'Amur leopard' --scientific 'Panthera pardus orientalis' --region 'Jilin, China' "
    "--date 2020-06-01T04:31+02:00 --animals '1 adult female, 2 cubs' --note 'by the creek' --method camera-trap "
    "--identified-by Anna --identified-by Boris"
)


def records(name: str) -> dict[str, dict[str, Any]]:
    """Give the tables of a logbook, by the uuids of their records."""
    found = json.loads(Path(name).read_bytes())
    return {table: {one["uuid"]: one for one in found.get(table, {}).values()} for table in TABLES}


@pytest.fixture
def here(run: Run) -> dict[str, dict[str, Any]]:
    """Make a logbook of the example and of a sighting that was typed; give its tables."""
    run(f"--file here.json import {EXAMPLE}")
    run(ADD)
    data = json.loads(Path("here.json").read_bytes())
    data["sightings"]["27"]["deployment"] = "d1"
    Path("here.json").write_text(json.dumps(data), encoding="utf-8")
    return records("here.json")


@pytest.mark.parametrize("to", ["out", "out.zip"])
def test_a_package_is_known_in_the_logbook_that_it_came_from(
    run: Run, here: dict[str, dict[str, Any]], to: str
) -> None:
    run(f"--file here.json export --format camtrap-dp {to} --exact")
    done = run(f"--file here.json import {to}")

    assert "already in the logbook: 27 sightings, 300 pictures, 4 deployments" in done.stdout
    assert records("here.json") == here


def test_what_somebody_has_changed_in_a_package_is_told_and_taken_on_request(run: Run, here: dict[str, Any]) -> None:
    assert here
    run("--file here.json export --format camtrap-dp out --exact")
    path = Path("out/observations.csv")
    path.write_bytes(path.read_bytes().replace(b"by the creek", b"by the lake"))

    assert "s27 remarks: by the creek here, by the lake there" in run("--file here.json import out").stdout
    run("--file here.json import out --update")
    (typed,) = [one for one in records("here.json")["sightings"].values() if "remarks" in one]
    assert typed["remarks"] == "by the lake"
    assert [one.get("verbatim") for one in typed["animals"]] == [None, "cubs"]


@pytest.mark.parametrize("how", ["", "--delay 0", "--exact"])
def test_in_another_logbook_the_records_keep_their_uuids_so_that_the_two_merge(
    run: Run, here: dict[str, dict[str, Any]], how: str
) -> None:
    run(f"--file here.json export --format camtrap-dp out {how}")
    run("--file there.json import out")
    there = records("there.json")
    assert {table: there[table].keys() for table in TABLES} == {table: here[table].keys() for table in TABLES}
    assert "27 sightings" in run("--file there.json import out").stdout
    assert records("there.json") == there

    run("--file here.json import there.json --prefer ours")
    merged = records("here.json")
    assert {table: merged[table].keys() for table in TABLES} == {table: here[table].keys() for table in TABLES}
    for own, one in here["deployments"].items():
        assert merged["deployments"][own]["latitude"] == one["latitude"]


def test_a_generalised_package_never_takes_the_place_of_what_is_exact(
    run: Run, here: dict[str, dict[str, Any]]
) -> None:
    run("--file here.json export --format camtrap-dp out")
    exact, coarse = (
        {row.split(",")[1]: row for row in Path(name).read_text(encoding="utf-8").splitlines()[1:]}
        for name in (EXAMPLE / "deployments.csv", "out/deployments.csv")
    )
    assert exact.keys().isdisjoint(coarse)

    run("--file here.json import out --update")

    places = ("latitude", "longitude", "coordinate_uncertainty", "deployment_start", "deployment_end")
    now = records("here.json")
    for own, one in here["deployments"].items():
        assert {name: now["deployments"][own][name] for name in places} == {name: one[name] for name in places}
        assert now["deployments"][own]["data_generalizations"] == one["data_generalizations"]
    for own, one in here["sightings"].items():
        assert now["sightings"][own]["event_date"] == one["event_date"]
    for own, one in here["images"].items():
        assert now["images"][own].get("url") == one.get("url")
        assert now["images"][own]["date_created"] == one["date_created"]


def test_a_package_replaces_an_earlier_one_with_all_its_tables(run: Run, here: dict[str, Any]) -> None:
    assert here
    run("--file here.json export --format camtrap-dp out --exact")
    run("--file here.json export --format camtrap-dp out --exact --replace")
    assert Path("out/identifiers.csv").exists()
    assert validation.faults(Path("out/datapackage.json")) == []


@pytest.mark.parametrize("words", ["--identified-by Zed", "--note hello", "--tag mine"])
def test_what_the_tables_cannot_hold_is_not_lost_to_an_update(run: Run, here: dict[str, Any], words: str) -> None:
    assert here
    run(f"--file here.json edit s9 {words}")
    edited = records("here.json")
    run("--file here.json export --format camtrap-dp out --exact")

    assert "already in the logbook: 27 sightings" in run("--file here.json import out --update").stdout
    assert records("here.json") == edited


def test_animals_that_were_counted_by_their_pictures_are_known_again(run: Run) -> None:
    package = Path("media-level")
    package.mkdir()
    for name in ("datapackage.json", "deployments.csv", "media.csv"):
        (package / name).write_bytes((EXAMPLE / name).read_bytes())
    lines = (EXAMPLE / "observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (package / "observations.csv").write_text("".join(line for line in lines if ",event," not in line))
    run(f"--file here.json import {package}")
    counted = records("here.json")
    run("--file here.json export --format camtrap-dp out --exact")

    run("--file here.json import out --update")

    assert records("here.json") == counted


def test_a_sighting_of_which_a_row_was_taken_out_is_another_now(run: Run, here: dict[str, Any]) -> None:
    assert here
    run("--file here.json export --format camtrap-dp out --exact")
    path = Path("out/observations.csv")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b"verbatim:cubs" not in line))

    assert "s27 animals" in run("--file here.json import out").stdout


def test_what_the_first_logbook_has_corrected_since_comes_to_the_second(run: Run, here: dict[str, Any]) -> None:
    assert here
    run("--file here.json export --format camtrap-dp out --exact")
    run("--file there.json import out")
    run("--file here.json edit s27 --note 'by the lake'")
    run("--file here.json export --format camtrap-dp out --exact --replace")

    assert "remarks: by the creek here, by the lake there" in run("--file there.json import out").stdout
    run("--file there.json import out --update")
    assert "by the lake" in run("--file there.json list --json").stdout
