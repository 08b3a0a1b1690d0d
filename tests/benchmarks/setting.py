"""What a run of the benchmarks is given: a folder, sizes, and how often; and the data, made once."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks import exchange, peers
from tests.benchmarks.measuring import Command

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.benchmarks.measuring import Line

FAMILY = (
    "add",
    "Amur leopard",
    "--region",
    "Jilin, China",
    "--date",
    "2013-10-09",
    "--animals",
    "1 adult female, 2 cubs",
)
LIST = ("list", "--region", "hunchun")
"""One sighting in twenty."""
SUMMARY = ("summary", "--json")
"""All its groupings: to a pipe that asks for no format it tells only the first of them."""


@dataclass(frozen=True)
class Setting:
    """Where the data is, of which sizes the curves are, and how many runs make a median."""

    folder: Path
    sizes: tuple[int, ...]
    runs: int

    def size(self, many: int) -> int:
        """Give a size of the table, or the largest that was asked for."""
        return min(many, max(self.sizes))

    @functools.cache  # noqa: B019 - a setting lives as long as the program
    def book(self, many: int) -> Path:
        """Give a logbook of so many sightings; what writes puts it back."""
        path = self.folder / f"{many}" / "logbook.json"
        path.parent.mkdir()
        _make("data", str(many), str(path))
        return path

    @functools.cache  # noqa: B019
    def complete(self, many: int) -> Path:
        """Give a logbook of so many sightings that has all that exports and galleries need, the pictures, too."""
        path = self.folder / f"{many}-complete" / "logbook.json"
        path.parent.mkdir()
        _make("data", str(many), str(path), "complete")
        return path

    @functools.cache  # noqa: B019
    def package(self, many: int) -> Path:
        """Give a Camtrap DP package of so many observations of whole events, each of which becomes a sighting."""
        folder = self.folder / f"{many}-package"
        folder.mkdir()
        exchange.make(folder, many, "event", single=True)
        os.sync()
        return folder

    @functools.cache  # noqa: B019
    def peer(self, name: str, many: int) -> Mapping[str, Command | str] | str:
        """Give what a peer is asked on the data of a logbook, or why it cannot be."""
        folder = self.folder / f"{many}-{name}"
        folder.mkdir()
        asked = peers.module(name).deeds(folder, self.book(many))
        os.sync()
        return asked

    def logbook(self, many: int, *words: str) -> Command:
        """Give a command on the logbook of so many sightings."""
        return Command((logbook(self.book(many), *words),))

    def writing(self, many: int, *words: str) -> Command:
        """Give a command that changes the logbook of so many sightings; each time it is undone."""
        return self.logbook(many, *words)._replace(after=(logbook(self.book(many), "undo"),))


def logbook(path: Path, *words: str) -> Line:
    """Give the line of a command on a logbook."""
    return (sys.executable, "-m", "logbook", "--file", str(path), *words)


def _make(module: str, *words: str) -> None:
    """Make data in a process of its own, so that this one stays small; it is on the disk before anything is timed."""
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}", *words], check=True)
    os.sync()
