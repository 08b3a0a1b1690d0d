"""Logbooks to be written as Camtrap DP, and what stands in a package that was."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from logbook.formats import Job
from logbook.formats.camtrap_dp import writing
from logbook.records import Animal, Book, Deployment, Image, Info, Sighting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
INFO = Info(
    title="Leoparden am Fluß",
    license="CC0-1.0",
    media_license="CC-BY-4.0",
    contributors=({"title": "Anna Berg", "email": "anna@example.org", "role": "contact"},),
    project={"title": "Leopards", "sampling_design": "targeted", "capture_method": ["activityDetection"]},
)
STATION = Deployment(
    uuid="d-uuid",
    deployment_id="K7",
    latitude=43.5,
    longitude=130.25,
    deployment_start="2024-05-01T00:00:00+10:00",
    deployment_end="2024-06-01T00:00:00+10:00",
)
SEEN = Sighting(
    uuid="s-uuid",
    scientific_name="Panthera pardus",
    event_date="2024-05-02T04:31:00+10:00/2024-05-02T04:32:10+10:00",
    deployment="d1",
    method="camera-trap",
    animals=(Animal(n=1, count=1, life_stage="adult", sex="female"), Animal(n=2, count=2, life_stage="juvenile")),
    images=("i1",),
)
PICTURE = Image(
    uuid="i-uuid",
    url="https://example.org/1.jpg",
    file_public=True,
    media_type="image/jpeg",
    date_created="2024-05-02T04:31:00+10:00",
)


def book(*sightings: Sighting, station: Deployment = STATION, picture: Image = PICTURE, info: Info = INFO) -> Book:
    """Make a logbook of some sightings at one station with one picture."""
    return Book(
        info=info, sightings=dict(enumerate(sightings or (SEEN,), 1)), deployments={1: station}, images={1: picture}
    )


def sighting(**fields: Any) -> Sighting:
    return replace(SEEN, **fields)


def job(told: Book, to: str = "out", **more: Any) -> Job:
    return Job(told, told.images, Path.cwd(), sightings=told.sightings, to=Path(to), now=NOW, **more)


def write(told: Book, to: str = "out", **more: Any) -> dict[str, tuple[str, ...]]:
    """Write a package; give what became of each record, its state in front of its notes."""
    return {one.id: (one.state, *one.notes) for one in writing.write(job(told, to, **more))}


def rows(name: str, folder: str = "out") -> list[dict[str, str]]:
    """Give the rows of a table, without their empty cells."""
    with Path(folder, f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(stream)]


def descriptor(folder: str = "out") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, "datapackage.json").read_bytes())
    return found
