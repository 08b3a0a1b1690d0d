"""Positions as people write them: decimal degrees, or degrees with minutes and letters (WGS 84)."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.sentences import quoted

_LONGEST = 1000
_EARTH_M = 6_371_008.8
"""The mean radius of the earth (IUGG)."""
_LATITUDES, _LONGITUDES = "NS", "EW"
_NORMAL = str.maketrans("º˚′’‘ʹ″”“−，", "°°''''\"\"\"-,")  # noqa: RUF001 - these very characters are meant
_UNIT = pattern(r" ?([°'\"])")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_DECIMAL = pattern(rf"([+-]?{_NUMBER}) ?°?(?: ?[,;] ?| )([+-]?{_NUMBER}) ?°?")
_LETTERS_BEFORE = pattern(r"([NSEW])([^A-Z,;]+)[,; ]*([NSEW])([^A-Z,;]+)", re.ASCII)
_LETTERS_BEHIND = pattern(r"([^A-Z,;]+)([NSEW])[,; ]*([^A-Z,;]+)([NSEW])", re.ASCII)
_ANGLE = pattern(rf"({_NUMBER})°?(?: ({_NUMBER})'?(?: ({_NUMBER})\"?)?)?")


class Position(NamedTuple):
    """Degrees in WGS 84: latitude -90 to 90, north positive; longitude -180 to 180, east positive."""

    latitude: float
    longitude: float


def parse_position(text: str) -> Position:
    """Read a position: `43.6, 130.6` (latitude first), `43.6N 130.6E` or `43°36'12.5"N 130°36'E`.

    Letters decide which is which; degrees with minutes need them. Minutes and seconds are rounded to 1e-7
    degrees, a centimetre. Raises BadValueError, also for 0, 0, which in practice means that nobody knew.
    """
    plain = " ".join(text.translate(_NORMAL).replace("''", '"').split())
    if len(plain) > _LONGEST:
        raise _unreadable(text)
    match = _DECIMAL.fullmatch(plain)
    position = Position(float(match[1]), float(match[2])) if match else _lettered(text, plain.upper())
    _check(text, position, lettered=match is None)
    return position


def format_position(position: Position) -> str:
    """Return `43.6, 130.6`: the shortest digits that read back as the same position."""
    return f"{_format_degrees(position.latitude)}, {_format_degrees(position.longitude)}"


def distance(one: Position, other: Position) -> float:
    """Measure how far two positions lie apart, in metres on a sphere: half a percent off at most."""
    (south, west), (north, east) = (map(math.radians, position) for position in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(min(chord, 1.0)))


def rounding(position: Position) -> float:
    """Give how far off a position may be by its last figure alone, in metres: 43.6, 130.6 stands for a whole cell."""
    from decimal import Decimal

    places = [-int(Decimal(repr(degrees)).normalize().as_tuple().exponent) for degrees in position]
    return math.radians(10.0 ** -max(0, *places) / 2) * _EARTH_M * math.sqrt(2)


def _format_degrees(degrees: float) -> str:
    digits = repr(degrees + 0.0)  # + 0.0 makes -0.0 plain zero
    if "e" in digits:
        from decimal import Decimal  # only for what is within ten metres of the equator or Greenwich

        return f"{Decimal(digits):f}"
    return digits.removesuffix(".0")


def _lettered(text: str, plain: str) -> Position:
    """Read a position whose two halves bear letters, in either order."""
    if match := _LETTERS_BEHIND.fullmatch(plain):
        halves = {match[2]: match[1], match[4]: match[3]}
    elif match := _LETTERS_BEFORE.fullmatch(plain):
        halves = {match[1]: match[2], match[3]: match[4]}
    else:
        raise _unreadable(text)
    values = {letter: _read_angle(text, half) for letter, half in halves.items()}
    latitude = [-value if letter == "S" else value for letter, value in values.items() if letter in _LATITUDES]
    longitude = [-value if letter == "W" else value for letter, value in values.items() if letter in _LONGITUDES]
    if len(latitude) != 1 or len(longitude) != 1:
        raise BadValueError(f"{quoted(text)} needs one latitude (N or S) and one longitude (E or W)")
    return Position(latitude[0], longitude[0])


def _read_angle(text: str, half: str) -> float:
    """Read degrees with or without minutes and seconds; only the last of them may have a fraction."""
    match = _ANGLE.fullmatch(" ".join(_UNIT.sub(r"\1 ", half).split()))
    if match is None:
        raise _unreadable(text)
    degrees, *smaller = [field for field in match.groups() if field is not None]
    if not smaller:
        return float(degrees)
    if "." in "".join((degrees, *smaller[:-1])):
        raise BadValueError(f"{quoted(text)}: a fraction of a degree or minute and a smaller unit exclude each other")
    if any(float(field) >= 60 for field in smaller):  # noqa: PLR2004 - minutes in a degree, seconds in a minute
        raise BadValueError(f"{quoted(text)}: minutes and seconds run from 0 to below 60")
    minutes, seconds = float(smaller[0]), float(smaller[1]) if len(smaller) > 1 else 0.0
    return round(float(degrees) + minutes / 60 + seconds / 3600, 7)


def _check(text: str, position: Position, *, lettered: bool) -> None:
    """Refuse what lies off the globe, and the zero point."""
    latitude, longitude = position
    if abs(latitude) > 90:  # noqa: PLR2004 - the pole
        swapped = not lettered and abs(latitude) <= 180 and abs(longitude) <= 90  # noqa: PLR2004
        hint = f"; did you mean {longitude:g}, {latitude:g}? The latitude stands first" if swapped else ""
        raise BadValueError(f"{quoted(text)}: a latitude lies between -90 and 90 degrees{hint}")
    if abs(longitude) > 180:  # noqa: PLR2004 - the antimeridian
        raise BadValueError(f"{quoted(text)}: a longitude lies between -180 and 180 degrees")
    if latitude == longitude == 0:
        raise BadValueError(f"{quoted(text)} is what devices write when they know no position; leave it out")


def _unreadable(text: str) -> BadValueError:
    return BadValueError(
        f"{quoted(text)} is not a position; write 43.6, 130.6 (latitude first), or with letters "
        "43.6N 130.6E, 43°36'N 130°36'E"
    )
