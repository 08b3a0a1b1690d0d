"""The pixels of a picture for a page: upright, in sRGB, on white where they let through, at the sizes asked for."""

from __future__ import annotations

import contextlib
import functools
import io
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook.errors import LogbookError
from logbook.pictures import reading, walking
from logbook.pictures.stored import require_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

    Size = tuple[int, int]

MOST_DECODED: Final = 160_000_000
"""Pixels: as many as the largest cameras take, and 640 MB. A JPEG that is read at a half or less counts as that."""
_MANY: Final = 50_000_000
"""Pixels: of pictures of more only one is in the memory at a time, however many threads there are."""
_ALONE = threading.Lock()
_FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000")
"""Those whose size `reading` knows. Pillow opens more, some by starting other programs."""
_UPRIGHT: Final = 1
_LYING: Final = range(5, 9)
"""Orientations of Exif by which width is height."""
_GAP: Final = 3.0
"""By how much a fast first reduction stays above the size wanted; at 3 it cannot be seen."""
_SRGB: Final = ("sRGB IEC61966-2.1", "sRGB built-in", "sRGB")
"""What such profiles call themselves."""


class Source(NamedTuple):
    """A picture to be scaled: its digest (SHA-256), its size in pixels as it is looked at, and its Exif orientation."""

    path: Path
    sha256: str
    size: Size
    orientation: int


def source(path: Path, demanded: str | None = None) -> Source:
    """Measure a picture; no pixel is decoded.

    Raises LogbookError for what is none, broken, no still picture, or has another digest than is demanded: of that
    nothing is read but the digest.
    """
    # A video has gigabytes, of which a digest would be made.
    is_opened = reading.is_opened(path.name)
    if demanded and is_opened:
        require_recorded(path, walking.digest(path), demanded)
    image = reading.read(path).image if is_opened else None
    if not (image and image.width and image.height and image.sha256):
        kind = image.media_type if image else reading.media_type_by_name(path.name)
        raise LogbookError(f"{path} ({kind}) cannot be shown on a page; make a JPEG of it")
    orientation = image.orientation or _UPRIGHT
    size = (image.height, image.width) if orientation in _LYING else (image.width, image.height)
    return Source(path, image.sha256, size, orientation)


def scaled(picture: Source, sizes: Sequence[Size]) -> Iterator[Image]:
    """Scale a picture to several sizes, given from the smallest; the largest comes first, in RGB, without metadata.

    Each is made of the one before: that differs from scaling each by itself by 2 of 255 at most. Raises LogbookError
    where the picture is damaged, cut off, or of more than MOST_DECODED pixels.
    """
    try:
        image = _largest(picture, sizes[-1])
    except LogbookError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file makes Pillow raise anything
        raise LogbookError(
            f"{picture.path} is damaged and cannot be shown whole; look for another copy of it"
        ) from None
    yield image
    for size in reversed(sizes[:-1]):
        image = image.resize(size, reading.pillow().Resampling.LANCZOS)
        yield image


def _largest(picture: Source, size: Size) -> Image:
    """Decode a picture and scale it, so that all that follows has fewer pixels to do."""
    pillow = reading.pillow()
    with pillow.open(picture.path, formats=_FORMATS) as opened:
        # Pillow turns a TIFF when it decodes it.
        turn = None if opened.format == "TIFF" else _turns().get(picture.orientation)
        stored = size[::-1] if turn is not None and picture.orientation in _LYING else size
        box, pixels = _drafted(opened, picture.path, stored)
        with _ALONE if pixels > _MANY else contextlib.nullcontext():
            opened.load()
            image = _blendable(opened, picture.path).resize(stored, pillow.Resampling.LANCZOS, box, _GAP)
            opened.close()
        upright = image if turn is None else image.transpose(turn)
        return _in_srgb(_on_white(upright), opened.info.get("icc_profile"))


def _drafted(opened: ImageFile, path: Path, size: Size) -> tuple[tuple[float, float, float, float] | None, int]:
    """Let a JPEG be decoded at an eighth, a quarter or a half of its size where that is enough.

    Gives what of it counts, and how many pixels the memory has to hold. Raises LogbookError where these are too many.
    """
    width, height = opened.size
    drafted = opened.draft(None, size)
    # All of a progressive one is held in memory, whatever its size.
    pixels = width * height if "progressive" in opened.info else opened.width * opened.height
    if pixels > MOST_DECODED:
        raise LogbookError(
            f"{path} has {width:,} x {height:,} pixels, more than can be scaled here; make a smaller copy of it"
        )
    return drafted[1] if drafted else None, pixels


def _blendable(image: Image, path: Path) -> Image:
    """Give a picture in a mode in which pixels can be blended: not black or white, a palette, or 16 bits."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (255 / 65535) + 0.5).convert("L")
    if image.mode in {"I", "F"}:
        raise LogbookError(f"{path} has pixels of 32 bits, and nothing says which are white; make a JPEG of it")
    if image.has_transparency_data:
        return image if image.mode == "LA" else image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _on_white(image: Image) -> Image:
    if image.mode not in {"LA", "RGBA"}:
        return image
    paper: Image = reading.pillow().new(image.mode[:-1], image.size, "white")
    paper.paste(image.convert(paper.mode), mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """Give a picture in sRGB by the ICC profile embedded in it; without one, or by a broken one, as if it were that."""
    from PIL import ImageCms

    try:
        colours = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        if colours and ImageCms.getProfileDescription(colours).strip() not in _SRGB:
            srgb = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, colours, srgb, outputMode="RGB") or image
    except (OSError, ImageCms.PyCMSError):
        pass
    image = image.convert("RGB")
    image.info = {}
    return image


@functools.cache
def _turns() -> dict[int, Any]:
    """Say what brings a picture of each Exif orientation upright."""
    turn = reading.pillow().Transpose
    mirrored = (turn.FLIP_LEFT_RIGHT, turn.ROTATE_180, turn.FLIP_TOP_BOTTOM)
    return dict(enumerate((*mirrored, turn.TRANSPOSE, turn.ROTATE_270, turn.TRANSVERSE, turn.ROTATE_90), 2))
