"""How far a long piece of work has come: a bar on the terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

T = TypeVar("T")

_EVERY = 0.2
"""Seconds between two states of the bar."""


def progress(items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
    """Pass things on as they come, `total` in the end where that is known, and show on stderr how many have come.

    Nothing is shown where stderr is no terminal. What is written to stderr meanwhile stands above the bar, and the bar
    is gone at the end, however it ends.
    """
    if total == 0 or not sys.stderr.isatty():
        yield from items
        return
    bar = _bar(is_counted=total is not None)
    task, drawn = bar.add_task(what, total=total), time.monotonic()
    try:
        bar.start()
        # Rich hides the cursor. It stays: a program that is stopped or killed leaves nobody without one.
        bar.console.show_cursor()
        for done, item in enumerate(items, 1):
            yield item
            if time.monotonic() - drawn >= _EVERY:
                bar.update(task, completed=done, refresh=True)
                drawn = time.monotonic()
    finally:
        bar.stop()


def _bar(*, is_counted: bool) -> Progress:
    """Make a bar; where nobody knows how many there will be, it is a count."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr)
    what = TextColumn("{task.description}", markup=False)
    known = (
        BarColumn(bar_width=20, style="dim", complete_style="none", finished_style="none"),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f}", markup=False),
        TimeRemainingColumn(compact=True),
    )
    unknown = (TextColumn("{task.completed:,.0f}", markup=False),)
    return Progress(
        *(what, *(known if is_counted else unknown)),
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        disable=not console.is_interactive,
    )
