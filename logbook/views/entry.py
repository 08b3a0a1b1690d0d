"""What `add` and `attach` say: what was understood, and what it means in this logbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals, breeding, dates, query
from logbook.views import wording
from logbook.views.text import listed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.records import Claim, Id, Image, Sighting
    from logbook.tally.bearing import Earlier


def understood(which: Id, sighting: Sighting, images: Mapping[Id, Image]) -> Iterator[str]:
    """Write a sighting as it was understood, a line a fact; what its breeding evidence rests on is said with it."""
    yield f"{which}  {visible(wording.taxon(sighting.vernacular_name, sighting.scientific_name))}"
    yield from (f"    {name:<9} {visible(value)}" for name, value in _facts(sighting) if value)
    for picture, image in images.items():
        yield f"    {'picture':<9} {picture_words(picture, image)}"
    taken = next((image.date_created for image in images.values() if image.date_created), None)
    if taken and not sighting.event_date:
        yield f"The picture has a date, the sighting none: logbook edit {which} --date {taken}"


def _facts(sighting: Sighting) -> Iterator[tuple[str, str | None]]:
    yield "date", _date(sighting)
    yield "region", wording.region(sighting.region)
    yield "area", ", ".join(sighting.areas)
    yield "position", _position(sighting)
    yield "animals", _who(sighting)
    evidence = breeding.in_force(sighting)
    yield "breeding", f"{wording.evidence(evidence)} ({evidence.basis})" if evidence.basis else None
    yield "method", sighting.method
    yield from (("claim", _claim(claim)) for claim in sighting.claims)


def _date(sighting: Sighting) -> str:
    if not sighting.event_date:
        return "undated"
    bounds = dates.bounds_words(sighting.event_date, query.hemisphere(sighting))
    return f"{dates.words(sighting.event_date)} ({bounds})"


def _position(sighting: Sighting) -> str:
    place = wording.position(sighting.decimal_latitude, sighting.decimal_longitude)
    metres = sighting.coordinate_uncertainty_in_meters
    return f"{place}, give or take {wording.metres(metres)}" if place and metres else place


def _who(sighting: Sighting) -> str:
    said, total = animals.words(sighting.animals), animals.count_words(animals.sighting_amount(sighting))
    # A total stands beside animals only where these do not add up to one.
    who = f"{said}, {total} in all" if said and sighting.individual_count else said or total
    return f"{who} (survey total)" if who and sighting.count_basis == "survey" else who


def _claim(claim: Claim) -> str:
    """Write a claim with what it was understood to be limited to."""
    limits = (claim.region and f"in {claim.region}", claim.method and f"by {claim.method}")
    about = " ".join(part for part in (claim.kind, *limits) if part)
    return f'{about}: "{claim.claim}"' if claim.kind != "other" else f'"{claim.claim}"'


def picture_words(which: Id, image: Image) -> str:
    """Write a picture in one line: what names it, and the credit line exactly as it will be printed."""
    name = " ".join(filter(None, (image.file, f'"{image.title}"' if image.title else None)))
    taken = f", taken {dates.words(image.date_created)}" if image.date_created else ""
    camera = f" by {image.camera}" if image.camera else ""
    credit = f", credit {image.credit_line}" if image.credit_line else ", no credit"
    return f"{which}  {visible(f'{name}{taken}{camera}{credit}')}"


def alike(found: Sequence[str]) -> Iterator[str]:
    """Write which sightings a new one may be the double of."""
    if found:
        same = f"{listed(found)} {'has' if len(found) == 1 else 'have'} the same species, date and region"
        yield f"{same}; if this is one sighting, take the new one back: logbook undo"


def bearing(found: Sequence[Earlier], *, is_dated: bool) -> Iterator[str]:
    """Write what other breeding evidence the logbook has, region by region."""
    if found:
        yield f"{'Breeding evidence as early or earlier' if is_dated else 'Other breeding evidence'} in this logbook:"
        yield from (f"    in {visible(one.region)}: {_ids(one)}" for one in found)


def _ids(one: Earlier) -> str:
    return listed([*one.dated, *(f"{which} (undated)" for which in one.undated)]) or "none"
