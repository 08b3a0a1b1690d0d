"""What exiftool, somebody else's program, reads and writes in a file; tests of it are skipped where it is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

needed = pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")


def read(path: Path, *words: str) -> dict[str, Any]:
    """Read a file: `XMP-dc:Creator`, `IPTC:Credit`, `IFD0:Artist`; languages and structures as they are."""
    return read_all([path], *words)[0]


def read_all(paths: Sequence[Path], *words: str) -> list[dict[str, Any]]:
    """Read several files at once: starting exiftool takes longer than reading."""
    line = ["exiftool", "-json", "-G1", "-struct", "-a", *words, *map(str, paths)]
    found: list[dict[str, Any]] = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)
    return found


def write(paths: Sequence[Path], *words: str) -> None:
    """Write into files, in their place: `-XMP-dc:Title=A title`."""
    line = ["exiftool", "-q", "-overwrite_original", *words, *map(str, paths)]
    subprocess.run(line, check=True, capture_output=True)
