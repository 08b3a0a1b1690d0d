"""Every export of a sensitive logbook, searched byte by byte for what would lead a poacher to the place."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from logbook import formats
from tests.pictures import exiftool, making

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

PLACES = {
    "latitude": "43.60417",
    "longitude": "130.59023",
    "latitude of the camera": "43.60512",
    "longitude of the camera": "130.58871",
    "latitude of the picture": "43.60333",
    "longitude of the picture": "130.59111",
    "locality": "Wolf Rock creek",
    "station": "Station Nadezhda",
    "location id": "LOC-7741",
    "camera": "CAM-5561",
    "serial number": "SN-889123",
    "folder": "nadezhda-ridge",
    "file": "RCNX0077",
    "source": "survey-2026-nadezhda",
    "note": "cave",
    "grid reference": "4828123",
}
"""What must be found nowhere, by what it is. The note names the locality, and so goes with it."""
DAY = ("2026-08-14", "2026:08:14", "20260814", "14 August", "14 Aug")
"""The day of the sighting, younger than a year."""
WITHIN = ("Wangqing", "Jilin", "Changbai range")
"""What would narrow the country down, and is told of a high but not of an extreme species."""
SIGHTING: dict[str, Any] = {
    "uuid": "0198a8a0-0000-7000-8000-000000000001",
    "added": "2026-08-14T10:00:00Z",
    "source_ids": [PLACES["source"]],
    "event_date": "2026-08-14T04:31:00+08:00",
    "verbatim_event_date": "14 August 2026, 04:31",
    "event_id": "Station Nadezhda 14",
    "vernacular_name": "Amur leopard",
    "scientific_name": "Panthera pardus orientalis",
    "animals": [{"n": 1, "count": 1, "life_stage": "adult", "sex": "female", "remarks": "came from Wolf Rock creek"}],
    "region": "Wangqing, Jilin, China",
    "areas": ["Changbai range"],
    "locality": PLACES["locality"],
    "decimal_latitude": 43.60417,
    "decimal_longitude": 130.59023,
    "coordinate_uncertainty_in_meters": 12,
    "method": "camera-trap",
    "deployment": "d1",
    "recorded_by": ["Li Wei"],
    "remarks": "In the cave above Wolf Rock creek.",
    "behavior": "cached prey on the night of Aug 14",
    "habitat": "scree, 52T 548123 4828123",
    "tags": ["rare", "Station Nadezhda"],
    "images": ["i1"],
}
CAMERA: dict[str, Any] = {
    "uuid": "0198a8a0-0000-7000-8000-000000000002",
    "deployment_id": "survey-2026-nadezhda-01",
    "location_id": PLACES["location id"],
    "location_name": PLACES["station"],
    "latitude": 43.60512,
    "longitude": 130.58871,
    "deployment_start": "2025-06-01T08:00:00+08:00",
    "deployment_end": "2025-11-20T08:00:00+08:00",
    "camera_id": PLACES["camera"],
    "deployment_comments": "Ten minutes from Wolf Rock creek",
}
PICTURE: dict[str, Any] = {
    "uuid": "0198a8a0-0000-7000-8000-000000000003",
    "file": "nadezhda-ridge/RCNX0077.jpg",
    "file_name": "RCNX0077.JPG",
    "media_type": "image/jpeg",
    "date_created": "2026-08-14T04:31:00+08:00",
    "title": "A leopard at Wolf Rock creek",
    "caption": "A female passes Station Nadezhda.",
    "alt_text": "A leopard walks by",
    "creator": ["Li Wei"],
    "credit": "c1",
    "credit_line": "WCS",
    "license": "CC-BY-4.0",
    "decimal_latitude": 43.60333,
    "decimal_longitude": 130.59111,
}
FOX: dict[str, Any] = {
    "uuid": "0198a8a0-0000-7000-8000-000000000004",
    "event_date": "2025-07-01T04:31:00+08:00",
    "vernacular_name": "Red fox",
    "scientific_name": "Vulpes vulpes",
    "method": "camera-trap",
    "animals": [{"n": 1, "count": 1}],
    "region": "Wangqing, Jilin, China",
    "locality": PLACES["locality"],
    "decimal_latitude": 43.60417,
    "decimal_longitude": 130.59023,
    "deployment": "d1",
    "recorded_by": ["Li Wei"],
}
"""Of a species that may be told exactly, at the leopard's place."""


