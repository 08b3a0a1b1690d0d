"""The summary of a logbook: what is first, what is where, and whose pictures show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals
from logbook.sentences import listed
from logbook.tally.standings import FirstBreeding
from logbook.views import holdings, wording
from logbook.views.sheet import Column, Sheet
from logbook.views.text import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logbook.tally.regional import Amounted, RegionRow
    from logbook.tally.standings import ClaimRow, Mark
    from logbook.tally.summary import Summary, Totals
    from logbook.views.sheet import Cell

_FIRSTS = (
    Column("region", "Region"),
    Column("species", "Species", below="region"),
    Column("level", "Level"),
    Column("evidence", "Evidence", below="level"),
    Column("date", "Date", whole=True),
    Column("sightings", "Record", below="date"),
    Column("animals", "Animals"),
    Column("credits", "Credit", below="animals", label="credit"),
    Column("open", "Open", below="date", label="open"),
)
_REGIONS = (
    Column("region", "Region"),
    Column("sightings", "Sightings", right=True),
    Column("first_sighting", "First seen", whole=True),
    Column("last_sighting", "Last seen", whole=True, below="first_sighting", label="last"),
    Column("last_breeding", "Last breeding", whole=True, below="first_sighting", label="last breeding"),
    Column("largest_group", "Largest group"),
    Column("survey_totals", "Survey total", below="largest_group", label="survey total"),
    Column("individuals", "Known animals", below="largest_group", label="known animals"),
)
_CLAIMS = (
    Column("sighting", "Record", whole=True),
    Column("claim", "Claim, as published"),
    Column("standing", "Standing"),
    Column("reference", "Source", below="claim", label="source"),
)
_LEGEND = (
    "Undated: nobody is called first. Open: what could still change the row. Hard: a picture, a body or genetics; "
    "reviewed: a named person verified it; soft: neither."
)


def parts(summary: Summary) -> list[Sheet]:
    """Give every part of a summary, the strongest breeding evidence foremost."""
    return [
        firsts(summary.first_breeding),
        _regions(summary.regions),
        _claims(summary.claims),
        holdings.species(summary.species)._replace(title="Species"),
        holdings.credits_in_sum(summary.credits)._replace(title="Pictures by credit", footer=_lacking(summary.totals)),
    ]


def _lacking(found: Totals) -> str:
    return holdings.lacking(found.images_without_credit, found.images)


def opening(summary: Summary) -> str:
    """Write how many of everything there is, and that nothing shows breeding where that is so."""
    found = summary.totals
    undated = f" ({found.undated:,} undated)" if found.undated else ""
    without = f" ({found.images_without_credit:,} without a credit)" if found.images_without_credit else ""
    said = ", ".join(
        (
            singular(found.sightings, "sighting") + undated,
            f"{found.species:,} species",
            singular(found.regions, "region"),
            singular(found.images, "picture") + without,
            singular(found.credits, "credit"),
            singular(found.claims, "claim"),
        )
    )
    return said if summary.first_breeding else f"{said}; no breeding evidence"


def firsts(rows: Sequence[FirstBreeding]) -> Sheet:
    """Give the first breeding evidence per region."""
    title = "First breeding evidence in this logbook, per region"
    return Sheet(_FIRSTS, list(_first_rows(rows)), rows, title=title, footer=_LEGEND)


def _first_rows(rows: Sequence[FirstBreeding]) -> Iterator[tuple[Cell, ...]]:
    stronger: set[tuple[str | None, ...]] = set()
    for row in rows:
        taxon = (row.region, row.vernacular_name, row.scientific_name)
        yield (
            wording.region(row.region),
            row.vernacular_name or row.scientific_name or "",
            (row.level, "could be earlier" if taxon in stronger else "strongest so far")
            if row.level != "confirmed"
            else row.level,
            ", ".join(part for part in (row.code, row.basis, row.grade) if part),
            wording.when(row.event_date, row.published),
            who(row),
            animals.words(row.animals),
            row.credits,
            listed(row.open),
        )
        stronger.add(taxon)


def who(row: FirstBreeding | Mark) -> Cell:
    """Name every record that could be the first, and those that nobody can tell of."""
    undated = listed(row.undated)
    if row.standing == "undated":
        return undated
    named = listed(row.sightings)
    said = named if row.standing == "first" else f"{row.standing}: {named}"
    return (said, f"undated: {undated}") if undated else said


def _regions(rows: Sequence[RegionRow]) -> Sheet:
    cells = [
        (
            wording.region(row.region),
            f"{row.sightings:,}",
            wording.mark(row.first_sighting),
            wording.mark(row.last_sighting),
            wording.mark(row.last_breeding),
            _amount(row.largest_group) if row.largest_group else "",
            tuple(_amount(one) for one in row.survey_totals),
            _individuals(row),
        )
        for row in rows
    ]
    return Sheet(_REGIONS, cells, rows, title="Regions")


def _amount(found: Amounted) -> str:
    words = animals.count_words(animals.Amount(found.count, found.count_max, found.count_qualifier))
    return f"{words} ({found.sighting})"


def _individuals(row: RegionRow) -> str:
    if not row.individuals:
        return ""
    elsewhere = f", {row.individuals_elsewhere:,} also elsewhere" if row.individuals_elsewhere else ""
    return f"{row.individuals:,}{elsewhere}"


def _claims(rows: Sequence[ClaimRow]) -> Sheet:
    cells = [(row.sighting, wording.claim(row), wording.standing(row), row.reference or "") for row in rows]
    return Sheet(_CLAIMS, cells, rows, title="Claims, beside what this logbook has")


def firsts_whole(rows: Sequence[FirstBreeding]) -> Sheet:
    """Give the first breeding evidence for machines: every id, dates as they are stored."""
    names = [name for name in FirstBreeding.__struct_fields__ if name != "animals"]
    columns = [*(Column(name, name) for name in names), Column("animals", "animals")]
    return Sheet(
        columns, [(*(_stored(getattr(row, name)) for name in names), animals.words(row.animals)) for row in rows], rows
    )


def _stored(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else ", ".join(value or ())
