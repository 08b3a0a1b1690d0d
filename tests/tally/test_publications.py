"""Publications found by their titles, with their pictures in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.errors import BadValueError
from logbook.records import Book, Image, Publication
from logbook.tally import contact_sheet, publications
from logbook.tally.publications import Appearance, appearances
from tests import essay

ARTICLE = replace(essay.BOOK.images[1].publications[0], position=None)


def printed(title: str, position: int | None = None, publisher: str | None = None) -> Image:
    return Image(publications=(Publication(title=title, position=position, publisher=publisher),))


def numbers(images: dict[int, Image], title: str) -> list[list[int]]:
    sheet = publications.titled(contact_sheet.frames(Book(images=images), images), title)
    return [[frame.number for frame in one.frames] for one in publications.by_publication(sheet)]


def test_the_pictures_come_in_their_order_and_those_without_a_position_last() -> None:
    images = {1: printed("Cubs"), 2: printed("Cubs", 3), 3: printed("Cubs", 1), 4: printed("Cubs"), 5: printed("Cats")}
    assert numbers(images, "Cubs") == [[3, 2, 1, 4]]


@pytest.mark.parametrize("asked", ["rare amur leopard", "IN IMAGES", "Léopard Cubs", "spotted-on-camera!"])
def test_part_of_a_title_is_enough_whatever_its_case_accents_and_punctuation(asked: str) -> None:
    assert numbers(essay.BOOK.images, asked) == [[1, 2, 3, 4, 5, 6]]


def test_all_publications_that_match_are_given_each_with_its_own_pictures() -> None:
    images = {
        1: printed("Cubs", 2, "Nature"),
        2: printed("cubs!", 1, "Nature"),
        3: printed("Cubs", 1, "Science"),
        4: printed("All the cubs", 1),
    }
    assert numbers(images, "cubs") == [[4], [2, 1], [3]]


def test_what_is_said_of_a_publication_at_one_picture_need_not_be_said_at_the_others() -> None:
    images = {1: printed("Cubs", 3, "Nature"), 2: printed("Cubs", 1), 3: printed("Cubs", 2, "nature")}
    sheet = publications.titled(contact_sheet.frames(Book(images=images), images), "cubs")
    [found] = publications.by_publication(sheet)

    assert [frame.number for frame in found.frames] == [frame.number for frame in sheet] == [2, 3, 1]
    assert found.publication == Publication(title="Cubs", publisher="nature")
    assert numbers(images | {4: printed("Cubs", 1, "Science")}, "cubs") == [[2], [3, 1], [4]]


def test_a_picture_that_was_printed_twice_stands_in_both() -> None:
    image = Image(publications=(Publication(title="Cubs", position=9), Publication(title="Cubs again")))
    sheet = publications.titled(contact_sheet.frames(Book(images={1: image}), [1]), "cubs")
    first, again = publications.by_publication(sheet)
    assert (first.publication, first.unplaced) == (Publication(title="Cubs"), 0)
    assert (again.publication, again.unplaced) == (Publication(title="Cubs again"), 1)


def test_pictures_that_were_not_looked_up_by_title_stand_in_no_publication() -> None:
    assert list(publications.by_publication(contact_sheet.frames(essay.BOOK, [1]))) == []


@pytest.mark.parametrize("title", ["", " ", "?!"])
def test_a_title_without_a_letter_is_refused(title: str) -> None:
    with pytest.raises(BadValueError, match="is no title; type that under which pictures were printed"):
        publications.titled([], title)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("amur leopard", None),
        (
            "amur lepard",
            "'amur lepard' in this logbook; did you mean 'In Images: Rare Amur Leopard Cubs Spotted on Cam",
        ),
        ("tigers", "no publication 'tigers' in this logbook"),
    ],
)
def test_a_title_that_nobody_used_is_named_with_one_that_may_have_been_meant(asked: str, told: str | None) -> None:
    said = publications.not_known(essay.BOOK.images.values(), asked)
    assert said is None if told is None else told in str(said)


def test_of_titles_with_the_same_words_the_shortest_is_suggested() -> None:
    images = [printed("The rare cubs again"), printed("Rare cubs"), Image(publications=(Publication(),))]
    assert publications.not_known(images, "rear cubs") == (
        "no publication 'rear cubs' in this logbook; did you mean 'Rare cubs'?"
    )


@given(st.lists(st.tuples(st.sampled_from(["Cubs", "CUBS", "Cats"]), st.none() | st.integers(1, 4)), max_size=8))
def test_no_picture_is_lost_and_none_is_invented(made: list[tuple[str, int | None]]) -> None:
    images = {number: printed(title, position) for number, (title, position) in enumerate(made, 1)}
    found = sorted(number for group in numbers(images, "cubs") for number in group)
    assert found == [number for number, (title, _) in enumerate(made, 1) if title != "Cats"]


def test_several_publications_name_their_pictures() -> None:
    other = Publication(title="Other", date="2014")
    images = {
        "i1": Image(publications=(replace(ARTICLE, position=1), other)),
        "i2": Image(publications=(replace(ARTICLE, position=2), replace(ARTICLE, position=5))),
        "i3": Image(),
    }
    assert appearances(images) == (Appearance(ARTICLE, ("i1", "i2")), Appearance(other, ("i1",)))


def test_one_picture_keeps_its_position() -> None:
    third = replace(ARTICLE, position=3)
    assert appearances({"i3": Image(publications=(third,))}) == (Appearance(third, ("i3",)),)


def test_another_publication_of_the_same_title_parts_no_third() -> None:
    cats = Publication(title="Cats", publisher="WWF", author="A")
    images = {
        5: Image(publications=(replace(cats, date="2020", position=2),)),
        2: Image(publications=(replace(cats, position=10),)),
        4: Image(publications=(Publication(title="Cats", publisher="Other House", position=7),)),
    }
    assert numbers(images, "cats") == [[4], [5, 2]]
