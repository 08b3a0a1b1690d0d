"""Whether a position can lie in a country: by the boxes of `data/bounds.py`, which are rough and wide."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from logbook.places.positions import Position

_TURN = 360.0


class Box(NamedTuple):
    """Degrees in WGS 84; east may go on past 180."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, position: Position, slack: float = 0.0) -> bool:
        """Tell whether a position lies in it, or no more than `slack` degrees outside."""
        if not self.south - slack <= position.latitude <= self.north + slack:
            return False
        west, east = self.west - slack, self.east + slack
        return any(west <= position.longitude + turn <= east for turn in (-_TURN, 0.0, _TURN))


def bounds(code: str) -> tuple[Box, ...]:
    """Give the boxes of a country by its two-letter code of ISO 3166-1; none where they are not known."""
    return _table().get(code, ())


def may_lie_in(position: Position, code: str, slack: float = 0.0) -> bool:
    """Tell whether a position lies in a country's rough bounds; anything may where they are not known."""
    boxes = bounds(code)
    return not boxes or any(box.holds(position, slack) for box in boxes)


@cache
def _table() -> dict[str, tuple[Box, ...]]:
    """Read the table; late, because most commands ask for no bounds."""
    from logbook.data.bounds import TABLE

    lands = (land.split(maxsplit=1) for land in TABLE.split(";") if land.strip())
    return {code: tuple(Box(*map(float, box.split())) for box in boxes.split(",")) for code, boxes in lands}
