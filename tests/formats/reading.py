"""Reading a file that a test has made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from logbook import formats
from logbook.changes.intake.items import Bad, Item, LeftOut, Manner, Read, Said
from logbook.formats import sources

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.changes.intake.items import Part

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Found:
    """The parts of a source, by what they are."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        items = [part for part in parts if isinstance(part, Item)]
        self.items = items
        self.sightings = [one for one in items if type(one.record).__name__ == "Sighting"]
        self.images = [one for one in items if type(one.record).__name__ == "Image"]
        self.deployments = [one for one in items if type(one.record).__name__ == "Deployment"]
        self.bad = [str(part) for part in parts if isinstance(part, Bad)]
        self.said = [part.sentence for part in parts if isinstance(part, Said)]
        self.left_out = {part.why: part.many for part in parts if isinstance(part, LeftOut)}
        self.read = {(part.file, part.what): part.many for part in parts if isinstance(part, Read)}

    @property
    def record(self) -> Any:
        """The only sighting."""
        (one,) = self.sightings
        return one.record


def read(path: Path, name: str, **manner: Any) -> Found:
    """Read a file in a format."""
    with sources.opened(path) as source:
        return Found(list(formats.named(name).read(source, Manner(now=NOW, **manner))))
