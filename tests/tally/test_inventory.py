"""The regions, credits and pictures of a logbook."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from logbook.records import Book, Credit, Id, Image, Sighting
from logbook.tally import inventory
from tests.essay import BOOK

SIGHTINGS = {
    1: Sighting(vernacular_name="Amur leopard", region="Hunchun, Jilin, China", event_date="2013"),
    2: Sighting(vernacular_name="Amur tiger", region="Jilin, China", event_date="2012"),
    3: Sighting(vernacular_name="Amur tiger", region="Primorye, Russia", verification="rejected"),
    4: Sighting(),
}


def test_a_region_counts_what_was_seen_in_its_parts() -> None:
    lines = inventory.regions(Book(sightings=SIGHTINGS))
    assert [(line.region, line.sightings, line.species) for line in lines] == [
        ("Jilin, China", 2, ("Amur leopard", "Amur tiger")),
        ("Hunchun, Jilin, China", 1, ("Amur leopard",)),
        ("Primorye, Russia", 1, ("Amur tiger",)),
        (None, 1, ()),
    ]
    assert lines[0].first_sighting is not None
    assert lines[0].first_sighting.event_date == "2012"
    assert lines[2].first_sighting is None


def test_only_the_chosen_sightings_make_regions() -> None:
    assert [line.region for line in inventory.regions(Book(sightings=SIGHTINGS), {3})] == ["Primorye, Russia"]


def test_a_credit_has_its_spellings_pictures_and_sightings() -> None:
    wcs, wwf = inventory.credits(BOOK, BOOK.images)
    assert (wcs.number, wcs.images, wcs.sightings) == (1, 4, 1)
    assert (wwf.name, wwf.spellings) == ("WWF-Russia / ISUNR", ("© WWF-Russia / ISUNR", "©WWF Russia / ISUNR."))


def test_a_line_without_a_record_and_a_record_without_pictures_are_credits_too() -> None:
    book = Book(credits={1: Credit(name="WCS")}, images={1: Image(credit_line="© ISUNR"), 2: Image()})
    assert [(line.number, line.name, line.images) for line in inventory.credits(book, book.images, book.credits)] == [
        (None, "ISUNR", 1),
        (1, "WCS", 0),
    ]
    assert inventory.lacking(book, book.images) == 1


def test_a_picture_may_belong_to_several_sightings() -> None:
    book = Book(sightings={1: Sighting(images=("i1", "i1", "i2")), 2: Sighting(images=("i2",))})
    assert inventory.belonging(book) == {"i1": [1], "i2": [1, 2]}


@pytest.mark.parametrize(
    ("which", "numbers"), [(Id("images", 5), [2]), (Id("taxa", 1), [1, 2, 3]), (Id("deployments", 1), [])]
)
def test_a_record_knows_which_sightings_refer_to_it(which: Id, numbers: list[int]) -> None:
    assert list(inventory.sightings_of(BOOK, which)) == numbers


def test_a_credit_has_the_pictures_that_are_linked_or_spelt() -> None:
    images = {1: Image(credit="c2"), 2: Image(credit_line="wwf russia/isunr"), 3: Image()}
    assert list(inventory.images_of(replace(BOOK, images=images), Id("credits", 2))) == [1, 2]
