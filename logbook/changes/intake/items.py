"""What a format reads out of a file, before any of it is planned: records, and what became of everything else.

A reader gives these one by one, in the file's order, deployments and pictures before the sightings that refer to them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from logbook.records import Deployment, Image, Sighting, Taxon

GAP = timedelta(minutes=30)


class Where(NamedTuple):
    """Where in a source something stands: the file, and the line in it (the first is 1) where it has lines."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}, line {self.line}"


class Item(NamedTuple):
    """A record as its source has it, in our fields.

    `key` is its identity, made of the format's name, the data set's and the source's own id; it goes into
    `source_ids`, and a second import knows the record by it. References are keys of other items: `deployment`, and
    `images` in order. A sighting's `region` is as the source writes it, from small to large; a picture's credit is
    its `credit_line`. `original` is the row as it stands in the source, for a person to mend, or what gives it.
    `is_as_written` says that nobody has changed it since a logbook wrote it: it has nothing new for that logbook.
    """

    key: str
    record: Sighting | Image | Deployment | Taxon
    where: Where
    deployment: str | None = None
    images: tuple[str, ...] = ()
    original: str | Callable[[], str] = ""
    is_as_written: bool = False

    def row(self) -> str:
        """Give the row as it stands in the source."""
        return self.original if isinstance(self.original, str) else self.original()


class Bad(NamedTuple):
    """A row that cannot be taken: where it is, which column and value of it are wrong, why, and the row itself."""

    where: Where
    reason: str
    column: str | None = None
    value: str | None = None
    original: str = ""

    def __str__(self) -> str:
        from logbook.sentences import quoted

        at = f", column {self.column}" if self.column else ""
        value = "" if self.value is None else quoted(self.value)
        return f"{self.where}{at}: {'' if value in self.reason else f'{value}: '}{self.reason}"


class Read(NamedTuple):
    """So many rows of a file were read: `what` is their plural, such as "observations"."""

    file: str
    what: str
    many: int = 1


class LeftOut(NamedTuple):
    """Rows that are not for a logbook, and why: "humans", "blanks"."""

    why: str
    many: int = 1


class Said(NamedTuple):
    """A sentence for the person who imports: what was tolerated, what has no place in a logbook."""

    sentence: str


class Facts(Struct, frozen=True, kw_only=True):
    """What a data set says of itself, for the `logbook` record: fields of `Info`, in its words."""

    title: str | None = None
    description: str | None = None
    license: str | None = None
    media_license: str | None = None
    contributors: tuple[dict[str, Any], ...] = ()
    project: dict[str, Any] | None = None


class Detected(NamedTuple):
    """What a machine found on a picture that the logbook should have, by the path of its file in the source."""

    file: str
    detections: tuple[dict[str, Any], ...]
    where: Where


Part = Item | Bad | Read | LeftOut | Said | Facts | Detected


class Manner(Struct, frozen=True, kw_only=True):
    """How a source is to be read, as the person said.

    `columns` maps our fields to a table's headings; `fields` are those of sightings and pictures that are set where a
    row says nothing (plain JSON values; readers need not set them, but must not miss what they give); `timezone` is an
    IANA name or an offset for times that have none; rows of a camera are one event where no more than `gap` lies
    between them; `grouped` says that rows of a plain table are to be grouped so.
    """

    now: datetime
    columns: Mapping[str, str] = {}
    fields: Mapping[str, Any] = {}
    timezone: str | None = None
    gap: timedelta = GAP
    grouped: bool = False
    without_media: bool = False
