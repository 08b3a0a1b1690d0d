"""Downloads from Wildlife Insights: a folder or zip of projects, deployments, cameras, images, and often sequences.

No page says what is in them; the files do: times have no zone, a licence has no version, a species may hold a
subspecies ("scrofa scrofa"), and newer downloads have an `images_ID.csv` for each project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.sources import Source

NAME = "wildlife-insights"
SUMMARY = "a download from Wildlife Insights, as a folder or zip; one sighting an event"
SUFFIXES = (".zip",)
HOLDS = ("projects.csv", "deployments.csv")


def sniff(head: bytes) -> bool:
    """Tell whether a file is the images or sequences of a download, which cannot be read without the others."""
    return b"wi_taxon_id" in head.replace(b"\0", b"").partition(b"\n")[0]


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read a download: facts, deployments, the pictures of animals, and a sighting for each event.

    Raises LogbookError where a file of it is missing or is not as Wildlife Insights writes it.
    """
    from logbook.formats.wildlife_insights import reading

    return reading.parts(source, manner)