@pytest.fixture(autouse=True)
def sensitive(run: Run) -> None:
    """Write a logbook of a leopard and a fox at one place, with the picture that the camera took."""
    _write(FACTS)
    photo = Path("nadezhda-ridge/RCNX0077.jpg")
    photo.parent.mkdir()
    photo.write_bytes(making.plain("JPEG"))
    said = (
        *("-GPSLatitude=43.60333", "-GPSLatitudeRef=N", "-GPSLongitude=130.59111", "-GPSLongitudeRef=E"),
        *("-SerialNumber=SN-889123", "-DateTimeOriginal=2026:08:14 04:31:00", "-CreateDate=2026:08:14 04:31:00"),
        *("-IPTC:Sub-location=Wolf Rock creek", "-XMP-iptcCore:Location=Wolf Rock creek"),
        *("-XMP-dc:Title=A leopard at Wolf Rock creek", "-XMP-photoshop:DateCreated=2026:08:14 04:31:00"),
        *("-IPTC:DateCreated=2026:08:14", "-ImageDescription=A female passes Station Nadezhda."),
        *("-UserComment=Station Nadezhda", "-XMP-exif:GPSLatitude=43.60333", "-PreservedFileName=RCNX0077.JPG"),
    )
    if shutil.which("exiftool"):  # the tests that look for this in pictures need it too
        exiftool.write([photo], *said)
    run("species 'Red fox' --sensitivity none --reference 'common everywhere'")


FACTS = {
    "title": "Leopards of the north-east",
    "license": "CC-BY-4.0",
    "media_license": "CC-BY-4.0",
    "contributors": [{"title": "Li Wei", "email": "li@example.org", "role": "contact"}],
    "project": {
        "title": "Leopards of the north-east",
        "sampling_design": "targeted",
        "capture_method": ["activityDetection"],
        "individual_animals": False,
    },
}


def _write(facts: dict[str, Any]) -> None:
    tables = {
        "logbook": {"1": {"schema": 1, "revision": 1, "next": {}, **facts}},
        "credits": {"1": {"uuid": "0198a8a0-0000-7000-8000-000000000005", "name": "WCS"}},
        "images": {"1": PICTURE},
        "deployments": {"1": CAMERA},
        "sightings": {"1": SIGHTING, "2": FOX},
    }
    Path("logbook.json").write_text(json.dumps(tables), encoding="utf-8")


def exported(run: Run, name: str, *more: str, code: int = 0) -> list[bytes]:
    """Export in a format, and give all that came out: names and bytes, unpacked, and what pictures hold."""
    extra = " --to out" if name == "xmp" else " out.zip" if name == "dwca" else " out"
    done = run(" ".join([f"export --format {name}{extra}", *more]), code=code)
    out = Path("out.zip" if name == "dwca" else "out")
    found = [done.output.encode()] if not more else []
    if out.exists():
        found += [out.read_bytes()] if out.is_file() else list(_folder(out))
    return [*found, *(_unpacked(out) if out.suffix == ".zip" and out.exists() else ())]


def _folder(out: Path) -> Iterator[bytes]:
    for path in sorted(out.rglob("*")):
        yield str(path.relative_to(out)).encode()
        if path.is_file():
            yield path.read_bytes()
            if path.suffix in {".jpg", ".xmp"}:
                yield subprocess.run(["exiftool", "-a", "-u", "-n", path], capture_output=True, check=True).stdout
            if path.suffix == ".parquet":
                yield _table(path)


def _table(path: Path) -> bytes:
    parquet = pytest.importorskip("pyarrow.parquet")
    return str(parquet.read_table(path, partitioning=None).to_pylist()).encode()


