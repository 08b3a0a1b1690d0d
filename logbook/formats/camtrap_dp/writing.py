"""Camtrap DP 1.0.2, written: event-level observations of animals, with their deployments and media.

The rows go out one by one. Nothing is filled in: what the tables cannot hold is left out, and said.
"""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from itertools import chain, count
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final

from logbook.errors import BadValueError, LogbookError
from logbook.formats import WHOLE, Outcome, outlets
from logbook.formats.camtrap_dp import identifiers
from logbook.formats.camtrap_dp import writing_descriptor as descriptors
from logbook.formats.camtrap_dp import writing_rows as rows
from logbook.formats.camtrap_dp.columns import MISSING
from logbook.formats.camtrap_dp.package import DESCRIPTOR
from logbook.records import Id, parse_id
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from logbook.formats import Job
    from logbook.formats.outlets import Outlet
    from logbook.records import Image, Record, Sighting

TABLES: Final = {
    "deployments": rows.DEPLOYMENTS,
    "media": rows.MEDIA,
    "observations": rows.OBSERVATIONS,
    identifiers.NAME: identifiers.COLUMNS,
}
MARK: Final = outlets.Mark(DESCRIPTOR, descriptors.MADE, tuple(f"{name}.csv" for name in TABLES))
_ARCHIVE: Final = ".zip"
_FROM_PACKAGE: Final = "camtrap-dp:"
"""What the keys of records begin with that came in from a package."""
_NO_PLACE_FOR: Final = {
    "sightings": (
        *("region", "areas", "locality", "decimal_latitude", "country_code", "habitat", "breeding", "claims"),
        *("recorded_by", "verified_by", "associated_references", "clock_offset"),
    ),
    "images": (
        *("title", "caption", "alt_text", "creator", "copyright_owner", "copyright_notice", "credit_line", "supplier"),
        *("usage_terms", "web_statement", "publications", "tags", "detections", "clock_offset"),
    ),
}
"""What people have said that the tables have no column for."""


