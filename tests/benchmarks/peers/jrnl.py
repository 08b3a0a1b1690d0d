"""jrnl, with its journal in plain text: a sighting is an entry, its country and species are tags, which it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import Command
from tests.benchmarks.peers import ADDED, records
from tests.endurance import peers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "jrnl"


def deeds(folder: Path, book: Path) -> Mapping[str, Command | str] | str:
    """Give its commands."""
    peer = peers.jrnl(folder)
    if isinstance(peer, str):
        return peer
    with peer.file.open("w", encoding="utf-8") as journal:
        journal.writelines(map(_entry, records(book, "sightings")))
    added = (
        f"{ADDED['event_date']} 09:00: {ADDED['vernacular_name']}, {ADDED['region']}: 1 adult female, 2 cubs. @China"
    )
    return {
        "add": Command(((*peer.command, added),), peer.env),
        "list": Command(((*peer.command, "-contains", "Hunchun"),), peer.env),
        "summary": Command(((*peer.command, "--tags"),), peer.env),
    }


def _entry(sighting: dict[str, Any]) -> str:
    """Write a sighting as an entry."""
    day, _, time = sighting["event_date"].partition("T")
    species, region = sighting["vernacular_name"], sighting["region"]
    tags = f"@{species.replace(' ', '_')} @{region.rpartition(', ')[2]}"
    return f"[{day} {time}] {species}, {region}.\n{sighting['locality']}: {sighting['remarks']}. {tags}\n\n"
