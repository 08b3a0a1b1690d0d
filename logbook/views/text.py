"""Text as a terminal may show it: whatever is stored, nothing in it acts on the terminal or breaks a line."""

from __future__ import annotations

import re

# Controls, line separators, and the marks that turn the writing's direction; joiners of scripts are left alone.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_LAST_LATIN = 0xFF
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Write control characters, line ends and writing-direction marks as the escapes programmers know."""
    return text if text.isprintable() else _UNSAFE.sub(_escape, text)


def paragraphs(text: str) -> list[str]:
    """Take a text that is shown at length apart at its line ends; all else in it is made visible."""
    return [visible(line) for line in text.replace("\r\n", "\n").split("\n")]


def harmless_json(text: str) -> str:
    """Write what could act on a terminal as JSON's own escapes: the data stay the same. Line feeds stay."""
    return "\n".join(
        line if line.isprintable() else _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        for line in text.split("\n")
    )


def singular(many: int, one: str, more: str | None = None) -> str:
    """Count things in words: "1 picture", "1,204 pictures"."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _NAMED.get(match[0]) or (f"\\x{code:02x}" if code <= _LAST_LATIN else f"\\u{code:04x}")
