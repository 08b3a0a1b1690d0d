"""What the checks of the logbook's own file are told: how it agrees with its history, and what lies beside it."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import msgspec

from logbook.checks.file_facts import Deed, Differing, FileFacts
from logbook.patterns import pattern
from logbook.records import Id
from logbook.store import agreement, foreign, history, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from logbook.store.history import Entry
    from logbook.store.raw import Data
    from logbook.store.snapshot import Snapshot

_SYNC = (
    r"\.sync-conflict-.+",  # Syncthing
    r"[ _]?\(?.*(?:conflicted copy|case conflict|selective sync conflict).*",  # Dropbox, Nextcloud, pCloud
    r"_conflict-.+",  # ownCloud
    r" \([0-9]+\)",  # Google Drive
    r" [0-9]+",  # iCloud
    r"-[A-Za-z0-9][A-Za-z0-9-]*",  # OneDrive: the computer's name
)
"""What sync tools put behind a file's stem, where two computers have written it."""
_HEAD = 1 << 20
_UUID = pattern(rb'"uuid"\s*:\s*"([^"\\]+)"')
_WORKED_IN = pattern(rb'"revision"\s*:\s*[1-9]')


def examine(snapshot: Snapshot) -> FileFacts:
    """Compare a logbook with its history, line by line, and look at what lies beside it."""
    path, revision = snapshot.path, snapshot.info.revision
    beside = history.history_path(path)
    found = agree(snapshot)
    unknown = agreement.newer(history.entries(beside), revision)
    odd, revisions = _read_through(beside)
    at = _places(snapshot, [*(one.which for one in found.differing), *found.added])
    return FileFacts(
        doubles=tuple(one.removeprefix(f"{path}: ") for one in snapshot.doubles),
        foreign=snapshot.foreign,
        revision=revision,
        differing=tuple(_differing(one, at) for one in found.differing),
        added=tuple((str(which), at.get(which, 0)) for which in found.added),
        newer=tuple(map(_deed, unknown)),
        is_older=agreement.is_older(unknown, revision),
        conflict_copies=tuple(conflict_copies(path, snapshot.data)),
        history=beside.name,
        odd_lines=odd,
        has_own=None if revisions is None else revision in revisions,
    )


def agree(snapshot: Snapshot) -> agreement.Agreement:
    """Compare a logbook's records, whichever hands laid them out, with the history beside it."""
    chain = history.chain(history.history_path(snapshot.path), snapshot.info.revision)
    return agreement.compare(chain, lambda table: _lines(snapshot, table))


def _lines(snapshot: Snapshot, table: str) -> Mapping[int, bytes]:
    body = snapshot.layout.bodies.get(table)
    return {} if body is None else dict(layout.lines(snapshot.data, body))


def _deed(entry: Entry) -> Deed:
    return Deed(entry.revision, entry.time, entry.command)


def _differing(one: agreement.Differing, at: Mapping[Id, int]) -> Differing:
    last = str(Id(one.which.table, one.last)) if one.last != one.which.number else None
    return Differing(id=str(one.which), last=last, line=at.get(one.which), state=one.state, deed=_deed(one.entry))


def _places(snapshot: Snapshot, wanted: Iterable[Id]) -> dict[Id, int]:
    """Give the lines of the file on which some records stand; where one stands twice, the last, which counts."""
    keys: dict[foreign.Place, Id] = {(which.table, str(which.number)): which for which in wanted}
    if not keys:
        return {}
    text = bytes(snapshot.original).decode("utf-8-sig")
    return {keys[key]: lines[-1] for key, lines in foreign.lines_of(text, keys).items()}


def _read_through(path: Path) -> tuple[tuple[int, ...], set[int] | None]:
    """Give the lines of a history that are none, and the revisions that the others made; None without a history."""
    odd: list[int] = []
    revisions: set[int] = set()
    decoder = msgspec.json.Decoder(history.Entry)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    revisions.add(decoder.decode(line).revision)
                except layout.NOT_VALID:
                    odd.append(number)
    except FileNotFoundError:
        return (), None
    return tuple(odd), revisions


def conflict_copies(path: Path, data: Data) -> Iterator[str]:
    """Name the copies of a logbook, known by their content, that a sync tool has put beside it.

    It is one where people have worked in it, unlike in what `export` writes, and where one of its records is ours.
    """
    name = re.compile(f"{re.escape(path.stem)}(?:{'|'.join(_SYNC)}){re.escape(path.suffix)}", re.IGNORECASE)
    ours: set[bytes] = set()
    with contextlib.suppress(OSError):  # a folder that may not be listed holds none that anybody could take over
        for other in sorted(path.parent.iterdir()):
            if not (name.fullmatch(other.name) and other.is_file()):
                continue
            with other.open("rb") as file:
                head = file.read(_HEAD)
            if _WORKED_IN.search(head):
                # Once for all: thousands of searches through a large file take minutes.
                ours = ours or set(_UUID.findall(data))
                if not ours.isdisjoint(_UUID.findall(head)):
                    yield other.name
