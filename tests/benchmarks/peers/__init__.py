"""The peers: each a module with a `NAME` and `deeds(folder, book)`.

It puts the sightings of a logbook into the peer's own file, and gives the commands `add` (one sighting), `list` (those
of Hunchun) and `summary` (the groupings that it can make), or in their place a text that says why there is none.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.benchmarks.measuring import Command

PEERS = ("stock_tinydb", "sqlite_utils", "jq", "taskwarrior", "hledger", "jrnl")

ADDED = {
    "event_date": "2013-10-09",
    "vernacular_name": "Amur leopard",
    "region": "Jilin, China",
    "animals": [
        {"n": 1, "count": 1, "life_stage": "adult", "sex": "female"},
        {"n": 2, "count": 2, "life_stage": "juvenile"},
    ],
}
"""What each peer is asked to add."""
_OPENING, _ENTRY = b'"%s":{\n', b"{%s}"


class Peer(Protocol):
    """What the module of a peer has."""

    NAME: str

    def deeds(self, folder: Path, book: Path) -> Mapping[str, Command | str] | str:
        """Give its commands on the data of a logbook, or why there are none."""


def module(name: str) -> Peer:
    """Give the module of a peer."""
    return cast("Peer", importlib.import_module(f"{__name__}.{name}"))


def records(book: Path, table: str) -> Iterator[dict[str, Any]]:
    """Read the records of a table one by one, each with its number as `id`."""
    opening = _OPENING % table.encode()
    with book.open("rb") as file:
        while file.readline() != opening:
            pass
        while (line := file.readline()).startswith(b'"'):
            ((number, record),) = msgspec.json.decode(_ENTRY % line.rstrip(b",\n")).items()
            yield {"id": int(number), **record}


def path(region: str, between: str) -> str:
    """Write a region from large to small."""
    return between.join(reversed(region.split(", ")))


def beside_python(name: str) -> Path | None:
    """Find a command that stands beside this Python."""
    tool = Path(sys.executable).with_name(name)
    return tool if tool.exists() else None
