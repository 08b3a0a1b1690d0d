"""Words to fields: what the options of `add`, `attach` and `edit` mean in a record.

A word that is None was not said; an empty one takes the field out. What comes back are plain JSON values by field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct, to_builtins

from logbook import animals, breeding, dates, places
from logbook.choices import one_of
from logbook.errors import BadValueError
from logbook.records import METHODS, Animal, ClaimKind, Establishment, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    Fields = dict[str, Any]

_METRES = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) *(m|km)?", re.IGNORECASE)
_CLAIM = re.compile(
    rf"({'|'.join(get_args(ClaimKind))})(?: in ([^:]+?))?(?: by ([\w-]+))?: *(.+)", re.IGNORECASE | re.DOTALL
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
    verification: str | None = None
    verified_by: str | None = None
    assess: str | None = None
    assessed_by: str | None = None
    reason: str | None = None


class PictureWords(Struct, frozen=True, kw_only=True):
    """What a person says of a picture, as typed; the credit is resolved elsewhere (`drafts.py`)."""

    credit: str | None = None
    creator: tuple[str, ...] | None = None
    license: str | None = None
    title: str | None = None
    caption: str | None = None
    writer: str | None = None
    alt: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    position: int | None = None

    @property
    def single(self) -> list[str]:
        """Name what was said that can only be true of one picture."""
        return [name for name in ("title", "caption", "alt") if getattr(self, name) is not None]


class Setting(Struct, frozen=True, kw_only=True):
    """What words are read against: the time, the regions of the logbook, and the record they change (JSON)."""

    now: datetime
    regions: Collection[str] = ()
    before: Mapping[str, Any] = {}
    notes: list[str] = []

    def amount(self) -> animals.Amount:
        """Give the total that the record has."""
        before = self.before
        qualifier = before.get("individual_count_qualifier")
        return animals.Amount(before.get("individual_count"), before.get("individual_count_max"), qualifier)


def said(words: Struct) -> list[str]:
    """Name the options that were used."""
    return [name for name in words.__struct_fields__ if getattr(words, name) not in (None, ())]


def sighting_fields(words: SightingWords, setting: Setting) -> Fields:
    """Give the fields that words of a sighting mean; raises BadValueError naming the word that means nothing."""
    made: Fields = {}
    for name in said(words):
        word = getattr(words, name)
        _require_text(word, name)
        if name in _READ:
            made |= _cleared(name) if word in ("", ("",)) else _READ[name](word, setting)
    if words.animals or words.count:
        made |= _counted(words, made, setting)
    _add_reference(words, made)
    return made | _evidence(words, setting) | _verified(words, setting)


def picture_fields(words: PictureWords, before: Mapping[str, Any]) -> Fields:
    """Give the fields that words of a picture mean, but for its credit."""
    for name in said(words):
        _require_text(getattr(words, name), name)
    named = {"license": words.license, "title": words.title, "caption": words.caption, "alt_text": words.alt}
    made: Fields = {
        field: word for field, word in (named | {"caption_writer": words.writer}).items() if word is not None
    }
    if words.creator is not None:
        made["creator"] = [name for name in words.creator if name]
    if words.published is not None:
        made["publications"] = _published(words, before.get("publications", []))
    elif words.publisher or words.author or words.position:
        raise BadValueError("--publisher, --author and --position need --published TITLE, the title they belong to")
    return made


def _published(words: PictureWords, before: list[Fields]) -> list[Fields]:
    """Note a publication; one of the same title is said more of, not doubled."""
    new = {"title": words.published, "author": words.author, "publisher": words.publisher, "position": words.position}
    new = {name: value for name, value in new.items() if value is not None}
    if any(one.get("title") == words.published for one in before):
        return [one | new if one.get("title") == words.published else one for one in before]
    return [*before, new]


def _require_text(word: Any, name: str) -> None:
    if "\0" in str(word):
        raise BadValueError(f"--{name.replace('_', '-')} holds a NUL character, which is no text")


def _cleared(name: str) -> Fields:
    """Give the fields that an empty word takes out."""
    if name == "species":
        raise BadValueError("a sighting needs a species; type its name, or 'unidentified'")
    return dict.fromkeys(_CLEARS.get(name, (_PLAIN.get(name, name),)))


_CLEARS: dict[str, tuple[str, ...]] = {
    "region": ("region", "verbatim_locality"),
    "at": ("decimal_latitude", "decimal_longitude"),
    "date": ("event_date", "verbatim_event_date"),
    "count": ("individual_count", "individual_count_max", "individual_count_qualifier"),
    "uncertainty": ("coordinate_uncertainty_in_meters",),
    "claim": ("claims",),
}
_PLAIN = {
    "scientific": "scientific_name",
    "area": "areas",
    "observer": "recorded_by",
    "reference": "associated_references",
    "note": "remarks",
    "tag": "tags",
}


def _species(word: str, _: Setting) -> Fields:
    if not word.strip() or not any(letter.isalnum() for letter in word):
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
    return {"event_date": edtf, "verbatim_event_date": word if word.strip() != edtf else None}


def _animals(word: str, _: Setting) -> Fields:
    return {"animals": to_builtins(animals.parse(word))}


def _count(word: str, _: Setting) -> Fields:
    count, most, qualifier = animals.parse_count(word)
    return {"individual_count": count, "individual_count_max": most, "individual_count_qualifier": qualifier}


def _survey(word: bool, _: Setting) -> Fields:
    return {"count_basis": "survey" if word else None}


def _uncertainty(word: str, _: Setting) -> Fields:
    match = _METRES.fullmatch(word.strip())
    metres = float(match[1]) * (1000 if (match[2] or "").lower() == "km" else 1) if match else 0.0
    if not metres:
        raise BadValueError(f"{word[:60]!r} is no uncertainty; type metres above 0, such as 30 or 1.5 km")
    return {"coordinate_uncertainty_in_meters": metres}


def _claims(word: tuple[str, ...], _: Setting) -> Fields:
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


def _chosen(field: str, choices: tuple[str, ...], what: str) -> Callable[[str, Setting], Fields]:
    return lambda word, _: {field: one_of(word, choices, what)}


def _text(field: str) -> Callable[[str, Setting], Fields]:
    return lambda word, _: {field: word}


def _list(field: str) -> Callable[[tuple[str, ...], Setting], Fields]:
    return lambda word, _: {field: [one for one in word if one]}


_READ: dict[str, Callable[[Any, Setting], Fields]] = {
    "species": _species,
    "scientific": _text("scientific_name"),
    "region": _region,
    "at": _at,
    "date": _date,
    "animals": _animals,
    "count": _count,
    "survey": _survey,
    "method": _chosen("method", METHODS, "method"),
    "area": _list("areas"),
    "locality": _text("locality"),
    "uncertainty": _uncertainty,
    "observer": _list("recorded_by"),
    "identified_by": _list("identified_by"),
    "reference": _list("associated_references"),
    "claim": _claims,
    "note": _text("remarks"),
    "tag": _list("tags"),
    "establishment": _chosen("establishment", get_args(Establishment), "establishment"),
    "verification": _chosen("verification", get_args(Verification), "verification"),
    "verified_by": _text("verified_by"),
}


def _counted(words: SightingWords, made: Fields, setting: Setting) -> Fields:
    """Keep one of `animals` and a total: a total that agrees says nothing more, one that does not is refused."""
    entries = msgspec.convert(made.get("animals", setting.before.get("animals", [])), tuple[Animal, ...])
    if words.count and entries:
        animals.require_agreement(entries, animals.parse_count(words.count))
    return dict.fromkeys(_CLEARS["count"]) if entries else {}


def _add_reference(words: SightingWords, made: Fields) -> None:
    """Let the reference said together with claims be theirs."""
    if words.claim and words.reference and made.get("claims"):
        made["claims"] = [{**claim, "reference": "; ".join(words.reference)} for claim in made["claims"]]
        del made["associated_references"]


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


def _verified(words: SightingWords, setting: Setting) -> Fields:
    """Note when somebody verified or doubted."""
    return {"verified_date": setting.now.date().isoformat()} if words.verification else {}
