"""Whether the files of pictures are where the logbook says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from logbook.records import Image


def missing(images: Mapping[int, Image], logbook: Path) -> frozenset[int]:
    """Give the numbers of pictures that have a file on record which is not there; `logbook` is the logbook's path."""
    folder = logbook.resolve().parent
    return frozenset(
        number
        for number, image in images.items()
        if image.file is not None and not os.path.isfile(folder / image.file)  # noqa: PTH113 - never raises
    )
