"""Whether the records of a file are what its history says that the program last wrote.

The history has a digest of each record after the transaction that touched it, and of a run of new ones a digest of all
together; so of a run it can only be told that something in it differs. What stood in the file before the history begins
is unknown, and nothing is said of it. What other hands have changed stays told until the program itself changes that
record, though it has laid the file out anew meanwhile: a transaction about something else that took it into the history
would vouch for a flipped bit as for what somebody meant. Everything here is pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from logbook.records import TYPES, Id
from logbook.store.history import digest
from logbook.store.layout import NOT_VALID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from logbook.store.history import Entry, Touched

    Lines = Callable[[str], Mapping[int, bytes]]

State = Literal["changed", "gone", "back"]


class Differing(NamedTuple):
    """A record, or from `which` to `last` a run, that is not what `entry` left there.

    `changed` is another text, `gone` is no longer there, `back` is there although it was removed.
    """

    which: Id
    last: int
    state: State
    entry: Entry


class Agreement(NamedTuple):
    """How a file and its history agree.

    `reordered` are records in which other hands have only put the fields in another order (`jq -S`), with their JSON
    as the program wrote it, which the digest proves. `added` are records that the program did not put in.
    """

    differing: list[Differing]
    reordered: dict[Id, bytes]
    added: list[Id]

    @property
    def whole(self) -> bool:
        """Whether no record is known to say anything else than the program wrote."""
        return not (self.differing or self.added)


def compare(entries: Iterable[Entry], lines: Lines) -> Agreement:
    """Compare a file with the transactions that led to it, newest first (`history.chain`).

    `lines` gives a table's records in the file: their JSON by number.
    """
    comparison = _Comparison(lines)
    for entry in entries:
        for one in entry.changes:
            if one.table in TYPES:
                comparison.take(one, entry)
    return Agreement(comparison.differing, comparison.reordered, list(comparison.added()))


class _Comparison:
    """One walk back through the history; `_earlier` is what records were before what has been walked."""

    def __init__(self, lines: Lines) -> None:
        self.differing: list[Differing] = []
        self.reordered: dict[Id, bytes] = {}
        self._tables = {table: lines(table) for table in TYPES}
        self._earlier: dict[Id, bytes | None] = {}
        self._made: dict[str, list[range]] = {}
        self._beyond: list[tuple[str, range]] = []

    def take(self, one: Touched, entry: Entry) -> None:
        """Compare what a transaction touched, unless a later one has."""
        before = one.earlier
        numbers = range(one.id, (one.last or one.id) + 1)
        if numbers.stop - numbers.start > 1 + len(self._tables[one.table]) + len(self._earlier):
            self._tell_beyond(one, entry, numbers)
            return
        ids = [Id(one.table, number) for number in numbers]
        found = [self._earlier[which] if which in self._earlier else self._now(which) for which in ids]
        fresh = [which for which in ids if which not in self._earlier]
        if fresh and not one.is_left(found):
            self._tell(one, entry, found, fresh, before)
        self._earlier |= dict.fromkeys(ids, before)
        if before is None:
            self._made.setdefault(one.table, []).append(numbers)

    def _now(self, which: Id) -> bytes | None:
        return self._tables[which.table].get(which.number)

    def _tell(
        self, one: Touched, entry: Entry, found: Sequence[bytes | None], fresh: Sequence[Id], before: bytes | None
    ) -> None:
        """Keep what differs, or the bytes as they were where only the order of the fields is another."""
        written = [None if line is None else in_order(one.table, line, before) for line in found]
        if digest(written) == one.after:
            both = zip(range(one.id, one.id + len(found)), found, written, strict=True)
            ids = {Id(one.table, number): new for number, old, new in both if new is not None and new != old}
            self.reordered |= {which: line for which, line in ids.items() if which in fresh}
            return
        state: State = "back" if one.after is None else "gone" if set(found) == {None} else "changed"
        self.differing.append(Differing(fresh[0], fresh[-1].number, state, entry))

    def _tell_beyond(self, one: Touched, entry: Entry, numbers: range) -> None:
        """Keep a run of which more is missing than there are records; a line of the history may be anybody's."""
        is_left = any(number in numbers for number in self._tables[one.table])
        state: State = "changed" if is_left else "gone"
        self.differing.append(Differing(Id(one.table, numbers[0]), numbers[-1], state, entry))
        self._made.setdefault(one.table, []).append(numbers)
        self._beyond.append((one.table, numbers))

    def added(self) -> Iterator[Id]:
        """Give the records that no transaction made, though one before them did: numbers only ever rise."""
        for table, runs in self._made.items():
            first = min(run.start for run in runs)
            known = {which.number for which in self._earlier if which.table == table}
            beyond = [run for name, run in self._beyond if name == table]
            yield from (
                Id(table, number)
                for number in self._tables[table]
                if number > first and number not in known and not any(number in run for run in beyond)
            )


def in_order(table: str, line: bytes, before: bytes | None) -> bytes:
    """Put the fields of a record in the order in which the program would have written them, or leave them.

    That is the order that they had `before`, then that of the type with the time of the change behind it. A record with
    fields that the type does not know comes out without them, and no digest will say that it is the same.
    """
    try:
        record = msgspec.json.decode(line, type=TYPES[table])
        made = msgspec.json.encode(record)
        fields: dict[str, Any] = msgspec.json.decode(made, type=dict[str, msgspec.Raw])
        earlier = {} if before is None else msgspec.json.decode(before, type=dict[str, msgspec.Raw])
    except NOT_VALID:
        return line
    new = [name for name in fields if name not in earlier]
    order = [name for name in earlier if name in fields] + (sorted(new, key="modified".__eq__) if earlier else new)
    return msgspec.json.encode({name: fields[name] for name in order})


def newer(entries: Iterable[Entry], revision: int) -> list[Entry]:
    """Give the transactions of the history (newest first) that the file at `revision` does not know, oldest first."""
    return [entry for entry in entries if entry.revision > revision][::-1]


def is_older(unknown: Sequence[Entry], revision: int) -> bool:
    """Tell whether a file is older than its history for certain.

    One transaction beyond the file may have been stopped while it was written; one that builds on it proves that the
    file once was newer.
    """
    return any(entry.parent > revision for entry in unknown)
