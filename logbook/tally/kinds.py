"""A large logbook in small: of the sightings of one kind, those that an answer could name, and how many there are.

Sightings are of one kind where they agree in all that the rules look at but their numbers, dates and pictures: they
compete for the same firsts, in the same regions, with the same evidence. Who could be first among any kinds is one of
those of its own kind whose earliest is not after the kind's smallest latest, for the smallest of all is no later; and
mirrored who could be last. So of each kind a few are looked at, and stand for all. Of some kinds all could be named:
of those without a date, and of those that could join a field in which they do not compete.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from msgspec import Raw, Struct, json
from msgspec.structs import astuple

from logbook import dates, places
from logbook.places.paths import read_path
from logbook.records import (
    Animal,
    Book,
    Breeding,
    Claim,
    CountBasis,
    CountQualifier,
    Establishment,
    LifeStage,
    Method,
    Sighting,
    Verification,
)
from logbook.tally import firsts
from logbook.tally.pictured import Pictured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logbook.breeding import Level
    from logbook.tally.firsts import Entry
    from logbook.taxa import Taxa, TaxonKey

    Field: TypeAlias = tuple[tuple[str, ...], TaxonKey]
    """A region, by the parts that are compared of it, and a taxon of which something is claimed there."""
    Row: TypeAlias = tuple[Any, ...]
    """A sketch's fields, in their order."""
    _Offsets: TypeAlias = frozenset[timedelta | None] | None
    _Else: TypeAlias = Row
    _Found: TypeAlias = dict[bytes, dict[_Else, "_Kind"]]
    """The kinds whose dates have the same offsets, by the JSON of their animals and all else that makes a kind."""

_DAY, _HYPHEN = len("2013-09-05"), len("2013-09")
_NO_DAY, _LAST_DAY = "", date.max.isoformat()
_AS_INSTANTS = 2
"""No more days begin in 28 hours: within so many may two times change places as instants, each up to 14 hours off."""
_CACHED = 1 << 16
_ROOM = 64
_UNDATED = None
"""What stands for the offsets of no date."""


class _Animal(Struct, frozen=True, kw_only=True, gc=False):
    """An animal, as far as any rule looks at it."""

    count: int | None = None
    count_max: int | None = None
    count_qualifier: CountQualifier | None = None
    life_stage: LifeStage | None = None
    individual_id: str | None = None
    classification_method: Literal["human", "machine"] | None = None
    verbatim: str | None = None


class Sketch(Struct, frozen=True, kw_only=True, gc=False):
    """A sighting, as far as any rule looks at it; the lists that most have are left as JSON."""

    event_date: str | None = None
    images: Raw = Raw(b"[]")
    animals: Raw = Raw(b"[]")
    vernacular_name: str | None = None
    scientific_name: str | None = None
    region: str | None = None
    country_code: str | None = None
    individual_count: int | None = None
    individual_count_max: int | None = None
    individual_count_qualifier: CountQualifier | None = None
    count_basis: CountBasis = "encounter"
    breeding: Breeding | None = None
    method: Method | None = None
    identified_by: tuple[str, ...] = ()
    verification: Verification | None = None
    establishment: Establishment | None = None
    claims: tuple[Claim, ...] = ()


_ALL_ELSE = Sketch.__struct_fields__[3:]
"""The fields that make a kind as they are: all but the first three."""
images_of, _animals_of = itemgetter(1), itemgetter(2)


def rows_of(block: Mapping[int, Sketch]) -> list[Row]:
    """Give a row for each of some sketches, which `images_of` gets the references of pictures from."""
    return list(map(astuple, block.values()))


class Question(NamedTuple):
    """What is asked of a logbook, as far as it decides whom an answer could name.

    `depth` is how many of a region's largest parts make a row, `weakest` the least that is breeding evidence; `claimed`
    are the days until which others bear on what is claimed (see `claimed`).
    """

    depth: int
    weakest: Level
    taxa: Taxa
    claimed: Mapping[Field, str] = {}


