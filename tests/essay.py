"""The six-picture essay on Amur leopards as a logbook: three sightings, six pictures, two credits, two claims.

`BOOK` is the decoded logbook, for tests of pure modules; `write(path)` makes the file as the store would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals, changes
from logbook.records import (
    TYPES,
    Book,
    Claim,
    Credit,
    Image,
    Population,
    Publication,
    Sighting,
    Statement,
    Taxon,
    uuid7,
)
from logbook.store.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path

ADDED = "2026-11-22T12:00:00Z"
ARTICLE = "Tia Ghose: In Images: Rare Amur Leopard Cubs Spotted on Camera"
KEYWORDS = (
    "amur leopards, amur leopard cubs, rare amur leopards spotted in china, china camera traps, endangered species"
)
TITLES = ("Rare sight", "First breeding", "Mama cat", "Camera sighting", "Habitat loss", "Newer population")
ALT_TEXTS = (
    "amur leopard cub on camera",
    "amur leopard caught on camera trap",
    "amur leopard and cub in China",
    "amur leopard and cub in china",
    "An Amur leopard in Russia",
    KEYWORDS,
)
CAPTIONS = (
    "One of two Amur leopard cubs, photographed by a camera trap in China.",
    "The adult female with whom the two cubs were seen.",
    "A cub follows the adult female.",
    "Adult and cub; the camera trap is part of a wider conservation effort.",
    "One of eight leopards caught on camera during a survey in southeastern Russia.",
    "A mother with her full-grown cub in the forest of Far Eastern Russia.",
)
LINES = ("WCS", "WCS", "WCS", "WCS", "© WWF-Russia / ISUNR", "©WWF Russia / ISUNR.")
_NAMES = {"vernacular_name": "Amur leopard", "scientific_name": "Panthera pardus orientalis"}


def _uuid(number: int) -> str:
    return uuid7(1_795_348_800_000 + number, bytes(9) + bytes([number]))


def _image(number: int) -> Image:
    return Image(
        uuid=_uuid(number),
        added=ADDED,
        modified=ADDED,
        title=TITLES[number - 1],
        caption=CAPTIONS[number - 1],
        caption_writer="Tia Ghose",
        alt_text=ALT_TEXTS[number - 1],
        credit="c1" if LINES[number - 1] == "WCS" else "c2",
        credit_line=LINES[number - 1],
        publications=(
            Publication(
                title="In Images: Rare Amur Leopard Cubs Spotted on Camera", author="Tia Ghose", position=number
            ),
        ),
    )


BOOK = Book(
    taxa={
        1: Taxon(
            uuid=_uuid(11),
            added=ADDED,
            modified=ADDED,
            vernacular_name="Amur leopard",
            scientific_name="Panthera pardus orientalis",
            iucn_status=Statement(value="CR", source=ARTICLE),
            populations=(Population(value="<40", source=ARTICLE),),
        )
    },
    credits={
        1: Credit(uuid=_uuid(21), added=ADDED, modified=ADDED, name="WCS", parties=("WCS",), spellings=("WCS",)),
        2: Credit(
            uuid=_uuid(22),
            added=ADDED,
            modified=ADDED,
            name="WWF-Russia / ISUNR",
            parties=("WWF-Russia", "ISUNR"),
            spellings=LINES[4:],
        ),
    },
    images={number: _image(number) for number in range(1, 7)},
    sightings={
        1: Sighting(
            uuid=_uuid(31),
            added=ADDED,
            modified=ADDED,
            **_NAMES,
            animals=animals.parse("1 adult female, 2 cubs"),
            region="China",
            method="camera-trap",
            claims=(
                Claim(
                    claim="first cubs on camera traps in China",
                    kind="first-breeding",
                    region="China",
                    reference=ARTICLE,
                ),
                Claim(
                    claim="first evidence of breeding in this region of China", kind="first-breeding", reference=ARTICLE
                ),
            ),
            images=("i1", "i2", "i3", "i4"),
        ),
        2: Sighting(
            uuid=_uuid(32),
            added=ADDED,
            modified=ADDED,
            **_NAMES,
            individual_count=8,
            count_basis="survey",
            region="southeastern Russia, Russia",
            verbatim_locality="southeastern Russia",
            images=("i5",),
        ),
        3: Sighting(
            uuid=_uuid(33),
            added=ADDED,
            modified=ADDED,
            **_NAMES,
            animals=animals.parse("mother and full-grown cub"),
            region="Far Eastern Russia, Russia",
            verbatim_locality="Far Eastern Russia",
            images=("i6",),
        ),
    },
)


def write(path: Path, book: Book = BOOK) -> Path:
    """Write a logbook file in one transaction, the essay's where no other is given."""
    planned = [
        changes.Change(table, number, None, changes.encode(record))
        for table in TYPES
        for number, record in getattr(book, table).items()
    ]
    with transaction(path, "demo", lambda _: None) as held:
        held.commit(planned, now=ADDED)
    return path
