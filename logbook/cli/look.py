"""What the commands that look have in common: select, and give records back as they are stored or as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from logbook import breeding, query
from logbook.cli import session
from logbook.errors import BadValueError, NotOneError
from logbook.query.searching import Search
from logbook.query.suggestions import suggestions
from logbook.records import NOUNS, Book, Id, Sighting, parse_id, part
from logbook.store import layout
from logbook.store.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from logbook.query import Filter, Selection
    from logbook.query.searching import Found, Hit
    from logbook.records import Image
    from logbook.store.scanning import Scan
    from logbook.store.snapshot import Snapshot

    Line = tuple[int, bytes | msgspec.Raw]

_FEW = 1000
"""So many records are found one by one before going through the whole table is quicker."""


def selected(snapshot: Snapshot, wanted: Filter, ids: Sequence[str] | None, *tables: str) -> tuple[Book, Selection]:
    """Read the tables that are needed (`tables` beside those of the filter) and select sightings.

    Tells on stderr how many undated ones were left out, and what may have been meant where nothing was found.
    """
    wanted = _among(snapshot, wanted, ids)
    book = snapshot.book(*tables, *wanted.tables)
    selection = query.select(book, wanted, session.clock())
    _say_left_out(selection.undated)
    if not selection.sightings:
        hint(book, wanted)
    return book, selection


def searched(snapshot: Snapshot, wanted: Filter, ids: Sequence[str] | None, most: int | None = None) -> Found:
    """Find sightings, or the newest `most` of them, going through the table once; tells the same on stderr."""
    wanted = _among(snapshot, wanted, ids)

    def work(each: Scan) -> Found:
        book = Book(info=snapshot.info, **{name: snapshot.table(name) for name in wanted.tables - {"sightings"}})
        selector = query.Selector(book, wanted, session.clock())
        search = Search(selector, most)
        return search.joined(each.placed("sightings", part(Sighting, selector.fields), search.through))

    hits = scan(snapshot, ["sightings"], work)
    _say_left_out(hits.left_out)
    if not hits.all:
        hint(snapshot.book(*wanted.tables), wanted)
    return hits


def _among(snapshot: Snapshot, wanted: Filter, ids: Sequence[str] | None) -> Filter:
    """Let a filter take only the sightings whose ids are named, if any are."""
    chosen = found(snapshot, ids or [])
    require_table(chosen, "sightings")
    return msgspec.structs.replace(wanted, ids=frozenset(which.number for which in chosen) if chosen else None)


def _say_left_out(undated: int) -> None:
    if undated:
        session.say(f"{undated:,} undated left out: they may lie within or not")


def pictures(snapshot: Snapshot, wanted: Filter, chosen: Collection[Id]) -> tuple[Book, dict[int, Image]]:
    """Read what pictures are judged by, and select those that are meant: themselves or by their sightings."""
    require_table(chosen, "images", "sightings")
    book = snapshot.book("images", "credits", "sightings", "taxa", *wanted.tables)
    if chosen:
        refs = {str(which) for which in chosen}
        refs.update(
            ref for which in chosen if which.table == "sightings" for ref in book.sightings[which.number].images
        )
        numbers = frozenset(number for number in book.images if str(Id("images", number)) in refs)
        wanted = msgspec.structs.replace(wanted, ids=numbers)
    found = query.select_images(book, wanted, session.clock())
    if not found:
        hint(book, wanted)
    return book, found


def hint(book: Book, wanted: Filter) -> None:
    """Tell on stderr what may have been meant where a region or a species is not known."""
    for sentence in suggestions(book, wanted):
        session.say(sentence)


def found(snapshot: Snapshot, ids: Iterable[str]) -> list[Id]:
    """Read ids, each once; raise NotOneError naming all that are not there."""
    chosen = list(dict.fromkeys(parse_id(text) for text in ids))
    lacking = [which for which in chosen if snapshot.record(which) is None]
    if lacking:
        names = " and no ".join(f"{NOUNS[which.table]} {which}" for which in lacking)
        raise NotOneError(f"there is no {names} in {snapshot.path}")
    return chosen


def require_table(chosen: Iterable[Id], *tables: str) -> None:
    """Refuse ids of other records than a command is about."""
    for which in chosen:
        if which.table not in tables:
            wanted = " or ".join(f"a {NOUNS[table]}" for table in tables)
            raise BadValueError(f"{which} is a {NOUNS[which.table]}, and here only {wanted} will do")


def lines(snapshot: Snapshot, table: str, hits: Iterable[Hit]) -> Iterator[tuple[int, bytes]]:
    """Give the JSON of records that were found, from where each of them stands."""
    body = snapshot.layout.bodies.get(table)
    return ((hit.number, layout.line_json(snapshot.data, body, hit.start)) for hit in hits if body)


def decoded(snapshot: Snapshot, table: str, stored: Iterable[Line]) -> Iterator[tuple[int, Any]]:
    """Decode records, each beside its number."""
    return ((number, snapshot.decode(Id(table, number), line)) for number, line in stored)


def as_stored(snapshot: Snapshot, table: str, chosen: Collection[int]) -> Iterator[dict[str, Any]]:
    """Give records as they are stored, their id in front; a sighting with the breeding evidence in force."""
    return objects(snapshot, table, _numbered(snapshot, table, chosen))


def objects(snapshot: Snapshot, table: str, stored: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Give records that are read already in the same form."""
    for number, line in stored:
        record = snapshot.decode(Id(table, number), line)
        fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        yield {
            "id": str(Id(table, number)),
            **fields,
            **(breeding.fields(record) if isinstance(record, Sighting) else {}),
        }


def _numbered(snapshot: Snapshot, table: str, chosen: Collection[int]) -> Iterator[Line]:
    """Give records' JSON: a few are found one by one, for many the table is gone through once."""
    if len(chosen) <= _FEW:
        yield from ((number, snapshot.record(Id(table, number)) or b"{}") for number in chosen)
    else:
        snapshot.verify()
        whole = layout.table_json(snapshot.data, snapshot.layout.bodies[table])
        rows = msgspec.json.decode(whole, type=dict[int, msgspec.Raw])
        yield from ((number, rows[number]) for number in chosen)
