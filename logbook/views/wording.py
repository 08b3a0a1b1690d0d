"""Values in words: dates, ids, counts and evidence as people read them in tables and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook import animals, dates
from logbook.patterns import pattern
from logbook.places import Position, format_position
from logbook.records import IUCN
from logbook.sentences import listed

if TYPE_CHECKING:
    from logbook.breeding import Evidence
    from logbook.records import Permission, Population, Publication, Record, Sighting, Statement
    from logbook.tally.standings import ClaimRow, Mark

ISO = pattern(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?|[0-9-]{10}T[0-9:]{5,8}(Z|[+-][0-9:]{5})?")
_OFFSET = pattern("(?<=[0-9]:[0-9]{2})(?=[Z+-])")
NO_REGION = "(no region)"
LEVEL_SIGNS = {"confirmed": "◆", "probable": "◇", "possible": "○"}
"""The signs of the levels of breeding evidence, which are never told by colour alone."""


def date(edtf: str | None) -> str:
    """Write a date for a table: ISO where it is plain ISO, words for seasons, circa and open ends, else "undated"."""
    if edtf is None:
        return "undated"
    first, slash, last = edtf.partition("/")
    if ISO.fullmatch(first) and (ISO.fullmatch(last) or not slash):
        # The second time of one day needs no day.
        day = f"{first.partition('T')[0]}T"
        return " to ".join(_iso(end) for end in (first, last.removeprefix(day)) if end)
    return dates.words(edtf)


def _iso(end: str) -> str:
    """Put a space before the time and before its offset."""
    return _OFFSET.sub(" ", end).replace("T", " ").replace("Z", "UTC")


def moment(utc: str | None) -> str:
    """Write the time at which a record was made, to the minute."""
    return utc.replace("T", " ")[:16] + " UTC" if utc and utc.endswith("Z") else utc or ""


def region(path: str | None) -> str:
    """Name a region, or say that there is none."""
    return path or NO_REGION


def stated(statement: Statement | None) -> str:
    """Write a statement of a species with its date and source, a Red List category with its name."""
    if statement is None:
        return ""
    name = IUCN.get(statement.value.upper())
    said = f"{statement.value}, {name}" if name else statement.value
    return attributed(said, on=statement.date, source=statement.source)


def who(sighting: Sighting) -> str:
    """Say who was seen: the animals, else the total, and whether it was counted over a survey."""
    said = animals.words(sighting.animals) or animals.count_words(animals.sighting_amount(sighting))
    return f"{said} (survey total)" if said and sighting.count_basis == "survey" else said


def name(sighting: Sighting) -> str:
    """Name the species as the record does, with what was doubtful about it."""
    said = sighting.vernacular_name or sighting.scientific_name or ""
    return f"{said} ({sighting.identification_qualifier})" if sighting.identification_qualifier else said


def evidence(found: Evidence) -> str:
    """Write a level of breeding evidence with its code: "confirmed, dependent-young"."""
    return ", ".join(filter(None, (found.level, found.code)))


def position(latitude: float | None, longitude: float | None) -> str:
    """Write a position in decimal degrees, or nothing where it is not known."""
    return "" if latitude is None or longitude is None else format_position(Position(latitude, longitude))


def metres(length: float) -> str:
    """Write a length: "1,500,000 m"."""
    return f"{length:,.10g} m"


def clock(recorded: str, offset: str | None) -> str:
    """Write what a wrong clock read."""
    return f"the clock read {recorded}, corrected by {offset or 'an unknown time'}"


def attributed(said: str, *, by: str | None = None, on: str | None = None, source: str | None = None) -> str:
    """Add to a statement who made it, when and where: "<40 (2007; WWF report)"."""
    told = [f"by {by}" if by else None, date(on) if on else None, source]
    attribution = "; ".join(part for part in told if part)
    return f"{said} ({attribution})" if attribution else said


def population(one: Population) -> str:
    """Write a population as it was given: never a number of ours."""
    said = f"{one.value} in {one.region}" if one.region else one.value
    return attributed(said, on=one.date, source=one.source)


def permission(one: Permission) -> str:
    """Write how an owner answered: "granted by A. Li for editorial use, until 2030 (letter 12)"."""
    parts = (
        one.status,
        one.by and f"{'of' if one.status == 'asked' else 'by'} {one.by}",
        one.use and f"for {one.use} use",
        one.until and f"until {one.until}",
    )
    said = " ".join(part for part in parts if part)
    return f"{said} ({one.reference})" if one.reference else said


def publication(one: Publication) -> str:
    """Write where a picture was printed."""
    place = f"picture {one.position}" if one.position is not None else None
    parts = (one.author, one.title, one.publisher, one.date and date(one.date), place, one.url)
    return ", ".join(part for part in parts if part)


def claim(row: ClaimRow) -> str:
    """Write a claim in its own words, with what it is limited to."""
    where = f"in {row.region}" if row.region else "without a region" if row.kind != "other" else None
    limits = (row.kind if row.kind != "other" else None, where, row.method and f"by {row.method}")
    about = ", ".join(part for part in limits if part)
    return f'"{row.claim}"' + (f" ({about})" if about else "")


def standing(row: ClaimRow) -> str:
    """Say what this logbook makes of a claim: supported, contradicted by s9, undecided, or not judged."""
    if row.standing is None:
        return "not judged"
    return f"{row.standing} by {listed(row.by)}" if row.by else row.standing


def taxon(vernacular: str | None, scientific: str | None) -> str:
    """Name a taxon by both its names."""
    return ", ".join(name for name in (vernacular, scientific) if name)


def bookkeeping(record: Record) -> list[tuple[str, str | None]]:
    """Write when a record was made and changed, where it came from, and its lasting identity."""
    changed = record.modified if record.modified != record.added else None
    return [
        ("Imported as", ", ".join(record.source_ids)),
        ("Added", moment(record.added)),
        ("Changed", moment(changed)),
        ("UUID", record.uuid),
    ]


def when(edtf: str | None, published: str | None) -> str:
    """Write a date, or of an undated record the publication that it lies before."""
    return f"undated, published {date(published)}" if published else date(edtf)


def mark(found: Mark | None) -> str:
    """Write a first or a last: its date, and its record."""
    if found is None:
        return ""
    refs = found.sightings or found.undated
    return f"{when(found.event_date, found.published)} ({listed(refs, 1)})"


def stored_mark(found: Mark | None) -> tuple[str, str]:
    """Write a first or a last for machines: its date as it is stored, and every record that it could be."""
    return ("", "") if found is None else (found.event_date or "", ", ".join((*found.sightings, *found.undated)))
