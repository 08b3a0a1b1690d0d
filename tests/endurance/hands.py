"""Eight processes at one logbook for ten minutes, and two that read; then holders that die or stop."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks import data
from tests.endurance import hands_holding, hands_peers, hands_proof
from tests.endurance.hands_commands import run as command
from tests.endurance.hands_deeds import ADD, Done, Worker
from tests.endurance.outcomes import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.endurance.outcomes import Setting

SUMMARY = "eight processes write at once, and two read; holders of the lock die or stop"
HANDS = 8
SECONDS, SECONDS_LARGE = 600, 120
LARGE = 20_000
KILLED, STOPPED = 100, 5
_ROWS = 2_000


class Told(NamedTuple):
    """What a round came to: every command, how often the file was read meanwhile, and what was wrong."""

    done: list[Done]
    reads: int
    faults: Counter[str]

    @property
    def longest(self) -> float:
        """The longest wait for the lock, in seconds."""
        return max((one.answer.waited or 0 for one in self.done), default=0)


def run(setting: Setting) -> Iterator[Row]:
    """Give a row for the small logbook with the peers, one for the large, and those of the holders."""
    told = together(setting.folder / "small", setting.seed, _until(SECONDS * setting.share))
    yield Row(_said("a new logbook", told), _outcome(told), hands_peers.tinydb(setting), hands_peers.jrnl(setting))
    told = together(setting.folder / "large", setting.seed, _until(SECONDS_LARGE * setting.share), LARGE)
    yield Row(_said(f"a logbook of {LARGE:,} sightings", told), _outcome(told))
    file = hands_holding.prepare(setting.folder / "held" / "logbook.json", _ROWS)
    times, chance = setting.times(KILLED), random.Random(setting.seed)  # noqa: S311 - the same for the same seed
    faults = hands_holding.killed(file, chance, times)
    yield Row("kill -9 of an import that holds the lock; then the next command", Outcome(times, faults))
    times = setting.times(STOPPED)
    faults = sum((hands_holding.waiting(file) for _ in range(times)), Counter[str]())
    yield Row("an import is stopped while it holds the lock: the others are told, and give up", Outcome(times, faults))


def together(folder: Path, seed: int, more: Callable[[], bool], large: int = 0, hands: int = HANDS) -> Told:
    """Let so many hands work at one logbook, which may be `large` already, while two read it; then demand all."""
    file = folder / "logbook.json"
    folder.mkdir(parents=True)
    if large:
        data.write(file, large)
    else:
        command(file, ADD)
    began, known = file.read_bytes(), [f"s{number}" for number in range(1, max(large, 1) + 1)]
    workers = [Worker(file, f"w{hand}", seed, known) for hand in range(1, hands + 1)]
    ended = threading.Event()
    with ThreadPoolExecutor(hands + 2) as pool:
        reads = (hands_proof.read_raw, hands_proof.read_listed)
        readers = [pool.submit(read, file, lambda: not ended.is_set()) for read in reads]
        try:
            done = [one for ledger in pool.map(lambda worker: worker.work(more), workers) for one in ledger]
        finally:
            ended.set()
    counted = [reader.result() for reader in readers]
    faults = sum((faults for _, faults in counted), hands_proof.prove(file, began, done))
    return Told(done, sum(reads for reads, _ in counted), faults)


def _until(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _outcome(told: Told) -> Outcome:
    return Outcome(len(told.done), told.faults)


def _said(where: str, told: Told) -> str:
    """Say what was done there, and how long the unluckiest waited."""
    writes = sum(one.entry is not None for one in told.done)
    refused = Counter(one.answer.code for one in told.done if one.answer.code)
    why = f", {refused[1]:,} undos and {refused[3]:,} ids refused" if refused else ""
    return (
        f"{HANDS} processes at once on {where} ({writes:,} changes{why}), read {told.reads:,} times meanwhile; "
        f"longest wait {told.longest:.1f} s, {refused[5] or 'nobody'} gave up"
    )
