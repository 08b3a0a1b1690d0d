"""What would give away the place of a rare animal: pictures that know exactly where they were taken."""

from __future__ import annotations

import shlex
from collections import defaultdict
from typing import TYPE_CHECKING

from logbook.checks.faults import Facts, Said
from logbook.privacy.levels import LEVELS, NONE, Sensitivities
from logbook.sentences import listed
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.privacy.levels import Standing
    from logbook.records import Book, Image

_SAFE = "give out copies, not these: those of `logbook gallery` and `logbook export --format embedded` leave it out"


def sensitive_position(book: Book, facts: Facts) -> Iterator[Said]:
    """Find pictures of sensitive species with an exact position in their record or file, by species.

    A species of which nothing is stated counts as sensitive, as in every export.
    """
    found: dict[Standing, dict[str, str]] = defaultdict(dict)
    for ref, (image, standing) in sensitive(book).items():
        where = {
            "record": image.decimal_latitude is not None and not image.data_generalizations,
            "file": int(ref[1:]) in facts.located_files,
        }
        if any(where.values()):
            found[standing][ref] = " and ".join(name for name, is_there in where.items() if is_there)
    for standing, pictures in found.items():
        said = listed(f"{ref} (in its {where})" for ref, where in pictures.items())
        level = LEVELS[standing.rank] if standing.is_stated else "nothing is stated, which counts as high"
        other = f"; if it needs no secret: logbook species {shlex.quote(standing.name)} --sensitivity none"
        text = f"pictures of {standing.name!r} ({level}) say exactly where it was: {said}"
        yield Said(None, text, _SAFE + ("" if standing.is_stated else other))


def sensitive(book: Book) -> dict[str, tuple[Image, Standing]]:
    """Give the pictures of sensitive species by their references, each with the most sensitive species in it."""
    kinds, pictured = Sensitivities(book.taxa), Pictured(book)
    found: dict[str, tuple[Image, Standing]] = {}
    for sighting in book.sightings.values():
        if sighting.images:
            standing = kinds.standing(sighting)._replace(rank=kinds.rank(sighting))
            for ref, image in pictured.images(sighting):
                if standing.rank > max(NONE, found[ref][1].rank if ref in found else NONE):
                    found[ref] = image, standing
    return found
