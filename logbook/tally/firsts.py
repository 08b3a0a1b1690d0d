"""The rule "who is first": it names every record that could be the first of its kind, and no other.

Who competes, between which bounds each record lies, who of them could be first or last, and what a published claim
is worth beside them. The rule speaks of one logbook, never of the world.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from logbook import breeding, dates, places
from logbook.dates import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from logbook.breeding import Evidence, Level
    from logbook.records import Book, Claim, Sighting
    from logbook.tally.pictured import Pictured
    from logbook.taxa import Taxa, TaxonKey

Fitness = Literal["competes", "open", "out"]
"""Whether a record competes; an open one would, if a person confirmed what it is."""
Standing = Literal["first", "last", "one of", "first dated", "last dated", "one of the dated", "undated"]
ClaimStanding = Literal["supported", "contradicted", "undecided"]
Grade = Literal["hard", "reviewed", "soft"]
Bounds = tuple[datetime, datetime]

EVER, NEVER = datetime.min, datetime.max  # noqa: DTZ901 - the ends of open spans, which have no zone
HARD_METHODS = frozenset({"capture", "carcass", "genetic"})


class Entry(NamedTuple):
    """A sighting as the rule sees it.

    `regions` are all that it counts in, smallest first. `span` is None where nothing bounds its time; of an undated
    one with a dated publication it ends with `published`, the date of that publication (EDTF). It stands for `many`
    sightings, where those of its kind that no answer names are left out (see `kinds.py`).
    """

    number: int
    sighting: Sighting
    taxon: TaxonKey
    regions: tuple[str, ...]
    evidence: Evidence
    span: Span | None
    published: str | None
    fitness: Fitness
    many: int = 1

    @property
    def id(self) -> str:
        """The id as it is typed."""
        return f"s{self.number}"

    @property
    def is_dated(self) -> bool:
        """Whether it has a date of its own that can be read, not only a publication's."""
        return self.span is not None and self.published is None

    def has(self, level: Level) -> bool:
        """Whether at least this level of breeding evidence is in force."""
        return breeding.at_least(self.evidence.level, level)


class Outcome(NamedTuple):
    """Who could be first (or last), the one who sets the limit foremost, and who has no date to tell it by."""

    standing: Standing
    candidates: tuple[Entry, ...]
    undated: tuple[Entry, ...]

    @property
    def foremost(self) -> Entry:
        """The one to describe: by its date at the latest it had happened (as last: it still did)."""
        return (self.candidates or self.undated)[0]


def enter(book: Book, taxa: Taxa, pictured: Pictured, many: Mapping[int, int] | None = None) -> list[Entry]:
    """See every sighting of a logbook as the rule does, in the order of their numbers.

    `many` are the sightings that each stands for, where that is not itself alone.
    """
    entries = [_entry(number, sighting, taxa, pictured) for number, sighting in sorted(book.sightings.items())]
    return [entry._replace(many=many[entry.number]) for entry in entries] if many else entries


def competing(entries: Iterable[Entry]) -> list[Entry]:
    """Choose who competes at all, whatever for."""
    return [entry for entry in entries if entry.fitness == "competes"]


def strongest(entries: Iterable[Entry]) -> Level:
    """Give the highest level of breeding evidence that is in force."""
    return max((entry.evidence.level for entry in entries), key=breeding.LEVELS.index, default="none")


def competitors(entries: Iterable[Entry], region: str | None, taxon: TaxonKey, level: Level) -> list[Entry]:
    """Choose who competes for a first: in a region (None: in no region), of a taxon, with a level or more."""
    return [
        entry
        for entry in competing(entries)
        if entry.taxon == taxon
        and (region in entry.regions or (region is None and not entry.regions))
        and entry.has(level)
    ]


def first(rivals: Sequence[Entry]) -> Outcome | None:
    """Name those of the competitors who could be first; None where nobody competes.

    With X the smallest `latest` among the dated, every one whose `earliest` is not after X could be.
    """
    dated = comparable(rivals)
    limit = min((latest for _, latest in dated.values()), default=NEVER)
    could = {number: bounds for number, bounds in dated.items() if bounds[0] <= limit}
    named = sorted((e for e in rivals if e.number in could), key=lambda e: (could[e.number][::-1], e.number))
    return _outcome("first", "first dated", named, rivals)


def last(rivals: Sequence[Entry]) -> Outcome | None:
    """Name those of the competitors who could be last: the rule of `first`, mirrored."""
    dated = comparable(rivals)
    limit = max((earliest for earliest, _ in dated.values()), default=EVER)
    could = {number: bounds for number, bounds in dated.items() if bounds[1] >= limit}
    named = sorted((e for e in rivals if e.number in could), key=lambda e: e.number)
    named.sort(key=lambda e: could[e.number], reverse=True)
    return _outcome("last", "last dated", named, rivals)


def still_open(rivals: Sequence[Entry], outsiders: Iterable[Entry]) -> list[Entry]:
    """Choose whatever could still change a first: the undated, and the outsiders that would be named if they joined."""
    found = {entry.number: entry for entry in rivals if entry.span is None}
    spans = [entry.span for entry in rivals if entry.span is not None]
    offsets = _offsets(spans)
    by_clock = min((span.latest for span in spans), default=NEVER)
    by_instant = min((dates.instants(span)[1] for span in spans), default=NEVER)
    for entry in outsiders:
        if entry.span is None:
            found[entry.number] = entry
        elif len(offsets | entry.span.offsets) > 1:
            if dates.instants(entry.span)[0] <= by_instant:
                found[entry.number] = entry
        elif entry.span.earliest <= by_clock:
            found[entry.number] = entry
    return [found[number] for number in sorted(found)]


