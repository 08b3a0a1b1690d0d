"""How firmly first breeding evidence and claims stand: what rests on one record, and that one in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.checks.faults import Facts, Said
from logbook.records import parse_id
from logbook.sentences import listed
from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Book
    from logbook.tally.standings import FirstBreeding

_IN_DOUBT = ("doubtful", "rejected")


def doubtful_first(book: Book, _: Facts) -> Iterator[Said]:
    """Find first breeding evidence, as `summary` shows it, that one doubtful record makes, or would make.

    Doubtful is what has neither picture, body nor genetics and no named reviewer, or whose species is qualified (cf.).
    What an observer stated of an animal in a picture is not: most codes can only be stated.
    """
    taxa, pictured = Taxa(book.taxa), Pictured(book)
    every = firsts.enter(book, taxa, pictured)
    for row in standings.first_breeding(by_region(every, 1), every, standings.SHOWN, taxa, pictured):
        if row.region:  # without one, it is the first of nowhere
            yield from _alone(book, row)
            yield from _waiting(book, row)


def _alone(book: Book, row: FirstBreeding) -> Iterator[Said]:
    """Tell of a first that only one record could be, and that one doubtful."""
    if (*row.sightings, *row.undated) != (row.foremost,):
        return
    sighting = book.sightings[parse_id(row.foremost).number]
    reasons = ["no picture, body or genetics, and no named reviewer"] if row.grade == "soft" else []
    if sighting.identification_qualifier:
        reasons.append(f"its species is qualified, {sighting.identification_qualifier!r}")
    if reasons:
        text = f"is alone the {_evidence(row)}, and doubtful: {'; '.join(reasons)}"
        advice = f"attach a picture, or say who has reviewed it: logbook edit {row.foremost} --verification verified"
        yield Said(row.foremost, text, f"{advice} --verified-by NAME")


def _waiting(book: Book, row: FirstBreeding) -> Iterator[Said]:
    """Tell of the records in doubt that could change a first."""
    for ref in row.open:
        sighting = book.sightings[parse_id(ref).number]
        if firsts.fitness(sighting) == "open":
            why = "in doubt" if sighting.verification == "doubtful" else "identified by a machine alone"
            now = listed((*row.sightings, *row.undated))
            text = f"is {why}, and could be the {_evidence(row)}; now it is {now}"
            yield Said(ref, text, f"have it reviewed: logbook edit {ref} --verification WORD --verified-by NAME")


def _evidence(row: FirstBreeding) -> str:
    name = row.vernacular_name or row.scientific_name or "an unnamed species"
    return f"first {row.level} breeding evidence of {name} in {row.region}"


def doubtful_claim(book: Book, _: Facts) -> Iterator[Said]:
    """Find claims of a first whose own sighting is doubtful or rejected, so that nothing here stands behind them."""
    for number, sighting in book.sightings.items():
        if sighting.verification in _IN_DOUBT:
            for claim in sighting.claims:
                if claim.kind != "other":
                    text = f"claims {claim.claim!r} ({claim.kind}), and is {sighting.verification}"
                    advice = f"review it, or take the claim out: logbook show s{number}, logbook edit s{number}"
                    yield Said(f"s{number}", text, advice)
