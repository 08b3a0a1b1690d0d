"""Foreign hands: a damaged logbook is recognised, read as far as is honest, and no writer makes it worse.

Every damage is tried with reading and writing commands, many in one process. It is a fault where content is another
and nobody is told (unnoticed), where a write loses a record or bytes that nothing brings back, where a refusal changes
the file, and where the program meets what it did not foresee.
"""

from __future__ import annotations

import io
import json
import os
import shlex
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.main import get_command

from tests.endurance import children, foreign_peers
from tests.endurance.damages import DAMAGES
from tests.endurance.foreign_hands import BOOK, HISTORY, hands
from tests.endurance.outcomes import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.endurance.foreign_hands import Files
    from tests.endurance.outcomes import Setting

SUMMARY = "other programs, editors, cut files and flipped bits: noticed, and never made worse"

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
READING = (
    *("list --json", "show s1 --json", "summary --json", "images --json", "credits --json"),
    *("check --json", "species --json", "regions --json", "export --format ndjson ../out.ndjson"),
)
WRITING: dict[str, set[str]] = {
    "add Wolf --region Russia": {"s4"},
    "edit s1 --note 'by the river'": {"s1"},
    "remove s1": {"s1"},
    "undo": set(),
    "import ../birds.csv": {"s4"},
    "check --fix": {"i1"},  # its credit, where the link was damaged
}
"""Lines that write, and the records that they are to change in the logbook that is tried."""
_MADE = (
    "add 'Amur leopard' --region 'Jilin, China' --date 2013-10-09 --animals '1 adult female, 2 cubs'",
    "attach s1 ../cub.jpg --credit WCS --alt 'A cub on snow.'",
    "add 'Amur tiger' --region Russia --count 8 --survey --date 2014",
    "species 'Amur leopard' --status CR --reference 'Red List'",
    "add Lynx --region Russia --date 2014-05-01",
    "edit s3 --note tracks",
    "edit s3 --tag snow",
)
CODES = {0, 1, 2, 3, 4, 5, 6, 130}


class Ended(NamedTuple):
    """How a line ended; None is a traceback."""

    code: int | None
    said: str
    told: str


class Stage:
    """A folder with a logbook of every table and its history, to be put as it was before each try."""

    def __init__(self, folder: Path) -> None:
        from tests.cli.stored import jpeg

        self._program = _program()
        self.work = folder / "work"
        self.work.mkdir(parents=True)
        jpeg(str(folder / "cub.jpg"))
        (folder / "birds.csv").write_text("species,region,date\nWolverine,Russia,2014-05-02\n", encoding="utf-8")
        states = [self._after(line) for line in _MADE]
        older, _, self.files, newer = states[-4:]
        self.put(self.files)
        self.hands = hands(older, newer)
        self.answers = {line: self.run(line) for line in READING}

    def _after(self, line: str) -> dict[str, bytes]:
        ended = self.run(line)
        assert ended.code == 0, ended
        return self.now()

    def now(self) -> dict[str, bytes]:
        """Give the files of the folder, but for the lock."""
        return {path.name: path.read_bytes() for path in self.work.iterdir() if not path.name.endswith(".lock")}

    def put(self, files: Files) -> None:
        """Make the folder hold these files and no others."""
        for path in self.work.iterdir():
            path.unlink()
        for name, content in files.items():
            (self.work / name).write_bytes(content)

    def run(self, line: str) -> Ended:
        """Run a line that a user types, in the folder and in this process: the program is started once for all."""
        said, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        before, code = Path.cwd(), None
        os.chdir(self.work)
        try:
            with redirect_stdout(said), redirect_stderr(told):
                self._program(shlex.split(line), prog_name="logbook")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is a traceback to who typed the line
            told.write(repr(fault))
        finally:
            os.chdir(before)
        for stream in (said, told):
            stream.seek(0)
        out = self.work.parent / "out.ndjson"
        exported = out.read_text(encoding="utf-8") if out.exists() else ""
        out.unlink(missing_ok=True)
        return Ended(code, said.read() + exported, told.read())

    def faults(self, damaged: Files, reading: Iterable[str], writing: Iterable[str]) -> Iterator[str]:
        """Try lines on a damaged logbook, and name what goes wrong."""
        self.put(damaged)
        for line in reading:
            yield from self._read(line, damaged)
        for line in writing:
            self.put(damaged)
            yield from self._written(line, damaged)

    def _read(self, line: str, damaged: Files) -> Iterator[str]:
        ended = self.run(line)
        if ended.code not in CODES:
            yield "tracebacks"
        elif ended.code == 0 and ended.told in {"", self.answers[line].told} and ended.said != self.answers[line].said:
            yield "unnoticed"
        if self.now() != damaged:
            yield "files changed by a reader"

    def _written(self, line: str, damaged: Files) -> Iterator[str]:
        ended = self.run(line)
        after = self.now()
        if ended.code not in CODES:
            yield "tracebacks"
        elif ended.code:
            if after[BOOK] != damaged[BOOK]:
                yield "files changed by a refusal"
        else:
            yield from _worse(damaged, after, line)
        if ended.code == 0 and not ended.told and damaged[BOOK] != self.files[BOOK]:
            yield "unnoticed by a writer"


