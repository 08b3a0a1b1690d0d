"""`logbook edit`: give records new values, by options or in an editor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from logbook import fields, query
from logbook.cli import completion, editor, options, record, session
from logbook.cli.app import command
from logbook.cli.words import CREDIT, SIGHTING, PictureOptions, ReviewOptions, SightingOptions, option
from logbook.errors import BadValueError, NotOneError
from logbook.records import Id

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@command("Record", example="logbook edit s1 --date 2013-10-09")
def edit(
    where: session.Session,
    said: SightingOptions,
    pictured: PictureOptions,
    review: ReviewOptions,
    filters: Annotated[options.Filters, "where"],
    ids: Chosen = None,
    species: Annotated[str | None, option("Another species.", SIGHTING, "NAME", complete=completion.species)] = None,
    scientific: Annotated[str | None, option("Its scientific name.", SIGHTING, "NAME")] = None,
    name: Annotated[str | None, option("Another name for a credit.", CREDIT, "NAME")] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Give records new values: options say the new value, an empty one takes a field out.

    Without options, the records are opened in your editor (EDITOR) as JSON. An edit with an error is refused whole.
    """
    words = said.words(species=species, scientific=scientific, **vars(review))
    picture_words, wanted = pictured.words(), filters.wanted()
    if bool(ids) == (wanted != query.Filter()):
        raise BadValueError("name what to edit: ids such as s7, or filters such as --where-region, one of the two")
    if not (fields.said(words) or fields.said(picture_words) or name is not None):
        editor.edit(where, lambda held: _chosen(held, ids, wanted), dry_run=dry_run)
        return
    with where.write(f"edit {' '.join(ids or ['by filter'])}", dry_run=dry_run) as held:
        from logbook import recording

        draft, book = record.draft(held), held.book("taxa", "credits", "sightings")
        setting = fields.Setting(now=session.clock(), regions=recording.regions(book), notes=[])
        for which in _chosen(held, ids, wanted):
            recording.edit(draft, book, which, words, picture_words, setting, name=name)
        changes = draft.changes()
        if record.finish(held, draft, dry_run=dry_run) and not dry_run:
            show(changes)
    for note in dict.fromkeys(setting.notes):
        session.say(note)


def _chosen(held: Snapshot, ids: Sequence[str] | None, wanted: query.Filter) -> list[Id]:
    """Give the records that are meant; every one must be there."""
    if ids:
        chosen = record.ids(ids)
    else:
        chosen = [Id("sightings", number) for number in query.select(held.book(), wanted, session.clock()).sightings]
    for which in chosen:
        if held.record(which) is None:
            raise NotOneError(f"there is no {which} in {held.path}; nothing was changed")
    return chosen


def show(changes: Sequence[object]) -> None:
    """Print what was changed."""
    from logbook.views import difference

    sys.stdout.writelines(f"{line}\n" for line in difference.lines(changes))  # type: ignore[arg-type]
