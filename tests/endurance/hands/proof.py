"""What may be demanded of a logbook that many hands have written: by those who read meanwhile, and at the end."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from logbook.errors import LogbookError
from logbook.store import history
from tests.endurance.hands import commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from logbook.changes import Change
    from logbook.store.history import Entry
    from tests.endurance.hands.workers import Done

    State = dict[tuple[str, int], bytes]

KEPT = re.compile(r"logbook\.json|logbook\.history\.jsonl|\.logbook\.json\.lock")
"""All that a logbook may leave in its folder."""
_TABLE = re.compile(rb'\{?("[^"]+"):\{')
_RECORD = re.compile(rb'"(\d+)":(\{.*\}),?')
_MARK = re.compile(rb"w\d+-\d+")
_NOTE = re.compile(r"^[0-9,]+ positions here are exact;.*\n")
_BREATH = 0.05


def read_raw(file: Path, more: Callable[[], bool]) -> tuple[int, Counter[str]]:
    """Read the file as any program would, again and again; count the reads and what was wrong."""
    reads, faults = 0, Counter[str]()
    while more():
        reads += 1
        try:
            faults["half changes read"] += halves(json.loads(file.read_bytes()))
        except ValueError:
            faults["broken files read"] += 1
        time.sleep(_BREATH)
    return reads, faults


def read_listed(file: Path, more: Callable[[], bool]) -> tuple[int, Counter[str]]:
    """Read the file by `logbook list --json`, again and again; count the reads and what was wrong."""
    reads, faults = 0, Counter[str]()
    while more():
        reads += 1
        answer = commands.run(file, ("list", "--json"))
        if answer.code or _NOTE.sub("", answer.err):
            faults["broken files read"] += 1
        else:
            faults["half changes read"] += halves({"sightings": {one["id"]: one for one in json.loads(answer.out)}})
    return reads, faults


def halves(tables: Mapping[str, Mapping[str, Any]]) -> int:
    """Count what of one change stands there without the rest of it: tagged records, and what they refer to."""
    sightings, images = tables["sightings"].values(), tables.get("images", {})
    tags = Counter(tag for one in sightings for tag in one.get("tags", ()) if "/" in tag)
    torn = sum(many != int(tag.rpartition("/")[2]) for tag, many in tags.items())
    if "images" in tables:
        torn += sum(image[1:] not in images for one in sightings for image in one.get("images", ()))
        torn += sum(one["credit"][1:] not in tables["credits"] for one in images.values() if "credit" in one)
    return torn


def state(data: bytes) -> State:
    """Read the records' lines from a file, without the help of the program."""
    made: State = {}
    table = ""
    for line in data.split(b"\n"):
        if header := _TABLE.fullmatch(line):
            table = json.loads(header[1])
        elif table != "logbook" and (record := _RECORD.fullmatch(line)):
            made[table, int(record[1])] = record[2]
    return made


def prove(file: Path, began: bytes, ledger: Iterable[Done]) -> Counter[str]:
    """Compare file, history and what was acknowledged, from the end back to the bytes it `began` with."""
    done, faults = list(ledger), Counter[str]()
    faults.update(fault for one in done if (fault := one.answer.fault()))
    faults["files left behind"] = sum(
        not KEPT.fullmatch(one.name) for one in file.parent.iterdir() if one.name.startswith((".", "logbook"))
    )
    written, marks, given = Counter[str](), set[str](), Counter[object]()
    for entry, changes in _walk(file, began, faults):
        written[("redo: " if entry.redoes else "") + entry.command] += 1
        if entry.undoes is None and entry.redoes is None:
            marks |= {mark.decode() for change in changes for mark in _MARK.findall(change.before or b"")}
            new = [change for change in changes if change.after is None and change.before]
            given.update((change.table, change.number) for change in new)
            given.update(json.loads(change.before or b"{}").get("uuid") for change in new)
    told = Counter(one.entry for one in done if one.entry)
    faults["records lost"] += (told - written).total()
    faults["records doubled"] += (written - told).total()
    faults["records lost"] += sum(one.mark not in marks for one in done if one.mark)
    faults["numbers or uuids given twice"] = sum(many > 1 for many in given.values())
    return faults


def _walk(file: Path, began: bytes, faults: Counter[str]) -> Iterator[tuple[Entry, list[Change]]]:
    """Take every transaction back, newest first: each must find the records that it wrote, and the first what was."""
    data = file.read_bytes()
    now, first, last = state(data), _revision(began), _revision(data)
    beside = history.history_path(file)
    revisions = [entry.revision for entry in history.entries(beside) if entry.revision > first]
    faults["revisions missing or doubled"] = len(set(range(first + 1, last + 1)) ^ set(revisions))
    faults["revisions missing or doubled"] += len(revisions) - len(set(revisions))
    for entry in itertools.takewhile(lambda entry: entry.revision > first, history.chain(beside, last)):
        try:
            changes = history.reversal(entry, lambda table, number: now.get((table, number))).changes
        except LogbookError:
            faults["records that differ from the history"] += 1
            return
        yield entry, changes
        for change in changes:
            now[change.table, change.number] = change.after or b""
            if change.after is None:
                del now[change.table, change.number]
    faults["records that differ from the history"] += len(now.items() ^ state(began).items())


def _revision(data: bytes) -> int:
    with contextlib.suppress(ValueError):
        return int(json.loads(data)["logbook"]["1"]["revision"])
    return 0
