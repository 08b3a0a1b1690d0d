"""What the commands that look have in common: select, and give records back as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook import breeding, query
from logbook.cli import session
from logbook.errors import BadValueError, NotOneError
from logbook.records import NOUNS, Id, Sighting, parse_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logbook.query import Filter, Selection
    from logbook.records import Book
    from logbook.store.snapshot import Snapshot


def selected(snapshot: Snapshot, wanted: Filter, ids: Sequence[str] | None, *tables: str) -> tuple[Book, Selection]:
    """Read the tables that are needed (`tables` beside those of the filter) and select sightings.

    Tells on stderr how many undated ones were left out, and what may have been meant where nothing was found.
    """
    wanted = msgspec.structs.replace(wanted, ids=numbers(snapshot, "sightings", ids))
    needed = {"sightings", *tables, *(["images", "credits"] if wanted.needs_pictures else [])}
    book = snapshot.book(*needed, *(["taxa"] if wanted.species is not None else []))
    selection = query.select(book, wanted, session.clock())
    if selection.undated:
        session.say(f"{selection.undated:,} undated left out: they may lie within or not")
    if not selection.sightings:
        hint(book, wanted)
    return book, selection


def hint(book: Book, wanted: Filter) -> None:
    """Tell on stderr what may have been meant where a region or a species is not known."""
    for sentence in query.suggestions(book, wanted):
        session.say(sentence)


def numbers(snapshot: Snapshot, table: str, ids: Sequence[str] | None) -> frozenset[int] | None:
    """Read ids that must be of one table and be there; None where none are given."""
    if not ids:
        return None
    found = [parse_id(text) for text in ids]
    for which in found:
        if which.table != table:
            raise BadValueError(f"{which} is a {NOUNS[which.table]}, and here only a {NOUNS[table]} will do")
        if snapshot.record(which) is None:
            raise NotOneError(f"there is no {NOUNS[table]} {which} in {snapshot.path}")
    return frozenset(which.number for which in found)


def as_stored(snapshot: Snapshot, table: str, chosen: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Give records as they are stored, their id in front; a sighting with the breeding evidence in force."""
    for number in chosen:
        which = Id(table, number)
        line = snapshot.record(which)
        if line is not None:
            yield {"id": str(which), **msgspec.json.decode(line, type=dict[str, msgspec.Raw]), **_evidence(which, line)}


def _evidence(which: Id, line: bytes) -> dict[str, Any]:
    if which.table != "sightings":
        return {}
    level, code, basis = breeding.in_force(msgspec.json.decode(line, type=Sighting))
    return {"breeding_level": level, "breeding_code": code, "breeding_basis": basis}
