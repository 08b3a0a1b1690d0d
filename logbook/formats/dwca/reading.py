"""An archive on its way in: what it says of itself, then its pictures, then its occurrences."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import msgspec

from logbook import licenses
from logbook.changes.intake.items import Item, LeftOut, Read, Said
from logbook.errors import LogbookError
from logbook.formats import markup
from logbook.formats.dwca import NAME, eml, localities, metafile, occurrences, pictures, properties, rows
from logbook.formats.dwca.rows import Row
from logbook.formats.dwca.vocabulary import AUDIOVISUAL, EVENT, MEASUREMENT, OCCURRENCE, SIMPLE_MULTIMEDIA, name
from logbook.formats.terms import Setting
from logbook.formats.terms.whole import WrongError
from logbook.records import Image, Sighting
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.dwca.metafile import File
    from logbook.formats.dwca.properties import Occurrence
    from logbook.formats.sources import Source

_IDENTITIES: Final = ("occurrenceID", "gbifID")
_DATA_SETS: Final = ("datasetKey", "datasetID")
_UNDERSTOOD: Final = frozenset({*_IDENTITIES, *_DATA_SETS, "license"})
_TO_CITE: Final = ("citations.txt", "rights.txt")
_JOINED: Final = frozenset({OCCURRENCE, SIMPLE_MULTIMEDIA, AUDIOVISUAL})
"""Extensions that are read, row by row of the core."""
_SENTENCES: Final = frozenset(
    {occurrences.WITH_AUTHORS, occurrences.NO_ISO_DATE, localities.ANOTHER_DATUM, pictures.NO_DATE}
)
"""What is counted beside the terms that have no place; a term may be any text at all."""
_MOST_NAMED: Final = 8


def parts(source: Source, manner: Manner) -> Iterator[Part]:
    """Read an archive. Raises LogbookError where it is broken, or its core holds neither occurrences nor events."""
    return _Reading(source, manner).parts()


class _Reading:
    """What has been met so far: pictures by the rows of the core they belong to, values that have no place."""

    def __init__(self, source: Source, manner: Manner) -> None:
        self._source = source
        self._setting = Setting(manner.now, manner.timezone)
        self._archive = metafile.read(source)
        self._occurrences = self._with_occurrences()
        self._data_set = ""
        self._ours = False
        self._pictures: defaultdict[str, list[str]] = defaultdict(list)
        self._seen: set[str] = set()
        self._unheld: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._licenses: Counter[str] = Counter()
        self._pending: dict[str, list[tuple[Occurrence, Row]]] = {}
        self._nameless = 0

    def _with_occurrences(self) -> File:
        """Find the occurrences: in the core, else beside the events that are the core."""
        core = self._archive.core
        joined = [file for file in self._archive.extensions if file.row_type in _JOINED]
        if unlinked := [file for file in (core, *joined) if joined and file.link is None]:
            which = f"the {'id' if unlinked[0] is core else 'coreid'} of {unlinked[0].locations[0]}"
            raise LogbookError(f"{metafile.META} does not say which column is {which}, by which rows belong together")
        if core.row_type == OCCURRENCE:
            return core
        beside = [file for file in self._archive.extensions if file.row_type == OCCURRENCE]
        if core.row_type == EVENT and len(beside) == 1:
            return beside[0]
        held = name(core.row_type) or "nothing that it names"
        lacking = "without their occurrences" if core.row_type == EVENT else "and a logbook takes occurrences"
        raise LogbookError(f"the core of {self._source.name} is of the class {held}, {lacking}; nothing was read")

    def parts(self) -> Iterator[Part]:
        yield from self._of_itself()
        # Our own archives say all of their pictures in Audiovisual Core, and less of them in the other.
        for row_type in (AUDIOVISUAL,) if self._ours else (AUDIOVISUAL, SIMPLE_MULTIMEDIA):
            for file in self._archive.extensions:
                if file.row_type == row_type:
                    yield from self._images(file)
        yield from self._sightings()
        yield from self._left_over()

    def _of_itself(self) -> Iterator[Part]:
        """Give what the metadata say of the data set; metadata that cannot be read are no reason to stop."""
        if self._archive.metadata:
            try:
                described = markup.read(self._source, self._archive.metadata)
            except LogbookError as error:
                yield Said(f"{error}; what it says of the data set was not read")
            else:
                self._ours = described.get("system") == eml.SYSTEM
                if facts := eml.read(described):
                    self._data_set = eml.identity(described)
                    yield facts
        if to_cite := [file for file in self._source.names() if file.rpartition("/")[2] in _TO_CITE]:
            yield Said(f"{' and '.join(to_cite)} in {self._source.name} say how these data are to be cited, and used")

    def _images(self, file: File) -> Iterator[Part]:
        for row in rows.read(self._source, file):
            if not isinstance(row, Row):
                yield row
                continue
            yield Read(row.where.file, "media")
            if not row.core:
                yield row.bad("it names no row of the core that it belongs to", "coreid")
                continue
            unheld = self._unheld[row.where.file]
            unheld.update(term for term in row.terms if term not in pictures.HELD)
            made = pictures.fields(row.terms, self._setting.timezone, unheld, ours=self._ours)
            if not made:
                yield LeftOut("media of which nothing is said")
                continue
            key = f"{NAME}:{self._data_set}:media:{pictures.identity(row.terms) or _digest(row)}"
            if key not in self._pictures[row.core]:
                self._pictures[row.core].append(key)
            if key not in self._seen:
                self._seen.add(key)
                yield Item(key, msgspec.convert(made, Image), row.where, original=row.original)

    def _sightings(self) -> Iterator[Part]:
        of_events = self._occurrences is not self._archive.core
        events = {}
        for row in rows.read(self._source, self._archive.core) if of_events else ():
            yield Read(row.where.file, "events") if isinstance(row, Row) else row
            if isinstance(row, Row):
                events[row.core] = {"eventID": row.core, **row.terms}
        for row in rows.read(self._source, self._occurrences):
            if not isinstance(row, Row):
                yield row
                continue
            yield Read(row.where.file, "occurrences")
            if of_events and row.core not in events:
                yield row.bad("its event is not among those that could be read", "coreid", row.core)
                continue
            yield from self._occurrence(row._replace(terms={**events.get(row.core, {}), **row.terms}))
        for pending in list(self._pending.values()):
            (first, _), *_ = pending
            yield Said(f"of the {first.of} occurrences of {first.uuid} only {len(pending)} are there")
            yield from self._sighting(pending)

    def _occurrence(self, row: Row) -> Iterator[Part]:
        if why := occurrences.left_out(row.terms):
            yield LeftOut(why)
        elif own := properties.own(row.terms):
            yield from self._own(own, row)
        else:
            yield self._foreign(row)

    def _own(self, own: Occurrence, row: Row) -> Iterator[Part]:
        """Wait for the other animals of a sighting that we have written, and put it together again."""
        pending = self._pending.setdefault(own.uuid, [])
        if any(other.entry == own.entry for other, _ in pending):
            yield row.bad("the occurrence is there already", "occurrenceID", row.terms["occurrenceID"])
            return
        pending.append((own, row))
        if len(pending) == own.of:
            yield from self._sighting(pending)

    def _sighting(self, pending: list[tuple[Occurrence, Row]]) -> Iterator[Part]:
        (own, row), *_ = pending
        del self._pending[own.uuid]
        images = dict.fromkeys(key for _, one in pending for key in self._pictures.get(one.core, ()))
        try:
            sighting = properties.sighting([one for one, _ in pending], self._setting)
        except WrongError as error:
            yield row.bad(str(error), error.target, error.value)
        except msgspec.ValidationError as error:
            yield row.bad(str(error), "dynamicProperties", row.terms["dynamicProperties"])
        else:
            key = f"{NAME}::occurrence:{own.uuid}"
            yield Item(key, sighting, row.where, images=tuple(images), original=row.original)

    def _foreign(self, row: Row) -> Part:
        unheld = self._unheld[row.where.file]
        unheld.update(term for term in row.terms if term not in occurrences.HELD and term not in _UNDERSTOOD)
        if "license" in row.terms:
            self._licenses[licenses.read(row.terms["license"])] += 1
        try:
            sighting = msgspec.convert(occurrences.fields(row.terms, self._setting, unheld), Sighting)
        except WrongError as error:
            return row.bad(str(error), error.target, error.value)
        images = tuple(self._pictures.get(row.core, ()))
        return Item(self._key(row), sighting, row.where, images=images, original=row.original)

    def _key(self, row: Row) -> str:
        """Give the identity of an occurrence; one without any is known by all that its row says."""
        identity = next((row.terms[term] for term in _IDENTITIES if term in row.terms), None)
        if identity is None and self._occurrences is self._archive.core:
            identity = row.core
        if not identity:
            self._nameless += 1
            identity = _digest(row)
        data_set = next((row.terms[term] for term in _DATA_SETS if term in row.terms), self._data_set)
        return f"{NAME}:{data_set}:occurrence:{identity}"

    def _left_over(self) -> Iterator[Part]:
        """Say what was read and has no place, and what was not read at all."""
        for file, unheld in self._unheld.items():
            many = {term: count for term, count in unheld.items() if count and term not in _SENTENCES}
            if many:
                named = listed((f"{term} ({count:,})" for term, count in many.items()), _MOST_NAMED)
                yield Said(f"{file} has what a logbook has no place for: {named}")
            for sentence, count in unheld.items():
                if count and sentence in _SENTENCES:
                    yield Said(f"{file}: {sentence.format(many=count)}")
        if self._licenses:
            yield Said(f"the occurrences are under {listed(f'{one} ({n:,})' for one, n in self._licenses.items())}")
        if self._nameless:
            yield Said(f"{self._nameless:,} occurrences have no id; they are known again by all that their rows say")
        taken = {OCCURRENCE, SIMPLE_MULTIMEDIA, AUDIOVISUAL, *((MEASUREMENT,) if self._ours else ())}
        if others := [name(file.row_type) for file in self._archive.extensions if file.row_type not in taken]:
            yield Said(f"extensions that a logbook has no place for were not read: {listed(others, _MOST_NAMED)}")


def _digest(row: Row) -> str:
    said = "\n".join(f"{term}\t{text}" for term, text in sorted(row.terms.items()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
