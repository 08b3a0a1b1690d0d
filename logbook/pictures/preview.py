"""Pictures made small to be looked at at once, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.errors import LogbookError
from logbook.pictures import pixels
from logbook.pictures.stored import ClosedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from logbook.pictures.stored import Stored


def preview(file: Stored, width: int, height: int) -> Image | None:
    """Give a picture, upright and in RGB, that fits into so many pixels; none is enlarged.

    None for what is damaged, too large to be decoded, or no still picture. Raises ClosedError.
    """
    try:
        source = pixels.source(*file)
        shrink = max(1, source.size[0] / width, source.size[1] / height)
        size = (max(1, round(source.size[0] / shrink)), max(1, round(source.size[1] / shrink)))
        return next(pixels.scaled(source, [size]))
    except ClosedError:
        raise
    except LogbookError:
        return None


def strip(pictures: Sequence[Image], width: int, height: int, gap: int) -> Image:
    """Put pictures side by side on black, as on a film: each amid so many pixels, `gap` of them between two."""
    from PIL import Image

    whole = Image.new("RGB", (len(pictures) * (width + gap) - gap, height))
    for at, picture in enumerate(pictures):
        left = at * (width + gap) + (width - picture.width) // 2
        whole.paste(picture, (left, (height - picture.height) // 2))
    return whole
