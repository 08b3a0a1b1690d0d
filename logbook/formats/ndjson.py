"""NDJSON: a sighting a line, as `list --format ndjson` gives it; and lines of other programs, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook.errors import LogbookError
from logbook.formats import Outcome, objects, outlets
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Bad, Manner, Part
    from logbook.formats import Job
    from logbook.formats.rows.keyed import Keyed
    from logbook.formats.sources import Source

NAME = "ndjson"
SUMMARY = "a JSON object a line, one for each sighting, as `list --format ndjson` has it"
SUFFIXES = (".ndjson", ".jsonl")
HOLDS: tuple[str, ...] = ()
OF = "sightings"
NEEDS_PLACE = True

_BOM = b"\xef\xbb\xbf"
_LONGEST = 16 << 20
"""Bytes of a line; no record has a thousandth of them."""


def sniff(head: bytes) -> bool:
    """Tell whether the first line of a file is a JSON object, and the next begins one; or it is alone, and plain."""
    first, _, rest = head.removeprefix(_BOM).lstrip().partition(b"\n")
    made = _object(first)
    if made is None:
        return False
    if rest.lstrip().startswith(b"{"):
        return True
    from logbook.formats.rows import keyed

    return not rest.strip() and (objects.is_ours(made) or keyed.is_plain(made))


def read(source: Source, manner: Manner) -> Iterator[Part]:
    """Read the sightings: our own as they were written, others by what their keys mean, as the headings of a table.

    A line that is no JSON object is bad. Raises LogbookError where nothing in the others tells a species.
    """
    from logbook.formats import rows
    from logbook.formats.rows import keyed

    name = rows.sole(source)
    return keyed.read(source, name, lambda: _lines(source, name), manner, format_=NAME, what="lines")


def write(job: Job) -> Iterator[Outcome]:
    """Write a line a sighting."""
    with outlets.file(job, outlets.Head(_is_export)) as outlet, outlet.stream() as stream:
        for number, sighting in job.sightings.items():
            stream.write(msgspec.json.encode(objects.of(number, sighting)) + b"\n")
            outlet.keep()
            yield Outcome(str(Id("sightings", number)), "written")


def _lines(source: Source, name: str) -> Iterator[Keyed | Bad]:
    """Give each line that is not empty."""
    from logbook.changes.intake.items import Bad, Where
    from logbook.formats.rows.keyed import Keyed

    with source.open(name) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST + 1), b""), 1):
            if len(line) > _LONGEST:
                raise LogbookError(f"{name}, line {number:,} has no end; it is no NDJSON")
            data = line.removeprefix(_BOM).strip()
            if not data:
                continue
            made, text = _object(data), data.decode("utf-8", "replace")
            if made is None:
                yield Bad(Where(name, number), "the line is no JSON object; write one a line, in UTF-8", original=text)
            else:
                yield Keyed(number, made, text)


def _is_export(head: bytes) -> bool:
    return head.startswith(b'{"id":"s') and b'"uuid":' in head and b'"breeding_level":' in head


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        return objects.decoded(line, dict[str, Any])
    except msgspec.MsgspecError:
        return None
