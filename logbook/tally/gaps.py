"""What is not known of a record: what a reviewer of a first record, or a picture editor, would ask for next.

Each gap is a noun for people ("date", "licence or permission").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals

if TYPE_CHECKING:
    from logbook.records import Image, Sighting


def of_sighting(sighting: Sighting, scientific_name: str | None) -> tuple[str, ...]:
    """Name what a sighting does not say; `scientific_name` is its own, or the one on record for its species."""
    has_position = sighting.decimal_latitude is not None
    is_verified = sighting.verification not in (None, "unverified")
    known = {
        "date": sighting.event_date,
        "scientific name": scientific_name,
        "region": sighting.region or sighting.country_code,
        "position": has_position,
        "uncertainty of the position": not has_position or sighting.coordinate_uncertainty_in_meters,
        "number of animals": animals.sighting_amount(sighting).count,
        "method": sighting.method,
        "observer": sighting.recorded_by,
        "who identified it": sighting.identified_by,
        "verification": is_verified,
        "who verified it": not is_verified or sighting.verified_by,
        "picture": sighting.images,
        "reference of a claim": all(claim.reference for claim in sighting.claims),
        "region of a claim": all(claim.region for claim in sighting.claims if claim.kind != "other"),
    }
    return tuple(name for name, value in known.items() if not value)


def of_image(image: Image, line: str | None) -> tuple[str, ...]:
    """Name what a picture does not say; `line` is the credit line it would be printed with."""
    known = {
        "file": image.file or image.url,
        "sha256": image.sha256,
        "date taken": image.date_created,
        "creator": image.creator,
        "credit line": line,
        "licence or permission": image.license or image.usage_terms or image.web_statement or image.permission,
        "caption": image.caption,
        "alt text": image.alt_text,
    }
    return tuple(name for name, value in known.items() if not value)
