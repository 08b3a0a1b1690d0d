"""Credits: whose name a line bears, however it is spelt; and what is no alt text.

A credit line is printed exactly as it stands. Only for finding it again does its spelling not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.records import Credit
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ALT = 250
"""The longest alt text, in characters, that screen readers are customarily given."""

_SIGN = pattern(r"[©Ⓒⓒ]|\(\s*c\s*\)", re.IGNORECASE)
_CIRCLED_C: Final = str.maketrans("Ⓒⓒ", "©©")  # NFKC would take the circle off
_STOPS: Final = ".。\uff0e\uff61"
_MINUS: Final = "\u2212"
# A slash in a web address, or in a short form such as n/a, parts nobody.
_WHOLE: Final = r"https?://[^\s|;]*|www\.[^\s|;]*|(?<!\w)(?:n/a|c/o|w/o|and/or)(?!\w)"
_BETWEEN = pattern(rf"{_WHOLE}|(?P<cut>[/|;\uff0f\uff5c\uff1b]|(?<=\s)via(?=\s))", re.IGNORECASE)

_FILE_NAME = pattern(r".*\.(?:jpe?g|png|gif|tiff?|webp|heic|bmp|dng|cr[23]|nef|arw|mp4|mov|avi)", re.IGNORECASE)
_CAMERA_NAME = pattern(r"(?:img|dsc[nf]?|pict|mvi|rcnx|stc|p)[_-]?[0-9]{3,}", re.IGNORECASE)
_COMMA = pattern(r"[,;|\n]")
_FEWEST_PIECES: Final = 4
_LONGEST_PIECE: Final = 4
# Short words that hold a sentence together, and that search words do without.
_JOINING: Final = frozenset(
    {"a", "an", "the", "this", "that", "its", "it", "his", "her", "their", "and", "or", "but", "as", "at", "by", "for"}
    | {"from", "in", "into", "of", "off", "on", "onto", "over", "to", "under", "up", "with", "is", "are", "was", "were"}
    | {"has", "have", "who", "which", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)

_WORD = pattern(r"[^\W_]+")
_YEAR = pattern(r"(?:19|20)[0-9]{2}", re.ASCII)
_FIRM: Final = frozenset(
    {"copyright", "copyrights", "copr", "all", "rights", "reserved", "inc", "incorporated", "ltd", "limited", "llc"}
    | {"corp", "corporation", "co", "company", "gmbh"}
)
_MAKERS = pattern(
    r"\b(?:reconyx|cuddeback|non typical|bushnell(?: outdoor products)?|browning(?: trail cameras)?|stealth ?cam"
    r"|moultrie|spypoint|scout ?guard|hco(?: outdoor products)?|(?:ltl|little) ?acorn|uovision|boly ?(?:guard|media)"
    r"|keepguard|primos|wildgame innovations|covert scouting cameras|dlc covert|tactacam|spartan|exodus outdoor gear"
    r"|gardepro|campark|victure|apeman|toguard|blazevideo|meidase|ceyomur|wosoda|minox|seissiger|burrel|buckeye cam"
    r"|trailmaster|camtrakker|canon|nikon|sony|olympus|om digital solutions|panasonic|fujifilm|fuji photo film|pentax"
    r"|ricoh(?: imaging)?|leica|(?:eastman )?kodak|casio|(?:konica )?minolta|gopro|dji)\b"
)
"""Makers of camera traps and of cameras, as they sign what their cameras write."""


@lru_cache(maxsize=8192)
def key(line: str) -> str:
    """Return what is left of a credit line where case, ©, (c), spaces, dashes and final full stops do not count.

    Two lines with one key are one credit: `© WWF-Russia / ISUNR` and `©WWF Russia / ISUNR.`. Every script stays.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", line.translate(_CIRCLED_C)).casefold())
    plain = "".join(character for character in folded if not _does_not_count(character))
    return unicodedata.normalize("NFKC", _without_signs(plain, "").rstrip(_STOPS))


def name(line: str) -> str:
    """Return a credit's name as its line spells it, without ©, (c) and final full stop: `WWF-Russia / ISUNR`."""
    return " ".join(_without_signs(line, " ").split()).rstrip(f"{_STOPS} ")


