"""The summary as a page, read as a browser reads it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from logbook.records import Book, Image, Info, Sighting
from logbook.tally.atlas import atlas
from logbook.tally.summary import summarise
from logbook.tally.timeline import timeline
from logbook.views import digest
from logbook.views.pages import summary
from logbook.views.pages.summary import Disclosed
from logbook.views.sheet import joined
from tests import essay
from tests.views.pages.node import Node

ALL = Disclosed(generalised=0, is_exact=False, is_selection=False)
PLACED = {
    number: replace(one, decimal_latitude=43.0 + number, decimal_longitude=131.0, event_date="2013")
    for number, one in essay.BOOK.sightings.items()
}
HOSTILE = "<script>alert(1)</script>\"onerror='{{ 7 * 7 }}</style>\x1b[31m\u202e"


def page(book: Book = essay.BOOK, told: Disclosed = ALL) -> str:
    return summary.page(book.info, summarise(book), timeline(book), atlas(book), told)


def test_it_has_every_table_of_the_terminal_with_every_text_in_it() -> None:
    read = Node(page())
    sheets = digest.parts(summarise(essay.BOOK))
    assert read.texts("caption") == [sheet.title for sheet in (sheets[0], sheets[2], sheets[1], *sheets[3:])]
    cells = {text.removeprefix("◆ ").removeprefix("◇ ") for tag in ("th", "td") for text in read.texts(tag)}
    said = {joined(cell).replace("; ", " ") for sheet in sheets for row in sheet.rows for cell in row}
    assert said - {""} <= cells


def test_headings_and_tables_are_what_a_screen_reader_needs() -> None:
    read = Node(page())
    assert read.texts("h1") == ["Summary of a sighting logbook"]
    assert read.texts("h2") == ["Breeding evidence", "When", "Where", "Which animals", "Whose pictures"]
    assert {cell["scope"] for cell in read.attributes("th")} == {"col", "row"}
    assert read.attributes("html")[0]["lang"] == "en"


def test_the_level_of_evidence_is_told_by_word_and_sign() -> None:
    assert {"◆ confirmed", "◇ probable"} <= set(Node(page()).texts("span"))


def test_positions_are_drawn_and_listed() -> None:
    read = Node(page(replace(essay.BOOK, sightings=PLACED)))
    assert len(read.attributes("svg", role="img")) == 2
    assert "Sightings by position" in read.texts("caption")
    listed = read.texts("td", **{"data-label": "Position"})
    assert listed == ["46, 131", "45, 131", "44, 131"]


def test_what_is_not_placed_is_counted_beside_many_positions() -> None:
    many = {
        number: Sighting(vernacular_name="Lynx", decimal_latitude=number / 10, decimal_longitude=20.0)
        for number in range(1, 300)
    }
    text = page(Book(sightings={**many, 300: Sighting(vernacular_name="Lynx")}))
    assert "Sightings by position" not in text
    assert any("1 sighting" in said and "position" in said for said in Node(text).texts("p"))


def test_its_title_and_description_are_the_logbooks() -> None:
    told = replace(essay.BOOK, info=Info(title="Land of the Leopard", description="Two stations.", revision=7))
    read = Node(page(told))
    assert read.texts("title")[:1] == read.texts("h1") == ["Land of the Leopard"]
    assert "Two stations." in read.texts("p")
    assert "Made with logbook, from revision 7" in read.texts("p")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (ALL._replace(generalised=1), "The places of 1 sighting are told less exactly"),
        (ALL._replace(is_exact=True), "NOT FOR PUBLICATION"),
        (ALL._replace(is_selection=True), "a selection"),
    ],
)
def test_how_it_was_told_is_said(told: Disclosed, said: str) -> None:
    assert said in " ".join(Node(page(told=told)).texts("body"))
    assert said not in " ".join(Node(page()).texts("body"))


def test_what_nothing_is_known_of_is_left_out() -> None:
    read = Node(page(Book()))
    assert read.texts("h2") == read.texts("table") == read.texts("svg") == []
    assert "0 sightings" in read.texts("p")[1]


def test_hostile_words_stay_words() -> None:
    one = Sighting(vernacular_name=HOSTILE, region=HOSTILE, decimal_latitude=1.0, decimal_longitude=1.0, images=("i1",))
    book = Book(
        info=Info(title=HOSTILE, description=HOSTILE),
        images={1: Image(credit_line=HOSTILE)},
        sightings={1: one, 2: replace(one, region="x" * 5000)},
    )
    text = page(book)
    read = Node(text)
    assert read.attributes("script") == []
    assert len(read.attributes("style")) == 1
    assert read.texts("h1")[0].startswith("<script>alert(1)</script>\"onerror='{{ 7 * 7 }}</style>\\x1b[31m\\u202e")
    assert not {"\x1b", "\u202e"} & set(text)


def test_it_asks_no_other_host() -> None:
    read = Node(page(replace(essay.BOOK, sightings=PLACED)))
    addresses = [attrs.get("href") or attrs.get("src") for _, attrs, _ in read.found]
    assert {one for one in addresses if one and not one.startswith("#")} == {"data:,"}
    assert "default-src 'none'" in str(read.attributes("meta", **{"http-equiv": "Content-Security-Policy"}))
