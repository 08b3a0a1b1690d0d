from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import animals
from logbook.animals import Amount, parse, parse_count, require_agreement, sighting_amount, total, words
from logbook.errors import BadValueError
from logbook.records import Animal, Sighting

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SCRAPS = st.lists(
    st.sampled_from(
        [
            "cub",
            "cubs",
            "AF",
            "young",
            "female",
            "pair",
            "of",
            "head",
            "full-grown ",
            "two",
            " a ",
            " with ",
            " and ",
            "at least ",
            "about ",
            "c. ",
            " to ",
            "\x00",
            "�",
            "²",
            "٣",
            *"0123456789+-~,;&.FMCA ",
        ]
    ),
    max_size=12,
).map("".join)

NUMBERS = st.sampled_from(
    ["", "1 ", "2 ", "a ", "an ", "three ", "2-3 ", "4 to 6 ", "at least 2 ", "~5 ", "8+ ", "c. 9 "]
)
MODIFIERS = st.sampled_from(["", "lone ", "single ", "another ", "small ", "unsexed "])
NOUNS = st.sampled_from(
    [
        "cub",
        "Cubs",
        "kittens",
        "calves",
        "full-grown cub",
        "nearly grown cubs",
        "yearling",
        "sub-adult males",
        "adult female",
        "ADULT FEMALES",
        "female",
        "males",
        "mother",
        "juveniles",
        "young",
        "animals",
        "head",
        "adult",
    ]
)
CODES = st.sampled_from(
    ["F", "AF", "am", "SAF", "SAM", "SA", "J", "JF", "JM", "C", "2C", "1AF", "3M", "pair", "a pair"]
)
ENTRIES = st.one_of(CODES, st.tuples(NUMBERS, MODIFIERS, NOUNS).map("".join))
LINKS = st.sampled_from([", ", " and ", " with ", " + ", " & ", "; ", "\uff0c", " plus ", ", and ", "\n"])


@st.composite
def descriptions(draw: st.DrawFn) -> str:
    text = draw(ENTRIES)
    for _ in range(draw(st.integers(0, 4))):
        text += draw(LINKS) + draw(ENTRIES)
    return text + draw(st.sampled_from(["", ".", " "]))


def kinds(text: str) -> list[tuple[int | None, str | None, str | None]]:
    return [(animal.count, animal.life_stage, animal.sex) for animal in parse(text)]


@pytest.mark.parametrize(
    ("typed", "amount", "written"),
    [
        ("8", Amount(8), "8"),
        (" 8 ", Amount(8), "8"),
        ("8+", Amount(8, None, "at least"), "at least 8"),
        ("≥8", Amount(8, None, "at least"), "at least 8"),
        (">= 8", Amount(8, None, "at least"), "at least 8"),
        ("At least 8", Amount(8, None, "at least"), "at least 8"),
        ("~8", Amount(8, None, "about"), "about 8"),
        ("about 8", Amount(8, None, "about"), "about 8"),
        ("approx. 8", Amount(8, None, "about"), "about 8"),
        ("c. 8", Amount(8, None, "about"), "about 8"),
        ("2-3", Amount(2, 3), "2-3"),
        ("2\u20133", Amount(2, 3), "2-3"),
        ("2 to 3", Amount(2, 3), "2-3"),
        ("about 2-3", Amount(2, 3, "about"), "about 2-3"),
        ("3-3", Amount(3), "3"),
        ("1000000", Amount(1_000_000), "1000000"),
    ],
)
def test_counts_are_read_and_written(typed: str, amount: Amount, written: str) -> None:
    assert parse_count(typed) == amount
    assert animals.count_words(amount) == written


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "-1",
        "1000001",
        "9" * 5000,
        "3-2",
        "~8+",
        "eight",
        "many",
        "",
        " ",
        "8 animals",
        "1,000",
        "1.5",
        "2 - ",
        "٨",
        "8\x00",
        "�",
        "8" + " " * 9000 + "x",
        "up to 8",
        "c8",
        "2to3",
    ],
)
def test_what_is_not_a_count_is_refused(typed: str) -> None:
    with pytest.raises(BadValueError):
        parse_count(typed)


