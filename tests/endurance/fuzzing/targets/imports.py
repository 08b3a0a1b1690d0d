"""What other programs export: every format that is read, taken into a logbook, and read from there."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from logbook import formats
from logbook.changes.intake.items import Manner
from logbook.formats import Job, sources
from logbook.records import TYPES, Animal, Breeding, Claim, Deployment, Image, Info, Sighting, Stated
from logbook.store.snapshot import Snapshot
from tests import essay
from tests.changes.intake import taking
from tests.endurance.fuzzing.target import BETWEEN, NOW, Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logbook.records import Book

ROOM = "files of other programs"
_LEOPARD = Sighting(
    uuid="018f0000-0000-7000-8000-000000000001",
    event_date="2013-09-05T04:31:00+08:00",
    vernacular_name="Amur leopard",
    scientific_name="Panthera pardus orientalis",
    animals=(Animal(n=1, count=1, sex="female", life_stage="adult"), Animal(n=2, count=2, verbatim="cubs")),
    breeding=Breeding(stated=Stated(code="dependent-young")),
    region="Hunchun, Jilin, China",
    areas=("Wangqing",),
    decimal_latitude=43.6,
    decimal_longitude=130.6,
    coordinate_uncertainty_in_meters=30.0,
    method="camera-trap",
    deployment="d1",
    recorded_by=("A. Ranger", "B"),
    claims=(Claim(claim="first breeding in China", kind="first-breeding", reference="doi:10.1/x"),),
    remarks='two lines\nand "quotes", a = sign',
    tags=("cubs", "snow"),
    images=("i1",),
)
_FRAME = Image(url="https://example.org/a.jpg", date_created="2013-09-05T04:31:00+08:00", media_type="image/jpeg")
_CAMERA = Deployment(
    deployment_id="north",
    latitude=43.6,
    longitude=130.6,
    deployment_start="2013-09-01T00:00:00+08:00",
    deployment_end="2013-10-01T00:00:00+08:00",
)
BOOK = msgspec.structs.replace(
    essay.BOOK,
    info=Info(title="Amur", license="CC-BY-4.0", contributors=({"title": "A. Ranger", "role": "contact"},)),
    sightings={1: _LEOPARD, 2: Sighting(uuid="018f0000-0000-7000-8000-000000000002", vernacular_name="Lynx")},
    images={1: _FRAME},
    deployments={1: _CAMERA},
    credits={},
)
MEGADETECTOR = {
    "info": {"format_version": "1.6", "detector": "MDV5A"},
    "detection_categories": {"1": "animal", "2": "person"},
    "classification_categories": {"1": "elk"},
    "images": [
        {"file": "a.jpg", "detections": [{"category": "1", "conf": 0.9, "bbox": [0.1, 0.2, 0.3, 0.4],
                                          "classifications": [["1", 0.9]]}]},
        {"file": "b.jpg", "failure": "cannot be read"},
    ],
}  # fmt: skip
SPECIESNET = {
    "predictions": [
        {"filepath": "a.jpg", "classifications": {"classes": ["u;mammalia;;;;;leopard"], "scores": [0.9]},
         "detections": [{"category": "1", "label": "animal", "conf": 0.9, "bbox": [0.1, 0.2, 0.3, 0.4]}],
         "prediction": "u;mammalia;;;;;leopard", "prediction_score": 0.9, "prediction_source": "classifier"},
        {"filepath": "b.jpg", "failures": ["DETECTOR"]},
    ]
}  # fmt: skip
INATURALIST = {
    "id": "42", "observed_on_string": "2019-08-13 7:02:39 PM CDT", "observed_on": "2019-08-13",
    "time_observed_at": "2019-08-14 00:02:39 UTC", "time_zone": "Central Time (US & Canada)", "user_login": "ana",
    "license": "CC-BY-NC", "url": "https://www.inaturalist.org/observations/42", "quality_grade": "research",
    "image_url": "https://static.inaturalist.org/photos/1/medium.jpeg?1", "sound_url": "", "tag_list": "a, b",
    "description": "seen", "captive_cultivated": "false", "place_guess": "Urbandale, IA, USA", "latitude": "41.6",
    "longitude": "-93.7", "positional_accuracy": "77", "coordinates_obscured": "false", "geoprivacy": "open",
    "species_guess": "Lynx", "scientific_name": "Lynx lynx", "common_name": "Eurasian Lynx", "taxon_id": "1",
}  # fmt: skip
_PROJECT = {
    "project_id": "7",
    "project_name": "Sikhote",
    "country_code": "RUS",
    "embargo": "24",
    "image_license": "CC0",
}
_AT = {"project_id": "7", "deployment_id": "D1"}
_PLACED = _AT | {"placename": "Pass", "longitude": "130.6", "latitude": "43.6", "camera_id": "21"}
_DEPLOYED = _PLACED | {"start_date": "2014-10-24 00:00:00", "end_date": "2014-12-04 00:00:00"}
_KIND = {"class": "Mammalia", "order": "Carnivora", "family": "Felidae", "genus": "Panthera", "species": "pardus"}
_SEEN = _AT | _KIND | {"is_blank": "0", "identified_by": "Ana", "common_name": "Leopard"}
_IMAGE = _SEEN | {
    "image_id": "a", "filename": "A.JPG", "location": "gs://x/a.jpg", "license": "CC-BY-NC", "age": "Adult",
    "timestamp": "2014-11-22 05:58:38", "number_of_objects": "1", "sex": "Female", "individual_id": "F12",
}  # fmt: skip
_CAMERA_ROW = {"project_id": "7", "camera_id": "21", "make": "Bushnell", "model": "Trophy", "serial_number": "B18"}
_TABLES = {"projects": _PROJECT, "cameras": _CAMERA_ROW, "deployments": _DEPLOYED, "images": _IMAGE}
_CELLS = (
    "NA",
    "1",
    "-1",
    "91",
    "2014-11-22 05:58",
    "22/11/2014",
    "animal",
    "human",
    "blank",
    "Adult",
    "2-3",
    "s1",
    "\t",
    ";",
)
_KEYS = (
    '"id"',
    '"uuid"',
    "null",
    "[]",
    "{}",
    "1e400",
    '"2013-23"',
    '"\\ud800"',
    '{"type":',
    '"coordinates":',
    "[181,91]",
)


def table(*rows: Mapping[str, str]) -> bytes:
    """Write rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def take(data: bytes, folder: Path, *, name: str, files: Sequence[str]) -> None:
    """Read a source of one format, of one or several files, and keep what it gives in a logbook."""
    path = folder / "source"
    path.mkdir()
    for file, content in zip(files, data.split(BETWEEN), strict=False):
        (path / file).write_bytes(content)
    _take(path if len(files) > 1 else path / files[0], name, folder)


