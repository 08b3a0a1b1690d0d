"""What is fuzzed: a function of some bytes that may refuse them in a sentence, and may do nothing else with them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOST = 65_536
"""So many bytes are given at most."""
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has a name of its own
QUICK = _IN_MEMORY if _IN_MEMORY.is_dir() else None
"""Where files cost no disk; None is where temporary ones are made."""
BETWEEN = b"\n\x1e\n"
"""Stands between the files of one input that has several."""


class Attempt(Protocol):
    """Take some bytes, in a folder that is empty.

    Raises LogbookError for what is refused, AssertionError where a law is broken; anything else is a traceback.
    """

    def __call__(self, data: bytes, folder: Path, /) -> None: ...


class Target(NamedTuple):
    """A parser or writer, in its room; `seeds` are examples that it takes, `words` mean something to it."""

    room: str
    name: str
    attempt: Attempt
    seeds: tuple[bytes, ...]
    words: tuple[str, ...] = ()


def texts(*lines: str) -> tuple[bytes, ...]:
    """Give texts as seeds."""
    return tuple(line.encode() for line in lines)


def text_of(data: bytes) -> str:
    """Read bytes as text, as the program takes it: UTF-8, and never half a character."""
    return data.decode("utf-8", "replace")
