"""Cells of a table for spreadsheets: text in one can start no formula, and comes back as it was; lists of texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMULA = pattern(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""The last four are the wide forms of =, +, - and @, which some take for the same."""
_NEGATIVE = pattern(r"-[0-9]+(?:\.[0-9]+)?")
_BETWEEN = " | "
_EMPTY = "\\"


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; a negative number is none."""
    return f"'{text}" if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Take away what `guarded` put there."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def joined(texts: Iterable[str]) -> str:
    r"""Write a list in one cell, `a | b`; a bar or backslash within a text gets a backslash in front."""
    return _BETWEEN.join(text.replace("\\", "\\\\").replace("|", "\\|") or _EMPTY for text in texts)


def parted(cell: str) -> list[str]:
    """Read a list as `joined` writes it."""
    return [re.sub(r"\\([\\|])", r"\1", text) if text != _EMPTY else "" for text in cell.split(_BETWEEN) if text]
