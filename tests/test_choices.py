"""Words of a closed list."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.choices import one_of
from logbook.errors import BadValueError
from logbook.records import METHODS


@pytest.mark.parametrize("typed", ["camera-trap", "Camera trap", "CAMERATRAP", " camera_trap "])
def test_case_and_hyphens_do_not_count(typed: str) -> None:
    assert one_of(typed, METHODS, "method") == "camera-trap"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("camera-tarp", "'camera-tarp' is no method; did you mean camera-trap?"),
        ("zzz", "'zzz' is no method; it is one of camera-trap, observed"),
        ("", "'' is no method; it is one of"),
        ("x" * 10_000, f"{'x' * 80 + '…'!r} is no method"),
    ],
)
def test_any_other_word_is_refused_with_what_it_could_be(typed: str, said: str) -> None:
    with pytest.raises(BadValueError) as error:
        one_of(typed, METHODS, "method")

    assert str(error.value).startswith(said)


@given(st.text())
def test_every_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BadValueError):
        assert one_of(text, METHODS, "method") in METHODS
