"""How sentences name things: a value as it was typed, the first few of many records."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80


def quoted(text: str) -> str:
    """Return a value between quotation marks, on one line, cut where it is very long."""
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def listed(names: Iterable[object], most: int = 3) -> str:
    """Return the first few of many: "s1, s2, s3 and 997 more"."""
    rest = iter(names)
    first = ", ".join(map(str, islice(rest, most)))
    more = sum(1 for _ in rest)
    return first + (f" and {more:,} more" if more else "")
