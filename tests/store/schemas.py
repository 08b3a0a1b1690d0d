"""Logbooks of other schemas than ours: the oldest that is kept, and one of a version to come."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from logbook.records import SCHEMA
from logbook.store import layout
from logbook.store.checksum import PENDING
from logbook.store.sealing import sealed
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable

    Touch = Callable[[str], str]
    """What other hands do to the text of a file."""

OLDEST = Path(__file__).parent / "files" / "schema-1"


def oldest() -> Path:
    """Put the oldest logbook, with its history, where the test stands."""
    for name in ("logbook.json", "logbook.history.jsonl"):
        shutil.copyfile(OLDEST / name, name)
    return Path("logbook.json")


def newer(path: Path, indent: int | None = None, **said: Any) -> Path:
    """Make a logbook one that a version to come has written, in our layout or another; `said` of the file itself."""
    tables = deeds.tables(path)
    facts = {name: fact for name, fact in tables["logbook"]["1"].items() if name not in layout.BOOKKEEPING}
    bookkeeping = {"schema": SCHEMA + 1, "revision": 1, "crc32": PENDING, "next": {}}
    tables["logbook"]["1"] = {**bookkeeping, **said, **facts}
    encoded = {
        name: {key: msgspec.json.encode(record) for key, record in table.items()} for name, table in tables.items()
    }
    beginning, rest = layout.encode_head(encoded["logbook"]["1"]), layout.encode_tables(encoded)
    data = sealed(beginning, zlib.crc32(beginning + rest)) + rest
    path.write_bytes(msgspec.json.format(data, indent=indent) if indent else data)
    return path
