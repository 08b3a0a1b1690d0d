"""How far a long piece of work has come: a bar on the terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.progress import Progress

T = TypeVar("T")

_EVERY = 0.2
"""Seconds between two states of the bar."""


def progress(
    items: Iterable[T], total: int | None, what: str, *, place: Callable[[], tuple[int, int]] | None = None
) -> Iterator[T]:
    """Pass things on as they come, `total` in the end where that is known, and show on stderr how many have come.

    Where nobody knows how many will come, `place` tells how far their source has been read, and how far it goes.
    Nothing is shown where stderr is no terminal. What is written to stderr meanwhile stands above the bar, and the bar
    is gone at the end, however it ends.
    """
    if total == 0 or not sys.stderr.isatty():
        yield from items
        return
    bar = _bar(is_counted=place is None)
    task, drawn = bar.add_task(what, total=total or 1), time.monotonic()
    try:
        bar.start()
        # Rich hides the cursor. It stays: a program that is stopped or killed leaves nobody without one.
        bar.console.show_cursor()
        for done, item in enumerate(items, 1):
            yield item
            if time.monotonic() - drawn >= _EVERY:
                at, end = place() if place else (done, total)
                bar.update(task, completed=at, total=end, refresh=True)
                drawn = time.monotonic()
    finally:
        bar.stop()


def _bar(*, is_counted: bool) -> Progress:
    """Make a bar: of things that are counted, or of a file that is read."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr)
    counted = "{task.completed:,.0f} of {task.total:,.0f}"
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20, style="dim", complete_style="none", finished_style="none"),
        TextColumn(counted if is_counted else "{task.percentage:>3.0f} %", markup=False),
        TimeRemainingColumn(compact=True),
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        disable=not console.is_interactive,
    )
