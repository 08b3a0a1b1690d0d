"""The raw file: ranges of its bytes, a map of them, where its first record ends; of what it says nothing is known here.

This is imported before all else where a large file is read ahead, and imports nothing that takes its time.
"""

from __future__ import annotations

import contextlib
import mmap
import os
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias

if TYPE_CHECKING:
    Data: TypeAlias = bytes | mmap.mmap

MAPPED = 32 << 20
"""Bytes beyond which a file is mapped: reading takes 0.4 ms a MB, which is a tenth of an `add` here."""
OPENING = b'{"logbook":{\n"1":{'


class Range(NamedTuple):
    """Bytes of the old file that are copied as they are: from `start` up to `end`."""

    start: int
    end: int


Piece: TypeAlias = Range | bytes


def mapped(file: BinaryIO, stat: os.stat_result) -> Data | None:
    """Map a large file; None for one of a common size, and where it cannot be mapped."""
    # Windows cannot replace a file that is mapped, and some network drives cannot map one.
    if stat.st_size > MAPPED and os.name != "nt":
        with contextlib.suppress(OSError):
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return None


def behind_head(data: Data) -> int | None:
    """Find where all begins that stands behind the line of the `logbook` record; None where a file begins otherwise."""
    if data[: len(OPENING)] != OPENING:
        return None
    end = data.find(b"\n", len(OPENING))
    return end + 1 if data[end : end + 2] == b"\n}" else None
