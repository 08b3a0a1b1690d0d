"""Going through sightings block by block finds what a selection from all of them finds."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import query
from logbook.query import Filter, Selector
from logbook.query.searching import Found, Hit, Search
from logbook.records import Animal, Book, Image, Sighting, part

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIGHTING = st.builds(
    Sighting,
    event_date=st.sampled_from([None, "some day", "2013", "2013-23", "2013-10-09", "2013-10-09T04:31", "../2012"]),
    vernacular_name=st.sampled_from(["Amur leopard", "Sika deer"]),
    region=st.sampled_from([None, "Jilin, China", "Chile"]),
    areas=st.sampled_from([(), ("Land of the Leopard",)]),
    country_code=st.sampled_from([None, "CN"]),
    decimal_latitude=st.sampled_from([None, 42.5, -42.5]),
    animals=st.sampled_from([(), (Animal(life_stage="juvenile"),)]),
    method=st.sampled_from([None, "camera-trap"]),
    tags=st.sampled_from([(), ("snow",)]),
    images=st.sampled_from([(), ("i1",)]),
)
BOOKS = st.builds(
    lambda sightings: Book(images={1: Image(tags=("snow",), credit_line="WCS")}, sightings=sightings),
    st.dictionaries(st.integers(1, 10**18 - 1), SIGHTING, max_size=12).map(lambda found: dict(sorted(found.items()))),
)
FILTERS = st.sampled_from(
    [
        *({}, {"region": "china"}, {"region": "land of the leopard"}, {"species": "sika deer"}, {"since": "2013-09"}),
        *({"stage": "cubs"}, {"breeding": "possible"}, {"method": "camera-trap"}, {"credit": "wcs"}, {"tag": "snow"}),
        *({"text": "leopard"}, {"missing": ("region",)}, {"until": "2012", "region": "chile"}, {"camera": "d1"}),
    ]
)


def searched(book: Book, wanted: Filter, size: int, most: int | None = None) -> Found:
    """Search in blocks of so many sightings, as they come from a file: the fields that are asked for, and no others."""
    selector = Selector(book, wanted, NOW)
    search, kind = Search(selector, most), part(Sighting, selector.fields)
    rows = iter(book.sightings.items())
    blocks = iter(lambda: dict(islice(rows, size)), {})
    return search.joined(
        search.through([(msgspec.json.decode(msgspec.json.encode(block), type=dict[int, kind]), range(len(block)))])  # type: ignore[valid-type]
        for block in blocks
    )


@given(BOOKS, FILTERS, st.integers(1, 5))
def test_a_search_finds_what_a_selection_does_in_its_order(book: Book, asked: dict[str, Any], size: int) -> None:
    wanted = Filter(**asked)
    selected, found = query.select(book, wanted, NOW), searched(book, wanted, size)
    chosen = selected.sightings
    assert [hit.number for hit in found.hits()] == list(chosen)
    assert (found.all, found.left_out) == (len(chosen), selected.undated)
    assert found.positions == sum(one.decimal_latitude is not None for one in chosen.values())


@given(BOOKS, st.integers(1, 5), st.integers(1, 12))
def test_the_newest_are_the_last_by_date_and_undated_ones_fill_the_room(book: Book, size: int, most: int) -> None:
    by_date = [hit.number for hit in searched(book, Filter(), size).hits()]
    many = sum(book.sightings[number].event_date in {None, "some day"} for number in by_date)
    dated, undated = by_date[: len(by_date) - many], by_date[len(by_date) - many :]
    found = searched(book, Filter(), size, most)
    shown = undated[: max(most - len(dated), 0)]
    assert [hit.number for hit in found.hits()] == dated[-most:] + shown
    assert (found.all, found.unseen) == (len(by_date), many - len(shown))


@pytest.mark.parametrize("hit", [Hit(1, 0), Hit(10**18 - 1, 0), Hit(1, 2**44 - 1), Hit(10**18 - 1, 2**44 - 1)])
def test_a_hit_says_where_it_stands(hit: Hit) -> None:
    search = Search(Selector(Book(), Filter(), NOW))
    assert list(search.through([({hit.number: Sighting(event_date="9999-12-31/..")}, [hit.start])]).hits()) == [hit]
