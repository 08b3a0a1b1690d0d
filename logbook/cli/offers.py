"""What Tab offers: regions, species, credits, ids and the fixed words.

A shell runs the whole program at every Tab, so only what is needed is read, and nothing is ever raised or printed.
Typer drops what does not begin with the text typed, case and all: so offers come in the case that was typed.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

import msgspec
import typer

from logbook.cli.completion import BOOK, Completer
from logbook.cli.shells import Offer
from logbook.patterns import pattern
from logbook.records import LETTERS, METHODS, TABLES, USES, LifeStage, PermissionStatus

if TYPE_CHECKING:
    from logbook.store.glance import Glance

_Source = Callable[[typer.Context, str], Iterable[str]]

MOST = 100
_WRITERS = frozenset({"add", "attach", "edit"})
"""Commands that store a credit line as it is typed."""
_ONLY = {
    **dict.fromkeys(("attach", "list", "summary"), "sightings"),
    **dict.fromkeys(("images", "gallery"), "images"),
    "credits": "credits",
}
"""The tables whose ids a command takes, where it does not take all."""
_ID = pattern(r"([sictd]?)[0-9]*", re.IGNORECASE)


class _Place(msgspec.Struct, frozen=True):
    region: str | None = None
    areas: tuple[str, ...] = ()


class _Names(msgspec.Struct, frozen=True):
    vernacular_name: str | None = None
    scientific_name: str | None = None
    names: tuple[str, ...] = ()


class _Seen(msgspec.Struct, frozen=True):
    event_date: str | None = None
    vernacular_name: str | None = None
    scientific_name: str | None = None
    region: str | None = None


class _Titled(msgspec.Struct, frozen=True):
    title: str | None = None
    file: str | None = None


class _Credited(msgspec.Struct, frozen=True):
    name: str | None = None
    spellings: tuple[str, ...] = ()


class _Placed(msgspec.Struct, frozen=True):
    location_name: str | None = None


class _Title(msgspec.Struct, frozen=True):
    title: str | None = None


class _Printed(msgspec.Struct, frozen=True):
    publications: tuple[_Title, ...] = ()


_TOLD: dict[str, type[msgspec.Struct]] = {
    "sightings": _Seen,
    "images": _Titled,
    "credits": _Credited,
    "taxa": _Names,
    "deployments": _Placed,
}
"""What is read of a record to tell which one an id means."""


def _completer(source: _Source) -> Completer:
    """Make a completer: no more offers than a screen holds, in the case typed, and never a fault."""

    @functools.wraps(source)
    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            if _within_word(os.environ.get("_TYPER_COMPLETE_ARGS", "")):
                return []
            cased = (_in_case(value, incomplete) for value in source(ctx, incomplete) if value.isprintable())
            return list(dict.fromkeys(islice((value for value in cased if value is not None), MOST)))
        except Exception:  # noqa: BLE001 - a damaged logbook is no reason to disturb somebody's typing
            return []

    return complete


def _within_word(line: str) -> bool:
    """Tell whether the blank that a line ends with is quoted: Typer takes every one for the beginning of a new word."""
    if not line.endswith(" "):
        return False
    import shlex

    try:
        return shlex.split(line)[-1].endswith(" ")
    except ValueError:  # an open quotation
        return True


def _in_case(value: str, typed: str) -> str | None:
    """Write a value as somebody goes on who has typed its beginning; None where that is not its beginning."""
    if value.startswith(typed):
        return value if isinstance(value, Offer) else Offer(value)
    if not value.casefold().startswith(typed.casefold()):
        return None
    ways = (value.lower(), typed + value[len(typed) :])
    return next((Offer(way) for way in ways if way.startswith(typed)), None)


def _rows(ctx: typer.Context, table: str, kind: type[Any]) -> dict[int, Any]:
    """Decode a few fields of a table of the logbook that the line means."""
    book: Glance = ctx.meta[BOOK]
    decoder = msgspec.json.Decoder(dict[int, kind])  # type: ignore[valid-type]
    return decoder.decode(book.table_json(table))


def _names_and_ids(letter: str, names: Mapping[int, str | None], incomplete: str) -> Iterator[str]:
    """Offer records by their names, and by their ids where something is typed."""
    yield from sorted({name for name in names.values() if name})
    yield from (Offer(f"{letter}{number}", name or "") for number, name in names.items() if incomplete)


@_completer
def regions(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Offer single parts of the logbook's regions, and its areas; whole paths to one who has typed a comma."""
    from logbook import places

    found = set(_rows(ctx, "sightings", _Place).values())
    paths = {place.region for place in found if place.region}
    if "," in incomplete:
        yield from sorted({whole for path in paths for whole in places.ancestors(path)})
    else:
        yield from places.single_parts(paths)
    yield from sorted({area for place in found for area in place.areas})


