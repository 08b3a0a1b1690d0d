"""The one form in which names are compared: regions, species, anything a person types twice."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


class _Folding(dict[int, str | None]):
    """What each character becomes; filled as characters are met, for `str.translate`."""

    def __missing__(self, code: int) -> str | None:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str | None:
    """Return the character, a space for what only separates, or None for what does not count."""
    kind = unicodedata.category(character)
    mark = unicodedata.combining(character)
    # Accents and optional vowel points go. Nukta, kana voicing, virama (7 to 9) and the signs of Thai, Lao and
    # Tibetan (84 to 132) make other letters, not accented ones, and stay.
    if kind == "Cf" or mark == 1 or 10 <= mark <= 36 or mark >= 200:  # noqa: PLR2004 - Unicode combining classes
        return None
    return " " if kind[0] in "PSZ" or kind in {"Cc", "Cs"} else character


# Letters with a stroke, which Unicode does not take apart but people type without; then apostrophes and
# transliterated soft signs, which Unicode calls letters.
_STROKES = str.maketrans("øłđħŧı", "oldhti")
_APOSTROPHES = dict.fromkeys((0x2B9, 0x2BA, 0x2BB, 0x2BC, 0x2BD, 0x2BE, 0x2BF), " ")
_FOLDING = _Folding({code: chr(letter) for code, letter in _STROKES.items()} | _APOSTROPHES)
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the form in which names are compared: no case, accents or punctuation, single spaces.

    Compatibility forms are one (NFKD); every script and every mark that makes another letter stays. What holds
    neither letter nor digit folds to "".
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", " ".join(plain.translate(_FOLDING).split()))
