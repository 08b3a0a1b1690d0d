"""What `species` shows: every kind of animal with its status and populations, or one of them as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logbook import query
from logbook.cli import cards, look, output
from logbook.records import Sighting, parse_id
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.cli.options import Output
    from logbook.cli.session import Session
    from logbook.store.snapshot import Snapshot
    from logbook.tally.summary import SpeciesRow


def show(where: Session, written: Output, name: str | None) -> None:
    """Show the species of a logbook, or those that a name means; one alone is shown in full."""
    from logbook.tally.summary import summarise
    from logbook.views import holdings

    how = output.form(written)
    snapshot = where.read()
    book = snapshot.book()
    rows: Sequence[SpeciesRow] = summarise(book).species
    if name is not None:
        meant = Taxa(book.taxa).matcher(name)
        rows = [row for row in rows if meant(_bearing(row))]
        if not rows:
            look.hint(book, query.Filter(species=name))
    if name is not None and how == "table" and len(rows) == 1 and rows[0].taxon:
        from logbook.views import table

        table.show_cards([cards.card(snapshot, parse_id(rows[0].taxon))])
    else:
        output.emit(holdings.species(rows, _objects(snapshot, rows)), how)


def _bearing(row: SpeciesRow) -> Sighting:
    """Make a sighting that bears a species' names, to ask a matcher about."""
    return Sighting(vernacular_name=row.vernacular_name, scientific_name=row.scientific_name)


def _objects(snapshot: Snapshot, rows: Sequence[SpeciesRow]) -> Iterator[dict[str, Any]]:
    """Give species as they are stored, with their sightings counted; one that has no record has no id."""
    for row in rows:
        count = {"sighting_count": row.sightings}
        if row.taxon is None:
            yield {"id": None, "vernacular_name": row.vernacular_name, "scientific_name": row.scientific_name, **count}
        else:
            for stored in look.as_stored(snapshot, "taxa", [parse_id(row.taxon).number]):
                yield {**stored, **count}
