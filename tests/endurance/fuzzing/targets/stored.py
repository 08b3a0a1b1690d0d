"""The logbook's own files: the records, the history and the lock beside them, whoever has written in them."""

from __future__ import annotations

import contextlib
import json
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from typer.testing import CliRunner

from logbook.changes import editing
from logbook.cli import declare, editor
from logbook.cli.app import app
from logbook.errors import LogbookError
from logbook.formats import logbook as copies
from logbook.records import TYPES, Id
from logbook.store import history, mending
from logbook.store.past import Past
from logbook.store.snapshot import Snapshot
from logbook.store.storage import LogbookStorage
from tests import drafting, essay
from tests.endurance.fuzzing.lines.ground import CODES
from tests.endurance.fuzzing.target import NOW, Target
from tests.endurance.fuzzing.targets.imports import written as exported
from tests.store import deeds

ROOM = "the logbook's own files"
_LOOKS = (
    *("list", "list --json", "list --format table --text leopard", "show s1 i1 c1 t1 --format table", "show s1 --json"),
    *(
        "show s1 --format markdown",
        "summary",
        "summary --json",
        "summary --by hour",
        "summary --timeline --format table",
    ),
    *("summary --map --format table", "summary --format html", "images", "images --json", "credits --format csv"),
    *("species --json", "regions --format ndjson", "check --json", "check --list", "undo --list", "undo --dry-run"),
    *("export --format ndjson --to out --dry-run", "gallery out --dry-run", "edit s1 --note x --dry-run"),
)


def a_logbook(data: bytes, folder: Path) -> None:
    """Read a logbook as a reader, then write to it: nothing that was there goes, or nothing is written at all."""
    path = folder / "logbook.json"
    path.write_bytes(data)
    copies.sniff(data)
    with contextlib.suppress(LogbookError):
        for number in Snapshot(path).book().sightings:
            Snapshot(path).record(Id("sightings", number))
    with contextlib.suppress(LogbookError):
        LogbookStorage(path).read()
    try:
        before = Snapshot(path, writing=True)
        book = before.book()
        deeds.add(path, "new")
    except LogbookError:
        assert path.read_bytes() == data
        assert not deeds.leftovers(folder)
        raise
    after = Snapshot(path)
    after.verify()
    assert not after.foreign
    assert all(getattr(after.book(), name) == getattr(book, name) for name in TYPES if name != "sightings")
    assert {**book.sightings, **after.book().sightings} == after.book().sightings
    _require_same_json(bytes(before.data), path.read_bytes())
    assert deeds.undo(path)
    assert Snapshot(path).book().sightings == book.sightings


def _require_same_json(before: bytes, after: bytes) -> None:
    """Hold that another JSON reader sees all that was there, tables and fields that we do not know among it."""
    seen, now = _json(before), _json(after)
    for name in seen.keys() - {"logbook"}:
        assert {**now[name], **seen[name]} == now[name]


def _json(data: bytes) -> Any:
    return json.loads(data, parse_int=str, parse_float=str)


def all_that_reads(data: bytes, folder: Path) -> None:
    """Answer from a logbook, whoever wrote it, with some of the commands that read one; and change nothing."""
    path = folder / "logbook.json"
    path.write_bytes(data)
    declare(())
    chosen = zlib.crc32(data) % len(_LOOKS)
    for line in (*_LOOKS, *_LOOKS)[chosen : chosen + 3]:
        done = CliRunner().invoke(app, ["--file", str(path), *line.split()], input="", prog_name="logbook")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code in CODES
        assert done.stderr or done.exit_code in (0, 6)
        assert [one.name for one in folder.iterdir()] == [path.name]
        assert path.read_bytes() == data


def a_mending(data: bytes, folder: Path) -> None:
    """Mend a logbook: it is sound afterwards, or untouched."""
    path = folder / "logbook.json"
    path.write_bytes(data)
    try:
        with mending.mending(path, deeds.quiet) as held:
            plan = held.plan()
            if plan.mends:
                held.mend(plan.changes, now=deeds.NOW)
    except LogbookError:
        assert path.read_bytes() == data
        raise
    if plan.mends:
        Snapshot(path, writing=True).book()
        assert not mending.Mending(path).plan().mends


