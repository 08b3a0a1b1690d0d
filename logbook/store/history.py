"""The history beside a logbook: one JSON line a transaction, only ever added to; and what undo takes from it.

A line has the revision it made and the one it came from, and of each record it touched the JSON before and a digest
of the JSON after. Undo walks the parents from the file's own revision; lines off that chain (a transaction that died,
a backup that was restored) are passed over.
"""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from logbook.changes import Change
from logbook.errors import LogbookError
from logbook.records import LETTERS
from logbook.store import files
from logbook.store.beside import open_own
from logbook.store.layout import NOT_VALID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_BLOCK = 1 << 16
_NULL = msgspec.Raw(b"null")


class Touched(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record that a transaction touched, or a run of new ones from `id` to `last`; `after` digests their JSON."""

    table: str
    id: int
    last: int | None = None
    before: msgspec.Raw = _NULL
    after: str | None = None

    @property
    def earlier(self) -> bytes | None:
        """The record's JSON as it was before; None where there was none."""
        return None if self.before == _NULL else bytes(self.before)

    def is_left(self, now: Sequence[bytes | None]) -> bool:
        """Tell whether what was touched is as the transaction left it; `now` is its JSON as it stands."""
        return self.after == (None if list(now) == [None] else digest(now))


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One transaction. `undoes` and `redoes` are the revision it took back."""

    revision: int
    parent: int
    time: str
    command: str
    undoes: int | None = None
    redoes: int | None = None
    changes: tuple[Touched, ...] = ()


_DECODER = msgspec.json.Decoder(Entry)


class Reversal(NamedTuple):
    """An entry of the history and the changes that take it back."""

    entry: Entry
    changes: list[Change]


def history_path(path: Path) -> Path:
    """Name the history file of a logbook: it stands beside the file that a symbolic link points to."""
    target = files.target(path)
    return target.with_name(f"{target.stem}.history.jsonl")


def digest(records: Iterable[bytes | None]) -> str:
    """Digest the JSON of records one after the other (BLAKE2b, 128 bits, hexadecimal)."""
    try:
        # hashlib loads OpenSSL as well, which takes a twentieth of an `add`; `random` does without it in the same way.
        from _blake2 import blake2b
    except ImportError:  # pragma: no cover - no CPython is without it
        from hashlib import blake2b

    made = blake2b(digest_size=16)
    for record in records:
        made.update((record or b"") + b"\n")
    return made.hexdigest()


def touched(changes: Sequence[Change]) -> tuple[Touched, ...]:
    """Describe changes for the history; new records in a row become one entry, and are looked at one by one."""
    places = sorted(range(len(changes)), key=lambda place: changes[place][:2])
    made: list[Touched] = []
    for (is_new, table, _), group in groupby(enumerate(map(changes.__getitem__, places)), _in_a_row):
        ones = (change for _, change in group)
        made += [_run(table, ones)] if is_new else map(_changed, ones)
    return tuple(made)


def _in_a_row(numbered: tuple[int, Change]) -> tuple[bool, str, int]:
    """Give what new records have in common whose numbers follow each other."""
    place, change = numbered
    return change.before is None, change.table, change.number - place


def _changed(change: Change) -> Touched:
    after = None if change.after is None else digest([change.after])
    return Touched(table=change.table, id=change.number, before=msgspec.Raw(change.before or b""), after=after)


def _run(table: str, ones: Iterator[Change]) -> Touched:
    numbers: list[int] = []

    def lines() -> Iterator[bytes | None]:
        for change in ones:
            numbers.append(change.number)
            yield change.after

    after = digest(lines())
    return Touched(table=table, id=numbers[0], last=numbers[-1] if len(numbers) > 1 else None, after=after)


def append(path: Path, entry: Entry, logbook: os.stat_result | None) -> None:
    """Add a line to the history and make sure that it is on the disk; a torn last line is closed first.

    A new history gets the mode and group of the `logbook`. Raises LogbookError where it cannot be written.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    try:
        descriptor = open_own(path, flags, 0o666 if logbook is None else 0o600)
        try:
            new = _append(descriptor, msgspec.json.encode(entry), logbook)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise files.explained(error, path) from None
    if new:
        # Else a power cut might leave the logbook's new name and not this one, and nothing could be undone.
        files.sync_folder(path.parent)


def _append(descriptor: int, entry: bytes, logbook: os.stat_result | None) -> bool:
    """Add a line, and tell whether it is the first."""
    size = os.fstat(descriptor).st_size
    if size == 0:
        files.keep_access(descriptor, logbook)
    torn = size > 0 and _last_byte(descriptor, size) != b"\n"
    line = memoryview(b"\n" * torn + entry + b"\n")
    while line:
        line = line[os.write(descriptor, line) :]
    os.fsync(descriptor)
    return size == 0


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def entries(path: Path) -> Iterator[Entry]:
    """Read the history from its end; lines that are none (torn by a crash) are passed over."""
    for line in _lines_backwards(path):
        try:
            yield _DECODER.decode(line)
        except NOT_VALID:
            continue


def _lines_backwards(path: Path) -> Iterator[bytes]:
    """Give the lines from the last on; nothing is open between them, since a caller may stop at any."""
    at, rest = None, b""
    while at is None or at > 0:
        try:
            at, part = _part_before(path, at, max(_BLOCK, len(rest)))
        except FileNotFoundError:
            return
        except OSError as error:
            raise LogbookError(f"{path} cannot be read: {error.strerror}") from None
        rest, *whole = (part + rest).split(b"\n")
        yield from (line for line in reversed(whole) if line)
    if rest:
        yield rest


def _part_before(path: Path, end: int | None, size: int) -> tuple[int, bytes]:
    """Read what stands before `end`, None for that of the file, and tell where it begins."""
    with open(open_own(path, os.O_RDONLY), "rb") as file:  # noqa: PTH123 - the descriptor is open already
        end = file.seek(0, os.SEEK_END) if end is None else end
        begin = max(end - size, 0)
        file.seek(begin)
        return begin, file.read(end - begin)


def chain(path: Path, revision: int) -> Iterator[Entry]:
    """Walk the transactions that led to `revision`, newest first."""
    for entry in entries(path):
        if entry.revision == revision:
            revision = entry.parent
            yield entry


def undoable(path: Path, revision: int) -> Iterator[Entry]:
    """Give what undo can take back one after the other, newest first."""
    passed: set[int | None] = set()
    for entry in chain(path, revision):
        if entry.undoes is None and entry.revision not in passed:
            yield entry
        passed |= {entry.undoes, entry.redoes}


def redoable(path: Path, revision: int) -> Entry | None:
    """Give the last undo that is not redone yet and that no new change has followed."""
    redone: set[int] = set()
    for entry in chain(path, revision):
        if entry.redoes is not None:
            redone.add(entry.redoes)
        elif entry.undoes is None:
            return None
        elif entry.revision not in redone:
            return entry
    return None


def reversal(entry: Entry, current: Callable[[str, int], bytes | None]) -> Reversal:
    """Invert a transaction; `current` gives a record's JSON as it stands now.

    Raises LogbookError where a record is no longer the one that the transaction wrote.
    """
    made: list[Change] = []
    for one in entry.changes:
        now = _now(one, current)
        if now is None or not one.is_left(now):
            name = f"{LETTERS.get(one.table, one.table + ' ')}{one.id}"
            raise LogbookError(
                f"{name} is no longer what {entry.command!r} left there (another program changed it); "
                "nothing was undone"
            )
        before = one.earlier
        made += [Change(one.table, number, here, before) for number, here in enumerate(now, one.id) if here != before]
    return Reversal(entry, made)


def _now(one: Touched, current: Callable[[str, int], bytes | None]) -> list[bytes | None] | None:
    """Give the JSON of what was touched as it stands now; None where one of a run is missing, which was written whole.

    A line of the history may be anybody's, and a run of any length: it is gone along no further than there are records.
    """
    if one.last is None:
        return [current(one.table, one.id)]
    found: list[bytes | None] = []
    for number in range(one.id, one.last + 1):
        line = current(one.table, number)
        if line is None:
            return None
        found.append(line)
    return found
