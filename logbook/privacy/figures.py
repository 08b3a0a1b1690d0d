"""Figures in a free text that would give a withheld place away: its coordinates, in degrees or with minutes.

A record that hides its own place moreover tells nothing that looks like a position, nor a reference to a grid.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.places import Position, parse_position
from logbook.privacy.levels import EXTREME, LOW, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.privacy.spreading import Ranks
    from logbook.records import Book

    Point = tuple[float | None, float | None]

_FIGURES: Final = {rank: Decimal(1).scaleb(-4 if rank == LOW else -3) for rank in range(LOW, EXTREME + 1)}
"""How finely a figure in a text must agree with a coordinate to give it away."""
_AT_ALL = pattern(r"[0-9][.,][0-9]{2}|[0-9]{6}|[0-9](?:\s+|[:-])[0-9]|[°º˚+]")
_FIGURE = pattern(r"(?<![0-9])([0-9]{1,3})[.,]([0-9]{3,})")
_POSITION = pattern(
    r"[0-9][.,][0-9]{2} ?[°º]? ?[NSEWnsew]?(?:[,;/ ]| [,;/]) ?[NSEWnsew]? ?[+-]?[0-9]{1,3}[.,][0-9]{2}"
    r"|[0-9] ?[°º˚] ?[0-9]"
)
"""A pair of figures with two decimals, or degrees and minutes, where spaces are single."""
_GRIDDED = pattern(
    r"(?<![0-9])[0-9]{6}(?:[.,][0-9]+)? ?[Ee]?[ ,;/]+[0-9]{7}(?![0-9])"
    r"|(?<![0-9A-Z])[0-9]{1,2}[C-X] ?[A-HJ-NP-Z]{2} ?(?:[0-9]{6,10}|[0-9]{3,5} [0-9]{3,5})(?![0-9])"
    r"|[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}"
)
"""UTM, MGRS, and a plus code, where spaces are single."""
_FINER = pattern(r"([.,][0-9]{2})[0-9]+")

_MARKS: Final = str.maketrans("º˚′’‘ʹ", "°°''''")  # noqa: RUF001 - these very characters are meant
_WHOLE, _PART = "(?<![0-9.,])([0-9]{1,3})", r"([0-9]{1,2}(?:[.,][0-9]+)?)(?![0-9])"
_ANGLE = pattern(
    rf"{_WHOLE} ?° ?{_PART}(?:[' ]{{1,2}}{_PART}(?! ?°))?"
    rf"|{_WHOLE}[ :-]{_PART}(?:[ :-]{_PART})? ?[NSEW](?![^\W_])"
    rf"|(?<![^\W_])[NSEW] ?{_WHOLE}[ :-]{_PART}(?:[ :-]{_PART})?",
    re.IGNORECASE,
)
"""Degrees with minutes and perhaps seconds, by the sign of a degree or a letter, where spaces are single."""
_NEAR, _MINUTE = 0.002, 1 / 60
"""Degrees: so near is a position that is written with seconds, or with whole minutes, to the place that it tells."""


class Figures:
    """Tells which texts give a guarded place away by figures."""

    def __init__(self, book: Book, ranks: Ranks) -> None:
        self._points = _points(book, ranks)
        self._figures = frozenset(_figures(self._points))

    def tell(self, text: str, rank: int) -> bool:
        """Tell whether a record of a rank must not have a text."""
        if _AT_ALL.search(text) is None:
            return False
        plain = " ".join(text.split())
        if rank > NONE and (_POSITION.search(_FINER.sub(r"\1", plain)) or _GRIDDED.search(plain)):
            return True
        for match in _FIGURE.finditer(text):
            if any(f"{match[1]}.{match[2][:places]}" in self._figures for places in (3, 4)):
                return True
        return any(self._is_near(*found) for found in _positions(plain))

    def _is_near(self, position: Position, most: float) -> bool:
        """Tell whether a position, on whatever half of the earth, is that of a guarded place."""
        south, west = map(_minute, position)
        cells = product(range(south - 1, south + 2), range(west - 1, west + 2))
        return any(
            abs(one - position.latitude) <= most and abs(other - position.longitude) <= most
            for cell in cells
            for one, other in self._by_minute.get(cell, ())
        )

    @cached_property
    def _by_minute(self) -> dict[tuple[int, int], list[tuple[float, float]]]:
        """The guarded places by the minutes of a degree that they lie in, without their signs."""
        found: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for latitude, longitude in {point for point, _ in self._points}:
            if latitude is not None and longitude is not None:
                at = abs(latitude), abs(longitude)
                found.setdefault((_minute(at[0]), _minute(at[1])), []).append(at)
        return found


def _minute(degrees: float) -> int:
    return int(degrees * 60)


def _points(book: Book, ranks: Ranks) -> set[tuple[Point, int]]:
    """Give where guarded records are, each with its rank."""
    found: set[tuple[Point, int]] = set()
    for number, rank in ranks.sightings.items():
        if rank:
            sighting = book.sightings[number]
            found.add(((sighting.decimal_latitude, sighting.decimal_longitude), rank))
    for number, rank in ranks.images.items():
        if rank:
            image = book.images[number]
            found.add(((image.decimal_latitude, image.decimal_longitude), rank))
    for number, rank in ranks.deployments.items():
        if rank:
            one = book.deployments[number]
            found.add(((one.latitude, one.longitude), rank))
    return found


def _figures(points: set[tuple[Point, int]]) -> Iterator[str]:
    """Give the coordinates of guarded places to the figure that matters, cut and rounded."""
    for degrees, rank in {(degrees, rank) for point, rank in points for degrees in point}:
        if degrees is not None:
            exact = abs(Decimal(repr(degrees)))
            yield str(exact.quantize(_FIGURES[rank], ROUND_DOWN))
            yield str(exact.quantize(_FIGURES[rank], ROUND_HALF_UP))


def _positions(plain: str) -> Iterator[tuple[Position, float]]:
    """Give the positions that a text has in degrees and minutes, in either order and unsigned, and how near is near."""
    angles = [[part for part in match.groups() if part] for match in _ANGLE.finditer(plain.translate(_MARKS))]
    for one, other in pairwise(angles):
        is_fine = all(len(angle) > 2 or not angle[1].isdecimal() for angle in (one, other))  # noqa: PLR2004 - seconds
        for latitude, longitude in ((one, other), (other, one)):
            try:
                found = parse_position(f"{_written(latitude)}N {_written(longitude)}E")
            except BadValueError:  # no such angles: a time, a date
                continue
            yield found, _NEAR if is_fine else _MINUTE


def _written(angle: list[str]) -> str:
    """Write an angle as `parse_position` reads it."""
    return "".join(part.replace(",", ".") + mark for part, mark in zip(angle, "°'\"", strict=False))
