"""Writing our own CSV."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from logbook.formats import Outcome, outlets
from logbook.formats.csv import columns
from logbook.records import Id
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.formats import Job


def write(job: Job) -> Iterator[Outcome]:
    """Write a row a sighting; one whose text holds NUL, which no table can, is left out."""
    pictured = Pictured(job.book)
    with outlets.file(job, outlets.Head(_is_export)) as outlet, outlet.stream() as stream:
        stream.write(codecs.BOM_UTF8)
        stream.write(_line(list(columns.COLUMNS)))
        for number, sighting in job.sightings.items():
            lines = [line for _, image in pictured.images(sighting) if (line := pictured.line(image))]
            written = _line(columns.row(number, sighting, dict.fromkeys(lines)))
            if b"\0" in written:
                yield Outcome(str(Id("sightings", number)), "left out", notes=("its text holds a NUL character",))
                continue
            stream.write(written)
            outlet.keep()
            yield Outcome(str(Id("sightings", number)), "written")


def _is_export(head: bytes) -> bool:
    heading = head.removeprefix(codecs.BOM_UTF8).splitlines()[:1]
    return any(columns.is_ours(line.decode(errors="replace").split(",")) for line in heading)


def _line(cells: list[str | float]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
