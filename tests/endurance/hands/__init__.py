"""Many hands: eight processes at one logbook for ten minutes, and two that read; then holders that die or stop.

`rounds` lets them work together. `workers` draws what each of them does and keeps the ledger of what it was told;
`commands` runs one command as a person types it and judges its answer; `proof` demands of file, history and readers
that they agree with all ledgers. `holders` stops and kills whoever has the lock. `of_peers` does the same to the peers.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from tests.endurance.hands import holders, of_peers, rounds
from tests.endurance.outcomes import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.endurance.outcomes import Setting

SUMMARY = "eight processes write at once, and two read; holders of the lock die or stop"
SECONDS, SECONDS_LARGE = 600, 120
LARGE = 20_000
KILLED, STOPPED = 100, 5
_ROWS = 2_000


def run(setting: Setting) -> Iterator[Row]:
    """Give a row for a new logbook with the peers, one for a large logbook, and those of the holders."""
    done = rounds.together(setting.folder / "new", setting.seed, _for(SECONDS * setting.share))
    yield _row("a new logbook", done)._replace(tinydb=of_peers.tinydb(setting), jrnl=of_peers.jrnl(setting))
    done = rounds.together(setting.folder / "large", setting.seed, _for(SECONDS_LARGE * setting.share), LARGE)
    yield _row(f"{LARGE:,} sightings", done)
    file = holders.prepare(setting.folder / "held" / "logbook.json", _ROWS)
    times, chance = setting.times(KILLED), random.Random(setting.seed)  # noqa: S311 - the same for the same seed
    killed = Outcome(times, holders.killed(file, chance, times), "nobody was blocked")
    yield Row("an import that holds the lock is killed: the next command goes on at once", killed)
    times = setting.times(STOPPED)
    faults = sum((holders.waiting(file) for _ in range(times)), Counter[str]())
    stopped = Outcome(times, faults, "all were told")
    yield Row("an import that holds the lock is stopped: the others are told who has it, and give up", stopped)


def _row(where: str, done: rounds.Round) -> Row:
    what = f"{rounds.HANDS} processes write to {where} at once, 2 read: {done.figures}"
    return Row(what, Outcome(len(done.done), done.faults))


def _for(seconds: float) -> Callable[[], bool]:
    """Say yes for so many seconds from the first question on: a large logbook takes its time to make."""

    @cache
    def end() -> float:
        return time.monotonic() + seconds

    return lambda: time.monotonic() < end()
