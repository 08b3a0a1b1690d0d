"""Reading: one consistent view of a logbook file, without a lock; records are decoded when they are asked for."""

from __future__ import annotations

import contextlib
import mmap
import os
from typing import TYPE_CHECKING, Any

import msgspec

from logbook.errors import DamagedError, LogbookError
from logbook.records import TYPES, Book, Gist, Id, Info
from logbook.store import foreign, layout
from logbook.store.checksum import Checksums
from logbook.store.history import history_path
from logbook.store.later import Later

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.records import Record
    from logbook.store.layout import Data

EMPTY = layout.encode_head(layout.NEW_HEAD) + layout.encode_tables({})


class Snapshot:
    """A logbook as it stood when it was opened. `notes` are sentences for stderr.

    `foreign` says that other hands wrote the file, and that `data` is its content in our layout.
    """

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        """Open `path`, which may be missing (an empty logbook).

        A writer has the checksum compared and refuses what a reader takes with a warning.
        Raises DamagedError for a damaged file or one of a newer version, LogbookError where it cannot be read.
        """
        self.path = path
        self.notes: list[str] = []
        self.foreign = False
        self._writing = writing
        self.stat, self.data = _contents(path)
        self._original = self.data
        self.checksums: Checksums | None = None
        found = layout.survey(self.data)
        if found is None:
            self._read_slowly()
        else:
            self._take(found)
        # A writer compares the checksum. That takes no Python: it is worked out while the rest is imported and read.
        compares = writing and not self.foreign
        self._awaited = Later(Checksums, self.data, self.layout.rest) if compares else None

    def _take(self, found: layout.Layout) -> None:
        self.layout = found
        foreign.require_schema(self.head, str(self.path))
        try:
            self.info = msgspec.json.decode(self.head, type=Info)
        except layout.NOT_VALID:
            self._read_slowly()

    def _read_slowly(self, *tables: str) -> None:
        """Take the file as other hands left it; raises DamagedError where one of `tables` is not valid."""
        read = foreign.read(bytes(self._original), str(self.path), whole=self._writing, tables=tables)
        if read.headless and history_path(self.path).exists():
            raise DamagedError(f"{self.path} has lost its table 'logbook', but has a history; {foreign.ADVICE}")
        if self._writing and read.doubles:
            raise DamagedError(
                f"{read.doubles[0]}; nothing was written: `logbook check --fix` gives the second record a new number, "
                "an editor mends the rest"
            )
        self.notes += [f"{sentence}; the last one counts" for sentence in read.doubles if not self.foreign]
        self.data, self.foreign, self.checksums = read.data, True, None
        found = layout.survey(self.data)
        if found is None:  # pragma: no cover - what we lay out ourselves is in our layout
            raise DamagedError(f"{self.path} cannot be laid out")
        self._take(found)

    @property
    def head(self) -> bytes:
        """The `logbook` record's JSON."""
        return bytes(self.data[self.layout.head.start : self.layout.head.end])

    @property
    def verified(self) -> bool:
        """Whether every line is known to be as we would write it."""
        return self.foreign or self.checksums is not None

    def verify(self) -> None:
        """Compare the checksum, and read the file the slow way where it differs.

        It reads the whole file, so a reader has it done only where a line is to be found by its number.
        """
        if self.verified:
            return
        checksums = self._awaited.result() if self._awaited else Checksums(self.data, self.layout.rest)
        same = self.info.crc32 == f"{checksums.whole:08x}" or self.data is EMPTY
        if same and all(name in self.layout.bodies for name in layout.KNOWN):
            self.checksums = checksums
        else:
            self._read_slowly()

    def table(self, name: str) -> dict[int, Any]:
        """Decode one table: records by number, in their order; raises DamagedError where one is not valid."""
        return self._decode(name, TYPES[name])

    def gists(self) -> dict[int, Gist]:
        """Decode of every sighting what comparing needs."""
        return self._decode("sightings", Gist)

    def _decode(self, name: str, kind: type[Any]) -> dict[int, Any]:
        if self._writing:
            self.verify()
        if name not in self.layout.bodies:
            return {}
        try:
            rows = self._rows(name, kind)
        except layout.NOT_VALID:
            rows = None
        if rows is None or not (self.verified or len(rows) == self._lines(name)):
            self._read_slowly(name)
            rows = self._rows(name, kind)
        return rows

    def _rows(self, name: str, kind: type[Any]) -> dict[int, Any]:
        decoder = msgspec.json.Decoder(dict[int, kind])  # type: ignore[valid-type]
        rows: dict[int, Any] = decoder.decode(layout.table_json(self.data, self.layout.bodies[name]))
        return rows

    def _lines(self, name: str) -> int:
        """Count a table's lines: more than its records are doubles, fewer are records that share a line."""
        body = self.layout.bodies[name]
        return layout.count_lines(self.data, body)

    def book(self, *names: str) -> Book:
        """Decode some tables, or all of them."""
        return Book(info=self.info, **{name: self.table(name) for name in dict.fromkeys(names) or TYPES})

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
            raise DamagedError(f"{self.path}: {which} is not valid: {error}; {foreign.ADVICE}") from None
        return record

    def holding(self, name: str, needle: bytes) -> Id | None:
        """Find the first record of a table whose JSON holds some bytes, such as `"sha256":"…"`."""
        self.verify()
        body = self.layout.bodies.get(name)
        at = -1 if body is None else self.data.find(needle, body.start, body.end)
        if body is None or at < 0:
            return None
        return Id(name, layout.number_at(self.data, self.data.rfind(b"\n", body.start, at)))

    def holding_all(self, name: str, needle: bytes) -> dict[int, Any]:
        """Decode all records of a table whose JSON holds some bytes."""
        self.verify()
        body = self.layout.bodies.get(name)
        found = {} if body is None else dict(layout.lines_holding(self.data, body, needle))
        return {number: self.decode(Id(name, number), line) for number, line in found.items()}

    def next_number(self, name: str) -> int:
        """Give the number that the next new record of a table gets; it has never been used."""
        if self._writing:
            self.verify()
        body = self.layout.bodies.get(name)
        largest = 0 if body is None else layout.last_number(self.data, body)
        return max(self.info.next.get(name, 1), largest + 1)


def _contents(path: Path) -> tuple[os.stat_result | None, Data]:
    """Give the file's state and bytes: mapped where that is possible, since only parts of them are looked at."""
    try:
        _require_file(path)
        with path.open("rb") as file:
            stat = os.fstat(file.fileno())
            if stat.st_size == 0:
                return stat, _nothing(path)
            # Windows cannot replace a file that is mapped, and some network drives cannot map one.
            if os.name != "nt":
                with contextlib.suppress(OSError):
                    return stat, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return stat, file.read()
    except FileNotFoundError:
        return None, EMPTY
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}") from None


def _require_file(path: Path) -> None:
    """Refuse a folder, and what would be waited on for ever or be empty for ever: a pipe, a device."""
    if path.is_dir():
        raise LogbookError(f"{path} is a folder; name the logbook file in it, such as {path / 'logbook.json'}")
    if path.exists() and not path.is_file():
        raise LogbookError(f"{path} is no file (a pipe or a device); name a logbook file")


def _nothing(path: Path) -> bytes:
    """Take a file of no bytes as an empty logbook, unless its history says that it held something."""
    if history_path(path).exists():
        raise DamagedError(f"{path} is empty, but its history beside it is not; restore a backup, or remove both")
    return EMPTY
