"""Credits that get another name, or become one: what is printed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes.credit_fields import CreditWords
from logbook.changes.joining import settle
from logbook.errors import BadValueError, LogbookError, NotOneError
from logbook.records import Book, Credit, Id, Image, Permission
from logbook.tally.pictured import Pictured
from tests.drafting import on

if TYPE_CHECKING:
    from logbook.changes.drafts import Draft

C1, C2, C5 = (Id("credits", number) for number in (1, 2, 5))
WCS = Credit(name="WCS", parties=("WCS",), spellings=("WCS", "© WCS"), license="CC-BY-4.0", source_ids=("a:1",))
SOCIETY = Credit(
    name="Wildlife Conservation Society",
    parties=("wcs.", "Wildlife Conservation Society"),
    spellings=("Wildlife Conservation Society", "© WCS"),
    license="CC0-1.0",
    usage_terms="ask",
    contact="press@wcs.example",
    source_ids=("b:1",),
)
BOOK = Book(
    credits={1: Credit(name="WWF"), 2: WCS, 5: SOCIETY},
    images={
        1: Image(credit="c2"),
        2: Image(credit="c2", credit_line="© WCS"),
        3: Image(credit="c5"),
        4: Image(credit="c5", credit_line="© WCS", license="MIT", usage_terms="none"),
        5: Image(credit="c1"),
    },
)


def settled(which: Id, book: Book = BOOK, **words: object) -> tuple[Book, list[str], Draft]:
    """Rename or join credits, and give the book as it is then."""
    draft, notes = on(book), list[str]()
    settle(draft, book, which, CreditWords(**words), notes)  # type: ignore[arg-type]
    gone = {change.number for change in draft.changes() if change.after is None}
    credits_ = {number: draft.record(Id("credits", number)) for number in book.credits if number not in gone}
    return Book(credits=credits_, images={n: draft.record(Id("images", n)) for n in book.images}), notes, draft


def printed(book: Book) -> list[str | None]:
    pictured = Pictured(book)
    return [pictured.line(image) for image in book.images.values()]


class TestRename:
    def test_a_picture_that_printed_the_name_keeps_it_as_its_line(self) -> None:
        after, notes, _ = settled(C2, name="© Wildlife Society / ISUNR.")

        assert (after.credits[2].name, after.credits[2].parties) == (
            "Wildlife Society / ISUNR",
            ("Wildlife Society", "ISUNR"),
        )
        assert [after.images[number].credit_line for number in (1, 2)] == ["WCS", "© WCS"]
        assert (after.credits[2].spellings, notes) == (WCS.spellings, [])

    def test_a_name_of_fewer_parties_takes_nobody_away_that_lines_print(self) -> None:
        book = Book(credits={2: Credit(name="WWF-Russia / ISUNR", parties=("WWF-Russia", "ISUNR"))})
        after, notes, _ = settled(C2, book, name="WWF Russia")

        assert (after.credits[2].name, after.credits[2].parties) == ("WWF Russia", ("WWF-Russia", "ISUNR"))
        assert notes == ["c2 still names WWF-Russia and ISUNR; to change that: logbook edit c2"]

    def test_the_old_name_is_still_found(self) -> None:
        book = Book(
            credits={2: Credit(name="WCS", spellings=("Bronx Zoo",)), 3: Credit(name="WWF", spellings=("WWF.",))}
        )

        assert settled(C2, book, name="NYZS")[0].credits[2].spellings == ("Bronx Zoo", "WCS")
        assert settled(Id("credits", 3), book, name="Panda")[0].credits[3].spellings == ("WWF.",)

    @pytest.mark.parametrize("name", ["WCS", " © WCS. "])
    def test_the_same_name_changes_nothing(self, name: str) -> None:
        assert settled(C2, name=name)[2].changes() == []

    def test_a_name_that_another_credit_has_points_to_joining(self) -> None:
        with pytest.raises(BadValueError, match=r"'wwf' is c1 already; .*: `logbook edit c2 --join c1` makes them one"):
            settled(C2, name="wwf")


class TestJoin:
    def test_pictures_spellings_and_source_ids_of_both_are_one_credits_and_whom_it_names_stays(self) -> None:
        after, _, _ = settled(C2, join=("c5",))

        assert (set(after.credits), {image.credit for image in after.images.values()}) == ({1, 2}, {"c1", "c2"})
        assert after.credits[2].spellings == ("WCS", "© WCS", "Wildlife Conservation Society")
        assert after.credits[2].parties == ("WCS",)
        assert after.credits[2].source_ids == ("a:1", "b:1")

    def test_defaults_that_are_lacking_come_from_the_other_and_the_rest_stay(self) -> None:
        after, notes, _ = settled(C2, join=("c5",))

        assert (after.credits[2].license, after.credits[2].usage_terms, after.credits[2].contact) == (
            "CC-BY-4.0",
            "ask",
            "press@wcs.example",
        )
        assert notes == [
            "c2 keeps its licence 'CC-BY-4.0'; c5 had 'CC0-1.0', which was the default of i3",
            "c2 has the usage terms of c5 now, 'ask': by default that of i1, i2 too",
        ]

    def test_a_default_that_no_picture_goes_by_is_told_only_where_it_is_lost(self) -> None:
        granted, refused = Permission(status="granted", by="A. Li"), Permission(status="refused")
        book = Book(credits={2: Credit(name="A", permission=granted), 5: Credit(name="B", permission=refused)})

        assert settled(C5, book, join=("c2",))[1] == ["c5 keeps its permission 'refused'; c2 had 'granted, A. Li'"]
        with pytest.raises(
            BadValueError, match="c5 is refused and c2 is granted: joined, its pictures would go by that"
        ):
            settled(C2, book, join=("c5",))
        alone = Book(credits={2: Credit(name="A"), 5: Credit(name="B", contact="x", permission=refused)})
        after, notes, _ = settled(C2, alone, join=("c5",))
        assert (after.credits[2].permission, after.credits[2].contact, notes) == (refused, "x", [])

    def test_pictures_that_get_a_default_are_named(self) -> None:
        book = Book(
            credits={2: Credit(name="A", license="CC0-1.0", modified="2026", source_ids=("a",)), 5: Credit(name="B")},
            images={3: Image(credit="c5"), 4: Image(credit="c5", license="CC-BY-4.0")},
        )

        assert settled(C2, book, join=("c5",))[1] == ["i3 now has the licence of c2 by default, 'CC0-1.0'"]

    def test_a_default_that_no_picture_goes_by_is_not_told(self) -> None:
        book = Book(credits={2: Credit(name="A", license="CC0-1.0"), 5: Credit(name="B")})

        assert settled(C2, book, join=("c5",))[1] == []

    def test_it_may_get_the_name_of_the_one_that_goes(self) -> None:
        after, _, _ = settled(C2, join=("c5",), name="Wildlife Conservation Society")

        assert after.credits[2].name == "Wildlife Conservation Society"
        assert printed(after) == printed(BOOK)

    @pytest.mark.parametrize(
        ("texts", "said"),
        [
            (("c2",), "c2 cannot be joined with itself"),
            (("c1", "c5"), "--join takes one credit at a time, and here are 2"),
            (("",), "is not an id"),
            (("WCS",), "'WCS' is not an id"),
            (("i1",), "i1 is a picture; only a credit, such as c5, can be joined with c2"),
            (("c9",), "there is no credit c9"),
        ],
    )
    def test_what_cannot_be_joined_is_refused(self, texts: tuple[str, ...], said: str) -> None:
        with pytest.raises((BadValueError, NotOneError)) as error:
            settled(C2, join=texts)

        assert said in str(error.value)


LINES = st.sampled_from((None, "WCS", "© WCS", "wcs", "WWF / WCS", "Bronx Zoo."))
NAMES = st.sampled_from(("WCS", "WWF", "Bronx Zoo", "A / B"))
CREDITS = st.builds(Credit, name=NAMES, spellings=st.lists(LINES.filter(bool), max_size=2).map(tuple))
BOOKS = st.builds(
    Book,
    credits=st.fixed_dictionaries({2: CREDITS, 5: CREDITS}),
    images=st.dictionaries(
        st.integers(1, 5), st.builds(Image, credit=st.sampled_from((None, "c2", "c5", "c8")), credit_line=LINES)
    ),
)


@given(BOOKS, st.none() | NAMES, st.sampled_from((None, ("c5",))))
def test_whatever_is_renamed_or_joined_what_is_printed_stays(
    book: Book, name: str | None, join: tuple[str, ...] | None
) -> None:
    try:
        after, _, _ = settled(C2, book, name=name, join=join)
    except LogbookError:
        return

    assert printed(after) == printed(book)
