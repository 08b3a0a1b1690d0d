"""TinyDB's extension point: `TinyDB(path, storage=LogbookStorage)` works on a logbook, safely.

Its `read` gives all tables as TinyDB has them; its `write` is one transaction with lock, history and undo. So may a
user's own script work on a logbook, beside the program.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from logbook.changes import Change, rewritten
from logbook.errors import BadValueError, LogbookError
from logbook.records import TYPES, uuid7
from logbook.store import layout
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import Transaction, transaction

Tables = dict[str, dict[str, dict[str, Any]]]


class LogbookStorage(Storage):
    """A TinyDB storage for logbooks; `command` is what the history calls its transactions."""

    def __init__(self, path: str | Path, command: str = "a script") -> None:
        self._path = Path(path)
        self._command = command
        self._revision: int | None = None

    def read(self) -> Tables | None:
        """Give all tables: records by their number as text. None where there is no file yet."""
        snapshot = Snapshot(self._path)
        self._revision = snapshot.info.revision
        if snapshot.stat is None:
            return None
        tables: Tables = json.loads(snapshot.data[:])
        return tables

    def write(self, data: Tables) -> None:
        """Make the file hold `data`, in one transaction.

        New records get a uuid and `added`. Raises BadValueError for a record that is none, LogbookError where
        somebody has written since this storage read.
        """
        moment = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        with transaction(self._path, self._command, _say) as held:
            if self._revision is not None and held.info.revision != self._revision:
                raise LogbookError(f"{self._path} was written by another since it was read; read it again and repeat")
            planned = [change for table in data for change in _changes(held, table, data[table], moment)]
            for table in held.layout.bodies.keys() - data.keys():
                planned += _changes(held, table, {}, moment)
            self._revision = held.commit(planned, now=moment) or self._revision
            for note in held.notes:
                _say(note)


def _changes(held: Transaction, table: str, wanted: dict[str, dict[str, Any]], moment: str) -> list[Change]:
    """Compare a table with what it is to hold."""
    if table == "logbook":
        return _head_change(held, wanted)
    if table not in held.layout.bodies:
        raise BadValueError(f"{table!r} is no table of a logbook; they are {', '.join(TYPES)}")
    before = dict(layout.lines(held.data, held.layout.bodies[table]))
    made = [Change(table, number, line, None) for number, line in before.items() if str(number) not in wanted]
    for key, record in wanted.items():
        line = before.get(int(key))
        after = rewritten(line, record) if line else msgspec.json.encode(_born(record, moment))
        _require_valid(table, key, after)
        made.append(Change(table, int(key), line, after))
    return made


def _head_change(held: Transaction, wanted: dict[str, dict[str, Any]]) -> list[Change]:
    """Take the file's own record without what the transaction keeps in it."""
    new = {name: value for name, value in wanted.get("1", {}).items() if name not in layout.BOOKKEEPING}
    was = layout.without_bookkeeping(held.head)
    return [] if json.loads(was) == new else [Change("logbook", 1, was, msgspec.json.encode(new))]


def _born(record: dict[str, Any], moment: str) -> dict[str, Any]:
    identity = uuid7(time.time_ns() // 1_000_000, os.urandom(10))
    return {"uuid": identity, "added": moment, **record}


def _require_valid(table: str, key: str, line: bytes) -> None:
    if table not in TYPES:
        return
    try:
        msgspec.json.decode(line, type=TYPES[table])
    except msgspec.ValidationError as error:
        raise BadValueError(f"record {key} of {table} is not valid: {error}; nothing was written") from None


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
