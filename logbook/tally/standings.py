"""What the rule of `firsts.py` says of a logbook: first breeding evidence, firsts and lasts, and claims beside them.

Nothing here is text for people; dates are EDTF, ids as typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from logbook import places
from logbook.breeding import LEVELS, Level
from logbook.places.paths import read_path
from logbook.tally import firsts
from logbook.tally.firsts import ClaimStanding, Entry, Grade, Outcome, Standing
from logbook.taxa import Taxa, TaxonKey

if TYPE_CHECKING:
    from logbook.records import Animal, Claim, ClaimKind, Method, Ref
    from logbook.tally.pictured import Pictured

Rows = Mapping[str | None, Sequence[Entry]]
"""The entries of each region; an entry stands under every one of these regions that it counts in."""

SHOWN: tuple[Level, ...] = ("confirmed", "probable")
"""The levels of breeding evidence that a summary shows, the strongest first."""

_Fields = dict[tuple[tuple[str, ...], TaxonKey], list[Entry]]
"""The competitors of each region, by the parts that are compared of it, and taxon of which something is claimed."""


class Result(Struct, frozen=True, kw_only=True):
    """What was counted or found; its JSON has every field, an empty one as null."""


class Mark(Result, frozen=True):
    """A first or a last; date and level are those of the foremost of the `sightings` that it could be."""

    standing: Standing
    event_date: str | None
    published: str | None
    level: Level
    sightings: tuple[Ref, ...]
    undated: tuple[Ref, ...]


class FirstBreeding(Result, frozen=True):
    """The first breeding evidence of a taxon in a region.

    `sightings` are all that could be it; `undated` and `open` could still change that. The fields after `foremost`
    describe that one record, which has exactly this level; `published` is the date it lies before where it has none
    of its own.
    """

    region: str | None
    vernacular_name: str | None
    scientific_name: str | None
    level: Level
    standing: Standing
    sightings: tuple[Ref, ...]
    undated: tuple[Ref, ...]
    open: tuple[Ref, ...]
    foremost: Ref
    path: str | None
    code: str | None
    basis: str | None
    event_date: str | None
    published: str | None
    grade: Grade
    animals: tuple[Animal, ...]
    images: tuple[Ref, ...]
    credits: tuple[str, ...]


class ClaimRow(Result, frozen=True):
    """A claim as published, beside what the whole logbook says of it; `by` are the records that contradict it."""

    sighting: Ref
    vernacular_name: str | None
    scientific_name: str | None
    claim: str
    kind: ClaimKind
    region: str | None
    method: Method | None
    reference: str | None
    date: str | None
    standing: ClaimStanding | None
    by: tuple[Ref, ...]


class _Answer(NamedTuple):
    level: Level
    outcome: Outcome
    foremost: Entry
    still_open: list[Entry]


def shown_levels(*, possible: bool) -> tuple[Level, ...]:
    """Give the levels that are shown, the strongest first; `possible` only where it is asked for."""
    return (*SHOWN, "possible") if possible else SHOWN


def mark(outcome: Outcome | None) -> Mark | None:
    """Put an outcome of `firsts.first` or `firsts.last` into a result."""
    if outcome is None:
        return None
    foremost = outcome.foremost
    return Mark(
        standing=outcome.standing,
        event_date=_date(foremost),
        published=foremost.published,
        level=foremost.evidence.level,
        sightings=_ids(outcome.candidates),
        undated=_ids(outcome.undated),
    )


def first_breeding(
    rows: Rows, every: Sequence[Entry], levels: Sequence[Level], taxa: Taxa, pictured: Pictured
) -> tuple[FirstBreeding, ...]:
    """Find the first breeding evidence of each level per region and taxon; the strongest stands first.

    A level below another is given only where one of its records could be earlier. `every` are the entries of the
    whole logbook: one without a place could change the row of any region, whatever was selected.
    """
    weakest = min(levels, key=LEVELS.index)
    unplaced = _unplaced(every, rows, weakest)
    found: list[FirstBreeding] = []
    for region, entries in rows.items():
        for taxon, members in _by_taxon(entries, weakest).items():
            outsiders = [entry for entry in unplaced.get(taxon, ()) if firsts.may_lie_in(entry, region)]
            answers = _answers(members, outsiders, levels)
            found += [_first_row(region, answer, taxa, pictured) for answer in answers]
    return tuple(sorted(found, key=_strongest_first))


def claims(selected: Iterable[Entry], every: Iterable[Entry], taxa: Taxa) -> tuple[ClaimRow, ...]:
    """Judge the claims of the selected sightings, each beside the whole logbook, in the order of their records."""
    made = [(entry, claim) for entry in selected for claim in entry.sighting.claims]
    wanted = {(read_path(claim.region).tokens, entry.taxon) for entry, claim in made if claim.region}
    fields: _Fields = defaultdict(list)
    for entry in every if wanted else ():
        for region in entry.regions if entry.fitness == "competes" else ():
            field = (read_path(region).tokens, entry.taxon)
            if field in wanted:
                fields[field].append(entry)
    return tuple(_claim_row(entry, claim, fields, taxa) for entry, claim in made)


def _unplaced(every: Iterable[Entry], rows: Rows, weakest: Level) -> dict[TaxonKey, list[Entry]]:
    """Collect by taxon what shows breeding and says no place, or one that only holds the region of a row."""
    wider = {wide for region in rows if region for wide in places.ancestors(region)[1:]}
    vague = (entry for entry in every if firsts.is_unplaced(entry) or entry.regions[0] in wider)
    return _by_taxon(vague, weakest)


def _by_taxon(entries: Iterable[Entry], weakest: Level) -> dict[TaxonKey, list[Entry]]:
    found: dict[TaxonKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.fitness != "out" and entry.has(weakest):
            found[entry.taxon].append(entry)
    return found


def _answers(members: Sequence[Entry], outsiders: Sequence[Entry], levels: Sequence[Level]) -> Iterator[_Answer]:
    """Give each level that has an answer of its own."""
    for level in levels:
        rivals = [entry for entry in firsts.competing(members) if entry.has(level)]
        outcome = firsts.first(rivals)
        if outcome is None:
            continue
        named = (*outcome.candidates, *outcome.undated)
        foremost = next((entry for entry in named if entry.evidence.level == level), None)
        if foremost is not None:
            doubtful = (entry for entry in members if entry.fitness == "open")
            others = [entry for entry in (*doubtful, *outsiders) if entry.has(level)]
            yield _Answer(level, outcome, foremost, firsts.still_open(rivals, others))


def _first_row(region: str | None, answer: _Answer, taxa: Taxa, pictured: Pictured) -> FirstBreeding:
    entry = answer.foremost
    sighting = entry.sighting
    names = taxa.names(entry.taxon)
    images = pictured.images(sighting)
    lines = (pictured.line(image) for _, image in images)
    return FirstBreeding(
        region=region,
        vernacular_name=names.vernacular_name,
        scientific_name=names.scientific_name,
        level=answer.level,
        standing=answer.outcome.standing,
        sightings=_ids(answer.outcome.candidates),
        undated=_ids(answer.outcome.undated),
        open=_ids(answer.still_open),
        foremost=entry.id,
        path=sighting.region,
        code=entry.evidence.code,
        basis=entry.evidence.basis,
        event_date=_date(entry),
        published=entry.published,
        grade=firsts.grade(sighting),
        animals=sighting.animals,
        images=tuple(ref for ref, _ in images),
        credits=tuple(dict.fromkeys(line for line in lines if line)),
    )


def _claim_row(entry: Entry, claim: Claim, fields: _Fields, taxa: Taxa) -> ClaimRow:
    standing, by = firsts.judge(claim, entry, _rivals(entry, claim, fields))
    names = taxa.names(entry.taxon)
    return ClaimRow(
        sighting=entry.id,
        vernacular_name=names.vernacular_name,
        scientific_name=names.scientific_name,
        claim=claim.claim,
        kind=claim.kind,
        region=claim.region,
        method=claim.method,
        reference=claim.reference,
        date=claim.date,
        standing=standing,
        by=_ids(by),
    )


def _rivals(entry: Entry, claim: Claim, fields: _Fields) -> list[Entry]:
    """Choose whom a claim's record competes with; nobody, where the claim names no region or nothing was bred.

    A claim that names a method ("on camera traps") leaves out the records of another one.
    """
    if not claim.region or (claim.kind == "first-breeding" and entry.evidence.level == "none"):
        return []
    level: Level = entry.evidence.level if claim.kind == "first-breeding" else "none"
    field = fields.get((read_path(claim.region).tokens, entry.taxon), [])
    return [rival for rival in field if rival.has(level) and _of_method(rival, claim)]


def _of_method(rival: Entry, claim: Claim) -> bool:
    return claim.method is None or rival.sighting.method in {None, claim.method}


def _strongest_first(row: FirstBreeding) -> tuple[int, bool, str, str, str]:
    names = (row.vernacular_name or "", row.scientific_name or "")
    return (-LEVELS.index(row.level), row.region is None, row.region or "", *names)


def _date(entry: Entry) -> str | None:
    """Give the date of a record that has one; neither a bound from a publication nor unreadable text is one."""
    return entry.sighting.event_date if entry.is_dated else None


def _ids(entries: Iterable[Entry]) -> tuple[Ref, ...]:
    return tuple(entry.id for entry in entries)
