"""What must hold after a command, however it ended; in code that shares nothing with the program but its own reader."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import TYPE_CHECKING, Any

from logbook.errors import LogbookError
from logbook.store import layout
from logbook.store.snapshot import Snapshot
from tests.endurance import children
from tests.endurance.deeds import BOOK, HISTORY, LOCK, files, restore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.endurance.children import Ended
    from tests.endurance.deeds import Deed, Files, Stage

CODES = {0, 1, 2, 3, 4, 5, 6, 130}
INTERRUPTED = 130
BROKEN, LOST, REFUSED = "files broken", "acknowledged changes lost", "refused changes made"
DISAGREE, UNDO, NEXT, LITTER = "histories that disagree", "undos that failed", "next commands failed", "files left over"
COPIES = "copies lost"
SILENT, TRACEBACKS, HANGS = "ends without a sentence", "tracebacks", "hangs"


class Judge:
    """Knows what one deed makes of its logbook when nothing happens, and tells what is wrong after something did."""

    def __init__(self, stage: Stage, deed: Deed) -> None:
        self.stage, self.deed, self.line = stage, deed, stage.line(deed)
        self.before: Files = stage.starts[deed.start]
        self._known: dict[frozenset[tuple[str, bytes]], list[str]] = {}
        marker = stage.work.parent / children.MAPPED
        marker.touch() if deed.mapped else marker.unlink(missing_ok=True)
        restore(stage.work, self.before)
        done = children.run(self.line, stage.work)
        self.after: Files = files(stage.work)
        back = children.run(deed.back, stage.work)
        self._wanted = self._rest()
        assert (done.code, back.code) == (0, 0), (done, back)
        assert self.after[BOOK] != self.before.get(BOOK), done
        assert records(files(stage.work)[BOOK]) == records(self.before.get(BOOK)), back
        assert all(name in done.told for name in beside(self.after)), done

    def faults(self, what: object, ended: Ended, *more: str) -> list[str]:
        """Tell what is wrong with the folder and with what was said, after the deed ended like this; and on stderr."""
        return told([*more, *self._faults(ended)], f"{self.deed.name}, {what}", ended)

    def _faults(self, ended: Ended) -> list[str]:
        now = files(self.stage.work)
        changed = now.get(BOOK) == self.after[BOOK]
        if not changed and now.get(BOOK) != self.before.get(BOOK):
            return [BROKEN]
        found = [*said_wrongly(ended)]
        if (ended.code == 0 or ended.said) and not changed:
            found.append(LOST)
        if ended.code not in {None, 0, INTERRUPTED} and changed:
            found.append(REFUSED)
        # Of a state that was seen before it is known what follows.
        state = frozenset((name, content) for name, content in now.items() if name != LOCK and not temporary(name))
        state |= {("temporary", b"")} if any(map(temporary, now)) else set()
        if state not in self._known:
            self._known[state] = list(dict.fromkeys(self._next(changed=changed)))
        return found + self._known[state]

    def _next(self, *, changed: bool) -> Iterator[str]:
        """Go on as a person would: repeat what was not done, then take it back."""
        if not changed and children.run(self.line, self.stage.work).code != 0:
            yield NEXT
        yield from self._sound()
        back = children.run(self.deed.back, self.stage.work)
        if back.code != 0 or self._rest() != self._wanted:
            yield UNDO
        yield from self._sound()

    def _sound(self) -> Iterator[str]:
        """Demand a whole file of which the history tells the truth, and beside it the copies that are always made."""
        now = files(self.stage.work)
        yield from sound(self.stage.work)
        if not agree(now):
            yield DISAGREE
        if beside(now).keys() - beside(self.after).keys():
            yield LITTER
        if not beside(self.after).items() <= beside(now).items():
            yield COPIES

    def _rest(self) -> bytes:
        """Give all but the file's own record, which counts the revisions."""
        return (self.stage.work / BOOK).read_bytes().split(b"\n", 2)[2]


def told(found: list[str], what: str, ended: Ended) -> list[str]:
    """Tell on stderr what is wrong, for whoever is to mend it."""
    if found:
        sys.stderr.write(f"{what}: {', '.join(found)}: {ended.code}, {ended.told!r}\n")
    return found


def beside(now: Files) -> dict[str, bytes]:
    """Give what lies beside a logbook that is no part of it: the copies that were told of."""
    return {name: content for name, content in now.items() if name not in {BOOK, HISTORY, LOCK}}


def temporary(name: str) -> bool:
    """Tell whether a file is one that a writer was making."""
    return name.endswith(".tmp")


def said_wrongly(ended: Ended) -> Iterator[str]:
    """Demand one of the program's exit codes, no traceback, and a sentence where it failed."""
    if ended.code == children.HUNG:
        yield HANGS
    elif ended.code is not None and (ended.code not in CODES or "Traceback" in ended.told):
        yield TRACEBACKS
    if ended.code and not ended.told.strip():
        yield SILENT


def sound(work: Path) -> Iterator[str]:
    """Demand a file that any JSON reader reads, and ours without a word."""
    try:
        json.loads((work / BOOK).read_bytes())
        snapshot = Snapshot(work / BOOK)
        snapshot.verify()
        snapshot.book()
    except (LogbookError, ValueError, OSError):
        yield BROKEN
        return
    if snapshot.foreign or snapshot.notes:
        yield BROKEN


def records(book: bytes | None) -> dict[str, dict[str, Any]]:
    """Give all records, in their order, but for the file's own bookkeeping."""
    tables: dict[str, dict[str, Any]] = json.loads(book or b"{}")
    return {table: held for table, held in tables.items() if held and table != "logbook"}


def agree(now: Files) -> bool:
    """Tell whether each record is the one that the history's chain says was written last."""
    held = lines(now[BOOK])
    judged: set[tuple[str, int]] = set()
    for entry in chain(now):
        for one in entry["changes"]:
            numbers = [(one["table"], number) for number in range(one["id"], one.get("last", one["id"]) + 1)]
            if judged.isdisjoint(numbers) and one.get("after") != _digest([held.get(number) for number in numbers]):
                return False
            judged.update(numbers)
    return True


def chain(now: Files) -> Iterator[dict[str, Any]]:
    """Walk the history's transactions that led to the file, newest first."""
    revision = json.loads(now[BOOK])["logbook"]["1"]["revision"]
    for line in reversed(now.get(HISTORY, b"").split(b"\n")):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if entry["revision"] == revision:
            revision = entry["parent"]
            yield entry


def _digest(records: list[bytes | None]) -> str | None:
    if records == [None]:
        return None
    return hashlib.blake2b(b"".join((line or b"") + b"\n" for line in records), digest_size=16).hexdigest()


def lines(book: bytes) -> dict[tuple[str, int], bytes]:
    """Give every record's JSON as it stands, by table and number."""
    found, table = {}, "logbook"
    for line in book.split(b"\n"):
        if line.endswith(b":{"):
            table = line.strip(b"{:").decode().strip('"')
        elif line.startswith(b'"'):
            number, _, record = line.removesuffix(b",").partition(b":")
            found[table, int(number.strip(b'"'))] = record
    head = found["logbook", 1]
    return {**found, ("logbook", 1): layout.without_bookkeeping(head)}
