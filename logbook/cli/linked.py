"""What has to do with the records that are changed: found in one pass over a few fields of each."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from logbook.records import Gist, Id, Image, Sighting, part
from logbook.store.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from logbook.store.scanning import Blocks
    from logbook.store.snapshot import Snapshot
    from logbook.tally.bearing import Side


def beside(held: Snapshot, sides: Sequence[Side]) -> dict[int, Sighting]:
    """Give the sightings that may bear on some, as far as comparing needs them (`bearing.beside`)."""
    from logbook.tally import bearing

    return scan(held, ["sightings"], lambda each: dict(bearing.beside(sides, each.blocks("sightings", Gist))))


def sightings(held: Snapshot, chosen: Collection[Id]) -> dict[int, Any]:
    """Give the chosen sightings, those that have a picture of theirs too, and those that name what is chosen."""
    own: dict[int, Any] = {which.number: held.decoded(which) for which in chosen if which.table == "sightings"}
    refs = {str(which) for which in chosen if which.table in {"images", "deployments"}}
    refs.update(ref for one in own.values() for ref in one.images)
    if not refs:
        return own
    kind = part(Sighting, ["images", "deployment"])
    shares = scan(held, ["sightings"], lambda each: each.shares("sightings", kind, partial(_naming, frozenset(refs))))
    others = set(chain.from_iterable(shares)) - own.keys()
    return dict(sorted((own | {number: held.decoded(Id("sightings", number)) for number in others}).items()))


def _naming(refs: frozenset[str], blocks: Blocks[Any]) -> list[int]:
    """Number the sightings that name one of some pictures and deployments."""
    return [
        number
        for block in blocks
        for number, one in block.items()
        if one.deployment in refs or not refs.isdisjoint(one.images)
    ]


def pictures(held: Snapshot, chosen: Collection[Id]) -> dict[int, Any]:
    """Give the pictures that bear one of the chosen credits, with their lines."""
    refs = {str(which) for which in chosen if which.table == "credits"}
    if not refs:
        return {}
    kind = part(Image, ["credit", "credit_line"])
    return scan(
        held,
        ["images"],
        lambda each: {number: one for number, one in each.rows("images", kind) if one.credit in refs},
    )
