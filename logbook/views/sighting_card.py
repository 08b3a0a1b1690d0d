"""A sighting as a card: who, where, when, what it proves, its pictures, its claims, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals, breeding, dates, query
from logbook.breeding import Evidence
from logbook.tally import gaps
from logbook.views import card, cards, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.records import Animal, Id, Image, Sighting
    from logbook.tally.pictured import Pictured
    from logbook.tally.standings import ClaimRow
    from logbook.taxa import Names

    Told = str | list[str] | None


def make(which: Id, sighting: Sighting, names: Names, pictured: Pictured, judged: Sequence[ClaimRow]) -> card.Card:
    """Make the card of a sighting: `names` of its species, `pictured` that knows its pictures, its claims `judged`."""
    fields = [
        *_when_and_where(sighting),
        *_who(sighting),
        *_how(sighting),
        ("Pictures", pictures(sighting, pictured)),
        ("Claims", claims(judged)),
        ("References", list(sighting.associated_references)),
        ("Project", sighting.project),
        ("Tags", ", ".join(sighting.tags)),
        ("Note", sighting.remarks),
        ("Embargo", sighting.embargo_until and f"until {sighting.embargo_until}"),
        ("Not known", ", ".join(gaps.of_sighting(sighting, names.scientific_name))),
        *wording.bookkeeping(sighting),
    ]
    return card.make(which, wording.taxon(*names), fields)


def _when_and_where(sighting: Sighting) -> Iterator[tuple[str, Told]]:
    yield "Date", dated(sighting)
    yield "Event", sighting.event_id
    yield "Region", wording.region(sighting.region)
    yield "Typed as", sighting.verbatim_locality
    yield "Country code", sighting.country_code
    yield "Areas", list(sighting.areas)
    yield "Locality", sighting.locality
    yield "Position", located(sighting)
    yield "Generalised", sighting.data_generalizations
    yield "Withheld", sighting.information_withheld


def dated(sighting: Sighting) -> list[str]:
    """Write the date in words with its bounds, and how it was recorded."""
    edtf = sighting.event_date
    said = [dates.words(edtf)]
    if edtf and dates.is_edtf(edtf):
        bounds = dates.bounds_words(edtf, query.hemisphere(sighting))
        said[0] += f" ({bounds})" if bounds != said[0] else ""
    said += [f'as recorded: "{sighting.verbatim_event_date}"'] if sighting.verbatim_event_date else []
    if sighting.recorded_date:
        said.append(wording.clock(sighting.recorded_date, sighting.clock_offset))
    return said


def located(sighting: Sighting) -> str:
    """Write the position and how sure it is."""
    said = wording.position(sighting.decimal_latitude, sighting.decimal_longitude)
    metres = sighting.coordinate_uncertainty_in_meters
    said += f", to within {wording.metres(metres)}" if said and metres else ""
    return said + (f" (precision {sighting.coordinate_precision:g} degrees)" if sighting.coordinate_precision else "")


def _who(sighting: Sighting) -> Iterator[tuple[str, Told]]:
    yield "Identified as", sighting.identification_qualifier
    yield "Animals", _animals(sighting)
    yield "Number", number(sighting)
    yield "Breeding", evidence(sighting)
    yield "Behaviour", sighting.behavior
    yield "Habitat", sighting.habitat
    yield "Establishment", sighting.establishment


def number(sighting: Sighting) -> str:
    """Write how many there were, and whether they were together; nothing where the animals alone say it."""
    total = animals.count_words(animals.sighting_amount(sighting))
    if sighting.count_basis == "survey":
        return f"{total}: a survey total, not a group seen together" if total else "counted over a survey"
    return total if not sighting.animals else ""


def _animals(sighting: Sighting) -> str | list[str]:
    """Write the animals on one line, or each with what is told of it."""
    each = [(animals.words([one]), _details(one)) for one in sighting.animals]
    if any(details for _, details in each):
        return [f"{words} ({details})" if details else words for words, details in each]
    return animals.words(sighting.animals)


def _details(animal: Animal) -> str:
    probability = animal.classification_probability
    by = animal.classification_method
    details = (
        animal.individual_id,
        animal.age,
        animal.behavior,
        by and f"identified by {by}" + (f", probability {probability:g}" if probability is not None else ""),
        animal.remarks,
        ", ".join(animal.tags),
    )
    return "; ".join(detail for detail in details if detail)


def evidence(sighting: Sighting) -> list[str]:
    """Write the breeding evidence in force with its basis, then each other source that says something."""
    force = breeding.in_force(sighting)
    if force.basis is None:
        return ["none"]
    sources = [_assessed(sighting), _stated(sighting), _derived(sighting)]
    said = [source for source in sources if source]
    return [said[0], *(f"not in force: {other}" for other in said[1:])]


def _assessed(sighting: Sighting) -> str | None:
    found = sighting.breeding and sighting.breeding.assessed
    if not found or not (found.level or found.code):
        return None
    by = wording.attributed("assessed", by=found.by, on=found.date, source=found.reason)
    return f"{wording.evidence(Evidence(breeding.level_of(found.level, found.code), found.code))}, {by}"


def _stated(sighting: Sighting) -> str | None:
    found = sighting.breeding and sighting.breeding.stated
    if not found or not (found.level or found.code):
        return None
    return (
        f"{wording.evidence(Evidence(breeding.level_of(found.level, found.code), found.code))}, stated by the observer"
    )


def _derived(sighting: Sighting) -> str | None:
    found = breeding.derive(sighting)
    return f"{wording.evidence(found)}, derived from the animals" if found.basis else None


def _how(sighting: Sighting) -> Iterator[tuple[str, Told]]:
    yield "Method", sighting.method
    yield "Deployment", sighting.deployment
    yield "Observers", list(sighting.recorded_by)
    yield "Identified by", list(sighting.identified_by)
    yield "Verification", verified(sighting)


def verified(sighting: Sighting) -> str:
    """Write whether a second person has looked, and who."""
    said = sighting.verification or ""
    return wording.attributed(said, by=sighting.verified_by, on=sighting.verified_date) if said else ""


def pictures(sighting: Sighting, pictured: Pictured) -> list[str]:
    """Write each picture: id and title, the credit line exactly, the alt text; and those that are not there."""
    found = dict(pictured.images(sighting))
    said = []
    for ref in sighting.images:
        said += _picture(ref, found[ref], pictured) if ref in found else [f"{ref}  is not in this logbook"]
    return said


def _picture(ref: str, image: Image, pictured: Pictured) -> list[str]:
    line = pictured.line(image)
    fault = cards.alt_text_fault(image)
    return [
        f"{ref}  {image.title or image.file or image.url or '(no title)'}",
        f"    Credit: {line}" if line else "    Credit: none",
        f"    Alt text: {image.alt_text}" if image.alt_text else "    Alt text: none",
        *([f"    To mend: {fault}"] if fault else []),
        *(f"    Published: {wording.publication(one)}" for one in image.publications),
    ]


def claims(rows: Sequence[ClaimRow]) -> list[str]:
    """Write each claim in its own words, and what this logbook makes of it."""
    said = []
    for row in rows:
        source = wording.attributed("", on=row.date, source=row.reference).strip(" ()")
        said += [wording.claim(row), f"    In this logbook: {wording.standing(row)}"]
        said += [f"    Source: {source}"] if source else ["    Source: none"]
    return said
