"""Mending a file in which two lines have one id, as a merge by hand leaves them: both are kept.

Readers take the last of such lines and writers refuse the file. Here the first keeps its id, and with it all that
refer to it; every further one gets a new number. It is one transaction on what readers saw, so undo brings that
back; and a copy of the file as it was stays beside it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from logbook.changes import Change
from logbook.errors import DamagedError
from logbook.records import TYPES, Id
from logbook.store import files, foreign
from logbook.store.lock import locked
from logbook.store.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_COMMAND = "check --fix"


class Renumbered(NamedTuple):
    """A record that stood under an id for the `nth` time (2 is the second), and the number it gets."""

    old: Id
    nth: int
    new: Id


class Mended(NamedTuple):
    """What was mended, and where the file as it was is kept."""

    renumbered: list[Renumbered]
    copy: Path


def plan(path: Path) -> list[Renumbered]:
    """Tell what `mend` would do, and do nothing. Raises DamagedError as that does."""
    return _Mending(files.target(path)).plan()[0]


def mend(path: Path, *, now: str, notify: Callable[[str], None]) -> Mended | None:
    """Give every second record of an id a new number, and keep a copy of the file; None where there is none.

    Raises DamagedError where a field or a table stands twice, for which of the two is right nobody can tell.
    """
    target = files.target(path)
    with locked(target, _COMMAND, notify):
        files.sweep(target)
        held = _Mending(target)
        renumbered, changes = held.plan()
        if not renumbered:
            return None
        copy = held.keep_copy()
        held.commit(changes, now=now)
        notify(held.notes[-1])
    return Mended(renumbered, copy)


class _Mending(Transaction):
    """A transaction that takes a file with doubles as readers do, the last line counting; all of it is validated."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _COMMAND)
        if not self.foreign:
            self._read_slowly()

    def _read_slowly(self, *_: str) -> None:
        self._writing = False
        super()._read_slowly(*TYPES)

    def plan(self) -> tuple[list[Renumbered], list[Change]]:
        """Find the doubles, and the changes to what readers see that keep them all."""
        renumbered: list[Renumbered] = []
        changes: list[Change] = []
        free = {table: count(self.next_number(table)) for table in TYPES}
        for old, (first, *others) in _doubles(bytes(self._original), str(self.path)):
            changes.append(Change(old.table, old.number, self.record(old), first))
            for nth, record in enumerate(others, 2):
                new = Id(old.table, next(free[old.table]))
                renumbered.append(Renumbered(old, nth, new))
                changes.append(Change(new.table, new.number, None, record))
        return renumbered, changes

    def keep_copy(self) -> Path:
        """Write the file as it was beside it, under a name that no file has."""
        for number in count(1):
            copy = self.path.with_name(
                f"{self.path.stem}.before-fix{'' if number == 1 else f'-{number}'}{self.path.suffix}"
            )
            try:
                with copy.open("xb") as file:
                    shutil.copymode(self.path, copy)
                    file.write(bytes(self._original))
                    file.flush()
                    os.fsync(file.fileno())
            except FileExistsError:
                continue
            except OSError as error:
                copy.unlink(missing_ok=True)
                raise files.explained(error, copy) from None
            return copy
        raise AssertionError  # pragma: no cover - one of the names is free


class _Object(dict[str, Any]):
    """A JSON object that knows every pair it was read from, those too whose key came again."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def twice(self) -> list[str]:
        """Give the keys that stand here more than once."""
        return [key for key, times in Counter(key for key, _ in self.pairs).items() if times > 1]


def _doubles(data: bytes, name: str) -> Iterator[tuple[Id, list[bytes]]]:
    """Give the records of every id that has several, in the order of the file, which has been read as JSON before."""
    tables: _Object = json.loads(
        data.decode("utf-8-sig"), object_pairs_hook=_Object, parse_int=foreign.verbatim, parse_float=foreign.verbatim
    )
    if tables.twice():
        raise _unclear(name, f"two tables named {tables.twice()[0]!r}")
    for table, records in tables.items():
        for key, record in records.pairs:
            if fields := [field for part in foreign.objects(record) for field in part.twice()]:
                raise _unclear(name, f"record {key} of {table!r} has the field {fields[0]!r} twice")
        for key in records.twice():
            if table not in TYPES:
                raise _unclear(name, f"two records {key!r} in {table!r}")
            which = Id(table, int(key))
            yield which, [_encoded(record, which, name) for same, record in records.pairs if same == key]


def _encoded(record: _Object, which: Id, name: str) -> bytes:
    """Write a record as JSON; the ones that readers pass over have not been validated before."""
    try:
        line = msgspec.json.encode(record)
        msgspec.json.decode(line, type=TYPES[which.table])
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise DamagedError(f"{name}: one of the records {which} is not valid: {error}; {foreign.ADVICE}") from None
    return line


def _unclear(name: str, what: str) -> DamagedError:
    return DamagedError(f"{name}: {what}, and which is right the program cannot tell; take one out in an editor")
