"""What has been printed, and what of it a change makes wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook import animals
from logbook.records import Book, Breeding, Claim, Credit, Image, Sighting, Stated, Taxon
from logbook.tally import firsts
from logbook.tally.pictured import Pictured
from logbook.tally.printed import (
    ChangedClaim,
    ChangedFirst,
    ChangedName,
    changed_claims,
    changed_firsts,
    changed_lines,
    changed_names,
    deciding,
)
from logbook.tally.publications import Appearance
from logbook.taxa import Taxa
from tests.essay import BOOK as ESSAY

ARTICLE = replace(ESSAY.images[1].publications[0], position=None)
FIRST = Claim(claim="the first", kind="first-breeding", region="China")
LEVELS = ("possible", "probable", "confirmed")
PLACES = ("China", "Jilin, China", "Hunchun, Jilin, China", "Russia", None)
DATES = (None, "2012", "2013", "2013-10-09", "2013-10-09T04:31", "2013-10-09T04:31+08:00", "2014/..")


def seen(date: str | None = None, region: str | None = "China", level: str = "confirmed", **fields: Any) -> Sighting:
    breeding = Breeding(stated=Stated(level=level))
    return Sighting(event_date=date, vernacular_name="Amur leopard", region=region, breeding=breeding, **fields)


def book(*sightings: Sighting | None, **tables: Any) -> Book:
    images = {1: Image(publications=(ARTICLE,)), 2: Image()}
    there = {number: one for number, one in enumerate(sightings, 1) if one is not None}
    return Book(sightings=there, **{"images": images, **tables})


def told(before: Book, after: Book) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Give level, regions and who is first, before and after, undated ones in brackets."""

    def who(found: ChangedFirst, *, now: bool) -> str:
        mark = found.after if now else found.before
        return "-" if mark is None else " ".join((*mark.sightings, *(f"({one})" for one in mark.undated)))

    return [(one.level, one.regions, who(one, now=False), who(one, now=True)) for one in changed_firsts(before, after)]


PRINTED = seen("2013", images=("i1",))


def test_the_essay_dated_and_then_contradicted() -> None:
    dated = replace(ESSAY, sightings=ESSAY.sightings | {1: replace(ESSAY.sightings[1], event_date="2013-10-09")})
    family = animals.parse("F+2")
    older = Sighting(vernacular_name="Amur leopard", event_date="2012", region="Hunchun, Jilin, China", animals=family)
    later = replace(dated, sightings=dated.sightings | {4: older})

    assert told(ESSAY, dated) == [("confirmed", ("China",), "(s1)", "s1")]
    assert told(dated, later) == [("confirmed", ("China",), "s1", "s4")]
    assert [one.printed for one in changed_firsts(dated, later)] == [(Appearance(ARTICLE, ("i1", "i2", "i3", "i4")),)]
    assert [(was.standing, now.standing, now.by) for was, now in changed_claims(dated, later)] == [
        ("supported", "contradicted", ("s4",))
    ]


def test_the_regions_of_one_change_stand_together() -> None:
    own = seen("2013", "Hunchun, Jilin, China", images=("i1",))

    assert told(book(own), book(own, seen("2012", "Jilin, China"))) == [
        ("confirmed", ("Jilin, China", "China"), "s1", "s2")
    ]


@pytest.mark.parametrize(
    ("newcomer", "now"),
    [
        (seen("2012"), "s2"),
        (seen("2013-05"), "s2 s1"),
        (seen(), "s1 (s2)"),
        (seen("2014"), None),
        (seen("2012", "Russia"), None),
        (seen("2012", None), None),
        (seen("2012", level="possible"), None),
        (seen("2012", establishment="captive"), None),
        (seen("2012", verification="doubtful"), None),
    ],
    ids=str,
)
def test_whatever_takes_from_a_printed_first_is_told(newcomer: Sighting, now: str | None) -> None:
    expected = [] if now is None else [("confirmed", ("China",), "s1", now)]
    assert told(book(PRINTED), book(PRINTED, newcomer)) == expected


def test_of_the_probable_is_told_only_what_the_confirmed_do_not_tell() -> None:
    probable = seen("2013", level="probable", images=("i1",))

    assert told(book(probable), book(probable, seen("2012"))) == [("probable", ("China",), "s1", "s2")]
    assert told(book(probable), book(PRINTED)) == [("confirmed", ("China",), "-", "s1")]


@pytest.mark.parametrize("fields", [{}, {"images": ("i2",)}, {"images": ("i9", "junk")}], ids=str)
def test_what_nobody_has_printed_or_claimed_is_not_told(fields: dict[str, Any]) -> None:
    own = seen("2013", **fields)
    assert told(book(own), book(own, seen("2012"))) == []


def test_a_claim_is_reason_enough() -> None:
    own = seen("2013", claims=(FIRST, Claim(claim="other")))
    before, after = book(own), book(own, seen("2012"))

    assert [one.printed for one in changed_firsts(before, after)] == [()]
    assert [(was.claim, was.standing, now.standing) for was, now in changed_claims(before, after)] == [
        ("the first", "supported", "contradicted")
    ]


