"""What the writing commands end with: where pictures have been printed, and what of it a change makes wrong."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from logbook.errors import BadValueError
from logbook.records import Book, Gist, Id, Image, Sighting, parse_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from logbook.changes import Change
    from logbook.store.snapshot import Snapshot
    from logbook.tally.firsts import Entry
    from logbook.taxa import Taxa

_COMPARED = (*Gist.__struct_fields__, "method")
"""What of a sighting itself decides who is first, and what a claim is worth."""


def notes(held: Snapshot, changes: Sequence[Change]) -> list[str]:
    """Say of pictures that have been printed whose credit, its line, place among the first or claim is another now.

    `held` is the logbook as it was before the changes.
    """
    return [*_lines(held, changes), *_firsts(held, changes, _rivals(held, changes))]


def tell(held: Snapshot, changes: Sequence[Change], told: list[str]) -> None:
    """Add these notes to what is told, while the disk is writing."""
    told += notes(held, changes)


def notes_beside(held: Snapshot, changes: Sequence[Change], rivals: Sequence[Entry], number: int) -> list[str]:
    """Say the same of a new sighting, by its number, where its rivals have been found already."""
    # Where a species has a new name, more is another than the new sighting.
    beside = {one.number for one in rivals}
    if beside and not any(change.table == "taxa" for change in changes):
        from logbook.tally.printed import deciding

        beside = set(deciding(rivals, number))
    return [*_lines(held, changes), *_firsts(held, changes, beside)]


def taxa_after(held: Snapshot, changes: Iterable[Change]) -> Taxa:
    """Give the species as they are after the changes."""
    from logbook.taxa import Taxa

    return Taxa(_sides(held, changes, "taxa")[1])


def _lines(held: Snapshot, changes: Sequence[Change]) -> Iterator[str]:
    """Say where pictures have been printed whose credit line, or the name of their credit, is another from now on."""
    numbers = {change.number for change in changes if change.table == "images" and change.before and change.after}
    for which in _renamed(held, changes):
        numbers |= held.holding_all("images", f'"credit":"{which}"'.encode()).keys()
    if numbers:
        from logbook.tally.printed import changed_lines, changed_names
        from logbook.views import printed

        images, named = _sides(held, changes, "images", numbers), _sides(held, changes, "credits")
        before, after = (Book(images=those, credits=these) for those, these in zip(images, named, strict=True))
        yield from printed.lines(changed_lines(before, after))
        yield from printed.names(changed_names(before, after))


def _firsts(held: Snapshot, changes: Sequence[Change], rivals: Collection[int]) -> Iterator[str]:
    """Say which of the first breeding evidence, and which claims of it, are others among these sightings now."""
    if not rivals:
        return
    from logbook.tally.printed import changed_claims, changed_firsts
    from logbook.views import printed

    sightings, taxa = _sides(held, changes, "sightings", rivals), _sides(held, changes, "taxa")
    refs = {ref for side in sightings for one in side.values() for ref in one.images}
    images = _sides(held, changes, "images", set(_numbers(refs)))
    before, after = (
        Book(sightings=seen, taxa=kinds, images=pictures)
        for seen, kinds, pictures in zip(sightings, taxa, images, strict=True)
    )
    yield from printed.firsts(changed_firsts(before, after))
    yield from printed.claims(changed_claims(before, after))


def _rivals(held: Snapshot, changes: Sequence[Change]) -> set[int]:
    """Number the sightings that compete with one whose breeding evidence, or what decides of it, is changed."""
    from logbook.cli import linked
    from logbook.tally import bearing
    from logbook.taxa import Taxa

    redated = _redated(held, changes)
    numbers = redated | {change.number for change in changes if change.table == "sightings"}
    sides = before, after = _sides(held, changes, "sightings", numbers)
    moved = {number for number in numbers if number in redated or _rank(before, number) != _rank(after, number)}
    owns = [
        [side[number] for number in moved if number in side and bearing.is_evidence(side[number])] for side in sides
    ]
    if not any(owns):
        return set()
    compared = list(zip(owns, map(Taxa, _sides(held, changes, "taxa")), strict=True))
    return moved | linked.beside(held, compared).keys()


def _rank(side: dict[int, Sighting], number: int) -> tuple[Any, ...] | None:
    """Give what of a sighting decides who is first; its pictures may bound its time where it has no date."""
    one = side.get(number)
    if one is None:
        return None
    return (*(getattr(one, field) for field in _COMPARED), () if one.event_date else one.images)


def _redated(held: Snapshot, changes: Iterable[Change]) -> set[int]:
    """Number the undated sightings whose pictures have publications of another date now: they lie before it."""
    refs = {f"i{which.number}" for which, was, now in _changed(held, changes, "images") if _dates(was) != _dates(now)}
    sightings: dict[int, Sighting] = held.table("sightings") if refs else {}
    return {number for number, one in sightings.items() if not one.event_date and not refs.isdisjoint(one.images)}


def _dates(image: Image | None) -> set[str]:
    return {one.date for one in image.publications if one.date} if image else set()


def _renamed(held: Snapshot, changes: Iterable[Change]) -> list[Id]:
    """Name the credits whose name is another now."""
    return [which for which, was, now in _changed(held, changes, "credits") if was and now and was.name != now.name]


def _changed(held: Snapshot, changes: Iterable[Change], table: str) -> Iterator[tuple[Id, Any, Any]]:
    """Give the changed records of a table, each before and after; None where it is not there."""
    for change in changes:
        if change.table == table:
            which = Id(table, change.number)
            was, now = (None if line is None else held.decode(which, line) for line in (change.before, change.after))
            yield which, was, now


def _sides(
    held: Snapshot, changes: Iterable[Change], table: str, numbers: Collection[int] | None = None
) -> tuple[dict[int, Any], dict[int, Any]]:
    """Give records of a table before and after the changes; all of them where none are named."""
    changed = {which.number: (was, now) for which, was, now in _changed(held, changes, table)}
    before: dict[int, Any]
    if numbers is None:
        before = held.table(table)
    else:
        before = {n: changed[n][0] if n in changed else held.decoded(Id(table, n)) for n in sorted(numbers)}
    after = before | {n: now for n, (_, now) in changed.items() if numbers is None or n in numbers}
    return _there(before), _there(after)


def _there(side: dict[int, Any]) -> dict[int, Any]:
    return {number: record for number, record in side.items() if record is not None}


def _numbers(refs: Iterable[str]) -> Iterator[int]:
    """Read the references of pictures; what is none is passed over, as elsewhere."""
    for ref in refs:
        with contextlib.suppress(BadValueError):
            which = parse_id(ref)
            if which.table == "images":
                yield which.number
