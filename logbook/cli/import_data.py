"""`logbook import` of what another program exported: read by its format, planned by the intake."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec
import typer

from logbook.cli import files, output, printed, record, session, telling
from logbook.cli.import_pictures import GAP, require_sense
from logbook.cli.words import option
from logbook.errors import BadValueError, LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.changes.fields import Setting, SightingWords
    from logbook.changes.intake import Rules, Taken
    from logbook.changes.intake.items import Manner
    from logbook.changes.picture_fields import PictureWords
    from logbook.formats import Reader
    from logbook.formats.sources import Source
    from logbook.store.snapshot import Snapshot

    Fields = dict[str, Any]

DATA = "Data of other programs"
_AS_TYPED = {"region": "region", "event_date": "date", "individual_count": "count"}
"""What is set is understood as the option of `add` understands it, where a column's cell is not."""


@dataclass
class DataOptions:
    """How what another program exported is taken in."""

    map: Annotated[
        list[str] | None,
        option("The column of a table that holds a field; may be repeated: species=Taxon.", DATA, "FIELD=HEADING"),
    ] = None
    map_file: Annotated[Path | None, option("Columns and values that --save-map kept.", DATA, "FILE")] = None
    save_map: Annotated[Path | None, option("Keep --format, --map and --set for another time.", DATA, "FILE")] = None
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="A value for all that say nothing themselves; may be repeated: method=camera-trap.",
            metavar="FIELD=VALUE",
            rich_help_panel=DATA,
            show_default=False,
        ),
    ] = None
    timezone: Annotated[
        str | None, option("The zone of times that have none: Asia/Vladivostok, +08:00.", DATA, "ZONE")
    ] = None
    update: Annotated[
        bool,
        option(
            "Take what the source now says of records that are there, and give them what is said here of all.",
            DATA,
            flag="--update",
        ),
    ] = False
    skip_bad: Annotated[
        Path | None, option("Take the good rows, and write the bad ones to this new CSV file.", DATA, "FILE")
    ] = None
    without_media: Annotated[
        bool, option("Take a Camtrap DP package whose media are missing.", DATA, flag="--without-media")
    ] = False
    prefer: Annotated[
        Literal["newer", "ours", "theirs"] | None,
        option("Which of two edits of one record is right, merging logbooks; else you are asked.", DATA, "WHICH"),
    ] = None


class Asked(NamedTuple):
    """A source, what reads it, and all that was said of it."""

    reader: Reader
    path: Path
    data: DataOptions
    gap: str | None
    words: SightingWords
    of_pictures: PictureWords


class _Saved(msgspec.Struct):
    """What `--save-map` keeps: the format, the heading for each field, and what is set for all."""

    format: str | None = None
    map: dict[str, str] = {}
    set: dict[str, str] = {}


def take(where: session.Session, asked: Asked, *, dry_run: bool) -> None:
    """Take in a source in one change, or refuse it whole where a row is bad and these are not to be skipped."""
    from logbook.formats import sources

    require_sense(asked.words, asked.of_pictures)
    plan = _plan(asked.data, asked.reader.NAME)
    for path in filter(None, (asked.data.skip_bad, asked.data.save_map)):
        _require_free(path)
    # The folder that one stands in has a name too.
    with sources.opened(files.whole(asked.path)) as source, where.write("import", dry_run=dry_run, makes=True) as held:
        taken = _take(held, source, asked, plan, dry_run=dry_run)
    if asked.data.save_map and not dry_run:
        _save(plan, asked.data.save_map)
    _tell(taken, asked, dry_run=dry_run)


def _take(held: Snapshot, source: Source, asked: Asked, plan: _Saved, *, dry_run: bool) -> Taken:
    from logbook.changes import fields, recording
    from logbook.changes.intake import Intake
    from logbook.views.progress import progress
    from logbook.views.text import singular

    book, draft = held.book(), record.draft(held)
    setting = fields.Setting(now=session.clock(), regions=recording.regions(book), notes=[])
    said = _said(asked, plan, setting)
    parts = files.recognisable(asked.reader.read(source, _manner(asked, plan, said)), held.path)
    taken = Intake(draft, book, _rules(asked, said, held.path)).plan(
        progress(parts, None, "reading", place=source.place)
    )
    _require_good(taken, asked)
    session.say_all(dict.fromkeys([*setting.notes, *taken.said]))
    # Of many records it takes long to tell what they change in print, and most often nothing has been printed.
    notes = printed.notes(held, draft.changes()) if any(one.publications for one in book.images.values()) else []
    new = taken.added["sightings"]
    what = singular(new, "sighting") if new else singular(len(draft.changes()), "record")
    with _skipped(taken, None if dry_run else asked.data.skip_bad):
        record.finish(held, draft, f"import {source.name}: {what}", dry_run=dry_run, listed=False)
    session.say_all(notes)
    return taken


def _tell(taken: Taken, asked: Asked, *, dry_run: bool) -> None:
    from logbook.views import taken as view

    skipped = str(asked.data.skip_bad) if asked.data.skip_bad and not dry_run else None
    telling.tell(view.summary(taken, dry_run=dry_run, whole=not output.on_terminal(), skipped=skipped))
    changed = taken.added or taken.detected or taken.linked or taken.filled or (taken.changed and taken.updated)
    if changed and not dry_run:
        telling.tell(["To take it back: logbook undo"])


