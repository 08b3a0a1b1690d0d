"""Checksums of files that are put together from pieces of others: always those that zlib gives."""

from __future__ import annotations

import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.store import checksum, sealing
from logbook.store.checksum import Checksums, shifted
from logbook.store.raw import Range
from tests.store import deeds

PATH = Path("logbook.json")


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checksum, "STEP", 7)


@given(st.binary(max_size=60), st.integers(0, 60), st.none() | st.integers(1, 90), st.data())
def test_the_checksum_of_pieces_is_that_of_their_bytes(
    data: bytes, start: int, step: int | None, draw: st.DataObject
) -> None:
    start = min(start, len(data))
    ends = st.lists(st.integers(start, len(data)), min_size=2, max_size=2).map(sorted).map(lambda pair: Range(*pair))
    pieces = draw.draw(st.lists(ends | st.binary(max_size=20), max_size=5))
    joined = b"".join(data[piece.start : piece.end] if isinstance(piece, Range) else piece for piece in pieces)

    checksums = Checksums(data, start, step)

    assert checksums.of(pieces) == zlib.crc32(joined)
    assert checksums.rest == zlib.crc32(data[start:])


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_a_shifted_checksum_and_that_of_what_follows_make_the_whole(first: bytes, second: bytes) -> None:
    assert shifted(zlib.crc32(first), len(second)) ^ zlib.crc32(second) == zlib.crc32(first + second)


def test_however_many_pieces_a_file_is_cut_into_none_of_it_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(range(250)) * 40
    checksums = Checksums(data, 0, len(data))
    read: list[int] = []
    monkeypatch.setattr(checksum, "zlib", SimpleNamespace(crc32=lambda part, crc=0: read.append(len(part)) or crc))
    checksums.of(Range(at, at + 90) for at in range(0, len(data), 100))

    assert sum(read) <= len(data)


def test_a_shift_over_gigabytes_takes_no_time() -> None:
    assert shifted(shifted(0x5D41402A, 3 << 32), 1 << 32) == shifted(0x5D41402A, 1 << 34)


def test_anybody_can_compare_a_file_in_a_few_lines() -> None:
    deeds.add(PATH, "one", "two")
    deeds.commit(PATH, checksum_in_the_title())

    data = PATH.read_bytes()
    start = data.index(b'"crc32":"') + len(b'"crc32":"')
    before, stated, behind = data[:start], data[start : start + 8], data[start + 8 :]

    assert zlib.crc32(before + b"00000000" + behind) == int(stated, 16)


def checksum_in_the_title() -> deeds.Change:
    """Set what looks like a checksum, and is none."""
    return deeds.Change("logbook", 1, b"{}", b'{"title":"x","project":{"crc32":"00000000"}}')


def test_every_bit_counts() -> None:
    deeds.add(PATH, "one")
    deeds.commit(PATH, checksum_in_the_title())
    data = PATH.read_bytes()
    start = data.index(b"\n},") + 1

    assert Checksums(data, start).are_stated()
    for at in range(len(data)):
        for bit in range(8):
            other = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            assert not Checksums(other, start, len(other)).are_stated()


@pytest.mark.parametrize(
    "head",
    [
        b'{"revision":1,"schema":2,"crc32":"%b"}',
        b'{"schema":2,"revision":1,"crc32": "%b"}',
        b'{"schema":2,"revision":1,"next":{},"crc32":"%b"}',
        b'{"schema":2,"revision":1,"project":{"crc32":"%b"}}',
    ],
)
def test_a_checksum_in_another_place_is_none(head: bytes) -> None:
    pending = b'{"logbook":{\n"1":' + head % b"00000000" + b"\n"
    data = pending.replace(b"00000000", b"%08x" % zlib.crc32(pending))

    assert not Checksums(data, len(data)).are_stated()
    assert Checksums(sealed_in_its_place(), len(sealed_in_its_place())).are_stated()


def sealed_in_its_place() -> bytes:
    pending = b'{"logbook":{\n"1":{"schema":2,"revision":1,"crc32":"00000000"}\n'
    return sealing.sealed(pending, zlib.crc32(pending))
