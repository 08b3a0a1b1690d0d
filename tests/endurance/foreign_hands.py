"""What other hands do to a logbook, by name: each takes the files of its folder and gives what they then are."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB, where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Files = Mapping[str, bytes]
    Hands = Callable[[Files], dict[str, bytes]]

BOOK, HISTORY = "logbook.json", "logbook.history.jsonl"
CONFLICT = "logbook.sync-conflict-20261122-120000-ABCDEFG.json"
_AFTER = b'"vernacular_name":"Lynx"'


_REPLACED = {
    "edited by hand, valid": (b'"Lynx"', b'"Eurasian lynx"'),
    "edited by hand, not valid": (b'"count_basis":"survey"', b'"count_basis":"surwey"'),
    "a comma forgotten": (b'},\n"2"', b'}\n"2"'),
    "lines of Windows": (b"\n", b"\r\n"),
    "a doubled id": (b'\n"2":{"uuid"', b'\n"1":{"uuid"'),
    "a doubled key": (_AFTER, _AFTER + b',"vernacular_name":"Wolf"'),
    "a doubled table": (b'"deployments":{', b'"taxa":{\n},\n"deployments":{'),
    "a second table of sightings before the pictures": (b'"images":{', b'"sightings":{\n},\n"images":{'),
    "a picture out of order": (b'"images":{', b'"images":{\n"9":{"title":"Pasted"},'),
    "a dangling picture": (b'"images":["i1"]', b'"images":["i9"]'),
    "a dangling credit": (b'"credit":"c1"', b'"credit":"c9"'),
    "an unknown table": (b'"sightings":{', b'"weather":{\n"1":{"rain":1}\n},\n"sightings":{'),
    "a newer schema": (b'"schema":2', b'"schema":9'),
    "a newer schema that may be read": (b'"schema":2', b'"schema":9,"readable_by":2'),
    "not text": (b'"Lynx"', b'"L\xff"'),
}


def hands(older: Files, newer: Files) -> dict[str, Hands]:
    """Give all by name; `older` and `newer` are the logbook before and after what it now is."""
    return {
        **{name: _book(partial(_replaced, *pair)) for name, pair in _REPLACED.items()},
        "indented by jq": _book(_jq),
        "sorted by jq": _book(lambda data: _jq(data, "-S")),
        "a byte-order mark": _book(lambda data: b"\xef\xbb\xbf" + data),
        "TinyDB inserts": _book(lambda data: _tinydb(data, _insert)),
        "TinyDB updates": _book(lambda data: _tinydb(data, _update)),
        "TinyDB removes": _book(lambda data: _tinydb(data, _remove)),
        "TinyDB truncates": _book(lambda data: _tinydb(data, _truncate)),
        "a conflict copy beside it": lambda files: {**files, CONFLICT: newer[BOOK]},
        "a conflict copy in its place": lambda files: {**files, BOOK: newer[BOOK], CONFLICT: files[BOOK]},
        "a backup older than the history": lambda files: {**files, BOOK: older[BOOK]},
        "a doubled line": _book(lambda data: data.replace(_line(data), _line(data) + b",\n" + _line(data))),
        "another program's JSON": _book(lambda _: b'{"entries": [{"title": "Dear diary"}]}\n'),
        "no bytes": _book(lambda _: b""),
        "zeros": _book(lambda data: bytes(len(data))),
        "a merge of git left open": _book(lambda data: data.replace(_line(data), _merge(_line(data)))),
        "its own table lost": _book(lambda data: b"{" + data.partition(b"},\n")[2]),
    }


def _book(change: Callable[[bytes], bytes]) -> Hands:
    def done(files: Files) -> dict[str, bytes]:
        after = change(files[BOOK])
        assert after != files[BOOK]
        return {**files, BOOK: after}

    return done


def _replaced(old: bytes, new: bytes, data: bytes) -> bytes:
    return data.replace(old, new)


def _jq(data: bytes, *options: str) -> bytes:
    if shutil.which("jq") is None:  # what it would write
        return json.dumps(json.loads(data), indent=2, sort_keys=bool(options), ensure_ascii=False).encode() + b"\n"
    return subprocess.run(["jq", *options, "."], input=data, capture_output=True, check=True).stdout


def _tinydb(data: bytes, deed: Callable[[TinyDB], Any]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / BOOK
        path.write_bytes(data)
        with TinyDB(path) as db:
            deed(db)
        return path.read_bytes()


def _insert(db: TinyDB) -> None:
    db.table("sightings").insert({"vernacular_name": "Wolf", "region": "Russia"})


def _update(db: TinyDB) -> None:
    db.table("sightings").update({"remarks": "seen again"}, where("vernacular_name") == "Lynx")


def _remove(db: TinyDB) -> None:
    db.table("sightings").remove(where("vernacular_name") == "Lynx")


def _truncate(db: TinyDB) -> None:
    db.table("sightings").truncate()


def _line(data: bytes) -> bytes:
    """Give the line of the lynx."""
    return next(line for line in data.split(b"\n") if _AFTER in line).removesuffix(b",")


def _merge(line: bytes) -> bytes:
    ours, theirs = line, line.replace(b'"Lynx"', b'"Eurasian lynx"')
    return b"<<<<<<< HEAD\n" + ours + b"\n=======\n" + theirs + b"\n>>>>>>> station-b\n"
