"""A stored date in Darwin Core's terms: `eventDate` is ISO 8601-1, and knows neither `2013~` nor `2013-23` nor `..`.

Darwin Core has called the end of an interval exclusive, and its users read it as inclusive. We write it to the second,
where it makes no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logbook import dates
from logbook.formats.times import offset_in_figures
from logbook.patterns import pattern

if TYPE_CHECKING:
    from datetime import timedelta

    from logbook.places import Hemisphere

_PLAIN: Final = pattern(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2}(?:T[^/]+)?)?)?")
_OPEN: Final = ".."


def event_date(edtf: str | None, hemisphere: Hemisphere | None) -> str | None:
    """Return what `eventDate` is for a stored date: itself, or its bounds to the second; None where it has none.

    A season's months are those of the hemisphere.
    """
    bounds = dates.readable(edtf, hemisphere)
    if edtf is None or bounds is None or _OPEN in edtf:
        return None
    if _PLAIN.fullmatch(edtf):
        return edtf
    start, _, end = edtf.partition("/")
    if "T" in edtf:  # in the night when clocks are put back, each end has its own offset
        bounds, last = dates.span(start, hemisphere), dates.span(end, hemisphere)
    else:
        last = bounds
    first = bounds.earliest.isoformat() + _written(bounds.earliest_offset)
    return f"{first}/{last.latest.isoformat()}{_written(last.latest_offset)}"


def _written(offset: timedelta | None) -> str:
    return "" if offset is None else offset_in_figures(offset)
