"""Which records of two logbooks are the same: by uuid, else by what tells one from all others."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from logbook import credits
from logbook.errors import NotOneError
from logbook.places import fold
from logbook.records import Id
from logbook.sentences import quoted
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from logbook.records import Credit, Taxon

    Keys = Callable[[Any], Iterable[Hashable]]
    Records = Mapping[int, Any]
    Step = Callable[[Records, Records], Iterable[tuple[int, int]]]

_ABOUT_NAMES: Final = ("credits", "taxa")
"""Tables of which several records may be one of ours."""
_PREFIX: Final = "logbook::"
_TELLING: Final = {
    "images": ("date_created", "file_name", "url"),
    "deployments": ("deployment_id", "latitude", "longitude", "deployment_start"),
    "sightings": ("event_date", "vernacular_name", "scientific_name"),
}
"""What must be the same too where a source id does not name its data set: row 7 of one table is not that of another."""


def pairs(
    table: str,
    ours: Records,
    theirs: Records,
    lines: Mapping[int, bytes],
    arrived: Mapping[int, bytes],
    notes: list[str],
) -> dict[int, int]:
    """Map the numbers of their records to those of ours that are the same records.

    `lines` are our JSON, `arrived` theirs with our references; a record without uuid is the same as one which has
    none either and reads the same. Of pictures, cameras and sightings each is the same as one at most.
    """
    last: Step = _credits if table == "credits" else _by_keys(table)
    if table == "taxa":
        last = partial(_taxa, notes=notes)
    found: dict[int, int] = {}
    for step in (_by_uuid, _by_content(lines, arrived), _known_as, last):
        taken = set() if table in _ABOUT_NAMES else set(found.values())
        free = {number: one for number, one in ours.items() if number not in taken}
        found |= dict(step(free, {number: one for number, one in theirs.items() if number not in found}))
    return found


def _by_uuid(ours: Records, theirs: Records) -> Iterator[tuple[int, int]]:
    return _in_turn(ours, theirs, lambda one: [one.uuid] if one.uuid else [])


def _by_content(lines: Mapping[int, bytes], arrived: Mapping[int, bytes]) -> Step:
    """Make the step that pairs records without uuid which read the same."""

    def step(ours: Records, theirs: Records) -> Iterator[tuple[int, int]]:
        mine = {number: lines[number] for number, one in ours.items() if not one.uuid}
        their = {number: arrived[number] for number, one in theirs.items() if not one.uuid}
        return _in_turn(mine, their, lambda line: [line])

    return step


def _by_keys(table: str) -> Step:
    return lambda ours, theirs: _in_turn(ours, theirs, lambda one: _keys(table, one))


def source_id(uuid: str) -> str:
    """Write the uuid that a record had in another logbook as the source id by which ours is known for the same."""
    return f"{_PREFIX}{uuid}"


def _known_as(ours: Records, theirs: Records) -> Iterator[tuple[int, int]]:
    """Pair what one of the two has been merged with before, under another uuid."""
    by_uuid = {one.uuid: number for number, one in ours.items() if one.uuid}
    merged = {source: number for number, one in ours.items() for source in one.source_ids if source.startswith(_PREFIX)}
    for number, one in theirs.items():
        known = [merged.get(source_id(one.uuid or "")), *(by_uuid.get(_uuid(source)) for source in one.source_ids)]
        same = next((other for other in known if other is not None), None)
        if same is not None:
            yield number, same


def _uuid(source: str) -> str:
    return source.removeprefix(_PREFIX)


def _in_turn(ours: Records, theirs: Records, keys: Keys) -> Iterator[tuple[int, int]]:
    """Pair what has a key in common: where several have it, the first with the first and so on."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    if theirs:
        for number in reversed(ours):
            for key in keys(ours[number]):
                waiting[key].append(number)
    taken = set[int]()
    for number, one in theirs.items():
        for key in keys(one):
            candidates = waiting.get(key, [])
            while candidates and candidates[-1] in taken:
                candidates.pop()
            if candidates:
                taken.add(candidates[-1])
                yield number, candidates.pop()
                break


def _keys(table: str, record: Any) -> Iterator[Hashable]:
    """Give what tells a record from all others in either logbook."""
    for source in record.source_ids:
        if source.startswith(_PREFIX):
            continue
        _, _, rest = source.partition(":")
        names_data = not rest.startswith(":")
        yield source, () if names_data else tuple(getattr(record, name) for name in _TELLING[table])
    if table == "images" and record.sha256:
        yield record.sha256.lower()


def _credits(ours: Mapping[int, Credit], theirs: Mapping[int, Credit]) -> Iterator[tuple[int, int]]:
    """Pair credits by their names, else by any spelling; several of theirs may be one of ours."""
    known = credits.keys(ours)
    for number, credit in theirs.items():
        spelt = (known.get(credits.key(line)) for line in (credit.name, *credit.spellings))
        same = next((one for one in spelt if one is not None), None)
        if same is not None:
            yield number, same


def _taxa(ours: Mapping[int, Taxon], theirs: Mapping[int, Taxon], *, notes: list[str]) -> Iterator[tuple[int, int]]:
    """Pair species that share a name, unless it may be either of two, or each has a scientific name of its own."""
    known = Taxa(ours)
    for number, taxon in theirs.items():
        try:
            same = {one for name in _names(taxon) if (one := known.find(name)) is not None}
        except NotOneError as error:
            notes.append(f"their {Id('taxa', number)} comes in as a species of its own: {error}")
            continue
        apart = [one for one in same if _are_two(ours[one], taxon)]
        if len(same) == 1 and not apart:
            yield number, same.pop()
        elif same:
            ids = " and ".join(str(Id("taxa", one)) for one in sorted(same))
            notes.append(
                f"their {Id('taxa', number)}, {quoted(_names(taxon)[0])}, shares a name with {ids}, but is not plainly "
                "the same; it comes in as a species of its own"
            )


def _are_two(ours: Taxon, theirs: Taxon) -> bool:
    """Whether each of two has a scientific name that the other does not know."""
    if not (ours.scientific_name and theirs.scientific_name):
        return False
    return fold(ours.scientific_name) not in map(fold, _names(theirs)) and fold(theirs.scientific_name) not in map(
        fold, _names(ours)
    )


def _names(taxon: Taxon) -> list[str]:
    return [name for name in (taxon.vernacular_name, taxon.scientific_name, *taxon.names) if name]
