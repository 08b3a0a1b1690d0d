"""What `--missing FIELD` means: which fields a word names, and which records lack them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from logbook.errors import BadValueError
from logbook.records import Image, Sighting
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    Fields = tuple[str, ...]

FIELDS: dict[str, Fields] = {
    "alt": ("alt_text",),
    "count": ("individual_count", "animals"),
    "credit": ("credit_line", "credit"),
    "date": ("event_date", "date_created"),
    "licence": ("license",),
    "note": ("remarks",),
    "observer": ("recorded_by",),
    "pictures": ("images",),
    "position": ("decimal_latitude",),
    "species": ("vernacular_name", "scientific_name"),
    "writer": ("caption_writer",),
}
"""Short names beside the fields' own; such a one is missing where all of its fields are empty."""

OF_SIGHTINGS = frozenset(Sighting.__struct_fields__)
OF_IMAGES = frozenset(Image.__struct_fields__)
_EMPTY: tuple[Any, ...] = (None, (), "")
_LONGEST = 60


def fields_named(text: str) -> Fields:
    """Resolve a field as it is typed; raises BadValueError for what no sighting and no picture has."""
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    if name in FIELDS:
        return FIELDS[name]
    known = OF_SIGHTINGS | OF_IMAGES
    if name not in known:
        near = difflib.get_close_matches(name[:_LONGEST], [*FIELDS, *sorted(known)], n=1)
        hint = f"; did you mean {near[0]}?" if near else "; such as credit, alt, date, region, caption, animals"
        raise BadValueError(f"there is no field {quoted(text)}{hint}")
    return (name,)


def parted(words: Iterable[str], first: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part words into those for what one kind of record has (`first`), and for what only the other has."""
    has = {word: not first.isdisjoint(fields_named(word)) for word in words}
    return tuple(word for word in has if has[word]), tuple(word for word in has if not has[word])


def all_fields(words: Iterable[str]) -> Fields:
    """Resolve several words to all the fields that they name."""
    return tuple(name for word in words for name in fields_named(word))


def lacks(record: Sighting | Image, fields: Fields) -> bool:
    """Tell whether all of these fields are empty in a record."""
    return all(getattr(record, name, None) in _EMPTY for name in fields)
