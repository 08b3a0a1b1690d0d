"""Where an occurrence was: its region from small to large, and its position where that is in WGS 84."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from logbook import places
from logbook.errors import BadValueError
from logbook.formats.terms import values
from logbook.formats.terms.whole import WrongError
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from logbook.formats.terms import Setting
    from logbook.formats.terms.values import Reader

    Fields = dict[str, Any]
    Terms = Mapping[str, str]

_POSITION: Final[Mapping[str, Reader]] = {
    "decimalLatitude": values.number("decimal_latitude", -90, 90),
    "decimalLongitude": values.number("decimal_longitude", -180, 180),
}
_UNCERTAINTY: Final[Mapping[str, Reader]] = {"coordinateUncertaintyInMeters": values.uncertainty}
_PRECISION: Final = "coordinatePrecision"
_SMALLER: Final = ("municipality", "county", "stateProvince")
HELD: Final = (
    *_POSITION,
    *_UNCERTAINTY,
    _PRECISION,
    *_SMALLER,
    "country",
    "countryCode",
    "higherGeography",
    "geodeticDatum",
)

_WGS84: Final = pattern(r"(?:(?:epsg)?4326|wgs(?:19)?84|worldgeodeticsystem(?:19)?84)+")
_NOT_SAID: Final = frozenset({"", "unknown", "notrecorded", "notrecordedassumewgs84"})
_NOT_KNOWN: Final = values.UNKNOWN | {"not specified", "not recorded", "not provided", "not known", "inconnu"}
_NO_COUNTRY: Final = frozenset({"", "XX", "XZ", "ZZ"})
"""What GBIF writes where a country is not known, or in no country's waters; ZZ is something else here."""
ANOTHER_DATUM: Final = "{many:,} positions in another datum than WGS 84 were not converted; they are in the remarks"


def fields(terms: Terms, setting: Setting, unheld: Counter[str]) -> Fields:
    """Give the fields of the place; `remarks` hold a position that nobody converted. Raises WrongError."""
    return _region(terms) | _position(terms, setting, unheld)


def _region(terms: Terms) -> Fields:
    code = terms.get("countryCode", "").upper()
    by_code = None if code in _NO_COUNTRY else places.country(code)
    *smaller, country = [_known(terms.get(term, "")) for term in (*_SMALLER, "country")]
    land = places.country(country) or (None if country else by_code)
    country = land.name if land else country
    region = ", ".join(filter(None, (*smaller, country)))
    if not any(smaller):
        higher = _of_higher(terms.get("higherGeography", ""))
        if higher and (not region or places.country_of(higher) == places.country_of(region)):
            region = higher
    # A code is kept where the region does not say as much: Hong Kong has its own, whatever its country is called.
    kept = None if code in _NO_COUNTRY or (by_code and places.country_of(region) == by_code) else code
    return {"region": region or None, "country_code": kept}


def _known(text: str) -> str:
    """Take a part of a region, unless it says that nobody knows it."""
    return "" if text.strip("[]()").casefold() in _NOT_KNOWN else text


def _of_higher(path: str) -> str:
    """Take the part of a path from large to small that begins with a country, which `Asia | China | Jilin` has."""
    parts = [part.strip() for part in re.split("[|;]", path)]
    at = next((number for number, part in enumerate(parts) if places.country(part)), len(parts))
    return ", ".join(filter(None, reversed(parts[at:])))


def _position(terms: Terms, setting: Setting, unheld: Counter[str]) -> Fields:
    position = _numbers(terms, _POSITION, setting)
    if not position:
        return {}
    if len(position) == 1:
        term = next(term for term in _POSITION if term in terms)
        raise WrongError("a position needs its latitude and its longitude", term, terms[term])
    datum = terms.get("geodeticDatum", "")
    key = re.sub(r"[\W_]+", "", datum).casefold()
    if key in _NOT_SAID or _WGS84.fullmatch(key):
        return position | _numbers(terms, _UNCERTAINTY, setting) | _precision(terms, unheld)
    unheld[ANOTHER_DATUM] += 1
    return {"remarks": f"Position in {datum}, not converted to WGS 84: {', '.join(terms[term] for term in _POSITION)}"}


def _precision(terms: Terms, unheld: Counter[str]) -> Fields:
    """Take how finely a position is written, in degrees; some have put words or metres there, which tell nothing."""
    text = terms.get(_PRECISION, "")
    try:
        degrees = values.figure(text, 0, 180)
    except BadValueError:
        degrees = 0
    unheld[_PRECISION] += bool(text) and not degrees
    return {"coordinate_precision": degrees} if degrees else {}


def _numbers(terms: Terms, readers: Mapping[str, Reader], setting: Setting) -> Fields:
    made: Fields = {}
    for term, read in readers.items():
        if term in terms:
            try:
                made |= read(terms[term], setting) or {}
            except BadValueError as error:
                raise WrongError(str(error), term, terms[term]) from None
    return made
