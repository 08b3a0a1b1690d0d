"""What a picture file says of itself: its digest, type and size, when it was taken and by which camera.

Exif 2.32: the time is kept as the camera recorded it; it has a time zone only where the file gives one
(OffsetTimeOriginal), and none is ever guessed.
"""

from __future__ import annotations

import contextlib
import hashlib
import mimetypes
import re
import struct
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from logbook import dates
from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)", re.ASCII)
_OFFSET = re.compile(r"[+-]\d\d:\d\d|Z", re.ASCII)
_EXIF, _ORIENTATION, _MAKE, _MODEL = 0x8769, 0x0112, 0x010F, 0x0110
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
_TURNED = range(2, 9)
_BY_NAME = {
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".dng": "image/x-adobe-dng",
    ".cr2": "image/x-canon-cr2",
    ".cr3": "image/x-canon-cr3",
    ".nef": "image/x-nikon-nef",
    ".arw": "image/x-sony-arw",
    ".orf": "image/x-olympus-orf",
    ".rw2": "image/x-panasonic-rw2",
}
"""What is not opened: Pillow lacks the format, or would take the small preview in a raw file for the picture."""
_SEVERAL_IN_ONE = "MPO"
"""What Pillow calls a JPEG that has a small preview behind it."""

_BROKEN = (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error)
"""What Pillow raises where a file is not what it says it is."""


class Facts(NamedTuple):
    """What is known of a file; width and height are pixels as stored, `date_created` is EDTF with a time.

    `orientation` is Exif's, 2 to 8; an upright picture has none.
    """

    sha256: str
    media_type: str
    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    date_created: str | None = None
    camera: str | None = None


def read(path: Path) -> Facts:
    """Read a picture's facts; video, sound, HEIC and raw files are known by name, type and digest only.

    Raises LogbookError for what is missing, a folder, empty, or no picture.
    """
    sha256 = _digest(path)
    named = _BY_NAME.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or ""
    if named in _BY_NAME.values() or named.startswith(("video/", "audio/")):
        return Facts(sha256, named)
    return _read_image(path, sha256, named)


def _digest(path: Path) -> str:
    """Digest a file (SHA-256, hexadecimal)."""
    try:
        if path.is_dir():
            raise LogbookError(f"{path} is a folder, not a picture; name the pictures in it")
        if path.exists() and not path.is_file():
            raise LogbookError(f"{path} is no file (a pipe or a device); name a picture file")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
            size = file.tell()
    except FileNotFoundError:
        raise LogbookError(f"there is no picture {path}; look at the name and the folder") from None
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise LogbookError(f"{str(path)!r} cannot be the name of a file") from None
    if not size:
        raise LogbookError(f"{path} is empty; copy it from the camera's card again")
    return digest.hexdigest()


def _read_image(path: Path, sha256: str, named: str) -> Facts:
    from PIL import Image, UnidentifiedImageError

    try:
        with _only_the_header(Image), Image.open(path) as image:
            kind = "JPEG" if image.format == _SEVERAL_IN_ONE else image.format or ""
            width, height = image.size
            tags = _tags(image)
    except (UnidentifiedImageError, *_BROKEN):
        raise LogbookError(f"{path} is no picture that can be read; look whether it is whole") from None
    orientation = tags.get(_ORIENTATION)
    return Facts(
        sha256,
        Image.MIME.get(kind, named),
        width,
        height,
        orientation if isinstance(orientation, int) and orientation in _TURNED else None,
        _time(tags.get(_TAKEN), tags.get(_TAKEN_OFFSET)),
        _camera(tags.get(_MAKE), tags.get(_MODEL)),
    )


@contextlib.contextmanager
def _only_the_header(pillow: Any) -> Iterator[None]:
    """Let a picture announce as many pixels as it likes: none of them is read here."""
    most, pillow.MAX_IMAGE_PIXELS = pillow.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        pillow.MAX_IMAGE_PIXELS = most


def _tags(image: Image.Image) -> dict[int, Any]:
    """Give a picture's Exif tags; none where they are broken, which takes nothing from the picture."""
    try:
        exif = image.getexif()
        return {**exif, **exif.get_ifd(_EXIF)}
    except _BROKEN:
        return {}


def _time(text: Any, offset: Any) -> str | None:
    """Write Exif's time as EDTF; None where there is none or it is no time (a clock that was never set)."""
    match = _TIME.match(_text(text))
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    zone = _text(offset)
    written = f"{year}-{month}-{day}T{hour}:{minute}:{second}" + (zone if _OFFSET.fullmatch(zone) else "")
    return written if dates.is_edtf(written) else None


def _camera(make: Any, model: Any) -> str | None:
    """Name a camera as Camtrap DP does: manufacturer and model."""
    maker, name = map(_text, (make, model))
    return name or None if name.casefold().startswith(maker.casefold()) else f"{maker} {name}".strip()


def _text(value: Any) -> str:
    """Give a tag's text, which ends at its first NUL; some cameras write it as bare bytes."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
    return text.partition("\0")[0].strip()
