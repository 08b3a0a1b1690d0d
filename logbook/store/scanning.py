"""Passes over large tables: block by block, a few fields of each record, on all processors.

A record is read with the fields that are asked for, which proves nothing of the others. So a pass counts only where the
file is as this program left it, which its checksum tells meanwhile; else all is validated first, laid out, and gone
through anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import tee
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import msgspec

from logbook.errors import LogbookError
from logbook.store import layout
from logbook.store.forking import shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from logbook.store.raw import Data, Range
    from logbook.store.snapshot import Snapshot

R = TypeVar("R")
T = TypeVar("T")
Blocks: TypeAlias = Iterator[dict[int, R]]
"""Records by number, a block at a time, in the order of their numbers."""
Placed: TypeAlias = tuple[dict[int, R], list[int]]
"""A block of records, and where each one's line begins: at the LF before it."""

BLOCK = 1 << 16
"""Bytes that are decoded at once: few enough that the memory for it is had once and used again."""
SHARE = 256
"""So many blocks are worth a process of their own."""


class Scan:
    """A pass over the tables of a logbook."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def blocks(self, name: str, kind: type[R]) -> Blocks[R]:
        """Decode a table with the fields of `kind`, a block at a time."""
        return self._decoded(self._ranges(name), kind)

    def rows(self, name: str, kind: type[R]) -> Iterator[tuple[int, R]]:
        """Decode a table in the same way: each record beside its number."""
        return (row for block in self.blocks(name, kind) for row in block.items())

    def shares(self, name: str, kind: type[R], work: Callable[[Blocks[R]], T]) -> list[T]:
        """Give what `work` makes of each share of a table's blocks, which has some of them, in order.

        Every processor takes a share. `work` may run in another process: it changes nothing, and what it gives can be
        pickled.
        """
        return shared_out(lambda share: work(self._decoded(share, kind)), self._ranges(name), SHARE)

    def placed(self, name: str, kind: type[R], work: Callable[[Iterator[Placed[R]]], T]) -> list[T]:
        """Do the same where it matters where the records' lines stand."""
        return shared_out(lambda share: work(self._placed(share, kind)), self._ranges(name), SHARE)

    def _placed(self, ranges: Iterable[Range], kind: type[R]) -> Iterator[Placed[R]]:
        ranges, again = tee(ranges)
        for rows, block in zip(self._decoded(ranges, kind), again, strict=True):
            starts = layout.line_starts(self._snapshot.data, block)
            if len(starts) != len(rows):
                raise msgspec.ValidationError("a line is not a record")
            yield rows, starts

    def _ranges(self, name: str) -> list[Range]:
        body = self._snapshot.layout.bodies.get(name)
        return [] if body is None else list(layout.blocks(self._snapshot.data, body, BLOCK))

    def _decoded(self, ranges: Iterable[Range], kind: type[R]) -> Blocks[R]:
        decoder: msgspec.json.Decoder[dict[int, R]] = msgspec.json.Decoder(dict[int, kind])  # type: ignore[valid-type]
        for block in ranges:
            yield decoder.decode(layout.block_json(self._snapshot.data, block))


def scan(snapshot: Snapshot, names: Collection[str], work: Callable[[Scan], T]) -> T:
    """Do some work that goes through tables; where the file is not as we left it, again when all is laid out anew.

    What the work needs of other tables it reads itself, each time. Raises DamagedError where one of the tables named is
    not valid.
    """
    # A checksum tells nothing of what a newer version has put into fields that are not looked at here.
    if not (snapshot.foreign or snapshot.beyond):
        snapshot.compare()
        begun = snapshot.data
        try:
            found = work(Scan(snapshot))
        except LogbookError:
            raise
        except Exception as fault:
            # Other hands' numbers need not rise, for one; what is no fault of theirs is ours.
            if _counts(snapshot, begun) and not isinstance(fault, layout.NOT_VALID):
                raise
        else:
            if _counts(snapshot, begun):
                return found
    # Between other hands' line breaks there need not be whole records, nor in the order of their numbers.
    snapshot.verify(*names)
    for name in names:
        snapshot.table(name)
    return work(Scan(snapshot))


def _counts(snapshot: Snapshot, begun: Data) -> bool:
    """Whether a pass that was begun with this content may count: all of it is as it would be laid out, and was then."""
    return snapshot.is_as_laid_out and snapshot.data is begun
