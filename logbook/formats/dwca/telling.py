"""A sighting as occurrences: a row for each entry of its `animals`, in Darwin Core's terms."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from logbook import breeding, licenses, places
from logbook.animals import Amount, sighting_amount
from logbook.formats.dwca import event_dates, properties
from logbook.records import Animal, Deployment
from logbook.taxa import UNIDENTIFIED, Taxa

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logbook.records import Book, Method, Sighting

    Row = dict[str, str]

BASIS: Final[Mapping[Method, str]] = {
    "camera-trap": "MachineObservation",
    "telemetry": "MachineObservation",
    "genetic": "MaterialSample",
    **dict.fromkeys(("observed", "tracks", "scat", "capture", "kill", "carcass", "interview"), "HumanObservation"),
}
"""What a record rests on, by its method. The others, and records without one, are an Occurrence, which says no more."""
_CONDITIONS: Final = {"pregnant-examined": "pregnant", "appears-pregnant": "pregnant", "lactating": "lactating"}
_HALFWAY_ROUND: Final = 20_000_000
"""Metres: nobody is farther from where he thinks he is."""
LIST: Final = " | "


class Teller:
    """What tells the sightings of a book: the records as they may be told, and what is the same for all of them."""

    def __init__(self, book: Book) -> None:
        self._taxa = Taxa(book.taxa)
        self._deployments = {f"d{number}": deployment for number, deployment in book.deployments.items()}
        info = book.info
        holders = (one.get("title") for one in info.contributors if one.get("role") == "rightsHolder")
        self._constant = {
            "occurrenceStatus": "present",
            "datasetName": info.title or (info.project or {}).get("title"),
            "license": licenses.url(info.license or "") or info.license,
            "rightsHolder": LIST.join(filter(None, holders)),
        }

    def why_not(self, sighting: Sighting, *, with_published: bool) -> str | None:
        """Say why a sighting is none that is published as an occurrence; None where it is one."""
        if sighting.uuid is None:
            return "no uuid"
        if sighting.verification == "rejected":
            return "rejected"
        names = self._taxa.names(self._taxa.key(sighting))
        if not any(names) or places.fold(names[0] or "") == UNIDENTIFIED:
            return "no species identified"
        second_hand = bool(sighting.associated_references or sighting.claims) and not sighting.recorded_by
        return "second-hand, published by others" if second_hand and not with_published else None

    def lacks_name(self, sighting: Sighting) -> bool:
        """Tell whether nothing names the species scientifically, which GBIF goes by."""
        return not (sighting.scientific_name or self._taxa.names(self._taxa.key(sighting)).scientific_name)

    def rows(self, sighting: Sighting) -> Iterator[Row]:
        """Give the occurrences of a sighting, by the names of their terms; what is not known is left out."""
        event = self._event(sighting)
        expecting = _expecting(sighting)
        for entry, animal in enumerate(sighting.animals or (None,), 1):
            row: Row = {"occurrenceID": f"{sighting.uuid}#{_number(sighting, entry)}"} | event
            row |= _told(_animal(sighting, animal))
            if entry == expecting:
                row["reproductiveCondition"] = _CONDITIONS[breeding.in_force(sighting).code or ""]
            row["dynamicProperties"] = properties.written(sighting, entry if animal else 0, row)
            yield row

    def _event(self, sighting: Sighting) -> Row:
        """Give what is the same for all animals of a sighting."""
        deployment = self._deployments.get(sighting.deployment or "") or Deployment()
        names = self._taxa.names(self._taxa.key(sighting))
        side = places.hemisphere(sighting.decimal_latitude, sighting.country_code, sighting.region)
        date = event_dates.event_date(sighting.event_date, side)
        # What eventDate says otherwise than it was typed, or stored, or not at all, stands beside it.
        verbatim = sighting.verbatim_event_date or (sighting.event_date if date != sighting.event_date else None)
        event = {
            "eventID": sighting.uuid,
            "parentEventID": deployment.deployment_id or deployment.uuid,
            "basisOfRecord": BASIS.get(sighting.method or "other", "Occurrence"),
            "scientificName": sighting.scientific_name or names.scientific_name,
            "vernacularName": sighting.vernacular_name or names.vernacular_name,
            "identificationQualifier": sighting.identification_qualifier,
            "identifiedBy": LIST.join(sighting.identified_by),
            "identificationVerificationStatus": sighting.verification,
            "degreeOfEstablishment": sighting.establishment,
            "eventDate": date,
            "verbatimEventDate": verbatim,
            "samplingProtocol": (sighting.method or "").replace("-", " "),
            "samplingEffort": _effort(deployment),
            "habitat": sighting.habitat or deployment.habitat,
            "recordedBy": LIST.join(sighting.recorded_by),
            "projectTitle": sighting.project,
            "associatedReferences": LIST.join(sighting.associated_references),
            "occurrenceRemarks": sighting.remarks,
        }
        return _told(event | self._constant | _place(sighting, deployment))


def _figures(value: float) -> str:
    """Write a number without an exponent: `0.0000001`, `30`."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _positive(value: float | None) -> str | None:
    """Write how exact a position is; nought says nothing."""
    return _figures(value) if value and 0 < value < _HALFWAY_ROUND else None


