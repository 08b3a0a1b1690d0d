"""Ask the README's questions of 10,000,000 sightings in Parquet: `python -m tests.benchmarks.parquet [MANY [RUNS]]`.

A logbook of a tenth of them is exported for real; the rest are that export again, nine times, under other ids. DuckDB
and Spark (local mode; left out where there is no pyspark or no Java) each run what stands in the README, in a process
of their own. What they must answer is counted from the logbook's own lines.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import Command, private
from tests.benchmarks.setting import logbook

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY, RUNS, PARTS = 10_000_000, 3, 10
README = Path(__file__).parents[2] / "README.md"
OUT = "parquet"
"""The folder's name in the README."""
LEOPARD = "Amur leopard"
DUCKDB = """
import duckdb, json, pathlib, sys
rows = duckdb.sql(pathlib.Path(sys.argv[1]).read_text()).fetchall()
pathlib.Path(sys.argv[2]).write_text(json.dumps(rows))
"""
SPARK = """
import json, pathlib, sys
from pyspark.sql.classic.dataframe import DataFrame
DataFrame.show = lambda rows: pathlib.Path(sys.argv[2]).write_text(json.dumps([list(row) for row in rows.collect()]))
exec(pathlib.Path(sys.argv[1]).read_text())
"""
"""All rows are wanted, and `show` prints twenty."""

Answer = dict[tuple[str, int], tuple[int, int]]
"""Sightings, and those with confirmed breeding evidence, by country and year."""


def main(many: int = MANY, runs: int = RUNS) -> None:
    """Make the data, ask, compare, and print seconds, memory and sizes. Ends with 1 where an answer is wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        right = exported(folder, many // PARTS)
        say(f"{PARTS} such parts: {size(folder / OUT)}")
        wrong = [engine for engine in engines() if asked(folder, engine, runs) != right]
    if wrong:
        sys.exit(f"the answer is wrong: {', '.join(wrong)}")
    found = sum(sightings for sightings, _ in right.values())
    say(f"all answers are right: {len(right)} countries and years, {found:,} sightings")


def exported(folder: Path, many: int) -> Answer:
    """Export a logbook of so many sightings, multiply the export, and give the answer that is right for all of it."""
    book, out = folder / "logbook.json", folder / OUT
    subprocess.run([sys.executable, "-m", "tests.benchmarks.data", str(many), str(book)], check=True)
    say(f"a logbook of {many:,} sightings: {book.stat().st_size / 1e6:,.0f} MB")
    seconds, memory = measured(Command((logbook(book, "export", "--exact", "--format", OUT, str(out)),)))
    say(f"`export --format parquet` of it: {seconds:.1f} s, {memory:.0f} MiB; {size(out)}")
    multiply(out, many)
    return counted(book)


def multiply(folder: Path, many: int) -> None:
    """Put the same rows beside themselves under other ids and uuids, file by file."""
    from pyarrow import array, compute
    from pyarrow.parquet import ParquetFile, write_table

    for path in sorted(folder.rglob("*.parquet")):
        table = ParquetFile(path).read()
        numbers = [int(one[1:]) for one in table["id"].to_pylist()]
        for part in range(1, PARTS):
            ids = array([f"s{number + part * many}" for number in numbers])
            uuids = compute.utf8_replace_slice(table["uuid"], 35, 36, str(part))
            made = table.set_column(0, "id", ids).set_column(1, "uuid", uuids)
            write_table(made, path.with_name(f"{path.stem}-{part}.parquet"))


def counted(book: Path) -> Answer:
    """Count from the lines of a logbook what all parts together must answer."""
    every, breeding = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    with book.open("rb") as lines:
        for line in lines:
            # A leopard's line is found in a moment; its young are juveniles beside an adult, which confirms breeding.
            if f'"vernacular_name":"{LEOPARD}"'.encode() in line and b'"event_date"' in line:
                one = json.loads(line.rstrip(b",\n").partition(b":")[2])
                at = one["region"].rpartition(", ")[2], int(one["event_date"][:4])
                every[at] += PARTS
                breeding[at] += PARTS * any(animal.get("life_stage") == "juvenile" for animal in one["animals"])
    return {at: (number, breeding[at]) for at, number in every.items()}


def engines() -> Iterator[str]:
    """Name what can be asked here, and say why another cannot."""
    for name, module, program in (("duckdb", "duckdb", sys.executable), ("spark", "pyspark", "java")):
        if importlib.util.find_spec(module) and shutil.which(program):
            yield name
        else:
            say(f"{name}: left out, since there is no {module} or no {program}")


def asked(folder: Path, engine: str, runs: int) -> Answer:
    """Run what the README asks an engine, say what it took, and give the answer."""
    question, answer = folder / f"{engine}.txt", folder / f"{engine}.json"
    language, program = {"duckdb": ("sql", DUCKDB), "spark": ("python", SPARK)}[engine]
    question.write_text(questions()[language], encoding="utf-8")
    line = ("env", "-C", str(folder), sys.executable, "-c", program, str(question), str(answer))
    took = [measured(Command((line,))) for _ in range(runs)]
    seconds, memory = statistics.median(each for each, _ in took), max(each for _, each in took)
    say(f"{engine}: {seconds:.1f} s, the median of {runs} whole processes, {memory:.0f} MiB")
    rows = json.loads(answer.read_text(encoding="utf-8"))
    return {(country, int(year)): (sightings, breeding) for country, year, sightings, breeding in rows}


@functools.cache
def questions() -> dict[str, str]:
    """Give the README's SQL for DuckDB and its Python for Spark: what stands below the heading of Parquet."""
    section = README.read_text(encoding="utf-8").partition("\n**Parquet** ")[2]
    return {language: re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)[0] for language in ("sql", "python")}


def measured(command: Command) -> tuple[float, float]:
    """Give the seconds of a command, and the private memory of its processes together in MiB."""
    begin = time.perf_counter()
    memory = private(command)
    return time.perf_counter() - begin, memory


def size(folder: Path) -> str:
    """Tell how large an export is."""
    sizes = [path.stat().st_size for path in folder.rglob("*.parquet")]
    return f"{sum(sizes) / 1e6:,.0f} MB in {len(sizes):,} files"


def say(sentence: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
