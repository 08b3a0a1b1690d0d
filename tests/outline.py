"""The outline of the earth's land: `python -m tests.outline countries-110m.json` writes `logbook/data/outline.json`.

The file it takes is in the npm package world-atlas 2.0.2: Natural Earth's countries at 1:110 million, version 4.1.0,
which are in the public domain, as TopoJSON: arcs, each drawn once, that rings go along forwards or (~n) backwards.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OUTLINE = Path(__file__).parent.parent / "logbook" / "data" / "outline.json"
SCALE = 100
"""So many units are a degree; a hundredth is a kilometre, of what was drawn for a map on a page."""
HEAD = {
    "source": "Natural Earth, Admin 0 Countries, 1:110m, version 4.1.0, public domain; by way of world-atlas 2.0.2",
    "form": "lines of longitude, latitude, then the steps from point to point; land is rings, and goes on past 180",
    "scale": SCALE,
}

Line = list[tuple[int, int]]


def outline(topology: dict[str, Any]) -> dict[str, Any]:
    """Give the land as rings, and the borders, which are the arcs that two countries share."""
    arcs = read_arcs(topology)
    used = Counter(
        max(arc, ~arc) for one in topology["objects"]["countries"]["geometries"] for ring in rings(one) for arc in ring
    )
    land = [drawn(ring, arcs) for one in topology["objects"]["land"]["geometries"] for ring in rings(one)]
    borders = [arcs[arc] for arc in sorted(used) if used[arc] > 1]
    return {**HEAD, **{name: list(steps(lines)) for name, lines in (("land", land), ("borders", borders))}}


def read_arcs(topology: dict[str, Any]) -> list[Line]:
    """Give the arcs of a topology, in units."""
    return [list(_points(arc, topology["transform"])) for arc in topology["arcs"]]


def drawn(ring: Iterable[int], arcs: Sequence[Line]) -> Line:
    """Go along the arcs of a ring, forwards or backwards."""
    return [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]


def _points(arc: Iterable[Sequence[int]], transform: dict[str, list[float]]) -> Iterator[tuple[int, int]]:
    """Decode an arc: steps on a grid, to units."""
    x = y = 0
    for east, north in arc:
        x, y = x + east, y + north
        degrees = (
            at * step + start
            for at, step, start in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )
        longitude, latitude = (round(each * SCALE) for each in degrees)
        yield longitude, latitude


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Give the rings of a geometry, holes among them, each as the numbers of its arcs."""
    for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
        yield from polygon


def steps(lines: Iterable[Line]) -> Iterator[list[int]]:
    """Write each line as its start and the steps from there, the short way round the earth; no step is nothing."""
    half = 180 * SCALE
    for line in lines:
        found = [*line[0]]
        for (west, south), (east, north) in itertools.pairwise(line):
            step = ((east - west + half) % (2 * half) - half, north - south)
            found += step if any(step) else ()
        if len(found) > 2:
            yield found


def main(path: str) -> None:
    """Write the outline, a line of the file for a line on the map."""
    found = outline(json.loads(Path(path).read_text(encoding="utf-8")))
    text = json.dumps(found, separators=(",", ":"))
    for mark in (',"', "],[", ":[["):
        text = text.replace(mark, mark[:-1] + "\n" + mark[-1])
    OUTLINE.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
