"""How `add` and `attach` say what was understood: lines on stdout, which a terminal gets broken between words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABELS = pattern(r" *(?:\S+ {2,})*")
"""What stands before the text of a line; where the line goes on, as much is left free."""


def tell(lines: Iterable[str]) -> None:
    """Write lines as they are, or as wide as the terminal is."""
    if sys.stdout.isatty():
        import shutil

        wide = shutil.get_terminal_size().columns
        lines = [_broken(line, wide) for line in lines]
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _broken(line: str, wide: int) -> str:
    import textwrap

    free = " " * len(_LABELS.findall(line)[0])
    return textwrap.fill(line, wide, subsequent_indent=free, break_long_words=False, break_on_hyphens=False)
