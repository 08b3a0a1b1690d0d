"""Measure `import` of pictures against exiftool: `python -m tests.benchmarks.pictures [MANY [RUNS [FOLDER]]]`.

Pictures are copies of those in FOLDER, each stamped with a time of its own; both programs read all of them, in turn,
whole processes. Prints the medians, their ratio, and the most memory that the import had in use.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from tests.benchmarks.data import own
from tests.benchmarks.measuring import resident

MANY, RUNS = 10_000, 3
MEDIA = Path(__file__).parents[3] / "shared/data"
A_FOLDER = 500
_STAMP = re.compile(rb"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d(?=\0)")


def make(folder: Path, many: int, originals: list[Path]) -> None:
    """Write pictures, a camera for every five hundred, a picture every seven minutes."""
    taken = datetime(2013, 9, 5, 4, 31)  # noqa: DTZ001 - a camera knows no zone
    whole = [path.read_bytes() for path in originals]
    for number, data in zip(range(many), cycle(whole), strict=False):
        camera = folder / f"Station {number // A_FOLDER:03}" / "DCIM" / "100RECNX"
        camera.mkdir(parents=True, exist_ok=True)
        stamp = f"{taken + timedelta(minutes=7 * number):%Y:%m:%d %H:%M:%S}".encode()
        # One that bears no time to stamp becomes a file of its own all the same.
        (camera / f"RCNX{number:05}.JPG").write_bytes(own(_STAMP.sub(stamp, data), number))


def main(many: int = MANY, runs: int = RUNS, source: Path = MEDIA) -> None:
    """Print how long both take and what they use."""
    originals = sorted(path for path in source.rglob("*") if path.suffix.lower() == ".jpg")
    if not originals or not shutil.which("exiftool"):
        sys.exit("this needs a folder of JPEGs to copy, and exiftool")
    took: dict[str, list[float]] = {"import": [], "import again": [], "exiftool": []}
    memory = 0.0
    with tempfile.TemporaryDirectory() as folder:
        cards, book = Path(folder) / "cards", Path(folder) / "logbook.json"
        make(cards, many, originals)
        ours = [sys.executable, "-m", "logbook", "--file", str(book), "import", str(cards), "--species", "Lynx"]
        theirs = ["exiftool", "-fast", "-json", "-r", str(cards)]
        for _ in range(runs):
            for name, command in (("exiftool", theirs), ("import", ours), ("import again", ours)):
                seconds, used = resident(command)
                took[name].append(seconds)
                memory = max(memory, used if command is ours else 0)
            for made in book.parent.glob("logbook.*"):
                made.unlink()
    medians = {name: statistics.median(times) for name, times in took.items()}
    sys.stdout.write(f"{many:,} pictures, medians of {runs} runs in turn\n")
    sys.stdout.writelines(f"{name:<24} {seconds:>7.1f} s\n" for name, seconds in medians.items())
    sys.stdout.write(f"{'import, to exiftool':<24} {medians['import'] / medians['exiftool']:>7.2f}    at most 2\n")
    sys.stdout.write(f"{'memory':<24} {memory:>7.0f} MiB  under 300\n")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(*map(int, arguments[:2]), *map(Path, arguments[2:]))
