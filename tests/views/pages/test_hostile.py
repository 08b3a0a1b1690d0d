"""Texts that mean harm do none: what a record says comes back from the page as it was, and acts on nothing."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.tally import essay
from logbook.tally.clearance import Judge
from logbook.views.pages.essay import File, page
from logbook.views.text import paragraphs, visible
from tests.cli.conftest import NOW
from tests.views.pages import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Made = Callable[[str], Path]

evil_pages = pytest.mark.parametrize("name", ["hostile", "hostile summary"])
HARMLESS = re.compile(r"https?://[^\s<>\"]+|#[ist][0-9]+|i[0-9]+-[0-9]+-[0-9a-f]+\.jpg|data:,")
ADDRESSES = ("contentUrl", "license", "acquireLicensePage")
SHOWN = visible(samples.EVIL)


class Tag(NamedTuple):
    name: str
    attributes: dict[str, str]


class Parsed(HTMLParser):
    """What a page holds: its elements, its texts, and the JSON that it tells to machines."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.texts: list[str] = []
        self.told = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.texts.append(data)
        elif "type" in self.tags[-1].attributes:
            self.told += data

    def values(self, *names: str) -> list[str]:
        """Give the values of some attributes, wherever they stand."""
        return [tag.attributes[name] for tag in self.tags for name in names if name in tag.attributes]


def parsed(path: Path) -> Parsed:
    return Parsed(path.read_text(encoding="utf-8"))


@evil_pages
def test_no_text_becomes_an_element_an_attribute_or_an_address(made: Made, name: str) -> None:
    found = parsed(made(name))

    assert not [one for tag in found.tags for one in tag.attributes if one.startswith("on") or one == "style"]
    assert {tag.name for tag in found.tags} & {"iframe", "object", "embed", "base", "form", "b"} == set()
    assert [tag.attributes for tag in found.tags if tag.name == "script"] in ([], [{"type": "application/ld+json"}, {}])
    assert [one for one in found.values("href", "src") if not HARMLESS.fullmatch(one)] == []


@evil_pages
def test_a_text_is_shown_to_its_last_letter(made: Made, name: str) -> None:
    found = parsed(made(name))

    assert sum(SHOWN in text for text in found.texts) > 3


def test_attributes_hold_the_texts_to_their_last_letter(made: Made) -> None:
    found = parsed(made("hostile"))

    assert found.values("alt") == [SHOWN] * 2
    assert sum(tag.attributes.get("content") == SHOWN for tag in found.tags if tag.name == "meta") >= 3


def test_what_is_told_to_machines_is_what_is_on_record(made: Made) -> None:
    whole = json.loads(parsed(made("hostile")).told)
    first, second = whole["associatedMedia"]

    assert [whole["name"], whole["description"]] == [samples.EVIL] * 2
    said = ("name", "caption", "description", "creditText", "copyrightNotice")
    assert [first[name] for name in said] == [samples.EVIL] * len(said)
    assert first["creator"] == [{"name": samples.EVIL}]
    addresses = [one[name] for one in (first, second) for name in ADDRESSES if name in one]
    assert len(addresses) == 2
    assert all(map(HARMLESS.fullmatch, addresses))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@settings(max_examples=60)
def test_any_text_in_any_field_comes_back_from_the_page(text: str) -> None:
    book = samples.saying(text, "i1.jpg")
    words = essay.Words(text, (text,))
    made = essay.compose(Judge(book, today=NOW.date()), book, (1, 2, 3), words, "editorial", today=NOW.date())

    found = Parsed("".join(page(made, {"i1": [File("i1.jpg", 64, 48)]})))

    shown = "\n".join(paragraphs(text))
    assert found.values("alt") == [shown]
    assert [tag.attributes["content"] for tag in found.tags if tag.attributes.get("property") == "og:title"] == [shown]
    told = json.loads(found.told)["associatedMedia"][0]
    assert [told["name"], told["caption"], told["creditText"]] == [text] * 3
    for line in paragraphs(text):
        # In its heading, caption, credit and elsewhere.
        assert sum(line in one for one in found.texts) > 3


def test_copies_are_called_by_their_ids(made: Made) -> None:
    names = {path.name for path in made("hostile").parent.iterdir()}

    assert all(re.fullmatch(r"index\.html|i[13]-64-[0-9a-f]+\.jpg", name) for name in names)
