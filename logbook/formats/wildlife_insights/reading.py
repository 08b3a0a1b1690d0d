"""Reading a download from its first file to its last."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from logbook import licenses
from logbook.changes.intake.items import Bad, Item, LeftOut
from logbook.errors import BadValueError
from logbook.formats.lines import Lines
from logbook.formats.wildlife_insights import deployments, labels, projects, sightings
from logbook.formats.wildlife_insights.download import Download
from logbook.formats.wildlife_insights.sightings import Ordered, Shown
from logbook.records import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.lines import Line
    from logbook.formats.sources import Source

_TYPES: Final = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "avi": "video/x-msvideo",
}
_IMAGE_NEEDS: Final = ("project_id", "deployment_id", "image_id", "timestamp")
_IMAGE_HOLDS: Final = labels.COLUMNS.union(
    _IMAGE_NEEDS,
    ("filename", "location", "number_of_objects", "highlighted", "license", "sequence_id"),
)
_SEQUENCE_NEEDS: Final = ("project_id", "deployment_id", "sequence_id", "start_time", "end_time")
_SEQUENCE_HOLDS: Final = labels.COLUMNS.union(_SEQUENCE_NEEDS, ("group_size",))
_OF_NO_ANIMAL: Final = "pictures of sequences without animals"


def parts(source: Source, manner: Manner) -> Iterator[Part]:
    """Give all of a download. Raises LogbookError where it is none."""
    download = Download(source, manner)
    for name, read in (
        ("projects.csv", projects.read),
        ("cameras.csv", deployments.cameras),
        ("deployments.csv", deployments.read),
    ):
        if file := download.file(name):
            yield from read(download, file)
    yield from _Rows(download).parts()


class _Rows:
    """The rows of sequences and images: what each shows, by project and deployment."""

    def __init__(self, download: Download) -> None:
        self._download = download
        self._shown: defaultdict[tuple[str, str], list[Shown]] = defaultdict(list)
        self._left_out: Counter[str] = Counter()
        self._sequences: defaultdict[tuple[str, str], list[Ordered]] = defaultdict(list)
        """The pictures of each sequence that shows an animal."""
        self._without: set[tuple[str, str]] = set()
        self._images: set[str] = set()
        self._labels: dict[labels.Label, labels.Label] = {}
        """Each different one once: most rows of a download say the same few things."""
        self._share = 1.0

    def parts(self) -> Iterator[Part]:
        """Give the pictures of animals, what was left out, and the sightings, deployment by deployment."""
        if file := self._download.file("sequences.csv"):
            yield from self._sequence_rows(file)
        for file in self._download.images:
            yield from self._image_rows(file)
        yield from (LeftOut(why, many) for why, many in self._left_out.items())
        for ids in list(self._shown):
            place, rows = self._download.places[ids], self._shown.pop(ids)
            yield from sightings.items(rows, place, self._download, ids[0], self._share)

    def _sequence_rows(self, file: str) -> Iterator[Part]:
        lines = Lines(self._download.source, file, needed=_SEQUENCE_NEEDS, held=_SEQUENCE_HOLDS)
        for line in lines:
            if bad := line if isinstance(line, Bad) else self._sequence(line):
                yield bad
        yield from lines.told("sequences")

    def _sequence(self, line: Line) -> Bad | None:
        """Put down what a sequence shows: there is a row for each kind of animal in it."""
        own = line["project_id"], line["sequence_id"]
        if why := labels.left_out(line):
            self._left_out[why] += 1
            self._without.add(own)
            return None
        times = self._times(line, "start_time", "end_time")
        if isinstance(times, Bad):
            return times
        return self._show(line, "group_size", line["sequence_id"], times, self._sequences[own])

    def _image_rows(self, file: str) -> Iterator[Part]:
        lines = Lines(self._download.source, file, needed=_IMAGE_NEEDS, held=_IMAGE_HOLDS)
        for line in lines:
            if found := line if isinstance(line, Bad) else self._image(line):
                yield found
        yield from lines.told("images")

    def _image(self, line: Line) -> Item | Bad | None:
        """Put down what a row of images shows, and give the picture where it has not been given."""
        own = line["project_id"], line["sequence_id"]
        images = self._sequences.get(own)
        if images is None and (why := _OF_NO_ANIMAL if own in self._without else labels.left_out(line)):
            self._left_out[why] += 1
            return None
        if not line["image_id"]:
            return line.bad("image_id", "a picture has an id")
        times = self._times(line, "timestamp")
        if isinstance(times, Bad):
            return times
        key = self._download.key(line["project_id"], "image", line["image_id"])
        picture = Ordered(next(iter(times), ""), line["filename"], key)
        if images is not None:
            images.append(picture)
        elif bad := self._show(line, "number_of_objects", line["image_id"], times, (picture,)):
            return bad
        if key in self._images:
            return None
        self._images.add(key)
        return Item(key, self._picture(line, next(iter(times), None)), line.where, original=line.original)

    def _times(self, line: Line, *columns: str) -> tuple[str, ...] | Bad:
        """Read the times of a row; it is bad as well where its deployment is not known."""
        if (line["project_id"], line["deployment_id"]) not in self._download.places:
            return line.bad("deployment_id", "there is no such deployment in deployments.csv, or it could not be taken")
        times: list[str] = []
        for column in columns:
            try:
                times += filter(None, [self._download.time(line[column])])
            except BadValueError as error:
                return line.bad(column, error)
        return tuple(times)

    def _show(
        self, line: Line, count: str, picture: str, times: tuple[str, ...], images: Sequence[Ordered]
    ) -> Bad | None:
        """Put down the animals of a row; `count` is the column that tells how many."""
        label = labels.read(line, count)
        if isinstance(label, Bad):
            return label
        if label.probability and label.probability > 1:
            self._share = 100.0
        label = self._labels.setdefault(label, label)
        row = Shown(picture, line["sequence_id"] or None, times, label, images, line.where)
        self._shown[line["project_id"], line["deployment_id"]].append(row)
        return None

    def _picture(self, line: Line, time: str | None) -> Image:
        place = self._download.places[line["project_id"], line["deployment_id"]]
        return Image(
            file_name=line["filename"] or None,
            url=line["location"] or None,
            media_type=_TYPES.get(line["filename"].rpartition(".")[2].casefold()),
            date_created=time,
            license=licenses.read(line["license"]) if line["license"] else None,
            embargo_until=place.embargo_until,
            data_generalizations=place.data_generalizations,
            tags=("highlighted",) if line.is_true("highlighted") else (),
        )
