"""What a command does to a logbook, in one word each, for tests of the store."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import msgspec

from logbook import changes
from logbook.changes import Change
from logbook.records import Id
from logbook.store import history
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NOW = "2026-11-22T12:00:00Z"


def quiet(_: str) -> None:
    """Say nothing."""


def commit(path: Path, *planned: Change, command: str = "test") -> int | None:
    with transaction(path, command, quiet) as held:
        return held.commit(planned, now=NOW)


def add(path: Path, *remarks: str, table: str = "sightings") -> list[int]:
    """Add records and give their numbers."""
    with transaction(path, "add", quiet) as held:
        first = held.next_number(table)
        numbers = list(range(first, first + len(remarks)))
        held.commit(
            [
                Change(table, number, None, msgspec.json.encode({"remarks": remark}))
                for number, remark in zip(numbers, remarks, strict=True)
            ],
            now=NOW,
        )
        return numbers


def edit(path: Path, number: int, **fields: Any) -> None:
    with transaction(path, "edit", quiet) as held:
        before = held.record(Id("sightings", number))
        assert before is not None
        held.commit([Change("sightings", number, before, changes.edited(before, fields))], now=NOW)


def remove(path: Path, number: int) -> None:
    with transaction(path, "remove", quiet) as held:
        held.commit([Change("sightings", number, held.record(Id("sightings", number)), None)], now=NOW)


def undo(path: Path) -> bool:
    """Take the last change back; tell whether there was one."""
    with transaction(path, "undo", quiet) as held:
        entry = next(history.undoable(history.history_path(path), held.info.revision), None)
        if entry is None:
            return False
        back = history.reversal(entry, lambda table, number: held.record(Id(table, number)))
        held.commit(back.changes, now=NOW, undoes=entry.revision)
        return True


def redo(path: Path) -> bool:
    """Take the last undo back; tell whether there was one."""
    with transaction(path, "redo", quiet) as held:
        entry = history.redoable(history.history_path(path), held.info.revision)
        if entry is None:
            return False
        again = history.reversal(entry, lambda table, number: held.record(Id(table, number)))
        held.commit(again.changes, now=NOW, redoes=entry.revision)
        return True


def tables(path: Path) -> dict[str, dict[str, Any]]:
    """Read a file as anybody's JSON reader does."""
    read: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    return read


def remarks(path: Path) -> dict[int, str]:
    """Give what stands in the sightings."""
    return {number: sighting.remarks for number, sighting in Snapshot(path).table("sightings").items()}


def rest(path: Path) -> bytes:
    """Give all but the `logbook` record's line, which counts the revisions."""
    return path.read_bytes().split(b"\n", 2)[2]


def leftovers(folder: Path) -> Sequence[str]:
    """Name the temporary files in a folder."""
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tmp"))


def raising(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse
