"""Whose pictures they are, a letter for each."""

from __future__ import annotations

from array import array
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.records import Book, Credit
from logbook.tally.borne import Line, Lines, Owners, image_number, read_lines
from logbook.tally.pictured import Pictured

CREDITS = {1: Credit(name="WCS", spellings=("© WCS",)), 2: Credit(name="WWF")}
WCS, WWF, NOBODY = Line(credit="c1"), Line(credit_line="wwf."), Line()


def owners(*blocks: dict[int, Line]) -> Owners:
    return Owners([read_lines([block]) for block in blocks], Pictured(Book(credits=CREDITS)))


def borne(found: Owners, *images: list[str]) -> dict[str, tuple[int, int]]:
    """Give how many pictures and sightings have each credit."""
    words = Counter(found.words([msgspec.Raw(msgspec.json.encode(refs)) for refs in images]))
    return {line.name: (line.images, line.sightings) for line in found.credit_lines(words, CREDITS)}


def test_each_line_is_read_once() -> None:
    found = read_lines([{1: WCS, 2: WWF}, {4: WCS, 5: WCS, 7: WCS}])
    met, firsts, lengths = array("q", [1, 1]), array("q", [1, 4]), array("q", [2, 4])
    assert found == Lines([WCS, WWF], met, firsts, lengths, "\1\2\1\1\0\1", Counter({"\1": 4, "\2": 1, "\0": 1}))


@pytest.mark.parametrize("gap", [0, 1, 10**17], ids=["close together", "one is gone", "far apart"])
def test_a_sighting_counts_once_for_each_credit_of_its_pictures(gap: int) -> None:
    last = f"i{4 + gap}"
    found = owners({3: NOBODY, 4 + gap: WWF}, {1: WCS, 2: WCS})
    assert found.images == 4
    assert borne(found, ["i1", "i3", "i2"], [], ["i2", last], ["i3"]) == {"WCS": (2, 2), "WWF": (1, 1)}


@pytest.mark.parametrize(
    "ref",
    [
        *("i0", "i01", "i9", "i9999999999999999999", "I1", "c1", "1", "i", "", "i1i", "i\u0661", "i 1"),
        *("i2,1", "i2],[1", "i2,", "i2[]", "i2],[", "i2]", "i2[", "i2[1", "i2]1"),
    ],
)
def test_a_reference_that_leads_nowhere_is_passed_over(ref: str) -> None:
    assert image_number(ref) in {0, 9}
    assert borne(owners({1: WCS, 2: WWF}), ["i1", ref, "i1"], [ref]) == {"WCS": (1, 1), "WWF": (1, 0)}


@given(st.lists(st.lists(st.text("i12,[]0", max_size=6) | st.sampled_from(["i1", "i2"]), max_size=3), min_size=1))
def test_all_lists_at_once_say_what_their_references_say(images: list[list[str]]) -> None:
    found = owners({1: WCS, 2: WWF})
    [[wcs], [wwf]] = (found.words([msgspec.Raw(b'["i%d"]' % number)]) for number in (1, 2))
    letters = {"i1": wcs, "i2": wwf}
    words = found.words([msgspec.Raw(msgspec.json.encode(refs)) for refs in images])
    owned = [[letter for letter in word if letter in letters.values()] for word in words]
    assert owned == [[letters[ref] for ref in refs if ref in letters] for refs in images]


@given(st.sets(st.integers(1, 60) | st.integers(1, 10**18 - 1), min_size=1, max_size=40), st.integers(1, 9))
def test_whatever_numbers_pictures_have_and_whoever_read_them(numbers: set[int], size: int) -> None:
    rows = [(number, WCS if number % 2 else WWF) for number in sorted(numbers)]
    blocks = [dict(rows[at : at + size]) for at in range(0, len(rows), size)]
    found = Owners([read_lines(blocks[::2]), read_lines(blocks[1::2])], Pictured(Book(credits=CREDITS)))
    odd = sum(number % 2 for number in numbers)
    assert found.images == len(numbers)
    assert borne(found, *([f"i{number}"] for number in numbers)) == {
        "WCS": (odd, odd),
        "WWF": (len(numbers) - odd, len(numbers) - odd),
    }


def test_a_credit_has_the_name_and_the_spellings_of_the_first_pictures_whoever_read_them() -> None:
    spelled = [Line(credit_line=line) for line in ("ma li", "Ma Li", "© Ma Li", "MA LI", "© WCS", "wcs")]
    parts = [read_lines([{at: spelled[at - 1]}, {at + 3: spelled[at + 2]}]) for at in (3, 1, 2)]
    found = Owners(parts, Pictured(Book(credits=CREDITS))).credit_lines({}, ())
    assert [(line.name, line.spellings) for line in found] == [
        ("ma li", ("ma li", "Ma Li", "© Ma Li", "MA LI")),
        ("WCS", ("© WCS", "wcs")),
    ]


def test_numbers_that_do_not_rise_take_no_room() -> None:
    assert borne(owners({3 * 10**17: WCS}, {1: WCS, 2: WCS}), ["i1", "i2"]) == {"WCS": (3, 1), "WWF": (0, 0)}


def test_more_owners_than_letters_of_the_alphabet() -> None:
    found = owners({number: Line(credit_line=f"Photographer {number}") for number in range(1, 1001)})
    counted = borne(found, *([f"i{number}", "i1"] for number in range(1, 1001)))
    assert counted["Photographer 1"] == (1, 1000)
    assert counted["Photographer 1000"] == (1, 1)


def test_a_logbook_without_pictures_has_its_credits() -> None:
    assert borne(owners(), ["i1"], []) == {"WCS": (0, 0), "WWF": (0, 0)}
