"""Writing: one command is one transaction, whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from logbook.errors import BadValueError, LogbookError
from logbook.records import LETTERS, SCHEMA, TYPES, Id, Info
from logbook.store import files, history, layout
from logbook.store.checksum import Checksums
from logbook.store.copying import find_copy, keep_copy, kept
from logbook.store.lock import locked
from logbook.store.sealing import pending, sealed
from logbook.store.snapshot import Snapshot
from logbook.store.splicing import splice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from logbook.changes import Change
    from logbook.store.raw import Piece


LABEL = "before-layout"
"""What copies of a file that other hands have changed are called."""
MOST = 20
"""So many of those are kept, and of no others: a script that changes the file every hour is to fill no disk."""


class _After(Mapping[int, "bytes | None"]):
    """The JSON of a table's records after the changes, by number: made when it is asked for, of a million one by one.

    `places` are where they stand among what is planned.
    """

    def __init__(self, planned: Sequence[Change]) -> None:
        self._planned = planned
        self.places: dict[int, int] = {}

    def __getitem__(self, number: int) -> bytes | None:
        return self._planned[self.places[number]].after

    def __iter__(self) -> Iterator[int]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class Transaction(Snapshot):
    """A snapshot under the lock, and the one commit that may follow it."""

    def __init__(self, path: Path, command: str) -> None:
        super().__init__(path, writing=True)
        self.command = command
        self.revision: int | None = None
        self._done: list[str] = []
        self._history = history.history_path(path)

    def commit(
        self,
        planned: Sequence[Change],
        *,
        now: str,
        undoes: int | None = None,
        redoes: int | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> int | None:
        """Write the changes, and give the new revision; None where there is nothing to change.

        `meanwhile` is done while the disk is writing.
        Flow: 1. number the revision after the largest in file or history; 2. put the new file together from pieces of
        the old; 3. keep a copy of the old where no undo would bring it back; 4. write the history; 5. write, check and
        fsync a temporary file and rename it.
        Raises LogbookError, with the logbook as it was.
        """
        self.verify()
        changed = 0
        for change in planned:
            if change.before != change.after:
                self._require_sound(change)
                changed += 1
        if not changed:
            return None
        if changed < len(planned):
            planned = [change for change in planned if change.before != change.after]
        revision = self._next_revision()
        pieces = self._pieces(planned, revision, undoes=undoes is not None)
        entry = history.Entry(
            revision=revision,
            parent=self.info.revision,
            time=now,
            command=self.command,
            undoes=undoes,
            redoes=redoes,
            changes=history.touched(planned),
        )
        self._write(entry, pieces, meanwhile)
        return revision

    def _write(self, entry: history.Entry, pieces: Iterable[Piece], meanwhile: Callable[[], None] | None) -> None:
        """Do what is on the disk afterwards, each step whole before the next."""
        kept_as = self.keep_original()
        history.append(self._history, entry, self.stat)
        files.replace(self.path, self.data, pieces, self.stat, meanwhile)
        news = "; ".join(self._news())
        self._done = [f"{news}{kept_as}"] if news else []
        self.revision = entry.revision

    @property
    def notes(self) -> list[str]:
        """Sentences for stderr: what became of the file as it was, where it has been written, else as a reader's."""
        return super().notes if self.revision is None else self._done

    def _news(self) -> Iterator[str]:
        """Tell what a write does to a file that is not as this version leaves them."""
        if self.foreign:
            yield f"{self.path} had been written by other hands: checked whole, and laid out anew"
        if self.info.schema < SCHEMA:
            which = "it" if self.foreign else self.path
            yield f"{which} was of schema {self.info.schema}, and is of schema {SCHEMA} now"

    def keep_original(self) -> str:
        """Keep a copy of the file as it was, where no undo would bring it back, and tell where that is.

        That is a file of an older schema, and one in which other hands have changed or taken out what we had written.
        """
        if self.info.schema < SCHEMA:
            return f"; the file as it was: {keep_copy(self.path, self.original, f'schema-{self.info.schema}')}"
        if not self.foreign or self._is_vouched_for():
            return ""
        copies = kept(self.path, LABEL)
        if len(copies) >= MOST and find_copy(copies, self.original) is None:
            return f"; no copy of it as it was is kept: {MOST} are there, up to {copies[-1].name}; put them elsewhere"
        return f"; the file as it was: {keep_copy(self.path, self.original, LABEL)}"

    def _is_vouched_for(self) -> bool:
        """Tell whether the history knows the file, and no record that it knows says anything else."""
        from logbook.store.examining import agree

        led = next(history.chain(self._history, self.info.revision), None)
        return led is not None and not agree(self).differing

    def next_number(self, name: str) -> int:
        """Give the number that the next new record of a table gets, beyond what a restored backup has forgotten."""
        lost = (one.last or one.id for entry in self._forgotten for one in entry.changes if one.table == name)
        return max(super().next_number(name), max(lost, default=0) + 1)

    def _next_revision(self) -> int:
        return max([self.info.revision, *(entry.revision for entry in self._forgotten[:1])]) + 1

    @functools.cached_property
    def _forgotten(self) -> list[history.Entry]:
        """What the history knows beyond the file's own revision, newest first: a death or a backup lies between."""
        newer = history.entries(self._history)
        return list(itertools.takewhile(lambda entry: entry.revision > self.info.revision, newer))

    def _require_sound(self, change: Change) -> None:
        """Refuse a change of something that is not there, or one that the file could not be read with afterwards."""
        which = f"{LETTERS.get(change.table, change.table + ' ')}{change.number}"
        known = change.table in self.layout.bodies
        if not 0 < change.number <= layout.LARGEST:
            raise BadValueError(f"{which} is no number that a record can have; nothing was written")
        # What is new stands behind everything else: there is nothing to look for.
        new = known and change.before is None and change.number >= self.next_number(change.table)
        if not new and self.record(Id(change.table, change.number)) != change.before:
            raise LogbookError(f"{which} is not as it was when the change was planned; nothing was written")
        if change.after is not None:
            _require_line(change.table, which, change.after)

    def _pieces(self, planned: Sequence[Change], revision: int, *, undoes: bool) -> Iterator[Piece]:
        """Put the new file together: a new head, then the old bytes with the changed lines, which are made twice."""
        checksums = self.checksums or Checksums(self.data, self.layout.rest)
        edits: defaultdict[str, _After] = defaultdict(functools.partial(_After, planned))
        for place, change in enumerate(planned):
            edits[change.table].places[change.number] = place
        said = edits.pop("logbook", _After(())).get(1) or self.head
        rest = functools.partial(splice, self.data, self.layout, edits, undoes=undoes)
        facts = msgspec.json.decode(layout.without_bookkeeping(said), type=dict[str, msgspec.Raw])
        beginning = pending(revision, self._counters(edits), facts)
        crc = checksums.of(itertools.chain([beginning], rest()))
        return itertools.chain([sealed(beginning, crc)], rest())

    def _counters(self, edits: Mapping[str, Mapping[int, bytes | None]]) -> dict[str, int]:
        """Count on: a number that a record has had is never given again.

        Nor is one that the file has forgotten, of whatever table: once this is written, nothing tells of it any more.
        """
        counters = dict(self.info.next)
        forgotten = (one.table for entry in self._forgotten for one in entry.changes if one.table != "logbook")
        for table in dict.fromkeys([*edits, *forgotten]):
            counters[table] = max([self.next_number(table), *(number + 1 for number in edits.get(table, ()))])
        return counters


@contextlib.contextmanager
def transaction(path: Path, command: str, notify: Callable[[str], None]) -> Iterator[Transaction]:
    """Lock a logbook, read it again and let one change be committed; `notify` gets sentences for stderr."""
    target = files.target(path)
    # A command line may hold what is no text, such as the bytes of a folder's name in another encoding.
    command = command.encode(errors="backslashreplace").decode()
    if not os.path.isdir(target.parent):  # noqa: PTH112 - Path.is_dir raises where the folder above may not be read
        raise LogbookError(f"there is no folder {target.parent}; make it first, or name another file with --file")
    with locked(target, command, notify):
        files.sweep(target)
        yield Transaction(target, command)


def _require_line(table: str, which: str, line: bytes) -> None:
    """Make sure that a record's new JSON is one line of text that can be read again."""
    kind: Any = Info if table == "logbook" else TYPES.get(table, dict)
    try:
        line.decode()
        msgspec.json.decode(line, type=kind)
    except layout.NOT_VALID as error:
        raise BadValueError(f"{which} would not be valid: {error}; nothing was written") from None
    if b"\n" in line:
        raise BadValueError(f"{which} would stand on several lines; nothing was written")
