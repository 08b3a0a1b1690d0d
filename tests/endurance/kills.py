"""Ten thousand kill -9 at random moments, on a logbook that goes on from kill to kill; and the same for the peers."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.endurance import children, killing_peers, peers
from tests.endurance.deeds import BOOK, Stage, files, restore
from tests.endurance.demands import (
    BROKEN,
    DISAGREE,
    LITTER,
    LOST,
    REFUSED,
    agree,
    beside,
    chain,
    lines,
    said_wrongly,
    sound,
    told,
)
from tests.endurance.outcomes import Outcome, Row, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.endurance.children import Ended
    from tests.endurance.deeds import Files

SUMMARY = "kill -9 at random moments, 10,000 times; stock TinyDB and jrnl 300 times"

ANEW = 200
"""Commands after which the logbook begins anew: each try reads all of its history."""
_LATE = 1.2
"""Kills come up to so many times the time that a command takes: some are done before."""


def run(setting: Setting) -> Iterator[Row]:
    """Kill commands on all processors; each has a logbook of its own."""
    children.load()
    workers = os.cpu_count() or 1
    with children.workers() as pool:
        counts = list(pool.map(partial(_killed, setting, -(-setting.times(10_000) // workers)), range(workers)))
    tinydb, jrnl = peers.tinydb(setting.folder), peers.jrnl(setting.folder)
    with children.workers() as pool:
        others = [
            peer if isinstance(peer, str) else pool.submit(trial, peer, setting.times(300), setting.seed)
            for peer, trial in ((tinydb, killing_peers.tinydb), (jrnl, killing_peers.jrnl))
        ]
        cells = [other if isinstance(other, str) else other.result() for other in others]
    faults = sum(counts, Counter[str]())
    killed = faults.pop("killed")
    what = "kill -9 while it adds, attaches, edits, removes, undoes, redoes or imports; after it the next goes on"
    yield Row(what, Outcome(killed, faults), *cells)


def _killed(setting: Setting, times: int, worker: int) -> Counter[str]:
    """Kill so many commands, and count what went wrong; `killed` are those that did not end before."""
    # What is drawn is the same every time; when a process is met is not.
    player = Player(Stage(setting.folder / f"worker {worker}"), random.Random(f"{setting.seed} {worker}"))  # noqa: S311
    while player.counts["killed"] < times:
        player.play()
    return player.counts


class Player:
    """Does one deed after the other, and kills most of them."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage, self.chance = stage, chance
        self.counts: Counter[str] = Counter()
        self._played = 0
        self._takes: dict[str, float] = {}
        self._picture = next(path for path in stage.inputs.rglob("*.jpg")).read_bytes()
        self._inputs = stage.inputs / "drawn"

    def play(self) -> None:
        """Begin a command, kill it at some moment, and look at what is left."""
        if self._played % ANEW == 0:
            restore(self.stage.work, self.stage.starts["plain"])
            shutil.rmtree(self._inputs, ignore_errors=True)
            self._inputs.mkdir()
        self._played += 1
        before = files(self.stage.work)
        line = self._line(before)
        ended = self._kill(line)
        found = [*wrong(before, files(self.stage.work), ended), *sound(self.stage.work)]
        self.counts.update(told(found, line, ended))
        self.counts["killed"] += ended.code is None

    def _kill(self, line: str) -> Ended:
        verb = line.split(maxsplit=1)[0]
        takes = self._takes.get(verb)
        end, held = os.pipe()  # its other end is closed when the child has ended
        begun = time.monotonic()
        child = children.begin(line, self.stage.work)
        os.close(held)
        if takes is not None and not select.select([end], [], [], self.chance.uniform(0, _LATE * takes))[0]:
            os.kill(child.pid, signal.SIGKILL)
        ended = child.wait()
        os.close(end)
        # It takes no less than it has lived; one that a busy machine held up is forgotten after some that were not.
        self._takes[verb] = max(time.monotonic() - begun, (takes or 0) * (0.9 if ended.code == 0 else 1))
        return ended

    def _line(self, before: Files) -> str:
        """Draw a line that changes something."""
        held = list(json.loads(before[BOOK])["sightings"])
        some = f"s{self.chance.choice(held)}" if held else "s1"
        name = f"{self._inputs}/{self._played}"
        draw: dict[str, Callable[[], str]] = {
            "add": lambda: f"add Lynx --region Russia --image {self._jpeg(name)} --credit WCS --note {self._played}",
            "attach": lambda: f"attach {some} {self._jpeg(name)} --credit '© WWF'",
            "edit": lambda: f"edit {some} --note '{self._played} times'",
            "remove": lambda: f"remove {some}",
            "undo": lambda: "undo",
            "redo": lambda: "undo --redo",
            "import": lambda: f"import {self._table(name)}",
        }
        return draw[self.chance.choice(list(draw) if len(held) > 1 else ["add"])]()

    def _jpeg(self, name: str) -> str:
        """Make a picture unlike all others: a file may go on behind a JPEG's end."""
        with open(f"{name}.jpg", "wb") as file:  # noqa: PTH123 - a name is all that is needed
            file.write(self._picture + str(self._played).encode())
        return f"{name}.jpg"

    def _table(self, name: str) -> str:
        with open(f"{name}.csv", "w", encoding="utf-8") as file:  # noqa: PTH123 - the same
            file.write("species,region,note\n")
            file.writelines(f"Wolf,China,{self._played} {row}\n" for row in range(5))
        return f"{name}.csv"


def wrong(before: Files, now: Files, ended: Ended) -> Iterator[str]:
    """Demand that one transaction was made, or none; that it was made if so said, and not made if refused."""
    yield from said_wrongly(ended)
    if BOOK not in now:
        yield BROKEN
        return
    if not agree(now):
        yield DISAGREE
    changed = now[BOOK] != before[BOOK]
    if changed and not _one_more(before, now):
        yield BROKEN
    if (ended.code == 0 or ended.said) and not changed:
        yield LOST
    if ended.code and changed:
        yield REFUSED
    if ended.code == 0 and beside(now):
        yield LITTER


def _one_more(before: Files, now: Files) -> bool:
    """Tell whether the file is what it was but for what the history's last transaction tells, which came from there."""
    entry = next(chain(now), None)
    if entry is None or entry["parent"] != _revision(before):
        return False
    was, held = lines(before[BOOK]), lines(now[BOOK])
    for one in entry["changes"]:
        for number in range(one["id"], one.get("last", one["id"]) + 1):
            held.pop((one["table"], number), None)
            if json.loads(was.pop((one["table"], number), b"null")) != one.get("before"):
                return False
    return was == held


def _revision(held: Files) -> Any:
    return json.loads(held[BOOK])["logbook"]["1"]["revision"]
