"""Sources: what is imported, be it a file, a folder or an archive; opened without unpacking anything.

The names in a source have `/` on every system. An archive that could write outside a folder, or that would fill the
memory, is refused before anything of it is read.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NoReturn

from logbook.errors import LogbookError
from logbook.patterns import pattern
from logbook.pictures.stored import Folder
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = 65_536
"""So many bytes of a file tell what it is."""
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_MOST_EXPANSION = 1000
"""A member that would become more than so many times as large is no data, nor is an archive of such."""
_SMALL = 1 << 20
"""Below this size nothing is too much."""
_LONGEST_LIST = 16 << 20
"""Bytes: a hundred thousand members and more. Each takes ten times as many of memory before it can be looked at."""
_TAIL = (1 << 16) + 200
"""An archive ends with where its list is and how long, before a comment of up to 64 KiB."""
_IN_64_BITS = 0xFFFF_FFFF
"""Said in place of a size that stands elsewhere."""
_LIST_SIZES = pattern(rb"PK\x05\x06.{8}(.{4})|PK\x06\x06.{36}(.{8})", re.DOTALL)
_LONGEST_NAME = 4096
_LONGEST_FAULT = 120
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What comes of an archive of which some bytes are others than were written."""
_NOISE = ("__MACOSX/", ".DS_Store")


class Source:
    """A file, or the files in a folder or archive. `name` is what a person calls it."""

    def __init__(self, path: Path, files: dict[str, Path] | None, archive: zipfile.ZipFile | None) -> None:
        self.path, self.name = path, path.name
        self._files, self._archive = files, archive
        self._folder = Folder(path)
        self._streams: list[IO[bytes]] = []
        self._latest: tuple[IO[bytes], int] | None = None

    @property
    def is_archive(self) -> bool:
        """Whether the files lie in an archive, and so have no path of their own."""
        return self._archive is not None

    @property
    def is_single(self) -> bool:
        """Whether it is one plain file."""
        return self._files is not None and list(self._files.values()) == [self.path]

    def names(self) -> list[str]:
        """List the files, with their folders in front."""
        if self._archive is not None:
            return [
                one.filename for one in self._archive.infolist() if not one.is_dir() and not _is_noise(one.filename)
            ]
        return list(self._files or ())

    def file(self, name: str) -> Path | None:
        """Give the path of a file; None in an archive. Raises LogbookError for a link that leads out of the folder."""
        path = (self._files or {}).get(name)
        if path and path != self.path and not self._folder.holds(path):
            raise LogbookError(f"{name} in {self.name} is a link that leads out of it; put the file itself there")
        return path

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open one of the files for reading. Raises LogbookError where that cannot be done, or is broken off."""
        try:
            path = self.file(name)
            with self._archive.open(name) if self._archive else path.open("rb") as stream:  # type: ignore[union-attr]
                self._latest = stream, self._archive.getinfo(name).file_size if self._archive else _size(path)
                self._streams.append(stream)
                try:
                    yield stream
                finally:
                    self._streams.remove(stream)
        except OSError as error:
            raise LogbookError(f"{name} cannot be read: {error.strerror or error}") from None
        except _BROKEN as error:
            if self._archive is None:
                raise
            raise LogbookError(f"{name} in {self.name} cannot be read: {_brief(error)}") from None

    def close(self) -> None:
        """Close all that is open: rows that a refusal left half read would hold their file."""
        for stream in self._streams:
            stream.close()
        if self._archive is not None:
            self._archive.close()

    def place(self) -> tuple[int, int]:
        """Tell how far the file that was opened last has been read: bytes, and how many it has."""
        stream, size = self._latest or (None, 0)
        return (size if stream is None or stream.closed else min(stream.tell(), size)), size

    def head(self, name: str, size: int = HEAD) -> bytes:
        """Give the first bytes of one of the files."""
        with self.open(name) as stream:
            # Asked for many bytes at once, a file makes room for all of them, however few it has.
            return b"".join(iter(lambda: stream.read(min(size - stream.tell(), _SMALL)), b""))

    def whole(self, name: str, most: int, otherwise: str) -> bytes:
        """Give all of one of the files. Raises LogbookError, saying what is `otherwise`, beyond `most` bytes."""
        data = self.head(name, most + 1)
        if len(data) > most:
            raise LogbookError(f"{name} {otherwise}")
        return data

    def only(self, suffixes: tuple[str, ...], sniff: Callable[[bytes], bool], noun: str, of: str) -> str:
        """Name the one file that is of a format, whatever lies beside it. Raises LogbookError for none, or several."""
        if self.is_single:
            return self.names()[0]
        names = [name for name in self.names() if name.lower().endswith(suffixes) and sniff(self.head(name))]
        if len(names) != 1:
            has = f"{len(names)} {noun}s" if names else f"no {noun}"
            raise LogbookError(f"{self.name} has {has} of {of}; name the one to import")
        return names[0]

    def folder_with(self, names: tuple[str, ...]) -> str | None:
        """Find the folder, nearest to the top, that holds all of some files: "" or "folder/"."""
        there = set(self.names())
        folders = {name[: -len(names[0])] for name in there if PurePosixPath(name).name == names[0]}
        fitting = [folder for folder in folders if all(f"{folder}{name}" in there for name in names)]
        return min(fitting, key=lambda folder: (folder.count("/"), folder), default=None)


def _brief(error: Exception) -> str:
    """Say what is wrong without all the bytes in which it is."""
    said = str(error)
    return said if len(said) <= _LONGEST_FAULT else f"{said[:_LONGEST_FAULT]}…"


def _size(path: Path | None) -> int:
    return path.stat().st_size if path else 0


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a file, a folder or a zip archive. Raises LogbookError for what is not there, broken or dangerous."""
    try:
        with closing(_source(path)) as source:
            yield source
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror or error}") from None


