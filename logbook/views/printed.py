"""Where pictures have been printed, and what of it is no longer so: what somebody has to print a correction of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.sentences import listed
from logbook.views import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logbook.records import Credit, Image
    from logbook.tally.printed import ChangedClaim, ChangedFirst, ChangedLine, ChangedName
    from logbook.tally.publications import Appearance
    from logbook.tally.standings import Mark

_PICTURES = 6
_PUBLICATIONS = 3


def lines(found: Iterable[ChangedLine]) -> Iterator[str]:
    """Write which printed pictures have another credit line now."""
    for one in found:
        was, now = (f'"{line}"' if line else "none" for line in (one.before, one.after))
        yield f"the credit line of {listed(one.images, _PICTURES)} was {was}, now it is {now}{_where(one.printed)}"


def names(found: Iterable[ChangedName]) -> Iterator[str]:
    """Write of which printed pictures the credit has another name now."""
    for one in found:
        line = "line stays" if len(one.images) == 1 else "lines stay"
        told = f'was "{one.before}", now it is "{one.after}"; the {line}{_where(one.printed)}'
        yield f"the credit of {listed(one.images, _PICTURES)} {told}"


def firsts(found: Iterable[ChangedFirst]) -> Iterator[str]:
    """Write who was first and who is now, and what has been printed of either."""
    for one in found:
        regions = " and ".join(f"in {region}" for region in one.regions)
        told = f"was {_who(one.before)}, now it is {_who(one.after)}{_where(one.printed)}"
        yield f"in this logbook the first {one.level} breeding evidence {regions} {told}"


def claims(found: Iterable[ChangedClaim]) -> Iterator[str]:
    """Write what a published claim was worth and is now, and where it stands."""
    for was, now in found:
        source = f". Source: {now.reference}" if now.reference else ""
        judged = f"was {wording.standing(was)}, now it is {wording.standing(now)}"
        yield f"the claim of {now.sighting} {wording.claim(now)} {judged}{source}"


def of_credit(named: Credit, images: Mapping[int, Image]) -> Iterator[tuple[str, ...]]:
    """Write each printing of a credit's pictures: the picture, the line that it is printed with, and where."""
    for number, image in images.items():
        for one in image.publications:
            yield f"i{number}", f'with "{image.credit_line or named.name}" in {_named(wording.publication(one))}'


def _who(mark: Mark | None) -> str:
    """Name every record that could be first, and those of which nobody can tell."""
    if mark is None:
        return "none"
    undated = f"(undated: {listed(mark.undated)})" if mark.undated else ""
    named = listed(mark.sightings) or "open"
    several = "one of " if len(mark.sightings) > 1 else ""
    return f"{several}{named} {undated}".rstrip()


def _where(printed: Sequence[Appearance]) -> str:
    said = [f"{_named(wording.publication(one.publication))} ({listed(one.images, _PICTURES)})" for one in printed]
    more = [f"and {len(said) - _PUBLICATIONS:,} more"] if len(said) > _PUBLICATIONS else []
    return f". Printed in: {'; '.join(said[:_PUBLICATIONS] + more)}" if said else ""


def _named(publication: str) -> str:
    return publication or "a publication without a title"
