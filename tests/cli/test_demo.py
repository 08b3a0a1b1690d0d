"""`logbook demo`, as it is typed."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.cli import demo

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SHIPPED = resources.files("logbook.data").joinpath("amur-leopard.json").read_bytes()


def test_it_writes_the_essay_and_shows_its_summary(run: Run) -> None:
    done = run("demo")

    assert Path("logbook-demo/logbook.json").read_bytes() == SHIPPED
    assert "a photo essay on Amur leopards" in done.stderr
    assert "confirmed" in done.stdout
    assert done.stdout.index("Try next:\n  cd logbook-demo\n") > done.stdout.index("confirmed")


def test_a_folder_with_a_blank_in_its_name_can_be_gone_to(run: Run) -> None:
    assert "\n  cd 'my leopards'\n" in run("demo 'my leopards'").stdout


def test_every_command_that_it_says_to_try_works(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("demo leopards")
    monkeypatch.chdir("leopards")
    for line in demo.NEXT:
        run(line.removeprefix("logbook "), code=6 if "check" in line else 0)

    sightings = json.loads(Path("logbook.json").read_bytes())["sightings"]
    assert sightings == json.loads(SHIPPED)["sightings"]


def test_check_finds_the_keyword_list_of_picture_6(run: Run) -> None:
    run("demo")

    assert "i6" in run("--file logbook-demo/logbook.json check", code=6).stdout


@pytest.mark.parametrize("folder", ["full", "file", "file/below"])
def test_a_folder_that_is_not_its_own_is_left_alone(run: Run, folder: str) -> None:
    Path("full").mkdir()
    Path("full/notes.txt").touch()
    Path("file").touch()
    done = run(f"demo {folder}", code=1)

    assert folder.split("/", maxsplit=1)[0] in done.stderr
    assert {path.name for path in Path("full").iterdir()} == {"notes.txt"}


def test_an_empty_folder_is_used(run: Run) -> None:
    Path("new").mkdir()
    run("demo new")

    assert Path("new/logbook.json").is_file()


def test_a_dry_run_makes_nothing(run: Run) -> None:
    assert "logbook-demo/logbook.json would be made" in run("demo --dry-run").stderr
    assert not Path("logbook-demo").exists()
