"""Camtrap DP, read: the facts of a package, then its deployments, taxa, pictures and sightings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from logbook.changes.intake.items import Said
from logbook.errors import LogbookError
from logbook.formats.camtrap_dp import deployments, identifiers, package
from logbook.formats.camtrap_dp.media import Media
from logbook.formats.camtrap_dp.observations import Observations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.changes.intake.items import Manner, Part
    from logbook.formats.camtrap_dp.package import Package
    from logbook.formats.sources import Source


def parts(source: Source, manner: Manner) -> Iterator[Part]:
    """Read a package. Raises LogbookError where it is none, of another version, or lacks a table."""
    found = package.find(source)
    if not manner.without_media:
        _require_media(found)
    yield found.facts()
    yield from map(Said, package.told(found))
    found, said = _identified(found)
    yield from map(Said, said)
    known: set[str] = set()
    yield from deployments.read(found, manner, known)
    media = None if manner.without_media else Media(found, manner)
    if media is not None:
        yield from media.check(known)
    observations = Observations(found, manner, known, media)
    yield from observations.read()
    yield from found.taxa(observations.names)
    if media is not None:
        yield from media.pictures(observations.encounters)
    yield from observations.encounters.sightings()


def _identified(found: Package) -> tuple[Package, list[str]]:
    """Read which records a package of ours holds, and tell what is wrong with that; without it, it is as any other."""
    if not found.is_ours:
        return found, []
    if not found.names(identifiers.NAME):
        return found, [f"{package.DESCRIPTOR} names no table of {identifiers.NAME}: {identifiers.NEW}"]
    try:
        table = found.table(identifiers.NAME)
        known, faults = identifiers.read(table)
    except LogbookError as error:
        return found, [f"{error}: {identifiers.NEW}"]
    entries = Counter(one.uuid for one in known[identifiers.OBSERVATIONS].values())
    return found._replace(identities=known, entries=entries), [identifiers.told(table.file, faults)] if faults else []


def _require_media(found: Package) -> None:
    """Refuse a package without its media before anything of it is read."""
    if not found.has("media"):
        told = (
            "which every Camtrap DP package has, is missing; put it beside it, or leave pictures out: --without-media"
        )
        raise LogbookError(f"the table of media (media.csv), {told}")
