"""Where a command stands: which file, what time it is, where its notes go."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli.whereabouts import find_file
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from logbook.store.snapshot import Snapshot


def clock() -> datetime:
    """Tell the time, with this computer's time zone: the one place where it is asked for."""
    return datetime.now().astimezone()


def moment() -> str:
    """Write the time as records and history have it: UTC, ISO 8601 to the second."""
    return clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def say(sentence: str) -> None:
    """Tell a person something that is not the answer: on stderr, where a terminal breaks it between words."""
    from logbook.views.text import visible

    told = visible(sentence)
    if sys.stderr.isatty():
        import shutil
        import textwrap

        wide = shutil.get_terminal_size().columns
        told = textwrap.fill(told, wide, break_long_words=False, break_on_hyphens=False)
    sys.stderr.write(f"{told}\n")


def say_all(sentences: Iterable[str]) -> None:
    """Tell several things."""
    for sentence in sentences:
        say(sentence)


def say_dry_run() -> None:
    """Tell that what was shown has not been done."""
    say("a dry run: nothing was written")


@dataclass
class Session:
    """The option group that every command has: `--file`, and what follows from it."""

    ctx: typer.Context
    file: Annotated[str | None, typer.Option(metavar="PATH", help="The logbook to use.", show_default=False)] = None

    @property
    def path(self) -> Path:
        """The logbook's path."""
        return find_file(self._given)

    @property
    def _given(self) -> str | None:
        return self.file or self.ctx.obj

    def read(self, *, examines: bool = False) -> Snapshot:
        """Open the logbook for reading; without one the answer is empty, and a note says so.

        Who `examines` the file itself tells what other hands did to it in the answer, and no note says it again.
        """
        from logbook.store.snapshot import Snapshot
        from logbook.store.standing import Standing

        path = self.path
        standing = Standing(path)
        snapshot = Snapshot(path)
        if snapshot.stat is None:
            if self._given:
                raise LogbookError(f"there is no logbook {path}; `logbook --file PATH add` makes one")
            say(f"no logbook yet ({path}); `logbook add` makes it")
        snapshot.compare()
        told = standing.told(snapshot.info.revision)
        # More may be noticed while it is read.
        self.ctx.call_on_close(lambda: say_all(snapshot.beyond if examines else [*snapshot.notes, *told]))
        return snapshot

    @contextlib.contextmanager
    def write(self, command: str, *, dry_run: bool = False, makes: bool = False) -> Iterator[Snapshot]:
        """Hold the logbook for one change; `command` is what the history calls it. A dry run reads as strictly.

        Only what `makes` a logbook may be done where there is none.
        """
        from logbook.store.snapshot import Snapshot
        from logbook.store.standing import Standing
        from logbook.store.transaction import transaction

        path = self.path
        if not makes and not path.exists():
            raise LogbookError(f"there is no logbook {path}; `logbook add` makes one")
        if dry_run:
            snapshot = Snapshot(path, writing=True)
            yield snapshot
            say_all(snapshot.notes)
            return
        if not self._given and not os.environ.get("LOGBOOK_FILE"):
            path.parent.mkdir(parents=True, exist_ok=True)
        with transaction(path, command, say) as held:
            told = Standing(held.path).told(held.info.revision, writing=True)
            yield held
            say_all([*held.notes, *told])
            if held.stat is None and held.revision:
                say(f"made a new logbook: {held.path}")

    @property
    def asks(self) -> bool:
        """Whether somebody sits at the terminal and can be asked."""
        return sys.stdin.isatty() and sys.stdout.isatty()
