"""CRC-32 of a file that is put together from pieces of another, without reading those twice.

The checksum of A followed by B is that of A, multiplied by x^(8 len B) modulo the polynomial, plus that of B. So the
running checksums of the old file, kept every `STEP` bytes while it is compared, give that of any range of it.

A file states its own checksum, with those eight digits taken as 0, in the `logbook` record: third field, behind
`schema` and `revision`. Nowhere else is it looked for.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from logbook.patterns import pattern
from logbook.store.later import Later
from logbook.store.raw import Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.store.raw import Data, Piece

STEP = 1 << 20
PENDING = "00000000"
"""What stands in the checksum's place while it is worked out."""
_STATED = pattern(rb'(\{"logbook":\{\n"1":\{"schema":[0-9]+,"revision":[0-9]+,"crc32":")([0-9a-f]{8})(?=")')
_POLYNOMIAL = 0xEDB88320
"""CRC-32's polynomial (IEEE 802.3), lowest power in the highest bit, as zlib has it."""
_ONE = 1 << 31
_X8 = 1 << 23


def _multiply(left: int, right: int) -> int:
    """Multiply two polynomials modulo CRC-32's."""
    product = 0
    while left:
        if left & _ONE:
            product ^= right
        left = (left << 1) & 0xFFFFFFFF
        right = (right >> 1) ^ (_POLYNOMIAL if right & 1 else 0)
    return product


def shifted(crc: int, length: int) -> int:
    """Give what a checksum contributes when `length` bytes follow: crc * x^(8 length)."""
    power, square = _ONE, _X8
    while length:
        if length & 1:
            power = _multiply(power, square)
        square = _multiply(square, square)
        length >>= 1
    return _multiply(power, crc)


class Checksums:
    """The running checksums of `data` from `start` on, where its beginning ends; `rest` is that of all from there."""

    def __init__(self, data: Data, start: int, step: int | None = None) -> None:
        """Read all once, and keep a running checksum every `step` bytes; each time Python is asked for a moment.

        Without a step, whoever keeps them has little else to do until they are there, and two threads read a half each.
        """
        self._data, self._start, self._step = data, start, step or STEP
        self._last = (-1, 0)
        steps = 0 if step else (len(data) - start) // STEP
        self._half = start + steps // 2 * self._step
        more = Later(self._marked, self._half, len(data)) if steps > 1 else None
        self._marks = self._marked(start, self._half if more else len(data))
        self._more = more.result() if more else []
        self.rest = self._joined(self._more[-1], len(data)) if more else self._marks[-1]

    def _marked(self, start: int, end: int) -> list[int]:
        """Give the running checksums of a part, the first of nothing."""
        marks = [0]
        with memoryview(self._data) as view:
            for at in range(start, end, self._step):
                marks.append(zlib.crc32(view[at : min(at + self._step, end)], marks[-1]))
        return marks

    def _joined(self, crc: int, end: int) -> int:
        """Give the checksum up to `end` of which `crc` is that from the half on."""
        return shifted(self._marks[-1], end - self._half) ^ crc

    def are_stated(self) -> bool:
        """Tell whether the file states the checksum that it has, where we write it."""
        found = _STATED.match(bytes(self._data[: self._start]))
        if found is None:
            return False
        beginning = found[1] + PENDING.encode() + self._data[found.end() : self._start]
        length = len(self._data) - self._start
        return int(found[2], 16) == shifted(zlib.crc32(beginning), length) ^ self.rest

    def _before(self, offset: int) -> int:
        """Give the checksum of everything from the start up to `offset`."""
        mark, at = divmod(offset - self._start, self._step)
        begun, known = mark - len(self._marks) + 1, self._marks
        if self._more and begun >= 0:
            mark, known = begun, self._more
        start, crc = offset - at, known[mark]
        # Most is asked for in order: where the last piece ended within this step, the next one goes on from there.
        if start <= self._last[0] <= offset:
            start, crc = self._last
        with memoryview(self._data) as view:
            crc = zlib.crc32(view[start:offset], crc)
        self._last = offset, crc
        return self._joined(crc, offset) if known is self._more else crc

    def _of(self, part: Range) -> int:
        """Give the checksum of a range alone."""
        # The beginning first: what is behind it is read on from there, and not again from the last mark.
        before = self._before(part.start)
        return self._before(part.end) ^ shifted(before, part.end - part.start)

    def of(self, pieces: Iterable[Piece]) -> int:
        """Give the checksum of the pieces one after the other."""
        crc = 0
        for piece in pieces:
            if isinstance(piece, Range):
                crc = shifted(crc, piece.end - piece.start) ^ self._of(piece)
            else:
                crc = zlib.crc32(piece, crc)
        return crc
