"""Growth: what `add`, `list` and `summary` cost from a thousand sightings to a million, ours beside theirs."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks import peers
from tests.benchmarks.measuring import BARE, Command, turns
from tests.benchmarks.setting import FAMILY, LIST, SUMMARY
from tests.benchmarks.table import figure, markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.benchmarks.setting import Setting

DEEDS = ("add", "list", "summary")
OURS = "logbook"
TIMES = "\N{MULTIPLICATION SIGN}"
LIMIT = 1000.0
"""Times a bare command: what would take longer, if it grew with the sightings only, is left out."""


class Curve(NamedTuple):
    """How long a deed takes, by the number of sightings, to a bare command in the same turns; or why it is not told."""

    deed: str
    who: str
    points: dict[int, float | str]

    def measured(self) -> dict[int, float]:
        """Give the points that are numbers."""
        return {
            many: point for many, point in self.points.items() if not isinstance(point, str) and math.isfinite(point)
        }

    def foreseen(self, many: int) -> float | str:
        """Tell how long it takes at a larger size at least, or why it is not tried."""
        for before, point in reversed(self.points.items()):
            if isinstance(point, str):
                return point
            return point * many / before if math.isfinite(point) else f"failed at {before:,}"
        return 0.0


def curves(setting: Setting) -> list[Curve]:
    """Measure every deed of everyone at every size, and tell each on stderr as it is done."""
    named = {OURS: OURS, **{name: peers.module(name).NAME for name in peers.PEERS}}
    drawn = {deed: {name: Curve(deed, who, {}) for name, who in named.items()} for deed in DEEDS}
    for many in sorted(setting.sizes):
        for deed in DEEDS:
            measure(setting, many, drawn[deed])
            said = ", ".join(f"{curve.who} {figure(curve.points[many])}" for curve in drawn[deed].values())
            sys.stderr.write(f"{deed} among {many:,}: {said}\n")
    return [curve for deed in DEEDS for curve in drawn[deed].values()]


def measure(setting: Setting, many: int, drawn: Mapping[str, Curve]) -> None:
    """Add a point to each curve of one deed: all take turns with a bare command."""
    commands = {"bare": BARE}
    for name, curve in drawn.items():
        found = within(curve.foreseen(many)) or asked(setting, name, curve.deed, many)
        if isinstance(found, str):
            curve.points[many] = found
        else:
            commands[name] = found
    took = turns(commands, setting.runs)
    for name in commands.keys() - {"bare"}:
        drawn[name].points[many] = took[name] / took["bare"]


def within(foreseen: float | str) -> str:
    """Say why a point is left out, if it is."""
    if isinstance(foreseen, str):
        return foreseen
    return f"over {LIMIT:,.0f}" if foreseen > LIMIT else ""


def asked(setting: Setting, name: str, deed: str, many: int) -> Command | str:
    """Give the command of a deed, or why there is none."""
    if name != OURS:
        peer = setting.peer(name, many)
        return peer if isinstance(peer, str) else peer[deed]
    if deed == "add":
        return setting.writing(many, *FAMILY)
    return setting.logbook(many, *(LIST if deed == "list" else SUMMARY))


def table(drawn: Sequence[Curve]) -> str:
    """Give the curves as a table; the last column is how much dearer the last step is than the one before."""
    sizes = sorted({many for curve in drawn for many in curve.points})
    heading = ["", "", *(f"{many:,}" for many in sizes), "last step"]
    return markdown(heading, [cells(curve, sizes) for curve in drawn])


def cells(curve: Curve, sizes: Sequence[int]) -> list[str]:
    """Write the points of a curve, and its last step: "x 8.1 for x 10"."""
    last = list(curve.measured().items())[-2:]
    step = ""
    if len(last) > 1:
        (before, less), (after, more) = last
        step = f"{TIMES} {figure(more / less)} for {TIMES} {figure(after / before)}"
    return [f"`{curve.deed}`", curve.who, *(figure(curve.points.get(many, "")) for many in sizes), step]
