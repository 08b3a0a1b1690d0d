"""Our records as rows of Camtrap DP's three tables, column by column, or the reasons why they cannot be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook import dates, licenses
from logbook.formats.camtrap_dp import marks
from logbook.patterns import pattern
from logbook.records import FEATURE_TYPES, Animal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from logbook.records import Deployment, Image, Sighting

    Cells = dict[str, str]

_TEXTS: Final = {
    "locationID": "location_id",
    "locationName": "location_name",
    "setupBy": "setup_by",
    "cameraID": "camera_id",
    "cameraModel": "camera_model",
    "habitat": "habitat",
    "deploymentGroups": "deployment_groups",
    "deploymentTags": "deployment_tags",
    "deploymentComments": "deployment_comments",
}
_RIGHT_ANGLE, _FULL_ANGLE = 90, 360
_RESTRICTED: Final[dict[str, tuple[str, Callable[[Any], bool]]]] = {
    "coordinateUncertainty": ("coordinate_uncertainty", lambda metres: metres > 0),
    "cameraDelay": ("camera_delay", lambda seconds: seconds >= 0 and seconds == int(seconds)),
    "cameraHeight": ("camera_height", lambda metres: metres >= 0),
    "cameraDepth": ("camera_depth", lambda metres: metres >= 0),
    "cameraTilt": ("camera_tilt", lambda angle: abs(angle) <= _RIGHT_ANGLE and angle == int(angle)),
    "cameraHeading": ("camera_heading", lambda angle: 0 <= angle <= _FULL_ANGLE and angle == int(angle)),
    "detectionDistance": ("detection_distance", lambda metres: metres >= 0),
    "timestampIssues": ("timestamp_issues", lambda _: True),
    "baitUse": ("bait_use", lambda _: True),
    "featureType": ("feature_type", lambda feature: feature in FEATURE_TYPES),
}
"""Columns that do not take every value: our field, and whether they take one of its values."""
DEPLOYMENTS: Final = (
    *("deploymentID", "locationID", "locationName", "latitude", "longitude", "coordinateUncertainty"),
    *("deploymentStart", "deploymentEnd", "setupBy", "cameraID", "cameraModel", "cameraDelay", "cameraHeight"),
    *("cameraDepth", "cameraTilt", "cameraHeading", "detectionDistance", "timestampIssues", "baitUse", "featureType"),
    *("habitat", "deploymentGroups", "deploymentTags", "deploymentComments"),
)
MEDIA: Final = (
    *("mediaID", "deploymentID", "captureMethod", "timestamp", "filePath", "filePublic", "fileName"),
    *("fileMediatype", "exifData", "favorite", "mediaComments"),
)
OBSERVATIONS: Final = (
    *("observationID", "deploymentID", "mediaID", "eventID", "eventStart", "eventEnd", "observationLevel"),
    *("observationType", "cameraSetupType", "scientificName", "count", "lifeStage", "sex", "behavior", "individualID"),
    *("individualPositionRadius", "individualPositionAngle", "individualSpeed", "bboxX", "bboxY", "bboxWidth"),
    *("bboxHeight", "classificationMethod", "classifiedBy", "classificationTimestamp", "classificationProbability"),
    *("observationTags", "observationComments"),
)

NO_TIME, NO_ZONE = "no exact time", "no time zone"
_MEDIA_TYPE = pattern(r"(?:image|video|audio)/.*")
_FILE_PATH = pattern(r"[^./~](?:(?!\.\.).)*")
_DEGREES = pattern(r"([0-9]+(?:\.[0-9]+)?) degrees")
_MINUTE = len("2013-09-05T04:31")
_AND = " | "


class Event(NamedTuple):
    """When an event began and ended, as Camtrap DP has it: times to the second, with their offsets as written."""

    start: str
    end: str


def event(edtf: str | None) -> Event | str:
    """Give the times of an event, or why there are none. A time to the minute is all of that minute."""
    span = dates.readable(edtf)
    if edtf is None or span is None or not all("T" in end for end in edtf.split("/")):
        return NO_TIME
    if None in span.offsets:
        return NO_ZONE
    start, _, end = edtf.partition("/")
    return Event(_to_the_second(start, ":00"), _to_the_second(end or start, ":59"))


def _to_the_second(time: str, seconds: str) -> str:
    return time if time[_MINUTE:].startswith(":") else f"{time[:_MINUTE]}{seconds}{time[_MINUTE:]}"


def faults(sighting: Sighting) -> Iterator[str]:
    """Tell what keeps a sighting out of a table of camera-trap observations, but for its species, place and time."""
    if sighting.verification == "rejected":
        yield "rejected by its reviewer"
    if sighting.method not in (None, "camera-trap"):
        yield f"not seen by a camera trap ({sighting.method})"
    if sighting.count_basis == "survey":
        yield "the total of a survey, which is no event"


def deployment_fault(deployment: Deployment) -> str | None:
    """Tell what keeps a deployment out of the table, which is so for all its sightings."""
    if deployment.latitude is None or deployment.longitude is None:
        return "no position that may be told" if deployment.data_generalizations else "no position"
    start, end = event(deployment.deployment_start), event(deployment.deployment_end)
    fault = next((one for one in (start, end) if isinstance(one, str)), None)
    return fault and f"{fault} of its start and end"


def deployment_cells(deployment: Deployment, identity: str) -> Cells:
    """Write a deployment that has no fault, with those of its values that the table takes."""
    start, end = event(deployment.deployment_start), event(deployment.deployment_end)
    cells = {column: getattr(deployment, field) or "" for column, field in _TEXTS.items()}
    for column, (field, _) in _RESTRICTED.items():
        value = getattr(deployment, field)
        if value is not None and field not in dict(untaken(deployment)):
            cells[column] = _written(value)
    if cells.get("coordinateUncertainty"):
        cells["coordinateUncertainty"] = str(math.ceil(deployment.coordinate_uncertainty or 0))
    return cells | {
        "deploymentID": identity,
        "latitude": _written(deployment.latitude),
        "longitude": _written(deployment.longitude),
        "deploymentStart": start.start if isinstance(start, Event) else "",
        "deploymentEnd": end.end if isinstance(end, Event) else "",
    }


def precision(deployment: Deployment) -> float | None:
    """Give to how many degrees a deployment's position was made coarser: what was done to it is said in words."""
    return max(map(float, _DEGREES.findall(deployment.data_generalizations or "")), default=None)


