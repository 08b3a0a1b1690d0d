"""hledger: a sighting is a transaction, its region the account, its species what is counted there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import Command
from tests.benchmarks.peers import ADDED, path, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "hledger"

_ANSWERS = '{event_date}\n{vernacular_name}\n{account}\n3 "{vernacular_name}"\nseen\n\n.\ny\n'
"""What it asks for: date, description, account and amount, the other account and amount, the end, to save it."""


def deeds(folder: Path, book: Path) -> Mapping[str, Command | str] | str:
    """Give its commands."""
    tool = shutil.which(NAME)
    if tool is None:
        return "not installed"
    file = folder / "sightings.journal"
    with file.open("w", encoding="utf-8") as journal:
        journal.writelines(map(_transaction, records(book, "sightings")))
    line = (tool, "-f", str(file))
    answers = _ANSWERS.format(**ADDED, account=path(str(ADDED["region"]), ":"))
    return {
        "add": Command(((*line, "add"),), typed=answers),
        "list": Command(((*line, "print", "acct:hunchun"),)),
        "summary": Command(((*line, "balance", "--depth", "1", "not:seen"),)),
    }


def _transaction(sighting: dict[str, Any]) -> str:
    """Write a sighting as a transaction."""
    species = sighting["vernacular_name"]
    many = sum(animal.get("count", 1) for animal in sighting["animals"])
    return (
        f"{sighting['event_date'][:10]} {species}\n"
        f"    ; {sighting['locality']}: {sighting['remarks'].replace(';', ',')}\n"
        f'    {path(sighting["region"], ":")}    {many} "{species}"\n'
        "    seen\n\n"
    )
