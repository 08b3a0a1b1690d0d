"""The summary as a page, for people who do not open terminals: what the terminal shows, a time line and a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.views import digest, pages
from logbook.views import map as maps
from logbook.views.pages import map as map_
from logbook.views.pages import tables
from logbook.views.pages import timeline as timelines
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from logbook.records import Info
    from logbook.tally.atlas import Atlas
    from logbook.tally.summary import Summary
    from logbook.tally.timeline import Timeline
    from logbook.views.sheet import Sheet

_TITLE = "Summary of a sighting logbook"


class Disclosed(NamedTuple):
    """How the records were told: how many of the sightings have a generalised place, and whether all is as on record.

    `is_selection` says that filters chose from the logbook.
    """

    generalised: int
    is_exact: bool
    is_selection: bool


class _Section(NamedTuple):
    """A part of the page: a drawing, a sentence on it, and tables."""

    heading: str
    tables: Sequence[Markup]
    drawing: Markup | None = None
    note: str | None = None


def page(info: Info, summary: Summary, timeline: Timeline, atlas: Atlas, told: Disclosed) -> str:
    """Write a summary as HTML that needs nothing else, and ends with a line feed. All must be as it may be told."""
    return pages.render(
        "summary.html.j2",
        title=info.title or _TITLE,
        description=digest.opening(summary),
        about=info.description,
        sections=[one for one in _sections(summary, timeline, atlas) if one.drawing or one.tables],
        told=told,
        generalised=singular(told.generalised, "sighting"),
        revision=info.revision,
    )


def _sections(summary: Summary, timeline: Timeline, atlas: Atlas) -> Iterator[_Section]:
    """Lay out what there is, the first breeding evidence foremost."""
    firsts, regions, claims, species, owed = digest.parts(summary)
    yield _Section("Breeding evidence", _tables(firsts, claims))
    yield _Section("When", (), timelines.drawing(timeline) if timeline.rows else None)
    where = map_.drawing(atlas) if atlas.points else None
    key = [maps.key(atlas)] if where and maps.is_keyed(atlas) else []
    unplaced = maps.unplaced(len(atlas.unplaced)) if atlas.unplaced and not key else None
    yield _Section("Where", _tables(*key, regions), where, unplaced)
    yield _Section("Which animals", _tables(species))
    # How to find the pictures that lack a credit is said to those who do open terminals.
    yield _Section("Whose pictures", _tables(owed._replace(footer=None)))


def _tables(*sheets: Sheet) -> list[Markup]:
    return [tables.table(sheet) for sheet in sheets if sheet.rows]
