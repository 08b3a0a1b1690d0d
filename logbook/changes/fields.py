"""Words to fields: what the options of `add`, `attach` and `edit` mean in a record.

A word that is None was not said; an empty one takes the field out. What comes back are plain JSON values by field. Here
stand those of a sighting; those of a picture are in `picture_fields.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct, to_builtins

from logbook import animals, breeding, dates, places
from logbook.choices import one_of
from logbook.errors import BadValueError
from logbook.patterns import pattern
from logbook.records import METHODS, Animal, ClaimKind, Establishment, Verification
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    Fields = dict[str, Any]

_METRES = pattern(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) *(m|km)?", re.IGNORECASE)
_MOST_METRES = 20_000_000
"""Half the way round the earth."""
_CLAIM = pattern(
    rf"({'|'.join(get_args(ClaimKind))})(?: in ([^:]+?))?(?: by ([^:]+?))?: *(.+)", re.IGNORECASE | re.DOTALL
)


class SightingWords(Struct, frozen=True, kw_only=True):
    """What a person says of a sighting, as typed."""

    species: str | None = None
    scientific: str | None = None
    region: str | None = None
    at: str | None = None
    date: str | None = None
    animals: str | None = None
    count: str | None = None
    survey: bool | None = None
    breeding: str | None = None
    method: str | None = None
    area: tuple[str, ...] | None = None
    locality: str | None = None
    uncertainty: str | None = None
    observer: tuple[str, ...] | None = None
    identified_by: tuple[str, ...] | None = None
    reference: tuple[str, ...] | None = None
    claim: tuple[str, ...] | None = None
    note: str | None = None
    tag: tuple[str, ...] | None = None
    establishment: str | None = None
    embargo: str | None = None
    verification: str | None = None
    verified_by: str | None = None
    assess: str | None = None
    assessed_by: str | None = None
    reason: str | None = None


class Setting(Struct, frozen=True, kw_only=True):
    """What words are read against: the time, the regions of the logbook, and the record they change (JSON)."""

    now: datetime
    regions: Collection[str] = ()
    before: Mapping[str, Any] = {}
    notes: list[str] = []


def said(words: Struct) -> dict[str, Any]:
    """Give the words that were said, by their options; those of a list without its empty ones.

    Raises BadValueError for what is no text.
    """
    used = ((name, getattr(words, name)) for name in words.__struct_fields__)
    return {name: _text_only(word, option(name)) for name, word in used if word not in (None, ())}


def option(name: str) -> str:
    """Write a word's name as it is typed: `--published-on`."""
    return f"--{name.replace('_', '-')}"


def sighting_fields(words: SightingWords, setting: Setting) -> Fields:
    """Give the fields that words of a sighting mean; raises BadValueError naming the word that means nothing."""
    made: Fields = {}
    for name, word in said(words).items():
        if name in _READ:
            made |= _cleared(name) if word in ("", []) else _READ[name](word, setting)
    if words.animals or words.count:
        made |= _counted(words, made, setting)
    if words.uncertainty and {**setting.before, **made}.get("decimal_latitude") is None:
        raise BadValueError("--uncertainty says how far off a position may be; give the position with --at")
    return _with_reference(made) | _evidence(words, setting) | _verified(words, made, setting)


def require_text(text: str, what: str) -> None:
    """Refuse what no file can hold as text: NUL, half a character. Raises BadValueError."""
    if "\0" in text:
        raise BadValueError(f"{what} holds a NUL character, which is no text; leave it out")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadValueError(f"{what} is not valid text (UTF-8); type it again")


def _text_only(word: Any, option: str) -> Any:
    if isinstance(word, tuple):
        return [_text_only(one, option) for one in word if one]
    if isinstance(word, str):
        require_text(word, option)
    return word


def _cleared(name: str) -> Fields:
    """Give the fields that an empty word takes out."""
    if name == "species":
        raise BadValueError("a sighting needs a species; type its name, or 'unidentified'")
    return dict.fromkeys(_CLEARS.get(name, (_FIELDS.get(name, name),)))


_CLEARS: dict[str, tuple[str, ...]] = {
    "region": ("region", "verbatim_locality"),
    "at": ("decimal_latitude", "decimal_longitude", "coordinate_uncertainty_in_meters", "coordinate_precision"),
    "date": ("event_date", "verbatim_event_date", "recorded_date", "clock_offset"),
    "count": ("individual_count", "individual_count_max", "individual_count_qualifier"),
    "uncertainty": ("coordinate_uncertainty_in_meters",),
    "claim": ("claims",),
    "verification": ("verification", "verified_by", "verified_date"),
}
_FIELDS = {
    "scientific": "scientific_name",
    "area": "areas",
    "observer": "recorded_by",
    "reference": "associated_references",
    "note": "remarks",
    "tag": "tags",
    "embargo": "embargo_until",
}


def _species(word: str, _: Setting) -> Fields:
    if not any(letter.isalnum() for letter in word):
        raise BadValueError("a sighting needs a species; type its name, or 'unidentified'")
    return {"vernacular_name": word.strip()}


def _region(word: str, setting: Setting) -> Fields:
    filed = places.file_region(word, setting.regions)
    if filed.note:
        setting.notes.append(filed.note)
    return {"region": filed.region, "verbatim_locality": filed.verbatim}


def _at(word: str, _: Setting) -> Fields:
    latitude, longitude = places.parse_position(word)
    return {"decimal_latitude": latitude, "decimal_longitude": longitude}


