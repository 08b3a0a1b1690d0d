"""What a sidecar should hold; no picture is ever touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.errors import LogbookError
from logbook.pictures.reading.said import MOST_BYTES
from logbook.pictures.writing import packets

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.pictures.writing.packets import Packet
    from logbook.records import Image


def sidecar(image: Image, path: Path) -> Packet:
    """Work out what a sidecar should hold; one of another program keeps all that the record has no value for.

    Raises LogbookError, naming the file, where there is one that cannot be read.
    """
    try:
        return packets.written(image, _contents(path))
    except LogbookError as error:
        raise LogbookError(f"{path} was left alone: {error}") from None


def _contents(path: Path) -> bytes:
    """Read a sidecar; nothing where there is none."""
    try:
        if path.is_dir():
            raise LogbookError("it is a folder")
        if path.exists() and not path.is_file():
            raise LogbookError("it is no plain file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise LogbookError(f"it cannot be read: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        raise LogbookError("it is too large for a sidecar")
    return data
