"""Regions as paths from small to large: taken apart, compared, found again."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.places.countries import Country, countries, country, is_inverted
from logbook.places.folding import fold
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

_SEPARATOR = pattern("[,，、]")  # noqa: RUF001 - the comma of Chinese text is meant
_LONGEST_SUGGESTED = 100
_CLOSE = 0.75
_CACHED = 1 << 16


class Path(NamedTuple):
    """A region's parts, its country by the name we store; and what of them is compared, the country as `=CN`."""

    parts: tuple[str, ...]
    tokens: tuple[str, ...]
    country: Country | None


@lru_cache(maxsize=_CACHED)
def parts(path: str) -> tuple[str, ...]:
    """Return the parts of a region, small to large; "Korea, Republic of" at its end is one part."""
    pieces = split(path)
    for size in (3, 2):
        if is_inverted(pieces[-size:]):
            return (*pieces[:-size], ", ".join(pieces[-size:]))
    return pieces


def country_of(region: str | None) -> Country | None:
    """Return the country that a region ends in, or None."""
    return read_path(region or "").country


def ancestors(region: str) -> tuple[str, ...]:
    """Return the region and all that it lies in, small to large, each as a path."""
    return _upwards(read_path(region))


def single_parts(known: Iterable[str]) -> list[str]:
    """Return the distinct parts of all regions, each as a filter finds it, in alphabetical order."""
    found: dict[str, str] = {}
    for path in map(read_path, sorted(known)):
        for at in range(len(path.parts)):
            part = _findable(path, at)
            found.setdefault(fold(part), part)
    return [found[key] for key in sorted(found)]


def split(text: str) -> tuple[str, ...]:
    """Return what stands between the commas, blanks collapsed, without what is empty."""
    pieces = (" ".join(piece.split()) for piece in _SEPARATOR.split(text))
    return tuple(piece for piece in pieces if piece)


@lru_cache(maxsize=_CACHED)
def read_path(region: str) -> Path:
    """Take a region apart; a country counts only at its end."""
    pieces = parts(region)
    land = country(pieces[-1]) if pieces else None
    if land is None:
        return Path(pieces, tuple(map(fold, pieces)), None)
    smaller = pieces[:-1]
    return Path((*smaller, land.name), (*map(fold, smaller), f"={land.code}"), land)


def _upwards(path: Path) -> tuple[str, ...]:
    return tuple(", ".join(path.parts[start:]) for start in range(len(path.parts)))


def _findable(path: Path, at: int) -> str:
    """Return the shortest text that finds a part: "Georgia" alone would mean the country."""
    alone = at == len(path.parts) - 1 or country(path.parts[at]) is None
    return path.parts[at] if alone else ", ".join(path.parts[at:])


def region_matcher(wanted: str) -> Callable[[str | None, Collection[str], str | None], bool]:
    """Return the test of a record's region, areas and country code against one wanted region.

    Wanted is a part, or several in order, each compared whole and folded; a country by any name or code, at the end
    of the region or as the record's code; or an area. Raises BadValueError where `wanted` names nothing.
    """
    whole = fold(wanted)
    if not whole:
        raise BadValueError(f"{quoted(wanted)} names no region")
    sought = read_path(wanted).tokens

    @cache
    def lies_in(region: str | None, country_code: str | None) -> bool:
        rest = iter(_tokens(region, country_code))
        return all(token in rest for token in sought)

    def test(region: str | None, areas: Collection[str], country_code: str | None) -> bool:
        return lies_in(region, country_code) or (bool(areas) and any(fold(area) == whole for area in areas))

    return test


def _tokens(region: str | None, country_code: str | None) -> tuple[str, ...]:
    """Return what is compared of a record's place: its region's tokens, and its country if that adds one."""
    tokens = read_path(region or "").tokens
    land = country(country_code or "")
    return tokens if land is None or f"={land.code}" in tokens else (*tokens, f"={land.code}")


def suggest(wanted: str, known: Iterable[str], *, many: int = 3) -> list[str]:
    """Return up to `many` names near to a region that matched nothing, as they are written, nearest first.

    For one part these are single parts of the known regions and names of countries, for several whole paths.
    """
    paths = [read_path(region) for region in sorted(known)]
    if len(parts(wanted)) > 1:
        return nearest(wanted, {fold(place): place for path in paths for place in _upwards(path)}, many)
    names = {fold(name): name for land in countries() for name in (land.name, *land.names)}
    singles = {fold(path.parts[at]): _findable(path, at) for path in paths for at in range(len(path.parts))}
    return nearest(wanted, names | singles, many)


def nearest(wanted: str, names: Mapping[str, str], many: int) -> list[str]:
    """Return the names whose folded form (the key) is near to the wanted one; what means the same is left out."""
    key = fold(wanted)
    if not key or len(key) > _LONGEST_SUGGESTED:
        return []
    near = (names[close] for close in get_close_matches(key, names, max(many, 1) + 1, _CLOSE))
    return [name for name in dict.fromkeys(near) if fold(name) != key][:many]