@given(st.integers(1, 1_000_000), st.integers(0, 999), st.sampled_from([None, "at least", "about"]))
def test_a_count_written_is_read_again(low: int, more: int, qualifier: animals.CountQualifier | None) -> None:
    high = min(low + more, 1_000_000)
    amount = Amount(low, high if high > low else None, qualifier)
    assert parse_count(animals.count_words(amount)) == amount


def test_no_count_is_written_as_nothing() -> None:
    assert animals.count_words(Amount()) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 adult female, 2 cubs", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("adult female and her two cubs", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("adult female with 2 kittens", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("mother and full-grown cub", [(1, "adult", "female"), (1, "subadult", None)]),
        ("adult and cub", [(1, "adult", None), (1, "juvenile", None)]),
        ("1AF 2C", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("2AF+3C", [(2, "adult", "female"), (3, "juvenile", None)]),
        ("F+2", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("f + 2", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("F+2C", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("AF+2, M", [(1, "adult", "female"), (2, "juvenile", None), (1, None, "male")]),
        ("female with 2 young", [(1, "adult", "female"), (2, "juvenile", None)]),
        ("female, 2 young", [(1, None, "female"), (2, "juvenile", None)]),
        ("lone female with 2 young", [(1, None, "female"), (2, "juvenile", None)]),
        ("male with 2 young", [(1, None, "male"), (2, "juvenile", None)]),
        ("M+F", [(1, None, "male"), (1, None, "female")]),
        ("cubs", [(None, "juvenile", None)]),
        ("a cub", [(1, "juvenile", None)]),
        ("cub", [(1, "juvenile", None)]),
        ("young", [(None, "juvenile", None)]),
        ("pair", [(2, "adult", None)]),
        ("a pair", [(2, "adult", None)]),
        ("a pair of cubs", [(2, "juvenile", None)]),
        ("lone male", [(1, None, "male")]),
        ("8 head", [(8, None, None)]),
        ("twelve animals", [(12, None, None)]),
        ("1 male, 2 females, and 3 cubs.", [(1, None, "male"), (2, None, "female"), (3, "juvenile", None)]),
    ],
)
def test_descriptions_are_read(typed: str, expected: list[tuple[int | None, str | None, str | None]]) -> None:
    assert kinds(typed) == expected


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2-3 cubs", Amount(2, 3)),
        ("two to three cubs", Amount(2, 3)),
        ("at least 2 cubs", Amount(2, None, "at least")),
        ("at least one adult", Amount(1, None, "at least")),
        ("8+ animals", Amount(8, None, "at least")),
        ("~8 animals", Amount(8, None, "about")),
        ("F+2-3", Amount(3, 4)),
        ("1 adult, at least 2 cubs", Amount(3, None, "at least")),
        ("about 3 adults, at least 2 cubs", Amount(5, None, "about")),
        ("1 adult, cubs", Amount()),
    ],
)
def test_amounts_in_descriptions_add_up(typed: str, amount: Amount) -> None:
    assert total(parse(typed)) == amount


def test_entries_are_numbered_from_one() -> None:
    assert [animal.n for animal in parse("AF, 2 cubs and a male")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1 adult female, 2 cubs", "1 adult female, 2 cubs"),
        ("mother and full-grown cub", "1 mother, 1 full-grown cub"),
        ("two  Large   Kittens", "2 Large Kittens"),
        ("1AF 2C", "1 AF, 2 C"),
        ("F+2", "1 adult female, 2 juveniles"),
        ("Cubs", "Cubs"),
        ("females", "females"),
        ("8 animals", "8 animals"),
        ("1-2 males", "1-2 males"),
        ("at least 1 subadult", "at least 1 subadult"),
        ("a Pair, 2 C", "Pair, 2 C"),
    ],
)
def test_the_words_typed_come_back(typed: str, written: str) -> None:
    assert words(parse(typed)) == written


