"""`logbook edit`: give records new values, by options or in an editor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from logbook import query
from logbook.cli import completion, options, printed, record, session
from logbook.cli.app import command
from logbook.cli.clock import ClockOptions
from logbook.cli.words import (
    SIGHTING,
    CreditOptions,
    FieldworkOptions,
    PermissionOptions,
    PictureOptions,
    PlaceOptions,
    ReviewOptions,
    SightingOptions,
    option,
    said,
)
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logbook.records import Id
    from logbook.store.snapshot import Snapshot

Chosen = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID...",
        help="s7, i3, c2; - reads them from stdin.",
        autocompletion=completion.ids,
        show_default=False,
    ),
]


@dataclass
class Taxon:
    """Of which species a sighting is."""

    species: Annotated[str | None, option("Another species.", SIGHTING, "NAME", complete=completion.species)] = None
    scientific: Annotated[str | None, option("Its scientific name.", SIGHTING, "NAME")] = None


@command("Record", example="logbook edit s1 --date 2013-10-09")
def edit(
    where: session.Session,
    place: PlaceOptions,
    sighting: SightingOptions,
    fieldwork: FieldworkOptions,
    taxon: Taxon,
    pictured: PictureOptions,
    permitted: PermissionOptions,
    review: ReviewOptions,
    credited: CreditOptions,
    clock: ClockOptions,
    filters: Annotated[options.Filters, "where"],
    ids: Chosen = None,
    dry_run: options.DryRun = False,
) -> None:
    """Give records new values: options say the new value, an empty one takes a field out.

    Filters choose sightings, or their pictures where only they have the option: --where-region cn --owner WCS.
    A credit's licence, terms, statement and permission hold for those of its pictures that say nothing else.

    Without options, the records are opened in your editor (EDITOR) as JSON.
    An edit with an error is refused whole.
    """
    words, wanted = said(place, sighting, fieldwork, taxon, pictured, permitted, review, credited), filters.wanted()
    if not ids and wanted == query.Filter():
        raise BadValueError("name what to edit: ids such as s7, or filters such as --where-region")
    if not words and not clock.said:
        from logbook.cli import editor

        editor.edit(where, lambda held: record.chosen(held, ids, wanted), dry_run=dry_run)
        return
    with where.write("edit", dry_run=dry_run) as held:
        chosen = _chosen(held, ids, wanted, [*words, *clock.names])
        notes = _write(held, chosen, words, clock, dry_run=dry_run)
    session.say_all(dict.fromkeys(notes))


def _write(
    held: Snapshot, chosen: Sequence[Id], words: Mapping[str, Any], clock: ClockOptions, *, dry_run: bool
) -> list[str]:
    """Write the new values; give what a person should be told."""
    from logbook.changes import clocking, editing, fields
    from logbook.cli import linked

    draft, book = record.draft(held), held.book("taxa", "credits", *_more(words))
    regions = record.regions(held, words.get("region"))
    setting = fields.Setting(now=session.clock(), regions=regions, notes=[])
    if words:
        editing.edit(draft, book, chosen, words, setting)
    if clock.said:
        setting.notes.extend(clocking.correct(draft, chosen, clock.offset()))
        setting.notes.extend(clocking.shared(linked.sightings(held, chosen), chosen))
    changes, name = draft.changes(), f"edit {' '.join(map(str, chosen))}"
    told = partial(printed.tell, held, changes, setting.notes)
    record.finish(held, draft, name, dry_run=dry_run, shown=True, meanwhile=told)
    return setting.notes


def _chosen(held: Snapshot, ids: Sequence[str] | None, wanted: query.Filter, said: Sequence[str]) -> list[Id]:
    """Give the records that are meant; filters mean pictures where something is said that only pictures have."""
    from logbook.changes import editing
    from logbook.cli import look
    from logbook.records import Id

    if wanted == query.Filter() or not editing.means_pictures(said):
        return record.chosen(held, ids, wanted)
    named = record.chosen(held, ids, query.Filter()) if ids else []
    if ids and not named:
        return []
    return [Id("images", number) for number in look.pictures(held, wanted, named)[1]]


def _more(words: Mapping[str, Any]) -> Sequence[str]:
    """Name the tables that few edits need: another name of a credit may be the line of pictures that have none."""
    return ["images"] if {"name", "join"} & words.keys() else []
