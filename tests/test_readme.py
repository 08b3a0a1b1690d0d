"""The README is true: every command in it runs, and prints what stands there."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where

from logbook import records
from logbook.cli import COMMANDS
from logbook.store.snapshot import Snapshot
from logbook.store.storage import LogbookStorage
from tests import readme

if TYPE_CHECKING:
    from pathlib import Path

    import msgspec

TEXT = readme.README.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_every_console_block_prints_what_it_says(tmp_path: Path) -> None:
    readme.run("logbook demo")
    assert readme.retold(TEXT) == TEXT


def test_the_script_for_tinydb_works(tmp_path: Path) -> None:
    readme.run("logbook demo .")
    [script] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert "LogbookStorage" in script
    exec(script, {"TinyDB": TinyDB, "where": where, "LogbookStorage": LogbookStorage})  # noqa: S102 - it is ours
    assert Snapshot(tmp_path / "logbook.json").book().sightings[1].project == "Land of the Leopard"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_of(command: str) -> None:
    assert f"`{command}" in TEXT or f"logbook {command}" in TEXT


@pytest.mark.parametrize("kind", [*records.TYPES.values(), records.Animal, records.Claim, records.Info])
def test_every_field_stands_in_the_table(kind: type[msgspec.Struct]) -> None:
    table = TEXT.split("## The fields")[1].split("\n## ")[0]
    assert [name for name in kind.__struct_fields__ if f"`{name}`" not in table] == []
