"""Inputs for Hypothesis: examples that are valid, with some of their words, numbers and brackets changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from tests.endurance.fuzzing.target import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tests.endurance.fuzzing.target import Target

_TOKEN = re.compile(rb"[A-Za-z_]+|[0-9]+|\s+|[^A-Za-z_0-9\s]")
HOSTILE = (
    *(
        "",
        " ",
        "\0",
        "\n",
        "\r\n",
        "\t",
        "\x1b[31m",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\U0001f406",
        "e\u0301" * 50,
    ),
    *('"', "'", ",", ";", "\\", "\\ud800", "<", "]]>", "&", "|", "=cmd()", "{", "[", "null", "true", "NaN", "Infinity"),
    *("0", "-0", "-1", "1e400", "1.5", "4294967296", "9" * 5_000, "../..", "/etc/passwd", "x" * 5_000, "[" * 3_000),
)
_BYTES = (
    b"\xff",
    b"\xed\xa0\x80",
    b"\xf0\x9f",
    b"\xff\xfe",
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff",
    b"\x80",
    b"\xc0\x80",
)


def inputs(target: Target) -> SearchStrategy[bytes]:
    """Give inputs for a target: its examples changed in a few places, and now and then any text at all."""
    changed = _changed(target)
    return st.one_of(changed, changed, changed, st.text(max_size=40).map(_encoded), st.sampled_from(target.seeds))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@st.composite
def _changed(draw: DrawFn, target: Target) -> bytes:
    data = draw(st.sampled_from(target.seeds))
    known = st.sampled_from([*map(_encoded, (*HOSTILE, *target.words)), *_BYTES])
    for _ in range(draw(st.integers(1, 4))):
        data = draw(st.sampled_from(_CHANGES))(draw, data, known, target)[:MOST]
    return data


def _place(draw: DrawFn, data: bytes) -> tuple[int, int]:
    """Choose one of the words, numbers, spaces and signs."""
    tokens = [match.span() for match in _TOKEN.finditer(data)] or [(0, len(data))]
    return tokens[draw(st.integers(0, len(tokens) - 1))]


def _replaced(draw: DrawFn, data: bytes, known: SearchStrategy[bytes], _: Target) -> bytes:
    begin, end = _place(draw, data)
    return data[: draw(st.sampled_from((begin, end)))] + draw(known) + data[end:]


def _cut(draw: DrawFn, data: bytes, *_: object) -> bytes:
    begin, end = sorted((_place(draw, data)[0], _place(draw, data)[1]))
    return data[:begin] if draw(st.booleans()) else data[:begin] + data[end:]


def _doubled(draw: DrawFn, data: bytes, *_: object) -> bytes:
    begin, end = sorted((_place(draw, data)[0], _place(draw, data)[1]))
    return data[:end] + data[begin:end] * draw(st.sampled_from((1, 2, 50))) + data[end:]


def _spliced(draw: DrawFn, data: bytes, _: object, target: Target) -> bytes:
    other = draw(st.sampled_from(target.seeds))
    return data[: _place(draw, data)[0]] + other[_place(draw, other)[0] :]


def _turned(draw: DrawFn, data: bytes, *_: object) -> bytes:
    if not data:
        return b"\0"
    at = draw(st.integers(0, len(data) - 1))
    return data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :]


_Change: TypeAlias = "Callable[[DrawFn, bytes, SearchStrategy[bytes], Target], bytes]"
_CHANGES: tuple[_Change, ...] = (_replaced, _cut, _doubled, _spliced, _turned)
