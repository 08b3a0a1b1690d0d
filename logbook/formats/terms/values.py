"""What the cells of other programs' tables mean: text to plain JSON values by field.

None means that a value is in words that are not known, or has no place in a logbook: it is counted and told, not
refused. Nothing at all is made of "unknown" and its like. What is nonsense in its column raises BadValueError.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from msgspec import to_builtins

from logbook import dates, licenses, places
from logbook.animals import nouns
from logbook.breeding import parse_stated
from logbook.changes import fields
from logbook.choices import one_of
from logbook.errors import BadValueError
from logbook.formats import times
from logbook.patterns import pattern
from logbook.records import METHODS, CountBasis, Establishment, Verification
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Fields = dict[str, Any]
    Reader = Callable[[str, "Setting"], Fields | None]

UNKNOWN = frozenset(
    {"", "na", "n/a", "nan", "null", "none", "unknown", "undetermined", "unspecified", "indeterminate", "?"}
)
"""What is written where nothing is known."""
_SEXES = {"f": "female", "female": "female", "females": "female", "m": "male", "male": "male", "males": "male"}
_YES, _NO = frozenset({"true", "yes", "y", "1", "t"}), frozenset({"false", "no", "n", "0", "f"})
_NUMBER = pattern(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?")
_MOST_METRES = 20_000_000


class Setting(NamedTuple):
    """What cells are read against: the time now, and the zone of times that have none, or None."""

    now: datetime
    timezone: str | None = None


def text(field: str) -> Reader:
    """Take text as it is."""
    return lambda cell, _: {field: cell}


def texts(field: str) -> Reader:
    """Take a list, its parts apart by `|`."""
    return lambda cell, _: {field: [part for one in cell.split("|") if (part := one.strip())]}


def count(cell: str, setting: Setting) -> Fields:
    """Read how many; another program may write 2 as 2.0."""
    return word("count")(cell.removesuffix(".0"), setting) or {}


def word(name: str) -> Reader:
    """Read a cell as the option of `add` of this name is read."""

    def read(cell: str, setting: Setting) -> Fields:
        said: Any = (cell,) if name == "claim" else cell
        made = fields.sighting_fields(fields.SightingWords(**{name: said}), fields.Setting(now=setting.now))
        return {field: value for field, value in made.items() if value is not None}

    return read


def chosen(field: str, choices: tuple[str, ...]) -> Reader:
    """Take a word of a closed list."""
    what = field.replace("_", " ")
    return lambda cell, _: {} if cell.casefold() in UNKNOWN else {field: one_of(cell, choices, what)}


def number(field: str, low: float, high: float) -> Reader:
    """Take a number within bounds."""
    return lambda cell, _: {field: figure(cell, low, high)}


def figure(cell: str, low: float, high: float) -> float:
    """Read a number. Raises BadValueError for what is none, or out of bounds.

    A decimal comma is taken where the bounds are so near that it cannot stand between thousands.
    """
    plain = cell.replace(",", ".", 1) if high < 1000 else cell  # noqa: PLR2004 - a thousand
    if _NUMBER.fullmatch(plain) and low <= (value := float(plain)) <= high:
        return value
    bounds = "" if high == math.inf else f" from {low:,} to {high:,}"
    raise BadValueError(f"{quoted(cell)} is no number{bounds}; write it with a decimal point alone")


def date(field: str) -> Reader:
    """Read a date as machines or people write it; its order of day and month is never guessed."""
    return lambda cell, setting: {field: stored(cell, setting)}


def stored(cell: str, setting: Setting) -> str:
    """Return a date as it is stored (EDTF). BadValueError, with the readings it could have, where that is open."""
    if cell[:4].isdecimal():
        try:
            return times.stored(cell, setting.timezone)
        except BadValueError as error:
            if setting.timezone and setting.timezone in str(error):
                raise  # what the clocks of the zone showed twice
    edtf = dates.parse(cell, now=setting.now)
    return times.stored(edtf, setting.timezone) if "T" in edtf and setting.timezone else edtf


def event_date(cell: str, setting: Setting) -> Fields:
    """Read when it was; what was written is kept where a person wrote it."""
    edtf = stored(cell, setting)
    same = cell[:4].isdecimal() or cell == edtf
    return {"event_date": edtf} if same else {"event_date": edtf, "verbatim_event_date": cell}


def uncertainty(cell: str, _: Setting) -> Fields:
    """Read how far off a position may be, in metres; Darwin Core's 0 means that nobody knows."""
    metres = figure(cell.removesuffix("m").strip(), 0, _MOST_METRES)
    return {"coordinate_uncertainty_in_meters": metres} if metres else {}


