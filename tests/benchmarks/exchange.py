"""Measure `import` of Camtrap DP against sqlite-utils: `python -m tests.benchmarks.exchange [MANY [RUNS [LEVEL]]]`.

The package is the official example, repeated under new ids until it has that many observations; LEVEL `media` or
`event` takes its observations of that level only. `sqlite-utils insert --csv` puts the same three tables into a
database, one after the other; the two take turns, whole processes. Prints the medians, their ratio, and the most memory
that the import had in use.
"""

from __future__ import annotations

import csv
import shutil
import statistics
import sys
import tempfile
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import resident
from tests.benchmarks.peers import beside_python

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY, RUNS = 100_000, 5
EXAMPLE = Path(__file__).parents[1] / "formats/camtrap_dp/official/example"
TABLES = ("deployments", "media", "observations")
IDS = ("deploymentID", "mediaID", "eventID", "observationID")

Row = dict[str, str]


def make(folder: Path, many: int, level: str | None, *, single: bool = False) -> None:
    """Write a package of as many observations, and what they refer to; with `single`, one picture of each event."""
    tables = {name: list(read(name)) for name in TABLES}
    if level:
        tables["observations"] = [row for row in tables["observations"] if row["observationLevel"] == level]
    if single:
        begun = {moment(row, "eventStart") for row in tables["observations"]}
        first = {moment(row, "timestamp"): row for row in tables["media"]}
        tables["media"] = [row for at, row in first.items() if at in begun]
    shutil.copyfile(EXAMPLE / "datapackage.json", folder / "datapackage.json")
    copies = -(-many // len(tables["observations"]))
    for name, rows in tables.items():
        most = many if name == "observations" else len(rows) * copies
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(islice(repeated(rows), most))


def moment(row: Row, column: str) -> tuple[str, datetime]:
    """Tell at which camera and when a row is."""
    return row["deploymentID"], datetime.fromisoformat(row[column])


def read(name: str) -> Iterator[Row]:
    """Read a table of the example."""
    with (EXAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def repeated(rows: list[Row]) -> Iterator[Row]:
    """Give rows again and again, each time under other ids."""
    for copy in count():
        for row in rows:
            yield {**row, **{name: f"{row[name]}-{copy}" for name in IDS if row.get(name)}}


def main(many: int = MANY, runs: int = RUNS, level: str | None = None) -> None:
    """Print how long both take, and what the import uses."""
    tool = beside_python("sqlite-utils")
    if tool is None:
        sys.exit("this needs sqlite-utils, of the extra `test`")
    took: dict[str, list[float]] = {"import": [], "sqlite-utils": []}
    memory = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder, book, database = Path(name) / "package", Path(name) / "book", Path(name) / "database"
        folder.mkdir()
        make(folder, many, level)
        ours = [sys.executable, "-m", "logbook", "--file", str(book / "logbook.json"), "import", str(folder)]
        for _ in range(runs):
            for made in (book, database):
                shutil.rmtree(made, ignore_errors=True)
                made.mkdir()
            inserts = [
                [
                    str(tool),
                    "insert",
                    str(database / "all.db"),
                    table,
                    str(folder / f"{table}.csv"),
                    "--csv",
                    "--silent",
                ]
                for table in TABLES
            ]
            took["sqlite-utils"].append(sum(resident(insert)[0] for insert in inserts))
            seconds, used = resident(ours)
            took["import"].append(seconds)
            memory = max(memory, used)
    medians = {name: statistics.median(times) for name, times in took.items()}
    sys.stdout.write(f"{many:,} observations, medians of {runs} runs in turn\n")
    sys.stdout.writelines(f"{name:<24} {seconds:>7.1f} s\n" for name, seconds in medians.items())
    sys.stdout.write(
        f"{'import, to sqlite-utils':<24} {medians['import'] / medians['sqlite-utils']:>7.2f}    at most 3\n"
    )
    sys.stdout.write(f"{'memory':<24} {memory:>7.0f} MiB  under 1024\n")


if __name__ == "__main__":
    many, runs, *levels = [*sys.argv[1:], *map(str, (MANY, RUNS)[len(sys.argv) - 1 :])]
    main(int(many), int(runs), *levels)
