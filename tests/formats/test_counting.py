"""How many animals an event shows for certain."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.formats.counting import Kind, at_least

FEMALE, MALE = Kind("adult", "female"), Kind("adult", "male")
ADULT, SHE, ANY, CUB = Kind("adult"), Kind(sex="female"), Kind(), Kind("juvenile")
ZOYA = Kind("adult", "female", "Zoya")


def test_the_largest_count_in_one_picture_is_certain() -> None:
    assert at_least([{CUB: 1}, {CUB: 3}, {CUB: 2}]) == {CUB: 3}


def test_kinds_that_exclude_each_other_are_all_certain() -> None:
    assert at_least([{FEMALE: 1}, {MALE: 1}, {CUB: 2}]) == {FEMALE: 1, MALE: 1, CUB: 2}


def test_an_adult_of_unknown_sex_may_be_the_female_of_another_picture() -> None:
    assert at_least([{FEMALE: 1}, {ADULT: 1}]) == {FEMALE: 1}
    assert at_least([{FEMALE: 1}, {ADULT: 2}]) == {FEMALE: 1, ADULT: 1}
    assert at_least([{FEMALE: 1, ADULT: 1}, {FEMALE: 1}]) == {FEMALE: 1, ADULT: 1}


def test_an_adult_and_a_female_may_be_one_animal() -> None:
    assert at_least([{ADULT: 1}, {SHE: 1}]) == {ADULT: 1}
    assert at_least([{SHE: 1, ADULT: 1}]) == {ADULT: 1, ANY: 1}


def test_animals_of_which_nothing_is_known_fill_up_to_the_largest_picture() -> None:
    assert at_least([{FEMALE: 1, CUB: 1}, {ANY: 5}]) == {FEMALE: 1, CUB: 1, ANY: 3}
    assert at_least([{FEMALE: 1, CUB: 2}, {ANY: 3}]) == {FEMALE: 1, CUB: 2}


def test_a_known_individual_is_one_animal_whatever_its_pictures_show_of_it() -> None:
    assert at_least([{ZOYA: 1}, {Kind(individual_id="Zoya"): 1}, {FEMALE: 1}]) == {ZOYA: 1}
    assert at_least([{ZOYA: 1, FEMALE: 1}]) == {ZOYA: 1, FEMALE: 1}
    disputed = [{ZOYA: 1}, {Kind("adult", "male", "Zoya"): 1}, {Kind("adult", None, "Zoya"): 1}]
    assert at_least(disputed) == {Kind("adult", None, "Zoya"): 1}


def test_nothing_was_seen_in_no_picture() -> None:
    assert at_least([]) == {}


ANIMALS = st.lists(
    st.tuples(st.sampled_from(["adult", "juvenile"]), st.sampled_from(["female", "male"])), min_size=1, max_size=6
)
SEEN = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans(), st.booleans()), max_size=6), max_size=5
)


@settings(max_examples=400)
@given(ANIMALS, SEEN)
def test_never_more_than_there_were_and_never_fewer_than_one_picture_shows(
    animals: list[tuple[str, str]], seen: list[list[tuple[int, bool, bool, bool]]]
) -> None:
    pictures: list[Counter[Kind]] = []
    for shown in seen:
        by_animal = {which % len(animals): rest for which, *rest in shown}
        pictures.append(Counter(_kind(animals, which, *rest) for which, rest in by_animal.items()))
    found = at_least(pictures)
    for kind in {kind for picture in pictures for kind in picture} | {ANY, ADULT, SHE}:
        certain = sum(many for one, many in found.items() if kind.holds(one))
        assert certain <= sum(kind[:2] in {(s, x), (s, None), (None, x), (None, None)} for s, x in animals)
    assert sum(found.values()) >= max((picture.total() for picture in pictures), default=0)
    assert at_least(pictures[::-1]) == found


def _kind(animals: list[tuple[str, str]], which: int, stage: bool, sex: bool, named: bool) -> Kind:
    life_stage, its = animals[which]
    return Kind(life_stage if stage else None, its if sex else None, f"animal {which}" if named else None)  # type: ignore[arg-type]