def breeding(cell: str, _: Setting) -> Fields:
    """Read breeding evidence as its observer states it."""
    return {"breeding": {"stated": to_builtins(parse_stated(cell))}}


def method(cell: str, _: Setting) -> Fields | None:
    """Read Darwin Core's samplingProtocol, where it is one of our methods."""
    try:
        return {"method": one_of(cell, METHODS, "method")}
    except BadValueError:
        return None


def life_stage(cell: str, _: Setting) -> Fields:
    """Read a life stage as nouns are read ("Adult", "cub"); a word that is not known is kept as it is."""
    if cell.casefold() in UNKNOWN:
        return {}
    try:
        noun = nouns.read(cell)
    except BadValueError:
        return {"verbatim": cell}
    plain = {nouns.build(noun.life_stage, noun.sex, plural=plural) for plural in (False, True)}
    made = {"life_stage": noun.life_stage, "sex": noun.sex, "verbatim": None if places.fold(cell) in plain else cell}
    return {field: value for field, value in made.items() if value is not None}


def age(cell: str, setting: Setting) -> Fields:
    """Read an age; many programs have the stage of life in that column ("Adult"), which is one."""
    made = life_stage(cell, setting)
    return made if "life_stage" in made else {"age": cell} if made else {}


def sex(cell: str, _: Setting) -> Fields:
    """Read a sex; what is neither, or both, is kept as a remark."""
    key = cell.casefold()
    if key in UNKNOWN:
        return {}
    return {"sex": _SEXES[key]} if key in _SEXES else {"remarks": f"sex: {cell}"}


def classification_method(cell: str, _: Setting) -> Fields:
    """Read who classified: a person or a machine."""
    return {"classification_method": one_of(cell, ("human", "machine"), "classification method")}


def captive(cell: str, _: Setting) -> Fields:
    """Read whether an animal was captive: yes or no."""
    key = cell.casefold()
    if key not in _YES | _NO | UNKNOWN:
        raise BadValueError(f"{quoted(cell)} says neither yes nor no; write true or false")
    return {"establishment": "captive"} if key in _YES else {}


def basis_of_record(cell: str, _: Setting) -> Fields | None:
    """Read Darwin Core's basisOfRecord: a living specimen is captive; the others leave the method open."""
    return {"establishment": "captive"} if cell.replace("_", "").casefold() == "livingspecimen" else None


def degree_of_establishment(cell: str, _: Setting) -> Fields | None:
    """Read Darwin Core's degreeOfEstablishment: `captive`, `released`; a native animal is as wild as can be."""
    key = cell.casefold()
    return {"establishment": key} if key in get_args(Establishment) else {} if key == "native" else None


def verification_status(cell: str, _: Setting) -> Fields | None:
    """Read Darwin Core's identificationVerificationStatus, where it is a word that we have."""
    key = cell.casefold()
    return {"verification": key} if key in get_args(Verification) else None


def license_(cell: str, _: Setting) -> Fields:
    """Read a licence by its name or page; what is not known stays, as free text."""
    return {"license": licenses.read(cell)}


def scientific_name(cell: str, _: Setting) -> Fields:
    """Read a scientific name without its authors."""
    return {"scientific_name": without_authors(cell)}


_NAME = pattern(r"([A-Z][a-z-]+(?: \([A-Z][a-z-]+\))?(?: (?:subsp\.|ssp\.|var\.|f\.|[a-z][a-z-]+))*)(?: \(?[A-Z].*)?")


def without_authors(name: str) -> str:
    """Take the authors off a scientific name: `Panthera pardus (Linnaeus, 1758)` is `Panthera pardus`."""
    match = _NAME.fullmatch(name)
    return match[1] if match and (" " in match[1] or name[-1] in ").0123456789") else name


METHOD = chosen("method", METHODS)
ESTABLISHMENT = chosen("establishment", get_args(Establishment))
VERIFICATION = chosen("verification", get_args(Verification))
COUNT_BASIS = chosen("count_basis", get_args(CountBasis))