def _place(sighting: Sighting, deployment: Deployment) -> dict[str, str | None]:
    parts = places.parts(sighting.region or "")
    land = places.country_of(sighting.region)
    code = sighting.country_code or (land.code if land else None)
    # A part such as "southeastern Russia" is no province.
    province = parts[-2] if land and len(parts) > 1 and places.fold(land.name) not in places.fold(parts[-2]) else None
    return {
        "higherGeography": LIST.join(reversed(parts)),
        "country": land.name if land else None,
        "countryCode": code,
        "stateProvince": province,
        "locationID": deployment.location_id,
        "locality": sighting.locality or deployment.location_name,
        "verbatimLocality": sighting.verbatim_locality,
        "informationWithheld": sighting.information_withheld,
        **_position(sighting, deployment),
    }


def _position(sighting: Sighting, deployment: Deployment) -> dict[str, str | None]:
    """Give the position: the sighting's own, else its deployment's."""
    latitude, longitude = sighting.decimal_latitude, sighting.decimal_longitude
    uncertainty, generalised = sighting.coordinate_uncertainty_in_meters, sighting.data_generalizations
    if latitude is None or longitude is None:
        latitude, longitude = deployment.latitude, deployment.longitude
        uncertainty = deployment.coordinate_uncertainty
        generalised = generalised or deployment.data_generalizations
    if latitude is None or longitude is None:
        return {"dataGeneralizations": generalised}
    return {
        "decimalLatitude": _figures(latitude),
        "decimalLongitude": _figures(longitude),
        "geodeticDatum": "EPSG:4326",
        "coordinateUncertaintyInMeters": _positive(uncertainty),
        "coordinatePrecision": _positive(sighting.coordinate_precision),
        "dataGeneralizations": generalised,
    }


def _effort(deployment: Deployment) -> str | None:
    """Give how long the camera stood there."""
    if deployment.deployment_start is None or deployment.deployment_end is None:
        return None
    return f"{deployment.deployment_start}/{deployment.deployment_end}"


def _animal(sighting: Sighting, animal: Animal | None) -> dict[str, str | None]:
    amount = sighting_amount(sighting) if animal is None else Amount(animal.count)
    one = animal or Animal()
    return {
        "individualCount": str(amount.count) if amount.count else None,
        "sex": one.sex,
        "lifeStage": one.life_stage,
        "behavior": one.behavior or sighting.behavior,
        "organismID": one.individual_id,
        "identificationRemarks": _classified(one),
    }


def _classified(animal: Animal) -> str | None:
    """Say that a machine named the animal: nobody should take that for a person's word."""
    if animal.classification_method != "machine":
        return None
    by = f": {animal.classified_by}" if animal.classified_by else ""
    sure = animal.classification_probability
    return f"classified by a machine{by}" + (f", probability {sure:g}" if sure is not None else "")


def _expecting(sighting: Sighting) -> int | None:
    """Tell which entry is the female that is pregnant or lactating: the only entry, else the first that she may be."""
    if breeding.in_force(sighting).code not in _CONDITIONS:
        return None
    entries = list(enumerate(sighting.animals or (Animal(),), 1))
    females = [at for at, one in entries if one.sex == "female" and one.life_stage in {None, "adult"}]
    return next(iter(females), 1 if len(entries) == 1 else None)


def _number(sighting: Sighting, entry: int) -> int:
    """Give an entry's number: its own where each has one, for it stays when another is taken out."""
    numbers = [animal.n for animal in sighting.animals]
    own = numbers[entry - 1] if len({*numbers} - {None}) == len(numbers) > 0 else None
    return own or entry


def _told(terms: Mapping[str, str | None]) -> Row:
    return {name: text for name, text in terms.items() if text}