def _date(word: str, setting: Setting) -> Fields:
    edtf = dates.parse(word, now=setting.now)
    dates.require_past(edtf, now=setting.now)
    typed = {"event_date": edtf, "verbatim_event_date": word if word.strip() != edtf else None}
    # What a person says is not what a clock recorded.
    return {**typed, "recorded_date": None, "clock_offset": None}


def _animals(word: str, _: Setting) -> Fields:
    return {"animals": list(to_builtins(animals.parse(word)))}


def _count(word: str, _: Setting) -> Fields:
    count, most, qualifier = animals.parse_count(word)
    return {"individual_count": count, "individual_count_max": most, "individual_count_qualifier": qualifier}


def _survey(word: bool, _: Setting) -> Fields:
    return {"count_basis": "survey" if word else None}


def _uncertainty(word: str, _: Setting) -> Fields:
    match = _METRES.fullmatch(word.strip())
    metres = float(match[1]) * (1000 if (match[2] or "").lower() == "km" else 1) if match else 0.0
    if not 0 < metres <= _MOST_METRES:
        raise BadValueError(f"{quoted(word)} is no uncertainty; type metres above 0, such as 30, or 1.5 km")
    return {"coordinate_uncertainty_in_meters": metres}


def _claims(word: list[str], _: Setting) -> Fields:
    return {"claims": [_claim(one) for one in word]}


def _claim(word: str) -> Fields:
    """Read `first-breeding in China by camera-trap: the words as published`, or the words alone."""
    match = _CLAIM.fullmatch(word.strip())
    if match is None:
        return {"claim": word}
    kind, region, method, claim = match.groups()
    made = {"claim": claim, "kind": kind.lower(), "region": region}
    made["method"] = one_of(method, METHODS, "method") if method else None
    return {name: value for name, value in made.items() if value is not None}


def embargoed(word: str, setting: Setting) -> Fields:
    """Read until when nothing of a record is told; an empty word takes that off."""
    return {"embargo_until": dates.parse(word, now=setting.now) if word else None}


def _chosen(field: str, choices: tuple[str, ...], what: str) -> Callable[[str, Setting], Fields]:
    return lambda word, _: {field: one_of(word, choices, what)}


def _as_typed(field: str) -> Callable[[Any, Setting], Fields]:
    return lambda word, _: {field: word}


_READ: dict[str, Callable[[Any, Setting], Fields]] = {
    "species": _species,
    "scientific": _as_typed("scientific_name"),
    "region": _region,
    "at": _at,
    "date": _date,
    "animals": _animals,
    "count": _count,
    "survey": _survey,
    "method": _chosen("method", METHODS, "method"),
    "area": _as_typed("areas"),
    "locality": _as_typed("locality"),
    "uncertainty": _uncertainty,
    "observer": _as_typed("recorded_by"),
    "identified_by": _as_typed("identified_by"),
    "reference": _as_typed("associated_references"),
    "claim": _claims,
    "note": _as_typed("remarks"),
    "tag": _as_typed("tags"),
    "embargo": embargoed,
    "establishment": _chosen("establishment", get_args(Establishment), "establishment"),
    "verification": _chosen("verification", get_args(Verification), "verification"),
    "verified_by": _as_typed("verified_by"),
}


def _counted(words: SightingWords, made: Fields, setting: Setting) -> Fields:
    """Keep a total beside `animals` only where it says more than they add up to; one that disagrees is refused."""
    entries = msgspec.convert(made.get("animals", setting.before.get("animals", [])) or (), tuple[Animal, ...])
    if not entries:
        return {}
    total = animals.total(entries)
    if words.count:
        amount = animals.parse_count(words.count)
        animals.require_agreement(entries, amount)
        if amount != total and (total.count_max or total.qualifier):
            said_so = f"a count of {animals.count_words(amount)} says other than {animals.words(entries)!r}"
            raise BadValueError(f"{said_so}; say it all in --animals")
    return dict.fromkeys(_CLEARS["count"]) if total.count else {}


def _with_reference(made: Fields) -> Fields:
    """Let the reference said together with claims be theirs."""
    if not (made.get("claims") and made.get("associated_references")):
        return made
    reference = "; ".join(made.pop("associated_references"))
    return made | {"claims": [{**claim, "reference": reference} for claim in made["claims"]]}


def _evidence(words: SightingWords, setting: Setting) -> Fields:
    """Put what is stated and what a reviewer assesses side by side; each is taken out by an empty word."""
    if not words.assess and (words.assessed_by or words.reason):
        raise BadValueError("--assessed-by and --reason need --assess, the level or code they belong to")
    if words.breeding is None and words.assess is None:
        return {}
    made = dict(setting.before.get("breeding") or {})
    if words.breeding is not None:
        made["stated"] = to_builtins(breeding.parse_stated(words.breeding)) if words.breeding else None
    if words.assess is not None:
        made["assessed"] = _assessed(words, setting) if words.assess else None
    return {"breeding": {name: value for name, value in made.items() if value} or None}


def _assessed(words: SightingWords, setting: Setting) -> Fields:
    evidence: Fields = to_builtins(breeding.parse_stated(words.assess or ""))
    review = {"by": words.assessed_by, "date": setting.now.date().isoformat(), "reason": words.reason}
    return evidence | {name: value for name, value in review.items() if value}


def _verified(words: SightingWords, made: Fields, setting: Setting) -> Fields:
    """Note when somebody verified or doubted; what is unverified again has no date, and nobody's name from before."""
    if not words.verification:
        return {}
    if made["verification"] == "unverified":
        return {"verified_by": words.verified_by, "verified_date": None}
    return {"verified_date": setting.now.date().isoformat()}
