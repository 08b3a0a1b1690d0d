"""What cannot have been in that order: seen before its camera stood there, verified before it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import dates
from logbook.checks.faults import Facts, Said
from logbook.checks.positions import far_from_camera
from logbook.query import hemisphere
from logbook.tally.pictured import Pictured
from logbook.tally.whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logbook.dates import Hemisphere, Span
    from logbook.records import Book, Deployment, Image, Sighting

_Done = tuple[str, str | None]
"""What was done, and when."""


def outside_deployment(book: Book, _: Facts) -> Iterator[Said]:
    """Find sightings and their pictures that are certainly of another time than their camera's, or of another place.

    A picture of a sighting that is told is not told again.
    """
    stood = {f"d{number}": one for number, one in book.deployments.items()}
    cameras = {ref: place for ref, place in Whereabouts(book).cameras.items() if not stood[ref].data_generalizations}
    pictured = Pictured(book)
    for number, sighting in book.sightings.items():
        ref = sighting.deployment or ""
        if ref in stood:
            yield from _out_of_time(f"s{number}", sighting, stood[ref], pictured)
            if apart := far_from_camera(sighting, cameras):
                text = f"lies {apart / 1000:,.1f} km from where its deployment {ref} stood"
                advice = f"a wrong position or deployment: logbook show s{number}, logbook show {ref}"
                yield Said(f"s{number}", text, advice)


def _out_of_time(which: str, sighting: Sighting, camera: Deployment, pictured: Pictured) -> Iterator[Said]:
    dated = [(which, "seen", sighting.event_date)]
    if not (found := _beyond(sighting.event_date, camera)):
        dated = [(ref, "taken", image.date_created) for ref, image in pictured.images(sighting)]
    for one, verb, date in dated:
        if said := found or _beyond(date, camera):
            text = f"{verb} {dates.words(date)}, {said[0]} its deployment {sighting.deployment} {said[1]}"
            yield Said(one, text, f"a wrong clock, date or deployment: logbook show {which}, logbook edit {one}")


def _beyond(date: str | None, camera: Deployment) -> tuple[str, str] | None:
    """Say by which end of a deployment all that a date may mean lies outside it."""
    span = dates.readable(date)
    start, end = dates.readable(camera.deployment_start), dates.readable(camera.deployment_end)
    if span and start and _precedes(span, start):
        return "before", f"began, {dates.words(camera.deployment_start)}"
    if span and end and _precedes(end, span):
        return "after", f"ended, {dates.words(camera.deployment_end)}"
    return None


def _precedes(one: Span, other: Span) -> bool:
    """Tell whether all of one lies before all of another; as instants, where a zone is said of either."""
    if any(span.offsets - {None} for span in (one, other)):
        return dates.instants(one)[1] < dates.instants(other)[0]
    return one.latest < other.earliest


def impossible_date(book: Book, facts: Facts) -> Iterator[Said]:
    """Find deployments that ended before they began, and what was done with a sighting or picture before it was there.

    Where people did that it may have been the day before by the calendar: so all is compared as instants.
    """
    for number, camera in book.deployments.items():
        start, end = dates.readable(camera.deployment_start), dates.readable(camera.deployment_end)
        if start and end and _precedes(end, start):
            text = (
                f"ended {dates.words(camera.deployment_end)}, before it began, {dates.words(camera.deployment_start)}"
            )
            yield Said(f"d{number}", text, f"one of its dates is wrong: logbook edit d{number}")
    for number, sighting in book.sightings.items():
        yield from _too_late(
            f"s{number}", "seen", sighting.event_date, _done_with(sighting), facts, hemisphere(sighting)
        )
    for number, image in book.images.items():
        yield from _too_late(f"i{number}", "taken", image.date_created, _done_with_picture(image), facts)


def _done_with(sighting: Sighting) -> Iterator[_Done]:
    """Give what can only be done with a sighting once it was there."""
    yield "its record was last written", sighting.modified or sighting.added
    yield "it was verified", sighting.verified_date
    if sighting.breeding and sighting.breeding.assessed:
        yield "it was assessed", sighting.breeding.assessed.date
    yield from (("a claim of it was published", claim.date) for claim in sighting.claims)


def _done_with_picture(image: Image) -> Iterator[_Done]:
    yield "its record was last written", image.modified or image.added
    yield from (("it was printed", publication.date) for publication in image.publications)


def _too_late(
    which: str, verb: str, date: str | None, done: Iterable[_Done], facts: Facts, side: Hemisphere | None = None
) -> Iterator[Said]:
    """Tell of the first that was done before a date; a date of the future is told by a check of its own."""
    span = dates.readable(date, side)
    if span is None or dates.is_future(date or "", now=facts.now):
        return
    begin = dates.instants(span)[0]
    for what, then in done:
        before = dates.readable(then)
        if before and dates.instants(before)[1] < begin:
            text = f"{verb} {dates.words(date)}, and {what} before that, {dates.words(then)}"
            yield Said(which, text, f"a clock or one of the dates is wrong: logbook show {which}, logbook edit {which}")
            return
