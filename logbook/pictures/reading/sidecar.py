"""Sidecars: `picture.jpg.xmp` beside `picture.jpg`, as digiKam and darktable have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logbook.pictures.reading import xmp
from logbook.pictures.reading.said import LARGEST, MOST_BYTES, Said

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".xmp"


def beside(picture: Path) -> Path:
    """Name the sidecar of a picture."""
    return picture.with_name(f"{picture.name}{SUFFIX}")


def read(picture: Path) -> list[Said]:
    """Read the sidecar of a picture, where there is one."""
    path = beside(picture)
    what = f"its sidecar {path.name}"
    if not _is_file(path):
        return []
    try:
        with path.open("rb") as file:
            packet = file.read(MOST_BYTES + 1)
    except OSError as error:
        return [Said({}, notes=(f"{what} cannot be read: {error.strerror or error}",))]
    if len(packet) > MOST_BYTES:
        return [Said({}, notes=(f"{what} is larger than {LARGEST} and was not read",))]
    return [xmp.read(packet, what)]


def _is_file(path: Path) -> bool:
    """Tell whether a file is there; none has a name that is too long for one."""
    try:
        return path.is_file()
    except OSError:
        return False
