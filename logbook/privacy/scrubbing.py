"""Free texts, at any depth of a record, without those that must not go out."""

from __future__ import annotations

from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from logbook.records import (
    Animal,
    Assessed,
    Breeding,
    Claim,
    Credit,
    Deployment,
    Image,
    Info,
    Permission,
    Population,
    Publication,
    Sighting,
    Statement,
    Taxon,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS: Final[Mapping[type[Struct], tuple[str, ...]]] = {
    Sighting: (
        *("source_ids", "verbatim_event_date", "event_id", "identification_qualifier", "animals", "breeding"),
        *("behavior", "habitat", "verbatim_locality", "locality", "data_generalizations", "information_withheld"),
        *("recorded_by", "identified_by", "verified_by", "claims", "associated_references", "project", "remarks"),
        "tags",
    ),
    Image: (
        *("source_ids", "file", "file_name", "url", "detections", "title", "caption", "caption_writer", "alt_text"),
        *("creator", "copyright_owner", "copyright_notice", "credit_line", "supplier", "license", "usage_terms"),
        *("web_statement", "permission", "publications", "camera", "data_generalizations", "tags"),
    ),
    Credit: (
        *("source_ids", "parties", "spellings", "license", "usage_terms", "web_statement", "contact", "permission"),
    ),
    Taxon: ("source_ids", "iucn_status", "sensitivity", "populations", "remarks"),
    Deployment: (
        *("source_ids", "deployment_id", "location_id", "location_name", "setup_by", "camera_id", "camera_model"),
        *("feature_type", "habitat", "deployment_groups", "deployment_tags", "deployment_comments"),
        "data_generalizations",
    ),
    Info: ("title", "description", "license", "media_license", "contributors", "project"),
    Animal: (*("age", "individual_id", "behavior", "source_id", "classified_by", "remarks", "tags", "verbatim"),),
    Breeding: ("assessed",),
    Assessed: ("by", "reason"),
    Claim: ("claim", "region", "reference"),
    Permission: ("by", "use", "reference"),
    Publication: ("title", "author", "publisher", "url"),
    Statement: ("source",),
    Population: ("value", "region", "source"),
}
"""The fields that hold free text, or parts that do; the others hold figures, dates, ids, names of species and of
regions, and words from closed lists."""

# With one name alone an attrgetter gives no tuple; nobody looks at the last one.
_READ: Final = {kind: (names, attrgetter(*names, "__class__")) for kind, names in TEXTS.items()}
_WHOLE: Final = (Claim, Publication, Population)
"""What somebody published: it is told whole or not at all."""


def scrubbed(record: Struct, hidden: Mapping[str, bool], made: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Give the fields of a record that must be others, with what is left of them: None or () where nothing is.

    `hidden` tells of every text whether it must not go out; `made` are fields that are to have other values.
    """
    changed: dict[str, Any] = {}
    names, values = _READ[type(record)]
    for name, value in zip(names, values(record), strict=False):
        if value:
            there = made.get(name, value)
            if there:
                kept = (None if hidden[there] else there) if type(there) is str else _kept(there, hidden)
                if kept is not there:
                    changed[name] = kept
    return changed


def _kept(value: Any, hidden: Mapping[str, bool]) -> Any:
    """Give a value without what must not be told, itself where there is nothing of the kind; None: nothing is left."""
    if isinstance(value, str):
        return None if hidden[value] else value
    if isinstance(value, (tuple, list)):
        entries = [_kept(one, hidden) for one in value]
        is_same = all(map(is_, entries, value))
        return value if is_same else type(value)(one for one in entries if one is not None)
    if isinstance(value, dict):
        held = {key: _kept(one, hidden) for key, one in value.items() if not hidden[key]}
        is_same = len(held) == len(value) and all(map(is_, held.values(), value.values()))
        return value if is_same else {key: one for key, one in held.items() if one is not None}
    return _kept_part(value, hidden) if isinstance(value, Struct) else value


def _kept_part(part: Struct, hidden: Mapping[str, bool]) -> Struct | None:
    changed = scrubbed(part, hidden)
    if not changed:
        return part
    return None if isinstance(part, _WHOLE) else replace(part, **changed)
