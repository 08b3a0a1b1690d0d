from __future__ import annotations

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.places.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Amur   LEOPARD ", "amur leopard"),
        ("Grevy's zebra", "grevy s zebra"),
        ("Grevy’s zebra", "grevy s zebra"),  # noqa: RUF001 - the typographic apostrophe is the case
        ("Côte-d'Ivoire", "cote d ivoire"),
        ("Tromsø, Łódź, Iğdır, İSTANBUL, Straße", "tromso lodz igdir istanbul strasse"),  # noqa: RUF001 - so is the dotless i
        ("Hawaiʻi", "hawai i"),  # noqa: RUF001 - so is the okina
        ("東北豹", "東北豹"),
        ("Россия", "россия"),
        ("हिन्दी", "हिन्दी"),
        ("ｶﾞ", "ガ"),
        ("ไทย", "ไทย"),
        ("한국", "한국"),
        ("soft\u00adhy\u200bphen", "softhyphen"),
        ("a\x00b\ud800c\u2028d", "a b c d"),
        ("?!—…", ""),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_voiced_kana_are_other_letters() -> None:
    assert fold("トラ") != fold("ドラ")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_mark_and_sign_folds_to_what_stays_so() -> None:
    letters_of_other_scripts = {"Lo", "Cn", "Co"}  # Many, and none of them changes; the law above tries some.
    characters = filter(lambda one: category(one) not in letters_of_other_scripts, map(chr, range(sys.maxunicode)))
    texts = (f"a{character}\u3099" for character in characters)
    assert [text for text in texts if fold.__wrapped__(once := fold.__wrapped__(text)) != once] == []
