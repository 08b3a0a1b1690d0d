"""What `show` shows of one record: the record itself, and what has to be read around it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from logbook.cli import files, session
from logbook.errors import BadValueError
from logbook.records import Book, Credit, Deployment, Id, Image, Sighting, Taxon, parse_id
from logbook.tally import inventory
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from logbook.store.snapshot import Snapshot
    from logbook.views.card import Card


def card(snapshot: Snapshot, which: Id) -> Card:
    """Make the card of a record that is there."""
    return _CARDS[which.table](snapshot, which, snapshot.decoded(which))


def evidence_sheet(snapshot: Snapshot, which: Id) -> Iterator[str]:
    """Make the evidence sheet of a sighting, in Markdown."""
    from logbook.tally.dossier import compile_dossier
    from logbook.views import evidence

    book = snapshot.book()
    taxa = Taxa(book.taxa)
    key = taxa.key(book.sightings[which.number])
    status = None if key.number is None else book.taxa[key.number].iucn_status
    dossier = compile_dossier(book, which.number)
    return evidence.lines(dossier, Pictured(book), taxa.names(key), status, origin(snapshot))


def origin(snapshot: Snapshot) -> str:
    """Say which logbook a text that leaves the house is made from, and when."""
    return f"From {snapshot.path.name}, revision {snapshot.info.revision}, on {session.clock():%Y-%m-%d}."


def _sighting(snapshot: Snapshot, which: Id, sighting: Sighting) -> Card:
    from logbook.tally.dossier import compile_dossier
    from logbook.views import sighting_card

    images = some(snapshot, "images", sighting.images)
    named = some(snapshot, "credits", [image.credit for image in images.values() if image.credit])
    # Only what is published of a sighting is judged by the whole logbook; all else is found record by record.
    claims = compile_dossier(snapshot.book(), which.number).claims if sighting.claims else ()
    taxa = Taxa(snapshot.table("taxa"))
    names = taxa.names(taxa.key(sighting))
    return sighting_card.make(which, sighting, names, Pictured(Book(images=images, credits=named)), claims)


def _image(snapshot: Snapshot, which: Id, image: Image) -> Card:
    from logbook.tally import contact_sheet
    from logbook.views import cards

    # All credits, for a picture that is linked to none may bear a line that is a spelling of one.
    named = snapshot.table("credits")
    sightings = inventory.sightings_of(snapshot.book("sightings"), which)
    book = Book(images={which.number: image}, credits=named, sightings=sightings)
    frames = contact_sheet.frames(book, book.images)
    judged = contact_sheet.answered(book, contact_sheet.Question(use="editorial"), frames, today=session.clock().date())
    [frame] = contact_sheet.examined(judged.frames, files.missing(book.images, snapshot.path))
    credit = f"c{frame.owner}  {named[frame.owner].name}" if isinstance(frame.owner, int) else None
    return cards.image(which, frame, credit)


def _credit(snapshot: Snapshot, which: Id, credit: Credit) -> Card:
    from logbook.views import cards

    return cards.credit(which, credit, inventory.images_of(snapshot.book("images", "credits"), which))


def _taxon(snapshot: Snapshot, which: Id, taxon: Taxon) -> Card:
    from logbook.views import cards

    return cards.taxon(which, taxon, inventory.sightings_of(snapshot.book("sightings", "taxa"), which))


def _deployment(snapshot: Snapshot, which: Id, deployment: Deployment) -> Card:
    from logbook.views import cards

    return cards.deployment(which, deployment, inventory.sightings_of(snapshot.book("sightings"), which))


def some(snapshot: Snapshot, table: str, refs: Iterable[str]) -> dict[int, Any]:
    """Read single records of a table by their references, those that are there."""
    found: dict[int, Any] = {}
    for ref in refs:
        with contextlib.suppress(BadValueError):
            which = parse_id(ref)
            record = snapshot.decoded(which) if which.table == table else None
            found |= {} if record is None else {which.number: record}
    return found


_CARDS: dict[str, Callable[[Snapshot, Id, Any], Card]] = {
    "sightings": _sighting,
    "images": _image,
    "credits": _credit,
    "taxa": _taxon,
    "deployments": _deployment,
}
