"""What may be told of a logbook: the only place that hides anything, and so the only way out for its records.

After Chapman (2020): the place of a sensitive species is told to 0.1, 0.01 or 0.001 degrees, or not at all, and so is
the place of every other record there. A species of which nothing is stated counts as `high`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from logbook.privacy.dating import Delay
from logbook.privacy.generalising import PLACE, Generalising
from logbook.privacy.giveaways import Giveaways
from logbook.privacy.leaving import leaving
from logbook.privacy.levels import LEVELS, Level, Raised, Sensitivities
from logbook.privacy.spreading import spread
from logbook.records import Book, Id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime, timedelta

    from logbook.privacy.generalising import Made
    from logbook.privacy.spreading import Ranks
    from logbook.records import Credit, Info, Sighting

__all__ = ["LEVELS", "Dropped", "Level", "Raised", "Told", "tell"]


class Dropped(NamedTuple):
    """Texts of a record that were left out because they name a place that is withheld; `id` is None for the file's."""

    id: Id | None
    fields: tuple[str, ...]


class Told(Struct, frozen=True, kw_only=True):
    """What may be told.

    `book` has only what goes out; on a generalised record `data_generalizations` stands. `embargoed` are those chosen,
    or shown by those chosen, that go nowhere. Of what goes out, or is in a picture chosen, `unstated` names the species
    of which no sensitivity is stated and `raised` those whose stated level their Red List status raises; `generalised`
    counts sightings by level whose place is told otherwise than it is known, the strictest first.
    """

    book: Book
    embargoed: tuple[Id, ...] = ()
    unstated: tuple[str, ...] = ()
    raised: tuple[Raised, ...] = ()
    generalised: dict[Level, int] = {}
    dropped: tuple[Dropped, ...] = ()


def tell(
    book: Book,
    sightings: Collection[int],
    images: Collection[int],
    deployments: Collection[int] = (),
    *,
    now: datetime,
    delay: timedelta,
    exact: bool,
) -> Told:
    """Make the records that may be told of those chosen, by their numbers, and of all that they refer to.

    `book` must be the whole logbook: a record that is not chosen makes its place a sensitive one all the same. Where
    the level is `high` or above, dates younger than `delay` before `now` (with an offset) become years. `exact` tells
    all as it is, but for what is under embargo.
    """
    going = leaving(book, sightings, images, deployments, today=now.date())
    if exact:
        return Told(book=going.book, embargoed=going.embargoed)
    kinds = Sensitivities(book.taxa)
    ranks = spread(book, {number: kinds.rank(one) for number, one in book.sightings.items()})
    period = Delay(now, delay)
    telling = _Telling(book, ranks, Generalising(Giveaways(book, ranks, period), period))
    told = telling.book(going.book)
    pictured = {f"i{number}" for number in images if number in told.images}
    standings = {
        kinds.standing(one)
        for number, one in book.sightings.items()
        if number in told.sightings or not pictured.isdisjoint(one.images)
    }
    return Told(
        book=told,
        embargoed=going.embargoed,
        unstated=tuple(sorted({one.name for one in standings if not one.is_stated})),
        raised=tuple(sorted({one.raised for one in standings if one.raised})),
        generalised=_generalised(told, ranks),
        dropped=tuple(telling.dropped),
    )


def _generalised(told: Book, ranks: Ranks) -> dict[Level, int]:
    """Count the sightings whose place is told otherwise than it is known, by level, the strictest first."""
    placed = (number for number, one in told.sightings.items() if PLACE in (one.data_generalizations or ""))
    counts = Counter(ranks.sightings[number] for number in placed)
    return {LEVELS[rank]: counts[rank] for rank in sorted(counts, reverse=True) if rank}


class _Telling:
    """Makes the told records of a logbook one by one, and notes what was dropped."""

    def __init__(self, whole: Book, ranks: Ranks, generalising: Generalising) -> None:
        self._whole, self._ranks, self._generalising = whole, ranks, generalising
        self._placed = {f"d{number}" for number, one in whole.deployments.items() if one.latitude is not None}
        self._least: dict[str, int] = {}
        for number, sighting in whole.sightings.items():
            if sighting.event_id:
                rank = ranks.sightings[number]
                self._least[sighting.event_id] = min(rank, self._least.get(sighting.event_id, rank))
        self.dropped: list[Dropped] = []

    def book(self, going: Book) -> Book:
        """Make the told records of all that goes out."""
        by, ranks = self._generalising, self._ranks
        owed = self._credits(going.credits)
        gone = {f"c{number}" for number in going.credits if number not in owed}
        images = self._each("images", going.images, lambda number, one: by.image(number, one, ranks.images[number]))
        if gone:
            images = {n: replace(one, credit=None) if one.credit in gone else one for n, one in images.items()}
        return Book(
            info=self._info(going.info),
            taxa=self._each("taxa", going.taxa, lambda _, one: by.other(one)),
            credits=owed,
            images=images,
            deployments=self._each(
                "deployments",
                going.deployments,
                lambda number, one: by.deployment(number, one, ranks.deployments[number]),
            ),
            sightings=self._each("sightings", going.sightings, self._sighting),
        )

    def _sighting(self, number: int, one: Sighting) -> Made:
        rank = self._ranks.sightings[number]
        is_shared = one.event_id is not None and self._least.get(one.event_id, rank) < rank
        without = ("event_id",) if is_shared else ()
        return self._generalising.sighting(one, rank, without=without, stands=one.deployment in self._placed)

    def _credits(self, owed: Mapping[int, Credit]) -> dict[int, Credit]:
        """Make the credits; one whose name cannot be told is none."""
        nameless = [number for number, one in owed.items() if self._generalising.hides(one.name)]
        self.dropped += (Dropped(Id("credits", number), ("name",)) for number in nameless)
        others = {number: one for number, one in owed.items() if number not in nameless}
        return self._each("credits", others, lambda _, one: self._generalising.other(one))

    def _info(self, info: Info) -> Info:
        made = self._generalising.other(info)
        self.dropped += [Dropped(None, made.dropped)] if made.dropped else []
        told: Info = made.record
        return told

    def _each(self, table: str, records: Mapping[int, Any], make: Callable[[int, Any], Made]) -> dict[int, Any]:
        """Make the records of a table."""
        found = {}
        for number, one in records.items():
            made = make(number, one)
            found[number] = made.record
            if made.dropped:
                self.dropped.append(Dropped(Id(table, number), made.dropped))
        return found
