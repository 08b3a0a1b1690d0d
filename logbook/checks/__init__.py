"""What `check` looks for: named checks, each a small function over a logbook that gives what it found.

A problem makes the logbook say something wrong, or not say what it should; a note is only worth a look. Here stand
the checks between records; `faults.py` has those of one record by itself, the others what their names say.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from msgspec import Struct

from logbook import places
from logbook.checks import clocks, faults, files, rights
from logbook.checks.faults import Facts, Said, records_of
from logbook.choices import one_of
from logbook.records import LETTERS, NOUNS, TYPES, Book, Id
from logbook.sentences import listed
from logbook.taxa import UNIDENTIFIED, Taxa

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


def run(book: Book, facts: Facts, names: Iterable[str] = ()) -> Iterator[Finding]:
    """Run the checks that are named, or all of them. Raises BadValueError for a name that is none."""
    for check in chosen(names):
        for said in check.find(book, facts):
            yield Finding(check.name, check.severity, *said)


def chosen(names: Iterable[str]) -> list[Check]:
    """Give the checks that are named, or all of them. Raises BadValueError for a name that is none."""
    wanted = {one_of(name, [check.name for check in CHECKS], "check") for name in names}
    return [check for check in CHECKS if not wanted or check.name in wanted]


def _doubles(_: Book, facts: Facts) -> Iterator[Said]:
    for sentence in facts.doubles:
        yield Said(None, sentence, "`check --fix` gives a second record a new number; an editor mends the rest")


def _checksum(_: Book, facts: Facts) -> Iterator[Said]:
    if facts.foreign:
        text = "the file is not as this program left it: an editor, a merge, another program, or damage"
        yield Said(None, text, "compare it with a backup; the next change lays it out anew")


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


def _shared_name(book: Book, _: Facts) -> Iterator[Said]:
    for name, numbers in Taxa(book.taxa).shared_names():
        ids = [f"t{number}" for number in numbers]
        advice = f"take it from all but one of them: logbook edit {ids[-1]}"
        yield Said(ids[0], f"{name!r} is a name of {' and '.join(ids)}", advice)


def _unlisted_species(book: Book, _: Facts) -> Iterator[Said]:
    taxa = Taxa(book.taxa)
    found: dict[str, list[str]] = {}
    for number, sighting in book.sightings.items():
        key = taxa.key(sighting)
        if key.number is None and key.name not in ("", UNIDENTIFIED) and not taxa.knows(key.name):
            found.setdefault(taxa.label(key) or key.name, []).append(f"s{number}")
    for name, ids in found.items():
        text = f"no species record has the name {name!r}, which stands in {len(ids):,}: {listed(ids)}"
        yield Said(None, text, f"logbook species {shlex.quote(name)} would hold its names and its status")


def _two_scientific_names(book: Book, _: Facts) -> Iterator[Said]:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for sighting in book.sightings.values():
        if sighting.vernacular_name and sighting.scientific_name:
            name = sighting.vernacular_name
            scientific = found.setdefault(places.fold(name) or name, (name, {}))[1]
            scientific.setdefault(places.fold(sighting.scientific_name), sighting.scientific_name)
    for name, scientific in found.values():
        if len(scientific) > 1:
            text = f"{name!r} stands with {listed(scientific.values())}"
            yield Said(None, text, f"see logbook list --species {shlex.quote(name)}")


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
    Check("doubles", "problem", "a record, field or table that stands twice in the file", _doubles),
    Check("dangling", "problem", "a record that names another which is not there", _dangling),
    Check("same-uuid", "problem", "two records with one uuid", _same_uuid),
    Check("unreadable-date", "problem", "a date that is no EDTF", faults.unreadable_date),
    Check("future-date", "problem", "a sighting or picture of the future", faults.future_date),
    Check("unreadable-breeding", "problem", "breeding evidence in no known code", faults.unreadable_breeding),
    Check(
        "unreadable-region", "problem", "a region with its country first, or without a name", faults.unreadable_region
    ),
    Check("country-code", "problem", "a country_code that is no code of ISO 3166-1", faults.country_code),
    Check("zero-position", "problem", "a position at 0,0", faults.zero_position),
    Check("missing-file", "problem", "a picture whose file is not there", files.missing_file),
    Check("changed-file", "problem", "a picture whose file is no longer what was recorded", files.changed_file),
    Check("alt-text", "problem", "an alt text that is search words, a file name, the title", faults.alt_text),
    Check("credit-mismatch", "problem", "a credit line that is no spelling of its credit", rights.credit_mismatch),
    Check("shared-name", "problem", "one name in two species records", _shared_name),
    Check("checksum", "note", "a file that other hands have written", _checksum),
    Check("country-mismatch", "note", "a region in one country, a country_code of another", faults.country_mismatch),
    Check("no-alt-text", "note", "pictures without an alt text", faults.no_alt_text),
    Check("unlinked-credit", "note", "a credit line that belongs to no credit", rights.unlinked_credit),
    Check("unused-credit", "note", "a credit that no picture has", rights.unused_credit),
    Check("license", "note", "a licence that leaves something open", rights.license_fault),
    Check("permission-expired", "note", "a permission that has ended", rights.permission_expired),
    Check("unused-picture", "note", "a picture of no sighting", _unused_picture),
    Check("unlisted-species", "note", "a name that stands in no species record", _unlisted_species),
    Check("two-scientific-names", "note", "a vernacular name with several scientific ones", _two_scientific_names),
    Check("look-alike", "note", "sightings that may be one, recorded twice", _look_alike),
    Check("capture-date", "note", "a picture taken on another day than its sighting was", clocks.capture_date),
    Check("factory-date", "note", "a time at which a camera's clock began anew", clocks.factory_date),
    Check("no-uuid", "note", "records without a uuid", faults.no_uuid),
)
"""All checks, problems first: the order of the answer."""
