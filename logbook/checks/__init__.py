"""What `check` looks for: named checks, each a small function over a logbook that gives what it found.

A problem makes the logbook say something wrong, or not say what it should; a note is only worth a look. Here stand
the checks between records; `faults.py` has those of one record by itself, the others what their names say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from msgspec import Struct

from logbook.checks import clocks, evidence, faults, file, files, names, order, positions, rights, sensitive
from logbook.checks.faults import Facts, Said, records_of
from logbook.choices import one_of
from logbook.records import LETTERS, NOUNS, TYPES, Book, Id
from logbook.sentences import listed
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from logbook.records import Sighting

Severity = Literal["problem", "note"]


class Finding(Struct, frozen=True):
    """One thing found: by which check, on which record (None: the whole logbook), and what to do about it."""

    check: str
    severity: Severity
    id: str | None
    text: str
    advice: str


class Check(NamedTuple):
    """A check by its name; `summary` is what it finds."""

    name: str
    severity: Severity
    summary: str
    find: Callable[[Book, Facts], Iterator[Said]]


def run(book: Book, facts: Facts, wanted: Iterable[str] = ()) -> Iterator[Finding]:
    """Run the checks that are named, or all of them. Raises BadValueError for a name that is none."""
    for check in chosen(wanted):
        for said in check.find(book, facts):
            yield Finding(check.name, check.severity, *said)


def chosen(wanted: Iterable[str]) -> list[Check]:
    """Give the checks that are named, or all of them. Raises BadValueError for a name that is none."""
    every = [check.name for check in CHECKS]
    named = {one_of(name, every, "check") for name in wanted}
    return [check for check in CHECKS if not named or check.name in named]


def _dangling(book: Book, _: Facts) -> Iterator[Said]:
    there = {table: {f"{LETTERS[table]}{number}" for number in getattr(book, table)} for table in TYPES}
    for which, record in records_of(book):
        for table, ref in _references(which, record):
            if ref not in there[table]:
                text = f"names the {NOUNS[table]} {ref!r}, which is not there"
                yield Said(str(which), text, f"a backup may have it; else take it out: logbook edit {which}")


def _references(which: Id, record: Any) -> Iterator[tuple[str, str]]:
    """Give the table and id of every record that one names."""
    if which.table == "sightings":
        yield from (("images", ref) for ref in record.images)
        if record.deployment:
            yield "deployments", record.deployment
    elif which.table == "images" and record.credit:
        yield "credits", record.credit


def _same_uuid(book: Book, _: Facts) -> Iterator[Said]:
    first: dict[str, Id] = {}
    for which, record in records_of(book):
        if record.uuid and first.setdefault(record.uuid, which) != which:
            text = f"has the uuid of {first[record.uuid]}, {record.uuid}"
            yield Said(str(which), text, f"if it is a copy, take its uuid out: logbook edit {which}")


def _unused_picture(book: Book, _: Facts) -> Iterator[Said]:
    used = {ref for sighting in book.sightings.values() for ref in sighting.images}
    for number, image in book.images.items():
        if f"i{number}" not in used:
            text = f"belongs to no sighting: {image.title or image.file or image.url or 'untitled'}"
            yield Said(f"i{number}", text, f"logbook attach SIGHTING i{number}, or logbook remove i{number}")


def _look_alike(book: Book, _: Facts) -> Iterator[Said]:
    taxa = Taxa(book.taxa)
    alike: dict[Hashable, list[str]] = {}
    for number, sighting in book.sightings.items():
        if likeness := _likeness(sighting):
            alike.setdefault((taxa.key(sighting), likeness), []).append(f"s{number}")
    for first, *others in alike.values():
        if others:
            text = f"looks alike with {listed(others)}: one species, date and place, the same animals"
            yield Said(first, text, f"if they are one sighting: logbook remove {others[-1]}")


def _likeness(sighting: Sighting) -> Hashable:
    """Give all in which two records of one sighting would agree; None where date or place is not said."""
    position = (sighting.decimal_latitude, sighting.decimal_longitude)
    place = (sighting.region, sighting.locality, sighting.deployment, *position)
    if sighting.event_date is None or not any(place):
        return None
    animals = [(one.count, one.count_max, one.life_stage, one.sex, one.individual_id) for one in sighting.animals]
    counts = (sighting.individual_count, sighting.individual_count_max, sighting.count_basis)
    return sighting.event_date, place, tuple(animals), counts


CHECKS: tuple[Check, ...] = (
    Check("doubles", "problem", "a record, field or table that stands twice in the file", file.doubles),
    Check("older-backup", "problem", "a file that is older than its history", file.older_backup),
    Check("conflict-copy", "problem", "a copy of the logbook that a sync tool made", file.conflict_copy),
    Check("dangling", "problem", "a picture, credit or deployment that is named and is not there", _dangling),
    Check("same-uuid", "problem", "two records with one uuid", _same_uuid),
    Check("unreadable-date", "problem", "a date that is none, or ends before it begins", faults.unreadable_date),
    Check("future-date", "problem", "a sighting, picture or review of the future", faults.future_date),
    Check(
        "impossible-date", "problem", "what ended or was reviewed before it began or was seen", order.impossible_date
    ),
    Check(
        "outside-deployment", "problem", "a sighting of another time or place than its camera", order.outside_deployment
    ),
    Check("unreadable-breeding", "problem", "breeding evidence in no known code", faults.unreadable_breeding),
    Check(
        "unreadable-region", "problem", "a region with its country first, or without a name", faults.unreadable_region
    ),
    Check("country-code", "problem", "a country_code that is no code of ISO 3166-1", faults.country_code),
    Check("zero-position", "problem", "a position at 0,0", positions.zero_position),
    Check("outside-country", "problem", "a position outside the country that is stated", positions.outside_country),
    Check("missing-file", "problem", "a picture whose file is not there", files.missing_file),
    Check("changed-file", "problem", "a picture whose file is no longer what was recorded", files.changed_file),
    Check("alt-text", "problem", "an alt text that is search words, a file name, the title", faults.alt_text),
    Check("credit-mismatch", "problem", "a credit line that is no spelling of its credit", rights.credit_mismatch),
    Check("shared-name", "problem", "one name in two species records", names.shared_name),
    Check("checksum", "note", "a file that other hands have written", file.checksum),
    Check("other-hands", "note", "a record that is not what the program last wrote", file.other_hands),
    Check("history", "note", "a history that is torn, missing or of another file", file.history),
    Check("country-mismatch", "note", "a region in one country, a country_code of another", faults.country_mismatch),
    Check("no-alt-text", "note", "pictures without an alt text", faults.no_alt_text),
    Check("unlinked-credit", "note", "a credit line that belongs to no credit", rights.unlinked_credit),
    Check("unused-credit", "note", "a credit that no picture has", rights.unused_credit),
    Check("license", "note", "a licence without its version, or that is none we know", rights.license_fault),
    Check("permission-expired", "note", "a permission that has ended", rights.permission_expired),
    Check("sensitive-position", "note", "pictures of rare animals that say where", sensitive.sensitive_position),
    Check("doubtful-first", "note", "first breeding evidence that one record in doubt makes", evidence.doubtful_first),
    Check("doubtful-claim", "note", "a claim of a first whose own sighting is in doubt", evidence.doubtful_claim),
    Check("unused-picture", "note", "a picture of no sighting", _unused_picture),
    Check("unlisted-species", "note", "a name that stands in no species record", names.unlisted_species),
    Check("two-scientific-names", "note", "a vernacular name with several scientific ones", names.two_scientific_names),
    Check("look-alike", "note", "sightings that may be one, recorded twice", _look_alike),
    Check("capture-date", "note", "a picture taken on another day than its sighting was", clocks.capture_date),
    Check("factory-date", "note", "a time at which a camera's clock began anew", clocks.factory_date),
    Check("clock-reset", "note", "a picture older than the one numbered before it", clocks.clock_reset),
    Check("no-uuid", "note", "records without a uuid", faults.no_uuid),
)
"""All checks, problems first: the order of the answer."""
