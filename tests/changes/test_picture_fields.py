"""Words to fields, of pictures."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes.fields import Setting
from logbook.changes.picture_fields import PictureWords, picture_fields
from logbook.errors import BadValueError, LogbookError
from logbook.records import Id, Image
from tests.drafting import NOW

I3 = Id("images", 3)
ESSAY = {"publications": [{"title": "A", "page": 3}, {"title": "B"}]}


def read(before: dict[str, Any] | None = None, **words: Any) -> dict[str, Any]:
    return picture_fields(PictureWords(**words), I3, Setting(now=NOW, before=before or {}, notes=[]))


def test_each_word_has_its_field() -> None:
    made = read(
        title="t",
        caption="c",
        alt="a",
        writer="w",
        creator=("x", "", "y"),
        owner="o",
        notice="© o",
        supplier="s",
        tag=("snow",),
        license="CC0-1.0",
        terms="ask",
        statement="https://example.org/rights",
        embargo="1 Dec 2027",
    )

    assert made == {
        "title": "t",
        "caption": "c",
        "alt_text": "a",
        "caption_writer": "w",
        "creator": ["x", "y"],
        "copyright_owner": "o",
        "copyright_notice": "© o",
        "supplier": "s",
        "tags": ["snow"],
        "license": "CC0-1.0",
        "usage_terms": "ask",
        "web_statement": "https://example.org/rights",
        "embargo_until": "2027-12-01",
    }


def test_an_empty_word_takes_its_field_out() -> None:
    assert read(embargo="", license="", owner="") == {"embargo_until": None, "license": "", "copyright_owner": ""}


def test_a_publication_is_noted_whole() -> None:
    made = read(
        published="A", author="x", publisher="y", published_on="Nov 2015", published_at="https://a.example", position=2
    )

    assert made["publications"] == [
        {
            "title": "A",
            "author": "x",
            "publisher": "y",
            "date": "2015-11",
            "url": "https://a.example",
            "position": 2,
        }
    ]


def test_a_publication_is_said_more_of_not_doubled() -> None:
    assert read(ESSAY, published="A", position=2)["publications"][0] == {"title": "A", "page": 3, "position": 2}
    assert read(ESSAY, published="C")["publications"] == [*ESSAY["publications"], {"title": "C"}]


def test_an_empty_word_takes_a_part_or_all_publications_out() -> None:
    before = {"publications": [{"title": "A", "author": "x", "date": "2015"}]}

    assert read(before, published="A", author="", published_on="")["publications"] == [{"title": "A"}]
    assert read(before, published="") == {"publications": []}


@pytest.mark.parametrize(
    "words", [{"publisher": "x"}, {"author": "x"}, {"position": 1}, {"published_on": "2015"}, {"published_at": "x"}]
)
@pytest.mark.parametrize("title", [{}, {"published": ""}])
def test_what_belongs_to_a_publication_needs_one(words: dict[str, Any], title: dict[str, str]) -> None:
    with pytest.raises(BadValueError, match="--published-at and --position need --published TITLE"):
        read(**words, **title)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"embargo": "soon"}, "soon"),
        ({"embargo": "05/09/2027"}, "05/09/2027"),
        ({"published": "A", "published_on": "2031"}, "2031 lies in the future"),
        ({"owner": "a\0"}, "--owner holds a NUL character"),
    ],
)
def test_what_means_nothing_is_refused_by_name(words: dict[str, str], said: str) -> None:
    with pytest.raises(BadValueError) as error:
        read(**words)

    assert said in str(error.value)


def test_title_caption_and_alt_are_of_one_picture_but_may_be_taken_out_of_many() -> None:
    assert PictureWords(title="t", alt="", caption="c", credit="c").single == ["title", "caption"]


TEXTS = {
    name: st.none() | st.text(max_size=9)
    for name in PictureWords.__struct_fields__
    if name not in {"creator", "tag", "use", "reference", "position"}
}


@given(st.fixed_dictionaries(TEXTS), st.none() | st.lists(st.text(max_size=9), max_size=2).map(tuple))
def test_any_text_makes_a_valid_picture_or_is_refused(words: dict[str, Any], many: tuple[str, ...] | None) -> None:
    words |= {"creator": many, "use": many, "reference": many}
    try:
        made = read(**words)
    except LogbookError:
        return
    msgspec.convert({name: value for name, value in made.items() if value is not None}, Image)
