"""Make a logbook of any size, always the same for the same size: `python -m tests.benchmarks.data 100000 big.json`."""

from __future__ import annotations

import random
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from logbook.records import SCHEMA, Animal, Credit, Image, Sighting, Taxon, uuid7
from logbook.store import layout
from logbook.store.checksum import PENDING, sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Record

SPECIES = ("Amur leopard", "Amur tiger", "Sika deer", "Wild boar", "Raccoon dog")
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


def write(path: Path, many: int) -> None:
    """Write a logbook of `many` sightings and half as many pictures again, in its layout."""
    chance = random.Random(many)  # noqa: S311 - data to measure with
    tables: dict[str, Iterator[Record] | list[Record]] = {
        "taxa": [Taxon(uuid=uuid7(1, bytes(10)), vernacular_name=name) for name in SPECIES],
        "credits": [Credit(uuid=uuid7(2, bytes(10)), name="WCS", spellings=("WCS",))],
        "images": images(many + many // 2, chance),
        "sightings": sightings(many, chance),
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
    write(Path(sys.argv[2]), int(sys.argv[1]))
