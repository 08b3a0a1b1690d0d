"""Observations exported from iNaturalist as CSV, old exports and new ones, with whom they must be credited to.

An export names the licence of the observation. A photo has its own on iNaturalist, which no column tells, so a picture
gets none: the observation's stays in its usage terms, with the page that says the rest. An obscured position is taken
and stays marked; the true one (`private_latitude`) is not, for it was hidden for a reason.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from logbook import dates, licenses
from logbook.changes.intake.items import Bad, Item, LeftOut, Said
from logbook.errors import BadValueError
from logbook.formats.lines import Lines, moment, number
from logbook.patterns import pattern
from logbook.records import Image, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.lines import Line
    from logbook.formats.sources import Source

NAME = "inaturalist"
SUMMARY = "observations exported from iNaturalist (CSV)"
SUFFIXES = (".csv",)
HOLDS: tuple[str, ...] = ()

_REGION: Final = (
    ("place_town_name",),
    ("place_county_name", "place_admin2_name"),
    ("place_state_name", "place_admin1_name"),
    ("place_country_name",),
)
"""The columns of a region from small to large, each as exports of several years call it."""
_MEDIA: Final = {"image_url": "image", "sound_url": "sound"}
_TYPES: Final = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
}
_PRIVATE: Final = ("private_latitude", "private_longitude", "private_place_guess")
_HELD: Final = frozenset(
    {"id", "latitude", "longitude", "species_guess", *_MEDIA, *_PRIVATE, *(one for names in _REGION for one in names)}
    | {"observed_on_string", "observed_on", "time_observed_at", "user_login", "user_name", "quality_grade", "license"}
    | {"url", "tag_list", "description", "captive_cultivated", "place_guess", "positional_accuracy", "geoprivacy"}
    | {"public_positional_accuracy", "taxon_geoprivacy", "coordinates_obscured", "scientific_name", "common_name"}
)
_HEADINGS: Final = ({b"id", b"quality_grade", b"observed_on"}, {b"id", b"observed_on_string", b"time_observed_at"})
_CLOCK: Final = pattern(
    r"(?<![0-9:+-])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?(?: ?([AaPp])\.?[Mm])?(?![0-9:])"
)
_DAY: Final = len("2019-08-13")
_NOON: Final = 12
_QUARTER: Final = timedelta(minutes=15)
_FARTHEST: Final = timedelta(hours=14)


def sniff(head: bytes) -> bool:
    """Tell whether a table has iNaturalist's headings."""
    # A spreadsheet may have saved it in UTF-16, which for these headings is ASCII between noughts.
    line = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").partition(b"\n")[0]
    headings = {cell.strip().strip(b'"') for cell in line.replace(b";", b",").replace(b"\t", b",").split(b",")}
    return any(some <= headings for some in _HEADINGS)


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read each observation as a sighting, with its picture and sound. Raises LogbookError for another table."""
    name = source.only(SUFFIXES, sniff, "table", "iNaturalist")
    lines = Lines(source, name, needed=("id",), held=_HELD)
    private = humans = 0
    for line in lines:
        if isinstance(line, Bad):
            yield line
            continue
        if line["scientific_name"].casefold().startswith("homo "):
            humans += 1
            continue
        private += _is_hidden(line) and any(line[column] for column in _PRIVATE)
        try:
            yield from _items(line, manner)
        except _WrongError as wrong:
            yield line.bad(*wrong.args)
    yield from lines.told("observations")
    if humans:
        yield LeftOut("humans", humans)
    if private:
        told = f"the true positions of obscured observations ({_PRIVATE[0]}: {private:,}) were not taken"
        yield Said(f"{name}: {told}; edit those that may be exact in your logbook")


class _WrongError(Exception):
    """A cell that cannot be taken: its column, and why."""


def _items(line: Line, manner: Manner) -> list[Item]:
    """Make an observation's pictures and the sighting. Raises _WrongError."""
    if not line["id"]:
        raise _WrongError("id", "an observation has an id")
    sighting = _sighting(line, _date(line, manner))
    media = [
        Item(f"{NAME}::{kind}:{line['id']}", _medium(line, column, kind), line.where, original=line.original)
        for column, kind in _MEDIA.items()
        if line[column]
    ]
    keys = tuple(item.key for item in media)
    whole = Item(f"{NAME}::sighting:{line['id']}", sighting, line.where, images=keys, original=line.original)
    return [*media, whole]


def _sighting(line: Line, date: str | None) -> Sighting:
    latitude, longitude = _degrees(line, "latitude", 90), _degrees(line, "longitude", 180)
    return Sighting(
        event_date=date,
        verbatim_event_date=line["observed_on_string"] or None,
        scientific_name=line["scientific_name"] or None,
        vernacular_name=line["common_name"] or (None if line["scientific_name"] else line["species_guess"]) or None,
        region=_region(line),
        locality=line["place_guess"] or None,
        decimal_latitude=latitude,
        decimal_longitude=longitude,
        recorded_by=_observer(line),
        establishment="captive" if line.is_true("captive_cultivated") else None,
        associated_references=(line["url"],) if line["url"] else (),
        remarks=line["description"] or None,
        tags=tuple(_tags(line)),
        **_exactness(line),
    )


