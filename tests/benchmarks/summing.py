"""Summing up: `summary`, with all its groupings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.looking import MEMORY
from tests.benchmarks.measuring import Command, private, turns
from tests.benchmarks.setting import SUMMARY as SUMMING
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.setting import Setting

SUMMARY = "`summary`"
MANY, MILLION = 100_000, 1_000_000
PEERS = {
    "stock_tinydb": ("a stock TinyDB script", 0.25, 0.15),
    "sqlite_utils": ("the sum of `sqlite-utils query`, one for each grouping", 0.5, 0.35),
}
COUNT = """
import sys
lines = 0
with open(sys.argv[1], "rb", buffering=0) as file:
    while block := file.read(1 << 20):
        lines += block.count(b"\\n")
print(lines)
"""
_COUNTING = "a Python process that reads blocks of 1 MiB and counts the line feeds"
_GROUPINGS = (
    "`summary --json`: totals, first breeding, regions, species, credits and claims; the peers make the same groupings"
)


def run(setting: Setting) -> Iterator[Row]:
    """Measure `summary` against two peers that make the same groupings, and against reading the file."""
    many = setting.size(MANY)
    ours = setting.logbook(many, *SUMMING)
    for name, (whose, must, aim) in PEERS.items():
        peer = setting.peer(name, many)
        theirs = peer if isinstance(peer, str) else peer["summary"]
        measured = theirs if isinstance(theirs, str) else against(setting, ours, theirs)
        what = f"`summary`, {many:,} there, to {whose}"
        yield Row(what, must, aim, measured, wanted=MANY, many=many, note=_GROUPINGS)
    many = setting.size(MILLION)
    ours = setting.logbook(many, *SUMMING)
    counted = against(setting, ours, Command(((sys.executable, "-c", COUNT, str(setting.book(many))),)))
    what = f"`summary`, {many:,} there, to reading the file and counting its lines"
    yield Row(what, 5, 3, counted, wanted=MILLION, many=many, note=_COUNTING)
    what = f"private memory of `summary`, {many:,} there"
    yield Row(what, 500, 300, private(ours), "MiB", MILLION, many, MEMORY)


def against(setting: Setting, ours: Command, theirs: Command) -> float:
    """Give the ratio of two commands that take turns."""
    took = turns({"ours": ours, "theirs": theirs}, setting.runs)
    return took["ours"] / took["theirs"]
