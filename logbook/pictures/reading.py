"""What a picture file says of itself: its digest, type and size, when it was taken and by which camera.

Exif 2.32: the time is kept as the camera recorded it; it has a time zone only where the file gives one
(OffsetTimeOriginal), and none is ever guessed.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from logbook import dates
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from pathlib import Path

_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)", re.ASCII)
_OFFSET = re.compile(r"[+-]\d\d:\d\d|Z", re.ASCII)
_EXIF, _ORIENTATION, _MAKE, _MODEL = 0x8769, 0x0112, 0x010F, 0x0110
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011


class Facts(NamedTuple):
    """What is known of a file; width and height are pixels as stored, `date_created` is EDTF with a time."""

    sha256: str
    media_type: str
    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    date_created: str | None = None
    camera: str | None = None


def read(path: Path) -> Facts:
    """Read a picture's facts; video, sound and HEIC are known by name, type and digest only.

    Raises LogbookError for what is missing, a folder, empty, or no picture.
    """
    if path.is_dir():
        raise LogbookError(f"{path} is a folder, not a picture; name the pictures in it")
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        raise LogbookError(f"there is no picture {path}; look at the name and the folder") from None
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}") from None
    if not size:
        raise LogbookError(f"{path} is empty; copy it from the camera's card again")
    named = mimetypes.guess_type(path.name)[0] or ""
    return _read_image(path, sha256, named)


def _read_image(path: Path, sha256: str, named: str) -> Facts:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Only the header is read; how many pixels it announces does no harm.
            warnings.simplefilter("ignore")
            with Image.open(path) as image:
                exif = image.getexif()
                taken = exif.get_ifd(_EXIF)
                media_type = Image.MIME.get(image.format or "", named) or named
                width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        if named.startswith(("video/", "audio/")) or path.suffix.lower() in {".heic", ".heif"}:
            return Facts(sha256, named or "image/heic")
        raise LogbookError(f"{path} is no picture that can be read; look whether it is whole") from None
    orientation = exif.get(_ORIENTATION)
    return Facts(
        sha256,
        media_type,
        width,
        height,
        orientation if orientation in range(2, 9) else None,
        _time(taken.get(_TAKEN), taken.get(_TAKEN_OFFSET)),
        _camera(exif.get(_MAKE), exif.get(_MODEL)),
    )


def _time(text: Any, offset: Any) -> str | None:
    """Write Exif's time as EDTF; None where there is none or it is no time (a clock that was never set)."""
    match = _TIME.match(str(text or ""))
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    zone = str(offset or "").strip("\0 ")
    written = f"{year}-{month}-{day}T{hour}:{minute}:{second}" + (zone if _OFFSET.fullmatch(zone) else "")
    return written if dates.is_edtf(written) else None


def _camera(make: Any, model: Any) -> str | None:
    """Name a camera as Camtrap DP does: manufacturer and model."""
    words = [str(part).strip("\0 ") for part in (make, model) if part]
    if len(words) == 2 and words[1].casefold().startswith(words[0].casefold()):  # noqa: PLR2004 - make and model
        words = words[1:]
    return " ".join(word for word in words if word) or None
