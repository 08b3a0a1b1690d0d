"""Many hands on the peers' files: eight processes of stock TinyDB on one file, eight people with one jrnl journal."""

from __future__ import annotations

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.endurance import peers
from tests.endurance.hands.rounds import HANDS
from tests.endurance.outcomes import Outcome

if TYPE_CHECKING:
    from tests.endurance.outcomes import Setting
    from tests.endurance.peers import Peer

ROUNDS, SECONDS = 12, 5.0
"""A file that is broken stays broken, so TinyDB gets a new one every five seconds."""


def tinydb(setting: Setting) -> Outcome | str:
    """Let eight processes insert, update and remove; count what was acknowledged and is not in the file."""
    tried, faults = 0, Counter[str]()
    for number in range(setting.times(ROUNDS)):
        folder = setting.folder / f"tinydb-{number}"
        peer = peers.tinydb(folder)
        if isinstance(peer, str):
            return peer
        with peer.start("first", "0") as first:
            first.communicate()
        at_work = [peer.start(f"w{hand}", str(SECONDS)) for hand in range(HANDS)]
        said = [line for process in at_work for line in process.communicate()[0].splitlines()]
        marks = {line for line in said if line[0] not in "!-"} - {line[1:] for line in said if line[0] == "-"}
        tried += len(said)
        faults["writes refused"] += sum(line[0] == "!" for line in said)
        faults += _missing(peer, marks)
        try:
            json.loads(peer.file.read_bytes())
        except ValueError:
            faults["files broken"] += 1
    return Outcome(tried, faults)


def jrnl(setting: Setting) -> Outcome | str:
    """Let eight people write entries, each a whole process; count what was acknowledged and is not in the journal."""
    peer = peers.jrnl(setting.folder)
    if isinstance(peer, str):
        return peer
    end = time.monotonic() + SECONDS * setting.times(ROUNDS)
    with ThreadPoolExecutor(HANDS) as pool:
        done = [
            entry for entries in pool.map(lambda hand: _entries(peer, hand, end), range(HANDS)) for entry in entries
        ]
    faults = _missing(peer, {mark for mark, acknowledged in done if acknowledged})
    faults["writes refused"] = sum(not acknowledged for _, acknowledged in done)
    return Outcome(len(done), faults)


def _entries(peer: Peer, hand: int, end: float) -> list[tuple[str, bool]]:
    """Write entry after entry; give the mark of each, and whether jrnl said that it was written."""
    done: list[tuple[str, bool]] = []
    number = 0
    while time.monotonic() < end:
        number += 1
        mark = f"w{hand}-{number}"
        with peer.start(f"2013-10-09 09:00: {mark}, an Amur leopard.") as process:
            process.communicate()
        done.append((mark, process.returncode == 0))
    return done


def _missing(peer: Peer, marks: set[str]) -> Counter[str]:
    """Count the marks that stand nowhere in the file, be it broken or not."""
    text = peer.file.read_text(encoding="utf-8", errors="replace")
    found = set("".join(letter if letter.isalnum() or letter == "-" else " " for letter in text).split())
    return Counter({"records lost": len(marks - found)})
