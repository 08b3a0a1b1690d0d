"""A row as a whole: what its cells mean together, in fields of a sighting, and of a picture where it has one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from logbook import places
from logbook.changes import fields
from logbook.errors import BadValueError
from logbook.formats.terms.targets import TARGETS, Setting
from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    Fields = dict[str, Any]

MISSING = frozenset({"NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null"})
"""What programs write into a cell that has no value. As the code of a country, NA is Namibia."""
_TARGETS = {one.name: one for one in TARGETS}
_OF_REGION = ("municipality", "county", "state_province")
_OF_COUNT = {
    "individual_count": "count",
    "individual_count_max": "count_max",
    "individual_count_qualifier": "count_qualifier",
}
_POSITION = ("decimal_latitude", "decimal_longitude")
_MANY = pattern(r"(?:at least |about |~)?[0-9]+(?:-[0-9]+|\+|\.0)?")
_CLOCK = pattern(r"[T ]\d{1,2}:\d\d")
_NOT_FOR_US = {
    "human": "humans",
    "vehicle": "vehicles",
    "blank": "blanks",
    "unknown": "unknown",
    "unclassified": "unclassified",
    "absent": "absences",
}
_NO_ANIMAL = {
    **dict.fromkeys(("human", "humans", "person", "people", "homo sapiens"), "humans"),
    **dict.fromkeys(("vehicle", "vehicles"), "vehicles"),
    **dict.fromkeys(("blank", "empty", "nothing"), "blanks"),
    "unknown": "unknown",
}
"""What people who look through pictures write in the column of the species, where there is no animal to name."""


class WrongError(BadValueError):
    """A cell that means nothing in its column, which is named as its target."""

    def __init__(self, reason: str, target: str, value: str) -> None:
        super().__init__(reason)
        self.target, self.value = target, value


class Made(NamedTuple):
    """What a row means: fields of a sighting and of its picture, as plain JSON.

    `urls` are addresses of several pictures; `pieces` the identity of the row and its camera (id, uuid, deployment,
    folder); `why` tells what it is where it is not for a logbook ("humans"); `unheld` names the targets whose value has
    no place in one.
    """

    sighting: Fields
    image: Fields
    urls: tuple[str, ...] = ()
    pieces: Mapping[str, str] = {}
    why: str | None = None
    unheld: tuple[str, ...] = ()


def made(cells: Mapping[str, str], setting: Setting) -> Made:
    """Put the cells of a row together, by the names of their targets. Raises WrongError naming one that is nonsense."""
    texts = {name: text for name, text in cells.items() if text and (text not in MISSING or name == "country_code")}
    if "individual_count" not in texts and _MANY.fullmatch(texts.get("animals", "")):
        texts["individual_count"] = texts.pop("animals")  # how many they were is all that a list may say of them
    if why := _why(texts):
        return Made({}, {}, why=why)
    _put_date_together(texts)
    parts: dict[str, Fields] = {"sighting": {}, "image": {}, "animal": {}, "piece": {}}
    unheld: list[str] = []
    for name, text in texts.items():
        read = {"age": text} if name == "age" and "life_stage" in texts else _read(name, text, setting)
        if read is None:
            unheld.append(name)
        else:
            parts[_TARGETS[name].of].update(read)
    sighting, pieces = parts["sighting"], parts["piece"]
    _require_both(sighting, texts)
    _put_animals_together(sighting, parts["animal"], texts, setting)
    _put_names_together(sighting)
    _put_region_together(sighting, pieces)
    urls = tuple(url for one in pieces.pop("image_url", "").split("|") if (url := one.strip()))
    image = parts["image"]
    if not urls and "file" not in image:
        unheld += image
        image = {}
    return Made(sighting, image, urls, pieces, None, tuple(unheld))


# The columns of a table hold the same few words again and again.
@lru_cache(maxsize=1 << 16)
def _read(name: str, text: str, setting: Setting) -> Fields | None:
    try:
        return _TARGETS[name].read(text, setting)
    except BadValueError as error:
        raise WrongError(str(error), name, text) from None


def _why(texts: Mapping[str, str]) -> str | None:
    """Tell what a row is that is no sighting of an animal."""
    kind = texts.get("observation_type", "").casefold()
    if texts.get("occurrence_status", "").casefold() == "absent" or texts.get("individual_count") in {"0", "0.0"}:
        kind = "absent"
    name = texts.get("scientific_name") or texts.get("vernacular_name") or ""
    return _NOT_FOR_US.get(kind) or _NO_ANIMAL.get(name.casefold())


def _put_date_together(texts: dict[str, str]) -> None:
    """Make one date of a start and an end, of year, month and day, and of a date and a time of day."""
    start, end = texts.pop("event_start", ""), texts.pop("event_end", "")
    year, month, day = (texts.pop(name, "").removesuffix(".0") for name in ("year", "month", "day"))
    time = texts.pop("time", "")
    if not texts.get("event_date"):
        if start or end:
            texts["event_date"] = start if start == end or not end else f"{start or '..'}/{end}"
        elif year:
            numbers = [year, *([month] if month else []), *([day] if month and day else [])]
            texts["event_date"] = "-".join(number.zfill(2) for number in numbers)
        else:
            return
    # One slash stands in an interval, two in a day.
    if time and not _CLOCK.search(texts["event_date"]) and texts["event_date"].count("/") != 1:
        texts["event_date"] += f" {time}"


def _put_animals_together(sighting: Fields, entry: Fields, texts: Mapping[str, str], setting: Setting) -> None:
    """Make one entry of `animals` of a stage, a sex, an individual and a count; or keep a total where that is all."""
    if entry.get("classification_method") == "machine":
        sighting.setdefault("verification", "unverified")
    if "animals" in sighting:
        _require_one_description(sighting, entry, texts, setting)
    elif entry:
        counted = {own: sighting.pop(field) for field, own in _OF_COUNT.items() if field in sighting}
        sighting["animals"] = [{"n": 1, **counted, **entry}]


def _require_one_description(sighting: Fields, entry: Fields, texts: Mapping[str, str], setting: Setting) -> None:
    described: list[Fields] = sighting["animals"]
    if "individual_count" in texts:
        words = fields.SightingWords(animals=texts["animals"], count=texts["individual_count"].removesuffix(".0"))
        try:
            sighting |= fields.sighting_fields(words, fields.Setting(now=setting.now))
        except BadValueError as error:
            raise WrongError(str(error), "individual_count", texts["individual_count"]) from None
        for field in _OF_COUNT:
            if sighting.get(field) is None:
                sighting.pop(field, None)
    if not entry:
        return
    if len(described) != 1 or not entry.keys().isdisjoint(described[0].keys() & {"life_stage", "sex", "verbatim"}):
        told = "and a column of stage, sex or individual both say who was there; empty one of the two cells"
        raise WrongError(f"the animals {texts['animals']!r} {told}", "animals", texts["animals"])
    sighting["animals"] = [{**described[0], **entry}]


def _require_both(sighting: Fields, texts: Mapping[str, str]) -> None:
    """Refuse half a position."""
    for half, other in (_POSITION, _POSITION[::-1]):
        if half in sighting and other not in sighting:
            raise WrongError("a position needs its latitude and its longitude", half, texts[half])


def _put_names_together(sighting: Fields) -> None:
    """Leave out a name that only says the scientific one again, with or without the rest of it."""
    vernacular, scientific = sighting.get("vernacular_name"), sighting.get("scientific_name")
    if vernacular and scientific:
        short, long = sorted((places.fold(vernacular), places.fold(scientific)), key=len)
        if f"{long} ".startswith(f"{short} "):
            del sighting["vernacular_name"]


def _put_region_together(sighting: Fields, pieces: Fields) -> None:
    """Make a region of Darwin Core's parts, from small to large, where it is not said as a whole."""
    country, code = pieces.pop("country", None), sighting.get("country_code")
    land = places.country(code) if code else None
    parts = [pieces.pop(name, None) for name in _OF_REGION]
    parts.append(country or (land.name if land else None))
    path = list(dict.fromkeys(part for part in parts if part))
    if path and "region" not in sighting:
        sighting["region"] = ", ".join(path)
        if land:
            del sighting["country_code"]
