"""`logbook import`: what is taken in, a folder of pictures, what another program exported, or another logbook."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from logbook.cli import files, import_data, import_pictures, options, output, session, whereabouts
from logbook.cli.app import command
from logbook.cli.clock import ClockOptions
from logbook.cli.import_data import DataOptions
from logbook.cli.import_pictures import EventOptions
from logbook.cli.words import FieldworkOptions, PictureOptions, PlaceOptions, said, sighting_words
from logbook.errors import BadValueError, LogbookError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from logbook.formats import Reader
    from logbook.formats.sources import Source

PICTURES, LOGBOOK = "pictures", "logbook"
_OF_PICTURES, _OF_DATA = "folders of pictures", "what other programs export"
_OF_TABLES = "tables of rows"
_MEANT_FOR = {
    "species_from": _OF_PICTURES,
    "date_from_name": _OF_PICTURES,
    "clock": _OF_PICTURES,
    "clock_offset": _OF_PICTURES,
    "map": _OF_TABLES,
    "map_file": _OF_TABLES,
    "save_map": _OF_TABLES,
    "set_": _OF_DATA,
    "timezone": _OF_DATA,
    "update": _OF_DATA,
    "skip_bad": _OF_DATA,
    "without_media": "camtrap-dp",
    "prefer": "another logbook",
}
"""Options that mean something for some sources only."""
_TABLES = ("csv", "ndjson")
_WORKBOOKS = (("xl/workbook.xml",), ("content.xml", "mimetype"))
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"Rar!")

What = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE|DIR", help="What another program exported, or a folder of pictures.", show_default=False
    ),
]


class Recognised(NamedTuple):
    """What a path is: the format's name, `pictures` or `logbook`; what reads it; and the file or folder to be read."""

    name: str
    path: Path
    reader: Reader | None = None

    @property
    def kinds(self) -> set[str]:
        """Name what options may be meant for that are said of it."""
        if self.name in (PICTURES, LOGBOOK):
            return {_OF_PICTURES if self.name == PICTURES else "another logbook"}
        return {self.name, _OF_DATA, *([_OF_TABLES] if self.name in _TABLES else ())}


@dataclass
class ChoiceOptions:
    """What it is that is taken in."""

    format: Annotated[
        str | None,
        typer.Option(
            help="What it is, where that is not plain; see --list-formats.", metavar="NAME", show_default=False
        ),
    ] = None
    list_formats: Annotated[bool, typer.Option("--list-formats", help="Name what can be read.")] = False


@command(
    "Data",
    name="import",
    example='logbook import cards --species-from folder --region "Jilin, China" --method camera-trap',
)
def import_(
    where: session.Session,
    choice: ChoiceOptions,
    events: EventOptions,
    data: DataOptions,
    clock: ClockOptions,
    place: PlaceOptions,
    fieldwork: FieldworkOptions,
    pictured: PictureOptions,
    dry_run: options.DryRun = False,
    what: What = None,
) -> None:
    """Take in what another program exported, or a folder of camera-trap pictures, one folder a camera.

    What it is shows from its content: --list-formats names what can be read.
    A second run adds nothing: rows are known by the ids that they have there, pictures by their SHA-256.

    Of a folder of pictures each event becomes a sighting: one camera and one species with no gap.
    Two individuals that keywords name (Individual|F12) are two events, unless they are seen together.
    """
    if choice.list_formats:
        _list()
        return
    if what is None:
        raise BadValueError("name the FILE or DIR to be imported; --list-formats tells what can be read")
    found = _recognised(what, choice.format or import_data.saved(data.map_file).format, where.path)
    _require_meant(found, said(events, data, clock))
    words, of_pictures = sighting_words(place, fieldwork, species=events.species), pictured.words()
    if found.name == LOGBOOK:
        _merge(where, found.path, data, said(events, place, fieldwork, pictured), dry_run=dry_run)
    elif found.reader:
        asked = import_data.Asked(found.reader, found.path, data, events.gap, words, of_pictures)
        import_data.take(where, asked, dry_run=dry_run)
    else:
        import_pictures.take(where, found.path, events.manner(found.path, clock), words, of_pictures, dry_run=dry_run)


def _require_meant(found: Recognised, used: Mapping[str, Any]) -> None:
    """Refuse options that would do nothing for what is imported."""
    from logbook.changes.fields import option

    for name, value in used.items():
        meant = _MEANT_FOR.get(name)
        if value is not False and meant and meant not in found.kinds:
            raise BadValueError(f"{option(name.strip('_'))} is for {meant}, and {found.path} is taken as {found.name}")


def _merge(where: session.Session, path: Path, data: DataOptions, words: Mapping[str, Any], *, dry_run: bool) -> None:
    from logbook.changes.fields import option
    from logbook.cli import import_logbook

    idle = [option(name) for name, value in words.items() if value is not False]
    if idle:
        raise BadValueError(f"{idle[0]} says nothing of another logbook: its records are merged as they are")
    import_logbook.merge(where, path, data.prefer, dry_run)


