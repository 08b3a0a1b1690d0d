"""Splicing: the pieces that a changed file is put together from, most of them ranges of the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from logbook.store.layout import CLOSING, KNOWN, encode_table, lines, locate
from logbook.store.raw import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logbook.store.layout import Layout
    from logbook.store.raw import Data, Piece

    Edits: TypeAlias = Mapping[str, Mapping[int, bytes | None]]


def splice(data: Data, found: Layout, edits: Edits, *, undoes: bool = False) -> Iterator[Piece]:
    """Give all from `found.rest` on with some records changed: ranges to be copied and new bytes between them.

    `edits` is new JSON, or None for a record to be taken out, by table and number. A table that is not there is made,
    before the last one; where `undoes` says so, such tables go again with their last record.
    """
    gone = _emptied(data, found, edits) if undoes else set()
    at, header = found.rest, found.rest + len(CLOSING) - 1
    for name, body in found.bodies.items():
        if name == KNOWN[-1] and not edits.keys() <= found.bodies.keys():
            yield Range(at, header)
            yield from _new_tables(found, edits)
            at = header
        if name in gone:
            yield Range(at, header)
            at = body.end + len(CLOSING)
        elif name in edits:
            yield Range(at, body.start)
            yield from _new_body(data, body, edits[name])
            at = body.end
        header = body.end + len(CLOSING)
    yield Range(at, len(data))


def _new_tables(found: Layout, edits: Edits) -> Iterator[bytes]:
    """Write the tables that are not there, by their names, each with what stands behind it."""
    for name in sorted(edits.keys() - found.bodies.keys()):
        records = {str(number): record for number, record in edits[name].items() if record is not None}
        yield encode_table(name, records) + b",\n"


def _emptied(data: Data, found: Layout, edits: Edits) -> set[str]:
    """Name the unknown tables right before the last one of which nothing is left."""
    gone = set[str]()
    for name, body in list(found.bodies.items())[-2::-1]:
        if name in KNOWN or name not in edits:
            break
        if any(record is not None for record in {**dict(lines(data, body)), **edits[name]}.values()):
            break
        gone.add(name)
    return gone


def _new_body(data: Data, body: Range, edits: Mapping[int, bytes | None]) -> Iterator[Piece]:
    """Write one table's body: runs of old lines and new lines, each after a comma and LF but the first."""
    between, at = b"\n", body.start + 1
    for number in sorted(edits):
        place = locate(data, body, number)
        stop = place.start - 2 if place.start <= body.end else body.end
        if place.start > at:
            yield between
            yield Range(at, stop)
            between = b",\n"
        record = edits[number]
        if record is not None:
            yield b'%b"%d":%b' % (between, number, record)
            between = b",\n"
        at = max(at, place.end + 2 if place.found else place.start)
    if at < body.end:
        yield between
        yield Range(at, body.end)
