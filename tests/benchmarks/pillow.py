"""What Pillow alone needs to scale a folder of pictures, as a good user of it writes that: the measure of `gallery`."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps

WIDTHS = (2560, 1600, 960, 480)


def scale(path: Path, into: Path) -> None:
    """Write a picture at every width."""
    with Image.open(path) as opened:
        opened.draft(None, (WIDTHS[0], 1))
        whole = ImageOps.exif_transpose(opened)
    for width in WIDTHS:
        size = (width, round(whole.height * width / whole.width))
        small = whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)
        small.save(into / f"{path.stem}-{width}.jpg", quality=82)


def main(folder: Path, into: Path) -> None:
    """Scale all pictures of a folder, on two cores."""
    into.mkdir()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(partial(scale, into=into), sorted(folder.glob("*.jpg"))))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
