"""CSV: one row a sighting, for spreadsheets; and any table of sightings that another program wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats import Job, Outcome
    from logbook.formats.sources import Source

NAME = "csv"
SUMMARY = "a table for spreadsheets, one row a sighting; any table is read, with --map where its headings need it"
SUFFIXES = (".csv", ".tsv", ".txt")
HOLDS: tuple[str, ...] = ()
OF = "sightings"
NEEDS_PLACE = True


def sniff(head: bytes) -> bool:
    """Tell whether a file is text whose first line could be the headings of a table; to be asked last."""
    from logbook.formats import tabular

    return not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[", b"<", b"%")) and tabular.looks_like_one(head)


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the sightings of a table. Raises LogbookError where it is none, or nothing in it tells a species."""
    from logbook.formats.csv import reading

    return reading.read(source, manner)


def write(job: Job) -> Iterator[Outcome]:
    """Write the sightings as RFC 4180 has it, with a byte-order mark, without which Excel takes UTF-8 for cp1252."""
    from logbook.formats.csv import writing

    return writing.write(job)
