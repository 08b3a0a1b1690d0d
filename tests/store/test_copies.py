"""New logbook files, written whole."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from logbook.records import TYPES, Id
from logbook.store import copies, layout
from logbook.store.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.dictionaries(st.integers(1, 99), st.sampled_from([b'{"remarks":"x"}', b"{}"]), max_size=4)
TABLES = st.dictionaries(st.sampled_from([name for name in TYPES if name != "credits"]), LINES)


@given(TABLES)
def test_a_copy_is_laid_out_as_the_store_lays_files_out(tables: dict[str, dict[int, bytes]]) -> None:
    file = io.BytesIO()
    ids = list(copies.write(file, {}, {}, {name: sorted(lines.items()) for name, lines in tables.items()}))
    keyed = {name: {str(number): line for number, line in lines.items()} for name, lines in tables.items()}

    assert file.getvalue().split(b"\n", 2)[2] == layout.encode_tables(keyed)
    assert set(ids) == {Id(name, number) for name, lines in tables.items() for number in lines}


def test_a_copy_is_whole_for_whoever_writes_it_next(tmp_path: Path) -> None:
    path = tmp_path / "copy.json"
    with path.open("w+b") as file:
        list(copies.write(file, {"title": "Copy"}, {"sightings": 8}, {"sightings": [(7, b"{}")]}))
    held = Snapshot(path, writing=True)
    held.verify()

    assert not held.foreign
    assert (held.info.title, held.next_number("sightings")) == ("Copy", 8)
