"""The README's console blocks: `python -m tests.readme` runs every line and writes what came out into the README.

The blocks are one story: they run in order, in one folder that begins with the demo, at a fixed time, in a terminal of
80 columns.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from PIL import Image
from typer.testing import CliRunner

from logbook.cli import declare
from logbook.cli.app import app

README = Path(__file__).parent.parent / "README.md"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_EXIF, _TAKEN = 0x8769, 0x9003
ROWS = """Nr;Tier;Wann;region
1;Luchs;2024-05-01 04:31;"Jilin, China"
2;Luchs;2024-05-02;
"""
"""A table that another program wrote, with headings of its own."""
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def run(line: str) -> str:
    """Run a line of the README and give what a person sees."""
    words = shlex.split(line)
    if words[0] == "cd":
        os.chdir(words[1])
        cards()
        return ""
    if words[0] != "logbook":
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout
    declare(())
    asked = words[1] != "export" and any(word.startswith("--format") or word == "--json" for word in words)
    with (
        mock.patch("logbook.cli.session.clock", return_value=NOW),
        mock.patch("logbook.cli.output.on_terminal", return_value=not asked),
    ):
        done = CliRunner().invoke(app, words[1:], prog_name="logbook", env={"COLUMNS": "80", "NO_COLOR": "1"})
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return "\n".join(text.rstrip() for text in done.output.strip("\n").split("\n"))


def cards() -> None:
    """Make the folder of pictures that the README speaks of: two cameras, the second with a clock that was reset."""
    taken = {
        "Station 1/Amur leopard/IMG_0001.JPG": "2024:05:01 04:31:05",
        "Station 1/Amur leopard/IMG_0002.JPG": "2024:05:01 04:31:09",
        "Station 1/Amur leopard/IMG_0003.JPG": "2024:05:01 06:12:40",
        "Station 1/Sika deer/IMG_0004.JPG": "2024:05:02 19:00:00",
        "Station 2/Amur leopard/IMG_0001.JPG": "2013:01:01 00:04:10",
    }
    for name, time in taken.items():
        path = Path("cards", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        exif = Image.Exif()
        exif.get_ifd(_EXIF)[_TAKEN] = time
        Image.new("RGB", (64, 48)).save(path, exif=exif)
    Path("rows.csv").write_text(ROWS, encoding="utf-8")


def told(block: str) -> str:
    """Give a block anew: its lines, each with what it prints now."""
    lines = [line for line in block.split("\n") if line.startswith("$ ")]
    return "".join(f"{line}\n{output}\n" if (output := run(line[2:])) else f"{line}\n" for line in lines)


def retold(text: str) -> str:
    """Give the README with every block as it comes out now, run in the folder it stands in."""
    return BLOCK.sub(lambda match: told(match[0]), text)


def main() -> None:
    """Write the README's outputs anew."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        run("logbook demo")
        text = retold(README.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