@_completer
def species(ctx: typer.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001 - Typer gives both
    """Offer every name that a species record or a sighting bears."""
    found = {*_rows(ctx, "taxa", _Names).values(), *_rows(ctx, "sightings", _Names).values()}
    yield from sorted(
        {name for one in found for name in (one.vernacular_name, one.scientific_name, *one.names) if name}
    )


@_completer
def credits_(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Offer credits by name, and by id where one is typed; to a command that stores the line, exactly as spelt."""
    rows = _rows(ctx, "credits", _Credited)
    if ctx.info_name in _WRITERS:
        lines = {line for credit in rows.values() for line in (*credit.spellings, credit.name) if line}
        yield from sorted(line for line in lines if line.startswith(incomplete))
    else:
        yield from _names_and_ids("c", {number: credit.name for number, credit in rows.items()}, incomplete)


@_completer
def cameras(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Offer cameras by their places, and by id where one is typed."""
    rows = _rows(ctx, "deployments", _Placed)
    return _names_and_ids("d", {number: one.location_name for number, one in rows.items()}, incomplete)


@_completer
def titles(ctx: typer.Context, incomplete: str) -> Iterator[str]:  # noqa: ARG001 - Typer gives both
    """Offer the titles that pictures have been printed under."""
    rows = _rows(ctx, "images", _Printed)
    yield from sorted({one.title for row in rows.values() for one in row.publications if one.title})


@_completer
def ids(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Offer ids, newest first, without those typed before: of sightings, unless a letter or the command says more."""
    only, match = _ONLY.get(ctx.info_name or ""), _ID.fullmatch(incomplete)
    if match is None:
        return
    table = TABLES[match[1].lower()] if match[1] else only or "sightings"
    if only not in (None, table):
        return
    letter = match[1] or ("" if incomplete else LETTERS[table])
    typed = {
        word.lower() for value in ctx.params.values() if isinstance(value, list | tuple) for word in map(str, value)
    }
    rows = _rows(ctx, table, _TOLD[table])
    for number in sorted(rows, reverse=True):
        if f"{LETTERS[table]}{number}" not in typed:
            yield Offer(f"{letter}{number}", _about(rows[number]))


def _about(row: Any) -> str:
    """Tell in a few words which record it is."""
    said = (getattr(row, name) for name in row.__struct_fields__)
    return ", ".join(value for value in said if value and isinstance(value, str))


@_completer
def stages(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer the life stages."""
    return get_args(LifeStage)


@_completer
def methods(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer the methods of observation."""
    return METHODS


@_completer
def breeding(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer the levels of breeding evidence and our codes."""
    from logbook.breeding import CODES, LEVELS

    return (*LEVELS, *CODES)


@_completer
def permissions(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer the answers to a request for permission."""
    return get_args(PermissionStatus)


@_completer
def uses(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer what a picture may be wanted for."""
    return USES


@_completer
def fields(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer what `--missing` takes."""
    from logbook.query.missing import FIELDS, OF_IMAGES, OF_SIGHTINGS

    return (*FIELDS, *sorted(OF_SIGHTINGS | OF_IMAGES))


@_completer
def checks(ctx: typer.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG001 - Typer gives both
    """Offer the names of the checks."""
    from logbook.checks import CHECKS

    return [check.name for check in CHECKS]
