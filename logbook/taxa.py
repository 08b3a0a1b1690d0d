"""Names and taxa: which records speak of one kind of animal.

One taxon is what one `taxa` record holds together by its names. A name that stands in no record, or in two, is a
taxon of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logbook.errors import BadValueError, NotOneError
from logbook.places import fold
from logbook.records import Gist, Id, Sighting, Taxon, parse_id
from logbook.sentences import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_Pair = tuple[str | None, str | None]
"""The two names of a sighting as it bears them, vernacular and scientific: few pairs stand on many records."""


UNIDENTIFIED = "unidentified"
"""What stands in the place of a species that nobody has identified yet: no name of any."""


class TaxonKey(NamedTuple):
    """What is equal for the records of one taxon: the number of its record, or else its folded name."""

    number: int | None
    name: str


class Names(NamedTuple):
    """A taxon's names for display."""

    vernacular_name: str | None
    scientific_name: str | None


class Taxa:
    """The taxa of a logbook, asked by name. A key's names are known once `key` has given it."""

    def __init__(self, records: Mapping[int, Taxon]) -> None:
        self._records = records
        self._claimants: dict[str, list[int]] = {}
        for number, taxon in records.items():
            for name in dict.fromkeys(map(_folded, _names(taxon))):
                self._claimants.setdefault(name, []).append(number)
        self._keys: dict[_Pair, TaxonKey] = {}
        self._names = {
            TaxonKey(number, ""): Names(taxon.vernacular_name, taxon.scientific_name)
            for number, taxon in records.items()
        }

    def key(self, sighting: Sighting | Gist) -> TaxonKey:
        """Give the taxon of a sighting; the scientific name decides before the vernacular one."""
        pair = _pair(sighting)
        key = self._keys.get(pair)
        if key is None:
            key = self._keys[pair] = self._key(*pair)
            known = self._names.get(key, Names(None, None))
            self._names[key] = Names(*(name or borne for name, borne in zip(known, pair, strict=True)))
        return key

    def number(self, sighting: Sighting) -> int | None:
        """Give the number of a sighting's `taxa` record, None where no record has its names."""
        return self.key(sighting).number

    def find(self, name: str) -> int | None:
        """Find the `taxa` record that has a name; raise NotOneError, naming them, where more than one claims it."""
        numbers = self._claimants.get(_folded(name), [])
        if len(numbers) > 1:
            ids = " and ".join(str(Id("taxa", number)) for number in numbers)
            raise NotOneError(f"{quoted(name)} is a name of {ids}; take it from all but one of them, or give the id")
        return numbers[0] if numbers else None

    def knows(self, name: str) -> bool:
        """Tell whether any `taxa` record has a name."""
        return _folded(name) in self._claimants

    def shared_names(self) -> Iterator[tuple[str, list[int]]]:
        """Give each name that several records claim, as the first of them writes it, with their numbers."""
        for name, numbers in self._claimants.items():
            if len(numbers) > 1:
                yield next(one for one in _names(self._records[numbers[0]]) if _folded(one) == name), numbers

    def record(self, number: int) -> Taxon:
        """Give a `taxa` record by its number."""
        return self._records[number]

    def names(self, key: TaxonKey) -> Names:
        """Give the names of a taxon: its record's, else those that its sightings bear."""
        return self._names[key]

    def label(self, key: TaxonKey) -> str | None:
        """Give the one name to call a taxon by: the vernacular where it has one; None where it has no name at all."""
        vernacular, scientific = self.names(key)
        return vernacular or scientific

    def all_names(self, sightings: Iterable[Sighting] = ()) -> list[str]:
        """List every name of the records, then of the sightings, each once: for completion and "did you mean"."""
        pairs = dict.fromkeys(map(_pair, sightings))
        recorded = (name for taxon in self._records.values() for name in _names(taxon))
        borne = (name for pair in pairs for name in pair if name)
        return list(dict.fromkeys([*recorded, *borne]))

    def matcher(self, wanted: str) -> Callable[[Sighting], bool]:
        """Make the test that `--species` is: by id (`t4`), by any name, or by the first words of a scientific one.

        A genus so finds its species and a species its subspecies. Raise BadValueError for text without a letter
        or digit, and NotOneError for the id of no record.
        """
        number = _typed_id(wanted)
        if number is not None:
            if number not in self._records:
                raise NotOneError(f"there is no species {wanted.strip()}; the command `species` lists them")
            return lambda sighting: self.key(sighting).number == number
        name = fold(wanted)
        if not name:
            raise BadValueError(f"{quoted(wanted)} is no name of a species; type one, or an id such as t4")
        return self._by_name(name)

    def _by_name(self, name: str) -> Callable[[Sighting], bool]:
        numbers = set(self._claimants.get(name, ()))
        numbers.update(n for n, taxon in self._records.items() if _begins(taxon.scientific_name, name))
        known: dict[_Pair, bool] = {}

        def matches(sighting: Sighting) -> bool:
            pair = _pair(sighting)
            found = known.get(pair)
            if found is None:
                vernacular, scientific = pair
                own = _begins(scientific, name) or fold(vernacular or "") == name
                found = known[pair] = own or self.key(sighting).number in numbers
            return found

        return matches

    def _key(self, vernacular: str | None, scientific: str | None) -> TaxonKey:
        names = [_folded(name) for name in (scientific, vernacular) if name]
        for name in names:
            numbers = self._claimants.get(name, [])
            if len(numbers) == 1:
                return TaxonKey(numbers[0], "")
        return TaxonKey(None, names[0] if names else "")


def _pair(sighting: Sighting | Gist) -> _Pair:
    return sighting.vernacular_name, sighting.scientific_name


def _names(taxon: Taxon) -> list[str]:
    return [name for name in (taxon.vernacular_name, taxon.scientific_name, *taxon.names) if name]


def _folded(name: str) -> str:
    """Fold a name; one of punctuation alone stays as it is, so that two such are not one taxon."""
    return fold(name) or name


def _begins(scientific: str | None, name: str) -> bool:
    """Whether a scientific name is this one or goes on from it, by whole words."""
    return scientific is not None and f"{fold(scientific)} ".startswith(f"{name} ")


def _typed_id(text: str) -> int | None:
    """Read `t4`; None for any other text, which is a name."""
    try:
        table, number = parse_id(text)
    except BadValueError:
        return None
    return number if table == "taxa" else None
