"""The ground that a line is run on, logbooks and all that can stand in one's way; and what must hold afterwards."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from logbook.records import Id
from logbook.store import history, layout
from logbook.store.snapshot import Snapshot
from tests import essay
from tests.pictures import making
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.endurance.fuzzing.lines.drawing import Line

CODES = (0, 1, 2, 3, 4, 5, 6, 130)
"""Those of design 7."""
_REFUSED = (1, 2, 3, 4, 5)


class Answer(NamedTuple):
    """What the program said, and the code it ended with."""

    code: int
    stdout: str
    stderr: str


class Ground:
    """A folder that is laid out anew for each line."""

    def __init__(self, home: Path) -> None:
        self._pattern, self.folder = home / "pattern", home / "ground" / "here"
        self._pattern.mkdir(parents=True)
        _lay(self._pattern)
        self._before = _files(self._pattern)

    def renew(self) -> Path:
        """Lay the folder out, and give it."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)
        self.folder.parent.mkdir(parents=True)
        shutil.copytree(self._pattern, self.folder, symlinks=True)
        if hasattr(os, "mkfifo"):
            os.mkfifo(self.folder / "pipe")
        return self.folder

    def broken(self, line: Line, answer: Answer) -> Iterator[str]:
        """Tell each law that the answer, or what it left behind, does not keep."""
        if answer.code not in CODES:
            yield f"the exit code is {answer.code}"
        if "Traceback (most recent" in answer.stderr:
            yield "a traceback"
        if answer.code not in (0, 6) and not answer.stderr.strip():
            yield f"nothing is said of exit code {answer.code}"
        now = _files(self.folder)
        changed = {name for name in self._before | now if self._before.get(name) != now.get(name)}
        if line.reads and changed:
            yield f"reading changed {', '.join(sorted(changed))}"
        if litter := [name for name in now if name.endswith(".tmp")]:
            yield f"{', '.join(litter)} was left"
        for name in sorted(changed & {"logbook.json", "other.json"}):
            if answer.code in _REFUSED:
                yield f"it failed, and changed {name}"
            yield from self._unsound(name, is_undo="undo" in line.words)

    def _unsound(self, name: str, *, is_undo: bool) -> Iterator[str]:
        path, before = self.folder / name, self._pattern / name
        json.loads(path.read_bytes())
        snapshot = Snapshot(path, writing=True)
        snapshot.book()
        if snapshot.foreign:
            yield f"{name} is not as the program leaves it"
        entry = next(history.chain(history.history_path(path), snapshot.info.revision), None)
        if entry is None or entry.parent != Snapshot(before).info.revision:
            yield f"{name} and its history do not agree"
        if not is_undo:
            deeds.undo(path)
            if _records(path) != _records(before):
                yield f"undo did not bring back {name}"


def _records(path: Path) -> tuple[bytes, bytes]:
    head = Snapshot(path).record(Id("logbook", 1)) or b""
    return layout.without_bookkeeping(head), deeds.rest(path)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def _lay(folder: Path) -> None:
    path = essay.write(folder / "logbook.json")
    deeds.edit(path, 1, remarks="seen twice")
    deeds.add(path, "a remark")
    deeds.undo(path)
    deeds.add(folder / "other.json", "another")
    (folder / "a.jpg").write_bytes(making.plain("JPEG"))
    (folder / "pictures" / "north").mkdir(parents=True)
    (folder / "pictures" / "north" / "b.png").write_bytes(making.plain("PNG"))
    (folder / "rows.csv").write_text("Species,Date,Region\nLynx,2013-09-05,Russia\n,x,\n", encoding="utf-8")
    (folder / "map.json").write_text('{"format":"csv","map":{"species":"Species"},"set":{}}', encoding="utf-8")
    (folder / "torn.json").write_bytes(path.read_bytes()[:700])
    (folder / "empty").touch()
    (folder / "folder").mkdir()
    (folder / "loop").symlink_to("loop")