def test_a_claim_that_comes_or_goes_is_not_changed() -> None:
    claimed = book(seen("2013", claims=(FIRST,)))
    assert changed_claims(book(seen("2013")), claimed) == changed_claims(claimed, book(None)) == ()


def test_a_date_of_publication_makes_an_undated_one_the_first() -> None:
    undated = seen(images=("i1",))
    dated = book(undated, images={1: Image(publications=(replace(ARTICLE, date="2013"),))})
    assert told(book(undated), dated) == [("confirmed", ("China",), "(s1)", "s1")]


def test_a_record_of_the_species_that_goes_changes_nobody() -> None:
    own, other = PRINTED, seen("2012")
    taxa = {1: Taxon(vernacular_name="Amur leopard")}

    assert told(book(own, taxa=taxa), book(own)) == []
    assert told(book(own, other, taxa=taxa), book(own)) == [("confirmed", ("China",), "s2", "s1")]


def test_the_line_that_is_printed_counts_and_not_the_link() -> None:
    named = {1: Credit(name="WCS"), 2: Credit(name="WWF")}
    own = Image(credit_line="© WCS", credit="c1", publications=(ARTICLE,))
    linked = Image(credit="c1", publications=(ARTICLE,))
    unprinted = Image(credit="c1")
    before = Book(images={1: own, 2: linked, 3: unprinted, 4: linked}, credits=named)
    renamed = replace(before, credits=named | {1: Credit(name="W. C. S.")})
    gone = replace(before, images={1: own, 2: linked}, credits={})

    [line] = changed_lines(before, renamed)
    assert (line.before, line.after, line.images) == ("WCS", "W. C. S.", ("i2", "i4"))
    assert line.printed == (Appearance(ARTICLE, ("i2", "i4")),)
    assert [(one.before, one.after, one.images) for one in changed_lines(before, gone)] == [("WCS", None, ("i2",))]


def test_a_credit_with_another_name_is_told_of_printed_pictures_whose_line_stays() -> None:
    named = {1: Credit(name="W-C-S"), 2: Credit(name="W.C.S"), 3: Credit(name="WWF")}
    lined = Image(credit_line="© WCS", credit="c1", publications=(ARTICLE,))
    other = replace(lined, credit="c2")
    before = Book(
        images={1: lined, 2: replace(lined, credit_line=None), 3: other, 4: Image(credit="c1")}, credits=named
    )
    society = Credit(name="Society")
    renamed = replace(before, credits=named | {1: society})
    joined = replace(before, images=before.images | {3: lined}, credits={1: named[1]})
    removed = replace(before, images={1: replace(lined, credit=None)}, credits={})

    assert changed_names(before, renamed) == (
        ChangedName("W-C-S", "Society", ("i1",), (Appearance(ARTICLE, ("i1",)),)),
    )
    assert [(one.before, one.after, one.images) for one in changed_names(before, joined)] == [
        ("W.C.S", "W-C-S", ("i3",))
    ]
    assert [*changed_names(before, before), *changed_names(before, removed)] == []


sightings = st.builds(
    seen,
    st.sampled_from(DATES),
    st.sampled_from(PLACES),
    st.sampled_from(LEVELS),
    images=st.sampled_from(((), ("i1",), ("i2",))),
    claims=st.sampled_from(((), (FIRST,))),
)
books = st.lists(st.none() | sightings, max_size=6).map(lambda made: book(*made))


def mirrored(found: tuple[ChangedFirst, ...]) -> list[ChangedFirst]:
    return [one._replace(before=one.after, after=one.before) for one in found]


@given(books)
def test_where_nothing_changes_nothing_is_told(same: Book) -> None:
    assert [*changed_firsts(same, same), *changed_claims(same, same), *changed_lines(same, same)] == []


@given(books, books)
def test_there_and_back_is_told_mirrored(one: Book, other: Book) -> None:
    assert mirrored(changed_firsts(one, other)) == list(changed_firsts(other, one))
    back = [ChangedClaim(now, was) for was, now in changed_claims(one, other)]
    assert sorted(back, key=str) == sorted(changed_claims(other, one), key=str)


@given(books, sightings)
def test_those_that_decide_tell_all_that_a_newcomer_changes(before: Book, newcomer: Sighting) -> None:
    after = replace(before, sightings=before.sightings | {9: newcomer})
    # Beside a newcomer its rivals are known before their pictures are.
    entries = firsts.enter(replace(after, images={}), Taxa({}), Pictured(Book()))
    chosen = deciding(entries, 9)
    few = [
        replace(one, sightings={n: one.sightings[n] for n in one.sightings if n in chosen}) for one in (before, after)
    ]

    assert changed_firsts(*few) == changed_firsts(before, after)
    assert changed_claims(*few) == changed_claims(before, after)
