"""The beginning of a file: the head with its bookkeeping in front, in which the checksum is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook.records import SCHEMA
from logbook.store.checksum import PENDING
from logbook.store.layout import encode_head

if TYPE_CHECKING:
    from collections.abc import Mapping


def pending(revision: int, following: Mapping[str, int], facts: Mapping[str, Any]) -> bytes:
    """Write a file's beginning with its checksum pending: the bookkeeping in front, where that is looked for.

    `following` are the numbers that come next, by table, `facts` the other fields of the `logbook` record.
    """
    bookkeeping = {"schema": SCHEMA, "revision": revision, "crc32": PENDING, "next": following}
    return encode_head(msgspec.json.encode({**bookkeeping, **facts}))


def sealed(beginning: bytes, crc: int) -> bytes:
    """Put the checksum of a whole file into its beginning, which has it pending."""
    return beginning.replace(b'"crc32":"%b"' % PENDING.encode(), b'"crc32":"%08x"' % crc, 1)
