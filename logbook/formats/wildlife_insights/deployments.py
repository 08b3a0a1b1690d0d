"""The deployments of a download, with the cameras that stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from logbook.changes.intake.items import Bad, Item
from logbook.errors import BadValueError
from logbook.formats.lines import Lines, number
from logbook.formats.wildlife_insights.download import Camera, Place
from logbook.records import FEATURE_TYPES, Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Part
    from logbook.formats.lines import Line
    from logbook.formats.wildlife_insights.download import Download

_GROUPS: Final = {"subproject_name": "subproject", "event_name": "event"}
_TAGS: Final = {"event_type": "event type", "plot_treatment": "plot treatment"}
_COMMENTS: Final = {
    "bait_type": "bait",
    "bait_description": "bait description",
    "feature_type": "feature",
    "feature_type_methodology": "feature methodology",
    "camera_functioning": "camera",
    "sensor_height": "sensor height",
    "height_other": "other height",
    "sensor_orientation": "sensor orientation",
    "orientation_other": "other orientation",
    "plot_treatment_description": "plot treatment description",
    "quiet_period": "quiet period",
    "detection_distance": "detection distance",
    "subproject_design": "subproject design",
    "event_description": "event description",
    "remarks": "remarks",
}
"""What Camtrap DP has no field for, or in another form: a height is "Knee height" here and metres there."""
_SAYS_NOTHING: Final = frozenset({"", "none", "camera functioning"})
_NEEDED: Final = ("project_id", "deployment_id", "latitude", "longitude", "start_date", "end_date")
_HELD: Final = frozenset({*_NEEDED, *_GROUPS, *_TAGS, *_COMMENTS, "placename", "camera_id", "recorded_by", "fuzzed"})


def cameras(download: Download, name: str) -> Iterator[Part]:
    """Put down the cameras by project and id."""
    held = ("project_id", "camera_id", "make", "model", "serial_number")
    lines = Lines(download.source, name, needed=held[:2], held=held)
    for line in lines:
        if isinstance(line, Bad):
            yield line
        else:
            model = "-".join(filter(None, (line["make"], line["model"])))
            camera = Camera(model or None, line["serial_number"] or None)
            download.cameras[line["project_id"], line["camera_id"]] = camera
    yield from lines.told("cameras")


def read(download: Download, name: str) -> Iterator[Part]:
    """Give the deployments, and put each down for its pictures."""
    lines = Lines(download.source, name, needed=_NEEDED, held=_HELD)
    for line in lines:
        yield line if isinstance(line, Bad) else _item(line, download)
    yield from lines.told("deployments")


def _item(line: Line, download: Download) -> Item | Bad:
    project = download.projects.get(line["project_id"])
    if project is None:
        return line.bad("project_id", "there is no such project in projects.csv")
    if not line["deployment_id"]:
        return line.bad("deployment_id", "a deployment has an id")
    deployment = _deployment(line, download)
    if isinstance(deployment, Bad):
        return deployment
    if project.embargo and deployment.deployment_end is None:
        return line.bad("end_date", f"its project has an embargo of {project.embargo} months, which begins at this end")
    key = download.key(line["project_id"], "deployment", line["deployment_id"])
    until = project.until(deployment.deployment_end)
    place = Place(key, project, until, deployment.data_generalizations, deployment.setup_by)
    download.places[line["project_id"], line["deployment_id"]] = place
    return Item(key, deployment, line.where, original=line.original)


def _deployment(line: Line, download: Download) -> Deployment | Bad:
    """Make the record of a deployment, or say which of its cells is wrong."""
    said: dict[str, Any] = {}
    for column, most in (("latitude", 90), ("longitude", 180)):
        said[column] = number(line[column])
        if line[column] and (said[column] is None or abs(said[column]) > most):
            return line.bad(column, f"it is no {column} in degrees, from -{most} to {most}")
    for column, field in (("start_date", "deployment_start"), ("end_date", "deployment_end")):
        try:
            said[field] = download.day(line[column])
        except BadValueError as error:
            return line.bad(column, error)
    camera = download.cameras.get((line["project_id"], line["camera_id"]), Camera(None, None))
    return Deployment(
        deployment_id=line["deployment_id"],
        location_name=line["placename"] or None,
        setup_by=line["recorded_by"] or None,
        camera_id=camera.serial or line["camera_id"] or None,
        camera_model=camera.model,
        **said,
        **_setting(line),
    )


def _setting(line: Line) -> dict[str, Any]:
    """Read how the camera was set up, as far as the source says it."""
    bait, feature = line["bait_type"].casefold(), _feature(line["feature_type"])
    delay, distance = number(line["quiet_period"]), number(line["detection_distance"]) or None
    held = {"feature_type": feature, "quiet_period": delay, "detection_distance": distance}
    comments = {column: name for column, name in _COMMENTS.items() if held.get(column) is None}
    return {
        "camera_delay": delay,
        "detection_distance": distance,
        "bait_use": None if not bait else bait != "none",
        "feature_type": feature,
        "deployment_groups": _listed(line, _GROUPS, ":", " | "),
        "deployment_tags": _listed(line, _TAGS, ":", " | "),
        "deployment_comments": _listed(line, comments, ": ", "; "),
        "data_generalizations": "position made less exact by Wildlife Insights" if line.is_true("fuzzed") else None,
    }


def _feature(text: str) -> str | None:
    """Give Camtrap DP's word, which is that of Wildlife Insights without its blanks."""
    word = "".join(filter(str.isalpha, text)).casefold()
    return next((feature for feature in FEATURE_TYPES if feature.casefold() == word), None)


def _listed(line: Line, columns: dict[str, str], colon: str, between: str) -> str | None:
    """Put what several columns say into one text, each with its name."""
    said = [(name, line[column]) for column, name in columns.items()]
    return between.join(f"{name}{colon}{text}" for name, text in said if text.casefold() not in _SAYS_NOTHING) or None
