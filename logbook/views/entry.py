"""What `add` and `attach` say: what was understood, and what it means in this logbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals, breeding, dates, query
from logbook.sentences import listed
from logbook.views import wording
from logbook.views.text import singular, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.changes.recording import Recorded
    from logbook.records import Claim, Id, Image, Sighting
    from logbook.tally.bearing import Earlier


def understood(done: Recorded, sighting: Sighting, images: Mapping[Id, Image]) -> Iterator[str]:
    """Write a sighting as it was understood, a line a fact; what its breeding evidence rests on is said with it."""
    yield f"{done.id}  {visible(wording.taxon(sighting.vernacular_name, sighting.scientific_name))}"
    yield from (f"    {name:<9} {visible(value)}" for name, value in _facts(sighting, done.sources) if value)
    for which, image in images.items():
        first, *more = picture(which, image, done.images[which])
        yield f"    {'picture':<9} {first}"
        yield from (f"    {'':<9} {line}" for line in more)


def _facts(sighting: Sighting, sources: Mapping[str, Sequence[Id]]) -> Iterator[tuple[str, str | None]]:
    yield "date", _date(sighting, _source(sources, "event_date"))
    yield "region", wording.region(sighting.region)
    yield "area", ", ".join(sighting.areas)
    yield "position", _position(sighting, _source(sources, "decimal_latitude"))
    yield "animals", _who(sighting)
    evidence = breeding.in_force(sighting)
    yield "breeding", f"{wording.evidence(evidence)} ({evidence.basis})" if evidence.basis else None
    yield "method", sighting.method
    yield from (("claim", _claim(claim)) for claim in sighting.claims)


def _source(sources: Mapping[str, Sequence[Id]], field: str) -> str:
    """Name the pictures that a field was taken from: "from i3"; nothing where a person said it."""
    return f"from {listed(sources[field])}" if field in sources else ""


def _date(sighting: Sighting, source: str) -> str:
    if not sighting.event_date:
        return "undated"
    bounds = dates.bounds_words(sighting.event_date, query.hemisphere(sighting))
    return f"{dates.words(sighting.event_date)} ({', '.join(filter(None, (bounds, source)))})"


def _position(sighting: Sighting, source: str) -> str:
    place = wording.position(sighting.decimal_latitude, sighting.decimal_longitude)
    metres = sighting.coordinate_uncertainty_in_meters
    within = f", give or take {wording.metres(metres)}" if metres else ""
    return f"{place}{within}{source and f' ({source})'}" if place else ""


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


def picture(which: Id, image: Image, filled: Sequence[str]) -> Iterator[str]:
    """Write a picture: what names it and the credit line exactly as it will be printed; then what its file said."""
    name = " ".join(filter(None, (image.file, f'"{image.title}"' if image.title else None)))
    credit = f", credit {image.credit_line}" if image.credit_line else ", no credit"
    yield f"{which}  {visible(f'{name}{credit}')}"
    told = [_told(image, field) for field in filled if field != "decimal_longitude"]
    if told:
        yield f"from the file: {visible(', '.join(told))}"


def _told(image: Image, field: str) -> str:
    """Write a field that a file filled: what is short by its value, all else by its name."""
    by_value = {
        "date_created": f"taken {dates.words(image.date_created)}",
        "camera": f"camera {image.camera}",
        "decimal_latitude": f"position {wording.position(image.decimal_latitude, image.decimal_longitude)}",
        "creator": f"creator {listed(image.creator)}",
        "license": f"licence {image.license}",
        "tags": singular(len(image.tags), "tag"),
    }
    return by_value.get(field, field.replace("_", " "))


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
