"""The curves of growth as a drawing: both axes logarithmic, all told apart by sign and dashes as well as by colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from tests.benchmarks.growth import TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.benchmarks.growth import Curve

WIDE, HIGH = 220, 330
"""A panel, in pixels; each deed has one."""
LEFT, TOP, NAMES, BELOW = 80, 76, 138, 56
"""What is around the panels: the numbers on the left of them, the names on the right of each."""
APART = 15
"""The least distance between two names."""
TITLE = "Time of a whole command, to that of a bare Typer command"
STYLE = """
svg { background: #fff; font: 12px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #333 }
.title { font-size: 17px; font-weight: 600; fill: #111 } .deed { font-size: 14px; font-weight: 600; fill: #111 }
.grid { stroke: #e4e4e4; fill: none } .leader { stroke: #bbb; fill: none } .curve { stroke-width: 1.6; fill: none }
.ours { stroke-width: 3.2 } .name { font-weight: 600 } .number { fill: #666; font-size: 11px }
"""
LOOKS = (
    ("#c0392b", "", "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z"),
    ("#0072b2", "7 3", "M-4,-4h8v8h-8z"),
    ("#00795c", "2 3", "M0,-5L5,4H-5z"),
    ("#7a5195", "9 3 2 3", "M0,-5L5,0L0,5L-5,0z"),
    ("#a3660a", "4 3", "M0,5L5,-4H-5z"),
    ("#444444", "12 4", "M-5,-1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z"),
    ("#b0367a", "1 3", "M-5,-2.5L0,-5L5,-2.5V2.5L0,5L-5,2.5z"),
)
"""Colour, dashes and sign of each, ours first."""


class Axes(NamedTuple):
    """The powers of ten at the ends of both axes."""

    left: float
    right: float
    bottom: float
    top: float

    def at(self, many: float, times: float) -> tuple[float, float]:
        """Give the place of a point within a panel."""
        across = (math.log10(many) - self.left) / (self.right - self.left)
        up = (math.log10(times) - self.bottom) / (self.top - self.bottom)
        return WIDE * across, HIGH * (1 - up)


def drawing(curves: Sequence[Curve]) -> str:
    """Draw the curves, a panel for each deed, as SVG."""
    drawn = [curve for curve in curves if curve.measured()]
    deeds = list(dict.fromkeys(curve.deed for curve in drawn))
    looks = dict(zip(dict.fromkeys(curve.who for curve in curves), LOOKS, strict=False))
    axes = spanned(drawn)
    panels = [
        f'<g transform="translate({LEFT + number * (WIDE + NAMES)} {TOP})">{"".join(panel)}</g>'
        for number, deed in enumerate(deeds)
        for panel in [panel_of(deed, [curve for curve in drawn if curve.deed == deed], axes, looks)]
    ]
    panels.insert(0, f'<g transform="translate({LEFT} {TOP})">{"".join(scale(axes))}</g>')
    wide, high = LEFT + len(deeds) * (WIDE + NAMES), TOP + HIGH + BELOW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" aria-labelledby="title"><style>{STYLE}</style><rect width="{wide}" height="{high}" fill="#fff"/>'
        f'<text class="title" id="title" x="{LEFT}" y="28">{TITLE}</text>{"".join(panels)}</svg>\n'
    )


def spanned(curves: Iterable[Curve]) -> Axes:
    """Give axes that hold all points, from one power of ten to another."""
    points = [point for curve in curves for point in curve.measured().items()]
    sizes, times = [math.log10(many) for many, _ in points], [math.log10(time) for _, time in points]
    left, bottom = math.floor(min(sizes)), math.floor(min(times))
    return Axes(left, max(math.ceil(max(sizes)), left + 1), bottom, max(math.ceil(max(times)), bottom + 1))


def panel_of(deed: str, curves: Sequence[Curve], axes: Axes, looks: dict[str, tuple[str, str, str]]) -> Iterator[str]:
    """Draw one panel: the grid, the curves, ours on top, and their names."""
    yield f'<text class="deed" x="0" y="-16">{escape(deed)}</text>'
    yield from grid(axes)
    ends = {curve.who: axes.at(*list(curve.measured().items())[-1]) for curve in curves}
    heights = spread({who: y for who, (_, y) in ends.items()})
    for curve in reversed(curves):
        yield from curve_of(curve, axes, looks[curve.who], ours=curve.who == next(iter(looks)))
    for who, (x, y) in ends.items():
        yield from name_of(who, (x, y), heights[who], looks[who])


def grid(axes: Axes) -> Iterator[str]:
    """Draw the powers of ten along both axes."""
    for power in range(int(axes.left), int(axes.right) + 1):
        x, _ = axes.at(10**power, 10**axes.bottom)
        yield f'<path class="grid" d="M{x:.1f},0V{HIGH}"/>'
        yield f'<text class="number" x="{x:.1f}" y="{HIGH + 18}" text-anchor="middle">{10**power:,}</text>'
    for power in range(int(axes.bottom), int(axes.top) + 1):
        _, y = axes.at(10**axes.left, 10**power)
        yield f'<path class="grid" d="M0,{y:.1f}H{WIDE}"/>'
    yield f'<text class="number" x="{WIDE / 2}" y="{HIGH + 38}" text-anchor="middle">sightings in the file</text>'


def scale(axes: Axes) -> Iterator[str]:
    """Write the powers of ten of the times, which hold for all panels, beside the first."""
    for power in range(int(axes.bottom), int(axes.top) + 1):
        _, y = axes.at(10**axes.left, 10**power)
        yield f'<text class="number" x="-10" y="{y + 4:.1f}" text-anchor="end">{TIMES} {10.0**power:,g}</text>'


def curve_of(curve: Curve, axes: Axes, look: tuple[str, str, str], *, ours: bool) -> Iterator[str]:
    """Draw a curve, and its sign at each point."""
    colour, dashes, sign = look
    points = [axes.at(many, times) for many, times in curve.measured().items()]
    line = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    name = "curve ours" if ours else "curve"
    yield f'<path class="{name}" d="M{line}" stroke="{colour}" stroke-dasharray="{dashes or "none"}"/>'
    for x, y in points:
        yield f'<path d="{sign}" transform="translate({x:.1f} {y:.1f})" fill="{colour}" stroke="#fff"/>'


def name_of(who: str, end: tuple[float, float], height: float, look: tuple[str, str, str]) -> Iterator[str]:
    """Write a name beside the panel, its sign before it, with a line from where the curve ends."""
    colour, _, sign = look
    x, y = end
    yield f'<path class="leader" d="M{x + 7:.1f},{y:.1f}L{WIDE + 10},{height:.1f}"/>'
    yield f'<path d="{sign}" transform="translate({WIDE + 17} {height:.1f})" fill="{colour}"/>'
    yield f'<text class="name" x="{WIDE + 27}" y="{height + 4:.1f}" fill="{colour}">{escape(who)}</text>'


def spread(heights: dict[str, float]) -> dict[str, float]:
    """Push names apart that would stand on one another, downwards first, and back up where there is no room left."""
    ordered = sorted(heights.items(), key=lambda one: one[1])
    placed: dict[str, float] = {}
    lowest = -math.inf
    for who, height in ordered:
        lowest = placed[who] = max(height, lowest + APART)
    highest = float(HIGH)
    for who, _ in reversed(ordered):
        placed[who] = min(placed[who], highest)
        highest = placed[who] - APART
    return placed
