"""The peers under kill -9: how much of what they acknowledged is there afterwards."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.endurance.outcomes import Outcome

if TYPE_CHECKING:
    from tests.endurance.peers import Peer

ANEW = 50
"""Kills after which the file begins anew, as it does where it is broken."""
_BUSY = 0.05
"""Seconds that stock TinyDB works before it is killed, at most."""
_LOST, _BROKEN = "records lost", "files broken"


def tinydb(peer: Peer, times: int, seed: int) -> Outcome:
    """Kill a script that inserts, updates and removes with stock TinyDB."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    faults: Counter[str] = Counter()
    kept: set[str] = set()
    for tried in range(times):
        if tried % ANEW == 0:
            peer.file.unlink(missing_ok=True)
            kept.clear()
        kept |= _worked(peer, f"run{tried}", chance.uniform(0, _BUSY))
        try:
            held = {record.get("mark") for record in json.loads(peer.file.read_bytes())["_default"].values()}
        except (ValueError, LookupError, OSError):
            faults.update({_BROKEN: 1, _LOST: len(kept)})
            peer.file.unlink(missing_ok=True)
            kept.clear()
            continue
        faults[_LOST] += len(kept - held)
        kept &= held
    return Outcome(times, faults)


def _worked(peer: Peer, name: str, seconds: float) -> set[str]:
    """Let it work, kill it, and give the marks that must be there: those whose removal was not begun."""
    with peer.start(name, "60") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        said = (first + process.stdout.read()).split()
    inserted = [word for word in said if word[0] not in "-!"]
    return {mark for mark in inserted if int(mark.partition("-")[2]) % 8}


def jrnl(peer: Peer, times: int, seed: int) -> Outcome:
    """Kill jrnl while it adds an entry."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    faults: Counter[str] = Counter()
    kept: set[str] = set()
    begun = time.monotonic()
    with peer.start("2013-10-09 09:00: How long it takes.") as process:
        process.communicate()
    takes = time.monotonic() - begun
    for tried in range(times):
        name = f"Leopard number {tried} of them."
        with peer.start(f"2013-10-09 09:00: {name}") as process:
            # The first half of it is spent on imports.
            time.sleep(chance.uniform(0.5, 1.1) * takes)
            process.kill()
            process.communicate()
        if process.returncode == 0:
            kept.add(name)
        text = peer.file.read_text(encoding="utf-8", errors="replace")
        lost = {name for name in kept if name not in text}
        faults[_LOST] += len(lost)
        kept -= lost
    return Outcome(times, faults)
