"""The deployments of a Camtrap DP package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from logbook.changes.intake.items import Bad, Item, Read, Said
from logbook.formats.camtrap_dp import columns
from logbook.records import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.camtrap_dp.columns import Convert
    from logbook.formats.camtrap_dp.package import Package

KIND: Final = "deployment"
_REQUIRED: Final = ("deploymentID", "latitude", "longitude", "deploymentStart", "deploymentEnd")
_KNOWN: Final[Mapping[str, Convert]] = {
    "deploymentID": columns.text,
    "locationID": columns.text,
    "locationName": columns.text,
    "latitude": columns.number(-90, 90),
    "longitude": columns.number(-180, 180),
    "coordinateUncertainty": columns.number(1),
    "setupBy": columns.text,
    "cameraID": columns.text,
    "cameraModel": columns.text,
    "cameraDelay": columns.number(0),
    "cameraHeight": columns.number(0),
    "cameraDepth": columns.number(0),
    "cameraTilt": columns.number(-90, 90),
    "cameraHeading": columns.number(0, 360),
    "detectionDistance": columns.number(0),
    "timestampIssues": columns.yes_or_no,
    "baitUse": columns.yes_or_no,
    "featureType": columns.text,
    "habitat": columns.text,
    "deploymentGroups": columns.text,
    "deploymentTags": columns.text,
    "deploymentComments": columns.text,
}
"""The fields of a deployment have these names in snake case."""


def read(package: Package, manner: Manner, known: set[str]) -> Iterator[Part]:
    """Read the deployments, and note the ids of those that can be taken."""
    table = package.table("deployments")
    moment = columns.moment(manner.timezone)
    times = {"deploymentStart": moment, "deploymentEnd": moment}
    sheet = columns.Columns(table, {**_KNOWN, **times}, _REQUIRED)
    many = 0
    for row in table.rows:
        many += 1
        if isinstance(row, Bad):
            yield row
            continue
        fields = sheet.fields(row)
        if isinstance(fields, Bad):
            yield fields
            continue
        own = fields["deployment_id"]
        if own in known:
            yield sheet.bad(row, "deploymentID", "it is given twice")
            continue
        known.add(own)
        sheet.lose(row)
        record = _record(package, fields)
        as_written = package.is_as_written("deployments", own, row)
        yield Item(package.key(KIND, own), record, sheet.where(row), original=row.original, is_as_written=as_written)
    yield Read(table.file, "deployments", many)
    yield from map(Said, table.notes)
    yield from sheet.told()


def _record(package: Package, fields: dict[str, Any]) -> Deployment:
    """Make a deployment; of one of our records it is said how exact it is itself, and not how exact the package is."""
    identity = package.identity("deployments", fields["deployment_id"])
    if identity is None:
        return Deployment(**fields, data_generalizations=package.precision)
    if fields["deployment_id"] == identity.uuid:
        del fields["deployment_id"]  # it had none, and the table needs one
    return Deployment(**fields, uuid=identity.uuid, data_generalizations=identity.data_generalizations)
