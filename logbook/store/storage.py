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
from logbook.store import files, layout
from logbook.store.snapshot import Snapshot
from logbook.store.transaction import Transaction, transaction

Tables = dict[str, dict[str, dict[str, Any]]]


class LogbookStorage(Storage):
    """A TinyDB storage for logbooks; `command` is what the history calls its transactions."""

    def __init__(self, path: str | Path, command: str = "a script") -> None:
        self._path = Path(path)
        self._command = command
        self._read: tuple[int, ...] | None = None
        """The identity of the file that was read last; () is none yet, None nothing read yet."""

    def read(self) -> Tables | None:
        """Give all tables: records by their number as text. None where there is no file yet."""
        snapshot = Snapshot(self._path)
        snapshot.verify()
        for note in snapshot.notes:
            _say(note)
        self._read = files.identity(snapshot.stat) or ()
        if snapshot.stat is None:
            return None
        try:
            tables: Tables = json.loads(snapshot.data[:])
        except ValueError as error:
            raise LogbookError(f"{self._path} holds a number that Python does not read: {error}") from None
        return tables

    def write(self, data: Tables) -> None:
        """Make the file hold `data`, in one transaction.

        New records get a uuid and `added`. Raises BadValueError for a record that is none or stands in another's
        place, LogbookError where anybody has written since this storage read.
        """
        moment = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        with transaction(self._path, self._command, _say) as held:
            if self._read is not None and self._read != (files.identity(held.stat) or ()):
                raise LogbookError(f"{self._path} was written by another since it was read; read it again and repeat")
            planned = [change for table in data for change in _changes(held, table, data[table], moment)]
            for table in held.layout.bodies.keys() - data.keys():
                planned += _changes(held, table, {}, moment)
            held.commit(planned, now=moment)
            self._read = files.identity(files.state(held.path)) or ()
            for note in held.notes:
                _say(note)


def _changes(held: Transaction, table: str, wanted: dict[str, dict[str, Any]], moment: str) -> list[Change]:
    """Compare a table with what it is to hold."""
    if table == "logbook":
        return _head_change(held, wanted)
    body = held.layout.bodies.get(table)
    if body is None:
        raise BadValueError(f"{table!r} is no table of a logbook; they are {', '.join(TYPES)}")
    others = {} if table in TYPES else json.loads(bytes(layout.table_json(held.data, body)))
    if others and others == wanted:
        return []
    odd = next((key for key in [*others, *wanted] if not layout.NUMBER.fullmatch(key)), None)
    if odd is not None:
        raise BadValueError(f"{odd!r} in {table} is no number that a record can have; nothing was written")
    before = dict(layout.lines(held.data, body))
    made = [Change(table, number, line, None) for number, line in before.items() if str(number) not in wanted]
    free = held.next_number(table)
    for key, record in wanted.items():
        name, line = f"record {key} of {table}", before.get(int(key))
        if line is None and int(key) < free:
            raise BadValueError(
                f"{name} would have a number that was used before; the next one is {free}: "
                f"insert(Document(record, doc_id={free}))"
            )
        made.append(Change(table, int(key), line, _line(name, line, record, moment)))
    return made


def _head_change(held: Transaction, wanted: dict[str, dict[str, Any]]) -> list[Change]:
    """Take the file's own record without what the transaction keeps in it."""
    if wanted.keys() - {"1"}:
        raise BadValueError("'logbook' has one record, 1, and can have no other; nothing was written")
    new = {name: value for name, value in wanted.get("1", {}).items() if name not in layout.BOOKKEEPING}
    was = layout.without_bookkeeping(held.head)
    return [Change("logbook", 1, was, _line("record 1 of logbook", was, new, ""))]


def _line(name: str, before: bytes | None, record: dict[str, Any], moment: str) -> bytes:
    """Write a record's JSON; raises BadValueError where JSON has no word for it, or where it is another record."""
    if before is None:
        record = {"uuid": uuid7(time.time_ns() // 1_000_000, os.urandom(10)), "added": moment, **record}
    elif record.get("uuid") != json.loads(before).get("uuid", record.get("uuid")):
        raise BadValueError(f"{name} would become another record (its uuid is not the same); nothing was written")
    try:
        line = msgspec.json.encode(record) if before is None else rewritten(before, record)
        same = json.loads(line) == json.loads(json.dumps(record))
    except (TypeError, ValueError) as error:
        raise BadValueError(f"{name} cannot be written as JSON: {error}; nothing was written") from None
    if not same:
        raise BadValueError(f"{name} cannot be written as JSON, which has no NaN and no infinity; nothing was written")
    return line


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
