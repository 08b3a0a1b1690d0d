"""What the records of a logbook were before, as far as its history knows."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from logbook.records import Id
from logbook.store import history
from logbook.store.layout import NOT_VALID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from logbook.store.history import Entry


class _Named(msgspec.Struct):
    uuid: str | None = None


class Past:
    """The past of the logbook at `path` that stands at `revision`; its history is read when it is first asked for.

    What was undone is no part of it: nobody stands by that. It contains the uuids of all records that were ever changed
    or taken out.
    """

    def __init__(self, path: Path, revision: int) -> None:
        self._path, self._revision = history.history_path(path), revision

    def earlier(self, which: Id) -> Sequence[bytes]:
        """Give the lines that a record had before, newest first."""
        return self._lines.get(which, ())

    @cached_property
    def _lines(self) -> dict[Id, list[bytes]]:
        found: defaultdict[Id, list[bytes]] = defaultdict(list)
        for entry in _in_force(history.chain(self._path, self._revision)):
            for one in entry.changes:
                if (before := one.earlier) is not None:
                    found[Id(one.table, one.id)].append(before)
        return dict(found)

    def __contains__(self, uuid: object) -> bool:
        """Tell whether a record of this uuid was there."""
        return uuid in self._uuids

    @cached_property
    def _uuids(self) -> frozenset[str]:
        return frozenset(uuid for lines in self._lines.values() if (uuid := _uuid(lines[0])))


def _in_force(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Pass over the transactions that were undone, and those that undid or redid one; they are given newest first."""
    taken_back: set[int] = set()
    for entry in entries:
        reverses = entry.undoes if entry.redoes is None else entry.redoes
        if entry.revision in taken_back:
            continue
        if reverses is None:
            yield entry
        else:
            taken_back.add(reverses)


def _uuid(line: bytes) -> str | None:
    try:
        return msgspec.json.decode(line, type=_Named).uuid
    except NOT_VALID:
        return None