def parties(line: str) -> tuple[str, ...]:
    """Return the names between `/`, `|`, `;` or "via": `A / B via C` is A, B and C. Web addresses stay whole."""
    parts, start = [], 0
    for match in _BETWEEN.finditer(line):
        if match["cut"]:
            parts.append(line[start : match.start()])
            start = match.end()
    return tuple(filter(None, map(name, [*parts, line[start:]])))


def require_line(line: str) -> str:
    """Return a credit line as it must be printed: as typed, without the spaces around it.

    Raises BadValueError where nobody is named, as in `©` or `-`.
    """
    if not key(line):
        raise BadValueError(f"the credit line {quoted(line)} names nobody; write who must be named, or leave it out")
    return line.strip()


def find(line: str, credits: Mapping[int, Credit]) -> int | None:  # noqa: A002 - the table's name
    """Return the number of the first credit that a line is a spelling of, by its name or any of its spellings.

    Who asks for many lines keeps what `keys` gives.
    """
    return keys(credits).get(key(line))


def keys(credits: Mapping[int, Credit]) -> dict[str, int]:  # noqa: A002 - the table's name
    """Map what is compared of every name and spelling (`key`) to the number of the first credit that has it."""
    found: dict[str, int] = {}
    for number in sorted(credits):
        for spelling in (credits[number].name, *credits[number].spellings):
            found.setdefault(key(spelling), number)
    found.pop("", None)
    return found


def with_spelling(credit: Credit, line: str) -> Credit:
    """Return the credit with this line among its spellings, last where it is new; lines differ by any character."""
    if line in credit.spellings:
        return credit
    return replace(credit, spellings=(*credit.spellings, line))


def begin(line: str) -> Credit:
    """Return a new credit for the first line of its kind. Raises BadValueError where the line names nobody."""
    printed = require_line(line)
    return Credit(name=name(printed), parties=parties(printed), spellings=(printed,))


def is_boilerplate(text: str, camera: str | None = None) -> bool:
    """Tell whether a notice or name is only what a camera writes into every picture: `Copyright 2021 Cuddeback`.

    It is where nothing is left without signs, years, words of copyright and of firms, the makers of cameras, and the
    name of the picture's own camera.
    """
    own = _FIRM.union(_words(camera or ""))
    words = _MAKERS.sub(" ", " ".join(_words(_without_signs(text, " ")))).split()
    return all(word in own or _YEAR.fullmatch(word) for word in words)


def alt_text_fault(alt: str, title: str | None = None) -> str | None:
    """Return why an alt text is none, as a sentence, or nothing where it can stand.

    It is none where it is empty, a file's name, the title again, too long, or a list of search words.
    """
    text = alt.strip()
    if not text:
        return "the alt text is empty"
    if _FILE_NAME.fullmatch(text) or _CAMERA_NAME.fullmatch(text):
        return f"the alt text {quoted(text)} is the name of a file"
    if title and text.casefold() == title.strip().casefold():
        return "the alt text only repeats the title"
    if len(text) > MAX_ALT:
        return f"the alt text has {len(text)} characters; screen readers are given {MAX_ALT} at most"
    if _lists_search_words(text):
        return "the alt text is a list of search words; say in a sentence what the picture shows"
    return None


def _lists_search_words(text: str) -> bool:
    """Tell whether a text is short pieces between commas, hardly any of which has a word that a sentence needs."""
    pieces = [piece.split() for piece in _COMMA.split(text.casefold()) if piece.strip()]
    if len(pieces) < _FEWEST_PIECES or text[-1] in ".!?":
        return False
    joined = sum(not _JOINING.isdisjoint(piece) for piece in pieces)
    return max(map(len, pieces)) <= _LONGEST_PIECE and joined <= len(pieces) / 4


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _without_signs(text: str, instead: str) -> str:
    """Take out every copyright sign, also one that appears where another was taken out."""
    while (plain := _SIGN.sub(instead, text)) != text:
        text = plain
    return text


def _does_not_count(character: str) -> bool:
    return character == _MINUS or unicodedata.category(character) in {"Pd", "Cf", "Cc", "Zs", "Zl", "Zp"}
