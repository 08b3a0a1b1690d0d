"""One round: processes that work at one logbook at the same time while two read it, and what it came to."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks import data
from tests.endurance.hands import commands, proof
from tests.endurance.hands.workers import ADD, Worker

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from pathlib import Path

    from tests.endurance.hands.workers import Done

HANDS = 8
_READERS = (proof.read_raw, proof.read_listed)


class Round(NamedTuple):
    """What a round came to: every command, how often the file was read meanwhile, and what was wrong."""

    done: list[Done]
    reads: int
    faults: Counter[str]

    @property
    def figures(self) -> str:
        """How many changes were acknowledged, how often others read, how long the unluckiest waited for the lock."""
        changes = sum(one.entry is not None for one in self.done)
        longest = max((one.answer.waited or 0 for one in self.done), default=0)
        gave_up = sum(one.answer.code == commands.GAVE_UP for one in self.done)
        figures = f"{changes:,} changes, {self.reads:,} reads, longest wait {longest:.1f} s"
        return f"{figures}, {gave_up:,} gave up" if gave_up else figures


def together(folder: Path, seed: int, more: Callable[[], bool], large: int = 0, hands: int = HANDS) -> Round:
    """Let so many hands work at one logbook, which may be `large` already, while two read it; then demand all."""
    file = folder / "logbook.json"
    folder.mkdir(parents=True)
    if large:
        data.write(file, large)
    else:
        commands.run(file, ADD)
    began, known = file.read_bytes(), [f"s{number}" for number in range(1, max(large, 1) + 1)]
    workers = [Worker(file, f"w{hand}", seed, known) for hand in range(1, hands + 1)]
    ended = threading.Event()
    with ThreadPoolExecutor(hands + len(_READERS)) as pool:
        readers = [pool.submit(read, file, lambda: not ended.is_set()) for read in _READERS]
        try:
            done = [one for ledger in pool.map(lambda worker: worker.work(more), workers) for one in ledger]
        finally:
            ended.set()
    counted = [reader.result() for reader in readers]
    faults = sum((faults for _, faults in counted), proof.prove(file, began, done))
    return Round(done, sum(reads for reads, _ in counted), faults)
