"""Identities: by what the records of a table are known again, those that were there and those that come."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from logbook.changes.intake.items import Where
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.changes.intake.items import Item
    from logbook.records import Record


class Identities:
    """The numbers of the records of a table, by their ids in other sources and by their own identity."""

    def __init__(self, records: Mapping[int, Record]) -> None:
        self._numbers: dict[str, int] = {}
        # By file: of a million that come, the line alone is kept.
        self._lines: defaultdict[str, dict[str, int | None]] = defaultdict(dict)
        for number, record in records.items():
            for identity in (*record.source_ids, record.uuid):
                if identity:
                    self._numbers.setdefault(identity, number)

    def find(self, identities: Iterable[str | None]) -> int | None:
        """Find the record that has one of these."""
        return next((self._numbers[one] for one in identities if one in self._numbers), None)

    def learn(self, identity: str, number: int) -> None:
        """Know a record by this from now on."""
        self._numbers[identity] = number

    def come(self, item: Item) -> None:
        """Note that an item has come. Raises BadValueError where it came before: nobody can say which one is right."""
        for identity in {item.key, item.record.uuid or item.key}:
            for file, lines in self._lines.items():
                if identity in lines:
                    first = Where(file, lines[identity])
                    raise BadValueError(
                        f"it is given twice; first in {first}: leave one out, or give each an id of its own"
                    )
            self._lines[item.where.file][identity] = item.where.line
