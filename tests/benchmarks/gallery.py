"""Measure `gallery` against Pillow alone: `python -m tests.benchmarks.gallery [PICTURES [RUNS]]`.

Pictures of 12 megapixels and 4 MB, noise and slopes that compress as photographs do, each a file of its own. Pillow
alone (`tests/benchmarks/pillow.py`) scales them to the same widths, at the same quality, with two threads; the two take
turns, whole processes, each into an empty folder, and then `gallery` runs once more. Prints the medians, their ratios,
how many copies the second run made, and the most memory that the first had in use.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from tests.benchmarks.data import own
from tests.benchmarks.measuring import resident

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

MANY, RUNS = 500, 3
SIZE = (4000, 3000)
DIFFERENT = 6
OCTAVES = ((8, 60), (40, 35), (250, 22), (1200, 16), (4000, 14))
"""Grains across a picture, and how far they are from the middle grey."""


def photograph(chance: random.Random) -> Image.Image:
    """Draw a picture with as much in it, large and small, as a photograph has."""
    bands = []
    for _ in range(3):
        band = Image.linear_gradient("L").resize(SIZE).point([40 + value // 3 for value in range(256)])
        for wide, strength in OCTAVES:
            grains = Image.frombytes("L", (wide, wide * 3 // 4), chance.randbytes(wide * (wide * 3 // 4)))
            faded = [128 + (value - 128) * strength // 128 for value in range(256)]
            band = ImageChops.add(band, grains.resize(SIZE).point(faded), 1, -128)
        bands.append(band)
    return Image.merge("RGB", bands)


def make(folder: Path, many: int) -> None:
    """Write pictures, each a file of its own."""
    chance = random.Random(many)  # noqa: S311 - data to measure with
    drawn = folder / "drawn.jpg"
    whole = []
    for _ in range(min(many, DIFFERENT)):
        photograph(chance).save(drawn, quality=90)
        whole.append(drawn.read_bytes())
    drawn.unlink()
    for number, data in zip(range(many), cycle(whole), strict=False):
        (folder / f"{number:05}.jpg").write_bytes(own(data, number))


def inodes(folder: Path) -> AbstractSet[int]:
    """Tell the copies in a folder apart, whatever they are called."""
    return {path.stat().st_ino for path in folder.glob("*.jpg")}


def main(many: int = MANY, runs: int = RUNS) -> None:
    """Print how long both take."""
    took: dict[str, list[float]] = {"Pillow alone": [], "gallery": [], "gallery again": []}
    memory, made = 0.0, 0
    with tempfile.TemporaryDirectory() as name:
        cards, theirs, ours = (Path(name) / one for one in ("cards", "theirs", "ours"))
        cards.mkdir()
        make(cards, many)
        logbook = [sys.executable, "-m", "logbook", "--file", str(Path(name) / "logbook.json")]
        words = ["--species", "Amur leopard", "--region", "Jilin, China", "--credit", "WCS"]
        subprocess.run([*logbook, "import", str(cards), *words], check=True, capture_output=True)
        alone = [sys.executable, str(Path(__file__).with_name("pillow.py")), str(cards), str(theirs)]
        gallery = [*logbook, "gallery", str(ours)]
        for _ in range(runs):
            for folder in (theirs, ours):
                shutil.rmtree(folder, ignore_errors=True)
            took["Pillow alone"].append(resident(alone)[0])
            seconds, used = resident(gallery)
            took["gallery"].append(seconds)
            memory, first = max(memory, used), inodes(ours)
            took["gallery again"].append(resident(gallery)[0])
            made = max(made, len(inodes(ours) - first))
    medians = {name: statistics.median(times) for name, times in took.items()}
    sys.stdout.write(f"{many:,} pictures of 12 megapixels, medians of {runs} runs in turn\n")
    sys.stdout.writelines(f"{name:<24} {seconds:>7.1f} s\n" for name, seconds in medians.items())
    sys.stdout.write(
        f"{'gallery, to Pillow':<24} {medians['gallery'] / medians['Pillow alone']:>7.2f}    at most 1.5\n"
    )
    sys.stdout.write(f"{'scaled by the second':<24} {made:>7}    none\n")
    sys.stdout.write(f"{'memory':<24} {memory:>7.0f} MiB\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
