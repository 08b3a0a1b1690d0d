"""Darwin Core archives (TDWG's text guide): occurrences with their pictures, as GBIF takes and gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats import Job, Outcome
    from logbook.formats.sources import Source

NAME = "dwca"
SUMMARY = "Darwin Core archive with pictures and their credits, as GBIF takes and gives it"
SUFFIXES = (".zip",)
HOLDS = ("meta.xml",)
OF = "sightings"
NEEDS_PLACE = True


def sniff(head: bytes) -> bool:
    """Tell whether a file is the meta.xml of an archive; archives are known by their holding one."""
    return b"http://rs.tdwg.org/dwc/text/" in head and b"<archive" in head


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the occurrences of an archive, and its pictures. Raises LogbookError where it is none of occurrences."""
    from logbook.formats.dwca.reading import parts

    return parts(source, manner)


def write(job: Job) -> Iterator[Outcome]:
    """Write an archive of sightings. Raises LogbookError where the logbook lacks what its metadata need."""
    from logbook.formats.dwca.writing import outcomes

    return outcomes(job)
