from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.animals import nouns
from logbook.animals.nouns import Noun
from logbook.errors import BadValueError


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("cub", Noun("juvenile", None, one=True, dependent=True)),
        ("Cubs", Noun("juvenile", None, one=False, dependent=True)),
        ("calves", Noun("juvenile", None, one=False, dependent=True)),
        ("new-born pups", Noun("juvenile", None, one=False, dependent=True)),
        ("young female cub", Noun("juvenile", "female", one=True, dependent=True)),
        ("C", Noun("juvenile", None, one=True, dependent=True)),
        ("JF", Noun("juvenile", "female", one=True, dependent=False)),
        ("juvenile", Noun("juvenile", None, one=True, dependent=False)),
        ("young", Noun("juvenile", None, one=False, dependent=False)),
        ("full-grown cub", Noun("subadult", None, one=True, dependent=False)),
        ("nearly grown male kittens", Noun("subadult", "male", one=False, dependent=False)),
        ("large cubs", Noun("subadult", None, one=False, dependent=False)),
        ("subadult cub", Noun("subadult", None, one=True, dependent=False)),
        ("yearlings", Noun("subadult", None, one=False, dependent=False)),
        ("Sub adult", Noun("subadult", None, one=True, dependent=False)),
        ("saf", Noun("subadult", "female", one=True, dependent=False)),
        ("mother", Noun("adult", "female", one=True, dependent=False)),
        ("fathers", Noun("adult", "male", one=False, dependent=False)),
        ("female adult", Noun("adult", "female", one=True, dependent=False)),
        ("lone male", Noun(None, "male", one=True, dependent=False)),
        ("head", Noun(None, None, one=False, dependent=False)),
    ],
)
def test_nouns_say_stage_and_sex(phrase: str, noun: Noun) -> None:
    assert nouns.read(phrase) == noun


@pytest.mark.parametrize(
    ("phrase", "named"),
    [
        ("kubs", 'did you mean "cubs"'),
        ("male leopards", "'leopards' in 'male leopards'"),
        ("another", "'another'"),
        ("mother cub", "adult or juvenile"),
        ("young adult", "adult or juvenile"),
        ("young male", "juvenile or subadult"),
        ("large male", "any age"),
        ("male mother", "both sexes"),
        ("AF C", "mixes a short form with words"),
        ("", "''"),
        ("\ud800", "\\ud800"),
        ("cub" * 999, "…"),
    ],
)
def test_what_is_unknown_or_contradicts_itself_is_refused(phrase: str, named: str) -> None:
    with pytest.raises(BadValueError) as error:
        nouns.read(phrase)
    assert named in str(error.value)
    str(error.value).encode()


@given(
    st.sampled_from([None, "adult", "subadult", "juvenile"]), st.sampled_from([None, "female", "male"]), st.booleans()
)
def test_a_noun_built_is_read_again(stage: nouns.LifeStage | None, sex: nouns.Sex | None, plural: bool) -> None:
    assert nouns.read(nouns.build(stage, sex, plural=plural)) == Noun(stage, sex, one=not plural, dependent=False)
