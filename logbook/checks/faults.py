"""What can be wrong with a record by itself: dates, codes, places and texts that cannot be as they stand.

Each fault is a function over a logbook that says what it found and what to do; the package names them. What must be
asked of the world comes in as `Facts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from logbook import breeding, credits, dates, places
from logbook.checks.file_facts import FileFacts
from logbook.errors import BadValueError
from logbook.records import TYPES, Book, Id
from logbook.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_DATES = {
    table: [path.split(".") for path in paths.split()]
    for table, paths in {
        "sightings": "event_date recorded_date verified_date embargo_until breeding.assessed.date claims.date",
        "images": "date_created recorded_date embargo_until permission.until publications.date",
        "deployments": "deployment_start deployment_end",
        "credits": "permission.until",
        "taxa": "iucn_status.date sensitivity.date populations.date",
    }.items()
}
"""Every field that holds a date, by the way to it."""
_PAST = {
    "sightings": [["event_date"], ["verified_date"], ["breeding", "assessed", "date"]],
    "images": [["date_created"]],
}
"""Those of them that cannot lie in the future."""


class Facts(Struct, frozen=True, kw_only=True):
    """What a check must be told of the world.

    `missing_files` and `changed_files` are numbers of pictures (the sha256 of the latter is not the recorded one);
    `unreadable_files` has a sentence for each that could not be compared, `located_files` those that say themselves
    where they were taken; `file` is about the logbook's own.
    """

    now: datetime
    missing_files: frozenset[int] = frozenset()
    changed_files: frozenset[int] = frozenset()
    unreadable_files: dict[int, str] = {}
    closed_files: dict[int, str] = {}
    located_files: frozenset[int] = frozenset()
    file: FileFacts = FileFacts()


class Said(NamedTuple):
    """What is said of a record, or of the whole logbook where `id` is None; and what to do about it."""

    id: str | None
    text: str
    advice: str


def records_of(book: Book) -> Iterator[tuple[Id, Any]]:
    """Go through all records, table by table."""
    for table in TYPES:
        for number, record in getattr(book, table).items():
            yield Id(table, number), record


def unreadable_date(book: Book, _: Facts) -> Iterator[Said]:
    """Find dates that are not EDTF as we store it."""
    for which, record in records_of(book):
        for path in _DATES[which.table]:
            for value in _values(record, path):
                if fault := _date_fault(value):
                    yield Said(str(which), f"{'.'.join(path)}: {fault}", f"logbook edit {which}")


def _date_fault(value: str) -> str | None:
    """Say why a date is none: it ends before it begins, no calendar has it, it is not written as dates are stored."""
    try:
        dates.span(value)
    except BadValueError as error:
        fault = str(error)
        return fault if repr(value) in fault else f"{value!r}, where {fault}"
    return None


def _values(part: Any, path: list[str]) -> Iterator[str]:
    """Give what stands at the end of a way through a record, as often as it stands there."""
    value = getattr(part, path[0])
    for one in value if isinstance(value, tuple) else (value,):
        if one is not None:
            yield from _values(one, path[1:]) if path[1:] else (one,)


def future_date(book: Book, facts: Facts) -> Iterator[Said]:
    """Find what cannot have been yet: sightings, pictures, and reviews of sightings."""
    for which, record in records_of(book):
        for path in _PAST.get(which.table, ()):
            for value in _values(record, path):
                if dates.is_edtf(value) and dates.is_future(value, now=facts.now):
                    text = f"{'.'.join(path)} {value} lies in the future"
                    yield Said(str(which), text, f"a clock or a year may be wrong: logbook edit {which}")


def unreadable_breeding(book: Book, _: Facts) -> Iterator[Said]:
    """Find breeding evidence whose words are no code, and which therefore counts for nothing."""
    for number, sighting in book.sightings.items():
        evidence = sighting.breeding
        for said in (evidence.stated, evidence.assessed) if evidence else ():
            if said and not breeding.is_known(said.level, said.code):
                words = " ".join(filter(None, (said.level, said.code)))
                advice = f"it counts for nothing as it stands; give a known code: logbook edit s{number}"
                yield Said(f"s{number}", f"breeding evidence {words!r} is not understood", advice)


def unreadable_region(book: Book, _: Facts) -> Iterator[Said]:
    """Find regions that nobody could type: the country first, or no name in it."""
    faults: dict[str, str | None] = {}
    for number, sighting in book.sightings.items():
        if region := sighting.region:
            if region not in faults:
                faults[region] = _region_fault(region)
            if fault := faults[region]:
                yield Said(f"s{number}", fault, f"logbook edit s{number} --region PLACE")


def _region_fault(region: str) -> str | None:
    """Say what would be said to one who types it."""
    try:
        places.file_region(region, ())
    except BadValueError as error:
        return str(error)
    return None


def country_code(book: Book, _: Facts) -> Iterator[Said]:
    """Find country codes that are none of ISO 3166-1 alpha-2."""
    for number, sighting in book.sightings.items():
        code = sighting.country_code
        land = places.country(code or "")
        if code is not None and code != places.BETWEEN_COUNTRIES and (land is None or land.code != code):
            known = f"see ISO 3166-1; {places.BETWEEN_COUNTRIES} is for one of two countries"
            hint = f"write {land.code}" if land else known
            text = f"country_code {code!r} is no two-letter code of a country"
            yield Said(f"s{number}", text, f"{hint}: logbook edit s{number}")


def country_mismatch(book: Book, _: Facts) -> Iterator[Said]:
    """Find sightings that lie in one country by their region and in another by their code."""
    for number, sighting in book.sightings.items():
        code, land = sighting.country_code, places.country_of(sighting.region)
        if code and land and places.country(code) != land:
            text = f"the region lies in {land.name}, and country_code is {code!r}"
            yield Said(f"s{number}", text, f"one of them may be wrong: logbook edit s{number}")


def alt_text(book: Book, _: Facts) -> Iterator[Said]:
    """Find alt texts that say nothing to those who cannot see the picture."""
    for number, image in book.images.items():
        if image.alt_text is not None and (fault := credits.alt_text_fault(image.alt_text, image.title)):
            yield Said(f"i{number}", fault, f'logbook edit i{number} --alt "What the picture shows"')


def no_alt_text(book: Book, _: Facts) -> Iterator[Said]:
    """Count the pictures without an alt text."""
    without = [f"i{number}" for number, image in book.images.items() if image.alt_text is None]
    if without:
        yield Said(None, f"no alt text: {listed(without)}", "logbook images --missing alt lists them")


def no_uuid(book: Book, _: Facts) -> Iterator[Said]:
    """Count the records without a uuid."""
    without = [str(which) for which, record in records_of(book) if not record.uuid]
    if without:
        advice = (
            "a merge knows such a record only while it reads the same; "
            "check --fix gives it none, for its copies elsewhere would have another"
        )
        yield Said(None, f"no uuid: {listed(without)}", advice)
