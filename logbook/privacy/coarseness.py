"""Which of two versions of a record tells less, because it was generalised for publication, and of what.

What such a one says of place, date and file never takes the place of what is known exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKS: Final = ("data_generalizations", "information_withheld")
"""Where a record says what was done to it for publication; more of it is added behind what stands there."""

WITHHELD: Final = frozenset(
    (
        *MARKS,
        *("decimal_latitude", "decimal_longitude", "coordinate_uncertainty_in_meters", "coordinate_precision"),
        *("latitude", "longitude", "coordinate_uncertainty"),
        *("event_date", "verbatim_event_date", "date_created", "recorded_date", "clock_offset", "event_id"),
        *("region", "verbatim_locality", "country_code", "areas", "locality"),
        *("file", "file_name", "file_public", "url", "sha256", "media_type", "width", "height", "orientation"),
        *("deployment_id", "location_id", "location_name", "deployment_start", "deployment_end", "camera_id"),
        *("deployment_groups", "deployment_tags", "deployment_comments"),
    )
)
"""What a record that was generalised for publication does not tell, or not as it is: place, date, locality and file."""


def is_coarser(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether one version, by its fields, was made coarse for publication by more than the other was."""
    own, its = ([version.get(name) or "" for name in MARKS] for version in (one, other))
    return own != its and all(mark in said for mark, said in zip(its, own, strict=True))


def is_left_of(told: Any, whole: Any) -> bool:
    """Tell whether a JSON value is what is left of another when parts of it are withheld."""
    if isinstance(told, dict) and isinstance(whole, dict):
        return all(name in whole and is_left_of(value, whole[name]) for name, value in told.items())
    if isinstance(told, (list, tuple)) and isinstance(whole, (list, tuple)):
        rest = iter(whole)
        return all(any(is_left_of(one, other) for other in rest) for one in told)
    return bool(told == whole)
