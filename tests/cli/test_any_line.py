"""Any line at all: one of the program's exit codes, a sentence where it fails, no traceback, and no record lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

from logbook.cli import declare
from logbook.cli.app import app
from tests.cli.conftest import NOW
from tests.endurance.fuzzing.lines.drawing import Line, lines
from tests.endurance.fuzzing.lines.ground import Answer, Ground

if TYPE_CHECKING:
    from pathlib import Path


def typed(line: Line) -> Answer:
    """Run a line, in this process."""
    declare(())
    done = CliRunner().invoke(app, list(line.words), input=line.stdin or "", prog_name="logbook")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Answer(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr("logbook.cli.session.clock", lambda: NOW)
    monkeypatch.setattr("logbook.cli.whereabouts.default_file", lambda: tmp_path / "default.json")
    return Ground(tmp_path)


@settings(max_examples=80)
@given(line=lines().filter(lambda line: line.is_text))
def test_any_line_has_an_answer_and_loses_nothing(ground: Ground, monkeypatch: pytest.MonkeyPatch, line: Line) -> None:
    monkeypatch.chdir(ground.renew())
    assert list(ground.broken(line, typed(line))) == []
