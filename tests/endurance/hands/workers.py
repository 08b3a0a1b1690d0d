"""What a worker does to the logbook that all share, drawn from a seed, and the ledger of what it was told.

Every change of a record bears a mark of its own (`w3-17`: the third worker's seventeenth command), and what is written
in one go is tagged with the mark and how many it is (`w3-17/5`): so a reader can tell whether it sees the half of it.
"""

from __future__ import annotations

import random
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from logbook import records
from tests import essay
from tests.endurance.hands import commands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.endurance.hands.commands import Answer

ROWS, MERGED = 5, 3
ADD = ("add", "Amur leopard", "--region", "Jilin, China")
_RECENT = 60


class Done(NamedTuple):
    """One command of the ledger: the mark it left, and what the history must call it (None: it changed nothing)."""

    mark: str | None
    answer: Answer
    entry: str | None


class Worker:
    """One of those who work at the same time; `known` are the sightings that all of them have heard of."""

    def __init__(self, file: Path, name: str, seed: int, known: list[str]) -> None:
        self.file, self.name, self.known = file, name, known
        self.ledger: list[Done] = []
        self._chance = random.Random(f"{seed} {name}")  # noqa: S311 - the same deeds for the same seed

    def work(self, more: Callable[[], bool]) -> list[Done]:
        """Run one command after the other, as long as there is to be `more`."""
        often = [deed.often for deed in DEEDS.values()]
        while more():
            self.step(self._chance.choices(list(DEEDS), often)[0])
        return self.ledger

    def step(self, name: str) -> Done:
        """Run one command, and keep what it acknowledged."""
        deed, mark = DEEDS[name], f"{self.name}-{len(self.ledger) + 1}"
        answer = commands.run(self.file, deed.words(self, mark))
        entry = deed.entry(answer) if deed.entry and answer.code == 0 else None
        if entry and entry.startswith("add"):
            self.known.append(entry.split()[1])
        self.ledger.append(Done(mark if entry and deed.marks else None, answer, entry))
        return self.ledger[-1]

    def sighting(self) -> str:
        """Choose one of the latest that anybody has made; it may be gone by now."""
        return self._chance.choice(self.known[-_RECENT:])

    def picture(self, mark: str) -> str:
        """Make a picture that nobody else has."""
        name = f"{mark}.png"
        Image.frombytes("RGB", (8, 8), self._chance.randbytes(8 * 8 * 3)).save(self.file.with_name(name))
        return name

    def rows(self, mark: str) -> str:
        """Make a table to import."""
        name = f"{mark}.csv"
        rows = [f'Amur tiger,"Primorye, Russia",{2000 + row},{mark}/{ROWS}\n' for row in range(ROWS)]
        self.file.with_name(name).write_text("species,region,date,tag\n" + "".join(rows), encoding="utf-8")
        return name

    def logbook(self, mark: str) -> str:
        """Make a logbook to merge: some sightings, a picture and a credit that hold together."""
        folder = self.file.parent / "others"
        folder.mkdir(exist_ok=True)
        uuids = (records.uuid7(1, self._chance.randbytes(10)) for _ in range(MERGED + 2))
        book = records.Book(
            credits={1: records.Credit(uuid=next(uuids), name=f"Station {mark}")},
            images={1: records.Image(uuid=next(uuids), title=mark, credit="c1", credit_line=f"Station {mark}")},
            sightings={number: _merged(uuid, mark) for number, uuid in enumerate(uuids, 1)},
        )
        return str(essay.write(folder / f"{mark}.json", book).relative_to(self.file.parent))


class Deed(NamedTuple):
    """A kind of command: how often it is done in a hundred, what is typed, and what the history must call it."""

    often: int
    words: Callable[[Worker, str], tuple[str, ...]]
    entry: Callable[[Answer], str] | None = None
    marks: bool = True


def _merged(uuid: str, mark: str) -> records.Sighting:
    return records.Sighting(uuid=uuid, vernacular_name="Snow leopard", tags=(f"{mark}/{MERGED}",), images=("i1",))


def _added(answer: Answer) -> str:
    return f"add {answer.out.split()[0]} Amur leopard"


def _attached(answer: Answer) -> str:
    sighting, picture = answer.out.split()[:2]
    return f"attach {picture} to {sighting}"


def _as_typed(answer: Answer) -> str:
    return " ".join(answer.words[:2])


def _imported(answer: Answer) -> str:
    return f"import {answer.words[1]}: {ROWS} sightings"


def _merge(answer: Answer) -> str:
    return f"import {PurePath(answer.words[1]).name}: {MERGED + 2} new, 0 changed"


def _undone(answer: Answer) -> str:
    return f"undo: {_said(r'undone: (.*); to bring it back: logbook undo --redo', answer)}"


def _redone(answer: Answer) -> str:
    return f"redo: {_said(r'brought back: (.*)', answer)}"


def _said(pattern: str, answer: Answer) -> str:
    found = re.search(f"^{pattern}$", answer.err, re.MULTILINE)
    return found[1] if found else "nothing that was said"


DEEDS = {
    "add": Deed(24, lambda _, mark: (*ADD, "--note", mark), _added),
    "add with a picture": Deed(
        10, lambda one, mark: (*ADD, "--note", mark, "--image", one.picture(mark), "--title", mark), _added
    ),
    "attach": Deed(10, lambda one, mark: ("attach", one.sighting(), one.picture(mark), "--title", mark), _attached),
    "edit": Deed(14, lambda one, mark: ("edit", one.sighting(), "--note", mark), _as_typed),
    "remove": Deed(6, lambda one, _: ("remove", one.sighting()), _as_typed, marks=False),
    "undo": Deed(8, lambda *_: ("undo",), _undone, marks=False),
    "redo": Deed(4, lambda *_: ("undo", "--redo"), _redone, marks=False),
    "import": Deed(6, lambda one, mark: ("import", one.rows(mark)), _imported),
    "merge": Deed(5, lambda one, mark: ("import", one.logbook(mark)), _merge),
    "list": Deed(5, lambda *_: ("list", "--json")),
    "show": Deed(5, lambda one, _: ("show", one.sighting())),
    "summary": Deed(3, lambda *_: ("summary",)),
}
