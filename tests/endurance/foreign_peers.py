"""Cut files and flipped bits for the two peers: do they notice, and what is lost with the next write."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.endurance import peers
from tests.endurance.damages import DAMAGES
from tests.endurance.outcomes import Outcome

if TYPE_CHECKING:
    from tests.endurance.outcomes import Setting
    from tests.endurance.peers import Peer

_ROOT = Path(__file__).parent.parent.parent
_ENTRIES = 20
_JRNL_SHARE = 0.1
"""Every try of jrnl is a process of its own, which takes half a second: it gets as many places less."""


def tinydb(setting: Setting, kind: str) -> Outcome | str:
    """Let stock TinyDB open a damaged file of its own and insert one record, in one process for all tries."""
    peer = peers.tinydb(setting.folder / f"tinydb-{kind}")
    if isinstance(peer, str):
        return peer
    line = [peer.command[0], "-m", "tests.endurance.damaged_tinydb", str(peer.file), kind, str(setting.share)]
    done = subprocess.run(line, env=peer.env, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"not tried: {done.stderr.strip().splitlines()[-1]}"
    answer = json.loads(done.stdout)
    return Outcome(answer.pop("tried"), answer)


def jrnl(setting: Setting, kind: str) -> Outcome | str:
    """Let jrnl add an entry to a damaged journal; an entry that was whole in it and then is not there is lost."""
    peer = peers.jrnl(setting.folder / f"jrnl-{kind}")
    if isinstance(peer, str):
        return peer
    days = [date(2013, 10, 1) + timedelta(days=day) for day in range(_ENTRIES)]
    whole = "\n".join(f"[{day} 09:00] {_title(number)}\n" for number, day in enumerate(days)).encode()
    found, tried = Counter[str](), 0
    for damaged in DAMAGES[kind](whole, setting.share * _JRNL_SHARE):
        if damaged.split() != whole.split():
            tried += 1
            found.update(_tried(peer, damaged))
    return Outcome(tried, found)


def _title(number: int) -> str:
    return f"Leopard {number:02} by the river."


def _tried(peer: Peer, damaged: bytes) -> Counter[str]:
    peer.file.write_bytes(damaged)
    with peer.start("2014-05-01 09:00: Lynx tracks.") as process:
        told = process.communicate()[1]
    if process.returncode or "warn" in told.lower() or "error" in told.lower():
        return Counter()
    there, titles = peer.file.read_bytes(), [_title(number).encode() for number in range(_ENTRIES)]
    return Counter({"unnoticed": 1, "records lost": sum(one in damaged and one not in there for one in titles)})
