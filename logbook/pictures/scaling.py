"""Published copies of pictures: JPEGs of several widths that bear their record, and nothing else of the original."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.pictures import pixels
from logbook.pictures.writing import segments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image as Pixels

    from logbook.pictures.stored import Stored
    from logbook.records import Image

WIDTHS: Final = (480, 960, 1600, 2560)
"""Pixels, from a phone's to a wall screen's."""
_QUALITY: Final = 82
_RECIPE: Final = "1"
"""To be raised when the same picture and record come out as other bytes: then nothing made before is taken for it."""
_TALLEST: Final = 65_500
"""Pixels; libjpeg writes no more."""
_END: Final = b"\xff\xd9"


class Original(NamedTuple):
    """A picture to be published: what its copies' names begin with, its file, and the record that they bear."""

    stem: str
    file: Stored
    image: Image


class Copy(NamedTuple):
    """A copy: the name of its file, and its size in pixels."""

    name: str
    width: int
    height: int


class Scaled(NamedTuple):
    """The copies of a picture, smallest first, and the digest (SHA-256) of the file that they were made of."""

    copies: tuple[Copy, ...]
    sha256: str


def scale(original: Original, into: Path, before: Path | None = None, widths: Sequence[int] = WIDTHS) -> Scaled:
    """Make the published copies of a picture in the folder `into`; nothing is enlarged.

    A name holds a digest of the original's bytes, the record and the way of making, so that what stands under it in the
    folder `before` is the same, and is taken from there. Safe in several threads at once.
    Raises LogbookError, naming the file, for what is no still picture, damaged, or too large; OSError where a copy
    cannot be written: that is no fault of the picture, and the next one would fare no better.
    """
    begin = segments.begun(original.image)
    source = pixels.source(*original.file)
    digest = hashlib.sha256(f"{source.sha256} {_RECIPE} {_QUALITY}\n".encode() + begin).hexdigest()[:10]
    sizes = _sizes(source.size, widths)
    copies = tuple(Copy(f"{original.stem}-{width}-{digest}.jpg", width, height) for width, height in sizes)
    lacking = {copy for copy in copies if before is None or not _taken(before / copy.name, into, begin)}
    if lacking:
        for copy, image in zip(reversed(copies), pixels.scaled(source, sizes), strict=True):
            if copy in lacking:
                _place(into / copy.name, begin + _saved(image))
    return Scaled(copies, source.sha256)


def _sizes(size: tuple[int, int], widths: Sequence[int]) -> list[tuple[int, int]]:
    """Give the sizes of the copies: of each width up to the picture's own, as far as its height can be written."""
    width, height = size
    most = min(width, max(1, width * _TALLEST // height))
    wanted = sorted({min(one, most) for one in widths})
    return [(one, min(_TALLEST, max(1, round(height * one / width)))) for one in wanted]


def _saved(image: Pixels) -> bytes:
    """Write a JPEG, from its tables on. A progressive one would be 3 % smaller, and take a fifth longer to make."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue().removeprefix(segments.BEGIN)


def _taken(made: Path, into: Path, begin: bytes) -> bool:
    """Take a copy that was made before, if it is there, whole, and as we write it; tell whether it was."""
    with suppress(OSError):
        if not _is_ours(made, begin):
            return False
        try:
            (into / made.name).hardlink_to(made)
        except FileExistsError:
            return True
        except OSError:  # another disk, or one that knows no links
            _place(into / made.name, made.read_bytes())
        return True
    return False


def _is_ours(made: Path, begin: bytes) -> bool:
    """Tell whether a file is a copy that nobody cut off or wrote anew; a symbolic link is none, wherever it leads."""
    if not stat.S_ISREG(os.lstat(made).st_mode):
        return False
    with made.open("rb") as file:
        is_begun = file.read(len(begin)) == begin
        file.seek(-len(_END), os.SEEK_END)
        return is_begun and file.read() == _END


def _place(path: Path, data: bytes) -> None:
    """Write a file that is never there half."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
