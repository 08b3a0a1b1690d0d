"""What of a choice of records goes out: not what is under embargo, and with the rest all that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from logbook.records import Book, Id
from logbook.tally.clearance import is_embargoed
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from logbook.records import Image, Sighting


class Leaving(Struct, frozen=True):
    """The part of a logbook that goes out, as it is on record, and what of the choice stays for its embargo."""

    book: Book
    embargoed: tuple[Id, ...]


def leaving(
    book: Book, sightings: Collection[int], images: Collection[int], deployments: Collection[int] = (), *, today: date
) -> Leaving:
    """Choose what goes out of the chosen records, and of what the sightings show.

    A sighting under embargo keeps its pictures and its deployment back, unless another one that goes out has them.
    """
    late = [one for one in book.sightings.values() if is_embargoed(one.embargo_until, today)]
    going = {
        number: book.sightings[number]
        for number in sightings
        if not is_embargoed(book.sightings[number].embargo_until, today)
    }
    shown = {ref for sighting in going.values() for ref in sighting.images}
    kept_back = {ref for sighting in late for ref in sighting.images} - shown
    shown_themselves = set(images)
    wanted = [number for number in book.images if number in shown_themselves or f"i{number}" in shown]
    pictures = {
        number: book.images[number]
        for number in wanted
        if f"i{number}" not in kept_back and not is_embargoed(book.images[number].embargo_until, today)
    }
    stays = [Id("sightings", number) for number in sightings if number not in going]
    stays += [Id("images", number) for number in wanted if number not in pictures]
    absent = {f"i{number}" for number in book.images if number not in pictures}
    linked = {number: _without(sighting, absent) for number, sighting in going.items()}
    deployed = {f"d{number}" for number in deployments} - {sighting.deployment for sighting in late}
    deployed |= {sighting.deployment for sighting in going.values() if sighting.deployment}
    return Leaving(_with_references(book, linked, pictures, deployed), tuple(stays))


def _without(sighting: Sighting, absent: set[str]) -> Sighting:
    """Take the pictures that stay out of a sighting's list; what leads nowhere on record stays as it is."""
    if absent.isdisjoint(sighting.images):
        return sighting
    return replace(sighting, images=tuple(ref for ref in sighting.images if ref not in absent))


def _with_references(
    book: Book, sightings: dict[int, Sighting], images: dict[int, Image], deployed: Collection[str]
) -> Book:
    """Add the deployments meant, and the credits and species of some sightings and pictures."""
    taxa, pictured = Taxa(book.taxa), Pictured(book)
    kinds = {taxa.number(sighting) for sighting in sightings.values()}
    owners = {pictured.owner(image) for image in images.values()}
    return Book(
        info=book.info,
        taxa={number: taxon for number, taxon in book.taxa.items() if number in kinds},
        credits={number: credit for number, credit in book.credits.items() if number in owners},
        images=images,
        deployments={number: one for number, one in book.deployments.items() if f"d{number}" in deployed},
        sightings=sightings,
    )
