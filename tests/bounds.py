"""The rough bounds of countries: `python -m tests.bounds countries-{10,50,110}m.json` writes `logbook/data/bounds.py`.

The files are in the npm package world-atlas 2.0.2: Natural Earth's countries, version 4.1.0, which are in the public
domain, as TopoJSON. The bounds are made from the first two, each of which has islands of its own, and must hold the
last.

Natural Earth draws each piece of land once, as it is controlled. Who records a sighting there may see it otherwise: so
what is disputed lies within the bounds of each, and what has a code of its own also within those of its state.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import sys
import textwrap
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycountry

from logbook.places import Position
from logbook.places.bounds import Box
from logbook.tally.atlas import Frame
from logbook.views.outline import areas
from tests import outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.views.outline import Line

    Lands = dict[str, list[Line]]

BOUNDS = Path(__file__).parent.parent / "logbook" / "data" / "bounds.py"
HEAD = '''"""The rough bounds of countries and territories, made by `python -m tests.bounds`, which says how.

Natural Earth, Admin 0 Countries, 1:10m and 1:50m, version 4.1.0, public domain; by way of world-atlas 2.0.2. The code
of a country stands before its boxes: west, south, east and north in degrees, half a degree and the territorial sea
beyond its land. East may go on past 180. Nothing here takes a position of its own on who owns what.
"""

from __future__ import annotations

TABLE = """
'''
MARGIN = 0.7
"""Half a degree, for what is rough, and twelve nautical miles."""
WIDEST_MARGIN = 5.0
"""What the margin may come to in degrees of longitude, near the poles."""
WIDE, HIGH = 10, 5
"""The cells that a country is first cut into, in degrees."""
WASTE, SMALL = 0.25, 8.0
"""Cells become one box where no more than this share of it, or so many square degrees, is in none of them."""

UNCODED = {
    "Akrotiri": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "N. Cyprus": "CY",
    "Ashmore and Cartier Is.": "AU",
    "Coral Sea Is.": "AU",
    "Indian Ocean Ter.": "AU",
    "Clipperton I.": "FR",
    "Baikonur": "KZ",
    "Kosovo": "RS",
    "Siachen Glacier": "IN PK",
    "Somaliland": "SO",
    "USNB Guantanamo Bay": "CU",
    "Bajo Nuevo Bank": "CO",
    "Serranilla Bank": "CO",
    "Scarborough Reef": "CN PH TW",
    "Spratly Is.": "CN MY PH TW VN",
}
"""What Natural Earth draws without a code: whose it is in ISO 3166-1, or who says that it is theirs."""
DRAWN_AS = {
    "GF": ("FR", (-55, 2, -51, 6)),
    "GP": ("FR", (-62, 15.8, -60.9, 16.6)),
    "MQ": ("FR", (-61.3, 14.3, -60.8, 15)),
    "RE": ("FR", (55, -22, 56, -20)),
    "YT": ("FR", (44.9, -13.1, 45.4, -12.5)),
    "BV": ("NO", (3, -55, 4, -54)),
    "SJ": ("NO", (-10, 70.7, 34, 81)),
    "TK": ("NZ", (-173, -10, -171, -8)),
    "BQ": ("NL", (-69, 11, -62, 18)),
    "CC": ("AU", (96, -13, 97, -12)),
    "CX": ("AU", (105, -11, 106, -10)),
}
"""What has a code of its own and is drawn as another's land: that which lies wholly in this box."""
ALSO = {
    "AR": "FK GS",
    "AU": "HM NF",
    "CN": "HK MO TW",
    "DK": "FO GL",
    "FI": "AX",
    "MA": "EH",
    "NZ": "CK NU",
    "FR": "BL MF NC PF PM TF WF",
    "NL": "AW CW SX",
    "US": "AS GU MP PR UM VI",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
}
"""What has a code of its own and is, or is said to be, a part of this country as well."""
DISPUTED = {
    "CN": (91.5, 26.6, 97.5, 29.5),
    "EG": (33.0, 21.7, 37.0, 23.2),
    "IN": (72.5, 32.2, 80.5, 37.2),
    "JP": (145.3, 43.3, 149.0, 45.6),
    "PK": (72.5, 32.2, 80.5, 37.2),
    "SD": (33.0, 21.7, 37.0, 23.2),
    "UA": (32.4, 44.3, 36.7, 46.3),
}
"""Where land is drawn as another's that this country says is its own."""


def lands(topology: dict[str, Any]) -> Lands:
    """Give the rings of each country by its two-letter code, in degrees; longitudes go on past 180 where one does."""
    arcs = outline.read_arcs(topology)
    numbers = {one.numeric: one.alpha_2 for one in pycountry.countries}
    found: Lands = {}
    for one in topology["objects"]["countries"]["geometries"]:
        rings = [_degrees(outline.drawn(ring, arcs)) for ring in outline.rings(one)]
        code = numbers.get(one.get("id")) or UNCODED[one["properties"]["name"]]
        for each in code.split():
            found.setdefault(each, []).extend(rings)
    for code, (state, within) in DRAWN_AS.items():
        found[code] = [ring for ring in found[state] if all(Box(*within).holds(Position(y, x)) for x, y in ring)]
    return found


def _degrees(line: outline.Line) -> Line:
    """Take a line from units to degrees, the short way round the earth from point to point."""
    half = 180 * outline.SCALE
    steps = ((after - before + half) % (2 * half) - half for (before, _), (after, _) in itertools.pairwise(line))
    longitudes = itertools.accumulate(steps, initial=line[0][0])
    return [(x / outline.SCALE, y / outline.SCALE) for x, (_, y) in zip(longitudes, line, strict=True)]


def bounds(rings: Mapping[str, list[Line]]) -> dict[str, list[Box]]:
    """Give the boxes of each country."""
    own = {code: [_with_margin(box) for box in _merged(_cells(lines))] for code, lines in rings.items()}
    for code, box in DISPUTED.items():
        own[code].append(Box(*box))
    for code, parts in ALSO.items():
        own[code] += [box for part in parts.split() for box in own[part]]
    return {code: sorted(_needed(own[code])) for code in sorted(own)}


def _cells(rings: Iterable[Line]) -> list[Box]:
    """Give what of a country lies in each cell of the world as a box; islands stay whole."""
    found: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    large: list[Line] = []
    for ring in rings:
        box = _box(ring)
        if box.east - box.west < WIDE and box.north - box.south < HIGH:
            found[int(box.south // HIGH), int(box.west // WIDE)].append(box)
        else:
            large.append(ring)
    for south in range(-90, 90, HIGH):
        band = list(areas(large, Frame(-180, south, 180, south + HIGH)))
        for west in range(-180, 180, WIDE) if band else ():
            cut = map(_box, areas(band, Frame(west, south, west + WIDE, south + HIGH)))
            # Two pieces of land are joined along the edge where a ring was cut: that is flat, and no land.
            found[south // HIGH, west // WIDE] += filter(_area, cut)
    return [functools.reduce(_around, parts) for parts in found.values() if parts]


def _box(ring: Line) -> Box:
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*ring, strict=True))
    return Box(west, south, east, north)


def _with_margin(box: Box) -> Box:
    """Widen a box by the margin, and round it outwards to tenths."""
    aside = min(MARGIN / math.cos(math.radians(min(max(-box.south, box.north), 89))), WIDEST_MARGIN)
    low = (box.west - aside, max(box.south - MARGIN, -90))
    high = (box.east + aside, min(box.north + MARGIN, 90))
    return Box(*(math.floor(10 * each) / 10 for each in low), *(math.ceil(10 * each) / 10 for each in high))


def _merged(cells: Iterable[Box]) -> list[Box]:
    """Put cells together as long as that takes in little else."""
    found = {cell: _area(cell) for cell in cells}
    while True:
        pairs = itertools.combinations(found.items(), 2)
        joined = ((_around(one, other), filled + more, one, other) for (one, filled), (other, more) in pairs)
        best = min(joined, key=lambda each: _waste(*each[:2]), default=None)
        if best is None or _waste(*best[:2]) > 0:
            return list(found)
        around, filled, *parts = best
        found = {box: full for box, full in found.items() if box not in parts} | {around: filled}


def _waste(around: Box, filled: float) -> float:
    """Measure what a box takes in besides the cells that fill it, beyond what is allowed (square degrees)."""
    return _area(around) - filled - max(WASTE * _area(around), SMALL)


def _needed(boxes: Iterable[Box]) -> list[Box]:
    """Leave out what lies within another box."""
    every = list(dict.fromkeys(boxes))
    return [one for one in every if not any(one != other and _around(one, other) == other for other in every)]


def _around(one: Box, other: Box) -> Box:
    return Box(*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))


def _area(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)


def outside(rings: Mapping[str, list[Line]], boxes: Mapping[str, list[Box]]) -> dict[str, int]:
    """Count the points of each country that lie in none of its boxes."""
    spots = {code: {Position(y, x) for line in lines for x, y in line} for code, lines in rings.items()}
    return {
        code: many
        for code, every in spots.items()
        if (many := sum(not any(box.holds(spot) for box in boxes[code]) for spot in every))
    }


def written(boxes: Mapping[str, Iterable[Box]]) -> str:
    """Give the table as a module."""
    said = (f"{code} {', '.join(' '.join(f'{each:g}' for each in box) for box in own)};" for code, own in boxes.items())
    table = "\n".join(textwrap.fill(line, 116, subsequent_indent="  ") for line in said)
    return f'{HEAD}{table}\n"""\n'


def main(*paths: str) -> str | None:
    """Write the table; say which countries have no bounds, or do not hold what the last drawing has of them."""
    *finer, last = (lands(json.loads(Path(path).read_text(encoding="utf-8"))) for path in paths)
    every = {code: [ring for one in finer for ring in one.get(code, ())] for one in finer for code in one}
    made = bounds(every)
    BOUNDS.write_text(written(made), encoding="utf-8")
    missing = [one.alpha_2 for one in pycountry.countries if not made.get(one.alpha_2)]
    left = outside(last, made)
    return f"without bounds: {missing}; points outside: {left}" if missing or left else None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
