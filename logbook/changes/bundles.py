"""Bundles: lines that are packed while they wait. A million of new records would fill half a gigabyte."""

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
    """Lines whose numbers follow each other."""

    numbers: range
    packed: bytes

    @property
    def first(self) -> int:
        """The lowest number."""
        return self.numbers.start

    def line(self, number: int) -> bytes:
        """Give the line of a number."""
        return _lines(self.packed)[number - self.first]


def pack(first: int, lines: Sequence[bytes]) -> Bundle:
    """Pack lines, none of which holds an LF, of the numbers from `first` on."""
    return Bundle(range(first, first + len(lines)), zlib.compress(b"\n".join(lines), _FAST))


class Bundles:
    """Lines that are given one by one, and asked for by the number that each got; none of them holds an LF."""

    def __init__(self) -> None:
        self._packed: list[Bundle] = []
        self._loose: list[bytes] = []

    def append(self, line: bytes) -> int:
        """Take in a line, and give its number."""
        number = len(self._packed) * MANY + len(self._loose)
        self._loose.append(line)
        if len(self._loose) == MANY:
            self._packed.append(pack(number + 1 - MANY, self._loose))
            self._loose.clear()
        return number

    def __getitem__(self, number: int) -> bytes:
        which, rest = divmod(number, MANY)
        return self._packed[which].line(number) if which < len(self._packed) else self._loose[rest]


@lru_cache(_TABLES)
def _lines(packed: bytes) -> list[bytes]:
    """Unpack a bundle. They are asked for one after the other, some tables in turn."""
    return zlib.decompress(packed).split(b"\n")