def _unpacked(out: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            yield name.encode()
            yield archive.read(name)


def shown(run: Run, *more: str, code: int = 0) -> bytes:
    """Make a gallery, as a folder and as one file, and give all that came out: names and bytes, what pictures hold."""
    line = " ".join(["gallery", *more])
    done = [run(f"{line} essay", code=code), run(f"{line} essay.html --single-file", code=code)]
    found = [one.output.encode() for one in done] if not more else []
    if not code:
        page = Path("essay.html").read_bytes()
        inside = re.findall(rb"data:image/jpeg;base64,([^\"'\s]+)", page)
        assert inside
        for at, picture in enumerate(inside):
            Path(f"essay/{at}.jpg").write_bytes(base64.b64decode(picture))
        found += [page, *_folder(Path("essay"))]
    return b"\n".join(found)


WRITERS = [one.NAME for one in formats.writers()]
needed = exiftool.needed


@needed
@pytest.mark.parametrize("name", WRITERS)
def test_nothing_that_goes_out_tells_the_place_or_the_day(run: Run, name: str) -> None:
    whole = b"\n".join(exported(run, name))

    found = {what: text for what, text in PLACES.items() if text.encode() in whole}
    assert not found
    assert not [day for day in DAY if day.encode() in whole.replace(b"FileModifyDate", b"")]


@needed
def test_a_gallery_tells_neither_the_place_nor_the_day(run: Run) -> None:
    whole = shown(run)

    assert not {what: text for what, text in PLACES.items() if text.encode() in whole}
    assert not [day for day in DAY if day.encode() in whole]
    assert b"Wangqing" in whole


SUMMARIES = ["--format html", *(f"--map --format {how}" for how in ("table", "plain", "csv", "json", "markdown"))]


@pytest.mark.parametrize("how", SUMMARIES)
@pytest.mark.parametrize("level", ["high", "extreme"])
def test_a_summary_that_may_leave_the_house_tells_neither_the_place_nor_the_day(run: Run, how: str, level: str) -> None:
    run(f"species 'Amur leopard' --sensitivity {level} --reference 'a den nearby'")

    whole = run(f"summary {how}").output

    assert not [what for what, text in PLACES.items() if text in whole]
    assert not [day for day in DAY if day in whole]
    assert level == "high" or not [part for part in (*WITHIN, "43.6", "130.5") if part in whole]


@pytest.mark.parametrize("how", SUMMARIES)
def test_what_is_under_embargo_is_in_no_summary_that_may_leave_the_house(run: Run, how: str) -> None:
    data = json.loads(Path("logbook.json").read_text(encoding="utf-8"))
    data["sightings"]["1"] |= {"embargo_until": "2027-01-01", "event_date": "1999-01-01"}
    Path("logbook.json").write_text(json.dumps(data), encoding="utf-8")

    whole = run(f"summary {how} --exact").stdout

    assert "Red fox" in whole
    assert not [text for text in ("leopard walks", "Panthera", "Amur leopard", "1999", "s1") if text in whole]


@pytest.mark.parametrize("name", ["csv", "ndjson", "geojson", "dwca", "parquet"])
def test_the_order_of_what_goes_out_tells_no_day(run: Run, name: str) -> None:
    data = json.loads(Path("logbook.json").read_text(encoding="utf-8"))
    near = {"vernacular_name": "Red fox", "region": "Altai, Russia", "recorded_by": ["Li Wei"]}
    for number, day in ((3, "2026-08-13"), (4, "2026-08-15")):
        data["sightings"][str(number)] = {**near, "uuid": f"fox-{number}", "event_date": day}
    Path("logbook.json").write_text(json.dumps(data), encoding="utf-8")

    whole = b"\n".join(exported(run, name))

    foxes, leopard = [whole.rindex(b"fox-%d" % number) for number in (3, 4)], SIGHTING["uuid"].encode()
    assert not foxes[0] < whole.rindex(leopard) < foxes[1]


@needed
@pytest.mark.parametrize("name", WRITERS)
def test_every_export_says_of_which_species_nothing_is_stated(run: Run, name: str) -> None:
    extra = "--to out" if name == "xmp" else "out.zip" if name == "dwca" else "out"
    done = run(f"export --format {name} {extra}")
    assert "nothing is stated of the sensitivity of Amur leopard, which counts as high" in done.stderr
    assert "species --all --sensitivity none --reference" in done.stderr


@needed
@pytest.mark.parametrize("name", WRITERS)
def test_of_an_extreme_species_only_the_country_goes_out(run: Run, name: str) -> None:
    run("species 'Amur leopard' --sensitivity extreme --reference 'a den nearby'")
    code = 1 if name in {"camtrap-dp", "gpx"} else 0

    whole = b"\n".join(exported(run, name, code=code))

    assert not {what: text for what, text in PLACES.items() if text.encode() in whole}
    assert not [part for part in WITHIN if part.encode() in whole]
    assert b"130.5" not in whole
    assert b"43.6" not in whole


@needed
def test_of_an_extreme_species_a_gallery_tells_only_the_country(run: Run) -> None:
    run("species 'Amur leopard' --sensitivity extreme --reference 'a den nearby'")

    whole = shown(run)

    assert not {what: text for what, text in PLACES.items() if text.encode() in whole}
    assert not [part for part in WITHIN if part.encode() in whole]


@needed
def test_an_exact_gallery_says_so_loudly_and_its_pictures_tell_no_place_all_the_same(run: Run) -> None:
    whole = shown(run, "--exact --replace")

    assert b"Wolf Rock creek" in whole
    assert not [name for name in ("serial number", "file", "folder") if PLACES[name].encode() in whole]
    assert "EXACT PLACES GO OUT" in run("gallery other --exact").stderr


@needed
@pytest.mark.parametrize("name", [name for name in WRITERS if name not in {"embedded", "xmp", "camtrap-dp"}])
def test_the_truth_goes_out_only_when_it_is_asked_for_and_loudly(run: Run, name: str) -> None:
    whole = b"\n".join(exported(run, name, "--exact"))

    assert b"43.604" in whole
    assert "exact" in run(f"export --format {name} --exact --replace {'out.zip' if name == 'dwca' else 'out'}").stderr


@needed
@pytest.mark.parametrize("name", WRITERS)
def test_what_is_under_embargo_goes_nowhere_even_exactly(run: Run, name: str) -> None:
    data = json.loads(Path("logbook.json").read_text(encoding="utf-8"))
    for table, number in (("sightings", "1"), ("sightings", "2"), ("images", "1")):
        data[table][number]["embargo_until"] = "2027-01-01"
    Path("logbook.json").write_text(json.dumps(data), encoding="utf-8")

    extra = "--to out" if name == "xmp" else "out.zip" if name == "dwca" else "out"
    done = run(f"export --format {name} {extra} --exact", code=1)

    assert not Path(extra.rsplit(maxsplit=1)[-1]).exists()
    assert "embargo" in done.stderr


@pytest.mark.parametrize("table", ["sightings", "images"])
def test_what_is_under_embargo_stops_a_gallery_even_an_exact_one(run: Run, table: str) -> None:
    data = json.loads(Path("logbook.json").read_text(encoding="utf-8"))
    data[table]["1"]["embargo_until"] = "2027-01-01"
    Path("logbook.json").write_text(json.dumps(data), encoding="utf-8")

    shown(run, "--exact --skip-barred", code=1)
    assert not [place for place in ("essay", "essay.html") if Path(place).exists()]


@needed
@pytest.mark.parametrize("name", ["csv", "ndjson", "geojson", "gpx", "parquet", "dwca", "logbook"])
def test_what_went_out_generalised_never_comes_back_over_the_truth(run: Run, name: str) -> None:
    exported(run, name)
    before = run("list --json").stdout
    how = "--prefer theirs" if name == "logbook" else "--update"

    run(f"import {'out.zip' if name == 'dwca' else 'out'} --format {name} {how}")

    assert run("list --json").stdout == before