def _program() -> Callable[..., Any]:
    """Give the program, on the logbook of the folder it is in, at a time that stands still."""
    from logbook.cli import declare, session
    from logbook.cli.app import app

    os.environ.update(LOGBOOK_FILE=BOOK, COLUMNS="80", TZ="UTC", NO_COLOR="1")
    session.clock = lambda: NOW
    declare(())
    return get_command(app)


def records(data: bytes) -> dict[tuple[str, str], Any]:
    """Give all records of a file by table and key, as any reader of JSON has them; of doubles the last."""
    if not data:
        return {}
    tables = json.loads(data.decode("utf-8-sig"), parse_float=str)
    return {
        (table, key): record for table, rows in tables.items() if table != "logbook" for key, record in rows.items()
    }


def _worse(damaged: Files, after: Files, line: str) -> Iterator[str]:
    """Name what a write has lost or changed that it was not told to, and what neither copy nor undo brings back."""
    before, now = records(damaged[BOOK]), records(after[BOOK])
    meant = {(_TABLES[which[0]], which[1:]) for which in WRITING[line]}
    undoable = _befores(after[HISTORY]) if HISTORY in after else []
    copied = damaged[BOOK] in after.values()
    for which, record in before.items():
        if record in now.values():
            continue
        if which not in meant and not (line == "undo" and record in undoable):
            yield "records changed unasked" if which in now else "records lost"
        elif record not in undoable and not copied:
            yield "records that nothing brings back"


def _befores(history: bytes) -> list[Any]:
    """Give the records that the last change can bring back."""
    return [one.get("before") for one in json.loads(history.splitlines()[-1], parse_float=str).get("changes", ())]


_TABLES = {"s": "sightings", "i": "images", "c": "credits", "t": "taxa", "d": "deployments"}


_KINDS = {"cut": "The file cut off at every byte", "flipped": "A bit flipped at every thousandth of it, all eight"}


def run(setting: Setting) -> Iterator[Row]:
    """Try all hands with all commands, then cut and flip with some of the commands at each place."""
    stage = Stage(setting.folder)
    found = Counter[str]()
    for change in stage.hands.values():
        found.update(stage.faults(change(stage.files), READING, WRITING))
    commands = len(READING) + len(WRITING)
    yield Row(
        "Edited by hand, by jq, by stock TinyDB, by sync tools and git", _outcome(len(stage.hands) * commands, found)
    )
    for kind, what in _KINDS.items():
        found, tried = _on_all_processors(setting, kind)
        yield Row(what, _outcome(tried, found), foreign_peers.tinydb(setting, kind), foreign_peers.jrnl(setting, kind))


def _on_all_processors(setting: Setting, kind: str) -> tuple[Counter[str], int]:
    """Give what went wrong with all damages of a kind, and how many commands were tried."""
    of = os.cpu_count() or 1
    with children.workers() as pool:
        parts = list(pool.map(partial(_damaged, setting, kind, of), range(of)))
    return sum((found for found, _ in parts), Counter[str]()), sum(tried for _, tried in parts)


def _damaged(setting: Setting, kind: str, of: int, part: int) -> tuple[Counter[str], int]:
    """Try every `of`-th damage, beginning with one."""
    stage = Stage(setting.folder / f"{kind} {part}")
    found, tried = Counter[str](), 0
    for number, damaged in islice(enumerate(DAMAGES[kind](stage.files[BOOK], setting.share)), part, None, of):
        reading, writing = _some(number)
        tried += len(reading) + len(writing)
        found.update(stage.faults({**stage.files, BOOK: damaged}, reading, writing))
    return found, tried


def _some(number: int) -> tuple[list[str], list[str]]:
    """Choose what is tried at one place: listing and adding always, of the others each in its turn."""
    others, writing = READING[1:], [*WRITING]
    return [READING[0], others[number % len(others)]], [writing[0], writing[1 + number % (len(writing) - 1)]]


def _outcome(tried: int, found: Counter[str]) -> Outcome:
    return Outcome(tried, dict(found))
