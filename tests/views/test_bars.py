"""Bars: as long as their numbers, never too long for the room, and told apart without colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from logbook.views import bars
from logbook.views.sheet import Bars

LIGHTS = ("day", "twilight", "night", "light unknown")


@pytest.mark.parametrize(
    ("ascii_only", "expected"),
    [(False, ["█" * 10, "█" * 5, "▎", "▏", ""]), (True, ["#" * 10, "#" * 5, "#", "#", ""])],
)
def test_a_number_is_drawn_to_an_eighth_of_a_cell_or_in_signs_of_every_code_page(
    ascii_only: bool, expected: list[str]
) -> None:
    numbers = Bars([[1000], [500], [25], [1], [0]], ["sightings"])
    assert bars.drawn(numbers, 10, ascii_only=ascii_only) == expected
    assert bars.legend(numbers, ascii_only=ascii_only) is None


def test_parts_have_signs_of_their_own_and_a_legend_of_those_that_are_there() -> None:
    rows = Bars([(5, 1, 4, 0), (0, 0, 5, 0)], LIGHTS)
    assert bars.drawn(rows, 20, ascii_only=False) == ["█" * 10 + "▒" * 2 + "░" * 8, "░" * 10]
    assert bars.drawn(rows, 20, ascii_only=True) == ["#" * 10 + "+" * 2 + "-" * 8, "-" * 10]
    assert bars.legend(rows, ascii_only=False) == "█ day   ▒ twilight   ░ night"
    assert bars.legend(Bars([(0, 0, 0, 1)], LIGHTS), ascii_only=True) == ". light unknown"


def test_a_few_are_drawn_small() -> None:
    assert bars.drawn(Bars([[1], [0], [2]], ["sightings"]), 80, ascii_only=False) == ["█" * 6, "", "█" * 12]


@pytest.mark.parametrize(("rows", "room"), [([[1]], 5), ([[0]], 80), ([], 80)])
def test_no_bar_is_drawn_where_it_would_say_nothing(rows: list[list[int]], room: int) -> None:
    assert bars.drawn(Bars(rows, ["sightings"]), room, ascii_only=False) == []


def rows(parts: int) -> st.SearchStrategy[list[list[int]]]:
    number = st.integers(0, 1000) | st.integers(0, 10**6)
    return st.lists(st.lists(number, min_size=parts, max_size=parts), min_size=1).filter(
        lambda all_: any(map(any, all_))
    )


@given(rows(1) | rows(4), st.integers(6, 200), st.booleans())
def test_the_longest_fills_the_room_where_it_counts_enough_and_the_others_keep_their_order(
    numbers: list[list[int]], room: int, ascii_only: bool
) -> None:
    drawn = bars.drawn(Bars(numbers, LIGHTS[: len(numbers[0])]), room, ascii_only=ascii_only)
    by_number = sorted((sum(row), cell_len(bar)) for row, bar in zip(numbers, drawn, strict=True))
    lengths = [length for _, length in by_number]
    assert lengths == sorted(lengths)
    assert lengths[-1] == min(room, 6 * by_number[-1][0])
    assert all(bool(number) == bool(length) for number, length in by_number)


@given(rows(4), st.integers(6, 200))
def test_no_part_is_lost_where_there_are_cells_for_all(numbers: list[list[int]], room: int) -> None:
    for row, bar in zip(numbers, bars.drawn(Bars(numbers, LIGHTS), room, ascii_only=True), strict=True):
        if len(bar) >= len(row):
            assert [sign in bar for sign in "#+-."] == [part > 0 for part in row]
