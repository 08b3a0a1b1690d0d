"""The planning of a merge, table by table: what is referred to comes before what refers to it."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec

from logbook.changes import Change, edited
from logbook.changes.merging import differing, facts, folding, matching
from logbook.changes.merging.arrivals import Arrivals
from logbook.changes.merging.sides import Merged
from logbook.changes.merging.versions import Version, ancestor
from logbook.records import TYPES, Id
from logbook.sentences import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from logbook.changes.merging.sides import Decide, Side
    from logbook.records import Credit, Image

_TOO_LARGE: Final = 10**18
"""No record has such a number."""


class Merging:
    """One merge while it is being planned. `_now` has the lines of ours that are new or changed."""

    def __init__(
        self, ours: Side, theirs: Side, first_free: Callable[[str], int], stored: Callable[[str], str], decide: Decide
    ) -> None:
        self._ours, self._theirs, self._first_free, self._decide = ours, theirs, first_free, decide
        self._ids: dict[Id, Id] = {}
        self._arrivals = Arrivals(self._ids, stored)
        self._now: dict[Id, bytes] = {}
        self._folded: set[Id] = set()
        self._done = Merged([], {}, {}, [], [], [], [], [])
        self._head = b""
        self._their_credits = {str(which := Id("credits", number)): which for number in theirs.book.credits}

    def run(self) -> Merged:
        """Plan all of it."""
        done = self._done
        self._head = facts.settled(self._ours, self._theirs, done.notes)
        for table in TYPES:
            self._table(table)
        if done.new:
            done.notes.extend(facts.spreading(self._ours, self._theirs))
        planned = [Change("logbook", 1, self._ours.head, self._head)]
        planned += [Change(*which, self._before(which), line) for which, line in self._now.items()]
        done.changes.extend(change for change in planned if change.before != change.after)
        for name, content in self._theirs.unknown.items():
            if content != self._ours.unknown.get(name):
                self._unknown(name, content)
        return done

    def _unknown(self, name: str, content: bytes) -> None:
        """Take over a table that only the other has; nobody knows what in it is a reference."""
        there = f"{self._theirs.name} has a table {quoted(name)}, which this version does not know"
        records = {} if name in self._ours.unknown else _records(content)
        if records:
            self._done.changes.extend(Change(name, number, None, line) for number, line in records.items())
            self._done.notes.append(
                f"{there}; it comes in as it is: ids that it names are those of {self._theirs.name}"
            )
        else:
            self._done.notes.append(f"{there}; it stays there")

    def _before(self, which: Id) -> bytes | None:
        return self._ours.lines.get(which.table, {}).get(which.number)

    def _line(self, which: Id) -> bytes:
        return self._now.get(which) or self._ours.lines[which.table][which.number]

    def _table(self, table: str) -> None:
        ours, theirs = getattr(self._ours.book, table), getattr(self._theirs.book, table)
        arrived = {
            number: self._arrived(Id(table, number), line) for number, line in self._theirs.lines.get(table, {}).items()
        }
        own = self._ours.lines.get(table, {})
        pairs = matching.pairs(table, ours, theirs, own, arrived, self._done.notes)
        for number, same in pairs.items():
            self._ids[Id(table, number)] = Id(table, same)
            if number != same:
                self._done.same[Id(table, number)] = Id(table, same)
        for number, same in pairs.items():
            self._fold(Id(table, same), Id(table, number), arrived[number])
        if table == "credits":
            self._keep_printed_lines()
        self._take_new(table, {number: line for number, line in arrived.items() if number not in pairs})

    def _arrived(self, their: Id, line: bytes) -> bytes:
        lost: list[str] = []
        arrived = self._arrivals.line(their.table, line, lost)
        if lost:
            there = f"which {self._theirs.name} does not have"
            self._done.notes.append(f"their {their} refers to {listed(lost)}, {there}; that is left out")
        return arrived

    def _take_new(self, table: str, lines: dict[int, bytes]) -> None:
        """Put in the records that only the other has, in their order."""
        for free, (number, line) in enumerate(lines.items(), self._first_free(table) if lines else 1):
            their, which = Id(table, number), Id(table, free)
            self._ids[their] = self._done.new[their] = which
            self._now[which] = edited(line, fields) if (fields := self._brought(their)) else line
            if getattr(self._theirs.book, table)[number].uuid in self._ours.removed:
                self._done.returned.append(which)

    def _brought(self, their: Id) -> dict[str, Any]:
        """Give what a new picture had by its own logbook: the printed name of its credit, and its licence."""
        if their.table != "images":
            return {}
        image: Image = self._theirs.book.images[their.number]
        fields: dict[str, Any] = {}
        credit, name = self._credit(image)
        if credit and not image.credit_line:
            fields |= {"credit_line": credit.name} if credit.name != name else {}
        licence = self._theirs.book.info.media_license
        is_said = image.license or (credit and credit.license)
        if licence and not is_said and licence != msgspec.json.decode(self._head).get("media_license"):
            fields["license"] = licence
        return fields

    def _fold(self, our: Id, their: Id, line: bytes) -> None:
        """Fold their version of a record into ours, which may have taken in another of theirs before."""
        before = self._line(our)
        is_first = our not in self._folded
        self._folded.add(our)
        if line == before:
            return
        mine, other = Version(our.table, before), Version(our.table, line)
        if folding.is_held_back(mine, other):
            self._done.kept.append(our)
        folded = folding.fold(our.table, mine, other, self._base(our, their, mine, other))
        fields = folded.fields
        for unit in folded.differing:
            conflict = differing.conflict(our, their, mine, other, unit)
            # Of several that are one of ours, the first has spoken for their side.
            choice = self._decide(conflict) if is_first else conflict.cautious or "ours"
            if choice is None:
                self._done.open.append(conflict)
            else:
                self._done.decided.append((conflict, choice))
                fields |= folding.taken(mine, other, unit) if choice == "theirs" else {}
        after = edited(before, fields) if fields else before
        whole = Version(our.table, after)
        kept = folding.names_kept(our.table, mine, other, whole) | folding.identity_kept(mine, other, whole)
        after = edited(after, kept) if kept else after
        if after != before or folded.refusal:
            self._done.notes.extend(differing.notes(our, their, mine, other, folded))
        if after != before:
            self._now[our] = self._dated(after, mine, other)

    @staticmethod
    def _dated(line: bytes, mine: Version, other: Version) -> bytes:
        """Let a folded record have the later of the two times at which it was changed."""
        later = differing.later(mine, other)
        is_theirs = later == "theirs" or (later is None and "modified" not in mine.values)
        return edited(line, other.written(["modified"])) if is_theirs and "modified" in other.values else line

    def _base(self, our: Id, their: Id, mine: Version, other: Version) -> Version | None:
        """Find the version that both have come from, as far as the two histories know."""
        ours = [mine, *_versions(our.table, self._ours.earlier(our), bytes)]
        theirs = _versions(their.table, self._theirs.earlier(their), partial(self._arrivals.line, their.table))
        return ancestor(ours, [other, *theirs])

    def _keep_printed_lines(self) -> None:
        """Keep the printed line of our pictures that print a credit's name, where that is another now."""
        renamed: dict[str, str] = {}
        for number, credit in self._ours.book.credits.items():
            line = self._now.get(Id("credits", number))
            if line and Version("credits", line).values["name"] != credit.name:
                renamed[str(Id("credits", number))] = credit.name
        for number, image in self._ours.book.images.items() if renamed else ():
            if image.credit in renamed and not image.credit_line:
                which = Id("images", number)
                self._now[which] = edited(self._line(which), {"credit_line": renamed[image.credit]})

    def _credit(self, image: Image) -> tuple[Credit | None, str]:
        """Give the credit that one of their pictures has in their logbook, and the name it has in ours."""
        their = self._their_credits.get(image.credit or "")
        if their is None:
            return None, ""
        name: str = Version("credits", self._line(self._ids[their])).values["name"]
        return self._theirs.book.credits[their.number], name


def _records(content: bytes) -> dict[int, bytes]:
    """Give the records of a table that this version does not know; none where it is not made of such."""
    try:
        raw = msgspec.json.decode(content, type=dict[int, msgspec.Raw])
    except msgspec.MsgspecError:
        return {}
    lines = {number: bytes(line) for number, line in raw.items()}
    is_plain = all(0 < number < _TOO_LARGE and line.startswith(b"{") for number, line in lines.items())
    return lines if is_plain else {}


def _versions(table: str, lines: Iterable[bytes], arrived: Callable[[bytes], bytes]) -> Iterator[Version]:
    """Take lines of the history apart, but for what an older version wrote that is valid no more."""
    for line in lines:
        with contextlib.suppress(msgspec.MsgspecError):
            yield Version(table, arrived(line))
