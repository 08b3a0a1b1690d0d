"""The observations of a Camtrap DP package: those of animals become encounters, the others are counted."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Final

from logbook.changes.intake.items import Bad, LeftOut, Read, Said
from logbook.errors import BadValueError
from logbook.formats.camtrap_dp import columns, marks
from logbook.formats.camtrap_dp.encounters import MACHINE, Observed
from logbook.formats.camtrap_dp.media import Label
from logbook.formats.camtrap_dp.waiting import Encounters, Shown
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.camtrap_dp.columns import Convert
    from logbook.formats.camtrap_dp.media import Media
    from logbook.formats.camtrap_dp.package import Package
    from logbook.formats.tabular import Row

    _Event = tuple[str, str, str, str]

_TABLE: Final = "observations"
_LEVELS: Final = ("media", "event")
_ANIMAL: Final = "animal"
_LEFT_OUT: Final = {
    "human": "humans",
    "vehicle": "vehicles",
    "blank": "blanks",
    "unknown": "unknown",
    "unclassified": "unclassified",
}
_NAMELESS: Final = "animals without a scientific name"
_FINER: Final = "media-level observations of deployments that have event-level ones"
_REQUIRED: Final = (
    *("observationID", "deploymentID", "eventStart", "eventEnd"),
    *("observationLevel", "observationType"),
)
_KNOWN: Final[Mapping[str, Convert]] = {
    "observationID": columns.text,
    "deploymentID": columns.name,
    "mediaID": columns.text,
    "eventID": columns.name,
    "observationLevel": columns.word(*_LEVELS),
    "observationType": columns.word(_ANIMAL, *_LEFT_OUT),
    "scientificName": columns.name,
    "count": columns.whole(1),
    "lifeStage": columns.word("adult", "subadult", "juvenile"),
    "sex": columns.word("female", "male"),
    "behavior": columns.name,
    "individualID": columns.text,
    "classificationMethod": columns.word("human", MACHINE),
    "classifiedBy": columns.name,
    "classificationProbability": columns.number(0, 1),
    "observationTags": columns.listed,
    "observationComments": columns.text,
}


class Observations:
    """The observations of a package; `names`, of species, and `encounters` are complete when they have been read."""

    def __init__(self, package: Package, manner: Manner, deployments: Collection[str], media: Media | None) -> None:
        self._package, self._manner, self._deployments, self._media = package, manner, deployments, media
        self._by_event = _with_events(package)
        self._table = package.table(_TABLE)
        moment = columns.moment(manner.timezone)
        times = dict.fromkeys(("eventStart", "eventEnd", "classificationTimestamp"), moment)
        self._sheet = columns.Columns(self._table, {**_KNOWN, **times}, _REQUIRED)
        self._ids: set[str] = set()
        self._left_out: Counter[str] = Counter()
        self._found: dict[bytes, int] = {}
        self._first: dict[str, _Event] = {}
        self._shown = Shown()
        self.names: set[str] = set()
        self.encounters = Encounters(package, self._table.file)

    def read(self) -> Iterator[Part]:
        """Read the table, and give the rows that cannot be taken, and what is left out."""
        many = 0
        for row in self._table.rows:
            many += 1
            bad = row if isinstance(row, Bad) else self._fault(row) or self._take(row)
            if bad:
                yield bad
        self._ids.clear()
        self._found, self._first = {}, {}
        for rows in self._shown.events(self._manner.gap):
            self.encounters.put(rows)
        self._shown = Shown()
        yield Read(self._table.file, "observations", many)
        yield from (LeftOut(why, count) for why, count in self._left_out.items())
        yield from map(Said, self._table.notes)
        yield from self._sheet.told()

    def _fault(self, row: Row) -> Bad | None:
        """Find what no row may lack, whatever was observed: an identity, and what it refers to."""
        own = self._sheet.text(row, "observationID")
        if not own or own in self._ids:
            return self._sheet.bad(row, "observationID", "it is given twice" if own else "it must not be empty")
        self._ids.add(own)
        if self._sheet.text(row, "deploymentID") not in self._deployments:
            return self._sheet.bad(row, "deploymentID", "no deployment that can be taken has this id")
        medium = self._sheet.text(row, "mediaID")
        if medium and self._media is not None and medium not in self._media:
            return self._sheet.bad(row, "mediaID", "no medium that can be taken has this id")
        for heading, known in (("observationLevel", _LEVELS), ("observationType", (_ANIMAL, *_LEFT_OUT))):
            if self._sheet.text(row, heading) not in known:
                return self._sheet.bad(row, heading, f"is none of {', '.join(known)}")
        return None

    def _take(self, row: Row) -> Bad | None:
        """Take a row, or count why it is left out."""
        text = self._sheet.text
        is_event, kind = text(row, "observationLevel") == "event", text(row, "observationType")
        if not is_event:
            self._label(row)
        if not is_event and text(row, "deploymentID") in self._by_event:
            self._left_out[_FINER] += 1
            return None
        if kind != _ANIMAL or not text(row, "scientificName"):
            self._left_out[_LEFT_OUT.get(kind, _NAMELESS)] += 1
            return None
        return self._animal(row, is_event=is_event)

    def _label(self, row: Row) -> None:
        """Note for its medium what a media-level observation shows."""
        text = self._sheet.text
        medium = text(row, "mediaID")
        if self._media is not None and medium:
            label = Label(text(row, "eventID"), text(row, "observationType"), text(row, "scientificName"))
            self._media.label(medium, label)

    def _animal(self, row: Row, *, is_event: bool) -> Bad | None:
        fields = self._sheet.fields(row)
        if isinstance(fields, Bad):
            return fields
        try:
            when = columns.interval(fields["event_start"], fields["event_end"])
        except BadValueError as error:
            return self._sheet.bad(row, "eventEnd", str(error).removeprefix(f"{quoted(fields['event_end'])} "))
        self._sheet.lose(row)
        if self._package.is_ours:
            fields["observation_tags"], fields["marks"] = marks.read(fields.get("observation_tags", ()))
        as_written = self._package.is_as_written(_TABLE, fields["observation_id"], row)
        text = self.encounters.keep(row.original)
        one = Observed(**fields, line=row.line, text=text, is_as_written=as_written)
        self.names.add(one.scientific_name)
        if is_event:
            self._join(one, when)
        else:
            self._shown.take(one)
        return None

    def _join(self, one: Observed, when: str) -> None:
        """Put an event-level observation to those of its encounter. Two sightings of ours stay two."""
        event = one.deployment_id, one.event_id or "", one.scientific_name, when
        identity = self._package.identity(_TABLE, one.observation_id)
        if identity and self._first.setdefault(identity.uuid, event) != event:
            identity = None  # somebody has made two of one sighting: the first is that one, and the other new
        # A machine's word stays apart from a person's: it must not be part of what the person is named for.
        at = _digest(*event, identity.uuid if identity else str(one.by_machine))
        if at in self._found:
            self.encounters.join(self._found[at], one)
        else:
            self._found[at] = self.encounters.begin(one, identity)


def _digest(*names: str) -> bytes:
    """Give what stands for some names: of a million events these would fill a hundred megabytes."""
    return hashlib.blake2b(repr(names).encode(), digest_size=16).digest()


def _with_events(package: Package) -> frozenset[str]:
    """Find the deployments that have event-level observations: there, media-level ones would count all twice."""
    table = package.table(_TABLE)
    at = [table.headings.index(name) for name in ("deploymentID", "observationLevel") if name in table.headings]
    if len(at) < len(_LEVELS):
        return frozenset()
    deployment, level = at
    return frozenset(
        row.cells[deployment] for row in table.rows if not isinstance(row, Bad) and row.cells[level] == "event"
    )
