"""Reading: one consistent view of a logbook file, without a lock; records are decoded when they are asked for."""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING, Any

import msgspec

from logbook.errors import DamagedError, LogbookError
from logbook.records import LETTERS, SCHEMA, TYPES, Book, Id, Info
from logbook.store import foreign, layout
from logbook.store.checksum import Checksums
from logbook.store.history import history_path

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.records import Record
    from logbook.store.layout import Data

EMPTY = layout.encode_head(layout.NEW_HEAD) + layout.encode_tables({})
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {}


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
        self.checksums: Checksums | None = None
        self._survey()

    def _survey(self) -> None:
        found = layout.survey(self.data)
        if found is None or not self._whole(found):
            self._read_slowly()
        else:
            self.layout = found
        head = self.data[self.layout.head.start : self.layout.head.end]
        self._require_schema(head)
        try:
            self.info = msgspec.json.decode(head, type=Info)
        except msgspec.MsgspecError:
            self._read_slowly()
            self.info = msgspec.json.decode(self.head, type=Info)

    @property
    def head(self) -> bytes:
        """The `logbook` record's JSON."""
        return bytes(self.data[self.layout.head.start : self.layout.head.end])

    def _whole(self, found: layout.Layout) -> bool:
        """Compare the checksum and ask for every known table: what a writer needs, and a reader need not wait for."""
        if not self._writing:
            return True
        if any(name not in found.bodies for name in layout.KNOWN):
            return False
        self.checksums = Checksums(self.data, found.rest)
        said = msgspec.json.decode(self.data[found.head.start : found.head.end], type=Info).crc32
        return said == f"{self.checksums.whole:08x}" or self.data is EMPTY

    def _read_slowly(self) -> None:
        """Take the file as other hands left it."""
        read = foreign.read(bytes(self.data), str(self.path), whole=self._writing)
        if self._writing and read.doubles:
            raise DamagedError(f"{read.doubles[0]}; `logbook check --fix` gives the second a new number")
        self.notes += [f"{sentence}; the last one counts" for sentence in read.doubles]
        self.data, self.foreign, self.checksums = read.data, True, None
        found = layout.survey(self.data)
        if found is None:  # pragma: no cover - what we lay out ourselves is in our layout
            raise DamagedError(f"{self.path} cannot be laid out")
        self.layout = found

    def _require_schema(self, head: bytes) -> None:
        class _Schema(msgspec.Struct):
            schema: int = SCHEMA

        try:
            schema = msgspec.json.decode(head, type=_Schema).schema
        except msgspec.MsgspecError:
            return
        if schema > SCHEMA:
            raise DamagedError(
                f"{self.path} was written by a newer logbook (schema {schema}, this one knows {SCHEMA}); "
                "upgrade the program: pip install --upgrade sighting-logbook"
            )

    def table(self, name: str) -> dict[int, Any]:
        """Decode one table: records by number, in their order."""
        body = self.layout.bodies.get(name)
        if body is None:
            return {}
        decoder = _decoder(name)
        try:
            rows: dict[int, Any] = decoder.decode(layout.table_json(self.data, body))
        except msgspec.MsgspecError:
            if self.foreign:
                raise self._named(name) from None
            self._read_slowly()
            return self.table(name)
        if not self.foreign and not self._writing:
            self._warn_of_doubles(name, body, len(rows))
        return rows

    def book(self, *names: str) -> Book:
        """Decode some tables, or all of them."""
        return Book(info=self.info, **{name: self.table(name) for name in names or TYPES})

    def record(self, which: Id) -> bytes | None:
        """Give one record's JSON as it stands, or None where there is none."""
        if which.table == "logbook":
            return layout.without_bookkeeping(self.head)
        body = self.layout.bodies.get(which.table)
        return None if body is None else layout.find_line(self.data, body, which.number)

    def decoded(self, which: Id) -> Record | None:
        """Decode one record."""
        line = self.record(which)
        if line is None:
            return None
        try:
            return msgspec.json.decode(line, type=TYPES[which.table])
        except msgspec.MsgspecError as error:
            raise DamagedError(f"{self.path}: {which} is not valid: {error}; {foreign.ADVICE}") from None

    def next_number(self, name: str) -> int:
        """Give the number that the next new record of a table gets; it has never been used."""
        body = self.layout.bodies.get(name)
        largest = 0 if body is None else layout.last_number(self.data, body)
        return max(self.info.next.get(name, 1), largest + 1)

    def _warn_of_doubles(self, name: str, body: layout.Range, many: int) -> None:
        if bytes(self.data[body.start : body.end]).count(b"\n") == many:
            return
        seen: set[int] = set()
        for number, _ in layout.lines(self.data, body):
            if number in seen:
                self.notes.append(f"{self.path}: two records with the id {LETTERS[name]}{number}; the last one counts")
            seen.add(number)

    def _named(self, name: str) -> DamagedError:
        """Find the record that is not valid, for the sentence."""
        decoder = msgspec.json.Decoder(TYPES[name])
        for number, line in layout.lines(self.data, self.layout.bodies[name]):
            try:
                decoder.decode(line)
            except msgspec.MsgspecError as error:
                fault = f"{self.path}: {LETTERS[name]}{number} is not valid: {error}; {foreign.ADVICE}"
                return DamagedError(fault)
        return DamagedError(f"{self.path}: the table {name} is not valid; {foreign.ADVICE}")  # pragma: no cover


def _decoder(name: str) -> msgspec.json.Decoder[Any]:
    if name not in _DECODERS:
        _DECODERS[name] = msgspec.json.Decoder(dict[int, TYPES[name]])  # type: ignore[valid-type]
    return _DECODERS[name]


def _contents(path: Path) -> tuple[os.stat_result | None, Data]:
    """Give the file's state and bytes: mapped where that is possible, since only parts of them are looked at."""
    try:
        with path.open("rb") as file:
            stat = os.fstat(file.fileno())
            if stat.st_size == 0:
                return stat, _nothing(path)
            # Windows cannot replace a file that is mapped.
            if os.name == "nt":
                return stat, file.read()
            return stat, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        return None, EMPTY
    except IsADirectoryError:
        raise LogbookError(
            f"{path} is a folder; name the logbook file in it, such as {path / 'logbook.json'}"
        ) from None
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}") from None


def _nothing(path: Path) -> bytes:
    """Take a file of no bytes as an empty logbook, unless its history says that it held something."""
    if history_path(path).exists():
        raise DamagedError(f"{path} is empty, but its history beside it is not; restore a backup, or remove both")
    return EMPTY
