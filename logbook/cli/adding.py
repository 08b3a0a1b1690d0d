"""What `add` does under the lock. It is imported only there, while the checksum is being worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.changes import fields, recording
from logbook.cli import linked, printed, record, session
from logbook.cli.known import known
from logbook.errors import NotOneError
from logbook.records import Book, Sighting
from logbook.tally import bearing
from logbook.views import entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logbook.changes.drafts import Draft
    from logbook.changes.fields import SightingWords
    from logbook.changes.recording import Recorded
    from logbook.cli.add import More
    from logbook.cli.words import PictureOptions
    from logbook.records import Image
    from logbook.store.snapshot import Snapshot
    from logbook.taxa import Taxa


def plan(
    held: Snapshot, draft: Draft, words: SightingWords, pictures: Sequence[Image], pictured: PictureOptions, more: More
) -> Recorded:
    """Plan the sighting."""
    return recording.add(
        draft,
        Book(taxa=held.table("taxa"), credits=held.table("credits")),
        words,
        pictures,
        pictured.words(),
        setting=fields.Setting(now=session.clock(), regions=record.regions(held, words.region), notes=[]),
        known=known(held),
        status=more.status,
        like=_like(held, more.like),
        force=more.force,
    )


def tell(held: Snapshot, draft: Draft, done: Recorded, lines: list[str], notes: list[str]) -> None:
    """Put in words what was understood and what it means."""
    sighting: Sighting = draft.record(done.id)
    changes = draft.changes()
    taxa = printed.taxa_after(held, changes)
    lines += entry.understood(done, sighting, {which: draft.record(which) for which in done.images})
    beside = _beside(held, sighting, taxa)
    notes += entry.alike(bearing.alike(done.id.number, sighting, beside, taxa))
    rivals = bearing.rivals(done.id.number, sighting, beside, taxa)
    found = bearing.earlier_evidence(done.id.number, rivals)
    lines += entry.bearing(found, is_dated=sighting.event_date is not None)
    notes += printed.notes_beside(held, changes, rivals, done.id.number)


def _like(held: Snapshot, like: str | None) -> Sighting | None:
    if like is None:
        return None
    which = record.one_id(like)
    found = held.decoded(which)
    if not isinstance(found, Sighting):
        raise NotOneError(f"there is no sighting {which} in this logbook")
    return found


def _beside(held: Snapshot, own: Sighting, taxa: Taxa) -> dict[int, Sighting]:
    """Read what bears on a new sighting: those of its date, and where it is breeding evidence whatever may be too."""
    if bearing.is_evidence(own):
        return linked.beside(held, [([own], taxa)])
    if own.event_date is None:
        return {}
    return held.holding_all("sightings", f'"event_date":"{own.event_date}"'.encode())
