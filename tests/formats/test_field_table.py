"""The README's table of fields, read against what the exporters write: every term in it is written with a value."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from defusedxml import ElementTree

from tests import readme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

UUID = "0198a8a0-0000-7000-8000-00000000000{}"
SIGHTING: dict[str, Any] = {
    "uuid": UUID.format(1),
    "added": "2026-01-02T03:04:05Z",
    "modified": "2026-01-03T03:04:05Z",
    "source_ids": ["camera base:7"],
    "event_date": "2013-09-05T04:31:00+08:00",
    "verbatim_event_date": "5 September 2013, 04:31",
    "event_id": "event 7",
    "vernacular_name": "Amur leopard",
    "scientific_name": "Panthera pardus orientalis",
    "identification_qualifier": "cf.",
    "animals": [
        {
            "n": 1,
            "count": 2,
            "life_stage": "adult",
            "sex": "female",
            "individual_id": "F1",
            "behavior": "walking",
            "source_id": "camtrap-dp::7",
            "classification_method": "human",
            "classification_probability": 0.9,
            "classified_by": "Li Wei",
            "classification_timestamp": "2013-10-01T00:00:00Z",
            "remarks": "limps",
            "tags": ["a:b"],
        }
    ],
    "breeding": {"stated": {"code": "lactating"}},
    "behavior": "hunting",
    "habitat": "oak forest",
    "region": "Wangqing, Jilin, China",
    "areas": ["Changbai range"],
    "verbatim_locality": "on the ridge",
    "country_code": "CN",
    "locality": "ridge",
    "decimal_latitude": 43.6,
    "decimal_longitude": 130.6,
    "coordinate_uncertainty_in_meters": 30,
    "coordinate_precision": 0.0001,
    "data_generalizations": "rounded",
    "information_withheld": "the den",
    "method": "camera-trap",
    "deployment": "d1",
    "recorded_by": ["Li Wei"],
    "identified_by": ["Anna Berg"],
    "verification": "verified",
    "verified_by": "Anna Berg",
    "verified_date": "2014-01-01",
    "claims": [
        {"claim": "first cubs", "kind": "first-breeding", "region": "China", "reference": "Images", "date": "2013"}
    ],
    "associated_references": ["https://example.org/essay"],
    "project": "Land of the Leopard",
    "remarks": "in snow",
    "tags": ["c:d"],
    "images": ["i1"],
}
CAPTIVE = {**SIGHTING, "uuid": UUID.format(2), "establishment": "captive", "animals": [], "individual_count": 3}
IMAGE: dict[str, Any] = {
    "uuid": UUID.format(3),
    "url": "https://example.org/i1.jpg",
    "file_name": "IMG_0001.JPG",
    "file_public": True,
    "sha256": "ab" * 32,
    "media_type": "image/jpeg",
    "width": 64,
    "height": 48,
    "date_created": "2013-09-05T04:31:00+08:00",
    "title": "Cubs",
    "caption": "Two cubs in the snow",
    "alt_text": "Two leopard cubs",
    "creator": ["Li Wei"],
    "copyright_owner": "WCS",
    "copyright_notice": "Copyright WCS",
    "credit": "c1",
    "credit_line": "WCS",
    "supplier": "Camera Base",
    "usage_terms": "ask",
    "license": "CC-BY-4.0",
    "web_statement": "https://example.org/rights",
    "camera": "Reconyx HC500",
    "publications": [{"title": "In Images", "url": "https://example.org/essay"}],
    "tags": ["snow"],
}
CAMERA: dict[str, Any] = {
    "uuid": UUID.format(4),
    "deployment_id": "D-1",
    "location_id": "L-1",
    "location_name": "Ridge",
    "latitude": 43.6,
    "longitude": 130.6,
    "coordinate_uncertainty": 30,
    "deployment_start": "2013-09-01T00:00:00+08:00",
    "deployment_end": "2013-10-01T00:00:00+08:00",
    "setup_by": "Li Wei",
    "camera_id": "C-1",
    "camera_model": "Reconyx-HC500",
    "camera_delay": 1,
    "camera_height": 0.5,
    "camera_depth": 0.1,
    "camera_tilt": 5,
    "camera_heading": 90,
    "detection_distance": 5,
    "timestamp_issues": False,
    "bait_use": False,
    "feature_type": "trailGame",
    "habitat": "oak forest",
    "deployment_groups": "north",
    "deployment_tags": "e:f",
    "deployment_comments": "steep",
}
LOGBOOK = {
    "schema": 1,
    "revision": 1,
    "next": {},
    "title": "Leopards",
    "description": "Leopards of the north-east",
    "license": "CC-BY-4.0",
    "media_license": "CC-BY-4.0",
    "contributors": [
        {"title": "Li Wei", "email": "li@example.org", "role": "contact"},
        {"title": "WCS", "role": "rightsHolder"},
    ],
    "project": {"title": "Leopards", "sampling_design": "targeted", "capture_method": ["activityDetection"]},
}
TABLES = {
    "logbook": {"1": LOGBOOK},
    "taxa": {"1": {"uuid": UUID.format(6), "vernacular_name": "Amur leopard", "names": ["Far Eastern leopard"]}},
    "credits": {"1": {"uuid": UUID.format(5), "name": "WCS"}},
    "images": {"1": IMAGE},
    "deployments": {"1": CAMERA},
    "sightings": {"1": SIGHTING, "2": CAPTIVE},
}
TERM = re.compile(r"[A-Za-z]+(?::[A-Za-z]+)?")


@pytest.fixture(autouse=True)
def full() -> None:
    """Write a logbook in which every field that goes out says something."""
    Path("logbook.json").write_text(json.dumps(TABLES), encoding="utf-8")


def column(place: int) -> set[str]:
    """Give the terms of one column of the README's table: 2 is Darwin Core's, 3 Camtrap DP's."""
    table = readme.README.read_text(encoding="utf-8").split("## The fields")[1].split("\n## ")[0]
    rows = [line.split("|")[1:-1] for line in table.splitlines() if line.startswith("| `")]
    cells = [row[place].strip() for row in rows]
    told = [cell for cell in cells if cell and not cell.startswith(("the same", "occurrences", "observations"))]
    return {term.strip() for cell in told for term in cell.split(",")}


