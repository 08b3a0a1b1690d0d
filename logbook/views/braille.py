"""Drawing in braille characters: each holds two dots beside each other, four high, and is about as high as two wide."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

ACROSS: Final = 2
DOWN: Final = 4
_BLANK = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a character's dots (Unicode, Braille Patterns), row by row."""


class Canvas:
    """Dots to draw with, counted from the upper left corner; what lies outside is not drawn."""

    def __init__(self, columns: int, rows: int) -> None:
        self.width, self.height = columns * ACROSS, rows * DOWN
        self._cells = [bytearray(columns) for _ in range(rows)]

    def dot(self, x: int, y: int) -> None:
        """Set a dot."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._cells[y // DOWN][x // ACROSS] |= _BITS[y % DOWN][x % ACROSS]

    def line(self, points: Sequence[tuple[float, float]], *, every: int = 1) -> None:
        """Set the dots along a line, or every so many-th of them."""
        done = 0
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            steps = math.ceil(max(abs(to_x - x), abs(to_y - y)))
            for step in range(-done % every, steps, every):
                share = step / steps
                self.dot(math.floor(x + (to_x - x) * share), math.floor(y + (to_y - y) * share))
            done += steps

    def rows(self) -> list[str]:
        """Give the characters, a text a row; where no dot is set stands a space."""
        return ["".join(chr(_BLANK | cell) if cell else " " for cell in row) for row in self._cells]
