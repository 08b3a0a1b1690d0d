"""Whether pictures may be printed, in words; and the letter that asks for those that nobody has cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.views import wording
from logbook.views.sheet import escaped
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.records import Sighting, Use
    from logbook.tally.asking import Asked
    from logbook.tally.clearance import Clearance
    from logbook.tally.contact_sheet import Answer, Frame

_NOBODY = "Nobody is named"


def answer(found: Clearance, use: Use) -> list[str]:
    """Say whether a picture may be printed, then why."""
    return [f"{found.state} for {use} use", *found.reasons]


def letter(asked: Sequence[Asked], found: Answer, origin: str) -> Iterator[str]:
    """Write what to ask whom, in Markdown: a section for each party, which can be pasted into a letter to it.

    `origin` says which logbook the list is made from.
    """
    use = found.question.use
    yield f"# Pictures to ask for: {use} use"
    counted = f"{found.found:,} of {singular(found.looked_at, 'picture')} not cleared for {use} use"
    yield from ("", escaped(f"{origin} {counted}; a picture of several parties stands under each of them."))
    for one in asked:
        yield from ("", f"## {escaped(one.party or _NOBODY)}", "")
        yield from _contacts(one)
        yield from ("", _question(one, use), "")
        for frame in one.frames:
            yield from _picture(frame)


def _contacts(one: Asked) -> Iterator[str]:
    """Say how a party is reached; by which credit, where that is not its own name."""
    for credit in one.credits.values():
        whose = "" if credit.name == one.party else f" ({credit.name})"
        yield f"- Contact: {escaped(f'{credit.contact}{whose}')}"
    if one.party and not one.credits:
        yield "- Contact: not recorded"


def _question(one: Asked, use: Use | None) -> str:
    many = len(one.frames)
    these = "this picture" if many == 1 else f"these {many:,} pictures"
    if one.party is None:
        return f"Of {these} it is not known whom to ask."
    each = "with its" if many == 1 else "each with its"
    return f"May we print {these} for {use} use, {each} credit line as it stands here, and until when?"


def _picture(frame: Frame) -> Iterator[str]:
    image = frame.image
    title, file = image.title, image.file or image.url
    named = f"{title} ({file})" if title and file else title or file or "(no title)"
    yield f"- **i{frame.number}** {escaped(named)}"
    yield f"  - Credit line: {escaped(frame.line) if frame.line else 'none'}"
    if image.creator:
        yield f"  - Creator: {escaped(', '.join(image.creator))}"
    for number, sighting in frame.sightings:
        yield f"  - Shows: {escaped(_seen(number, sighting))}"
    if image.usage_terms:
        yield f"  - Usage terms: {escaped(image.usage_terms)}"
    for reason in frame.clearance.reasons if frame.clearance else ():
        yield f"  - So far: {escaped(reason)}"


def _seen(number: int, sighting: Sighting) -> str:
    """Write a sighting on a line: its id, species, place and date."""
    parts = (f"s{number}", wording.name(sighting), sighting.region, wording.date(sighting.event_date))
    return ", ".join(part for part in parts if part)
