"""Drawing in braille characters."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from logbook.views.braille import Canvas

ENDS = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


def dots(canvas: Canvas) -> int:
    return sum((ord(character) - 0x2800).bit_count() for row in canvas.rows() for character in row if character != " ")


def test_a_character_is_two_dots_wide_and_four_high() -> None:
    canvas = Canvas(2, 2)
    for x, y in ((0, 0), (1, 3), (2, 4), (3, 7)):
        canvas.dot(x, y)
    assert canvas.rows() == ["⢁ ", " ⢁"]


def test_what_lies_outside_is_not_drawn() -> None:
    canvas = Canvas(1, 1)
    for x, y in ((-1, 0), (0, -1), (2, 0), (0, 4)):
        canvas.dot(x, y)
    assert canvas.rows() == [" "]


def test_a_line_may_be_dotted_and_keeps_its_step_around_corners() -> None:
    canvas = Canvas(6, 1)
    canvas.line([(0, 0), (4, 0), (4, 0), (10, 0)], every=3)
    assert canvas.rows() == ["⠁⠈ ⠁⠈ "]


@given(st.lists(ENDS, min_size=2, max_size=6))
def test_a_line_has_no_gaps_within_the_canvas(points: list[tuple[float, float]]) -> None:
    canvas = Canvas(60, 30)
    moved = [(x + 55, y + 55) for x, y in points]
    canvas.line(moved)
    longest = sum(max(abs(to[0] - at[0]), abs(to[1] - at[1])) for at, to in itertools.pairwise(moved))
    spread = max(max(each) - min(each) for each in zip(*moved, strict=True))
    assert spread - 2 <= dots(canvas) <= longest + len(points)
