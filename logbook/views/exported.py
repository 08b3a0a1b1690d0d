"""What an export says: whose places it hides and why, what it left out, and what became of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.sentences import listed
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.privacy import Told

_NAMED = 5
"""How many species or records a sentence names."""
_LOOKED_AT = 20
"""And how many pictures that somebody has to look at one by one."""


def hidden(told: Told) -> Iterator[str]:
    """Say what is not told as it is on record: embargoes, places, dates, texts; and on what grounds."""
    if told.embargoed:
        yield f"{len(told.embargoed):,} under embargo and not told: {listed(told.embargoed)}"
    if told.unstated:
        yield _unstated(told.unstated)
    for one in told.raised:
        yield f"{one.name} counts as {one.told}, not {one.stated}: its IUCN status is {one.iucn_status}"
    many = sum(told.generalised.values())
    if many:
        levels = ", ".join(f"{count:,} {level}" for level, count in told.generalised.items() if count)
        yield f"{singular(many, 'sighting')} with a generalised place: {levels}; --exact would tell the truth"
    if told.dropped:
        said = [f"{which or 'the logbook itself'} ({', '.join(fields)})" for which, fields in told.dropped]
        yield f"texts left out that name a withheld place or day: {listed(said, _NAMED)}"


def _unstated(names: Sequence[str]) -> str:
    """Say of which species nothing is stated, and how to settle it: one by one first, for all at once hides nothing."""
    of = listed(names, _NAMED)
    shown = " (`logbook species` shows all)" if len(names) > _NAMED else ""
    counts = "which counts" if len(names) == 1 else "which count"
    return (
        f"nothing is stated of the sensitivity of {of}{shown}, {counts} as high: "
        "logbook species NAME --sensitivity LEVEL --reference WHO; "
        "if nothing needs hiding: logbook species --all --sensitivity none --reference WHO"
    )


def exact(many: int, what: str, positions: int) -> str:
    """Say loudly that nothing is hidden."""
    places = f"{singular(positions, 'exact position')} among them"
    return f"EXACT PLACES GO OUT: {singular(many, what)} as on record, {places}; keep them from poachers"


def stamped(images: Sequence[str]) -> str:
    """Say which pictures may show what their records do not tell: nothing takes that out of the pixels."""
    return (
        "what a camera stamped into the pixels (date, station) stays in the copies; look at each before it goes out: "
        f"{listed(images, _LOOKED_AT)}"
    )


def withheld_dates(counts: Mapping[str, int]) -> str:
    """Say how many records of each kind lost their day."""
    said = " and ".join(singular(many, what) for what, many in counts.items() if many)
    return f"{said} younger than --delay: only the year is told"


def notes(found: Mapping[tuple[str, str, str], Sequence[str]]) -> Iterator[str]:
    """Say what was left out and what is to be noted, a line a reason; `found` has ids by what, state and note."""
    for (what, state, note), ids in found.items():
        yield f"{singular(len(ids), what)} {state}, {note}: {listed(ids)}"


def summary(counts: Mapping[tuple[str, str], int], where: str, *, dry_run: bool) -> str:
    """Say how many of what became what, and where it is; `counts` goes by what they are and their state."""
    written = f"would be written to {where}" if dry_run else f"written to {where}"
    said = [
        f"{singular(many, what)} {written if state == 'written' else state}" for (what, state), many in counts.items()
    ]
    return ", ".join(said)
