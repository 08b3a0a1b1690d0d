"""`logbook edit`: give records new values, by options or in an editor."""

from __future__ import annotations

from typing import Annotated

import typer

from logbook import query
from logbook.cli import completion, editor, options, record, session
from logbook.cli.app import command
from logbook.cli.words import CREDIT, SIGHTING, PictureOptions, ReviewOptions, SightingOptions, option
from logbook.errors import BadValueError

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
    from logbook.changes import editing, fields, recording

    words = said.words(species=species, scientific=scientific, **vars(review))
    picture_words, wanted = pictured.words(), filters.wanted()
    if not ids and wanted == query.Filter():
        raise BadValueError("name what to edit: ids such as s7, or filters such as --where-region")
    if not (fields.said(words) or fields.said(picture_words) or name is not None):
        editor.edit(where, lambda held: record.chosen(held, ids, wanted), dry_run=dry_run)
        return
    with where.write("edit", dry_run=dry_run) as held:
        chosen = record.chosen(held, ids, wanted)
        draft, book = record.draft(held), held.book("taxa", "credits", "sightings")
        setting = fields.Setting(now=session.clock(), regions=recording.regions(book), notes=[])
        for which in chosen:
            editing.edit(draft, book, which, words, picture_words, setting, name=name)
        record.finish(held, draft, f"edit {' '.join(map(str, chosen))}", dry_run=dry_run, shown=True)
    for note in dict.fromkeys(setting.notes):
        session.say(note)
