"""An archive on its way out: the core, its extensions, what describes them; row by row, nothing filled in."""

from __future__ import annotations

from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final

from logbook.errors import LogbookError
from logbook.formats import WHOLE, Outcome, outlets
from logbook.formats.dwca import eml, evidence, metafile
from logbook.formats.dwca.pictures import Pictures
from logbook.formats.dwca.telling import Teller
from logbook.formats.dwca.vocabulary import AUDIOVISUALS, EXTENSIONS, MEASUREMENTS, MULTIMEDIA, OCCURRENCES, Table
from logbook.patterns import pattern
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from logbook.formats import Job
    from logbook.formats.outlets import Outlet
    from logbook.records import Image, Sighting

_METADATA: Final = "eml.xml"
_SPECIAL: Final = pattern(r'[\t\n\r"]')


def outcomes(job: Job) -> Iterator[Outcome]:
    """Write the sightings of a job, and say of each what became of it, and of the whole what GBIF will miss.

    Raises LogbookError where the logbook lacks what every archive must say.
    """
    if job.now is None:
        raise LogbookError("an archive says when it was made")
    eml.require(job.book.info)
    return _written(job, job.now)


def _written(job: Job, now: datetime) -> Iterator[Outcome]:
    with outlets.packed(job, outlets.Seal("dwca")) as outlet:
        with ExitStack() as stack:
            archive = _Archive(job, outlet, stack)
            for number, sighting in job.sightings.items():
                yield archive.add(number, sighting)
        if archive.sightings:
            tables = [table for table in EXTENSIONS if archive.written[table.file]]
            for table in EXTENSIONS:
                if table not in tables:
                    (outlet.path / table.file).unlink()
            _describe(outlet, metafile.META, metafile.written(OCCURRENCES, tables, _METADATA))
            _describe(outlet, _METADATA, eml.written(job.book.info, now))
            outlet.keep()
            yield Outcome(WHOLE, "written", notes=(*eml.lacking(job.book.info), *archive.notes()))


def _describe(outlet: Outlet, name: str, text: str) -> None:
    with outlet.text(name) as stream:
        stream.write(text)


class _Archive:
    """The open tables of an archive, and how much has been written to each."""

    def __init__(self, job: Job, outlet: Outlet, stack: ExitStack) -> None:
        self._teller, self._pictures = Teller(job.book), Pictures(job.book)
        self._with_published = job.include_published
        self._streams: dict[str, IO[str]] = {}
        self.sightings = 0
        self.written: dict[str, int] = {}
        self._hidden: set[str] = set()
        self._unlicensed: set[str] = set()
        for table in (OCCURRENCES, *EXTENSIONS):
            stream = self._streams[table.file] = stack.enter_context(outlet.text(table.file))
            stream.write("\t".join(("id" if table is OCCURRENCES else "coreid", *table.names)) + "\n")
            self.written[table.file] = 0

    def add(self, number: int, sighting: Sighting) -> Outcome:
        """Write the occurrences of a sighting, each with all pictures; the breeding evidence stands at the first."""
        which = str(Id("sightings", number))
        if why := self._teller.why_not(sighting, with_published=self._with_published):
            return Outcome(which, "left out", notes=(why,))
        first = ""
        for row in self._teller.rows(sighting):
            core = row["occurrenceID"]
            first = first or core
            self._put(OCCURRENCES, row, core)
            for image in self._pictures.of(sighting):
                self._put(MULTIMEDIA, self._pictures.multimedia(image), core)
                self._put(AUDIOVISUALS, self._pictures.audiovisual(image), core)
                self._note(image)
        for row in evidence.rows(sighting):
            self._put(MEASUREMENTS, row, first)
        self.sightings += 1
        notes = ("no scientific name, by which GBIF goes",) if self._teller.lacks_name(sighting) else ()
        return Outcome(which, "written", notes=notes)

    def notes(self) -> Iterator[str]:
        """Say what nobody will see of it."""
        if self._hidden:
            many = f"{len(self._hidden):,} pictures have" if len(self._hidden) > 1 else "1 picture has"
            yield f"{many} no address: the archive says whose they are, and nobody can look at them"
        if self._unlicensed:
            many = f"{len(self._unlicensed):,} pictures go" if len(self._unlicensed) > 1 else "1 picture goes"
            yield f"{many} without a licence: terms, a refusal or a credit's licence speak against --media-license"

    def _put(self, table: Table, row: Mapping[str, str], core: str) -> None:
        cells = [core, *(row.get(name, "") for name in table.names)]
        self._streams[table.file].write("\t".join(map(_cell, cells)) + "\n")
        self.written[table.file] += 1

    def _note(self, image: Image) -> None:
        if image.url is None and image.uuid:
            self._hidden.add(image.uuid)
        if self._pictures.is_unlicensed(image):
            self._unlicensed.add(image.uuid or image.url or "")


def _cell(text: str) -> str:
    """Put what would break a row into quotes: every text comes back as it was."""
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text
