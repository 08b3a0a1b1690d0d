"""How sensitive the place of an animal is: what is stated of its species, its Red List status, and dens.

The categories are those of Chapman (2020), Current Best Practices for Generalizing Sensitive Species Occurrence Data.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from logbook import breeding
from logbook.errors import BadValueError
from logbook.places import fold
from logbook.records import IUCN, Taxon
from logbook.taxa import UNIDENTIFIED, Taxa

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.records import Sighting, Statement

Level = Literal["none", "low", "medium", "high", "extreme"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""From what may be told to what may not; a level's rank is its place here."""

NONE, LOW, MEDIUM, HIGH, EXTREME = range(len(LEVELS))

_RAISES: Final[Mapping[str, int]] = {"VU": MEDIUM, "EN": HIGH, "CR": HIGH, "EW": HIGH}
_CATEGORIES: Final = {name: category for category, name in IUCN.items()}
_DENS: Final = frozenset(
    (
        *("den", "den-with-young", "nursing", "carrying-young"),
        *("eBird ON", "eBird NE", "eBird NY"),
        *("EBBA2 13", "EBBA2 15", "EBBA2 16"),
    )
)
"""Evidence of young that cannot flee, or of where they lie: an occupied nest is a bird's den."""


class Raised(NamedTuple):
    """A species whose stated level its Red List status has raised."""

    name: str
    stated: Level
    told: Level
    iucn_status: str


class Standing(NamedTuple):
    """The rank of a species by its name; `is_stated` is False where that is only what holds for want of a statement."""

    name: str
    rank: int
    is_stated: bool
    raised: Raised | None = None


class Sensitivities:
    """The sensitivity of the species of a logbook."""

    def __init__(self, records: Mapping[int, Taxon]) -> None:
        self._taxa = Taxa(records)
        self._stated = [
            (f"{fold(taxon.scientific_name)} ", rank)
            for taxon in records.values()
            if taxon.scientific_name and (rank := stated(taxon.sensitivity)) is not None
        ]
        self._known: dict[tuple[str | None, str | None], Standing] = {}

    def rank(self, sighting: Sighting) -> int:
        """Give the rank of a sighting: that of its species, or the highest for a den or helpless young."""
        return EXTREME if tells_den(sighting) else self.standing(sighting).rank

    def standing(self, sighting: Sighting) -> Standing:
        """Give that of a sighting's species; one of which nothing is stated counts as `high`, at least."""
        pair = sighting.vernacular_name, sighting.scientific_name
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self._standing(sighting)
        return found

    def _standing(self, sighting: Sighting) -> Standing:
        key = self._taxa.key(sighting)
        name = self._taxa.label(key) or UNIDENTIFIED
        record = Taxon() if key.number is None else self._taxa.record(key.number)
        rank = stated(record.sensitivity)
        if rank is None:
            own = [fold(name) for name in (self._taxa.names(key).scientific_name, sighting.scientific_name) if name]
            above = (rank for begin, rank in self._stated if any(f"{one} ".startswith(begin) for one in own))
            return Standing(name, max([HIGH, *above]), is_stated=False)
        category = _category(record.iucn_status)
        least = _RAISES.get(category, NONE)
        if least <= rank:
            return Standing(name, rank, is_stated=True)
        return Standing(name, least, is_stated=True, raised=Raised(name, LEVELS[rank], LEVELS[least], category))


def stated(sensitivity: Statement | None) -> int | None:
    """Read a stated level as its rank; None where nothing is stated, or nothing that can be understood."""
    word = sensitivity.value.strip().casefold() if sensitivity else ""
    return next((rank for rank, level in enumerate(LEVELS) if level == word), None)


def tells_den(sighting: Sighting) -> bool:
    """Tell whether a sighting is stated, or assessed, to be of a den, of nursing or of young that are carried."""
    said = sighting.breeding
    if said is None:
        return False
    return any(one is not None and one.code is not None and _is_den(one.code) for one in (said.stated, said.assessed))


@lru_cache(maxsize=1024)
def _is_den(code: str) -> bool:
    try:
        return breeding.parse_wanted(code).code in _DENS
    except BadValueError:  # words that nobody understands are no evidence
        return False


def _category(status: Statement | None) -> str:
    """Give a Red List category by its letters, also where a name stands for them."""
    word = " ".join(status.value.split()) if status else ""
    return _CATEGORIES.get(word.casefold(), word.upper())
