"""Checksums of files that are put together from pieces of others: always those that zlib gives."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.store import checksum
from logbook.store.checksum import Checksums, shifted
from logbook.store.layout import Range


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checksum, "STEP", 7)


@given(st.binary(max_size=60), st.integers(0, 60), st.data())
def test_the_checksum_of_pieces_is_that_of_their_bytes(data: bytes, start: int, draw: st.DataObject) -> None:
    start = min(start, len(data))
    ends = st.lists(st.integers(start, len(data)), min_size=2, max_size=2).map(sorted).map(lambda pair: Range(*pair))
    pieces = draw.draw(st.lists(ends | st.binary(max_size=20), max_size=5))
    joined = b"".join(data[piece.start : piece.end] if isinstance(piece, Range) else piece for piece in pieces)

    checksums = Checksums(data, start)

    assert checksums.of(pieces) == zlib.crc32(joined)
    assert checksums.whole == zlib.crc32(data[start:])


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_a_shifted_checksum_and_that_of_what_follows_make_the_whole(first: bytes, second: bytes) -> None:
    assert shifted(zlib.crc32(first), len(second)) ^ zlib.crc32(second) == zlib.crc32(first + second)


def test_a_shift_over_gigabytes_takes_no_time() -> None:
    assert shifted(shifted(0x5D41402A, 3 << 32), 1 << 32) == shifted(0x5D41402A, 1 << 34)
