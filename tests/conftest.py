"""What every test stands on: a fixed world, and no way to the home folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile(
    "suite", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def fixed_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run every test in an empty folder, 80 columns wide, in UTC, without colour."""
    for name, value in {"COLUMNS": "80", "LINES": "24", "TZ": "UTC", "NO_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    for name in ("LOGBOOK_FILE", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    # Nobody else writes the files of a test: one that is damaged is not read again to see whether it still is.
    monkeypatch.setattr("logbook.store.contents.SETTLING", 0.0)
