"""`datapackage.json`: what a Camtrap data package says of itself, by the facts of the logbook and what went out."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from msgspec import json

from logbook.changes import facts
from logbook.formats.camtrap_dp import identifiers
from logbook.formats.camtrap_dp.marks import SOURCE
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from logbook.records import Info

    Object = dict[str, Any]

MADE: Final = f'"title": "{SOURCE}"'.encode()
"""What no other program writes into a descriptor."""
VERSION: Final = "1.0.2"
_BASE: Final = f"https://raw.githubusercontent.com/tdwg/camtrap-dp/{VERSION}"
_PROJECT: Final = {
    "id": "id",
    "title": "title",
    "acronym": "acronym",
    "description": "description",
    "path": "path",
    "sampling_design": "samplingDesign",
}
_CONTRIBUTOR: Final = ("title", "path", "email", "role", "organization")
_NO_SLUG = pattern(r"[^a-z0-9]+")
_DAY = len("2013-09-05")


class Coverage:
    """What went out, in sum: the places, days and names that it covers."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.individuals = False
        self.precision: float | None = None
        self._places: set[tuple[float, float]] = set()
        self._days: set[str] = set()

    def add(self, cells: Mapping[str, str], precision: float | None) -> None:
        """Count a deployment in by its row, its days by the calendar they are written in."""
        self._places.add((float(cells["longitude"]), float(cells["latitude"])))
        self._days |= {cells[time][:_DAY] for time in ("deploymentStart", "deploymentEnd")}
        self.precision = max((one for one in (self.precision, precision) if one), default=None)

    def spatial(self) -> Object:
        """Give the box round all places as GeoJSON (RFC 7946), or the point or line that it has shrunk to."""
        (west, east), (south, north) = ((min(one), max(one)) for one in zip(*self._places, strict=True))
        if west < east and south < north:
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            return {"type": "Polygon", "coordinates": [ring]}
        if (west, south) == (east, north):
            return {"type": "Point", "coordinates": [west, south]}
        return {"type": "LineString", "coordinates": [[west, south], [east, north]]}

    def temporal(self) -> Object:
        """Give the first and the last day."""
        return {"start": min(self._days), "end": max(self._days)}


def require(info: Info) -> None:
    """Raise LogbookError where the logbook lacks a fact that a package cannot be without, naming its option."""
    facts.require(info, "camtrap-dp", "contributors", "project", "sampling_design", "license", "media_license")


def text(info: Info, coverage: Coverage, now: datetime) -> str:
    """Write the descriptor of a package made `now`. Its `id` stays the same while title, project and makers do."""
    return json.format(json.encode(_descriptor(info, coverage, now)), indent=2).decode() + "\n"


def _descriptor(info: Info, coverage: Coverage, now: datetime) -> Object:
    title = info.title or (info.project or {})["title"]
    contributors = [_contributor(one) for one in info.contributors if one.get("title")]
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, json.encode([_BASE, title, info.project, contributors]).decode()))
    data, media = facts.license_terms(info.license) or {}, facts.license_terms(info.media_license) or {}
    made = {
        "sources": [{"title": SOURCE}],
        "resources": [_resource(name) for name in (*identifiers.TABLES, identifiers.NAME)],
        "profile": f"{_BASE}/camtrap-dp-profile.json",
        "name": _slug(title) or identity,
        "id": identity,
        "created": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "title": title,
        "contributors": contributors,
        "description": info.description,
        "licenses": [data | {"scope": "data"}, media | {"scope": "media"}],
        "project": _project(info, coverage),
        "coordinatePrecision": coverage.precision,
        "spatial": coverage.spatial(),
        "temporal": coverage.temporal(),
        "taxonomic": [{"scientificName": name} for name in sorted(coverage.names)],
    }
    return {name: value for name, value in made.items() if value is not None}


def _resource(name: str) -> Object:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": identifiers.schema() if name == identifiers.NAME else f"{_BASE}/{name}-table-schema.json",
    }


def _contributor(fields: Mapping[str, Any]) -> Object:
    """Give a contributor, with a role that Camtrap DP knows or none, and no address that is none."""
    known = {name: name for name in _CONTRIBUTOR if name != "role" or fields.get(name) in facts.ROLES}
    made = _chosen(fields, known)
    if "@" not in made.get("email", "@"):
        del made["email"]
    return made


def capture_methods(info: Info) -> list[str]:
    """Give how the cameras were triggered, in the words of Camtrap DP; none where nobody has said it so."""
    said = (info.project or {}).get("capture_method")
    return [one for one in facts.CAPTURE_METHODS if isinstance(said, list) and one in said]


def _project(info: Info, coverage: Coverage) -> Object:
    project = info.project or {}
    return _chosen(project, _PROJECT) | {
        "captureMethod": capture_methods(info) or [facts.CAPTURE_METHODS[0]],
        "individualAnimals": coverage.individuals or bool(project.get("individual_animals")),
        "observationLevel": ["event"],
    }


def _chosen(fields: Mapping[str, Any], names: Mapping[str, str]) -> Object:
    return {name: said for field, name in names.items() if isinstance(said := fields.get(field), str) and said}


def _slug(title: str) -> str:
    """Write a title as a package's name: small letters, figures and hyphens (what has none of these is left out)."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return _NO_SLUG.sub("-", plain.casefold()).strip("-")
