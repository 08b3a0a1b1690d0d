"""Mending what has one right answer in a file that other hands have written; all else is left to a person.

Where two records have one id, the first keeps it, and with it all that refer to it; the second gets a new number, or
goes where it is the same to the byte. A field that says one thing twice says it once; fields that were only put in
another order stand again as the history proves that they did; and the file is laid out as the program does it. The
changes to what readers saw are one transaction, so undo brings that back; a copy of the file as it was stays beside it.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from logbook.changes import Change
from logbook.errors import DamagedError
from logbook.records import NOUNS, TYPES, Id
from logbook.sentences import quoted
from logbook.store import files, foreign, layout
from logbook.store.copying import keep_copy
from logbook.store.diagnosis import MEND
from logbook.store.examining import agree
from logbook.store.lock import locked
from logbook.store.raw import Range
from logbook.store.splicing import splice
from logbook.store.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

COMMAND = "check --fix"
_ORDINALS = {2: "second", 3: "third"}


class Mend(NamedTuple):
    """One thing that is mended: on what (a record, a table, the file), what it was, and what it is afterwards."""

    on: str
    before: str
    after: str


class Plan(NamedTuple):
    """What is mended: told one by one, and as changes to what readers see."""

    mends: list[Mend]
    changes: list[Change]


class Mending(Transaction):
    """A transaction that takes a file with doubles as readers do, the last line counting; all of it is validated.

    `agrees` tells whether the history knows its records so.
    """

    _takes_doubles = True

    def __init__(self, path: Path) -> None:
        super().__init__(path, COMMAND)
        self.verify()
        if not self.foreign:
            self._lay_out()  # for what stands twice under a checksum that is right
        found = agree(self)
        self.agrees = found.whole
        self._in_order = {which: (self.record(which), line) for which, line in found.reordered.items()}
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Take records with the fields in the order that the history proves: to it, that is no change of them."""
        edits: dict[str, dict[int, bytes | None]] = {}
        for which, (_, line) in self._in_order.items():
            edits.setdefault(which.table, {})[which.number] = line
        if not edits:
            return
        pieces = splice(self.data, self.layout, edits)
        parts = [self.data[one.start : one.end] if isinstance(one, Range) else one for one in pieces]
        self._take_laid_out(layout.encode_head(self.head) + b"".join(parts))

    def plan(self) -> Plan:
        """Tell what has one right answer, and change nothing.

        Raises DamagedError where a field or a key says two things, for which of them is right nobody can tell.
        """
        tables = _parse(bytes(self.original))
        plan = Plan(list(_once(tables, str(self.path))), [])
        for table in TYPES:
            self._plan_table(plan, table, [value for name, value in tables.pairs if name == table])
        told = (str(which) for which in self._in_order)
        plan.mends.extend(Mend(one, "fields in another order", "as they were written") for one in told)
        if self.foreign:
            plan.mends.append(Mend("the file", "written by other hands", "laid out anew"))
        return plan

    def _plan_table(self, plan: Plan, table: str, parts: Sequence[_Object]) -> None:
        """Keep all the records of a table, each under an id of its own; it may stand in several parts."""
        found: dict[int, list[bytes]] = {}
        for key, record in (pair for part in parts for pair in part.pairs):
            which = Id(table, int(key))
            line = _encoded(record, which, str(self.path))
            read, ordered = self._in_order.get(which, (line, line))
            found.setdefault(which.number, []).append(ordered if line == read else line)
        free = count(max([self.next_number(table) - 1, *found]) + 1)
        for number, (first, *others) in found.items():
            which = Id(table, number)
            if (before := self.record(which)) != first:
                plan.changes.append(Change(table, number, before, first))
            for nth, line in enumerate(others, 2):
                told = f"the {_ORDINALS.get(nth, f'{nth}th')} {NOUNS[table]} of this id"
                if line == first:
                    plan.mends.append(Mend(str(which), f"{told}, the same as the first", "taken out"))
                else:
                    new = Id(table, next(free))
                    plan.mends.append(Mend(str(which), told, str(new)))
                    plan.changes.append(Change(table, new.number, None, line))

    def mend(self, changes: Sequence[Change], *, now: str) -> Path:
        """Make the changes, or only lay the file out anew where there are none, and give the copy of it as it was.

        Where no record changes, no revision is made: there is nothing that undo could take back.
        """
        if self.commit(changes, now=now) is None:
            pieces = self._pieces([], self.info.revision, undoes=False)
            self.keep_original()
            files.replace(self.path, self.data, pieces, self.stat)
        return self.copy

    def keep_original(self) -> str:
        """Keep the one copy that tells by its name what it is from."""
        self.copy = keep_copy(self.path, self.original, "before-fix")
        return ""


@contextlib.contextmanager
def mending(path: Path, notify: Callable[[str], None]) -> Iterator[Mending]:
    """Lock a logbook and read it to be mended; `notify` gets sentences for stderr."""
    target = files.target(path)
    with locked(target, COMMAND, notify):
        files.sweep(target)
        yield Mending(target)


class _Object(dict[str, Any]):
    """A JSON object that knows every pair it was read from, those too whose key came again."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def twice(self) -> list[str]:
        """Give the keys that stand here more than once."""
        return [key for key, times in Counter(key for key, _ in self.pairs).items() if times > 1]

    def differs(self, key: str) -> bool:
        """Tell whether a key that stands here more than once has several values."""
        return len({msgspec.json.encode(value) for name, value in self.pairs if name == key}) > 1


def _parse(data: bytes) -> _Object:
    """Parse a file that has been read as JSON before; numbers keep their text."""
    verbatim, text = foreign.verbatim, data.decode("utf-8-sig")
    tables: _Object = json.loads(text, object_pairs_hook=_Object, parse_int=verbatim, parse_float=verbatim)
    return tables


def _once(tables: _Object, name: str) -> Iterator[Mend]:
    """Tell what stands twice and is to stand once; raise DamagedError for what says two things."""
    for table in tables.twice():
        if table not in TYPES:
            raise _unclear(name, f"two tables named {quoted(table)}")
        yield Mend(table, "stands twice as a table", "one table of all their records")
    for table, records in tables.pairs:
        if table not in TYPES and records.twice():
            raise _unclear(name, f"two records {quoted(records.twice()[0])} in {quoted(table)}")
        for key, record in records.pairs:
            which = str(Id(table, int(key))) if table in TYPES else f"record {key} of {quoted(table)}"
            for part in _parts(record):
                for field in part.twice():
                    if part.differs(field):
                        raise _unclear(name, f"{which} has the field {quoted(field)} twice, and they differ")
                    yield Mend(which, f"the field {quoted(field)} twice, with one value", "once")


def _parts(value: Any) -> Iterator[_Object]:
    """Go through an object and all the objects inside it, those too that are passed over for a later one."""
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, _Object):
            yield part
            rest.extend(inner for _, inner in part.pairs)
        elif isinstance(part, list):
            rest.extend(part)


def _encoded(record: _Object, which: Id, name: str) -> bytes:
    """Write a record as JSON; the ones that readers pass over have not been validated before."""
    try:
        line = msgspec.json.encode(record)
        msgspec.json.decode(line, type=TYPES[which.table])
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise DamagedError(f"{name}: one of the records {which} is not valid: {error}; {MEND}") from None
    return line


def _unclear(name: str, what: str) -> DamagedError:
    return DamagedError(f"{name}: {what}; which is right only you can tell: take the other out in an editor")
