"""Fuzzing: every parser, every writer, every command line, for a fixed time.

A target takes any bytes, and refuses them in a sentence or keeps its laws; each is tried in a process of its own by
Hypothesis, which changes valid examples, and by atheris, which looks for inputs that reach further branches. Lines are
typed at the real program. No input may take more than a second of the processor and half a gibibyte.

`target` says what a target is, and `targets` are all of them, a module for each room. `one_target` is the process that
fuzzes one, by the engines `by_hypothesis`, whose inputs are `mutations`, and `by_atheris`; `trying` is one try. `lines`
are drawn, typed and judged in a package of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count, groupby, repeat
from typing import TYPE_CHECKING, NamedTuple

from tests.endurance.outcomes import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.endurance.outcomes import Setting

SUMMARY = "any bytes to every parser and writer, and any line to the program: no traceback, no hang, no broken law"
_SECONDS = 1000
"""Of the whole trial, by the clock; to begin takes its processes some minutes more."""
_OF_LINES = 24
"""So many of its parts are lines."""
_LINES = "command lines of any words"
_APART = 1_000
"""Between the seeds of two parts, each of which counts on from its own."""


class Part(NamedTuple):
    """A piece of the trial: what is fuzzed, by which module, told what."""

    room: str
    module: str
    words: tuple[str, ...] = ()


def run(setting: Setting) -> Iterator[Row]:
    """Fuzz everything, and give a row for each room; what is found is told on stderr with its input."""
    parts = _parts()
    workers = os.cpu_count() or 1
    seconds = max(_SECONDS * setting.share * workers / len(parts), 1)
    with ThreadPoolExecutor(workers) as pool:
        done = pool.map(_fuzzed, parts, repeat(seconds), count(setting.seed, _APART))
        for room, outcomes in groupby(zip(parts, done, strict=True), lambda one: one[0].room):
            yield Row(_titled(room), _sum(outcome for _, outcome in outcomes))


def _parts() -> list[Part]:
    from tests.endurance.fuzzing import by_atheris
    from tests.endurance.fuzzing.targets import TARGETS

    engines = ("hypothesis", *(["atheris"] if by_atheris.IS_THERE else []))
    parts = [Part(one.room, "one_target", (engine, one.name)) for one in TARGETS for engine in engines]
    return parts + [Part(_LINES, "lines.typist")] * _OF_LINES


def _titled(room: str) -> str:
    from tests.endurance.fuzzing import by_atheris

    if room == _LINES:
        return f"{room}, at the program itself"
    return (
        f"{room}, fuzzed by Hypothesis{' and atheris' if by_atheris.IS_THERE else ' alone: atheris is not installed'}"
    )


def _fuzzed(part: Part, seconds: float, seed: int) -> Outcome:
    """Fuzz one thing in a process of its own; one that dies of an input is a fault too."""
    words = [*part.words, f"{seconds:.1f}", str(seed)]
    command = [sys.executable, "-m", f"{__name__}.{part.module}", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        sys.stderr.write(f"{' '.join(words)}: the process died ({done.returncode}): {done.stderr[-1000:]}\n")
        return Outcome(1, {"processes that died": 1})
    for kind, where, said, data in told["found"]:
        sys.stderr.write(f"{' '.join(part.words)}: {kind}, {where}: {said[:200]}: {bytes.fromhex(data)[:500]!r}\n")
    return Outcome(told["tried"], Counter(kind for kind, *_ in told["found"]))


def _sum(outcomes: Iterator[Outcome]) -> Outcome:
    every = list(outcomes)
    faults = sum((Counter(one.faults) for one in every), Counter[str]())
    return Outcome(sum(one.tried for one in every), dict(faults), "no fault")
