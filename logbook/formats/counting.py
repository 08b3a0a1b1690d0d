"""How many animals an event shows for certain, where each of its pictures was counted by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logbook.records import LifeStage, Sex

_Said = TypeVar("_Said")


class Kind(NamedTuple):
    """What is said of an animal; None is unknown."""

    life_stage: LifeStage | None = None
    sex: Sex | None = None
    individual_id: str | None = None

    def holds(self, other: Kind) -> bool:
        """Tell whether an animal of another kind is certainly of this one."""
        return all(mine in {None, its} for mine, its in zip(self, other, strict=True))

    def may_be(self, other: Kind) -> bool:
        """Tell whether animals of the two kinds could be the same: nothing that is said of them differs."""
        return all(None in {mine, its} or mine == its for mine, its in zip(self, other, strict=True))


def at_least(pictures: Iterable[Mapping[Kind, int]]) -> dict[Kind, int]:
    """Count the animals of one event and taxon from what each picture shows: never more than there were.

    Of a kind that is known whole it is the largest count in one picture. Of one that is known in part (an adult of
    unknown sex) it is by how many one picture shows more of them than all that were counted and could be the same: an
    adult beside a known female is a second one, in another picture it is that female. A known individual is one animal
    wherever it is; of what its pictures contradict each other in, nothing is known.
    """
    shown = _merged(list(pictures))
    kinds = {kind for picture in shown for kind in picture} | {Kind()}
    found: dict[Kind, int] = {}
    # What is counted is held against all that could be the same, so that in any order nothing counts twice; with the
    # best known first, most is told.
    for kind in sorted(kinds, key=_best_known_first):
        most = max((sum(many for one, many in picture.items() if kind.holds(one)) for picture in shown), default=0)
        same = sum(many for one, many in found.items() if kind.may_be(one))
        if most > same:
            found[kind] = most - same
    return found


def _best_known_first(kind: Kind) -> tuple[object, ...]:
    """Order kinds: individuals, then by how much is known of them, and by name."""
    stage, sex, who = kind
    return (who is None, stage is None, sex is None, who or "", stage or "", sex or "")


def _merged(pictures: list[Mapping[Kind, int]]) -> list[Counter[Kind]]:
    """Give each individual in every picture all that is known of it."""
    said: defaultdict[str, set[Kind]] = defaultdict(set)
    for picture in pictures:
        for kind in picture:
            if kind.individual_id:
                said[kind.individual_id].add(kind)
    known = {
        who: Kind(_sole(kind.life_stage for kind in kinds), _sole(kind.sex for kind in kinds), who)
        for who, kinds in said.items()
    }
    merged = []
    for picture in pictures:
        counts: Counter[Kind] = Counter()
        for kind, many in picture.items():
            counts[known.get(kind.individual_id or "", kind)] += many
        merged.append(counts)
    return merged


def _sole(said: Iterable[_Said | None]) -> _Said | None:
    """Give what everybody says who says anything."""
    values = {one for one in said if one is not None}
    return values.pop() if len(values) == 1 else None
