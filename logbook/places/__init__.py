"""Places as people type them, and where they are filed: the door to regions, countries and `fold`.

Nothing here guesses. A country is never derived from a position, and a place that nobody has named before stays
as it was typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import BadValueError, NotOneError
from logbook.patterns import pattern
from logbook.places.bounds import may_lie_in
from logbook.places.countries import Country, Hemisphere, country, country_named, is_inverted
from logbook.places.folding import fold
from logbook.places.paths import (
    Path,
    ancestors,
    country_of,
    nearest,
    parts,
    read_path,
    region_matcher,
    single_parts,
    split,
    suggest,
)
from logbook.places.positions import Position, distance, format_position, parse_position, rounding
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = [
    "BETWEEN_COUNTRIES",
    "Country",
    "Filed",
    "Hemisphere",
    "Position",
    "ancestors",
    "country",
    "country_of",
    "distance",
    "file_region",
    "fold",
    "format_position",
    "hemisphere",
    "is_between_countries",
    "may_lie_in",
    "parse_position",
    "parts",
    "region_matcher",
    "rounding",
    "single_parts",
    "suggest",
]

BETWEEN_COUNTRIES = "ZZ"
"""The country code of a record that may lie in either of two countries."""

_UNPRINTABLE = pattern(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MOST_PARTS = 12
_LONGEST_PART = 100
_DIRECTION = pattern(r"(north|south)?(east|west)(ern)?|(north|south)(ern)?|central|far|[ns]?[ew]|[ns]")
# With a direction in front these names are, or may be, another place: Northern Ireland, southern Sudan, Central
# Macedonia, North Georgia, Eastern Samoa, South Jersey, eastern Congo, western Guinea, Northern Cyprus.
_ALSO_ELSEWHERE = frozenset({"CG", "CY", "FM", "GE", "GN", "IE", "JE", "MK", "SD", "WS"})


class Filed(NamedTuple):
    """Where a typed region is filed, the typing where it differs, and a sentence for the one who typed."""

    region: str
    verbatim: str | None
    note: str | None


def is_between_countries(country_code: str | None) -> bool:
    """Tell whether a record's code says that it may lie in either of two countries."""
    return country_code is not None and country_code.strip().upper() == BETWEEN_COUNTRIES


# Most sightings of a logbook lie in few places.
@lru_cache(maxsize=4096)
def hemisphere(latitude: float | None, country_code: str | None, region: str | None) -> Hemisphere | None:
    """Return the side of the equator, by the position, else the code, else the region's country.

    None on the equator, where the country has land on both sides or is not known, and for the code ZZ.
    """
    if latitude is not None:
        return "north" if latitude > 0 else "south" if latitude < 0 else None
    if is_between_countries(country_code):
        return None
    land = country(country_code or "") or country_of(region)
    return land.hemisphere if land else None


def file_region(text: str, known: Collection[str]) -> Filed:
    """Return the path under which a typed region is stored; `known` are the paths in the logbook.

    Its country takes the name we store, its parts the spelling they have in the logbook. Without a country it is
    completed upwards from the logbook where that has one reading; "southeastern Russia" is filed under Russia;
    anything else is a region of its own. Raises BadValueError for what names no region or begins with its country,
    NotOneError where the logbook has two readings of it.
    """
    path = _read_typed(text)
    if path.country is not None:
        return _under_country(text, path, path.country, known)
    if turned := _turned(path.parts):
        filed = _completed(text, path, [place for place in known if country_of(place)], tails=False)
        if filed is None:
            raise BadValueError(f"{quoted(text)} begins with its country; write from small to large: {turned!r}")
        return filed
    return (
        _as_known(text, path, known)
        or _completed(text, path, known)
        or _directed(text, path, known)
        or _of_its_own(text, path, known)
    )


def _read_typed(text: str) -> Path:
    """Take a typed region apart, or say why it is none."""
    path = read_path(text)
    _check_size(path)
    if _UNPRINTABLE.search("".join(path.parts)):
        raise BadValueError(f"{quoted(text)} holds characters that cannot be printed; leave them out")
    if not path.parts or not all(path.tokens) or not any(map(str.isalpha, path.tokens[-1])):
        raise BadValueError(f"{quoted(text)} names no region; write it from small to large, as in 'Jilin, China'")
    return path


def _check_size(path: Path) -> None:
    """Refuse what is no region but a paragraph."""
    if len(path.parts) > _MOST_PARTS or any(len(part) > _LONGEST_PART for part in path.parts):
        limits = f"{_MOST_PARTS} parts of {_LONGEST_PART} characters"
        raise BadValueError(f"{quoted(', '.join(path.parts))} is too long for a region; it has at most {limits}")


def _under_country(text: str, path: Path, land: Country, known: Collection[str]) -> Filed:
    """File what ends in a country there. What is nearly one of the logbook's paths may be a slip, so say so."""
    region = _written(path, known)
    typed = parts(text)[-1]
    if fold(typed) != fold(land.name):
        return _filed(text, region, f"{typed!r} is filed under {land.name}")
    places = {fold(place): place for whole in sorted(known) for place in ancestors(whole)}
    is_new = len(path.parts) > 1 and fold(region) not in places
    near = nearest(region, places, 1) if is_new else []
    return _filed(text, region, f"{region!r} is new in this logbook{_did_you_mean(near)}" if near else None)


