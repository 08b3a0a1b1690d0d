"""What the checks of the logbook's own file must be told of it, of its history and of what lies beside it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from logbook.sentences import quoted


class Deed(Struct, frozen=True):
    """A transaction: the revision it made, when (ISO 8601), by which command."""

    revision: int
    time: str
    command: str

    def __str__(self) -> str:
        return f"{self.time[:10]} ({quoted(self.command)})"


class Differing(Struct, frozen=True, kw_only=True):
    """A record, or a run of them from `id` to `last`, that is not as `deed` left it; lines are those of the file."""

    id: str
    last: str | None = None
    line: int | None = None
    state: Literal["changed", "gone", "back"]
    deed: Deed


class FileFacts(Struct, frozen=True, kw_only=True):
    """What a check must be told of the file itself.

    `doubles` are sentences about what stands twice in it, and `foreign` says that its checksum is not the one we wrote.
    `added` are the ids of records that other hands put in, with their lines. `newer` are the transactions that the
    history knows and the file does not, and `is_older` says that this cannot be one that was stopped. `odd_lines` are
    those of the history that are none, `has_own` tells whether the file's own revision is in it (None: no history).
    """

    doubles: tuple[str, ...] = ()
    foreign: bool = False
    revision: int = 0
    differing: tuple[Differing, ...] = ()
    added: tuple[tuple[str, int], ...] = ()
    newer: tuple[Deed, ...] = ()
    is_older: bool = False
    conflict_copies: tuple[str, ...] = ()
    history: str = ""
    odd_lines: tuple[int, ...] = ()
    has_own: bool | None = None
