"""Countries by any of their names and codes; the table itself is `data/countries.py`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from logbook.places.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Hemisphere = Literal["north", "south"]
_SIDES: dict[str, Hemisphere | None] = {"N": "north", "S": "south", "-": None}
_UNSAID = frozenset({"the", "and"})


class Country(NamedTuple):
    """A country or territory of ISO 3166-1; `hemisphere` is None where it has land on both sides."""

    code: str
    code3: str
    name: str
    names: tuple[str, ...]
    hemisphere: Hemisphere | None


class _Index(NamedTuple):
    """The countries by the keys of their names and by their codes; the parts of those that hold commas."""

    names: dict[str, Country]
    codes: dict[str, Country]
    inverted: frozenset[tuple[str, ...]]


def country(text: str) -> Country | None:
    """Return the country that a name or a two or three letter code of ISO 3166-1 stands for, or None."""
    return _index().codes.get(fold(text)) or country_named(text)


def country_named(text: str) -> Country | None:
    """Return the country of this name, or None; a code is no name."""
    return _index().names.get(_key(text))


def is_inverted(pieces: Sequence[str]) -> bool:
    """Tell whether what stands between commas is together one country's name: "Korea", "Republic of"."""
    return tuple(map(_key, pieces)) in _index().inverted


def countries() -> list[Country]:
    """Return all countries, by their codes."""
    return list(dict.fromkeys(_index().codes.values()))


def _key(text: str) -> str:
    """Return what is compared of a country's name: "St. Kitts & Nevis" is "Saint Kitts and Nevis"."""
    words = ("saint" if word == "st" else word for word in fold(text).split())
    return " ".join(word for word in words if word not in _UNSAID)


@cache
def _index() -> _Index:
    """Read the table; late, because most commands ask for no country."""
    from logbook.data.countries import TABLE

    entries = [_read(line) for line in TABLE.replace("\n         ", " ").strip().split("\n")]
    names = {_key(name): entry for entry in entries for name in (entry.name, *entry.names)}
    codes = {code.lower(): entry for entry in entries for code in (entry.code, entry.code3)}
    inverted = {tuple(map(_key, name.split(","))) for entry in entries for name in entry.names if "," in name}
    return _Index(names, codes, frozenset(inverted))


def _read(line: str) -> Country:
    """Read one line of the table: `CI CIV N Côte d'Ivoire | Ivory Coast`."""
    head, *names = line.split(" | ")
    code, code3, side, name = head.split(" ", 3)
    return Country(code, code3, name, tuple(names), _SIDES[side])
