"""Starting: what every command costs, and what Tab does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import BARE, Command, turns
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.setting import Setting

SUMMARY = "`--version` and Tab"
MANY = 10_000


def run(setting: Setting) -> Iterator[Row]:
    """Measure both against a bare Typer command."""
    many = setting.size(MANY)
    line = (sys.executable, "-m", "logbook")
    words = f"logbook --file {setting.book(many)} list --region j"
    asked = {"_LOGBOOK_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": words}
    took = turns(
        {"bare": BARE, "version": Command(((*line, "--version"),)), "Tab": Command((line,), asked)}, setting.runs
    )
    yield Row("`logbook --version`, to bare", 1.3, 1.1, took["version"] / took["bare"])
    what = f"Tab after `--region j`, {many:,} sightings, to bare"
    yield Row(what, 1.3, 1.1, took["Tab"] / took["bare"], wanted=MANY, many=many)