class Sieve:
    """Puts sightings to their kinds, and keeps those that an answer could name."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._kinds: dict[tuple[_Offsets, tuple[_Animal, ...], _Else], _Kind] = {}
        # What was met before is found by its text: what may stand behind a day, and then all else.
        self._found: defaultdict[_Offsets, _Found] = defaultdict(dict)
        self._times: dict[str, _Found] = {}
        self._offsets: dict[str, _Offsets] = {}

    def take(self, numbers: Iterable[int], rows: Sequence[Row]) -> None:
        """Take some sightings, as `rows_of` gives them; their numbers are larger than those before."""
        times, require_day = self._times, date.fromisoformat
        # All are copied at once, which is faster; in our layout a record is one line.
        lists = b"\n".join(map(_animals_of, rows)).split(b"\n")
        for number, row, animals in zip(numbers, rows, lists, strict=True):
            edtf = row[0] or ""
            earliest = latest = edtf[:_DAY]
            try:
                # The calendar, which knows weeks too, is asked: a table of all days has no room in a processor's cache.
                require_day(earliest)
                found = times[edtf[_DAY:]] if edtf[_HYPHEN] == "-" else {}
                kind = found[animals][row[3:]]
            except (ValueError, LookupError):
                earliest, latest, offsets = self._bounds(edtf)
                kind = self._kind(number, offsets, animals, row[3:])
            kind.many += 1
            if earliest <= kind.until or latest >= kind.since:
                kind.keep(number, earliest, latest)

    def kept(self) -> dict[int, int]:
        """Give the numbers that were kept, each with how many sightings it stands for."""
        return {number: many for kind in self._kinds.values() for number, many in kind}

    def _bounds(self, edtf: str) -> tuple[str, str, _Offsets]:
        """Bound a date by its days, in either hemisphere; the time of a plain one is known from then on."""
        day, time = edtf[:_DAY], edtf[_DAY:]
        if time in self._times and _is_day(day):
            return day, day, self._offsets[time]
        span = dates.readable(edtf)
        if span is None:
            return _LAST_DAY, _LAST_DAY, _UNDATED
        earliest, latest = (moment.date().isoformat() for moment in span[:2])
        if earliest == latest == day and "/" not in time:
            self._offsets[time] = span.offsets
            self._times[time] = self._found[span.offsets]
        return earliest, latest, span.offsets

    def _kind(self, number: int, offsets: _Offsets, animals: bytes, all_else: _Else) -> _Kind:
        """Find the kind of a sighting, or begin it; what no rule looks at of its animals makes none of its own."""
        found = self._found[offsets]
        kind = found.get(animals, {}).get(all_else)
        if kind is None:
            same = offsets, json.decode(animals, type=tuple[_Animal, ...]), all_else
            kind = self._kinds.get(same)
            if kind is None:
                reach = _LAST_DAY if offsets is _UNDATED else self._reach(number, animals, all_else)
                kind = self._kinds[same] = _Kind(number, reach)
            if len(found) == _CACHED:
                found.clear()
            found.setdefault(animals, {})[all_else] = kind
        return kind

    def _reach(self, number: int, animals: bytes, all_else: _Else) -> str:
        """Give the day until which all of a kind could be named; of most kinds only its own first and last could."""
        known = dict(zip(_ALL_ELSE, all_else, strict=True))
        sighting = Sighting(animals=json.decode(animals, type=tuple[Animal, ...]), **known)
        if sighting.claims or sighting.count_basis == "survey":
            return _LAST_DAY
        asked = self._question
        [entry] = firsts.enter(Book(sightings={number: sighting}), asked.taxa, Pictured(Book()))
        could_join = entry.fitness == "open" or _may_lie_elsewhere(entry, asked.depth)
        if could_join and entry.fitness != "out" and entry.has(asked.weakest):
            return _LAST_DAY
        fields = ((read_path(region).tokens, entry.taxon) for region in entry.regions if asked.claimed)
        return max((asked.claimed.get(field, _NO_DAY) for field in fields), default=_NO_DAY)


def claimed(entries: Iterable[Entry]) -> dict[Field, str]:
    """Give, by region and taxon, the last day on which what contradicts the claims of some sightings may have begun."""
    found: dict[Field, str] = {}
    for entry in entries:
        for claim in entry.sighting.claims:
            if claim.region and claim.kind != "other" and entry.span:
                field = (read_path(claim.region).tokens, entry.taxon)
                day = _moved(entry.span.earliest.date().isoformat(), _AS_INSTANTS)
                found[field] = max(found.get(field, _NO_DAY), day)
    return found


class _Kind:
    """The sightings of one kind: how many there are, and those that could be first or last, or begin before `reach`."""

    __slots__ = ("_kept", "_latest", "_number", "_reach", "_room", "_soonest", "many", "since", "until")

    def __init__(self, number: int, reach: str) -> None:
        self.many = 0
        self.until, self.since = _LAST_DAY, _NO_DAY
        self._number, self._reach = number, reach
        self._soonest, self._latest = _LAST_DAY, _NO_DAY
        self._kept: list[tuple[int, str, str]] = []
        self._room = _ROOM

    def keep(self, number: int, earliest: str, latest: str) -> None:
        """Keep one that could be first or last of those met so far."""
        if latest < self._soonest:
            self._soonest = latest
            self.until = max(self._reach, _moved(latest, _AS_INSTANTS))
        if earliest > self._latest:
            self._latest = earliest
            self.since = _moved(earliest, -_AS_INSTANTS)
        self._kept.append((number, earliest, latest))
        if len(self._kept) > self._room:
            self._kept = list(self._left())
            self._room = max(_ROOM, 2 * len(self._kept))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Give the numbers to keep, each with how many it stands for: the first for all that nobody could name."""
        numbers = {self._number, *(number for number, _, _ in self._left())}
        return ((number, self.many - len(numbers) + 1 if number == self._number else 1) for number in numbers)

    def _left(self) -> Iterator[tuple[int, str, str]]:
        return (kept for kept in self._kept if kept[1] <= self.until or kept[2] >= self.since)


def _may_lie_elsewhere(entry: Entry, depth: int) -> bool:
    """Whether it could lie in the region of a row in which it does not count: its place is not known, or too wide."""
    return firsts.is_unplaced(entry) or len(places.ancestors(entry.regions[0])) < depth


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@lru_cache(maxsize=_CACHED)
def _moved(day: str, by: int) -> str:
    """Give another day, or the end of the calendar that it would pass."""
    moved = date.fromisoformat(day).toordinal() + by
    return date.fromordinal(min(max(moved, date.min.toordinal()), date.max.toordinal())).isoformat()
