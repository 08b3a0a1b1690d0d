"""Stored text as a terminal may show it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.views import text

ANYTHING = st.text(max_size=60)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Amur leopard", "Amur leopard"),
        ("东北豹 © é́ [/red] :cat:", "东北豹 © é́ [/red] :cat:"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b31m", "\\x9b31m"),
        ("gpj.\u202eexe", "gpj.\\u202eexe"),
        ("a\u2028b\ufeff", "a\\u2028b\\ufeff"),
        ("W\u200bC\u2060S\U000e0041", "W\\u200bC\\u2060S\\U000e0041"),
        ("non\u00a0breaking, क्\u200dष", "non\u00a0breaking, क्\u200dष"),
    ],
)
def test_what_could_act_is_written_as_an_escape(stored: str, shown: str) -> None:
    assert text.visible(stored) == shown


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_visible_text_has_a_control_or_a_line_end(stored: str) -> None:
    shown = text.visible(stored)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in shown)
    assert text.visible(shown) == shown


@given(st.text(alphabet=st.sampled_from("a\x1b\x7f\x9b\u200b\u202e\U000e0041\U0010fffd"), max_size=9))
def test_json_escapes_what_no_terminal_should_get(stored: str) -> None:
    harmless = text.harmless_json(json.dumps(stored, ensure_ascii=False))
    assert json.loads(harmless) == stored
    assert not set(harmless) & set("\x1b\x7f\x9b\u200b\u202e\U000e0041")


@given(ANYTHING)
def test_json_means_the_same_when_it_is_made_harmless(stored: str) -> None:
    harmless = text.harmless_json(json.dumps({"note": stored}, ensure_ascii=False, indent=2))
    assert json.loads(harmless) == {"note": stored}
    assert text.visible(harmless.replace("\n", "")) == harmless.replace("\n", "")


def test_the_line_ends_of_a_note_stay() -> None:
    assert text.paragraphs("one\r\ntwo\n\n\x1b[0m") == ["one", "two", "", "\\x1b[0m"]


@pytest.mark.parametrize(
    ("many", "said"), [(0, "0 pictures"), (1, "1 picture"), (2, "2 pictures"), (1204, "1,204 pictures")]
)
def test_things_are_counted(many: int, said: str) -> None:
    assert text.singular(many, "picture") == said


def test_irregular_plurals_are_given() -> None:
    assert text.singular(2, "box", "boxes") == "2 boxes"
