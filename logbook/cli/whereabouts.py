"""Which logbook is meant. This is asked before Typer is there, and so knows nothing of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "logbook.json"


def default_file() -> Path:
    """Name the logbook of last resort, in the platform's user-data folder."""
    import platformdirs

    return platformdirs.user_data_path("logbook", appauthor=False) / NAME


def find_file(given: str | None) -> Path:
    """Find the logbook: as given, else LOGBOOK_FILE, else the nearest logbook.json here or above, else the default."""
    named = given or os.environ.get("LOGBOOK_FILE")
    if named:
        return Path(named)
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise LogbookError("the folder you are in is gone; go to another, or name the logbook with --file") from None
    return (
        next((folder / NAME for folder in (here, *here.parents) if (folder / NAME).is_file()), None) or default_file()
    )


def read_ahead(words: Sequence[str]) -> None:
    """Begin with what takes longest of a command on a large logbook; a wrong guess costs that time, and no more."""
    from logbook.store import ahead

    given = [word for option, word in zip(words, [*words[1:], ""], strict=True) if option == "--file"]
    given += [word.removeprefix("--file=") for word in words if word.startswith("--file=")]
    try:
        path = find_file(given[-1] if given else None)
    except (LogbookError, OSError):
        return  # the command itself tells of it
    ahead.begin(path)
