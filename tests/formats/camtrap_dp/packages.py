"""Make Camtrap DP packages for tests, and read them."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from logbook.changes.intake.items import Bad, Item, LeftOut, Manner, Read, Said
from logbook.formats import camtrap_dp, sources
from logbook.records import Deployment, Image, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.changes.intake.items import Part

EXAMPLE = Path(__file__).parent / "official" / "example"
MEDIA = Path(__file__).parents[4] / "shared/data/camtrap-dp-example/example"
PROFILE = "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2/camtrap-dp-profile.json"
NOW = datetime(2026, 11, 22, tzinfo=UTC)

Row = dict[str, str]

DEPLOYMENT = {
    "deploymentID": "north",
    "latitude": "43.5",
    "longitude": "130.5",
    "deploymentStart": "2024-05-01T00:00:00+08:00",
    "deploymentEnd": "2024-06-01T00:00:00+08:00",
}
MEDIUM = {
    "mediaID": "m1",
    "deploymentID": "north",
    "timestamp": "2024-05-03T06:00:00+08:00",
    "filePath": "https://example.org/m1.jpg",
    "filePublic": "true",
    "fileMediatype": "image/jpeg",
}
OBSERVATION = {
    "observationID": "o1",
    "deploymentID": "north",
    "eventStart": "2024-05-03T06:00:00+08:00",
    "eventEnd": "2024-05-03T06:00:10+08:00",
    "observationLevel": "event",
    "observationType": "animal",
    "scientificName": "Panthera pardus",
}


def make(
    folder: Path,
    observations: Iterable[Mapping[str, str]] = ({},),
    media: Iterable[Mapping[str, str]] = ({},),
    deployments: Iterable[Mapping[str, str]] = ({},),
    **descriptor: Any,
) -> Path:
    """Write a package; each row is what it says beyond, or other than, the ones above."""
    folder.mkdir(exist_ok=True)
    tables = {
        "deployments": [{**DEPLOYMENT, **row} for row in deployments],
        "media": [{**MEDIUM, **row} for row in media],
        "observations": [{**OBSERVATION, **row} for row in observations],
    }
    for name, rows in tables.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    said = {"profile": PROFILE, "id": "ours", "resources": resources, **descriptor}
    (folder / "datapackage.json").write_text(json.dumps(said), encoding="utf-8")
    return folder


def parts(path: Path, **manner: Any) -> list[Part]:
    """Read a package."""
    with sources.opened(path) as source:
        return list(camtrap_dp.read(source, Manner(now=NOW, **manner)))


def bad(path: Path, **manner: Any) -> list[Bad]:
    """Read a package, and give the rows that cannot be taken."""
    return [one for one in parts(path, **manner) if isinstance(one, Bad)]


def items(path: Path, **manner: Any) -> list[Item]:
    """Read a package that has no bad rows, and give its records."""
    found = parts(path, **manner)
    assert [one for one in found if isinstance(one, Bad)] == []
    return [one for one in found if isinstance(one, Item)]


def sightings(path: Path, **manner: Any) -> list[Sighting]:
    """Read a package that has no bad rows, and give its sightings."""
    return [one.record for one in items(path, **manner) if isinstance(one.record, Sighting)]


def images(path: Path, **manner: Any) -> list[Image]:
    """Read a package that has no bad rows, and give its pictures."""
    return [one.record for one in items(path, **manner) if isinstance(one.record, Image)]


def deployments(path: Path, **manner: Any) -> list[Deployment]:
    """Read a package that has no bad rows, and give its deployments."""
    return [one.record for one in items(path, **manner) if isinstance(one.record, Deployment)]


def left_out(path: Path, **manner: Any) -> dict[str, int]:
    """Read a package, and give how many rows were left out, by the reason."""
    return {one.why: one.many for one in parts(path, **manner) if isinstance(one, LeftOut)}


def read(path: Path, **manner: Any) -> dict[str, int]:
    """Read a package, and give how many rows each of its tables has."""
    return {one.what: one.many for one in parts(path, **manner) if isinstance(one, Read)}


def said(path: Path, **manner: Any) -> str:
    """Read a package, and give what is told of it."""
    return "\n".join(one.sentence for one in parts(path, **manner) if isinstance(one, Said))


def rows(name: str, folder: Path = EXAMPLE) -> list[Row]:
    """Read a table as the csv module of the standard library does."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
