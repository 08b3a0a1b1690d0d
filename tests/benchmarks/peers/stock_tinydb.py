"""A script of stock TinyDB, on a copy of the same file, which it opens as it is."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tests.benchmarks.measuring import Command
from tests.benchmarks.peers import ADDED

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "stock TinyDB"


def deeds(folder: Path, book: Path) -> Mapping[str, Command | str] | str:
    """Give the script's commands."""
    file = shutil.copyfile(book, folder / "tinydb.json")
    script = (sys.executable, str(Path(__file__).parent / "scripts" / "stock_tinydb.py"), str(file))
    return {
        "add": Command(((*script, "add", msgspec.json.encode(ADDED).decode()),)),
        "list": Command(((*script, "list", "hunchun"),)),
        "summary": Command(((*script, "summary"),)),
    }
