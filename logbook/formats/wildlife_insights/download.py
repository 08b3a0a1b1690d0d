"""A download while it is being read: its files, and what its first ones say of the rows in its last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from logbook.errors import LogbookError
from logbook.formats.lines import moment
from logbook.formats.wildlife_insights import HOLDS, NAME
from logbook.patterns import pattern

if TYPE_CHECKING:
    from logbook.changes.intake.items import Manner
    from logbook.formats.sources import Source
    from logbook.formats.wildlife_insights.projects import Project

_IMAGES: Final = pattern(r"images(_[^/]*)?\.csv")
_MIDNIGHT: Final = pattern(r"[T ]00:00(:00)?(\.0+)?$")


class Camera(NamedTuple):
    """What cameras.csv says of a camera: make and model, joined as Camtrap DP does it, and its serial number."""

    model: str | None
    serial: str | None


class Place(NamedTuple):
    """A deployment, as its pictures need it: the key of its item, its project, until when it gives nothing away.

    `recorded_by` is who put the camera there, and so recorded what it saw.
    """

    key: str
    project: Project
    embargo_until: str | None
    data_generalizations: str | None
    recorded_by: str | None


class Download:
    """The files of a download. Raises LogbookError where one is missing."""

    def __init__(self, source: Source, manner: Manner) -> None:
        folder = source.folder_with(HOLDS)
        needs = f"{', '.join(HOLDS)} and images.csv; give the folder or the zip that has them all"
        if folder is None:
            raise LogbookError(f"{source.name} is no whole download from Wildlife Insights, which has {needs}")
        self.source, self.manner = source, manner
        self._folder, self._there = folder, set(source.names())
        beside = [name.removeprefix(folder) for name in sorted(self._there) if name.startswith(folder)]
        self.images = [f"{folder}{name}" for name in beside if _IMAGES.fullmatch(name)]
        if not self.images:
            raise LogbookError(f"{source.name} has no images.csv; a download from Wildlife Insights has {needs}")
        self.projects: dict[str, Project] = {}
        self.cameras: dict[tuple[str, str], Camera] = {}
        self.places: dict[tuple[str, str], Place] = {}

    def file(self, name: str) -> str | None:
        """Give the whole name of a file, None where the download has none."""
        whole = f"{self._folder}{name}"
        return whole if whole in self._there else None

    def key(self, project: str, kind: str, own: str) -> str:
        """Give the identity of a record, from the id that it has in its project."""
        return f"{NAME}:{project}:{kind}:{own}"

    def time(self, text: str) -> str | None:
        """Read a time, None where there is none. Raises BadValueError."""
        return moment(text, self.manner.timezone)

    def day(self, text: str) -> str | None:
        """Read the start or end of a deployment: a day is written as its midnight. Raises BadValueError."""
        return self.time(_MIDNIGHT.sub("", text))
