"""Camtrap DP, the exchange format for camera-trap data (TDWG): versions 1.0 to 1.0.2 are read, 1.0.2 is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats import Job, Outcome
    from logbook.formats.sources import Source

NAME = "camtrap-dp"
SUMMARY = "Camtrap DP 1.0, a folder or zip archive: deployments, pictures and what they show"
SUFFIXES = (".zip", ".json")
HOLDS = ("datapackage.json",)
OF = "sightings"
NEEDS_PLACE = True


def sniff(head: bytes) -> bool:
    """Tell whether a file is the datapackage.json of such a package; its tables lie beside it."""
    return b"camtrap-dp" in head and b'"resources"' in head


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read a package. Raises LogbookError where it is none, of another version, or lacks a table."""
    from logbook.formats.camtrap_dp import reading

    return reading.parts(source, manner)


def write(job: Job) -> Iterator[Outcome]:
    """Write a package. Raises LogbookError where the logbook does not say what every package must."""
    from logbook.formats.camtrap_dp import writing

    return writing.write(job)
