"""Breeding evidence: what was stated of it, what the animals show by themselves, and which of them is in force.

The scale is our own for mammals, shaped after the reproduction criteria of large-carnivore monitoring (SCALP;
Reinhardt et al. 2015, BfN-Skripten 413), with the names of its levels from the European bird atlas. Bird codes are
accepted as stated and kept as typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from logbook.animals import nouns
from logbook.animals.nouns import did_you_mean
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.records import Assessed, LifeStage, Sighting, Stated
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["none", "possible", "probable", "confirmed"]
Basis = Literal["assessed", "stated", "derived"]

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""From nothing to proof."""
_RANK: Final[Mapping[Level, int]] = {level: rank for rank, level in enumerate(LEVELS)}

CODES: Final[Mapping[str, Level]] = {
    "dependent-young": "confirmed",
    "nursing": "confirmed",
    "lactating": "confirmed",
    "den-with-young": "confirmed",
    "carrying-young": "confirmed",
    "pregnant-examined": "confirmed",
    "grown-young": "probable",
    "mating": "probable",
    "courtship": "probable",
    "den": "probable",
    "appears-pregnant": "probable",
    "pair": "possible",
    "juvenile-alone": "possible",
}
"""Our codes, each with the level it proves. `grown-young` is an adult with young of nearly its own size."""

_ALSO: Final = {"family-group": "dependent-young", "suckling": "nursing"}

# EBBA2, the second European Breeding Bird Atlas: the last number of each level.
_EBBA2: Final[Mapping[int, Level]] = {0: "none", 2: "possible", 9: "probable", 16: "confirmed"}

# eBird's breeding and behaviour codes. NB, CN and PE it calls confirmed in one project and probable in another; alone
# they prove the lower, as in EBBA2 (8, brood patch; 9, nest building).
_EBIRD: Final[Mapping[str, Level]] = {
    **dict.fromkeys(("NY", "NE", "FS", "CS", "FY", "CF", "FL", "ON", "UN", "DD"), "confirmed"),
    **dict.fromkeys(("NB", "CN", "PE", "B", "A", "N", "C", "T", "P", "M", "S7"), "probable"),
    **dict.fromkeys(("S", "H"), "possible"),
    "F": "none",
}

# Words with more than one reading, which are not taken.
_READINGS: Final = {
    "a": "'eBird A' (agitated, probable) or possible (the atlas's A)",
    "b": "'eBird B' (building, probable) or probable (the atlas's B)",
    "c": "'eBird C' (courtship, probable) or confirmed (the atlas's C)",
    "pregnant": "appears-pregnant (seen) or pregnant-examined (in the hand, by scan or dissection)",
}
_EBBA2_CODE = pattern(r"(?:(?:ebba2?|ebcc)-)?([0-9]{1,2})")
_BREAK = pattern(r"[\s_\u2010-\u2014-]+")


class Evidence(NamedTuple):
    """How strongly a sighting proves breeding, by which code, and whether that was assessed, stated or derived."""

    level: Level
    code: str | None = None
    basis: Basis | None = None


class Wanted(NamedTuple):
    """What a filter asks for: at least a level, or one code."""

    level: Level | None = None
    code: str | None = None


class _Code(NamedTuple):
    name: str
    level: Level


NO_EVIDENCE: Final = Evidence("none")


def at_least(level: Level, wanted: Level) -> bool:
    """Tell whether a level is as strong as another, or stronger."""
    return _RANK[level] >= _RANK[wanted]


def parse_stated(text: str) -> Stated:
    """Read breeding evidence as its observer states it: a level; our code, EBBA2's or eBird's, kept as typed.

    `confirmed`, `dependent-young`, `family group`, `EBBA2 12` or `12`, `FY` or `eBird FY`. Raises BadValueError.
    """
    level = _level(text)
    if level:
        return Stated(level=level)
    _require_code(text)
    return Stated(code=text.strip())


def parse_wanted(text: str) -> Wanted:
    """Read a filter: a level asks for at least that level, a code for that code in force. Raises BadValueError."""
    level = _level(text)
    return Wanted(level=level) if level else Wanted(code=_require_code(text).name)


def meets(evidence: Evidence, wanted: Wanted) -> bool:
    """Tell whether evidence is what a filter asks for; `12` and `EBBA2 12` are one code."""
    if wanted.level:
        return at_least(evidence.level, wanted.level)
    code = _read(evidence.code or "")
    return code is not None and code.name == wanted.code


