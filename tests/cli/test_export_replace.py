"""`logbook export --replace`: an earlier export of the same format, and nothing else."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from logbook import formats
from tests.cli.test_export_data import keep
from tests.formats.camtrap_dp import books

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLACES = {
    "camtrap-dp": "out.zip",
    "dwca": "out.zip",
    "csv": "out.csv",
    "ndjson": "out.ndjson",
    "geojson": "out.geojson",
    "gpx": "out.gpx",
    "logbook": "out.json",
}
FILES = list(PLACES.items())


@pytest.fixture(autouse=True)
def kept() -> None:
    """Write a logbook whose sightings every format can hold, of a species of which nothing is stated."""
    seen = replace(books.SEEN, region="Jilin, China", decimal_latitude=43.5, decimal_longitude=130.25)
    keep(replace(books.book(seen), taxa={}))


@pytest.mark.parametrize(("name", "place"), FILES)
def test_an_earlier_export_of_the_format_is_replaced(run: Run, name: str, place: str) -> None:
    run(f"export --format {name} {place} --delay 0")
    Path(place).touch()

    assert run(f"export --format {name} {place} --delay 0 --replace").stdout.startswith("s1\twritten")


@pytest.mark.parametrize(("name", "place"), FILES)
@pytest.mark.parametrize("theirs", ["diary", "table", "archive", "logbook", *PLACES])
def test_nothing_else_is_ever_replaced(run: Run, name: str, place: str, theirs: str) -> None:
    if theirs == name:
        return
    _make(run, theirs, Path(place))
    before = Path(place).read_bytes()

    refused = run(f"export --format {name} {place} --delay 0 --replace", code=1)

    assert refused.stderr.splitlines()[-1].startswith(f"logbook: {place} is no earlier export that could be replaced: ")
    assert "nothing is stated" not in refused.stderr
    assert Path(place).read_bytes() == before


def _make(run: Run, theirs: str, place: Path) -> None:
    """Lay something at a place that is somebody's own, or an export of another format."""
    if theirs == "diary":
        place.write_text("Dear diary", encoding="utf-8")
    elif theirs == "table":
        place.write_text("uuid,species,date\n1,lynx,2024\n", encoding="utf-8")
    elif theirs == "archive":
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("meta.xml", "<archive/>")
    elif theirs == "logbook":
        run("demo station")
        shutil.move("station/logbook.json", place)
    else:
        run(f"export --format {theirs} {PLACES[theirs]} --delay 0")
        shutil.move(PLACES[theirs], place)


def test_a_copy_in_which_somebody_has_worked_since_is_a_logbook_like_any(run: Run) -> None:
    run("export --format logbook out.json --delay 0")
    run("--file out.json add Lynx --region Russia")

    said = "out.json is no earlier export that could be replaced: people have worked in it, for it has a history"
    assert said in run("export --format logbook out.json --replace", code=1).stderr
    Path("out.history.jsonl").unlink()
    assert "no export made it as it is now" in run("export --format logbook out.json --replace", code=1).stderr


def test_a_place_that_is_taken_is_refused_before_anything_is_said_of_the_records(run: Run) -> None:
    Path("out.csv").touch()

    refused = run("export --format csv out.csv", code=1)
    assert refused.stderr == "logbook: out.csv is there already; name another place, or --replace it\n"


def test_every_format_that_is_written_to_one_file_is_here() -> None:
    pictures_and_folders = {"embedded", "xmp", "parquet"}
    assert {one.NAME for one in formats.writers()} == {*PLACES, *pictures_and_folders}


def test_a_logbook_of_a_single_command_is_nobody_elses_to_replace(run: Run) -> None:
    run("--file theirs.json add Lynx --region Russia")
    Path("theirs.history.jsonl").unlink()
    before = Path("theirs.json").read_bytes()
    run("add Lynx --region China --file logbook.json")

    assert (
        "is no earlier export"
        in run("export --format logbook theirs.json --replace --file logbook.json", code=1).stderr
    )
    assert Path("theirs.json").read_bytes() == before
