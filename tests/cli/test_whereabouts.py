"""Which logbook is begun to be read before a command is known whole: the one that it will open."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.cli import whereabouts


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    paths: list[Path] = []
    monkeypatch.setattr("logbook.store.ahead.begin", paths.append)
    monkeypatch.setattr("logbook.cli.whereabouts.default_file", lambda: Path("default.json"))
    return paths


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("list", "default.json"),
        ("--file a.json list --region china", "a.json"),
        ("list --region china --file a.json", "a.json"),
        ("list --file=a.json", "a.json"),
        ("--file a.json list --file b.json", "b.json"),
        ("list --file", "default.json"),
    ],
)
def test_it_is_the_one_that_the_words_name(begun: list[Path], line: str, path: str) -> None:
    whereabouts.read_ahead(shlex.split(line))
    assert begun == [Path(path)]


def test_without_words_it_is_the_nearest(begun: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    Path("logbook.json").touch()
    Path("below").mkdir()
    monkeypatch.chdir("below")
    whereabouts.read_ahead(["summary"])
    monkeypatch.setenv("LOGBOOK_FILE", "named.json")
    whereabouts.read_ahead(["summary"])
    assert begun == [here / "logbook.json", Path("named.json")]


def test_a_folder_that_is_gone_is_left_to_the_command(begun: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    Path("../gone").resolve().rmdir()
    whereabouts.read_ahead(["list"])
    assert not begun


def test_a_folder_that_may_not_be_searched_is_told_of_in_a_sentence(
    unprivileged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = Path("locked").absolute()
    locked.mkdir()
    monkeypatch.chdir(locked)
    locked.chmod(0)
    try:
        done = subprocess.run(
            [*unprivileged, sys.executable, "-m", "logbook", "list"], capture_output=True, text=True, check=False
        )
    finally:
        locked.chmod(0o700)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"logbook: {locked / 'logbook.json'}: Permission denied\n"