def saved(path: Path | None) -> _Saved:
    """Read what `--save-map` kept. Raises LogbookError where it is not that."""
    if path is None:
        return _Saved()
    from logbook.formats import objects

    try:
        return objects.decoded(path.read_bytes(), _Saved)
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror or error}") from None
    except msgspec.MsgspecError as error:
        raise LogbookError(f"{path} is no file that --save-map wrote: {error}") from None


def _save(plan: _Saved, path: Path) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(plan), indent=2) + b"\n")


def _plan(data: DataOptions, name: str) -> _Saved:
    """Put together what was kept and what is said now, which goes before."""
    kept = saved(data.map_file)
    columns = {**_targets(kept.map.items()), **_targets(_pairs(data.map, "--map", "FIELD=HEADING"))}
    values = {**_targets(kept.set.items()), **_targets(_pairs(data.set_, "--set", "FIELD=VALUE"))}
    return _Saved(format=name, map=columns, set=values)


def _pairs(texts: Iterable[str] | None, name: str, form: str) -> Iterator[tuple[str, str]]:
    for text in texts or ():
        field, sign, value = text.partition("=")
        if not (field.strip() and sign and value.strip()):
            raise BadValueError(f"{name} {text!r} says too little; write {name} {form}")
        yield field, value.strip()


def _targets(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give what was said by the fields' own names. Raises BadValueError for what is no field, or is said twice."""
    from logbook.formats import terms

    made: dict[str, str] = {}
    for field, value in pairs:
        name = terms.target(field).name
        if name in made:
            raise BadValueError(f"{field} is given twice, as {made[name]!r} and {value!r}; choose one")
        made[name] = value
    return made


def _said(asked: Asked, plan: _Saved, setting: Setting) -> dict[str, Fields]:
    """Give the fields that are said of all alike, by their table."""
    from logbook.changes import fields, picture_fields
    from logbook.records import Id

    sighting = fields.sighting_fields(asked.words, setting)
    image = picture_fields.picture_fields(asked.of_pictures, Id("images", 1), setting)
    made = {"sightings": sighting, "images": image | {"credit_line": asked.of_pictures.credit}}
    for name, text in plan.set.items():
        table, one = _set(name, text, setting, asked.data.timezone)
        made[table] |= one
    return {table: {name: value for name, value in one.items() if value is not None} for table, one in made.items()}


def _set(name: str, text: str, setting: Setting, timezone: str | None) -> tuple[str, Fields]:
    """Give the table and the fields that a value for all is meant for."""
    from logbook.changes import fields
    from logbook.formats import terms

    if name in _AS_TYPED:
        typed: dict[str, Any] = {_AS_TYPED[name]: text}
        return "sightings", fields.sighting_fields(fields.SightingWords(**typed), setting)
    one = terms.target(name)
    if one.of == "animal":
        raise BadValueError(f"{name} is said of single animals; name its column: --map {name}=HEADING")
    return "images" if one.of == "image" else "sightings", terms.parse(one, text, terms.Setting(setting.now, timezone))


def _manner(asked: Asked, plan: _Saved, said: dict[str, Fields]) -> Manner:
    from logbook import events
    from logbook.changes.intake.items import Manner
    from logbook.formats import times

    if asked.data.timezone:
        times.require_zone(asked.data.timezone)
    return Manner(
        now=session.clock(),
        columns=plan.map,
        fields=said["images"] | said["sightings"],
        timezone=asked.data.timezone,
        gap=events.parse_gap(GAP if asked.gap is None else asked.gap),
        grouped=asked.gap is not None,
        without_media=asked.data.without_media,
    )


def _rules(asked: Asked, said: dict[str, Fields], logbook: Path) -> Rules:
    from logbook.changes.intake import Rules

    def stored(file: str) -> str:
        """Write a whole path as the logbook keeps it; others are as some logbook keeps them already."""
        path = Path(file)
        return files.stored_path(path, logbook) if path.is_absolute() and "\0" not in file else file

    return Rules(fields=said, stored=stored, update=asked.data.update, skips=asked.data.skip_bad is not None)


def _require_good(taken: Taken, asked: Asked) -> None:
    """Name bad rows; without leave to skip them nothing is taken."""
    from logbook.changes.intake.taken import NAMED
    from logbook.views import taken as view
    from logbook.views.text import singular

    session.say_all(view.faults(taken.bad[:NAMED], taken.faults))
    if taken.faults and not asked.data.skip_bad:
        rows = singular(taken.faults, "row is bad", "rows are bad")
        instead = "mend the source, or take the other rows with --skip-bad FILE, which gets the bad ones"
        raise LogbookError(f"nothing was imported from {asked.path}: {rows}; {instead}")


@contextmanager
def _skipped(taken: Taken, path: Path | None) -> Iterator[None]:
    """Write the bad rows to a new file, which stays only if the good ones are written too."""
    if path is None or not taken.bad:
        yield
        return
    from logbook.views import sheet
    from logbook.views import taken as view

    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            file.writelines(sheet.as_csv(view.bad_rows(taken.bad)))
    except OSError as error:
        raise LogbookError(f"{path} cannot be written: {error.strerror or error}; nothing was imported") from None
    try:
        yield
    except BaseException:
        path.unlink()
        raise


def _require_free(path: Path) -> None:
    if path.exists():
        raise LogbookError(f"{path} is there already; name another file")
    if not path.parent.is_dir():
        raise LogbookError(f"there is no folder {path.parent}; make it first, or name another file")
