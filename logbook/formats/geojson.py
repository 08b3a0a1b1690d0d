"""GeoJSON (RFC 7946): sightings as points on a map, for QGIS and the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook.errors import LogbookError
from logbook.formats import Outcome, objects, outlets
from logbook.records import Id
from logbook.tally.whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Bad, Manner, Part
    from logbook.formats import Job
    from logbook.formats.rows.keyed import Keyed
    from logbook.formats.sources import Source
    from logbook.places import Position
    from logbook.records import Sighting

NAME = "geojson"
SUMMARY = "sightings as points, for maps"
SUFFIXES = (".geojson",)
HOLDS: tuple[str, ...] = ()
OF = "sightings"
NEEDS_PLACE = True

_HEAD = b'{"type":"FeatureCollection","features":[\n'
_FOOT = b"\n]}\n"
_LARGEST = 1 << 30
"""Bytes; a collection is read as a whole."""


def sniff(head: bytes) -> bool:
    """Tell whether a file that begins so is GeoJSON."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"FeatureCollection"' in head


class _Point(msgspec.Struct):
    """A geometry; one that is no point is kept for its name alone."""

    type: str
    coordinates: Any = None


class _Feature(msgspec.Struct):
    geometry: _Point | None = None
    properties: dict[str, Any] | None = None
    id: str | int | float | None = None


class _Collection(msgspec.Struct):
    features: list[msgspec.Raw]


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the sightings of a collection's points: our own as they were, others by the names of their properties.

    A feature that is no point is bad. Raises LogbookError where the file is no collection of features.
    """
    from logbook.formats import rows
    from logbook.formats.rows import keyed

    name = rows.sole(source)
    told = f"is larger than {_LARGEST >> 20:,} MiB, which is read at once; split it, or use CSV"
    data = source.whole(name, _LARGEST, told)
    try:
        features = objects.decoded(data.removeprefix(b"\xef\xbb\xbf"), _Collection).features
    except msgspec.MsgspecError as error:
        raise LogbookError(f"{name} is no GeoJSON collection of features: {error}") from None
    return keyed.read(source, name, lambda: _each(name, features), manner, format_=NAME, what="features")


def _each(name: str, features: list[msgspec.Raw]) -> Iterator[Keyed | Bad]:
    """Give each feature; the number of a feature stands for its line."""
    from logbook.changes.intake.items import Bad, Where
    from logbook.formats.rows.keyed import Keyed

    for number, raw in enumerate(features, 1):
        text = bytes(raw).decode("utf-8", "replace")
        try:
            yield Keyed(number, _properties(objects.decoded(raw, _Feature)), text)
        except (msgspec.MsgspecError, ValueError) as error:
            yield Bad(Where(f"{name}, feature {number}"), str(error), original=text)


def _properties(one: _Feature) -> dict[str, Any]:
    """Give what a feature says, with its position. Raises ValueError for what is no point on the earth."""
    made = dict(one.properties or {})
    if objects.is_ours(made):
        return made
    if one.id is not None:
        made.setdefault("id", one.id)
    if one.geometry is not None:
        match one.geometry:
            case _Point("Point", [int() | float() as longitude, int() | float() as latitude, *_]):
                made |= {"decimalLatitude": latitude, "decimalLongitude": longitude}
            case _:
                raise ValueError(f"a sighting is a point, and this is a {one.geometry.type} or has no coordinates")
    return made


def write(job: Job) -> Iterator[Outcome]:
    """Write a feature a sighting, a line each; one without a position has no geometry, and stays."""
    with outlets.file(job, outlets.Head(_is_export)) as outlet, outlet.stream() as file:
        whereabouts = Whereabouts(job.book)
        for place, (number, one) in enumerate(job.sightings.items()):
            file.write(b",\n" if place else _HEAD)
            file.write(msgspec.json.encode(_feature(whereabouts.position(one), number, one)))
            yield Outcome(str(Id("sightings", number)), "written")
        if job.sightings:
            file.write(_FOOT)
            outlet.keep()


def _is_export(head: bytes) -> bool:
    return head.startswith(_HEAD) and b'"uuid":' in head and b'"breeding_level":' in head


def _feature(position: Position | None, number: int, one: Sighting) -> dict[str, Any]:
    made = objects.of(number, one)
    geometry = position and {"type": "Point", "coordinates": [position.longitude, position.latitude]}
    return {"type": "Feature", "id": made["id"], "geometry": geometry, "properties": made}
