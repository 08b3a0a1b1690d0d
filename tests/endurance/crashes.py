"""Every system call of every command that writes: a place to stop, to fail, to write short."""

from __future__ import annotations

import errno
import random
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tests.endurance import children, tracing
from tests.endurance.deeds import DEEDS, Deed, Stage, restore
from tests.endurance.demands import Judge
from tests.endurance.outcomes import Outcome, Row, Setting
from tests.endurance.shim import Fate, Shim, die, failing, interrupt, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.endurance.children import Ended
    from tests.endurance.shim import Step

SUMMARY = "each system call of each command stopped, failed, cut short"

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR")
INJECTED = (*(f"error={name}" for name in ERRORS), "signal=KILL")
REPEATED = {"openat", "read", "write", "fsync", "flock", "ftruncate", "fchmod", "fchown"}
"""Calls that a signal may interrupt: they are made again, and nobody notices. (A `close` must not be made again.)"""
UNREPEATED = "interrupted calls not repeated"

FATES = {
    "killed before": Fate(die),
    "killed after": Fate(die, after=True),
    "Ctrl-C before": Fate(interrupt),
    "Ctrl-C after": Fate(interrupt, after=True),
    "EIO": Fate(failing(errno.EIO)),
    "EROFS": Fate(failing(errno.EROFS)),
    "full": Fate(failing(errno.ENOSPC)),
    "full for good": Fate(failing(errno.ENOSPC), ever=True),
    "one byte written": Fate(part=lambda _: 1),
    "half written": Fate(part=lambda size: size // 2),
}


T = TypeVar("T")


class Tried(NamedTuple):
    """How many places one deed has, how many tries were made at them, and what went wrong."""

    places: int
    tries: int
    faults: Counter[str]


def run(setting: Setting) -> Iterator[Row]:
    """Take every deed through every fate of every step; `share` draws some of them."""
    children.load()
    reason = tracing.missing()
    many = len(DEEDS)
    if reason is None:
        yield _row(setting, traced, f"system calls of {many} commands, each killed or failing in five ways (strace)")
    what = f"steps of {many} commands, each killed, interrupted, failing or writing a part"
    yield _row(setting, shimmed, f"{what}; strace {reason}" if reason else what)


def _row(setting: Setting, trial: Callable[[Setting, Deed], Tried], what: str) -> Row:
    """Try all deeds, on all processors."""
    with children.workers() as pool:
        tried = list(pool.map(partial(trial, setting), DEEDS))
    faults = sum((one.faults for one in tried), Counter())
    places = sum(one.places for one in tried)
    return Row(f"{places:,} {what}", Outcome(sum(one.tries for one in tried), faults))


def traced(setting: Setting, deed: Deed) -> Tried:
    """Take one deed through all its system calls, as strace sees them."""
    judge = Judge(Stage(setting.folder / f"strace {deed.name}"), deed)
    restore(judge.stage.work, judge.before)
    places = tracing.calls(judge.line, judge.stage.work)
    faults: Counter[str] = Counter()
    tries = 0
    for call, fate in _drawn(setting, deed, [(call, fate) for call in places for fate in INJECTED]):
        restore(judge.stage.work, judge.before)
        ended, met = tracing.struck(judge.line, judge.stage.work, call, fate)
        tries += met
        unrepeated = fate == "error=EINTR" and call.name in REPEATED and ended.code != 0
        faults.update(judge.faults((call, fate), ended, *([UNREPEATED] * unrepeated)))
    return Tried(len(places), tries, faults)


def shimmed(setting: Setting, deed: Deed) -> Tried:
    """Take one deed through all its steps, as the shim sees them."""
    judge = Judge(Stage(setting.folder / f"shim {deed.name}"), deed)
    places = recorded(judge)
    faults: Counter[str] = Counter()
    every = [(at, name) for at, step in enumerate(places) for name, fate in FATES.items() if fate.may_meet(step)]
    drawn = _drawn(setting, deed, every)
    for at, name in drawn:
        faults.update(judge.faults((at, places[at][:3], name), met(judge, at, FATES[name])))
    return Tried(len(places), len(drawn), faults)


def recorded(judge: Judge) -> list[Step]:
    """Give the steps that a deed makes when nothing happens."""
    work, log = judge.stage.work, judge.stage.work.parent / "steps"
    restore(work, judge.before)
    ended = children.run(judge.line, work, Shim(work, log=log).install)
    assert ended.code == 0, ended
    return steps(log)


def met(judge: Judge, at: int, fate: Fate) -> Ended:
    """Do the deed once, with a fate at one of its steps."""
    work = judge.stage.work
    restore(work, judge.before)
    return children.run(judge.line, work, Shim(work, at, fate).install)


def _drawn(setting: Setting, deed: Deed, every: list[T]) -> list[T]:
    chance = random.Random(f"{setting.seed} {deed.name}")  # noqa: S311 - the same every time
    return sorted(chance.sample(every, setting.times(len(every))), key=every.index)
