"""How an offer of Tab is written, so that the shell reads it as one word and runs nothing of it."""

from __future__ import annotations

import os
import re
from typing import Any, Self

from logbook.patterns import pattern

_SHELL = "_LOGBOOK_COMPLETE"
"""The variable in which the shell's script says whom the offers are for (Typer)."""
_BASH_SPECIAL = pattern(r"([^\w./,+%\x80-\U0010ffff-])", re.ASCII)
_DOUBLE_QUOTED = pattern(r'([\\"$`])')


class Offer(str):
    """A value as Typer compares it with what was typed, and `written` as the shell must read it.

    Typer's own writing loses apostrophes in zsh, leaves spaces bare in bash, and would let zsh run what somebody has
    stored as a name. It formats an offer, after `replace` for zsh; both give what is right for the shell here.
    """

    __slots__ = ("written",)
    written: str

    def __new__(cls, value: str, about: str = "") -> Self:
        """Make an offer; `about` is shown beside it where the shell can."""
        offer = super().__new__(cls, value)
        offer.written = _WRITE.get(os.environ.get(_SHELL, ""), _plain)(value, about if about.isprintable() else "")
        return offer

    def __format__(self, _: str) -> str:
        return self.written

    def replace(self, *_: Any) -> Self:
        """Give the offer itself: it needs no more quoting."""
        return self


def _plain(value: str, _: str) -> str:
    return value


def _for_bash(value: str, _: str) -> str:
    """Quote with backslashes, unless a quotation has been begun: then the shell wants the bare text."""
    typed = os.environ["COMP_WORDS"].split("\n")[int(os.environ["COMP_CWORD"])]
    begun = typed[:1] if typed.count(typed[:1]) == 1 else ""
    if begun == "'":
        return value.replace("'", "'\\''")
    if begun == '"':
        return _DOUBLE_QUOTED.sub(r"\\\1", value)
    return _BASH_SPECIAL.sub(r"\\\1", value)


def _for_zsh(value: str, about: str) -> str:
    r"""Quote for the four readers between Typer and the screen, the innermost first.

    `_describe` parts value and description at a bare colon; the action's list is double-quoted; `_arguments` takes
    `\:` for a colon; and the script evaluates it all between single quotes.
    """
    described = ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in (value, about) if part)
    quoted = _DOUBLE_QUOTED.sub(r"\\\1", described).replace(":", "\\:")
    return quoted.replace("'", "'\\''")


def _for_fish(value: str, about: str) -> str:
    return f"{value}\t{about}" if about else value


_WRITE = {"complete_bash": _for_bash, "complete_zsh": _for_zsh, "complete_fish": _for_fish}
