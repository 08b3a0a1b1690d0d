"""Lines that are packed while they wait: each comes back by its number."""

from __future__ import annotations

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from logbook.changes.bundles import Bundles

LINES = st.lists(st.binary(max_size=9).map(lambda line: line.replace(b"\n", b"")), max_size=20)


@given(LINES, st.data())
def test_a_line_is_found_by_its_number_however_many_follow(lines: list[bytes], draw: st.DataObject) -> None:
    with mock.patch("logbook.changes.bundles.MANY", 3):
        bundles = Bundles()
        for at, line in enumerate(lines):
            assert bundles.append(line) == at
            asked = draw.draw(st.integers(0, at))
            assert bundles[asked] == lines[asked]
