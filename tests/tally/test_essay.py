"""A photo essay: what stands beside each picture, and what is told at its end."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from logbook.records import (
    Animal,
    Book,
    Breeding,
    Claim,
    Credit,
    Image,
    Info,
    Permission,
    Sighting,
    Stated,
    Statement,
    Taxon,
    Use,
)
from logbook.tally import essay
from logbook.tally.clearance import Judge, Terms
from logbook.tally.essay import Essay, Words
from tests import essay as published

TODAY = date(2026, 11, 22)
LEOPARD = Taxon(
    vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis", iucn_status=Statement(value="CR")
)
UNSAID = Words()
ORDER = (1, 2, 3, 4, 5, 6)


def composed(
    book: Book, *images: int, told: Book | None = None, words: Words = UNSAID, use: Use = "editorial"
) -> Essay:
    return essay.compose(Judge(book, use, today=TODAY), told or book, images, words, use, today=TODAY)


def seen(when: str | None = None, level: str | None = "confirmed", **fields: object) -> Sighting:
    stated = Breeding(stated=Stated(level=level)) if level else None
    made = {"vernacular_name": "Amur leopard", "region": "Jilin, China", "breeding": stated}
    return Sighting(event_date=when, **{**made, **fields})  # type: ignore[arg-type]


def book_of(sightings: dict[int, Sighting], images: dict[int, Image] | None = None, **more: object) -> Book:
    return Book(sightings=sightings, images=images or {1: Image()}, taxa={1: LEOPARD}, **more)  # type: ignore[arg-type]


def test_the_published_essay_is_told_whole() -> None:
    made = composed(published.BOOK, *ORDER)

    assert made.title == "Amur leopard"
    assert [plate.id for plate in made.plates] == ["i1", "i2", "i3", "i4", "i5", "i6"]
    assert [plate.line for plate in made.plates] == list(published.LINES)
    assert [[one.id for one in plate.seen] for plate in made.plates] == [["s1"]] * 4 + [["s2"], ["s3"]]
    assert [(row.region, row.level, row.foremost) for row in made.firsts] == [
        ("China", "confirmed", "s1"),
        ("Russia", "probable", "s3"),
    ]
    assert {row.standing for row in made.claims} == {"undecided"}
    assert [(owed.line, owed.images) for owed in made.credits] == [
        ("WCS", ("i1", "i2", "i3", "i4")),
        ("© WWF-Russia / ISUNR", ("i5",)),
        ("©WWF Russia / ISUNR.", ("i6",)),
    ]
    assert {plate.clearance.state for plate in made.plates} == {"not cleared"}


def test_a_sighting_stands_with_the_names_and_the_status_of_its_species_and_the_evidence_in_force() -> None:
    made = composed(published.BOOK, 5)

    [one] = made.plates[0].seen
    assert one.names == ("Amur leopard", "Panthera pardus orientalis")
    assert one.status
    assert one.status.value == "CR"
    assert composed(published.BOOK, 1).plates[0].seen[0].evidence.code == "dependent-young"


def test_of_a_species_without_a_record_no_status_is_told() -> None:
    made = composed(Book(images={1: Image()}, sightings={1: Sighting(vernacular_name="Lynx", images=("i1",))}), 1)

    assert made.plates[0].seen[0].status is None
    assert made.title == "Lynx"


def test_a_picture_shows_each_of_its_sightings_once_and_another_none() -> None:
    book = book_of({2: seen(images=("i1", "i1")), 1: seen(images=("i1",))}, {1: Image(), 2: Image()})

    assert [[one.id for one in plate.seen] for plate in composed(book, 1, 2).plates] == [["s1", "s2"], []]


@pytest.mark.parametrize(
    ("words", "title", "expected"),
    [(Words("Cubs"), "Our leopards", "Cubs"), (Words(), "Our leopards", "Our leopards"), (Words(), None, "Sightings")],
)
def test_the_title_is_as_typed_else_the_logbooks_else_there_is_hardly_one(
    words: Words, title: str | None, expected: str
) -> None:
    assert composed(Book(images={1: Image()}, info=Info(title=title)), 1, words=words).title == expected


def test_of_many_species_the_title_names_the_first() -> None:
    kinds = ("Lynx", "Tiger", "Lynx", "Wolf", "Sable")
    sightings = {at: Sighting(vernacular_name=name, images=("i1",)) for at, name in enumerate(kinds, 1)}

    assert composed(Book(images={1: Image()}, sightings=sightings), 1).title == "Lynx, Tiger, Wolf and 1 more"


def test_an_introduction_is_parted_where_lines_are_blank() -> None:
    assert essay.paragraphs("One\nline.\r\n \r\n\r\n Two. \n") == ("One\nline.", "Two.")
    assert essay.paragraphs(" \n") == ()


def test_only_pictures_that_are_told_of_are_shown() -> None:
    book = book_of({}, {1: Image(title="A"), 2: Image(title="B")})

    assert [plate.id for plate in composed(book, 2, 1, told=replace(book, images={1: book.images[1]})).plates] == ["i1"]


def test_within_the_house_nothing_need_be_marked() -> None:
    book = book_of({}, {1: Image(credit_line="WCS"), 2: Image(credit_line="WCS", license="CC-BY-4.0")})

    assert [plate.warns("editorial") for plate in composed(book, 1, 2).plates] == [True, False]
    assert composed(book, 1, 2).warns
    assert not composed(book, 2).warns
    assert not composed(book, 1, 2, use="internal").warns


def test_firsts_are_those_of_the_species_and_regions_that_are_shown() -> None:
    sightings = {
        1: seen("2014", images=("i1",)),
        2: seen("2013"),
        3: seen("2012", region="Primorye, Russia"),
        4: seen("2011", vernacular_name="Lynx"),
    }

    [row] = composed(book_of(sightings), 1).firsts
    assert (row.region, row.foremost) == ("China", "s2")


def test_a_claim_is_judged_beside_all_that_is_told() -> None:
    claims = (Claim(claim="the first", kind="first-breeding", region="China"),)
    book = book_of({1: seen("2014", images=("i1",), claims=claims), 2: seen("2013", claims=claims)})

    [row] = composed(book, 1).claims
    assert (row.sighting, row.standing, row.by) == ("s1", "contradicted", ("s2",))


@pytest.mark.parametrize(
    ("own", "claim", "needed"),
    [
        ("confirmed", None, [1, 2, 3]),
        (None, None, [1, 2, 3]),
        ("possible", ("first-breeding", "China"), [1, 2, 3, 4]),
        ("possible", ("first-breeding", None), [1, 2, 3]),
        (None, ("first-breeding", "China"), [1, 2, 3]),
        ("confirmed", ("first-record", "China"), [1, 2, 3, 4, 5]),
    ],
)
def test_as_much_is_looked_at_beside_a_sighting_as_can_change_what_is_said(
    own: str | None, claim: tuple[str, str | None] | None, needed: list[int]
) -> None:
    claims = (Claim(claim="the first", kind=claim[0], region=claim[1]),) if claim else ()  # type: ignore[arg-type]
    levels = {2: "confirmed", 3: "probable", 4: "possible", 5: None}
    others = {number: seen("2010", level) for number, level in levels.items()}
    lynx = seen("2010", vernacular_name="Lynx")

    assert essay.beside(book_of({1: seen("2014", own, claims=claims), **others, 6: lynx}), [1]) == needed


def test_the_sightings_of_pictures_are_found() -> None:
    assert essay.shown(published.BOOK, [6, 1, 2]) == [1, 3]


def test_pictures_are_in_the_order_of_their_first_sightings_as_told() -> None:
    book = book_of(
        {
            1: Sighting(event_date="2014", images=("i5", "i4")),
            2: Sighting(event_date="2013", images=("i3", "i5")),
            3: Sighting(images=("i2", "i9")),
        }
    )

    assert essay.by_date(book, [7, 1, 2, 3, 4, 5]) == [3, 5, 4, 2, 1, 7]


def test_what_is_not_told_decides_whether_a_picture_may_be_printed_but_is_no_reason_that_is_named() -> None:
    granted = Permission(status="granted", by="WCS", reference="letter on Wolf Rock creek")
    image = Image(credit_line="WCS", permission=granted, license="all rights reserved")
    told = replace(image, permission=None)

    [plate] = composed(book_of({}, {1: image}), 1, told=book_of({}, {1: told})).plates
    assert plate.clearance.state == "clear"
    assert plate.clearance.reasons == ("the licence is free text: read it",)


def test_terms_that_are_not_told_are_not_replaced_by_those_of_the_credit() -> None:
    credits_ = {1: Credit(name="WCS", license="CC-BY-4.0")}
    image = Image(credit="c1", credit_line="WCS", usage_terms="ask at Wolf Rock creek")
    told = book_of({}, {1: replace(image, usage_terms=None)}, credits=credits_)

    [plate] = composed(book_of({}, {1: image}, credits=credits_), 1, told=told).plates
    assert plate.terms == Terms(None, None, None, is_default=False)
    assert composed(told, 1).plates[0].terms == Terms("CC-BY-4.0", None, None, is_default=True)


def test_a_line_is_owed_once_with_all_its_terms_and_no_line_owes_nothing() -> None:
    images = {1: Image(credit_line="WCS", license="CC0-1.0"), 2: Image(), 3: Image(credit_line="WCS")}
    images[4] = images[1]

    [owed] = composed(book_of({}, images), 4, 3, 2, 1).credits
    assert (owed.line, owed.images) == ("WCS", ("i4", "i3", "i1"))
    assert [terms.license for terms in owed.terms] == ["CC0-1.0", None]


def test_the_evidence_is_that_of_the_animals_where_nothing_is_stated() -> None:
    animals = (Animal(count=1, life_stage="adult"), Animal(count=1, life_stage="juvenile", verbatim="cub"))
    book = book_of({1: seen("2014", None, animals=animals, images=("i1",))})

    assert composed(book, 1).firsts[0].basis == "derived"
