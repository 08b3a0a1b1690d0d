"""Make a logbook of any size, always the same for the same size: `python -m tests.benchmarks.data 100000 big.json`.

With `complete` behind it nothing is missing that an export or a gallery needs: the pictures are made, too, as files of
their own of a few pixels; the cameras stand where deployments say, the times have a zone, the species scientific names.
"""

from __future__ import annotations

import hashlib
import io
import random
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from logbook.records import SCHEMA, Animal, Credit, Deployment, Image, Sighting, Taxon, uuid7
from logbook.store import layout
from logbook.store.checksum import PENDING
from logbook.store.sealing import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.records import Record

NAMES = {
    "Amur leopard": "Panthera pardus orientalis",
    "Amur tiger": "Panthera tigris altaica",
    "Sika deer": "Cervus nippon",
    "Wild boar": "Sus scrofa",
    "Raccoon dog": "Nyctereutes procyonoides",
}
SPECIES = tuple(NAMES)
REGIONS = (
    *(f"District {number}, {country}" for country in ("China", "Russia", "Mongolia") for number in range(6)),
    "Jilin, China",
    "Hunchun, Jilin, China",
)
ALONE = (Animal(n=1, count=1, life_stage="adult"),)
PAIRED = (Animal(n=1, count=1, life_stage="adult", sex="male"), Animal(n=2, count=1, life_stage="adult", sex="female"))
FAMILY = (Animal(n=1, count=1, life_stage="adult", sex="female"), Animal(n=2, count=2, life_stage="juvenile"))
COMPANIES = (ALONE,) * 7 + (PAIRED,) * 2 + (FAMILY,)
ADDED = "2026-01-01T00:00:00Z"
CAMERAS, ZONE = 400, "+08:00"


def sightings(many: int, chance: random.Random) -> Iterator[Sighting]:
    """Make sightings of some 15 fields; one in ten lies in Jilin, one in ten shows a family."""
    for number in range(1, many + 1):
        day = f"20{chance.randrange(25):02d}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        yield Sighting(
            uuid=uuid7(number, chance.randbytes(10)),
            added=ADDED,
            event_date=f"{day}T{chance.randrange(24):02d}:{chance.randrange(60):02d}",
            vernacular_name=chance.choice(SPECIES),
            animals=chance.choice(COMPANIES),
            region=chance.choice(REGIONS),
            locality=f"camera {chance.randrange(400)}, on the ridge above the river",
            decimal_latitude=round(42 + chance.random() * 4, 5),
            decimal_longitude=round(130 + chance.random() * 4, 5),
            method="camera-trap",
            recorded_by=("A. Observer", "B. Keeper"),
            remarks="passed at a walk from left to right; snow on the ground, clear night",
            images=(f"i{number}", f"i{many + number // 2}") if number % 2 == 0 else (f"i{number}",),
        )


def deployed(sightings: Iterator[Sighting]) -> Iterator[Sighting]:
    """Give sightings a camera that saw them, and a time zone."""
    for number, sighting in enumerate(sightings):
        yield replace(sighting, event_date=f"{sighting.event_date}{ZONE}", deployment=f"d{number % CAMERAS + 1}")


def deployments() -> Iterator[Deployment]:
    """Make cameras that stood for all the years."""
    for number in range(1, CAMERAS + 1):
        yield Deployment(
            uuid=uuid7(number, bytes(10)),
            location_id=f"L{number}",
            latitude=round(42 + number / CAMERAS, 5),
            longitude=round(130 + number / CAMERAS, 5),
            deployment_start=f"2000-01-01T00:00:00{ZONE}",
            deployment_end=f"2025-01-01T00:00:00{ZONE}",
        )


def taxa(*, complete: bool) -> Iterator[Taxon]:
    """Make the species."""
    for vernacular, scientific in NAMES.items():
        name = scientific if complete else None
        yield Taxon(uuid=uuid7(1, bytes(10)), vernacular_name=vernacular, scientific_name=name)


def images(many: int, chance: random.Random) -> Iterator[Image]:
    """Make pictures."""
    for number in range(1, many + 1):
        yield Image(
            uuid=uuid7(number, chance.randbytes(10)),
            added=ADDED,
            file=f"pictures/{number:07d}.jpg",
            sha256=f"{chance.getrandbits(256):064x}",
            credit="c1",
            credit_line="WCS",
        )


def drawn(images: Iterator[Image], folder: Path) -> Iterator[Image]:
    """Make the files of pictures, and tell of them what a camera would."""
    jpeg = drawing()
    (folder / "pictures").mkdir()
    for number, image in enumerate(images):
        data = own(jpeg, number)
        (folder / str(image.file)).write_bytes(data)
        yield replace(
            image,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type="image/jpeg",
            date_created=f"20{number % 25:02d}-06-15T12:00:00{ZONE}",
        )


def drawing() -> bytes:
    """Draw a JPEG of a few pixels."""
    import PIL.Image

    file = io.BytesIO()
    PIL.Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def own(jpeg: bytes, number: int) -> bytes:
    """Make a file of its own of a JPEG that looks like another, by a comment."""
    return jpeg[:2] + b"\xff\xfe\x00\x0a" + f"{number:08}".encode() + jpeg[2:]


def write(path: Path, many: int, *, complete: bool = False) -> None:
    """Write a logbook of `many` sightings and half as many pictures again, in its layout."""
    chance = random.Random(many)  # noqa: S311 - data to measure with
    pictures, seen = images(many + many // 2, chance), sightings(many, chance)
    tables: dict[str, Iterable[Record]] = {
        "taxa": taxa(complete=complete),
        "credits": [Credit(uuid=uuid7(2, bytes(10)), name="WCS", spellings=("WCS",))],
        "images": drawn(pictures, path.parent) if complete else pictures,
        "deployments": deployments() if complete else (),
        "sightings": deployed(seen) if complete else seen,
    }
    encoded = {
        name: {str(number): msgspec.json.encode(record) for number, record in enumerate(records, 1)}
        for name, records in tables.items()
    }
    rest = layout.encode_tables(encoded)
    head = {"schema": SCHEMA, "revision": 1, "crc32": PENDING, "next": {"sightings": many + 1}}
    beginning = layout.encode_head(msgspec.json.encode(head))
    path.write_bytes(sealed(beginning, zlib.crc32(beginning + rest)) + rest)


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]), complete="complete" in sys.argv[3:])
