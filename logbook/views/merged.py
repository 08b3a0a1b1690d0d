"""What a merge says: what became of the other logbook's ids, and where the two say different things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook.records import NOUNS, TYPES, Id
from logbook.sentences import listed
from logbook.views.difference import in_words
from logbook.views.sheet import Cell, Column, Sheet
from logbook.views.taken import kept
from logbook.views.text import singular, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.changes.merging import Conflict, Merged

SHOWN = 20
"""So many conflicts are listed where nobody can be asked."""
_COLUMNS = (Column("field", "Field"), Column("ours", "Ours"), Column("theirs", "Theirs"))


def lines(done: Merged, *, whole: bool, dry_run: bool) -> Iterator[str]:
    """Say what came in and what changed: each id where it is wanted `whole`, else the first of many."""
    is_now, are = (" would be ", "would be") if dry_run else (" is now ", "are")
    if whole:
        yield from _renamed(done.new, is_now)
        yield from _renamed(done.same, " is ")
    for table in TYPES:
        new = {their: our for their, our in done.new.items() if their.table == table}
        if new:
            noun = NOUNS[table]
            counted = singular(len(new), noun, noun if table == "taxa" else None)
            told = "" if whole else f": {listed(_renamed(new, is_now))}"
            yield f"{counted} {'is' if len(new) == 1 and not dry_run else are} new{told}"
    if done.same and not whole:
        yield f"here under another id: {listed(_renamed(done.same, ' is '))}"
    changed = [Id(one.table, one.number) for one in done.changes if one.before and one.table in TYPES]
    if changed:
        yield f"{singular(len(changed), 'record')} {'would be changed' if dry_run else 'changed'}: {listed(changed)}"


def _renamed(ids: dict[Id, Id], how: str) -> Iterator[str]:
    return (str(our) if their == our else f"{their}{how}{our}" for their, our in ids.items())


def notes(done: Merged) -> Iterator[str]:
    """Tell what a person should look at."""
    yield from dict.fromkeys(done.notes)
    if done.returned:
        had = "had been removed here, and is" if len(done.returned) == 1 else "had been removed here, and are"
        yield f"{listed(done.returned)} {had} back: the other logbook has what was removed"
    if done.kept:
        yield kept(done.kept)
    for choice in ("ours", "theirs"):
        told = [_named(conflict) for conflict, chosen in done.decided if chosen == choice]
        if told:
            yield f"where the two differ, {choice} {'stays' if choice == 'ours' else 'was taken'} of {listed(told)}"


def _named(conflict: Conflict) -> str:
    return f"{conflict.ours} ({', '.join(conflict.fields)})"


def listing(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """Write each conflict on a line: the record, and its fields on both sides."""
    for one in conflicts:
        parts = (f"{name}: ours {_said(one.mine, name)}, theirs {_said(one.their, name)}" for name in _differing(one))
        yield visible(f"{one.ours}, their {one.theirs}: {'; '.join(parts)}")


def sheet(conflict: Conflict) -> Sheet:
    """Show a conflict side by side."""
    newer = f"; {conflict.newer} changed last" if conflict.newer else ""
    rows = [(name, _cell(conflict.mine.get(name)), _cell(conflict.their.get(name))) for name in conflict.fields]
    return Sheet(_COLUMNS, rows, title=f"{conflict.called}: {conflict.ours} here, {conflict.theirs} there{newer}")


def _differing(conflict: Conflict) -> list[str]:
    return [name for name in conflict.fields if conflict.mine.get(name) != conflict.their.get(name)]


def _said(part: Any, name: str) -> str:
    return in_words(part[name]) if name in part else "nothing"


def _cell(value: Any) -> Cell:
    return tuple(map(in_words, value)) if isinstance(value, list) else "" if value is None else in_words(value)
