"""Text as a terminal may show it: whatever is stored, nothing in it acts on the terminal or breaks a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.patterns import pattern

if TYPE_CHECKING:
    import re

# Controls, line separators, the marks that turn the writing's direction, and what nobody sees: two names that look the
# same must not be two. Joiners of scripts are left alone.
_UNSAFE = pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_BEYOND_ASCII = pattern(r"[^\x00-\x7f]")
_LAST_LATIN, _LAST_OF_FOUR = 0xFF, 0xFFFF
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Write control characters, line ends and writing-direction marks as the escapes programmers know."""
    return text if text.isprintable() else _UNSAFE.sub(_escape, text)


def paragraphs(text: str) -> list[str]:
    """Take a text that is shown at length apart at its line ends; all else in it is made visible."""
    return [visible(line) for line in text.replace("\r\n", "\n").split("\n")]


def harmless_json(text: str, *, ascii_only: bool = False) -> str:
    """Write what could act on a terminal as JSON's own escapes, with `ascii_only` every letter beyond ASCII as well.

    The data stay the same, and line feeds stay.
    """
    if ascii_only and not text.isascii():
        text = _BEYOND_ASCII.sub(_json_escape, text)
    return "\n".join(line if line.isprintable() else _UNSAFE.sub(_json_escape, line) for line in text.split("\n"))


def singular(many: int, one: str, more: str | None = None) -> str:
    """Count things in words: "1 picture", "1,204 pictures"."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > _LAST_OF_FOUR:
        return f"\\U{code:08x}"
    return _NAMED.get(match[0]) or (f"\\x{code:02x}" if code <= _LAST_LATIN else f"\\u{code:04x}")


def _json_escape(match: re.Match[str]) -> str:
    """Give JSON's escapes of a character: one beyond the basic plane is written as two halves."""
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{high << 8 | low:04x}" for high, low in zip(units[::2], units[1::2], strict=True))