def _exactness(line: Line) -> dict[str, Any]:
    """Say how exact the position is, and what was done to it."""
    if not _is_hidden(line):
        return {"coordinate_uncertainty_in_meters": _metres(line, "positional_accuracy", "public_positional_accuracy")}
    return {
        # The other accuracy is that of the true position.
        "coordinate_uncertainty_in_meters": _metres(line, "public_positional_accuracy"),
        "data_generalizations": "coordinates obscured by iNaturalist" if line["latitude"] else None,
        "information_withheld": "iNaturalist keeps the exact coordinates",
    }


def _is_hidden(line: Line) -> bool:
    """Tell whether a position is not the true one, or was left out."""
    privacies = {line["geoprivacy"].casefold(), line["taxon_geoprivacy"].casefold()}
    return line.is_true("coordinates_obscured") or not privacies.isdisjoint(("obscured", "private"))


def _medium(line: Line, column: str, kind: str) -> Image:
    """Make the picture or the sound, with the credit that its licence asks for: the observer's name."""
    who, license_ = _observer(line), line["license"]
    suffix = line[column].partition("?")[0].rpartition(".")[2].casefold()
    terms = f"the observation is {licenses.read(license_)}; the terms of this {kind} are on its page on iNaturalist"
    return Image(
        url=line[column],
        media_type=_TYPES.get(suffix),
        creator=who,
        credit_line=next(iter(who), None),
        supplier="iNaturalist",
        usage_terms=terms if license_ else None,
        web_statement=line["url"] or None,
    )


def _observer(line: Line) -> tuple[str, ...]:
    name = line["user_name"] or line["user_login"]
    return (name,) if name else ()


def _tags(line: Line) -> Iterator[str]:
    """Give the observer's tags, and what iNaturalist says of the observation that a logbook has no field for."""
    yield from filter(None, map(str.strip, line["tag_list"].split(",")))
    if line["quality_grade"]:
        yield f"inaturalist:{line['quality_grade']}"
    if line["license"]:
        yield f"license:{licenses.read(line['license'])}"


def _region(line: Line) -> str | None:
    parts = (next(filter(None, map(line.__getitem__, columns)), "") for columns in _REGION)
    return ", ".join(dict.fromkeys(filter(None, parts))) or None


def _date(line: Line, manner: Manner) -> str | None:
    """Read when it was observed: the local time with its offset, else the time in UTC, else the day.

    The offset is what lies between two statements of the export, the observer's clock and the time in UTC; it is taken
    where it can be one. A time in UTC on another day than the observer's would move the observation, and is left out.
    """
    day = _stored("observed_on", line["observed_on"], manner)
    instant = _stored("time_observed_at", re.sub(r" ?UTC$", "Z", line["time_observed_at"]), manner)
    if day is None or instant is None:
        return instant or day
    return _local(day, instant, line["observed_on_string"]) or (instant if instant.startswith(day[:_DAY]) else day)


def _local(day: str, instant: str, text: str) -> str | None:
    """Give the observer's time with its offset from UTC; None where the statements do not fit each other."""
    when, clock = datetime.fromisoformat(instant), _CLOCK.search(text)
    if clock is None or when.tzinfo is None:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups()[:3])
    if clock[4]:
        hour = hour % _NOON + (_NOON if clock[4] in "Pp" else 0)
    local = f"{day[:_DAY]}T{hour:02d}:{minute:02d}" + (f":{second:02d}" if clock[3] else "")
    if not dates.is_edtf(local):
        return None
    utc = when.astimezone(UTC).replace(tzinfo=None, second=when.second if clock[3] else 0)
    offset = datetime.fromisoformat(local) - utc
    if abs(offset) > _FARTHEST or offset % _QUARTER:
        return None
    return local + f"{timezone(offset)}".removeprefix("UTC") if offset else f"{local}Z"


def _stored(column: str, text: str, manner: Manner) -> str | None:
    try:
        return moment(text, manner.timezone)
    except BadValueError as error:
        raise _WrongError(column, error) from None


def _degrees(line: Line, column: str, most: int) -> float | None:
    text = line[column]
    if not text:
        return None
    degrees = number(text)
    if degrees is None or abs(degrees) > most:
        raise _WrongError(column, f"it is no {column} in degrees, from -{most} to {most}")
    return degrees


def _metres(line: Line, *columns: str) -> float | None:
    """Read the first accuracy that is said; 0 m is none."""
    for column in columns:
        if line[column]:
            metres = number(line[column])
            if metres is None or metres < 0:
                raise _WrongError(column, "it is no distance in metres")
            return metres or None
    return None