def a_history(data: bytes, folder: Path) -> None:
    """Read a history, undo what it says, and write to it; the logbook stays whole."""
    path = essay.write(folder / "logbook.json")
    beside = history.history_path(path)
    beside.write_bytes(data)
    list(history.entries(beside)), list(history.undoable(beside, 1)), history.redoable(beside, 1)
    past = Past(path, 1)
    past.earlier(Id("sightings", 1)), "u1" in past
    for deed in (deeds.undo, deeds.redo):
        with contextlib.suppress(LogbookError):
            deed(path)
    assert Snapshot(path, writing=True).book()
    deeds.add(path, "new")
    assert beside.read_bytes().startswith(data)
    assert deeds.undo(path)


def a_lock(data: bytes, folder: Path) -> None:
    """Take a lock whose file says anything."""
    path = essay.write(folder / "logbook.json")
    (folder / ".logbook.json.lock").write_bytes(data)
    deeds.add(path, "new")


def a_retyped_record(data: bytes, folder: Path) -> None:
    """Take what an editor left: the records stay such that the logbook can be read."""
    path = folder / "typed.json"
    path.write_bytes(data)
    draft = drafting.on(essay.BOOK)
    chosen = {Id("sightings", 1): b"", Id("images", 1): b"", Id("credits", 1): b""}
    typed = editor._read(path, chosen)
    editing.retype(draft, typed, essay.BOOK.images, now=NOW)
    home = essay.write(folder / "logbook.json")
    for change in draft.changes():
        assert change.after is not None
        record = msgspec.json.decode(change.after, type=TYPES[change.table])
        assert msgspec.json.decode(msgspec.json.encode(record), type=TYPES[change.table]) == record
    deeds.commit(home, *draft.changes())
    Snapshot(home, writing=True).book()


def _retyped() -> bytes:
    records = {"s1": essay.BOOK.sightings[1], "i1": essay.BOOK.images[1], "c1": essay.BOOK.credits[1]}
    return json.dumps(msgspec.to_builtins(records), indent=2).encode()


def _history() -> bytes:
    with TemporaryDirectory() as folder:
        path = essay.write(Path(folder, "logbook.json"))
        deeds.edit(path, 1, remarks="x")
        deeds.undo(path)
        deeds.redo(path)
        return history.history_path(path).read_bytes()


_COPY, _ESSAY = exported("logbook")[0], exported("logbook", essay.BOOK)[0]
_SMALL = b"""{"logbook":{
"1":{"schema":1,"revision":3}
},
"notes":{
"1":{"a":1}
},
"sightings":{
"1":{"remarks":"x","y":1.50}
}}
"""
_INDENTED = json.dumps(json.loads(_COPY), indent=2).encode()
_WORDS = (
    *('"1":', '"2":', '"logbook":{', '"sightings":{', "},", "\n", '"schema":2', '"next":{"sightings":9}', '"crc32":""'),
    *('"revision":', "1.0", "null", "[]", "{}", '"\\ud800"', '"id":1', '"parent":0', '"before":null', '"undoes":1'),
)
TARGETS = (
    Target(ROOM, "the logbook", a_logbook, (_COPY, _SMALL, _INDENTED, b"{}", b"\xef\xbb\xbf{}"), _WORDS),
    Target(ROOM, "commands that read", all_that_reads, (_COPY, _SMALL, _INDENTED, _ESSAY), _WORDS),
    Target(ROOM, "check --fix", a_mending, (_COPY, _SMALL, _INDENTED), _WORDS),
    Target(ROOM, "the history", a_history, (_history(),), _WORDS),
    Target(ROOM, "the lock", a_lock, (b"process 1 on here: add\n", b""), ()),
    Target(
        ROOM, "what an editor leaves", a_retyped_record, (_retyped(),), (*_WORDS, '"event_date":', '"s1":', '"uuid":')
    ),
)
