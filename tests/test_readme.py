"""The README is true: every command in it runs, and prints what stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
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
    [script] = [one for one in scripts("python") if "LogbookStorage" in one]
    exec(script, {"TinyDB": TinyDB, "where": where, "LogbookStorage": LogbookStorage})  # noqa: S102 - it is ours
    assert Snapshot(tmp_path / "logbook.json").book().sightings[1].project == "Land of the Leopard"


def scripts(language: str) -> list[str]:
    """Give the README's blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_query_for_duckdb_answers(tmp_path: Path) -> None:
    readme.run("logbook demo .")
    readme.run("logbook edit s1 --date 2013-10-09")
    readme.run("logbook export --format parquet parquet")
    [query] = scripts("sql")
    assert duckdb.sql(query).fetchall() == [("China", 2013, 1, 1), ("Russia", None, 2, 0)]


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime")
def test_the_script_for_spark_answers(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    readme.run("logbook demo .")
    readme.run("logbook export --format parquet parquet")
    [script] = [one for one in scripts("python") if "pyspark" in one]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert re.search(r"Russia\| *NULL\| *2\| *0\|", done.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_of(command: str) -> None:
    assert f"`{command}" in TEXT or f"logbook {command}" in TEXT


@pytest.mark.parametrize("kind", [*records.TYPES.values(), records.Animal, records.Claim, records.Info])
def test_every_field_stands_in_the_table(kind: type[msgspec.Struct]) -> None:
    table = TEXT.split("## The fields")[1].split("\n## ")[0]
    assert [name for name in kind.__struct_fields__ if f"`{name}`" not in table] == []
