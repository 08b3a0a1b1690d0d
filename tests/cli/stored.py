"""What stands in the test's `logbook.json`, picture files to put there, and lines that may be refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from logbook.records import parse_id

if TYPE_CHECKING:
    from typer.testing import Result

    from tests.cli.conftest import Run

FILE = Path("logbook.json")
TAKEN = "2013:09:05 04:31:22"


def stored(which: str) -> dict[str, Any]:
    """Give a record as it stands in the file."""
    table, number = parse_id(which)
    record: dict[str, Any] = json.loads(FILE.read_bytes())[table][str(number)]
    return record


def records(table: str) -> dict[str, Any]:
    """Give a table as it stands in the file."""
    found: dict[str, Any] = json.loads(FILE.read_bytes()).get(table, {})
    return found


def jpeg(name: str, *, shade: int = 0) -> Path:
    """Make a picture as a camera trap writes it; another shade is another picture."""
    tags = Image.Exif()
    tags.update({0x010F: "RECONYX", 0x0110: "HC600"})
    tags.get_ifd(0x8769)[0x9003] = TAKEN
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (64, 48), shade).save(path, exif=tags)
    return path


def files() -> set[str]:
    """Name what lies in the folder."""
    return {path.name for path in Path.cwd().iterdir()}


def attempt(run: Run, line: str) -> Result:
    """Run a line that may be refused, in one of the ways that a person can mend."""
    for code in (0, 1, 2):
        try:
            return run(line, code=code)
        except AssertionError:
            continue
    return run(line, code=3)