def _source(path: Path) -> Source:
    if path.is_dir():
        return Source(path, dict(_below(path)), None)
    if path.exists() and not path.is_file():
        raise LogbookError(f"{path} is no plain file, and is to be read more than once; save it as one first")
    with path.open("rb") as stream:
        head = stream.read(len(_ZIP))
    if head in (_ZIP, _EMPTY_ZIP):
        return Source(path, None, _archive(path))
    return Source(path, {path.name: path}, None)


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """List the files below a folder, by name; hidden ones are not meant, and links to folders could lead in a circle.

    Raises LogbookError where one of the folders cannot be looked into: what is in it must not be missing unsaid.
    """
    for above, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(above, name) for name in sorted(files) if not name.startswith(".")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _refuse(error: OSError) -> NoReturn:
    raise LogbookError(f"{error.filename} cannot be read: {error.strerror}")


def _archive(path: Path) -> zipfile.ZipFile:
    _require_short(path)
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise LogbookError(f"{path.name} is a broken zip archive: {_brief(error)}") from None
    try:
        _require_harmless(archive, path)
    except LogbookError:
        archive.close()
        raise
    return archive


def _require_short(path: Path) -> None:
    """Refuse an archive whose list of members would fill the memory."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        sizes = [int.from_bytes(one[1] or one[2], "little") for one in _LIST_SIZES.finditer(stream.read())]
    if max((size for size in sizes if size != _IN_64_BITS), default=0) > _LONGEST_LIST:
        raise LogbookError(f"{path.name} has more members than can be listed here; unpack it, and import the folder")


def _require_harmless(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse names that lead out of a folder or stand twice, links, locked members, and what expands beyond measure."""
    members = archive.infolist()
    names: set[str] = set()
    starts: set[int] = set()
    for one in members:
        again = (one.filename in names and "given twice") or (one.header_offset in starts and "where another one lies")
        why = f"which is {again}" if again else _harm(one)
        if why:
            raise LogbookError(f"{path.name} holds {quoted(one.filename)}, {why}; nothing of it was read")
        names.add(one.filename)
        starts.add(one.header_offset)
    # What each member says of its size as it is packed may be a lie; the archive's own is not.
    if _is_too_much(sum(one.file_size for one in members), path.stat().st_size):
        raise LogbookError(f"{path.name} would expand more than a thousandfold; nothing of it was read")


def _harm(one: zipfile.ZipInfo) -> str | None:
    parts = one.filename.replace("\\", "/").split("/")
    reasons = (
        (".." in parts or not parts[0] or parts[0][1:2] == ":", "which leads out of its folder"),
        (len(one.filename) > _LONGEST_NAME, "a name longer than any disk takes"),
        (stat.S_ISLNK(one.external_attr >> 16), "which is a link"),
        (one.flag_bits & 1, "which is locked by a password"),
        (one.compress_type not in _PACKINGS, "which is packed in a way that is not read here: pack it anew"),
        (_is_too_much(one.file_size, one.compress_size), "which would expand more than a thousandfold"),
    )
    return next((why for is_so, why in reasons if is_so), None)


def _is_too_much(size: int, packed: int) -> bool:
    return size > _SMALL and size > _MOST_EXPANSION * max(packed, 1)


def _is_noise(name: str) -> bool:
    return name.startswith(_NOISE) or name.endswith(_NOISE[1])
