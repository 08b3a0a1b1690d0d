"""The media of a Camtrap DP package: those of an event in which an animal was seen become pictures of its sighting.

Blank ones are among them, before the animal came and after it went; those that show people or another species are not.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from logbook.changes.intake.items import Bad, Item, LeftOut, Read, Said
from logbook.formats.camtrap_dp import columns
from logbook.formats.camtrap_dp.package import is_url
from logbook.records import Image

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.camtrap_dp.columns import Columns, Convert
    from logbook.formats.camtrap_dp.package import Package
    from logbook.formats.camtrap_dp.waiting import Encounters
    from logbook.formats.tabular import Row, Table

_REQUIRED: Final = ("mediaID", "deploymentID", "timestamp", "filePath", "filePublic", "fileMediatype")
_KNOWN: Final[Mapping[str, Convert]] = {
    "mediaID": columns.text,
    "deploymentID": columns.name,
    "filePath": columns.path,
    "filePublic": columns.yes_or_no,
    "fileName": columns.text,
    "fileMediatype": columns.media_type,
}
_MEDIUM: Final = "media"
"""The kind of a medium, in keys."""
_ANIMAL: Final = "animal"
_PEOPLE: Final = frozenset(("human", "vehicle"))
_UNTOLD: Final = frozenset(("unknown", "unclassified"))


class Label(NamedTuple):
    """What a media-level observation says of a medium."""

    event_id: str
    kind: str
    name: str


class _Medium(NamedTuple):
    """What is known of a medium besides its own row. Those of one event are the same, and one object."""

    deployment: str
    labels: tuple[Label, ...] = ()


class Media:
    """The media of a package. They are read twice: first which there are, and in the end those that are taken."""

    def __init__(self, package: Package, manner: Manner) -> None:
        self._package = package
        self._times: Mapping[str, Convert] = {"timestamp": columns.moment(manner.timezone)}
        self._media: dict[str, _Medium] = {}
        self._same: dict[_Medium, _Medium] = {}
        self._read, self._gone = 0, 0

    def __contains__(self, own: str) -> bool:
        return own in self._media

    def check(self, deployments: Collection[str]) -> Iterator[Part]:
        """Read which media there are, and give the rows that cannot be taken."""
        table = self._package.table("media")
        sheet = self._columns(table)
        for row in table.rows:
            self._read += 1
            if isinstance(row, Bad):
                yield row
                continue
            fields = sheet.fields(row)
            if isinstance(fields, Bad):
                yield fields
            elif fields["media_id"] in self._media:
                yield sheet.bad(row, "mediaID", "it is given twice")
            elif fields["deployment_id"] not in deployments:
                yield sheet.bad(row, "deploymentID", "no deployment that can be taken has this id")
            else:
                self._media[fields["media_id"]] = self._shared(_Medium(fields["deployment_id"]))
        yield Read(table.file, "media", self._read)
        yield from map(Said, table.notes)

    def label(self, own: str, label: Label) -> None:
        """Note what a media-level observation says of a medium."""
        medium = self._media[own]
        if label not in medium.labels:
            self._media[own] = self._shared(medium._replace(labels=(*medium.labels, label)))

    def pictures(self, encounters: Encounters) -> Iterator[Part]:
        """Give the pictures of encounters, and note in these which are theirs."""
        table = self._package.table("media")
        sheet = self._columns(table)
        links = _Links(encounters, {one for medium in self._same for one in medium.labels})
        left_out = 0
        for row, fields, medium in self._good(table, sheet):
            found = links.of(fields["media_id"], medium, fields["timestamp"])
            if not found:
                left_out += 1
                continue
            sheet.lose(row)
            instant = _instant(fields["timestamp"])[1]
            key = self._package.key(_MEDIUM, fields["media_id"])
            for number in found:
                encounters.take(number, key, instant)
            yield self._item(key, sheet, row, fields)
        if left_out:
            yield LeftOut("media of no animal that is taken", left_out)
        yield from self._files_told()
        yield from sheet.told()

    def _good(self, table: Table, sheet: Columns) -> Iterator[tuple[Row, dict[str, Any], _Medium]]:
        """Give the rows that were not refused in the first reading; of two with one id, that is one."""
        for row in table.rows:
            if isinstance(row, Bad) or isinstance(fields := sheet.fields(row), Bad):
                continue
            medium = self._media.get(fields["media_id"])
            if medium and medium.deployment == fields["deployment_id"]:
                del self._media[fields["media_id"]]
                yield row, fields, medium

    def _columns(self, table: Table) -> Columns:
        return columns.Columns(table, {**_KNOWN, **self._times}, _REQUIRED)

    def _shared(self, medium: _Medium) -> _Medium:
        return self._same.setdefault(medium, medium)

    def _item(self, key: str, sheet: Columns, row: Row, fields: dict[str, Any]) -> Item:
        at = fields["file_path"]
        place = {"url": at} if is_url(at) else {"file": self._file(at), "file_name": at.rpartition("/")[2]}
        place |= {"file_name": fields["file_name"]} if "file_name" in fields else {}
        identity = self._package.identity(_MEDIUM, fields["media_id"])
        record = Image(
            **place,
            uuid=identity and identity.uuid,
            data_generalizations=identity and identity.data_generalizations,
            # A file that is not packed is public to nobody, whatever our record says of it.
            file_public=None if identity and not is_url(at) else fields["file_public"],
            media_type=fields["file_mediatype"],
            date_created=fields["timestamp"],
            license=self._package.media_license,
        )
        as_written = self._package.is_as_written(_MEDIUM, fields["media_id"], row)
        return Item(key, record, sheet.where(row), original=row.original, is_as_written=as_written)

    def _file(self, at: str) -> str | None:
        path = self._package.source.file(self._package.file(at))
        self._gone += path is None
        return path.absolute().as_posix() if path else None

    def _files_told(self) -> Iterator[Said]:
        if self._gone and self._package.source.is_archive:
            told = "their records have no file; unpack it and import the folder, if the files are wanted"
            yield Said(f"pictures that are in the archive, if anywhere: {self._gone:,}; {told}")
        elif self._gone:
            yield Said(f"pictures whose files are not there: {self._gone:,}; their records have no file")


class _Links:
    """Which encounters a medium belongs to; `labels` are what media-level observations say of any."""

    def __init__(self, encounters: Encounters, labels: set[Label]) -> None:
        self._shown = {(label.event_id, label.name) for label in labels}
        named = {label.event_id for label in labels}
        self._encounters = encounters
        self._by_media: dict[str, list[int]] = {}
        self._by_event: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._periods: defaultdict[tuple[str, bool], _Periods] = defaultdict(_Periods)
        for number in range(len(encounters)):
            encounter = encounters[number]
            first, media = encounter.first, encounter.media
            if first.event_id in named:
                self._by_event[first.deployment_id, first.event_id].append(number)
            if media is not None:
                alone = [number]
                for own in media:
                    self._by_media[own] = self._by_media[own] + alone if own in self._by_media else alone
                continue
            start, _, end = encounter.when.partition("/")
            zoned, begin = _instant(start)
            self._periods[first.deployment_id, zoned].put(begin, _instant(end)[1] if end else begin, number)

    def of(self, own: str, medium: _Medium, time: str) -> list[int]:
        """Give the encounters of a medium: those that name it; else those of its event that it can show."""
        if own in self._by_media:
            return self._by_media[own]
        names = {label.event_id for label in medium.labels if label.event_id}
        found = [one for name in names for one in self._by_event.get((medium.deployment, name), ())]
        if not names:
            zoned, instant = _instant(time)
            period = self._periods.get((medium.deployment, zoned))
            found = period.at(instant) if period else []
        return self._showing(found, medium.labels)

    def _showing(self, found: list[int], labels: tuple[Label, ...]) -> list[int]:
        """Leave out those that a medium does not show, by what media-level observations say of it.

        It shows another species, while other pictures of the event do show this one; or people and no animal.
        """
        kinds = {label.kind for label in labels}
        named = {label.name for label in labels if label.kind == _ANIMAL}
        if kinds & _PEOPLE and not named:
            return []
        if not named or "" in named or kinds & _UNTOLD:
            return found
        firsts = ((number, self._encounters[number].first) for number in found)
        return [
            number
            for number, one in firsts
            if one.scientific_name in named or (one.event_id or "", one.scientific_name) not in self._shown
        ]


class _Periods:
    """The times of one deployment's encounters, asked for a moment."""

    __slots__ = ("_are_in_order", "_encounters", "_ends", "_longest", "_starts")

    def __init__(self) -> None:
        self._starts, self._ends, self._longest = array("d"), array("d"), 0.0
        self._encounters = array("q")
        self._are_in_order = True

    def put(self, start: float, end: float, number: int) -> None:
        """Take in an encounter."""
        self._are_in_order &= not self._starts or (self._starts[-1], self._ends[-1]) <= (start, end)
        self._starts.append(start)
        self._ends.append(end)
        self._encounters.append(number)
        self._longest = max(self._longest, end - start)

    def at(self, instant: float) -> list[int]:
        """Give the encounters of a moment, in the order of their times."""
        self._order()
        first = bisect_right(self._starts, instant - self._longest - 1)
        last = bisect_right(self._starts, instant)
        return [self._encounters[one] for one in range(first, last) if instant <= self._ends[one]]

    def _order(self) -> None:
        if not self._are_in_order:
            order = sorted(range(len(self._starts)), key=lambda one: (self._starts[one], self._ends[one]))
            self._starts, self._ends = (array("d", map(each.__getitem__, order)) for each in (self._starts, self._ends))
            self._encounters = array("q", map(self._encounters.__getitem__, order))
            self._are_in_order = True


def _instant(time: str) -> tuple[bool, float]:
    """Give whether a stored time has an offset, and its seconds; those of times without are by the clock as written."""
    moment = datetime.fromisoformat(time)
    zoned = moment.tzinfo is not None
    return zoned, (moment if zoned else moment.replace(tzinfo=UTC)).timestamp()
