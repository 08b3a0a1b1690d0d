"""Reading: one consistent view of a logbook file, without a lock; records are decoded when they are asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from logbook.errors import DamagedError
from logbook.records import TYPES, Book, Id, Info
from logbook.store import ahead, contents, layout, migration
from logbook.store.checksum import Checksums
from logbook.store.history import history_path
from logbook.store.later import Later

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from logbook.records import Record

_OPENINGS = 10
"""How often a file that others are writing is opened before it is taken for damaged."""


class Snapshot:
    """A logbook as it stood when it was opened.

    `foreign` says that other hands wrote the file, and that `data` is its content in our layout; `original` are the
    bytes of the file itself. `doubles` are sentences about what stands there twice.
    """

    _takes_doubles = False
    """Whether a writer takes them as readers do, the last one counting."""

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        """Open `path`, which may be missing (an empty logbook).

        A writer has the checksum compared and refuses what a reader takes with a warning.
        Raises DamagedError for a damaged file or one of a newer version, LogbookError where it cannot be read.
        """
        self.path = path
        self._writing = writing
        for _ in range(_OPENINGS):
            try:
                self._open()
                break
            except DamagedError:
                if not contents.settles(path):
                    raise
        else:
            self._open()
        if writing:
            self.compare()

    def _open(self) -> None:
        self.doubles: list[str] = []
        self.foreign = False
        self._is_unread = False
        self.checksums: Checksums | None = None
        self._awaited: Later[Checksums] | None = None
        self.stat, self.original = contents.contents(self.path)
        self.data = self.original
        found = layout.survey(self.data)
        if found is None:
            self._read_slowly()
            return
        self._beginning = found.rest
        self._take(found)
        if not self.foreign and migration.steps(self.info.schema):
            self._lay_out()

    def _take(self, found: layout.Layout) -> None:
        self.layout = found
        self._newer = migration.require_schema(self.head, str(self.path), writing=self._writing)
        try:
            self.info = msgspec.json.decode(self.head, type=Info)
        except layout.NOT_VALID:
            self._read_slowly()

    def _read_slowly(self, *tables: str) -> None:
        """Take the file as other hands left it; raises DamagedError where one of `tables` is not valid."""
        self._is_unread = True
        self._lay_out(*tables)
        self.foreign, self._is_unread = True, False

    def _lay_out(self, *tables: str) -> None:
        """Read the file as any JSON, and take its content in our layout and schema."""
        from logbook.store import foreign

        read = foreign.read(bytes(self.original), str(self.path), writing=self._writing, tables=tables)
        if read.headless and history_path(self.path).exists():
            beside = history_path(self.path).name
            raise DamagedError(
                f"{self.path} has lost its table 'logbook', but has a history; nothing was written; restore a backup, "
                f"or put {beside} elsewhere: then it is read without it, and `logbook check --fix` makes the table anew"
            )
        if self._writing and read.doubles and not self._takes_doubles:
            raise DamagedError(
                f"{read.doubles[0]}; nothing was written: `logbook check --fix` mends what has one right answer"
            )
        self.doubles = [f"{sentence}; the last one counts" for sentence in read.doubles]
        self._take_laid_out(read.data)

    def _take_laid_out(self, data: bytes) -> None:
        """Take content that we have laid out ourselves."""
        self.data, self.checksums = data, None
        found = layout.survey(data)
        if found is None:  # pragma: no cover - what we lay out ourselves is in our layout
            raise DamagedError(f"{self.path} cannot be laid out")
        self._take(found)

    @property
    def head(self) -> bytes:
        """The `logbook` record's JSON."""
        return bytes(self.data[self.layout.head.start : self.layout.head.end])

    @property
    def notes(self) -> list[str]:
        """Sentences for stderr. Where the file is being compared, this waits for it.

        Of a file that could not be read the fault has told more.
        """
        said = [*self.doubles, *self.beyond]
        if self.foreign or (self._awaited and not self._is_unread and not self._is_whole):
            said.append(f"{self.path} is not as this program left it; `logbook check` tells where it differs")
        return said

    @property
    def beyond(self) -> list[str]:
        """A sentence for stderr where the file is one of a newer version, of which not all is shown."""
        return [self._newer] if self._newer else []

    def compare(self) -> None:
        """Begin to compare the checksum. That takes no Python: it is worked out while the rest is imported and read."""
        if not self.foreign:
            self._begin()

    def _begin(self) -> Later[Checksums]:
        if self._awaited is None:
            step = None if self._writing else max(len(self.original), 1)
            self._awaited = ahead.begun(self.stat) or Later(Checksums, self.original, self._beginning, step)
        return self._awaited

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the file is as we left it, as far as its checksum tells."""
        checksums = self._begin().result()
        if self.data is self.original:
            self.checksums = checksums
        is_right = migration.is_whole(checksums, self.info) or self.original is contents.EMPTY
        return is_right and all(name in self.layout.bodies for name in layout.KNOWN)

    def verify(self, *tables: str) -> None:
        """Wait until the checksum is compared, and read the file the slow way where it differs.

        Raises DamagedError where one of `tables` is not valid then.
        """
        if not (self.foreign or self._is_whole):
            self._read_slowly(*tables)

    def table(self, name: str, *, compact: bool = False) -> dict[int, Any]:
        """Decode one table: records by number, in their order; raises DamagedError where one is not valid.

        A `compact` one takes less memory, and longer.
        """
        if self._writing or name not in self.layout.bodies:
            self.verify()
        body = self.layout.bodies.get(name)
        if body is None:
            return {}
        try:
            rows = self._rows(name, compact=compact)
        except layout.NOT_VALID:
            rows = None
        # More lines than records are doubles, fewer are records that share a line.
        if rows is None or not (self.is_as_laid_out or len(rows) == layout.count_lines(self.data, body)):
            self._read_slowly(name)
            rows = self._rows(name, compact=compact)
        return rows

    @property
    def is_as_laid_out(self) -> bool:
        """Whether every line is known to be as we would write it; nothing is compared for this alone."""
        return self.foreign or (self._awaited is not None and self._is_whole)

    def _rows(self, name: str, *, compact: bool) -> dict[int, Any]:
        kind = TYPES[name]
        if compact:
            from logbook.store.scanning import Scan
            from logbook.store.sharing import shared

            return shared(Scan(self).blocks(name, kind))
        decoder: msgspec.json.Decoder[dict[int, Any]] = msgspec.json.Decoder(dict[int, kind])  # type: ignore[valid-type]
        return decoder.decode(layout.table_json(self.data, self.layout.bodies[name]))

    def book(self, *names: str, compact: bool = False) -> Book:
        """Decode some tables, or all of them."""
        begun = self.data
        tables = {name: self.table(name, compact=compact) for name in dict.fromkeys(names) or TYPES}
        # What was laid out anew for one of them may say something else of those before it.
        return Book(info=self.info, **tables) if self.data is begun else self.book(*names, compact=compact)

    def record(self, which: Id) -> bytes | None:
        """Give one record's JSON as it stands, or None where there is none."""
        self.verify()
        if which.table == "logbook":
            return layout.without_bookkeeping(self.head)
        body = self.layout.bodies.get(which.table)
        return None if body is None else layout.find_line(self.data, body, which.number)

    def decoded(self, which: Id) -> Record | None:
        """Decode one record."""
        line = self.record(which)
        return None if line is None else self.decode(which, line)

    def decode(self, which: Id, line: bytes | msgspec.Raw) -> Record:
        """Decode the JSON of one record; raises DamagedError where it is not valid."""
        try:
            record: Record = msgspec.json.decode(line, type=TYPES[which.table])
        except layout.NOT_VALID as error:
            if self._newer:
                raise migration.beyond_us(str(self.path)) from None
            from logbook.store.diagnosis import MEND

            raise DamagedError(f"{self.path}: {which} is not valid: {error}; {MEND}") from None
        return record

    def holding(self, name: str, needle: bytes) -> Id | None:
        """Find the first record of a table whose JSON holds some bytes, such as `"sha256":"…"`."""
        return next((Id(name, number) for number, _ in self._lines_holding(name, needle)), None)

    def holding_all(self, name: str, needle: bytes) -> dict[int, Any]:
        """Decode all records of a table whose JSON holds some bytes."""
        return {number: self.decode(Id(name, number), line) for number, line in self._lines_holding(name, needle)}

    def _lines_holding(self, name: str, needle: bytes) -> Iterator[tuple[int, bytes]]:
        self.verify()
        body = self.layout.bodies.get(name)
        return iter(()) if body is None else layout.lines_holding(self.data, body, needle)

    def next_number(self, name: str) -> int:
        """Give the number that the next new record of a table gets; it has never been used."""
        if self._writing:
            self.verify()
        body = self.layout.bodies.get(name)
        largest = 0 if body is None else layout.last_number(self.data, body)
        return max(self.info.next.get(name, 1), largest + 1)
