"""A photo essay: pictures in order, each with what is known of it, and what they prove. Text for nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from logbook.breeding import Evidence
    from logbook.records import Image, Ref, Sighting, Statement, Use
    from logbook.tally.clearance import Clearance, Terms
    from logbook.tally.standings import ClaimRow, FirstBreeding
    from logbook.taxa import Names


class Seen(NamedTuple):
    """A sighting that a picture shows; `names` and `status` are those of its species, `evidence` is that in force."""

    id: Ref
    sighting: Sighting
    names: Names
    status: Statement | None
    evidence: Evidence


class Plate(NamedTuple):
    """A picture of the essay: the line that it must be printed with, its terms of use, and what it shows."""

    id: Ref
    image: Image
    line: str | None
    terms: Terms
    clearance: Clearance
    seen: tuple[Seen, ...]

    def warns(self, use: Use) -> bool:
        """Whether it must be shown as not cleared for publication; within the house it need not be."""
        return use != "internal" and self.clearance.state != "clear"


class Owed(NamedTuple):
    """A credit line exactly as it must be printed, with the pictures that bear it and its terms of use, each once."""

    line: str
    images: tuple[Ref, ...]
    terms: tuple[Terms, ...]


class Essay(NamedTuple):
    """The essay: paragraphs of its `intro`, its pictures, and what stands at its end. `use` is what it is made for."""

    title: str
    intro: tuple[str, ...]
    use: Use
    plates: tuple[Plate, ...]
    firsts: tuple[FirstBreeding, ...]
    claims: tuple[ClaimRow, ...]
    credits: tuple[Owed, ...]

    @property
    def warns(self) -> bool:
        """Whether it must say that pictures are not cleared for publication; within the house nothing need be."""
        return any(plate.warns(self.use) for plate in self.plates)
