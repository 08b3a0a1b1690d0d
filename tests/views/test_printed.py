"""Where pictures have been printed, in words."""

from __future__ import annotations

from logbook.records import Credit, Image, Publication
from logbook.tally.printed import ChangedFirst, ChangedLine, ChangedName
from logbook.tally.publications import Appearance
from logbook.tally.standings import Mark
from logbook.views import printed

ESSAY = Publication(title="Rare cubs", author="T. Ghose", position=3)


def mark(standing: str, *sightings: str, undated: tuple[str, ...] = ()) -> Mark:
    return Mark(
        standing=standing,  # type: ignore[arg-type]
        event_date=None,
        published=None,
        level="confirmed",
        sightings=sightings,
        undated=undated,
    )


def test_a_line_that_changed_is_quoted_exactly() -> None:
    change = ChangedLine("© WWF / ISUNR.", None, ("i3",), (Appearance(ESSAY, ("i3",)),))
    assert list(printed.lines([change])) == [
        'the credit line of i3 was "© WWF / ISUNR.", now it is none. Printed in: T. Ghose, Rare cubs, picture 3 (i3)'
    ]


def test_a_credit_that_was_renamed_says_that_the_lines_stay() -> None:
    changes = [
        ChangedName("WCS", "Zoo", ("i3",), (Appearance(ESSAY, ("i3",)),)),
        ChangedName("W.C.S", "WCS", ("i1", "i2"), ()),
    ]
    assert list(printed.names(changes)) == [
        'the credit of i3 was "WCS", now it is "Zoo"; the line stays. Printed in: T. Ghose, Rare cubs, picture 3 (i3)',
        'the credit of i1, i2 was "W.C.S", now it is "WCS"; the lines stay',
    ]


def test_all_who_could_be_first_are_named() -> None:
    several = mark("one of the dated", "s1", "s4", undated=("s5",))
    changes = [
        ChangedFirst("confirmed", ("Jilin, China", "China"), mark("first", "s1"), several, ()),
        ChangedFirst("probable", ("Russia",), mark("undated", undated=("s3",)), None, ()),
    ]
    assert list(printed.firsts(changes)) == [
        (
            "in this logbook the first confirmed breeding evidence in Jilin, China and in China was s1, "
            "now it is one of s1, s4 (undated: s5)"
        ),
        "in this logbook the first probable breeding evidence in Russia was open (undated: s3), now it is none",
    ]


def test_a_note_stays_short_however_much_has_been_printed() -> None:
    refs, few = tuple(f"i{number}" for number in range(1, 5001)), "i1, i2, i3, i4, i5, i6 and 4,994 more"
    where = tuple(Appearance(Publication(title=f"Essay {number}" if number else None), refs) for number in range(40))
    [note] = printed.lines([ChangedLine("A", "B", refs, where)])

    assert note.startswith(f'the credit line of {few} was "A", now it is "B". Printed in: ')
    named = ("a publication without a title", "Essay 1", "Essay 2")
    assert note.endswith(f"Printed in: {'; '.join(f'{name} ({few})' for name in named)}; and 37 more")


def test_a_credit_lists_each_printing_of_its_pictures() -> None:
    twice, own = (ESSAY, Publication(title="Other")), Image(credit_line="(c) W.", publications=(ESSAY,))
    images = {1: Image(), 2: Image(publications=twice), 3: own}
    assert list(printed.of_credit(Credit(name="W"), images)) == [
        ("i2", 'with "W" in T. Ghose, Rare cubs, picture 3'),
        ("i2", 'with "W" in Other'),
        ("i3", 'with "(c) W." in T. Ghose, Rare cubs, picture 3'),
    ]