def _turned(pieces: Sequence[str]) -> str | None:
    """Return the right order of a region that begins with its country, or None where it does not."""
    for size in (3, 2, 1):
        head = pieces[:size]
        land = country_named(", ".join(head)) if size == 1 or is_inverted(head) else None
        if land is not None and size < len(pieces):
            return ", ".join((*reversed(pieces[size:]), land.name))
    return None


def _as_known(text: str, path: Path, known: Collection[str]) -> Filed | None:
    """File what is a whole path of the logbook under that, even if a longer path has it too."""
    if all(read_path(place).tokens != path.tokens for place in known):
        return None
    longer = [place.parts for place in _completions(path.tokens, known) if place.tokens != path.tokens]
    note = f"the logbook also has {_listed([', '.join(pieces) for pieces in longer], 'and')}" if longer else None
    return _filed(text, _written(path, known), note)


def _completed(text: str, path: Path, known: Collection[str], *, tails: bool = True) -> Filed | None:
    """Complete upwards from the logbook: the region, else (`tails`) the longest end of it that the logbook has."""
    for start in range(len(path.parts) if tails else 1):
        found = _completions(path.tokens[start:], known)
        if len(found) > 1:
            readings = _listed([", ".join(place.parts) for place in found], "or")
            raise NotOneError(f"{', '.join(path.parts[start:])!r} could be {readings}; write the whole path")
        if found and found[0].tokens != path.tokens[start:]:
            whole = read_path(", ".join((*path.parts[:start], *found[0].parts)))
            _check_size(whole)
            region = _written(whole, known)
            return _filed(text, region, f"{quoted(text)} is completed from the logbook: {region!r}")
        if found:
            return None
    return None


def _completions(tokens: tuple[str, ...], known: Collection[str]) -> list[Path]:
    """Return, from each place in the known paths where the tokens stand in a row, the path upwards."""
    found: dict[tuple[str, ...], Path] = {}
    for path in map(read_path, sorted(known)):
        for at in range(len(path.tokens)):
            if path.tokens[at : at + len(tokens)] == tokens:
                found.setdefault(path.tokens[at:], Path(path.parts[at:], path.tokens[at:], path.country))
    return list(found.values())


def _directed(text: str, path: Path, known: Collection[str]) -> Filed | None:
    """File a country's name with words of direction in front, and nothing else, under that country."""
    land = _directed_country(path.tokens[0].split()) if len(path.parts) == 1 else None
    if land is None or land.code in _ALSO_ELSEWHERE:
        return None
    region = _written(read_path(f"{path.parts[0]}, {land.name}"), known)
    return _filed(text, region, f"{path.parts[0]!r} is filed under {land.name}")


def _directed_country(words: Sequence[str]) -> Country | None:
    """Return the country behind words of direction; as few of them as possible, for "eastern South Africa"."""
    for at, word in enumerate(words, 1):
        if _DIRECTION.fullmatch(word) is None:
            return None
        land = country_named(" ".join(words[at:]))
        if land is not None and word != "far":
            return land
    return None


def _of_its_own(text: str, path: Path, known: Collection[str]) -> Filed:
    """File what nothing is known of as it was typed."""
    region = _written(path, known)
    note = f"{region!r} is a region of its own, in no country; if it lies in one, write that behind it"
    # The slip may be in the whole or, as in "Primorye, Rusia", in its country.
    near = suggest(text, known) or suggest(path.parts[-1], known)
    return _filed(text, region, note + _did_you_mean(near))


def _written(path: Path, known: Collection[str]) -> str:
    """Return a path in the spelling of the logbook; where that has several, the one typed or the alphabet's first."""
    spellings: dict[str, set[str]] = {}
    for other in map(read_path, known):
        for part, token in zip(other.parts, other.tokens, strict=True):
            spellings.setdefault(token, set()).add(part)
    choices = [spellings.get(token, {part}) for part, token in zip(path.parts, path.tokens, strict=True)]
    return ", ".join(part if part in choice else min(choice) for part, choice in zip(path.parts, choices, strict=True))


def _filed(text: str, region: str, note: str | None) -> Filed:
    """Keep what was typed where it differs by more than blanks."""
    typed = split(text)
    return Filed(region, None if ", ".join(typed) == region else " ".join(text.split()), note)


def _did_you_mean(near: Sequence[str]) -> str:
    return f"; did you mean {_listed(near, 'or')}?" if near else ""


def _listed(names: Sequence[str], conjunction: str) -> str:
    """Return up to three names in a row, and how many more there are."""
    first = [repr(name) for name in names[:3]]
    if len(names) > len(first):
        return f"{', '.join(first)} {conjunction} {len(names) - len(first)} more"
    return f" {conjunction} ".join([", ".join(first[:-1]), first[-1]] if len(first) > 1 else first)
