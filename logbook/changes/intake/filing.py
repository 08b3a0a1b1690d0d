"""Filing: names and regions of a source as the logbook writes them, each distinct text looked up once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from logbook import places
from logbook.changes import recording
from logbook.changes.fields import SightingWords
from logbook.places.paths import read_path
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from logbook.records import Taxon


class Pair(NamedTuple):
    """The two names of a sighting."""

    vernacular_name: str | None
    scientific_name: str | None


class Names:
    """The names of species: as the taxa of the logbook have them, and those that the source brings."""

    def __init__(self, records: Mapping[int, Taxon]) -> None:
        self._records = dict(records)
        self._begun = Taxa(records)
        self._learnt: dict[str, int] = {}
        self._pairs: dict[Pair, Pair] = {}

    @cached_property
    def _taxa(self) -> Taxa:
        return Taxa(self._records)

    def number(self, taxon: Taxon) -> int | None:
        """Find the record of a taxon by its scientific name, else its vernacular one.

        Raises NotOneError where two records claim it.
        """
        name = taxon.scientific_name or taxon.vernacular_name
        return (self._begun.find(name) or self._learnt.get(places.fold(name))) if name else None

    def taken(self, taxon: Taxon) -> list[str]:
        """Give those names of a new taxon that another has already: it cannot have them too."""
        names = (taxon.vernacular_name, *taxon.names)
        return [one for one in names if one and (self._begun.knows(one) or places.fold(one) in self._learnt)]

    def learn(self, number: int, taxon: Taxon) -> None:
        """Take in a new record; the source must bring them before the sightings that bear their names."""
        self._records[number] = taxon
        for name in (taxon.vernacular_name, taxon.scientific_name, *taxon.names):
            if name:
                self._learnt[places.fold(name)] = number
        self._pairs.clear()
        self.__dict__.pop("_taxa", None)

    def pair(self, vernacular: str | None, scientific: str | None) -> Pair:
        """Give a sighting's names as they are stored; a name that a record has is spelt as there.

        Raises NotOneError where two records claim the name that decides.
        """
        given = Pair(vernacular, scientific)
        found = self._pairs.get(given)
        if found is None:
            found = self._pairs[given] = self._pair(
                vernacular and vernacular.strip(), scientific and scientific.strip()
            )
        return found

    def _pair(self, vernacular: str | None, scientific: str | None) -> Pair:
        if not scientific:
            named = recording.named(SightingWords(species=vernacular), self._taxa)
            return Pair(**{"scientific_name": None, "vernacular_name": vernacular or None, **named})
        number = self._taxa.find(scientific)
        if number is None:
            return Pair(vernacular or None, scientific)
        taxon = self._taxa.record(number)
        return Pair(
            vernacular and _spelt(vernacular, (taxon.vernacular_name, *taxon.names)),
            _spelt(scientific, (taxon.scientific_name, *taxon.names)),
        )


def without(taxon: Taxon, names: Iterable[str]) -> Taxon:
    """Take some names from a taxon."""
    gone = set(names)
    vernacular = None if taxon.vernacular_name in gone else taxon.vernacular_name
    return replace(taxon, vernacular_name=vernacular, names=tuple(one for one in taxon.names if one not in gone))


def _spelt(name: str, spellings: Iterable[str | None]) -> str:
    return next((one for one in spellings if one and places.fold(one) == places.fold(name)), name)


class Regions:
    """The regions of a source, filed as a person's would be who typed them into the logbook as it was before."""

    def __init__(self, known: Iterable[str]) -> None:
        self._filed: dict[str, places.Filed] = {}
        self._with: dict[str, set[str]] = {}
        for region in known:
            for token in _parts(region):
                self._with.setdefault(token, set()).add(region)

    def file(self, text: str) -> places.Filed:
        """File a region. Raises BadValueError for what is none, NotOneError for what the logbook reads in two ways."""
        filed = self._filed.get(text)
        if filed is None:
            # Only what shares a part with it can complete it, or have it spelt otherwise.
            known = set[str]().union(*(self._with.get(token, ()) for token in _parts(text)))
            filed = self._filed[text] = places.file_region(text, known)
        return filed

    def told(self, most: int) -> Iterator[str]:
        """Tell where regions were filed otherwise than they are written, of many the first."""
        notes = [one.note for one in self._filed.values() if one.note]
        yield from notes[:most]
        if len(notes) > most:
            yield f"and {len(notes) - most:,} regions more that were filed so; `logbook regions` lists them"


def _parts(region: str) -> list[str]:
    """Give the folded parts of a region, but for the country."""
    path = read_path(region)
    return list(path.tokens[: -1 if path.country else None])