def test_words_are_built_for_animals_that_came_without() -> None:
    came = [Animal(count=2, life_stage="subadult", sex="male"), Animal(count=1), Animal(life_stage="juvenile")]
    assert words(came) == "2 subadult males, 1 animal, juveniles"
    assert words([Animal(count=3, life_stage="adult", verbatim="pair")]) == "3 adults"
    assert words([]) == ""


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("2 leopards", "'leopards'"),
        ("mother without cubs", "'without'"),
        ("no cubs", "'no'"),
        ("cub?", "'cub?'"),
        ("F12", "'F12'"),
        ("M+F2", "'F2'"),
        ("0 cubs", "'0'"),
        ("9999999 cubs", "1000000"),
        ("3-2 cubs", "2-3"),
        ("8", "'8 animals'"),
        ("2+2", "'2 animals'"),
        ("M+2", "'2 animals'"),
        ("SAF+2", "'2 animals'"),
        ("F, 2", "'2 animals'"),
        ("-2 cubs", "'-'"),
        ("2.5 cubs", "'.' in '2.5 cubs'"),
        ("F+", "'F+'"),
        ("with 2 cubs", "leaves an animal out"),
        ("", "leaves an animal out"),
        ("2 pairs", "'pairs'"),
        ("2 pair", "4 adults"),
        ("2 cubs\x00", "\\x00"),
        ("\ud800", "\\ud800"),
        ("c" * 1001, "too long"),
    ],
)
def test_what_is_not_understood_is_refused_and_named(typed: str, named: str) -> None:
    with pytest.raises(BadValueError) as error:
        parse(typed)
    assert named in str(error.value)
    str(error.value).encode()


@given(descriptions())
def test_animals_written_are_read_again(text: str) -> None:
    read = parse(text)
    assert parse(words(read)) == read


@given(st.one_of(ANY_TEXT, SCRAPS))
def test_any_text_is_animals_or_a_bad_value(text: str) -> None:
    for read in (parse, parse_count):
        try:
            result = read(text)
        except BadValueError as error:
            str(error).encode()
        else:
            assert result
            assert read is parse_count or parse(words(result)) == result  # type: ignore[arg-type]


def test_a_sighting_has_the_sum_of_its_animals_or_the_total_that_was_said() -> None:
    assert sighting_amount(Sighting(animals=parse("AF, 2-3 cubs"))) == Amount(3, 4)
    survey = Sighting(individual_count=8, individual_count_qualifier="at least")
    assert sighting_amount(survey) == Amount(8, None, "at least")
    assert sighting_amount(Sighting(animals=parse("AF, cubs"), individual_count=4)) == Amount(4)
    assert sighting_amount(Sighting()) == Amount()


@pytest.mark.parametrize(
    ("described", "count"),
    [
        ("AF, 2 cubs", "3"),
        ("AF, 2 cubs", "2-4"),
        ("AF, 2 cubs", "at least 2"),
        ("AF, 2-3 cubs", "4"),
        ("AF, cubs", "5"),
        ("AF, at least 2 cubs", "9"),
        ("about 8 animals", "about 8"),
    ],
)
def test_a_count_that_fits_the_animals_is_taken(described: str, count: str) -> None:
    require_agreement(parse(described), parse_count(count))


@pytest.mark.parametrize(
    ("described", "count"),
    [("AF, 2 cubs", "8"), ("AF, 2 cubs", "2"), ("AF, 2-3 cubs", "5"), ("AF, cubs", "1"), ("AF, 2 cubs", "4+")],
)
def test_a_count_that_disagrees_with_the_animals_is_refused(described: str, count: str) -> None:
    with pytest.raises(BadValueError, match="disagrees"):
        require_agreement(parse(described), parse_count(count))


def test_nothing_said_disagrees_with_nothing() -> None:
    require_agreement(parse("2 cubs"), Amount())
    require_agreement((), Amount(3))
