"""A sighting of ours as it was before its rows were written: what the tables need, and it did not say, is taken out.

Without this a logbook would find its own records changed by its own package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from logbook.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logbook.formats.camtrap_dp.identifiers import Identity
    from logbook.records import Animal, Sighting

_BETWEEN: Final = " | "
_MINUTE: Final = pattern(r"(.+T[0-9]{2}:[0-9]{2}):00(.*)/\1:59\2")


def restored(one: Sighting, identity: Identity) -> Sighting:
    """Give back what a sighting of this identity was."""
    people = tuple(dict.fromkeys(name for names in one.identified_by for name in names.split(_BETWEEN)))
    made: dict[str, Any] = {
        "uuid": identity.uuid,
        "data_generalizations": identity.data_generalizations,
        "information_withheld": identity.information_withheld,
        "event_id": None if one.event_id == identity.uuid else one.event_id,
        "event_date": _MINUTE.sub(r"\1\2", one.event_date or ""),
        "identified_by": people,
    }
    entries = [_entry(animal, identity.uuid) for animal in one.animals]
    # What came from a package was said of each animal there, and there it was also said how that was named.
    if all(animal.source_id is None and animal.classification_method is None for animal in entries):
        shared, entries = _shared(entries)
        made |= shared
    if [animal.source_id for animal in one.animals] == [identity.uuid]:
        (total,) = entries
        made |= {
            "individual_count": total.count,
            "individual_count_max": total.count_max,
            "individual_count_qualifier": total.count_qualifier,
        }
        entries = []
    return replace(one, **made, animals=tuple(sorted(entries, key=lambda animal: animal.n or 0)))


def _entry(animal: Animal, uuid: str) -> Animal:
    """Give an entry without the id that the writer made for it, and without who named the whole, which has no time."""
    own, _, number = (animal.source_id or "").partition("#")
    if own != uuid or not (number or "0").isdecimal():
        return animal
    made: dict[str, Any] = {"source_id": None, "n": int(number[:9]) if number else animal.n}
    if animal.classification_method == "human" and animal.classification_timestamp is None:
        made |= {"classification_method": None, "classified_by": None}
    return replace(animal, **made)


def _shared(entries: list[Animal]) -> tuple[dict[str, Any], list[Animal]]:
    """Part what all entries say, which was said of the whole, from what each says by itself."""
    tags = _common([list(one.tags) for one in entries])
    texts = {name: _common([_parts(getattr(one, name)) for one in entries]) for name in ("behavior", "remarks")}
    rest = [
        replace(
            one,
            tags=tuple(tag for tag in one.tags if tag not in tags),
            **{name: _joined(part for part in _parts(getattr(one, name)) if part not in texts[name]) for name in texts},
        )
        for one in entries
    ]
    return {"tags": tuple(tags), **{name: _joined(parts) for name, parts in texts.items()}}, rest


def _common(several: list[list[str]]) -> list[str]:
    """Give what stands in all of several lists."""
    return [one for one in several[0] if all(one in other for other in several)]


def _parts(text: str | None) -> list[str]:
    return text.split(_BETWEEN) if text else []


def _joined(parts: Iterable[str]) -> str | None:
    return _BETWEEN.join(parts) or None
