"""A whole new logbook file, from records that are there already: written from one end to the other, once."""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING, Any

from logbook.records import Id
from logbook.store import layout
from logbook.store.sealing import pending, sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Tables = Mapping[str, Iterable[tuple[int, bytes]]]


def write(file: IO[bytes], facts: Mapping[str, Any], following: Mapping[str, int], tables: Tables) -> Iterator[Id]:
    """Write a logbook in our layout to a file that can be sought in, and give each record as it is written.

    `facts` are the fields of its own record, but for the bookkeeping; `following` are the numbers that come next, by
    table; `tables` are numbers, which rise, and JSON, of the known tables.
    """
    beginning = pending(0, following, facts)
    file.write(beginning)
    crc = zlib.crc32(beginning)
    for which, piece in _rest(tables):
        file.write(piece)
        crc = zlib.crc32(piece, crc)
        if which is not None:
            yield which
    # As long as what stands there: the checksum is known only now.
    file.seek(0)
    file.write(sealed(beginning, crc))
    file.seek(0, 2)


def _rest(tables: Tables) -> Iterator[tuple[Id | None, bytes]]:
    """Give everything behind the beginning: a piece for each record, and what stands between the tables."""
    between = b"},\n"
    for table in layout.KNOWN:
        yield None, b'%b"%b":{' % (between, table.encode())
        end = b"\n"
        for number, record in tables.get(table, ()):
            yield Id(table, number), b'%b"%d":%b' % (end, number, record)
            end = b",\n"
        yield None, b"\n}"
        between = b",\n"
    yield None, b"}\n"
