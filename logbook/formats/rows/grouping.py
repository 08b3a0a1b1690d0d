"""Rows of one camera and taxon as one event: what was counted on each picture becomes what was there."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from logbook import events, places
from logbook.formats import counting
from logbook.formats.counting import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from logbook.formats.rows.reading import Seen

    Fields = dict[str, Any]

_LISTS = ("tags", "recorded_by", "identified_by", "associated_references")
_COUNTED = frozenset({"n", "count", "count_max", "count_qualifier", *Kind._fields})
_OF_COUNT = ("individual_count", "individual_count_max", "individual_count_qualifier")


def grouped(rows: Sequence[Seen], gap: timedelta) -> Iterator[list[Seen]]:
    """Group rows into events, each in order of time; a row without a time of day is an event of its own."""
    shots = [
        events.Shot(number, _camera(one), _taxon(one), one.made.sighting.get("event_date"), _individuals(one))
        for number, one in enumerate(rows)
    ]
    for event in events.group(shots, gap):
        yield [rows[shot.key] for shot in event]


def sighting(event: Sequence[Seen]) -> Fields:
    """Give the fields of a sighting: those of its row, or what several rows say together."""
    if len(event) == 1:
        return event[0].made.sighting
    made: Fields = {}
    for one in reversed(event):
        made |= one.made.sighting
    for field in _LISTS:
        every = dict.fromkeys(text for one in event for text in one.made.sighting.get(field, ()))
        if every:
            made[field] = list(every)
    remarks = dict.fromkeys(said for one in event if (said := one.made.sighting.get("remarks")))
    if remarks:
        made["remarks"] = "; ".join(remarks)
    made["event_date"] = events.span([one.made.sighting["event_date"] for one in event])
    for field in _OF_COUNT:
        made.pop(field, None)
    made["animals"] = _animals(event)
    return made


def _camera(one: Seen) -> str:
    return str(one.made.pieces.get("deployment") or one.made.pieces.get("folder") or "")


def _taxon(one: Seen) -> str:
    names = one.made.sighting
    return places.fold(names.get("scientific_name") or names.get("vernacular_name") or "")


def _individuals(one: Seen) -> frozenset[str]:
    return frozenset(entry["individual_id"] for entry in _entries(one) if "individual_id" in entry)


def _entries(one: Seen) -> list[Fields]:
    """Give who a row says was there; a total alone, or nothing, is an entry of which no more is known."""
    said = one.made.sighting
    return said.get("animals") or [{"count": said["individual_count"]} if "individual_count" in said else {}]


def _picture(one: Seen) -> object:
    """Give what tells the picture of a row from others: its file or address; where it has none, the row is one."""
    pieces, image = one.made.pieces, one.made.image
    if "file" in image:
        return pieces.get("folder"), image["file"]
    return one.made.urls or one.where


def _animals(event: Sequence[Seen]) -> list[Fields]:
    """Give the entries of an event: the largest count in one picture, as the least that was there."""
    pictures: defaultdict[object, Counter[Kind]] = defaultdict(Counter)
    alike: dict[Kind, Fields] = {}
    for one in event:
        for entry in _entries(one):
            kind = Kind(*(entry.get(field) for field in Kind._fields))
            pictures[_picture(one)][kind] += entry.get("count", 1)
            said = {name: value for name, value in entry.items() if name not in _COUNTED}
            alike[kind] = {name: said[name] for name in said if alike.get(kind, said).get(name) == said[name]}
    found = counting.at_least(pictures.values())
    return [
        {"n": n, "count": many, "count_qualifier": "at least", **alike.get(kind, {}), **_told(kind)}
        for n, (kind, many) in enumerate(found.items(), 1)
    ]


def _told(kind: Kind) -> Fields:
    return {field: value for field, value in kind._asdict().items() if value is not None}
