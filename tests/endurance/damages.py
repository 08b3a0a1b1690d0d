"""Damage to the bytes of a file: cut off, bits flipped. Only the standard library is used: peers have no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = 1000


def cuts(data: bytes, share: float) -> Iterator[bytes]:
    """Cut a file off at every byte, or at a share of them."""
    for length in range(0, len(data), max(round(1 / share), 1)):
        yield data[:length]


def flips(data: bytes, share: float) -> Iterator[bytes]:
    """Flip each of the eight bits of a byte at every thousandth of a file, or at a share of these places."""
    places = dict.fromkeys(len(data) * place // _PLACES for place in range(0, _PLACES, max(round(1 / share), 1)))
    for at in places:
        for bit in range(8):
            yield data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


DAMAGES = {"cut": cuts, "flipped": flips}
