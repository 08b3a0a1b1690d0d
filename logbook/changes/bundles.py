"""Bundles: the lines of new records, packed until they are written. A million of them would fill half a gigabyte."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MANY = 256
"""So many lines go into one: more would take no less room, and be dearer to look one up in."""
_FAST = 1
_TABLES = 8


class Bundle(NamedTuple):
    """The JSON of new records of one table, whose numbers follow each other."""

    numbers: range
    packed: bytes

    @property
    def first(self) -> int:
        """The lowest number."""
        return self.numbers.start

    def line(self, number: int) -> bytes:
        """Give the line of one of the records."""
        return _lines(self.packed)[number - self.first]


def pack(first: int, lines: Sequence[bytes]) -> Bundle:
    """Pack lines of JSON, none of which holds an LF, of the numbers from `first` on."""
    return Bundle(range(first, first + len(lines)), zlib.compress(b"\n".join(lines), _FAST))


@lru_cache(_TABLES)
def _lines(packed: bytes) -> list[bytes]:
    """Unpack a bundle. They are asked for one after the other, some tables in turn."""
    return zlib.decompress(packed).split(b"\n")