def _recognised(path: Path, name: str | None, logbook: Path) -> Recognised:
    """Tell what a path is, by what is said or what it holds. Raises LogbookError for what is nothing known."""
    from logbook.choices import one_of
    from logbook.formats import sources

    found = _importable()
    if name is not None:
        chosen = found.get(one_of(name, (*found, PICTURES), "format that can be imported"))
        if chosen is None:
            return Recognised(PICTURES, path)
        return _one(chosen, path.parent if _tells_of_its_folder(path, chosen) else path)
    if path.is_dir():
        return _folder(path, found.values(), logbook)
    if not os.path.lexists(path):
        raise LogbookError(f"there is no folder {path}, and no file of that name; look at its name")
    with sources.opened(path) as source:
        return _file(source, path, found.values())


def _folder(path: Path, found: Collection[Any], logbook: Path) -> Recognised:
    """Tell what a folder is: a data set, or pictures; those of another logbook are records there already."""
    marked = next((one for one in found if _is_marked(path, one)), None)
    if marked:
        return _one(marked, path)
    other = path / whereabouts.NAME
    if other.is_file() and files.whole(other) != files.whole(logbook):
        merge = f"logbook import {shlex.quote(str(other))}"
        raise LogbookError(
            f"{path} is the folder of another logbook; to merge that, name it: {merge}; to take the pictures alone, "
            f"say --format {PICTURES}"
        )
    return Recognised(PICTURES, path)


def _file(source: Source, path: Path, found: Collection[Any]) -> Recognised:
    """Tell what a file or archive is: by the files that tell of a data set, else by how the one file begins."""
    names = source.names()
    if any(set(names).issuperset(each) for each in _WORKBOOKS):
        raise LogbookError(f"{path} is a workbook of a spreadsheet; save the sheet as CSV there, and import that")
    for one in found:
        if source.is_single and _tells_of_its_folder(path, one):
            return _one(one, path.parent)
        if source.is_archive and _marks(one) and source.folder_with(_marks(one)) is not None:
            return _one(one, path)
    if not names:
        raise LogbookError(f"{path} is an empty archive")
    if len(names) != 1:
        raise LogbookError(f"{path} is an archive of nothing that can be read; unpack it, and import what is in it")
    head = source.head(names[0])
    sniffed = next((one for one in found if head and one.sniff(head)), None)
    if sniffed is None:
        raise LogbookError(_unknown(path, head))
    if sniffed.NAME == LOGBOOK and source.is_archive:
        raise LogbookError(f"{path} is an archive of a logbook; unpack it, and import the file {names[0]}")
    return _one(sniffed, path)


def _unknown(path: Path, head: bytes) -> str:
    """Say what a file is that nothing reads."""
    from logbook import formats

    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return f"{path} is empty"
    if formats.named("embedded").sniff(head):
        return f"{path} is a file; name the folder that it is in, or attach it to a sighting: logbook attach"
    if head.startswith(_PACKED):
        return f"{path} is packed; unpack it, and import what is in it"
    if head.startswith(_OLD_WORKBOOK):
        return f"{path} is a workbook of a spreadsheet; save the sheet as CSV there, and import that"
    names = ", ".join(_importable())
    return f"{path} is in no format that is known ({names}); where it is one of these all the same, say it: --format"


def _importable() -> dict[str, Any]:
    """Give the formats that can be imported: those that are read, and another logbook, which is merged."""
    from logbook import formats

    every = map(formats.named, formats.NAMES)
    return {one.NAME: one for one in every if hasattr(one, "read") or getattr(one, "MERGES", False)}


def _one(found: Any, path: Path) -> Recognised:
    return Recognised(found.NAME, path, None if found.NAME == LOGBOOK else found)


def _marks(one: Any) -> tuple[str, ...]:
    """Name the files that tell of a format: of a logbook there are none."""
    names: tuple[str, ...] = getattr(one, "HOLDS", ())
    return names


def _is_marked(folder: Path, one: Any) -> bool:
    """Tell whether a folder holds the files that tell of a format. Those in folders below may be anybody's."""
    return bool(_marks(one)) and all((folder / name).is_file() for name in _marks(one))


def _tells_of_its_folder(path: Path, one: Any) -> bool:
    """Tell whether a file is the one that stands for a whole data set beside it, such as datapackage.json."""
    return path.name in _marks(one)[:1] and _is_marked(path.parent, one)


def _list() -> None:
    from logbook.views import taken

    rows = [
        (one.NAME, one.SUMMARY, hasattr(one, "write"), " ".join(one.SUFFIXES) or "a folder")
        for one in _importable().values()
    ]
    rows.append((PICTURES, "a folder of camera-trap pictures, one folder a camera", False, "a folder"))
    output.emit(taken.formats(rows), "table" if output.on_terminal() else "plain")
