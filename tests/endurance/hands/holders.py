"""A writer that stops or dies while it holds the lock: what the others are told, and when it is their turn."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tests.endurance.hands import commands, proof
from tests.endurance.hands.commands import GAVE_UP, PATIENCE, WAIT
from tests.endurance.hands.workers import ADD

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.endurance.hands.commands import Command

_CSV = "big.csv"
_POLL = 0.002


class Holder(NamedTuple):
    """An import that was stopped (SIGSTOP) somewhere between taking the lock and giving it back."""

    command: Command

    @property
    def name(self) -> str:
        """What the others must call it."""
        return f"process {self.command.process.pid} on "


def prepare(file: Path, rows: int) -> Path:
    """Make a logbook of one sighting, and the table that will be imported; half of it is never to be seen."""
    file.parent.mkdir()
    commands.run(file, ADD)
    lines = [f'Amur tiger,"Primorye, Russia",2013,camera {row},big/{rows}\n' for row in range(rows)]
    file.with_name(_CSV).write_text("species,region,date,locality,tag\n" + "".join(lines), encoding="utf-8")
    return file


def stopped(file: Path, after: float) -> Holder | None:
    """Start an import and stop it so many seconds after it has taken the lock; None where it was done by then."""
    command = commands.start(file, "import", _CSV)
    beside, own = file.with_name(f".{file.name}.lock"), f"process {command.process.pid} on "
    while own not in beside.read_text(encoding="utf-8") and command.process.poll() is None:
        time.sleep(_POLL)
    time.sleep(after)
    command.process.send_signal(signal.SIGSTOP)
    if _is_free(beside):
        command.process.send_signal(signal.SIGCONT)
        command.answer()
        commands.run(file, ("undo",))
        return None
    return Holder(command)


def killed(file: Path, chance: random.Random, times: int) -> Counter[str]:
    """Kill so many holders (SIGKILL); the next command must find a whole logbook, and no lock."""
    faults = Counter[str]()
    done = 0
    while done < times:
        holder = stopped(file, chance.uniform(0, 0.2))
        if holder is None:
            continue
        done += 1
        holder.command.process.kill()
        before = sightings(file)
        answer = commands.run(file, ADD)
        faults["commands blocked by the dead"] += answer.code != 0 or answer.waited is None or answer.waited > PATIENCE
        faults["half changes read"] += proof.halves(json.loads(file.read_bytes()))
        faults["records lost"] += sightings(file) != before + 1
        faults["files left behind"] += any(one.suffix == ".tmp" for one in file.parent.iterdir())
        holder.command.process.communicate()
        faults["commands without an answer"] += _undo_all(file)
    return faults


def waiting(file: Path) -> Counter[str]:
    """Stop one holder for twelve seconds: three who wait are told and give up, one who comes late gets its turn."""
    holder = None
    while holder is None:
        holder = stopped(file, 0)
    early = [commands.start(file, *words) for words in (ADD, ("edit", "s1", "--note", "x"), ("undo",))]
    read = commands.run(file, ("list", "--json"))
    time.sleep(WAIT - 2 * PATIENCE)
    late = commands.start(file, *ADD)
    answers = [command.answer() for command in early]
    holder.command.process.send_signal(signal.SIGCONT)
    last, held = late.answer(), holder.command.answer()
    refused = _undo_all(file)
    named = [f"waiting for {holder.name}" in one.err for one in (*answers, last)]
    return Counter({
        "readers that waited": int(read.code != 0 or len(json.loads(read.out)) != 1),
        "commands without an answer": sum(one.code != GAVE_UP or one.fault() is not None for one in answers) + refused,
        "waits without a name": named.count(False),
        "commands that did not get their turn": (last.code != 0) + (held.code != 0),
    })  # fmt: skip


def sightings(file: Path) -> int:
    """Count the sightings as any JSON reader does."""
    return len(json.loads(file.read_bytes())["sightings"])


def _undo_all(file: Path) -> int:
    """Take back what was done, down to the one sighting that was there before; count what was refused."""
    while sightings(file) > 1:
        if commands.run(file, ("undo",)).code:
            return 1
    return 0


def _is_free(beside: Path) -> bool:
    import fcntl

    with beside.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
