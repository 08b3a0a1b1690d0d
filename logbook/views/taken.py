"""What an import of data says: what was read, and what became of it, a line a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from logbook.records import NOUNS, Id
from logbook.sentences import listed
from logbook.views.difference import in_words
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logbook.changes.intake import Changed, Taken
    from logbook.changes.intake.items import Bad

SHOWN = 20
"""So many fields that are otherwise in the source a person at a terminal gets."""
_SHORT = 100
"""A value is cut after so many characters."""
_ORDER = ("sightings", "images", "deployments", "taxa")


def summary(taken: Taken, *, dry_run: bool, whole: bool, skipped: str | None = None) -> Iterator[str]:
    """Say what was read and what became of it; of what is otherwise in the source only the first, unless `whole`.

    `skipped` is the file that the bad rows were written to.
    """
    for (file, what), many in taken.read.items():
        yield f"read {visible(file)}: {_counted(many, what)}"
    yield from _added(taken, dry_run=dry_run)
    if taken.known:
        yield f"already in the logbook: {_by_table(taken.known)}"
    yield from _changed(taken, dry_run=dry_run, whole=whole)
    if taken.kept:
        yield kept(taken.kept)
    if taken.left_out:
        yield f"left out: {', '.join(_counted(many, visible(why)) for why, many in taken.left_out.items())}"
    if taken.faults:
        written = f", written to {visible(skipped)}: mend them in the source, and import it again" if skipped else ""
        yield f"left out as bad: {singular(taken.faults, 'row')}{written}"
    if taken.generalised:
        made = "was" if taken.generalised == 1 else "were"
        yield f"{singular(taken.generalised, 'record')} {made} generalised by the source: the places are not exact"
    if taken.no_region:
        have = "has" if len(taken.no_region) == 1 else "have"
        settled = "" if dry_run else "; to settle it, import it again with --region PLACE --update"
        which = listed(Id("sightings", number) for number in taken.no_region)
        yield f"{singular(len(taken.no_region), 'sighting')} {have} no region: {which}{settled}"


def kept(ids: Sequence[Id]) -> str:
    """Say of which records of the other side nothing was taken that it tells less exactly, on purpose."""
    were = "was" if len(ids) == 1 else "were"
    return (
        f"{len(ids):,} of their records {were} generalised for publication: place, date, locality and files of ours "
        f"stay: {listed(ids)}"
    )


def _added(taken: Taken, *, dry_run: bool) -> Iterator[str]:
    """Say what is new."""
    would = "would be " if dry_run else ""
    if taken.added:
        yield f"{would}added: {_by_table(taken.added)}"
    if taken.detected:
        yield f"{would}given detections: {singular(taken.detected, 'picture')}"
    if taken.linked:
        yield f"{would}given new pictures: {singular(taken.linked, 'sighting')}"
    if taken.filled:
        many = singular(len(taken.filled), "record")
        yield f"{would}filled in, where neither the source nor the logbook said it: {many}: {listed(taken.filled)}"
    if not (taken.added or taken.detected or taken.linked or taken.changed or taken.filled):
        yield "nothing is new"


def _changed(taken: Taken, *, dry_run: bool, whole: bool) -> Iterator[str]:
    """Say what is otherwise in the source, field by field."""
    if not taken.changed:
        return
    many = singular(len({one.id for one in taken.changed}), "record")
    if taken.updated:
        yield f"{'would be ' if dry_run else ''}updated from the source: {many}"
    else:
        yield f"otherwise in the source: {many}, left as here; --update takes what the source has"
    shown = taken.changed if whole else taken.changed[:SHOWN]
    yield from map(_field, shown)
    if len(shown) < len(taken.changed):
        yield f"    and {singular(len(taken.changed) - len(shown), 'field')} more; a pipe gets them all"


def _field(one: Changed) -> str:
    ours, theirs = _apart(to_builtins(one.ours), to_builtins(one.theirs))
    return f"    {one.id} {one.field}: {_value(ours)} here, {_value(theirs)} there"


def _apart(ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Leave out of two lists the entries, and of two objects the parts, that are the same in both."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        names = [name for name in dict.fromkeys((*ours, *theirs)) if ours.get(name) != theirs.get(name)]
        return {name: ours.get(name) for name in names}, {name: theirs.get(name) for name in names}
    if isinstance(ours, (list, tuple)) and isinstance(theirs, (list, tuple)):
        gone, come = [one for one in ours if one not in theirs], [one for one in theirs if one not in ours]
        if len(gone) == len(come) and gone:
            pairs = [_apart(was, now) for was, now in zip(gone, come, strict=True)]
            return [was for was, _ in pairs], [now for _, now in pairs]
        return gone, come
    return ours, theirs


def _value(value: Any) -> str:
    """Write a value; what is very long is cut."""
    text = in_words(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def faults(bad: Iterable[Bad], many: int) -> Iterator[str]:
    """Name bad rows, the first of `many`."""
    named = list(bad)
    yield from map(str, named)
    if many > len(named):
        yield f"and {singular(many - len(named), 'bad row')} more"


def bad_rows(bad: Iterable[Bad]) -> Sheet:
    """Give the bad rows for a person to mend, each with its place, what is wrong, and how it stands in the source."""
    columns = [Column(key, key) for key in ("file", "line", "column", "value", "reason", "original")]
    rows = [
        (one.where.file, str(one.where.line or ""), one.column or "", one.value or "", one.reason, one.original)
        for one in bad
    ]
    return Sheet(columns, rows)


def formats(rows: Iterable[tuple[str, str, bool, str]]) -> Sheet:
    """Give the formats: name, what is read, whether that is written too, and the ends of its files' names."""
    columns = [
        Column("name", "Format", whole=True),
        Column("summary", "Reads"),
        Column("writes", "Writes"),
        Column("suffixes", "Files"),
    ]
    return Sheet(columns, [(name, what, "yes" if writes else "no", ends) for name, what, writes, ends in rows])


def _by_table(counted: Mapping[str, int]) -> str:
    """Count records by their nouns: "24 sightings, 4 deployments"."""
    tables = [table for table in _ORDER if counted.get(table)]
    return ", ".join(singular(counted[t], NOUNS[t], NOUNS[t] if t == "taxa" else None) for t in tables)


def _counted(many: int, plural: str) -> str:
    """Count what is named in the plural: "1 observation"."""
    noun, space, rest = plural.partition(" ")
    return f"{many:,} {noun.removesuffix('s') if many == 1 and noun != 'species' else noun}{space}{rest}"