class Identities:
    """The identities of one table: each record keeps that of its source, unless another had it first."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, *wanted: str | None) -> str:
        """Give the first of some names that is still free; a number makes the last one so."""
        names = [name for name in wanted if name and name not in MISSING]
        free = chain(names, (f"{names[-1]}-{again}" for again in count(2)))
        identity = next(name for name in free if name not in self._given)
        self._given.add(identity)
        return identity


def write(job: Job) -> Iterator[Outcome]:
    """Write a package: a zip archive where the place is named so, else a folder.

    Raises LogbookError where the logbook does not say what every package must.
    """
    if job.now is None:
        raise LogbookError("a package says when it was made")
    descriptors.require(job.book.info)
    return _written(job, job.now)


def _written(job: Job, now: datetime) -> Iterator[Outcome]:
    archived = job.to is not None and job.to.suffix.lower() == _ARCHIVE
    with outlets.packed(job, outlets.Seal("camtrap-dp")) if archived else outlets.folder(job, MARK) as outlet:
        with ExitStack() as stack:
            package = _Package(job, outlet, stack)
            for number, sighting in job.sightings.items():
                yield from package.add(number, sighting)
            if package.coverage.names:
                yield from package.add_unseen()
        if package.coverage.names:
            with outlet.text(DESCRIPTOR) as stream:
                stream.write(descriptors.text(job.book.info, package.coverage, now))
            outlet.keep()
            yield Outcome(WHOLE, "written", notes=tuple(package.notes()))


class _Package:
    """A package on its way out: its open tables, and what has been written of them."""

    def __init__(self, job: Job, outlet: Outlet, stack: ExitStack) -> None:
        self.coverage = descriptors.Coverage()
        self._job, self._book = job, job.book
        self._taxa = Taxa(job.book.taxa)
        self._tables = {
            name: csv.DictWriter(
                stack.enter_context(outlet.text(f"{name}.csv")), columns, restval="", lineterminator="\n"
            )
            for name, columns in TABLES.items()
        }
        for table in self._tables.values():
            table.writeheader()
        self._identities = {name: Identities() for name in TABLES}
        self._paths = Identities()
        self._faults: dict[str, str | None] = {}
        self._deployments: dict[int, str] = {}
        self._seen: set[int] = set()
        self._files = 0
        self._lost: Counter[str] = Counter()
        self._untaken: list[str] = []

    def add(self, number: int, sighting: Sighting) -> Iterator[Outcome]:
        """Write a sighting with its deployment and pictures; one that the tables cannot hold is left out whole."""
        which = str(Id("sightings", number))
        name, event = self._scientific_name(sighting), rows.event(sighting.event_date)
        faults = [
            *rows.faults(sighting),
            *([] if name else ["no scientific name"]),
            *filter(None, [self._deployment_fault(sighting.deployment)]),
            *([event] if isinstance(event, str) else []),
        ]
        if faults or name is None or isinstance(event, str):
            yield Outcome(which, "left out", notes=tuple(faults))
            return
        identity = sighting.uuid or which
        shared = {
            "deploymentID": self._deployment(sighting.deployment),
            "eventID": sighting.event_id or identity,
            "eventStart": event.start,
            "eventEnd": event.end,
            "scientificName": name,
        }
        self._add_observations(sighting, identity, shared)
        self.coverage.names.add(name)
        for ref in sighting.images:
            yield from self._add_picture(_number(ref, "images"), shared["deploymentID"])
        yield Outcome(which, "written")

    def add_unseen(self) -> Iterator[Outcome]:
        """Write the deployments on which nothing was seen: where cameras stood, and for how long, is data too."""
        for number in self._book.deployments:
            ref = str(Id("deployments", number))
            if number in self._deployments:
                continue
            if fault := rows.deployment_fault(self._book.deployments[number]):
                yield Outcome(ref, "left out", notes=(fault,))
            else:
                self._deployment(ref)

    def _scientific_name(self, sighting: Sighting) -> str | None:
        """Give the name that an observation needs: the sighting's own, else that of its species."""
        return sighting.scientific_name or self._taxa.names(self._taxa.key(sighting)).scientific_name

    def _add_observations(self, sighting: Sighting, identity: str, shared: dict[str, str]) -> None:
        self._count_lost("sightings", sighting)
        self._lost["sightings.individual_count"] += bool(sighting.animals and sighting.individual_count)
        from_package = any(key.startswith(_FROM_PACKAGE) for key in sighting.source_ids)
        for place, (animal, cells) in enumerate(rows.observations(sighting, shared), 1):
            source = animal.source_id if from_package else None
            # A total is no entry, and has the identity of the whole.
            entry = f"{identity}#{animal.n or place}" if sighting.animals else identity
            own = self._identities["observations"].give(source, entry)
            self._add_row("observations", own, sighting, cells | {"observationID": own})
            self.coverage.individuals |= animal.individual_id is not None
            self._lost.update(f"animals.{field}" for field in rows.lost(animal, cells))

    def _deployment_fault(self, ref: str | None) -> str | None:
        """Tell what keeps a sighting out by its deployment."""
        if ref is None:
            return "no deployment"
        if ref not in self._faults:
            deployment = self._book.deployments.get(_number(ref, "deployments"))
            fault = rows.deployment_fault(deployment) if deployment else "is not there"
            self._faults[ref] = fault and f"its deployment {ref}: {fault}"
        return self._faults[ref]

    def _deployment(self, ref: str | None) -> str:
        """Give the identity of a deployment that has no fault; the first sighting of it has it written."""
        number = _number(ref or "", "deployments")
        if number not in self._deployments:
            deployment, which = self._book.deployments[number], str(Id("deployments", number))
            identity = self._identities["deployments"].give(deployment.deployment_id, deployment.uuid, which)
            cells = rows.deployment_cells(deployment, identity)
            self._add_row("deployments", identity, deployment, cells)
            self.coverage.add(cells, rows.precision(deployment))
            self._untaken += [f"{which}: {field} {value!r}" for field, value in rows.untaken(deployment)]
            self._deployments[number] = identity
        return self._deployments[number]

    def _add_picture(self, number: int, deployment: str) -> Iterator[Outcome]:
        """Write a picture once; one that the table cannot hold is left out, and its sighting is not."""
        image, which = self._book.images.get(number), str(Id("images", number))
        if number in self._seen or image is None:
            return
        self._seen.add(number)
        fault = rows.media_fault(image, self._book.info.media_license)
        path = None if fault else self._path(number, image)
        if path is None:
            yield Outcome(which, "left out", notes=(fault or "no file and no address",))
            return
        source = next((key.partition(":media:")[2] for key in image.source_ids if key.startswith(_FROM_PACKAGE)), None)
        identity = self._identities["media"].give(source, image.uuid, which)
        self._add_row("media", identity, image, rows.media_cells(image, identity, deployment, path))
        self._count_lost("images", image)

    def _add_row(self, table: str, own: str, record: Record, cells: dict[str, str]) -> None:
        """Write a row, and say of which record it tells, if that has an identity."""
        self._tables[table].writerow(cells)
        if record.uuid:
            written = (cells.get(column, "") for column in TABLES[table])
            self._tables[identifiers.NAME].writerow(identifiers.row(table, own, record, written))

    def _path(self, number: int, image: Image) -> str | None:
        """Tell where a picture is: its address, else where its file is meant to lie in the package."""
        if image.url:
            return image.url
        original = self._job.originals.get(number, image)
        if not (original.file or original.file_name):
            return None
        self._files += 1
        name = PureWindowsPath(image.file_name or image.file or "").name
        end = PureWindowsPath(name).suffix
        which = Id("images", number)
        names = (name, f"{image.uuid or which}{end}", f"{which}{end}")
        return f"media/{self._paths.give(*filter(rows.is_file_name, names))}"

    def _count_lost(self, table: str, record: Record) -> None:
        """Count what a record that is written says beyond the columns."""
        self._lost.update(f"{table}.{field}" for field in _NO_PLACE_FOR[table] if getattr(record, field))

    def notes(self) -> Iterator[str]:
        """Say what the package does not hold, and what it says without having been told."""
        if self._files:
            yield f"picture files that are named below media/, not packed and not public: {self._files:,}"
        if +self._lost:
            said = ", ".join(f"{name} ({many:,})" for name, many in sorted((+self._lost).items()))
            yield f"Camtrap DP has no place for {said}"
        for one in self._untaken:
            yield f"{one} is no value that Camtrap DP takes, and was left out"
        if not descriptors.capture_methods(self._book.info):
            yield "nobody has said how the cameras were triggered: activityDetection is written (--capture-method)"


def _number(ref: str, table: str) -> int:
    """Read a reference; 0, which no record has, for one that leads nowhere."""
    try:
        which = parse_id(ref)
    except BadValueError:
        return 0
    return which.number if which.table == table else 0