def headed(text: str, delimiter: str) -> Iterator[str]:
    """Give the headings of a table under which something stands."""
    for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
        yield from (heading for heading, value in row.items() if value)


def test_every_term_of_camtrap_dp_is_written(run: Run) -> None:
    run("export --format camtrap-dp out --exact")

    described = json.loads(Path("out/datapackage.json").read_text(encoding="utf-8"))
    found = {*described, *(key for value in described.values() if isinstance(value, dict) for key in value)}
    for path in Path("out").glob("*.csv"):
        found |= set(headed(path.read_text(encoding="utf-8"), ","))
    assert sorted(column(3) - found) == []


def test_every_term_of_darwin_core_is_written(run: Run) -> None:
    run("export --format dwca out.zip --exact --include-published")

    found: set[str] = set()
    with zipfile.ZipFile("out.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    meta = ElementTree.fromstring(texts["meta.xml"])
    for table in meta:
        name = next(one.text or "" for one in table.iter("{http://rs.tdwg.org/dwc/text/}location"))
        rows = list(csv.reader(io.StringIO(texts[name]), delimiter="\t"))
        for field in table.iter("{http://rs.tdwg.org/dwc/text/}field"):
            if any(row[int(field.attrib["index"])] for row in rows[1:]):
                found.add(re.split("[/#]", field.attrib["term"])[-1])
    found |= {f"{element.tag.rpartition('}')[2]} (EML)" for element in ElementTree.fromstring(texts["eml.xml"]).iter()}
    found |= {"MeasurementOrFact"} if "measurements.txt" in texts else set()
    assert sorted(term for term in column(2) if term.split(":")[-1] not in found) == []
