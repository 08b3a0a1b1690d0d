"""A draft: changes being planned on a logbook, record by record, before anything is written.

It gives new records their numbers, keeps what several steps do to one record together, and finds or makes the credit
that a line belongs to. Clock and randomness come in by the stamp.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
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
        self._made: dict[Id, Change] = {}
        self._loose: defaultdict[str, list[Id]] = defaultdict(list)
        self._packed: defaultdict[str, list[Bundle]] = defaultdict(list)
        self._free: dict[str, int] = {}
        self._credits: dict[int, Credit] | None = None
        self._lines: dict[str, int] = {}

    def changes(self) -> Sequence[Change]:
        """Give what has been planned, without what comes to nothing; packed lines come first, unpacked one by one."""
        loose = [one for one in self._made.values() if one.before != one.after]
        return _Changes(self._packed, self._made, loose) if self._packed else loose

    def _planned(self, which: Id) -> Change | None:
        return self._made.get(which) or self._packed_new(which)

    def _packed_new(self, which: Id) -> Change | None:
        bundles = self._packed.get(which.table, ())
        at = bisect_right(bundles, which.number, key=lambda one: one.first) - 1
        if at < 0 or which.number not in bundles[at].numbers:
            return None
        return Change(*which, None, bundles[at].line(which.number))

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
        loose = self._loose[which.table]
        loose.append(which)
        if len(loose) == MANY:
            lines = [line for one in loose if (line := self._made[one].after)]
            if len(lines) == len(loose):  # none of them has been taken out again
                self._packed[which.table].append(pack(loose[0].number, lines))
                for one in loose:
                    del self._made[one]
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
    """What was planned: bundles of new lines, but for those that `made` has otherwise, then what is loose."""

    def __init__(self, packed: Mapping[str, list[Bundle]], made: Mapping[Id, Change], loose: list[Change]) -> None:
        self._loose = loose
        self._bundles = [
            (table, bundle, _without(bundle.numbers, {number for number in bundle.numbers if (table, number) in made}))
            for table, bundles in packed.items()
            for bundle in bundles
        ]
        self._ends = list(accumulate(len(numbers) for _, _, numbers in self._bundles))

    def __len__(self) -> int:
        return self._ends[-1] + len(self._loose)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> list[Change]: ...
    def __getitem__(self, at: int | slice) -> Change | list[Change]:
        if isinstance(at, slice):
            return [self[one] for one in range(len(self))[at]]
        at = range(len(self))[at]
        which = bisect_right(self._ends, at)
        if which == len(self._bundles):
            return self._loose[at - self._ends[-1]]
        table, bundle, numbers = self._bundles[which]
        number = numbers[at - self._ends[which]]  # counted from the end of them
        return Change(table, number, None, bundle.line(number))


def _without(numbers: range, gone: Container[int]) -> Sequence[int]:
    return [number for number in numbers if number not in gone] if gone else numbers


def _type(which: Id) -> Any:
    return Info if which == OF_THE_FILE else TYPES[which.table]
