"""What Darwin Core has no terms for: kept in `dynamicProperties`, so that our own reader gives a sighting back whole.

`{"logbook": {...}}` holds the fields of the sighting which the other terms of the row do not say, or say otherwise
(null: the sighting has no such field); `animal` the same of the entry of `animals` that the occurrence is; and
`entry` which of how many it is.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from logbook.formats import objects
from logbook.formats.dwca import occurrences
from logbook.formats.terms import Setting
from logbook.patterns import pattern
from logbook.records import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Fields = dict[str, Any]

_OF_THIS_LOGBOOK: Final = ("uuid", "added", "modified", "source_ids", "deployment", "images")
"""Fields that are told by other means, or are of no use elsewhere."""
_TOTAL: Final = {
    "count": "individual_count",
    "count_max": "individual_count_max",
    "count_qualifier": "individual_count_qualifier",
}
_AS_WRITTEN: Final = Setting(now=datetime.min.replace(tzinfo=UTC))
"""Terms that we have written ourselves tell of no "yesterday"."""
_UUID: Final = pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Occurrence(NamedTuple):
    """A row that we have written: the uuid of its sighting, which entry of how many it is, and all that it says.

    `event` and `animal` are the fields that its other terms do not say, or say otherwise.
    """

    uuid: str
    entry: int
    of: int
    terms: Mapping[str, str]
    event: Fields
    animal: Fields


def written(sighting: Sighting, entry: int, terms: Mapping[str, str]) -> str:
    """Write what the terms of an occurrence leave out of a sighting and its `entry`; 0 where it has no entries."""
    record: Fields = msgspec.json.decode(msgspec.json.encode(sighting))
    entries = record.pop("animals", [])
    said, animal = _said(terms, _AS_WRITTEN, has_entries=bool(entry))
    held = _difference({name: value for name, value in record.items() if name not in _OF_THIS_LOGBOOK}, said)
    if entry:
        held |= {"animal": _difference(entries[entry - 1], animal), "entry": [entry, len(entries)]}
    return msgspec.json.encode({"logbook": held}).decode()


def own(terms: Mapping[str, str]) -> Occurrence | None:
    """Know a row that we have written; None for others."""
    uuid, text = terms.get("eventID", ""), terms.get("dynamicProperties", "")
    if not (_UUID.fullmatch(uuid) and terms.get("occurrenceID", "").startswith(f"{uuid}#")):
        return None
    try:
        held = objects.decoded(text, dict[str, dict[str, Any]])["logbook"]
        entry, of = msgspec.convert(held.pop("entry", (0, 1)), tuple[int, int])
        animal = msgspec.convert(held.pop("animal", {}), dict[str, Any])
    except (msgspec.MsgspecError, KeyError):
        return None
    # What refers to records of a logbook would refer to others here.
    event = {field: value for field, value in held.items() if field not in _OF_THIS_LOGBOOK}
    return Occurrence(uuid, entry, of, terms, event, animal)


def sighting(rows: Sequence[Occurrence], setting: Setting) -> Sighting:
    """Put the occurrences of a sighting together again. Raises WrongError, msgspec's ValidationError for nonsense."""
    ordered = sorted(rows, key=lambda row: row.entry)
    read = [_said(row.terms, setting, has_entries=bool(row.entry)) for row in ordered]
    made = _mended(read[0][0], ordered[0].event)
    made["animals"] = [_mended(animal, row.animal) for row, (_, animal) in zip(ordered, read, strict=True) if row.entry]
    return msgspec.convert(made | {"uuid": ordered[0].uuid}, Sighting)


def _said(terms: Mapping[str, str], setting: Setting, *, has_entries: bool) -> tuple[Fields, Fields]:
    """Read what the terms say of a sighting and of one of its entries, as those of any archive are read."""
    event = {name: bare for name, text in terms.items() if name != "eventID" and (bare := text.strip())}
    said = occurrences.fields(event, setting, Counter())
    animal: Fields = next(iter(said.pop("animals", ())), {})
    if not has_entries:
        said |= {_TOTAL[name]: value for name, value in animal.items() if name in _TOTAL}
    return said, animal


def _difference(record: Mapping[str, Any], said: Mapping[str, Any]) -> Fields:
    names: Iterable[str] = dict.fromkeys((*record, *said))
    return {name: record.get(name) for name in names if record.get(name) != said.get(name)}


def _mended(said: Fields, held: Fields) -> Fields:
    return {name: value for name, value in (said | held).items() if value is not None}
