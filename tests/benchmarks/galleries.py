"""Galleries: a page of very many pictures, each a file of its own of a few pixels.

How fast pictures are scaled is measured by `tests.benchmarks.gallery`, with pictures as cameras take them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import moving
from tests.benchmarks.looking import MEMORY
from tests.benchmarks.measuring import Command, private
from tests.benchmarks.setting import logbook
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.setting import Setting

SUMMARY = "`gallery`"
MANY = 100_000


def run(setting: Setting) -> Iterator[Row]:
    """Measure how `gallery` grows from a tenth to the whole, and its private memory."""
    many = setting.size(MANY)
    commands = {size: making(setting, size) for size in (many // moving.TENTH, many)}
    what = f"`gallery` of {many:,} sightings with {many + many // 2:,} pictures"
    grown = moving.growth(commands, setting.runs)
    yield Row(f"{what}: time, to ten times that of a tenth", moving.LINEAR, 1, grown, wanted=MANY, many=many)
    yield Row(f"{what}: private memory", 500, 200, private(commands[many]), "MiB", MANY, many, MEMORY)


def making(setting: Setting, many: int) -> Command:
    """Give the gallery of so many sightings, made anew each time."""
    out = str(setting.folder / "gallery")
    return Command((logbook(setting.complete(many), "gallery", out),), before=(("rm", "-rf", out),))
