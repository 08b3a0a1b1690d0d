"""Cells that spreadsheets leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import cells

RISKY = st.text(alphabet="'=+-@\t\r\n\uff1d|\\ a1.", max_size=8)


@pytest.mark.parametrize("text", ["=1+1", "+79", "-a", "@SUM(1)", "\tx", "\rx", "'=1", "-1+2", "\n=1", "\uff1d1"])
def test_text_that_could_start_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cells.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-130.6", "2 cubs", "", "'tis", "a=b"])
def test_what_cannot_start_one_stays(text: str) -> None:
    assert cells.guarded(text) == text


@given(RISKY)
def test_a_guarded_text_comes_back(text: str) -> None:
    assert cells.unguarded(cells.guarded(text)) == text


@given(st.lists(RISKY, max_size=4))
def test_a_list_comes_back(texts: list[str]) -> None:
    assert cells.parted(cells.joined(texts)) == texts


def test_a_list_is_readable() -> None:
    assert cells.joined(["Hunchun", "a|b"]) == r"Hunchun | a\|b"
