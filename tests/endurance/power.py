"""A power cut at every moment of every command that writes, and every state that the disk may then be in.

The disk is as pessimistic as the standards allow: of what was written and not forced to it, all is lost, or a part, or
it has become zeros, or all is kept; of the names that were given and not forced to it any may be there and any not.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tests.endurance import children
from tests.endurance.children import Ended
from tests.endurance.crashes import recorded
from tests.endurance.deeds import DEEDS, LOCK, Deed, Stage, restore
from tests.endurance.demands import Judge
from tests.endurance.outcomes import Outcome, Row, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.endurance.deeds import Files
    from tests.endurance.shim import Step

SUMMARY = "the power cut at each moment, and each state that the disk may be in"


class Content:
    """What a file holds, and what of that is on the disk for certain."""

    def __init__(self, durable: bytes = b"") -> None:
        self.now = self.durable = durable

    def variants(self) -> Iterable[bytes]:
        """Give what a power cut may leave of it."""
        kept = self.durable if self.now.startswith(self.durable) else b""
        new = self.now[len(kept) :]
        return dict.fromkeys([self.durable, kept + new[: len(new) // 2], kept + bytes(len(new)), self.now])


class Disk:
    """A folder on a disk that keeps what it must and no more."""

    def __init__(self, files: Files) -> None:
        self._names = {name: Content(content) for name, content in files.items()}
        self._durable = dict(self._names)
        self._pending: list[dict[str, Content | None]] = []

    def make(self, step: Step) -> bool:
        """Make a step; tell whether it changes what may be found after a power cut."""
        content = self._names.get(step.file)
        if step.name == "write":
            self._names[step.file].now += step.data
        elif step.name in {"ftruncate", "truncate"} or (step.name == "open" and step.flags & os.O_TRUNC and content):
            self._names[step.file].now = b""
        elif step.name == "open" and step.flags & os.O_CREAT and content is None:
            self._name({step.file: Content()})
        elif step.name in {"rename", "replace"}:
            self._name({step.file: None, step.to: self._names[step.file]})
        elif step.name in {"unlink", "remove"} and content is not None:
            self._name({step.file: None})
        elif step.name == "fsync" and content is not None:
            content.durable = content.now
        elif step.name == "fsync" and not step.file:
            self._durable, self._pending = dict(self._names), []
        else:
            return False
        return True

    def _name(self, change: dict[str, Content | None]) -> None:
        self._names = _named(self._names, [change])
        self._pending.append(change)

    def states(self) -> Iterator[dict[str, bytes]]:
        """Give every state that a power cut may leave now. What is in the lock matters to nobody."""
        for which in itertools.product((False, True), repeat=len(self._pending)):
            names = _named(self._durable, itertools.compress(self._pending, which))
            held = [[(name, one) for one in content.variants()] for name, content in names.items() if name != LOCK]
            yield from (dict(state) for state in itertools.product(*held))


def _named(names: Mapping[str, Content], changes: Iterable[Mapping[str, Content | None]]) -> dict[str, Content]:
    """Give files other names, or none."""
    made: dict[str, Content | None] = dict(names)
    for change in changes:
        made |= change
    return {name: content for name, content in made.items() if content is not None}


class Cut(NamedTuple):
    """A state that the disk may be in, and whether the command has said by then that it is done."""

    state: dict[str, bytes]
    done: bool


def cuts(before: Files, steps: Iterable[Step]) -> Iterator[Cut]:
    """Cut the power after every step; give every different state that may be left."""
    disk = Disk(before)
    known: set[frozenset[tuple[str, bytes]]] = set()
    for step in steps:
        if disk.make(step):
            for state in disk.states():
                key = frozenset(state.items())
                if key not in known:
                    known.add(key)
                    yield Cut(state, done=False)
    yield from (Cut(state, done=True) for state in disk.states())


def survived(judge: Judge, cut: Cut) -> list[str]:
    """Tell what is wrong after a power cut."""
    restore(judge.stage.work, cut.state)
    return judge.faults("power cut", Ended(0 if cut.done else None, "", ""))


def without_one_forcing(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Leave out each step that forces something to the disk, one after the other: every one is needed."""
    for at, step in enumerate(steps):
        if step.name == "fsync":
            yield [*steps[:at], *steps[at + 1 :]]


def run(setting: Setting) -> Iterator[Row]:
    """Cut the power at every moment of every deed."""
    children.load()
    with children.workers() as pool:
        tried = list(pool.map(partial(_tried, setting), DEEDS))
    faults = sum((found for _, found in tried), Counter[str]())
    what = f"states of the disk that a power cut may leave at any moment of {len(DEEDS)} commands"
    yield Row(what, Outcome(sum(many for many, _ in tried), faults))


def _tried(setting: Setting, deed: Deed) -> tuple[int, Counter[str]]:
    judge = Judge(Stage(setting.folder / deed.name), deed)
    drawn = list(cuts(judge.before, recorded(judge)))[:: max(round(1 / setting.share), 1)]
    faults: Counter[str] = Counter()
    for cut in drawn:
        faults.update(survived(judge, cut))
    return len(drawn), faults
