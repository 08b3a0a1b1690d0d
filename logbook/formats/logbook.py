"""Logbooks: a filtered copy of this one is written, and another one is merged.

The layout of the file is this format, so it is written by what knows the layout (`store.copies`). What is read is not
a list of rows to be planned, but a whole logbook beside ours: the command `import` merges it (`changes.merging`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import msgspec

from logbook.patterns import pattern
from logbook.records import TYPES, Id
from logbook.sentences import listed
from logbook.store.layout import BOOKKEEPING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from logbook.formats import Job, Outcome
    from logbook.records import Record

NAME = "logbook"
SUMMARY = "a logbook of its own, which opens as one; another one is merged into this"
SUFFIXES = (".json",)
OF = "sightings"
NEEDS_PLACE = True
MERGES = True
"""It is not read row by row: the command merges it."""
CUT = "fields that this version does not know are left out, for they may tell a place"

_OPENING = pattern(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:logbook|%b)"\s*:\s*\{' % "|".join(TYPES).encode())

_COPIED: Final = pattern(rb'\{"logbook":\{\n"1":\{"schema":[0-9]+,"revision":0,')
"""How a copy begins: every transaction, the first one of a new logbook too, makes the revision a higher one."""


def sniff(head: bytes) -> bool:
    """Tell whether a file begins as a logbook does, in our layout or in that of any other JSON writer."""
    return _OPENING.match(head) is not None


def write(job: Job) -> Iterator[Outcome]:
    """Write a logbook of the sightings and of all that they refer to, under the ids that they have here.

    A record that is told as it is goes out on its own line, byte for byte. Where others had to be made coarse, it does
    so only where every field of it is known: any other may tell what was withheld from them.
    """
    from logbook.formats import WHOLE, Outcome, outlets
    from logbook.store import copies

    copy = _Copy(job)
    with outlets.file(job, _Unworked()) as outlet:
        with outlet.stream() as file:
            for which in copies.write(file, copy.facts(), copy.following(), copy.tables()):
                if which.table == "sightings":
                    yield Outcome(str(which), "written", job.to)
        if copy.cut:
            yield Outcome(WHOLE, "written", job.to, (f"{listed(copy.cut)}: {CUT}",))
        if job.sightings:
            outlet.keep()


class _Unworked:
    """How an earlier copy is known: nobody has worked in it since, so that no history lies beside it."""

    def alien(self, place: Path) -> str | None:
        """Say so where people have worked in the file, or it is no logbook."""
        from logbook.formats.sources import HEAD
        from logbook.store import history

        if os.path.lexists(history.history_path(place)):
            return "people have worked in it, for it has a history"
        with place.open("rb") as stream:
            is_copy = _COPIED.match(stream.readline(HEAD) + stream.readline(HEAD)) is not None
        return None if is_copy else "no export made it as it is now"


class _Copy:
    """What a job's records are in a copy; `cut` are those that do not go out whole, once they have been written."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._records: dict[str, Mapping[int, Any]] = {table: getattr(job.book, table) for table in TYPES}
        self._records["sightings"] = job.sightings
        every = (one for table in self._records.values() for one in table.values())
        self._is_exact = job.exact or not any(getattr(one, "data_generalizations", None) for one in every)
        self.cut: list[Id] = []

    def facts(self) -> dict[str, Any]:
        """Give what the logbook says of itself."""
        said: dict[str, Any] = msgspec.to_builtins(self._job.book.info)
        return {name: value for name, value in said.items() if name not in BOOKKEEPING}

    def following(self) -> dict[str, int]:
        """Give each table's next number."""
        return {table: max(records) + 1 for table, records in self._records.items() if records}

    def tables(self) -> dict[str, Iterator[tuple[int, bytes]]]:
        """Give the records' JSON by table, numbers rising."""
        return {table: self._lines(table) for table in TYPES}

    def _lines(self, table: str) -> Iterator[tuple[int, bytes]]:
        for number, record in sorted(self._records[table].items()):
            yield number, self._line(Id(table, number), record)

    def _line(self, which: Id, record: Record) -> bytes:
        made = msgspec.json.encode(record)
        line = self._job.lines(which) if self._job.lines else None
        if line is None or msgspec.json.decode(line, type=TYPES[which.table]) != record:
            return made
        if self._is_exact or msgspec.json.decode(line) == msgspec.json.decode(made):
            return line
        self.cut.append(which)
        return made
