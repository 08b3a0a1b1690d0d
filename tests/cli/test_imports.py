"""What each command imports, by what Python itself tells of it: nothing that its run does not use."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import logbook
from logbook.cli import COMMANDS
from tests.cli.stored import jpeg

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HEAVY = frozenset(
    {"asyncio", "concurrent", "csv", "email", "hashlib", "html", "http", "multiprocessing", "socket", "sqlite3", "ssl"}
) | {"subprocess", "unittest", "xml"}
"""What is watched of the standard library, where Typer does not bring it along."""

TAB = frozenset({"cli", "data", "errors", "patterns", "places", "records", "sentences", "store"})
READ = TAB | {
    "animals",
    "breeding",
    "cells",
    "changes",
    "choices",
    "credits",
    "dates",
    "query",
    "tally",
    "taxa",
    "views",
}
"""The rooms of the house that offering words takes, and looking things up."""

_PICTURES = frozenset({"PIL", "events", "hashlib", "licenses", "pictures"})
_PRIVACY = frozenset({"licenses", "privacy"})
BEYOND: dict[str, frozenset[str]] = {
    "add Lynx --region Russia --date 2013-10-09 --animals '1 adult female, 2 cubs'": frozenset(),
    "add Lynx --region Russia --image a.jpg": _PICTURES,
    "attach s1 --title 'Mama cat'": frozenset({"events"}),
    "edit s1 --note x": frozenset(),
    "remove s1": frozenset(),
    "undo": frozenset(),
    "list --region china": frozenset(),
    "list --format csv": frozenset({"csv"}),
    "list --format table": frozenset({"rich"}),
    "show s1": frozenset(),
    "summary": frozenset(),
    "summary --format html": _PRIVACY | {"hashlib", "jinja2", "markupsafe", "rich"},
    "species": frozenset(),
    "regions": frozenset(),
    "images": frozenset({"licenses"}),
    "credits": frozenset(),
    "gallery out": _PRIVACY | {"concurrent", "formats", "hashlib", "jinja2", "markupsafe", "pictures"},
    "import .": _PICTURES | _PRIVACY | {"concurrent", "csv", "formats", "html"},
    "export --format csv out.csv": _PRIVACY | {"csv", "formats", "hashlib", "pictures"},
    "check": _PRIVACY | {"checks", "concurrent", "hashlib", "pictures"},
    "demo": frozenset({"rich"}),
}
"""A line of each command that really does it; the rooms, the heavy modules and the libraries that it takes beyond."""


def imported(*words: str, **env: str) -> set[str]:
    """Run Python in a process of its own, on the package that is tested, and give what it imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *words],
        env={**os.environ, "PYTHONPATH": str(Path(logbook.__file__).parent.parent), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    rows = (row for row in done.stderr.splitlines() if row.startswith("import time:"))
    return {row.rpartition("|")[2].strip() for row in rows}


@pytest.fixture(scope="module")
def ground() -> set[str]:
    """Name what every command stands on: what a program that does nothing takes, whatever Typer brings along."""
    return imported("-m", "tests.benchmarks.bare", "one", "--word", "x") | imported("-c", "import msgspec")


@pytest.fixture(scope="module")
def pillow() -> set[str]:
    """Name what Pillow brings along, which differs by its version."""
    return {name for name in imported("-c", "import PIL.Image") if not name.startswith("PIL")}


def watched(names: set[str]) -> set[str]:
    """Name the rooms, the heavy modules and the libraries among what is imported."""
    roots = {name.partition(".")[0] for name in names}
    rooms = {name.split(".")[1] for name in names if name.startswith("logbook.")}
    return rooms | (roots & HEAVY) | (roots - sys.stdlib_module_names - {"logbook", "typer"})


@pytest.mark.usefixtures("essay_file")
@pytest.mark.parametrize("line", BEYOND)
def test_a_command_imports_what_its_run_uses_and_nothing_else(
    line: str, run: Run, ground: set[str], pillow: set[str]
) -> None:
    jpeg("a.jpg")
    run("edit s2 --note 'to be undone'")

    brought = ground | pillow if "PIL" in BEYOND[line] else ground
    found = imported("-m", "logbook", *shlex.split(line), LOGBOOK_FILE="logbook.json") - brought

    assert watched(found) - READ == BEYOND[line] - watched(brought)


def test_every_command_is_asked_what_it_imports() -> None:
    assert {line.split()[0] for line in BEYOND} == set(COMMANDS)


def test_the_version_takes_no_room_at_all(ground: set[str]) -> None:
    assert watched(imported("-m", "logbook", "--version") - ground) == {"cli", "errors"}


@pytest.mark.parametrize("reader", ["ahead", "glance"])
def test_a_file_is_read_ahead_before_any_library_is_there(reader: str, ground: set[str]) -> None:
    brought = imported("-c", f"import logbook.store.{reader}")

    assert watched(brought - ground) <= {"store", "errors", "patterns"}
    assert not {"msgspec", "typer"} & brought


@pytest.mark.parametrize("line", ["list --region c", "list --species a", "list --credit w", "list s"])
def test_tab_takes_the_places_and_the_layout_at_most(essay_file: Path, line: str, ground: set[str]) -> None:
    tab = {
        "_LOGBOOK_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": f"logbook {line}",
    }

    assert watched(imported("-m", "logbook", **tab) - ground) <= TAB
