"""Moving: `import` of a Camtrap DP package, and `export` in every format that is streamed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.benchmarks.looking import MEMORY
from tests.benchmarks.measuring import BARE, Command, private, turns
from tests.benchmarks.setting import logbook
from tests.benchmarks.table import Row, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.setting import Setting

SUMMARY = "`import` and `export`"
MANY, MILLION = 100_000, 1_000_000
FORMATS = ("camtrap-dp", "dwca", "csv", "ndjson", "geojson", "gpx", "parquet", "logbook")
_PROJECT = (
    "--contributor",
    "A. Observer <a@example.org>, contact",
    "--project",
    "Leopards",
    "--data-license",
    "CC0-1.0",
)
SAID = {
    "dwca": _PROJECT,
    "camtrap-dp": (
        *(*_PROJECT, "--sampling-design", "targeted", "--capture-method", "activityDetection"),
        *("--media-license", "CC-BY-4.0"),
    ),
}
TENTH = 10
LINEAR = 1.2
"""How far a time may be from ten times that of a tenth: figures of one run are sure to a fifth."""


def run(setting: Setting) -> Iterator[Row]:
    """Measure how both grow from a tenth to the whole, and their private memory."""
    yield from imports(setting)
    yield from exports(setting)


def imports(setting: Setting) -> Iterator[Row]:
    """Measure `import`: its transactions, its growth and its memory."""
    many = setting.size(MILLION)
    what = f"`import` of {many:,} observations"
    grown = growth({size: importing(setting, size) for size in (many // TENTH, many)}, setting.runs)
    history = imported(setting, many).with_name("logbook.history.jsonl")
    transactions = history.read_bytes().count(b"\n") if history.exists() else math.inf
    yield Row(f"{what}: transactions", 1, 1, transactions, wanted=MILLION, many=many)
    yield Row(f"{what}: time, to ten times that of a tenth", LINEAR, 1, grown, wanted=MILLION, many=many)
    used = private(importing(setting, many))
    yield Row(f"{what}: private memory", 1024, 500, used, "MiB", MILLION, many, MEMORY)


def importing(setting: Setting, many: int) -> Command:
    """Give the import into a logbook that is new each time."""
    book, package = imported(setting, many), setting.package(many)
    new = (("rm", "-rf", str(book.parent)), ("mkdir", str(book.parent)))
    return Command((logbook(book, "import", str(package)),), before=new)


def imported(setting: Setting, many: int) -> Path:
    """Name the logbook that an import makes."""
    return setting.folder / f"{many}-imported" / "logbook.json"


def exports(setting: Setting) -> Iterator[Row]:
    """Measure `export`: the growth and the memory of the format that has most of it."""
    many = setting.size(MANY)
    sizes = (many // TENTH, many)
    grown = {name: growth({size: exporting(setting, size, name) for size in sizes}, setting.runs) for name in FORMATS}
    what, each = f"`export` of {many:,}, the worst of {len(FORMATS)} formats", "by format:"
    note = f"{each} {', '.join(f'{name} {figure(value)}' for name, value in grown.items())}"
    worst = max(grown.values())
    yield Row(f"{what}: time, to ten times that of a tenth", LINEAR, 1, worst, wanted=MANY, many=many, note=note)
    used = {name: private(exporting(setting, many, name)) for name in FORMATS}
    note = f"{each} {', '.join(f'{name} {figure(value)} MiB' for name, value in used.items())}"
    yield Row(f"{what}: private memory", 500, 200, max(used.values()), "MiB", MANY, many, note)


def exporting(setting: Setting, many: int, name: str) -> Command:
    """Give the export of all sightings; what is said of the logbook is kept by it the first time."""
    out = str(setting.folder / "out")
    line = logbook(setting.complete(many), "export", "--format", name, out, *SAID.get(name, ()))
    return Command((line,), before=(("rm", "-rf", out),))


def growth(commands: dict[int, Command], runs: int) -> float:
    """Give the time of a command beyond bare, to that of a smaller size times as many: 1 is linear."""
    took = turns({"bare": BARE, **{str(size): command for size, command in commands.items()}}, runs)
    small, large = commands
    return (took[str(large)] - took["bare"]) / (took[str(small)] - took["bare"]) * small / large