def take_zip(data: bytes, folder: Path, *, name: str) -> None:
    """Read an archive of one format."""
    path = folder / "source.zip"
    path.write_bytes(data)
    _take(path, name, folder)


def _take(path: Path, name: str, folder: Path) -> None:
    with sources.opened(path) as source:
        parts = list(formats.named(name).read(source, Manner(now=NOW, timezone="+08:00")))
    _, book = taking.taken(*parts)
    kept = Snapshot(essay.write(folder / "logbook.json", book), writing=True).book()
    assert all(getattr(kept, one) == getattr(book, one) for one in TYPES)


def sniffed(data: bytes, folder: Path) -> None:
    """Tell by its first bytes what a file is."""
    (folder / "source").write_bytes(data)
    with sources.opened(folder / "source") as source:
        for file in source.names():
            head = source.head(file)
            assert {formats.named(name).sniff(head) for name in formats.NAMES} <= {True, False}


def written(name: str, book: Book = BOOK) -> Sequence[bytes]:
    """Give the files that our own writer makes, the first in the order of their names."""
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder, "out")
        job = Job(book, book.images, Path(folder), book.sightings, originals=book.images, to=to, now=NOW, exact=True)
        list(formats.writer(name).write(job))
        return [path.read_bytes() for path in sorted(to.rglob("*")) if path.is_file()] or [to.read_bytes()]


def unpacked(archive: bytes, files: Sequence[str]) -> bytes:
    """Give the files of an archive as one input."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return BETWEEN.join(opened.read(file) for file in files)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into an archive, whose bytes can be changed without its checksums being wrong for it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _one(name: str, seeds: Sequence[bytes], words: Sequence[str] = _CELLS, file: str = "a.csv") -> Target:
    return Target(ROOM, name, partial(take, name=name, files=(file,)), tuple(seeds), tuple(words))


_CAMTRAP = ("datapackage.json", "deployments.csv", "identifiers.csv", "media.csv", "observations.csv")
_ARCHIVE = ("meta.xml", "eml.xml", "occurrence.txt", "multimedia.txt", "audiovisual.txt", "measurements.txt")
_DOWNLOAD = tuple(f"{name}.csv" for name in _TABLES)
WHOLE = msgspec.structs.replace(
    BOOK,
    info=Info(
        title="Amur",
        license="CC-BY-4.0",
        media_license="CC-BY-4.0",
        contributors=({"title": "A. Ranger", "role": "contact"},),
        project={"title": "Amur", "sampling_design": "targeted"},
    ),
)


def _targets() -> tuple[Target, ...]:
    camtrap = BETWEEN.join(written("camtrap-dp", WHOLE))
    dwca = written("dwca")[0]
    wild = BETWEEN.join(map(table, _TABLES.values()))
    stored = packed(dict(zip(_ARCHIVE, unpacked(dwca, _ARCHIVE).split(BETWEEN), strict=True)))
    rows = {name: written(name)[0] for name in ("csv", "ndjson", "geojson", "gpx")}
    detections = [json.dumps(one).encode() for one in (MEGADETECTOR, SPECIESNET)]
    return (
        Target(ROOM, "camtrap-dp", partial(take, name="camtrap-dp", files=_CAMTRAP), (camtrap,), _CELLS),
        Target(ROOM, "dwca", partial(take, name="dwca", files=_ARCHIVE), (unpacked(dwca, _ARCHIVE),), _CELLS),
        Target(ROOM, "wildlife-insights", partial(take, name="wildlife-insights", files=_DOWNLOAD), (wild,), _CELLS),
        _one("inaturalist", [table(INATURALIST)]),
        _one("megadetector", detections, _KEYS, "a.json"),
        _one(
            "csv",
            [rows["csv"], b"Species;Date;Lat;Lon\nLynx;5.9.2013;43,6;130,6\n", "Species\tDate\n".encode("utf-16")],
        ),
        _one("ndjson", [rows["ndjson"], b'{"species":"Lynx","date":"2013"}\n'], _KEYS, "a.ndjson"),
        _one("geojson", [rows["geojson"]], _KEYS, "a.geojson"),
        _one("gpx", [rows["gpx"]], ("<wpt lat=", "<!DOCTYPE x [", "<!ENTITY", "&x;", "<time>", "<![CDATA["), "a.gpx"),
        *([_one("parquet", written("parquet"), ("PAR1",), "a.parquet")] if find_spec("pyarrow") else ()),
        Target(ROOM, "zip archives", partial(take_zip, name="dwca"), (dwca, stored), ("PK\x03\x04", "../", "/")),
        Target(ROOM, "what a file is", sniffed, (*rows.values(), dwca, *detections, camtrap), (*_KEYS, *_CELLS)),
    )


TARGETS = _targets()
