"""What is said of two versions of a record that differ: which is newer, which is safer, and what a person is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from msgspec import convert

from logbook.changes.merging.sides import Choice, Conflict
from logbook.privacy.levels import HIGH, stated
from logbook.records import NOUNS, Statement
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.merging.folding import Folded, Unit
    from logbook.changes.merging.versions import Version
    from logbook.records import Id

_TELLING: Final = (
    "vernacular_name",
    "scientific_name",
    "name",
    "title",
    "file",
    "location_name",
    "event_date",
    "region",
)
_DEFAULTS: Final = {"license": "licence", "usage_terms": "usage terms", "web_statement": "web statement"}


def conflict(our: Id, their: Id, mine: Version, other: Version, unit: Unit) -> Conflict:
    """Describe fields of which two versions say different things."""
    parts = mine.part(unit), other.part(unit)
    newer = later(mine, other)
    cautious = _stricter(*(part["sensitivity"] for part in parts)) if unit == ("sensitivity",) else None
    called = ", ".join(map(str, mine.part(_TELLING).values())) or NOUNS[our.table]
    return Conflict(our, their, *parts, called, newer, cautious)


def later(mine: Version, other: Version) -> Choice | None:
    """Tell which version was changed last, None where that is not known or at the same time."""
    ours, theirs = _changed(mine), _changed(other)
    if ours is None or theirs is None or ours == theirs:
        return None
    return "ours" if ours > theirs else "theirs"


def _changed(version: Version) -> datetime | None:
    """Read when a version was made (ISO 8601, UTC where it does not say)."""
    try:
        moment = datetime.fromisoformat(version.values.get("modified") or version.values.get("added") or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stricter(mine: dict[str, Any], their: dict[str, Any]) -> Choice | None:
    """Tell which sensitivity hides more; a word that is none of the scale counts as high."""
    ours, theirs = (stated(convert(one, Statement)) for one in (mine, their))
    ours, theirs = (HIGH if rank is None else rank for rank in (ours, theirs))
    if ours == theirs:
        return None
    return "ours" if ours > theirs else "theirs"


def notes(our: Id, their: Id, mine: Version, other: Version, folded: Folded) -> Iterator[str]:
    """Tell what nobody was asked about, and has to know."""
    if folded.refusal:
        yield f"{our} and their {their} have two answers of the owner; the refusal stands"
    if folded.restored and folded.fields:
        yield f"{our} had been generalised for publication, and their {their} is not: it has its place and files again"
    if "sensitivity" in folded.fields:
        level = other.values["sensitivity"]["value"]
        yield f"{our} is now of sensitivity {level}, as their {their} states"
    if our.table == "credits":
        yield from _defaults(our, their, mine.values, other.values)


def _defaults(our: Id, their: Id, mine: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    """Tell which licence and terms hold by default of pictures that had none."""
    for field, word in _DEFAULTS.items():
        if field in other and field not in mine:
            yield f"{our} has the {word} of their {their} now, {quoted(other[field])}: by default that of its pictures"
        if field in mine and field not in other:
            yield f"{our} is their {their} too: its {word}, {quoted(mine[field])}, is by default that of their pictures"
