"""Bars beside the rows of a table, in signs that need no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.views.sheet import Bars

_LEAST = 6
"""In fewer terminal cells than these a bar says nothing."""
_WIDEST = 6
"""One of what is counted is no wider than these, so that a few do not look like a multitude."""
_EIGHTHS = " ▏▎▍▌▋▊▉"
_WHOLE, _PLAIN = "█", "#"
_SIGNS, _PLAIN_SIGNS = "█▒░·", "#+-."


def drawn(bars: Bars, room: int, *, ascii_only: bool) -> list[str]:
    """Draw a bar for each row; the longest fills the room, in terminal cells, where it counts enough for that.

    There is no bar where the room is too little. A number alone is drawn to an eighth of a cell; of several, each part
    in a sign of its own. What is not zero has a sign at least, and so has every part of a bar that has as many cells as
    parts.
    """
    most = max(map(sum, bars.rows), default=0)
    if room < _LEAST or not most:
        return []
    room = min(room, most * _WIDEST)
    if len(bars.names) > 1:
        signs = _PLAIN_SIGNS if ascii_only else _SIGNS
        return ["".join(_parted(row, _cells(sum(row), most, room), signs)) for row in bars.rows]
    if ascii_only:
        return [_PLAIN * _cells(sum(row), most, room) for row in bars.rows]
    return [_smooth(_cells(sum(row), most, room * 8)) for row in bars.rows]


def legend(bars: Bars, *, ascii_only: bool) -> str | None:
    """Say what the signs mean that stand in any bar; None where they mean no more than a number."""
    if len(bars.names) <= 1:
        return None
    there = map(any, zip(*bars.rows, strict=True))
    signs = _PLAIN_SIGNS if ascii_only else _SIGNS
    return "   ".join(
        f"{sign} {name}" for sign, name, is_there in zip(signs, bars.names, there, strict=False) if is_there
    )


def _cells(number: int, most: int, room: int) -> int:
    return max(1, round(number / most * room)) if number else 0


def _smooth(eighths: int) -> str:
    return _WHOLE * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _parted(parts: Sequence[int], cells: int, signs: str) -> Iterator[str]:
    """Share cells among parts: one for each that is not zero, the largest first, and the rest by size."""
    total = sum(parts)
    given = [0] * len(parts)
    for at in sorted((at for at, part in enumerate(parts) if part), key=lambda at: -parts[at])[:cells]:
        given[at] = 1
    for _ in range(cells - sum(given)):
        given[max(range(len(parts)), key=lambda at: parts[at] * cells / total - given[at])] += 1
    return (sign * many for sign, many in zip(signs, given, strict=False))
