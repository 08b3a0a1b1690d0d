"""Words from a closed list: taken whatever their case, and with "did you mean" where they are none."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from logbook.errors import BadValueError
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence


def one_of(text: str, choices: Sequence[str], what: str) -> str:
    """Resolve a word of a closed list (`Camera trap` is `camera-trap`); raise BadValueError naming the list."""
    word = text.strip().casefold()
    by_key = {_key(choice): choice for choice in choices}
    if _key(word) in by_key:
        return by_key[_key(word)]
    near = difflib.get_close_matches(word, choices, n=1)
    hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(choices)}"
    raise BadValueError(f"{quoted(text)} is no {what}; {hint}")


def _key(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")
