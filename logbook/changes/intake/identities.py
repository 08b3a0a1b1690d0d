"""Identities: by what the records of a table are known again, those that were there and those that come."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from logbook.changes.intake.items import Where
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.changes.intake.items import Item
    from logbook.records import Record


_NO_NUMBER = 0
_NO_LINE = 0


class Identities:
    """The numbers of the records of a table, by their ids in other sources and by their own identity."""

    def __init__(self, records: Mapping[int, Record]) -> None:
        # Of each of the millions that may come there is a place only, and what is known of it stands there.
        self._places: dict[str, int] = {}
        self._numbers, self._lines = array("q"), array("q")
        self._files: list[str | None] = []
        for number, record in records.items():
            for identity in (*record.source_ids, record.uuid):
                if identity and self.find([identity]) is None:
                    self.learn(identity, number)

    def find(self, identities: Iterable[str | None]) -> int | None:
        """Find the record that has one of these."""
        places = (self._places[one] for one in identities if one in self._places)
        return next((number for place in places if (number := self._numbers[place]) != _NO_NUMBER), None)

    def learn(self, identity: str, number: int) -> None:
        """Know a record by this from now on."""
        self._numbers[self._place(identity)] = number

    def come(self, item: Item) -> None:
        """Note that an item has come. Raises BadValueError where it came before: nobody can say which one is right."""
        for identity in {item.key, item.record.uuid or item.key}:
            place = self._place(identity)
            if (file := self._files[place]) is not None:
                first = Where(file, self._lines[place] or None)
                raise BadValueError(
                    f"it is given twice; first in {first}: leave one out, or give each an id of its own"
                )
            self._files[place], self._lines[place] = item.where.file, item.where.line or _NO_LINE

    def _place(self, identity: str) -> int:
        place = self._places.setdefault(identity, len(self._files))
        if place == len(self._files):
            self._files.append(None)
            self._numbers.append(_NO_NUMBER)
            self._lines.append(_NO_LINE)
        return place
