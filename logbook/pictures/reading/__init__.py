"""What a picture file says of itself: its digest, type and size, and what its Exif, its IIM and its XMP say.

Where they disagree XMP is believed, then IIM, then Exif; above all a sidecar `picture.jpg.xmp`. Time is kept as the
camera recorded it, with a zone only where the file gives one. No pixel is decoded.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import stat
import struct
import warnings
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from logbook.errors import LogbookError
from logbook.pictures.reading import agreement, exif, iim, jpeg, png, sidecar, tiff, webp, xmp
from logbook.pictures.reading.held import Held
from logbook.pictures.reading.said import Said
from logbook.records import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader
    from pathlib import Path

MEDIA_TYPES: Final = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), "image/jpeg"),
    ".png": "image/png",
    **dict.fromkeys((".tif", ".tiff"), "image/tiff"),
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".jp2": "image/jp2",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".avif": "image/avif",
    ".jxl": "image/jxl",
    ".dng": "image/x-adobe-dng",
    ".cr2": "image/x-canon-cr2",
    ".cr3": "image/x-canon-cr3",
    ".crw": "image/x-canon-crw",
    ".nef": "image/x-nikon-nef",
    ".nrw": "image/x-nikon-nrw",
    ".arw": "image/x-sony-arw",
    ".orf": "image/x-olympus-orf",
    ".pef": "image/x-pentax-pef",
    ".raf": "image/x-fuji-raf",
    ".rw2": "image/x-panasonic-rw2",
    **dict.fromkeys((".mp4", ".m4v"), "video/mp4"),
    **dict.fromkeys((".mov", ".qt"), "video/quicktime"),
    ".avi": "video/x-msvideo",
    **dict.fromkeys((".mpg", ".mpeg"), "video/mpeg"),
    **dict.fromkeys((".mts", ".m2ts"), "video/mp2t"),
    ".mkv": "video/x-matroska",
    ".webm": "video/webm",
    ".wmv": "video/x-ms-wmv",
    ".3gp": "video/3gpp",
    ".asf": "video/x-ms-asf",
    ".wav": "audio/x-wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".flac": "audio/flac",
    **dict.fromkeys((".ogg", ".oga"), "audio/ogg"),
    **dict.fromkeys((".aif", ".aiff"), "audio/x-aiff"),
}
"""The media that a camera, a recorder or an editor writes, by suffix."""
MOST_PIXELS: Final = 500_000_000
_MOST_BYTES: Final = 4 << 30
"""Of a still picture: so many pixels of 64 bits."""

_SNIFFED: Final[tuple[tuple[bytes, bytes, Callable[[BinaryIO], Held]], ...]] = (
    (b"\xff\xd8\xff", b"", jpeg.read),
    (b"\x89PNG\r\n\x1a\n", b"", png.read),
    (b"II", b"", tiff.read),
    (b"MM", b"", tiff.read),
    (b"RIFF", b"WEBP", webp.read),
)
"""How a file begins, what stands at its eighth byte, and what reads it."""
_BY_PILLOW: Final = {"GIF": "image/gif", "BMP": "image/bmp", "JPEG2000": "image/jp2"}
_OPENED: Final = frozenset({"image/jpeg", "image/png", "image/tiff", "image/webp", *_BY_PILLOW.values()})
"""Of every other medium only name, digest and sidecar are read."""


class Reading(NamedTuple):
    """What was read: a record without `file` and `credit`, hierarchical keywords, and sentences on what was not.

    Levels of a keyword are joined by "|": `Species|Leopard Cat`.
    """

    image: Image
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def is_opened(name: str) -> bool:
    """Tell by its suffix whether a file may be a picture that is looked into."""
    named = media_type_by_name(name)
    return named is None or named in _OPENED


def media_type_by_name(name: str) -> str | None:
    """Tell what medium a file is by its suffix; None where it is none."""
    dot = name.rfind(".")
    return MEDIA_TYPES.get(name[dot:].lower()) if dot >= 0 else None


def read(path: Path) -> Reading:
    """Read a picture; of video, sound, HEIC and camera raw only name, digest and sidecar.

    Safe in several threads at once. Raises LogbookError for what is missing, a folder, empty, no picture, cut off, or
    announces more than MOST_PIXELS.
    """
    with _opened(path) as file:
        said = sidecar.read(path)
        if is_opened(path.name):
            held = _held(path, file)
            seen: dict[str, Any] = {"media_type": held.media_type, "width": held.width, "height": held.height}
            said += _within(held)
        else:
            seen = {"media_type": media_type_by_name(path.name)}
        file.seek(0)
        seen["sha256"] = hashlib.file_digest(file, "sha256").hexdigest()
    keywords = next(filter(None, (one.keywords for one in said)), ())
    notes = dict.fromkeys(note for one in said for note in one.notes)
    return Reading(Image(**agreement.settle(said, path.name), **seen), keywords, tuple(notes))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """Open a file that is one and says something; what the disk refuses, now or later, is said of it by name."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LogbookError(f"{path} is a folder, not a picture; name the pictures in it")
        # A pipe would be waited for.
        if not stat.S_ISREG(status.st_mode):
            raise LogbookError(f"{path} is no file (a pipe or a device); name a picture file")
        if not status.st_size:
            raise LogbookError(f"{path} is empty; copy it from the camera's card again")
        if status.st_size > _MOST_BYTES and is_opened(path.name):
            raise LogbookError(f"{path} is larger than {_MOST_BYTES >> 30} GiB, and no picture is; look what it is")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise LogbookError(f"there is no picture {path}; look at the name and the folder") from None
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise LogbookError(f"{str(path)!r} cannot be the name of a file") from None


