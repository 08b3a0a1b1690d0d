"""A draft: changes being planned on a logbook, record by record, before anything is written.

It gives new records their numbers, keeps what several steps do to one record together, and finds or makes the credit
that a line belongs to. Clock and randomness come in by the stamp.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import msgspec
from msgspec.structs import replace

from logbook import credits
from logbook.changes import EMPTY, Change, encode, rewritten
from logbook.changes.bundles import MANY, Bundle, pack
from logbook.errors import BadValueError, NotOneError
from logbook.records import NOUNS, TYPES, Credit, Id, Info

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from logbook.records import Record

OF_THE_FILE = Id("logbook", 1)
"""The record of the file itself. It has no identity and no time of its own: a transaction keeps the books."""


class Stamp(NamedTuple):
    """When a change is made (UTC, ISO 8601), and what makes new identities."""

    time: str
    uuid: Callable[[], str]


def without_empty(fields: Mapping[str, Any], names: Container[str]) -> dict[str, Any]:
    """Leave out those of some fields that say nothing."""
    return {name: value for name, value in fields.items() if name not in names or value not in EMPTY}


class Draft:
    """Planned changes. `line` gives a record's JSON as it stands, `first_free` a table's next number."""

    def __init__(self, line: Callable[[Id], bytes | None], first_free: Callable[[str], int], stamp: Stamp) -> None:
        self._line = line
        self._first_free = first_free
        self._stamp = stamp
        self._made: dict[Id, Change | Bundle] = {}
        self._loose: dict[str, list[Id]] = {}
        self._free: dict[str, int] = {}
        self._credits: dict[int, Credit] | None = None
        self._lines: dict[str, int] = {}

    def changes(self) -> Sequence[Change]:
        """Give what has been planned, without what comes to nothing; packed lines are unpacked one by one."""
        planned = _Changes(self._made)
        return planned if any(isinstance(made, Bundle) for made in self._made.values()) else list(planned)

    def _planned(self, which: Id) -> Change | None:
        return _change(which, self._made[which]) if which in self._made else None

    def line(self, which: Id) -> bytes:
        """Give a record's JSON as planned; raises NotOneError where there is no such record."""
        planned = self._planned(which)
        line = planned.after if planned else self._line(which)
        if line is None:
            raise NotOneError(f"there is no {NOUNS[which.table]} {which} in this logbook")
        return line

    def record(self, which: Id) -> Any:
        """Decode a record as planned."""
        return msgspec.json.decode(self.line(which), type=_type(which))

    def fields(self, which: Id) -> dict[str, Any]:
        """Give a record as planned as parsed JSON, with those of its fields that this version does not know."""
        parsed: dict[str, Any] = json.loads(self.line(which))
        return parsed

    def new(self, table: str, record: Record) -> Id:
        """Put in a new record, with an identity of its own."""
        which = Id(table, self._free.get(table) or self._first_free(table))
        self._free[table] = which.number + 1
        stamped = replace(record, uuid=record.uuid or self._stamp.uuid(), added=record.added or self._stamp.time)
        self._made[which] = Change(table, which.number, None, encode(stamped))
        self._pack(which)
        return which

    def _pack(self, which: Id) -> None:
        """Pack the newest lines of a table where they have become many."""
        loose = self._loose.setdefault(which.table, [])
        loose.append(which)
        if len(loose) == MANY:
            lines = [planned.after for one in loose if (planned := self._planned(one)) and planned.after]
            if len(lines) == len(loose):  # none of them has been taken out again
                self._made |= dict.fromkeys(loose, pack(loose[0].number, lines))
            loose.clear()

    def change(self, which: Id, fields: Mapping[str, Any]) -> None:
        """Give some fields of a record new values, as plain JSON values; None or an empty one takes a field out."""
        self.rewrite(which, without_empty({**self.fields(which), **fields}, fields))

    def rewrite(self, which: Id, after: Mapping[str, Any]) -> None:
        """Put a record in the place of another, as parsed JSON; raises BadValueError where it is not valid."""
        before = self.line(which)
        line = rewritten(before, after)
        if line == before:
            return
        if which != OF_THE_FILE and self._was(which) is not None:
            line = rewritten(line, {**after, "modified": self._stamp.time})
        try:
            msgspec.json.decode(line, type=_type(which))
        except msgspec.ValidationError as error:
            name = "the logbook's own record" if which == OF_THE_FILE else str(which)
            raise BadValueError(f"{name} would not be valid: {error}") from None
        self._made[which] = Change(which.table, which.number, self._was(which), line)

    def remove(self, which: Id) -> None:
        """Take a record out."""
        self.line(which)
        self._made[which] = Change(which.table, which.number, self._was(which), None)

    def _was(self, which: Id) -> bytes | None:
        planned = self._planned(which)
        return planned.before if planned else self._line(which)

    def credit(self, line: str, known: Mapping[int, Credit]) -> str:
        """Find the credit that a line is a spelling of, or make it; give its id, and note the spelling."""
        if self._credits is None:
            self._credits, self._lines = dict(known), credits.keys(known)
        number = self._lines.get(credits.key(line))
        if number is None:
            which = self.new("credits", credits.begin(line))
            self._credits[which.number] = self.record(which)
            self._lines[credits.key(line)] = which.number
            return str(which)
        which = Id("credits", number)
        spelt = credits.with_spelling(self._credits[number], credits.require_line(line))
        if spelt is not self._credits[number]:
            self.change(which, {"spellings": list(spelt.spellings)})
            self._credits[number] = spelt
        return str(which)


class _Changes(Sequence[Change]):
    """What was planned, many lines of it packed."""

    def __init__(self, made: Mapping[Id, Change | Bundle]) -> None:
        self._made = made
        self._ids = [which for which, one in made.items() if isinstance(one, Bundle) or one.before != one.after]

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> list[Change]: ...
    def __getitem__(self, at: int | slice) -> Change | list[Change]:
        if isinstance(at, slice):
            return [_change(which, self._made[which]) for which in self._ids[at]]
        return _change(self._ids[at], self._made[self._ids[at]])


def _change(which: Id, made: Change | Bundle) -> Change:
    return Change(*which, None, made.line(which.number)) if isinstance(made, Bundle) else made


def _type(which: Id) -> Any:
    return Info if which == OF_THE_FILE else TYPES[which.table]
