"""Tables in terminals of any width: ids and dates whole, nothing lost, words unbroken where they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from logbook.views import digest, fitting, holdings, listing
from logbook.views.sheet import Column

COLUMNS = (
    Column("id", "Id", whole=True),
    Column("date", "Date", whole=True),
    Column("species", "Species"),
    Column("animals", "Animals", below="species"),
    Column("images", "Pictures", right=True, below="species", label="pictures"),
)
ROW = ("s1", "2013-09-05 04:31 +08:00", "Amur leopard", "1 adult female, 2 cubs", "4")


def flat(cell: list[str]) -> str:
    return " ".join(cell)


def test_a_wide_terminal_has_every_column_on_one_line() -> None:
    fitted = fitting.fit(COLUMNS, [ROW], 120)
    assert [flat(cell) for cell in fitted.headings] == ["Id", "Date", "Species", "Animals", "Pictures"]
    assert fitted.rows == [[[cell] for cell in ROW]]


def test_a_narrow_terminal_puts_columns_under_others_and_says_what_they_are() -> None:
    fitted = fitting.fit(COLUMNS, [ROW], 46)
    assert [flat(cell) for cell in fitted.headings] == ["Id", "Date", "Species, animals"]
    assert fitted.rows[0][2] == ["Amur leopard", "1 adult female, 2", "cubs", "pictures: 4"]


def test_spare_room_goes_to_the_column_that_makes_rows_tall_not_to_the_longest_cell() -> None:
    columns = (Column("id", "Id", whole=True), Column("one", "One"), Column("two", "Two"))
    rows = [*[("s1", "a sentence of twenty-six", "")] * 9, ("s2", "", "x " * 20)]
    assert fitting.fit(columns, rows, 50).rows[0][1] == ["a sentence of twenty-six"]


def test_what_is_exact_stays_on_one_line_where_it_fits() -> None:
    columns = (Column("id", "Id", whole=True), Column("line", "Credit line", exact=True), Column("alt", "Alt text"))
    row = ("i5", "© WWF-Russia / ISUNR", "a list of search words that nobody would call an alt text")
    assert fitting.fit(columns, [row], 50).rows[0][1] == ["© WWF-Russia / ISUNR"]


def test_a_labelled_column_with_nothing_in_it_is_not_shown() -> None:
    fitted = fitting.fit(COLUMNS, [(*ROW[:4], "")], 120)
    assert "Pictures" not in [flat(cell) for cell in fitted.headings]


def test_several_things_in_a_cell_have_a_line_each() -> None:
    assert fitting.fit(COLUMNS[:3], [("c1", "", ("WCS", "© WCS"))], 80).rows[0][2] == ["WCS", "© WCS"]


def test_an_interval_may_end_a_line_only_before_its_end() -> None:
    interval = "2013-09-05 04:31 +08:00 to 2013-09-06 05:10 +08:00 (s5 and 1 more)"
    fitted = fitting.fit(COLUMNS[:3], [("s1", interval, "Amur leopard")], 48)
    assert fitted.rows[0][1] == ["2013-09-05 04:31 +08:00", "to 2013-09-06 05:10 +08:00", "(s5 and 1 more)"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("1 adult female, 2 cubs", 10, ["1 adult", "female, 2", "cubs"]),
        ("dependent-young, derived", 12, ["dependent-", "young,", "derived"]),
        ("x" * 7, 3, ["xxx", "xxx", "x"]),
        ("ab-" + "x" * 7, 4, ["ab-", "xxxx", "xxx"]),
        ("东北豹", 4, ["东北", "豹"]),
        ("", 4, [""]),
        ("a  b", 9, ["a  b"]),
    ],
)
def test_words_are_wrapped_and_broken_only_where_they_must(text: str, width: int, lines: list[str]) -> None:
    assert fitting.wrapped([text], width) == lines


WORDS = st.text(alphabet=st.sampled_from("ab-é东, [/]"), max_size=40)
DATES = st.sampled_from(["2013-10-09", "undated", "circa autumn 2013", "2013-09-05 04:31 to 2013-09-06 05:10"])


@given(st.lists(st.tuples(st.just("s1204"), DATES, WORDS, WORDS, WORDS), min_size=1, max_size=4), st.integers(10, 130))
def test_no_text_is_lost_and_no_date_is_broken_at_any_width(rows: list[tuple[str, ...]], room: int) -> None:
    fitted = fitting.fit(COLUMNS, rows, room)
    for row, cells in zip(rows, fitted.rows, strict=True):
        shown = "".join("".join(cell) for cell in cells).replace(" ", "")
        for text in row:
            assert text.replace(" ", "") in shown
        assert cells[0] == ["s1204"]
        assert flat(cells[1]) == row[1]
    assert all(
        cell_len(line) <= width
        for row in fitted.rows
        for cell, width in zip(row, fitted.widths, strict=True)
        for line in cell
    )


@given(st.lists(st.tuples(st.just("s1"), st.just("2013-10-09"), WORDS, WORDS, st.just("")), min_size=1, max_size=3))
def test_sixty_columns_are_never_exceeded(rows: list[tuple[str, ...]]) -> None:
    fitted = fitting.fit(COLUMNS, rows, 60)
    assert sum(fitted.widths) + fitting.GAP * (len(fitted.widths) - 1) <= 60


@pytest.mark.parametrize(
    "columns",
    [
        value
        for module in (listing, digest, holdings)
        for name, value in vars(module).items()
        if isinstance(value, tuple) and value and isinstance(value[0], Column)
    ],
    ids=lambda columns: columns[0].key,
)
def test_every_column_that_may_go_under_another_goes_under_one_that_stays(columns: tuple[Column, ...]) -> None:
    staying = {column.key for column in columns if column.below is None}
    assert {column.below for column in columns if column.below} <= staying
