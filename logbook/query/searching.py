"""Going through more sightings than fit in memory: of those that are meant, no more is kept than puts them in order."""

from __future__ import annotations

from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING, NamedTuple

from logbook.dates import ranks
from logbook.query import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from logbook.query import Selector
    from logbook.records import Sighting

_NUMBER, _START = 60, 44
"""So many binary digits has a record's number, and the place in a file where its line begins."""
_UNDATED = ranks.UNDATED << (_NUMBER + _START)


class Hit(NamedTuple):
    """A sighting that is meant: its number, and where it stands."""

    number: int
    start: int


class Found(NamedTuple):
    """What was found. `keys` sort by date and number, the undated last, and each holds a `Hit`.

    `all` counts all that are meant, and `undated` and `positions` those among them without a date and with a position;
    `left_out` are undated ones that may be meant or not.
    """

    keys: list[int]
    all: int = 0
    undated: int = 0
    positions: int = 0
    left_out: int = 0

    @property
    def unseen(self) -> int:
        """Count the undated ones that are not among the newest."""
        return self.undated - max(len(self.keys) - (self.all - self.undated), 0)

    def hits(self) -> Iterable[Hit]:
        """Give what was found, by date."""
        return map(_hit, self.keys)


class Search:
    """A selection from blocks of sightings; of all that are meant, or of the newest `most`.

    The newest are the last by date; undated ones, which stand behind, are among them as far as there is room.
    """

    def __init__(self, selector: Selector, most: int | None = None) -> None:
        self._selector, self._most = selector, most

    def through(self, blocks: Iterable[tuple[Mapping[int, Sighting], Sequence[int]]]) -> Found:
        """Go through blocks: sightings by number, and where each of them begins."""
        return self.joined(self._block(*block) for block in blocks)

    def joined(self, parts: Iterable[Found]) -> Found:
        """Join what was found in several parts."""
        keys: list[int] = []
        counts = [0, 0, 0, 0]
        for part in parts:
            keys += part.keys
            counts = [one + more for one, more in zip(counts, part[1:], strict=True)]
            if self._most is not None:
                keys = self._newest(keys, self._most)
        keys.sort()
        return Found(keys, *counts)

    def _block(self, sightings: Mapping[int, Sighting], starts: Sequence[int]) -> Found:
        place = dict(zip(sightings, starts, strict=True))
        found, left_out = self._selector.select(sightings)
        keys = [(rank(sighting) << _NUMBER | number) << _START | place[number] for number, sighting in found.items()]
        undated = sum(key >= _UNDATED for key in keys)
        positions = sum(sighting.decimal_latitude is not None for sighting in found.values())
        return Found(keys, len(keys), undated, positions, left_out)

    @staticmethod
    def _newest(keys: list[int], most: int) -> list[int]:
        dated = nlargest(most, (key for key in keys if key < _UNDATED))
        return dated + nsmallest(most - len(dated), (key for key in keys if key >= _UNDATED))


def rank(sighting: Sighting) -> int:
    """Give a number that sorts as `order` does; what the place has to do with it is asked only where it matters."""
    plain = ranks.plain_rank(sighting.event_date) if sighting.event_date else ranks.UNDATED
    return ranks.rank(order(sighting)) if plain is None else plain


def _hit(key: int) -> Hit:
    return Hit(key >> _START & (1 << _NUMBER) - 1, key & (1 << _START) - 1)
