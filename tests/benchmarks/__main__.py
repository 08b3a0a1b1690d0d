"""Measure all, or only what is named, and print the tables: `python -m tests.benchmarks [ROW ...] [--svg FILE]`."""

from __future__ import annotations

import argparse
import compileall
import importlib
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import logbook
from tests.benchmarks import growth, plot, table
from tests.benchmarks.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUBJECTS = ("starting", "adding", "looking", "summing", "moving", "galleries")
GROWTH = "growth"
SIZES, RUNS = (1_000, 10_000, 100_000, 1_000_000), 9


def main(words: Sequence[str] | None = None) -> None:
    """Tell each figure on stderr as it is measured, and print the tables at the end."""
    asked = options(words)
    if asked.peers:
        os.environ["LOGBOOK_PEERS"] = str(asked.peers.absolute())
    # Where nobody may write it at an import, a module changed since is compiled at every start.
    compileall.compile_dir(str(Path(logbook.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        setting = Setting(Path(folder), tuple(asked.sizes), asked.runs)
        python, processors = platform.python_version(), os.cpu_count()
        sys.stdout.write(f"Medians of {asked.runs} runs in turn, CPython {python}, {processors} processors\n")
        if rows := list(told(setting, [name for name in asked.rows if name != GROWTH])):
            sys.stdout.write(f"\n{table.ratios(rows)}\n")
            sys.stdout.flush()
        if GROWTH in asked.rows:
            tell_growth(setting, asked.svg)


def tell_growth(setting: Setting, svg: Path | None) -> None:
    """Measure the curves, print their table, and draw them where a file is named."""
    curves = growth.curves(setting)
    sys.stdout.write(f"\nWhole commands, to a bare one, by the number of sightings\n\n{growth.table(curves)}\n")
    if svg:
        svg.write_text(plot.drawing(curves), encoding="utf-8")


def options(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    about = [f"  {name:10}{subject.SUMMARY}" for name in SUBJECTS if (subject := _subject(name))]
    about.append(f"  {GROWTH:10}`add`, `list` and `summary` at all sizes, ours beside the peers'")
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        epilog="\n".join(["rows:", *about]),
        formatter_class=argparse.RawTextHelpFormatter,
    )
    every = (*SUBJECTS, GROWTH)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these; all where none is named")
    sizes = "sizes of the curves; what is asked of a larger one is measured at the largest"
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help=sizes)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs that make a median ({RUNS})")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where jrnl's environment is, or is made to stay")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="where to draw the curves")
    asked = parser.parse_args(words)
    if unknown := set(asked.rows) - set(every):
        parser.error(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    asked.rows = asked.rows or every
    return asked


def told(setting: Setting, names: Sequence[str]) -> Iterator[table.Row]:
    """Measure subjects, and tell each row as it is done."""
    began = time.monotonic()
    for name in names:
        for row in _subject(name).run(setting):
            measured = table.figure(row.measured, row.unit)
            sys.stderr.write(f"{time.monotonic() - began:.0f} s: {row.what}: {measured}\n")
            yield row


def _subject(name: str) -> table.Subject:
    """Give the module of a subject."""
    return importlib.import_module(f"tests.benchmarks.{name}")


if __name__ == "__main__":
    main()