def comparable(rivals: Sequence[Entry]) -> dict[int, Bounds]:
    """Give the bounds of the dated ones by their numbers: by clock, or as instants (UTC) where offsets are mixed."""
    spans = {entry.number: entry.span for entry in rivals if entry.span is not None}
    if len(_offsets(spans.values())) > 1:
        return {number: dates.instants(span) for number, span in spans.items()}
    return {number: (span.earliest, span.latest) for number, span in spans.items()}


def judge(claim: Claim, entry: Entry, rivals: Sequence[Entry]) -> tuple[ClaimStanding | None, list[Entry]]:
    """Judge a claim of a first by its competitors, of which its own sighting must be one to be judged at all.

    Contradicted by those that are certainly earlier; supported where its sighting, dated, is the first and no other
    could be. A claim of another kind has no standing.
    """
    if claim.kind == "other":
        return None, []
    bounds = comparable(rivals)
    own = bounds.get(entry.number)
    if own is None:
        return "undecided", []
    earlier = [rival for rival in rivals if rival.span is not None and bounds[rival.number][1] < own[0]]
    if earlier:
        return "contradicted", earlier
    outcome = first(rivals)
    alone = outcome is not None and outcome.standing == "first" and outcome.foremost is entry
    return ("supported" if alone and entry.is_dated else "undecided"), []


def is_unplaced(entry: Entry) -> bool:
    """Whether a record says no region, or may lie in either of two countries."""
    return not entry.regions or places.is_between_countries(entry.sighting.country_code)


def may_lie_in(entry: Entry, region: str | None) -> bool:
    """Whether a record could lie in a region where it does not count: it is unplaced, or placed no closer."""
    if region is None or region in entry.regions:
        return False
    return is_unplaced(entry) or entry.regions[0] in places.ancestors(region)


def grade(sighting: Sighting) -> Grade:
    """Say how hard a fact is: a picture or a body, sign that a named person has reviewed, or neither."""
    if sighting.images or sighting.method in HARD_METHODS:
        return "hard"
    verified = sighting.verification == "verified" and sighting.verified_by
    assessed = sighting.breeding and sighting.breeding.assessed and sighting.breeding.assessed.by
    return "reviewed" if verified or assessed else "soft"


def fitness(sighting: Sighting) -> Fitness:
    """Say whether a sighting competes: a wild or unspecified animal, identified by a person, not in doubt."""
    if sighting.establishment is not None or sighting.verification == "rejected":
        return "out"
    if sighting.verification == "doubtful" or _only_by_machine(sighting):
        return "open"
    return "competes"


@lru_cache(maxsize=4096)
def regions(region: str | None, country_code: str | None) -> tuple[str, ...]:
    """List the regions that a record counts in, smallest first; none where it may lie in either of two countries.

    What has a country code counts in that country as well, as it is found there.
    """
    paths = places.ancestors(region) if region else ()
    if places.is_between_countries(country_code):
        return () if places.country_of(region) else paths
    country = places.country(country_code or "")
    return (*paths, country.name) if country and country.name not in paths else paths


def _entry(number: int, sighting: Sighting, taxa: Taxa, pictured: Pictured) -> Entry:
    span, published = _dating(sighting, pictured)
    return Entry(
        number,
        sighting,
        taxa.key(sighting),
        regions(sighting.region, sighting.country_code),
        breeding.in_force(sighting),
        span,
        published,
        fitness(sighting),
    )


def _dating(sighting: Sighting, pictured: Pictured) -> tuple[Span | None, str | None]:
    """Bound a sighting's time by its date, else by the earliest of its publications, which it lies before."""
    span = dates.readable(
        sighting.event_date, places.hemisphere(sighting.decimal_latitude, sighting.country_code, sighting.region)
    )
    if span is not None:
        return span, None
    said = [claim.date for claim in sighting.claims]
    said += [publication.date for _, image in pictured.images(sighting) for publication in image.publications]
    printed = [(span.latest, date, span) for date in said if date and (span := dates.readable(date))]
    latest, date, span = min(printed, key=lambda each: each[:2], default=(NEVER, None, None))
    if span is None or latest == NEVER:
        return None, None
    return Span(EVER, latest, span.offsets, None, span.latest_offset), date


def _only_by_machine(sighting: Sighting) -> bool:
    methods = {animal.classification_method for animal in sighting.animals} - {None}
    return methods == {"machine"} and not sighting.identified_by and sighting.verification != "verified"


def _offsets(spans: Iterable[Span]) -> set[timedelta | None]:
    return {offset for span in spans for offset in span.offsets}


def _outcome(sole: Standing, sole_dated: Standing, named: Sequence[Entry], rivals: Sequence[Entry]) -> Outcome | None:
    undated = tuple(sorted((e for e in rivals if e.span is None), key=lambda e: e.number))
    if not named:
        return Outcome("undated", (), undated) if undated else None
    alone = len(named) == 1
    if undated:
        return Outcome(sole_dated if alone else "one of the dated", tuple(named), undated)
    return Outcome(sole if alone else "one of", tuple(named), ())
