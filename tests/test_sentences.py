"""How sentences name values and records."""

from __future__ import annotations

import pytest

from logbook.sentences import listed, quoted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("WCS", "'WCS'"),
        ("", "''"),
        ("a\nb\x1b[2J", "'a\\nb\\x1b[2J'"),
        ("x" * 80, f"'{'x' * 80}'"),
        ("x" * 10_000, f"'{'x' * 80}…'"),
    ],
)
def test_a_value_stands_between_quotation_marks_on_one_line_and_is_cut_where_it_is_long(text: str, said: str) -> None:
    assert quoted(text) == said


@pytest.mark.parametrize(
    ("many", "said"),
    [(0, ""), (1, "s1"), (3, "s1, s2, s3"), (4, "s1, s2, s3 and 1 more"), (1000, "s1, s2, s3 and 997 more")],
)
def test_of_many_three_are_named(many: int, said: str) -> None:
    assert listed([f"s{number}" for number in range(1, many + 1)]) == said