def untaken(deployment: Deployment) -> Iterator[tuple[str, Any]]:
    """Give the fields of a deployment whose values the table does not take."""
    for field, takes in _RESTRICTED.values():
        value = getattr(deployment, field)
        if value is not None and not takes(value):
            yield field, value


def observations(sighting: Sighting, shared: Cells) -> Iterator[tuple[Animal, Cells]]:
    """Write an event-level row for each entry of `animals`, or one for the total; `shared` is what all have in common.

    A count is the least that there were; what makes it less than exact stands in the tags.
    """
    for animal in sighting.animals or (_total(sighting),):
        method, by = _classified(animal, sighting)
        yield (
            animal,
            shared
            | {
                "observationLevel": "event",
                "observationType": "animal",
                "count": _written(animal.count),
                "lifeStage": animal.life_stage or "",
                "sex": animal.sex or "",
                "behavior": _joined(animal.behavior, sighting.behavior),
                "individualID": animal.individual_id or "",
                "classificationMethod": method,
                "classifiedBy": by,
                "classificationTimestamp": _moment(animal.classification_timestamp),
                "classificationProbability": _probability(animal),
                "observationTags": _joined(*animal.tags, *sighting.tags, *marks.write(animal, sighting)),
                "observationComments": _joined(animal.remarks, sighting.remarks),
            },
        )


def lost(animal: Animal, cells: Cells) -> Iterator[str]:
    """Name the fields of an animal that its row does not tell."""
    if animal.verbatim and "|" in animal.verbatim:
        yield "verbatim"
    if animal.classification_timestamp and not cells["classificationTimestamp"]:
        yield "classification_timestamp"
    if animal.classification_probability is not None and not cells["classificationProbability"]:
        yield "classification_probability"


def _total(sighting: Sighting) -> Animal:
    return Animal(
        count=sighting.individual_count,
        count_max=sighting.individual_count_max,
        count_qualifier=sighting.individual_count_qualifier,
    )


def _classified(animal: Animal, sighting: Sighting) -> tuple[str, str]:
    """Give how and by whom an animal was named; who identified a sighting is a person."""
    if animal.classification_method or animal.classified_by or not sighting.identified_by:
        return animal.classification_method or "", animal.classified_by or ""
    return "human", _joined(*sighting.identified_by)


def media_fault(image: Image, license: str | None) -> str | None:  # noqa: A002 - the field's name
    """Tell what keeps a picture out of the table; `license` is what the package says of all its media."""
    time = event(image.date_created)
    if isinstance(time, str):
        return time
    if time.start != time.end:
        return NO_TIME
    if not _MEDIA_TYPE.fullmatch(image.media_type or ""):
        return "no media type"
    if image.url and not _FILE_PATH.fullmatch(image.url):
        return "its address is none that a package takes"
    return _rights_fault(image, license)


def _rights_fault(image: Image, license: str | None) -> str | None:  # noqa: A002 - the field's name
    """Tell what the one licence of a package would say wrongly of a picture."""
    if image.license and licenses.read(image.license) != licenses.read(license or ""):
        return f"its licence is {image.license}, and a package has one for all its media"
    if image.permission and image.permission.status == "refused":
        return "printing it was refused, and the licence of the package would allow it"
    return None


def media_cells(image: Image, identity: str, deployment: str, path: str) -> Cells:
    """Write a picture that has no fault; one of which nobody has said that anybody may open it is not public."""
    return {
        "mediaID": identity,
        "deploymentID": deployment,
        "timestamp": image.date_created or "",
        "filePath": path,
        "filePublic": _written(bool(image.url and image.file_public)),
        "fileName": image.file_name or "",
        "fileMediatype": image.media_type or "",
    }


def is_file_name(name: str) -> bool:
    """Tell whether a package takes a file's name."""
    return "/" not in name and _FILE_PATH.fullmatch(name) is not None


def _moment(time: str | None) -> str:
    """Write a time that stands by itself; the column takes none without an offset."""
    found = event(time)
    return found.start if isinstance(found, Event) and found.start == found.end else ""


def _probability(animal: Animal) -> str:
    value = animal.classification_probability
    return _written(value) if value is not None and 0 <= value <= 1 else ""


def _written(value: float | str | bool | None) -> str:
    """Write a value as Frictionless reads it: `true`, `187`, `51.496`."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if value == int(value):
        return str(int(value))
    text = repr(value)
    return f"{value:.20f}".rstrip("0") if "e" in text else text


def _joined(*texts: str | None) -> str:
    """Write several texts, each once, as the standard joins them."""
    return _AND.join(dict.fromkeys(text for text in texts if text))
