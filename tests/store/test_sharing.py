"""A compact table holds the same records as any other, and less of them twice."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from logbook.records import Animal, Sighting
from logbook.store.sharing import shared
from logbook.store.snapshot import Snapshot
from tests import essay

TEXT = st.sampled_from([None, "", "snow", "WCS"]) | st.text(max_size=3)
SIGHTING = st.builds(
    Sighting,
    uuid=TEXT,
    remarks=TEXT,
    habitat=TEXT,
    tags=st.lists(TEXT.filter(bool), max_size=2).map(tuple),
    animals=st.sampled_from([(), (Animal(),), (Animal(classification_probability=0.0),)]),
    decimal_latitude=st.sampled_from([None, 0.0, -0.0, 1.0]),
)


@given(st.lists(st.dictionaries(st.integers(1, 20), SIGHTING, max_size=4), max_size=4))
def test_shared_records_are_as_they_were(parts: list[dict[int, Sighting]]) -> None:
    before = {number: repr(one) for part in parts for number, one in part.items()}
    assert {number: repr(one) for number, one in shared(parts).items()} == before


def test_equal_values_of_a_field_become_one() -> None:
    def make() -> Sighting:
        return Sighting(remarks="-".join("snow"), animals=(Animal(count=1),))

    one, other = shared([{1: make()}, {2: make()}]).values()
    assert one.remarks is other.remarks
    assert one.animals is other.animals


def test_a_compact_book_is_the_book() -> None:
    path = essay.write(Path("logbook.json").absolute())
    assert Snapshot(path).book(compact=True) == Snapshot(path).book()