def _held(path: Path, file: BinaryIO) -> Held:
    """Read what stands in a picture. Raises LogbookError for what is none, is cut off, or announces too much."""
    try:
        held = _reader(file.read(12))(file)
    except EOFError:
        raise LogbookError(f"{path} is cut off or half-written; copy it from the camera's card again") from None
    except (ValueError, struct.error):
        raise LogbookError(f"{path} is no picture that can be read; look whether it is whole") from None
    if held.width * held.height > MOST_PIXELS:
        size = f"{held.width:,} x {held.height:,}"
        raise LogbookError(f"{path} announces {size} pixels, more than a camera takes; look whether it is damaged")
    return held


def _reader(head: bytes) -> Callable[[BinaryIO], Held]:
    """Choose by its first bytes how a picture is read."""
    # A card that was pulled out leaves zeros where a file should be.
    if not head.strip(b"\0"):
        raise EOFError
    found = (reader for begin, then, reader in _SNIFFED if head.startswith(begin) and head[8:].startswith(then))
    return next(found, _by_pillow)


def _by_pillow(file: BinaryIO) -> Held:
    """Read the kind and size of a picture that carries no metadata we read. Raises ValueError where it is none."""
    file.seek(0)
    try:
        with pillow().open(file, formats=tuple(_BY_PILLOW)) as image:
            return Held(_BY_PILLOW[image.format or ""], *image.size)
    except (OSError, SyntaxError, KeyError, TypeError, IndexError, OverflowError) as error:
        raise ValueError("no picture") from error


@functools.cache
def pillow() -> Any:
    """Give Pillow's Image, which warns of nothing and leaves it to us how many pixels are too many."""
    from PIL import Image

    # Set once: a thread that sets it back disturbs others.
    Image.MAX_IMAGE_PIXELS = None
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
    return Image


def credit_line(data: bytes) -> str | None:
    """Read the credit line in a picture's bytes. Raises ValueError, EOFError or struct.error where they are none."""
    said = _within(_reader(data[:12])(io.BytesIO(data)))
    return next((one.fields["credit_line"] for one in said if "credit_line" in one.fields), None)


def _within(held: Held) -> list[Said]:
    """Read what is said in a picture, the most trusted standard first."""
    older = held.iim or iim.in_photoshop(held.photoshop)
    said = [Said({}, notes=held.notes), *map(xmp.read, held.xmp)]
    said += [iim.read(older)] if older else []
    return [*said, exif.read(held.exif)] if held.exif else said
