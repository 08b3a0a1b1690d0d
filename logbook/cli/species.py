"""`logbook species`: what is said of a kind of animal, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from logbook.cli import completion, options, record, session
from logbook.cli.app import command
from logbook.cli.words import option
from logbook.errors import BadValueError

if TYPE_CHECKING:
    from logbook.changes.describing import TaxonWords

SAID = "What is said of it"
Name = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME", help="A name of the species, or t1.", autocompletion=completion.species, show_default=False
    ),
]

Sensitivity = Annotated[
    str | None, option("How its places are hidden: extreme, high (unless stated), medium, low, none.", SAID, "LEVEL")
]
Every = Annotated[
    bool, typer.Option("--all", help="Of every species that has no --sensitivity yet.", rich_help_panel=SAID)
]


@command(
    "Look",
    example='logbook species "Amur leopard" --status CR --population "<40" --reference "In Images, 2013"',
)
def species(
    where: session.Session,
    written: options.Output,
    name: Name = None,
    scientific: Annotated[str | None, option("Its scientific name.", SAID, "NAME")] = None,
    also: Annotated[list[str] | None, option("Another name of it; may be repeated.", SAID, "NAME")] = None,
    status: Annotated[str | None, option("Its IUCN category: CR, EN, VU.", SAID, "STATUS")] = None,
    sensitivity: Sensitivity = None,
    population: Annotated[str | None, option("How many live, as somebody says: '<40'.", SAID)] = None,
    region: Annotated[str | None, option("Where that population lives.", SAID, "PLACE")] = None,
    reference: Annotated[str | None, option("Who says so.", SAID)] = None,
    date: Annotated[str | None, option("When it was said.", SAID, "DATE")] = None,
    note: Annotated[str | None, option("A note on the species.", SAID)] = None,
    every: Every = False,
    dry_run: options.DryRun = False,
) -> None:
    """Show the species of the logbook, or one of them, or record what is said of it.

    A population is a claim with its source and date: several stand side by side, and none is computed.
    Places go out by sensitivity: none exact; low, medium and high to 0.001, 0.01 and 0.1 degrees; extreme not at all.
    """
    from logbook.changes.describing import TaxonWords

    words = TaxonWords(
        scientific=scientific,
        also=tuple(also or ()),
        status=status,
        sensitivity=sensitivity,
        population=population,
        region=region,
        reference=reference,
        date=date,
        note=note,
    )
    if every:
        _settle(where, name, words, dry_run=dry_run)
    elif words != TaxonWords():
        _say(where, name, words, dry_run=dry_run)
    else:
        _show(where, written, name)


def _show(where: session.Session, written: options.Output, name: str | None) -> None:
    from logbook.cli import taxa

    taxa.show(where, written, name)


def _say(where: session.Session, name: str | None, words: TaxonWords, *, dry_run: bool) -> None:
    from logbook.changes import describing

    if name is None:
        raise BadValueError("name the species that this is said of, as in `logbook species 'Amur leopard' --status CR`")
    with where.write("species", dry_run=dry_run, makes=True) as held:
        draft = record.draft(held)
        which = describing.describe(draft, held.table("taxa"), name, words, now=session.clock())
        unseen = describing.unseen(held.book("taxa", "sightings"), which, draft.record(which))
        record.finish(held, draft, f"species {which} {name}", dry_run=dry_run, shown=True)
    if unseen:
        session.say(unseen)
    if words.population and not words.reference:
        session.say("a population is a claim: say whose it is with --reference, and of when with --date")


def _settle(where: session.Session, name: str | None, words: TaxonWords, *, dry_run: bool) -> None:
    """Say one sensitivity of all species of which none is stated, and how many of each there are."""
    from logbook.changes import describing
    from logbook.sentences import listed

    if name is not None:
        raise BadValueError("--all is of every species, and so takes no name; leave one of the two out")
    with where.write("species", dry_run=dry_run) as held:
        draft = record.draft(held)
        found = describing.settle(draft, held.book("taxa", "sightings"), words, now=session.clock())
        many = len(found.settled)
        record.finish(held, draft, f"species --all: {many:,} {words.sensitivity}", dry_run=dry_run, listed=False)
    is_now = "would be" if dry_run else "is now"
    if many:
        session.say(f"the sensitivity of {many:,} species {is_now} {words.sensitivity}")
    if found.stated:
        keeps = "keeps" if found.stated == 1 else "keep"
        session.say(f"{found.stated:,} species {keeps} the sensitivity that was stated before")
    if found.unclear:
        session.say(
            f"two species claim {listed(found.unclear)}: nothing is stated of its sightings until `check` is quiet"
        )