def level_of(level: str | None, code: str | None) -> Level:
    """Return the level of evidence as stored: the one named, else the code's; `none` for words not known.

    A reviewer may name a level below (or above) what the code alone would have.
    """
    known = _read(code or "")
    return _level(level or "") or (known.level if known else "none")


def is_known(level: str | None, code: str | None) -> bool:
    """Tell whether evidence as stored can be understood whole; `check` lists what cannot."""
    return (not code or _read(code) is not None) and (not level or _level(level) is not None)


def by_meaning_dependent(stage: LifeStage | None, verbatim: str | None) -> bool:
    """Tell whether the word typed for an animal means young that need their mother, as "cub" does."""
    if not verbatim or stage not in {None, "juvenile"}:
        return False
    try:
        return nouns.read(verbatim).dependent
    except BadValueError:  # another program's word
        return False


def derive(sighting: Sighting) -> Evidence:
    """Return the strongest evidence that the animals are by themselves; never from survey totals or captivity."""
    if sighting.count_basis == "survey" or sighting.establishment == "captive":
        return NO_EVIDENCE
    return _shown(tuple([(animal.life_stage, animal.verbatim) for animal in sighting.animals]))


def in_force(sighting: Sighting) -> Evidence:
    """Return the evidence that counts: what a reviewer assessed, else what was stated, else what is derived.

    Our own codes and the words for them come under one name, bird codes as typed. Words that cannot be understood
    (`check` lists them) are not in force.
    """
    breeding = sighting.breeding
    if breeding and breeding.assessed and _says_something(breeding.assessed):
        return _evidence(breeding.assessed, "assessed")
    if breeding and breeding.stated and _says_something(breeding.stated):
        return _evidence(breeding.stated, "stated")
    return derive(sighting)


def fields(sighting: Sighting) -> dict[str, str | None]:
    """Return the evidence in force as the fields that a program gets beside those that are stored."""
    level, code, basis = in_force(sighting)
    return {"breeding_level": level, "breeding_code": code, "breeding_basis": basis}


def _says_something(said: Stated | Assessed) -> bool:
    return _level(said.level or "") is not None or _read(said.code or "") is not None


def _evidence(said: Stated | Assessed, basis: Basis) -> Evidence:
    code = _read(said.code or "")
    name = code.name if code and code.name in CODES else said.code
    return Evidence(level_of(said.level, said.code), name, basis)


@lru_cache(maxsize=4096)
def _shown(animals: tuple[tuple[LifeStage | None, str | None], ...]) -> Evidence:
    with_adult = any(stage == "adult" for stage, _ in animals)
    codes = [_derived_code(stage, verbatim, with_adult=with_adult) for stage, verbatim in animals]
    shows = [Evidence(CODES[code], code, "derived") for code in codes if code]
    return max(shows, key=lambda evidence: _RANK[evidence.level], default=NO_EVIDENCE)


def _derived_code(stage: LifeStage | None, verbatim: str | None, *, with_adult: bool) -> str | None:
    if by_meaning_dependent(stage, verbatim):
        return "dependent-young"
    if stage == "juvenile":
        return "dependent-young" if with_adult else "juvenile-alone"
    return "grown-young" if stage == "subadult" and with_adult else None


def _level(text: str) -> Level | None:
    word = text.strip().casefold()
    return next((level for level in LEVELS if level == word), None)


def _read(text: str) -> _Code | None:
    """Read a code of ours, of EBBA2 or of eBird, in any case, with spaces or hyphens."""
    key = _key(text)
    name = _ALSO.get(key, key)
    if name in CODES:
        return _Code(name, CODES[name])
    number = _EBBA2_CODE.fullmatch(key)
    if number:
        code = int(number[1])
        return next((_Code(f"EBBA2 {code}", level) for last, level in _EBBA2.items() if code <= last), None)
    letters = key.removeprefix("ebird-").upper()
    if letters in _EBIRD and key not in _READINGS:
        return _Code(f"eBird {letters}", _EBIRD[letters])
    return None


def _require_code(text: str) -> _Code:
    code = _read(text)
    if code:
        return code
    key = _key(text)
    if key in _READINGS:
        raise BadValueError(f"{quoted(text)} has two readings; write {_READINGS[key]}")
    known = f"known are {', '.join(LEVELS)}; {', '.join(CODES)}; EBBA2 0 to {max(_EBBA2)}; eBird's letters"
    near = did_you_mean(key, [*LEVELS, *CODES, *_ALSO])
    raise BadValueError(f"{quoted(text)} is no breeding evidence; {known}{near}")


def _key(text: str) -> str:
    return _BREAK.sub("-", text.strip().casefold())
