"""What `add` and `attach` say: what was understood, and what it means in this logbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals, breeding, dates, query
from logbook.views.text import singular, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logbook.bearing import Earlier
    from logbook.records import Id, Image, Sighting

_NAMED = 3


def understood(which: Id, sighting: Sighting, images: Mapping[Id, Image]) -> Iterator[str]:
    """Write a sighting as it was understood."""
    yield f"{which}  {visible(sighting.vernacular_name or sighting.scientific_name or '')}"
    yield from (f"    {name:<9} {visible(value)}" for name, value in _facts(sighting) if value)
    for picture, image in images.items():
        yield f"    {'picture':<9} {visible(picture_words(picture, image))}"


def _facts(sighting: Sighting) -> Iterator[tuple[str, str]]:
    yield "date", _date(sighting)
    yield "region", sighting.region or "(no region)"
    if sighting.decimal_latitude is not None:
        yield "position", f"{sighting.decimal_latitude}, {sighting.decimal_longitude}"
    yield "animals", _who(sighting)
    evidence = breeding.in_force(sighting)
    if evidence.basis:
        yield "breeding", ", ".join(filter(None, (evidence.level, evidence.code))) + f" ({evidence.basis})"


def _date(sighting: Sighting) -> str:
    if not sighting.event_date:
        return "undated"
    bounds = dates.bounds_words(sighting.event_date, query.hemisphere(sighting))
    return f"{dates.words(sighting.event_date)} ({bounds})"


def _who(sighting: Sighting) -> str:
    who = animals.words(sighting.animals) or animals.count_words(animals.sighting_amount(sighting))
    return f"{who}, counted over a survey" if who and sighting.count_basis == "survey" else who


def picture_words(which: Id, image: Image) -> str:
    """Write a picture in one line: what names it, and the credit line exactly as it will be printed."""
    name = " ".join(filter(None, (image.file, f'"{image.title}"' if image.title else None)))
    taken = f", taken {dates.words(image.date_created)}" if image.date_created else ""
    camera = f" by {image.camera}" if image.camera else ""
    credit = f", credit {image.credit_line}" if image.credit_line else ", no credit"
    return f"{which}  {name}{taken}{camera}{credit}"


def bearing(found: Sequence[Earlier], *, is_dated: bool) -> Iterator[str]:
    """Write what other breeding evidence the logbook has, region by region."""
    if found:
        said = "; ".join(f"in {visible(one.region)}: {_ids(one)}" for one in found)
        yield f"{'Earlier' if is_dated else 'Other'} breeding evidence in this logbook {said}"


def _ids(one: Earlier) -> str:
    named = [*one.dated[:_NAMED], *(f"{which}, undated" for which in one.undated[:_NAMED])]
    more = len(one.dated[_NAMED:]) + len(one.undated[_NAMED:])
    return ", ".join(named) + (f" and {singular(more, 'other')}" if more else "") if named else "none"
