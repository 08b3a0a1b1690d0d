"""Tags that say what Camtrap DP has no column for, without which a row would say more than the record: written, read.

A package of another program may use the same words in its own sense: only in our own are they read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from logbook.records import MAX_COUNT, CountQualifier, Establishment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from logbook.records import Animal, Sighting

SOURCE: Final = "logbook (sighting-logbook)"
"""The source that a package of ours names, and no other program's does."""
_FIELDS: Final = {
    "count": "count_qualifier",
    "countMax": "count_max",
    "age": "age",
    "verbatim": "verbatim",
    "identificationQualifier": "identification_qualifier",
    "verification": "verification",
    "establishment": "establishment",
}
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "count": get_args(CountQualifier),
    "verification": ("doubtful",),
    "establishment": get_args(Establishment),
}
OF_ANIMAL: Final = ("count_qualifier", "count_max", "age", "verbatim")
OF_SIGHTING: Final = ("identification_qualifier", "verification", "establishment")


def write(animal: Animal, sighting: Sighting) -> Iterator[str]:
    """Give the tags of an animal's row."""
    if animal.count_qualifier:
        yield f"count:{animal.count_qualifier}"
    if animal.count_max and animal.count_max != animal.count:
        yield f"countMax:{animal.count_max}"
    if animal.age:
        yield f"age:{animal.age}"
    if animal.verbatim and "|" not in animal.verbatim:
        yield f"verbatim:{animal.verbatim}"
    if sighting.identification_qualifier:
        yield f"identificationQualifier:{sighting.identification_qualifier}"
    if sighting.verification == "doubtful":
        yield "verification:doubtful"
    if sighting.establishment:
        yield f"establishment:{sighting.establishment}"


def read(tags: Iterable[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Part tags into those that are only that, and our fields."""
    rest: list[str] = []
    fields: dict[str, Any] = {}
    for tag in tags:
        name, _, said = tag.partition(":")
        if name not in _FIELDS or not said or said not in _WORDS.get(name, (said,)):
            rest.append(tag)
        elif name != "countMax":
            fields[_FIELDS[name]] = said
        elif said.isdecimal() and 1 <= int(said[:9]) <= MAX_COUNT:
            fields[_FIELDS[name]] = int(said[:9])
        else:
            rest.append(tag)
    return tuple(rest), fields
