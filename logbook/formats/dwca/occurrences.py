"""What the terms of an occurrence say, in our fields: those of Darwin Core by their names, as any archive has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from logbook import animals
from logbook.errors import BadValueError
from logbook.formats import times
from logbook.formats.dwca import localities
from logbook.formats.terms import Setting, values
from logbook.formats.terms.whole import WrongError
from logbook.patterns import pattern
from logbook.records import MAX_COUNT

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from logbook.formats.terms.values import Reader

    Fields = dict[str, Any]
    Terms = Mapping[str, str]

_READ: Final[Mapping[str, Reader]] = {
    "vernacularName": values.text("vernacular_name"),
    "identificationQualifier": values.text("identification_qualifier"),
    "identificationVerificationStatus": values.verification_status,
    "identifiedBy": values.texts("identified_by"),
    "behavior": values.text("behavior"),
    "habitat": values.text("habitat"),
    "projectTitle": values.text("project"),
    "verbatimEventDate": values.text("verbatim_event_date"),
    "eventID": values.text("event_id"),
    "samplingProtocol": values.method,
    "degreeOfEstablishment": values.degree_of_establishment,
    "basisOfRecord": values.basis_of_record,
    "associatedReferences": values.texts("associated_references"),
    "locality": values.text("locality"),
    "verbatimLocality": values.text("verbatim_locality"),
    "dataGeneralizations": values.text("data_generalizations"),
    "informationWithheld": values.text("information_withheld"),
}
_READ_OF_ANIMAL: Final[Mapping[str, Reader]] = {
    "lifeStage": values.life_stage,
    "sex": values.sex,
    "organismID": values.text("individual_id"),
}
_TOGETHER: Final = (
    *("scientificName", "scientificNameAuthorship", "genus", "specificEpithet", "infraspecificEpithet"),
    *("eventDate", "eventTime", "year", "month", "day", "recordedBy", "individualCount", "occurrenceStatus"),
    *("reproductiveCondition", "establishmentMeans", "occurrenceRemarks", "eventRemarks"),
    *localities.HELD,
)
"""Terms that are understood with others, or have more to them than a value."""
HELD: Final = frozenset({*_READ, *_READ_OF_ANIMAL, *_TOGETHER})
"""Every term that has a place in a logbook."""

WITH_AUTHORS: Final = "the authors of {many:,} scientific names were left off, so that names compare"
NO_ISO_DATE: Final = "{many:,} values of eventDate are no ISO 8601; year, month and day were taken, and they were kept"
"""Sentences, which are counted beside the terms that have no place."""

_SAYS_NO_MORE: Final = frozenset({"basisOfRecord"})
"""What is there in every record, and tells nothing that a logbook keeps."""
_FOSSIL: Final = "fossilspecimen"
_CAPTIVE: Final = frozenset({"captive", "cultivated", "managed"})
_CONDITIONS: Final = frozenset({"", "lactating", "non-reproductive", "not reproductive"})
_NOUGHT: Final = pattern(r"0+(?:\.0*)?")
_WHOLE: Final = pattern(r"([0-9]{1,7})(?:\.0+)?")


def left_out(terms: Terms) -> str | None:
    """Say why an occurrence is none for a logbook: "absences", "fossils"; None where it is one."""
    status = terms.get("occurrenceStatus", "").casefold()
    if status == "absent" or (status != "present" and _NOUGHT.fullmatch(terms.get("individualCount", ""))):
        return "absences"
    return "fossils" if terms.get("basisOfRecord", "").replace("_", "").casefold() == _FOSSIL else None


def fields(terms: Terms, setting: Setting, unheld: Counter[str]) -> Fields:
    """Give the fields of the sighting that an occurrence is, `animals` with one entry where anything is said of them.

    Values that no field can hold are counted in `unheld` by their terms, or by a sentence. Raises WrongError for a
    value that is wrong.
    """
    made = _read(terms, _READ, setting, unheld) | localities.fields(terms, setting, unheld)
    made |= _name(terms, unheld) | _when(terms, setting, unheld) | _means(terms, unheld)
    made["recorded_by"] = _people(terms.get("recordedBy", ""))
    if animal := _counted(terms.get("individualCount", ""), unheld) | _read(terms, _READ_OF_ANIMAL, setting, unheld):
        made["animals"] = [{"n": 1, **animal}]
    condition = terms.get("reproductiveCondition", "")
    if condition.casefold() == "lactating":  # "pregnant" has two readings: seen or examined
        made["breeding"] = {"stated": {"code": "lactating"}}
    told = "" if condition.casefold() in _CONDITIONS else f"reproductiveCondition: {condition}"
    remarks = (terms.get("occurrenceRemarks"), terms.get("eventRemarks"), made.get("remarks"), told)
    made["remarks"] = "\n".join(filter(None, remarks))
    return {field: value for field, value in made.items() if value not in (None, [], "")}


def _read(terms: Terms, readers: Mapping[str, Reader], setting: Setting, unheld: Counter[str]) -> Fields:
    """Read the terms that stand alone; none of these readers refuses a value."""
    made: Fields = {}
    for term, read in readers.items():
        if term not in terms:
            continue
        said = read(terms[term], setting)
        if said is None and term not in _SAYS_NO_MORE:
            unheld[term] += 1
        made |= said or {}
    return made


def _name(terms: Terms, unheld: Counter[str]) -> Fields:
    """Take the name without its authors, so that names compare; else put it together from its parts."""
    whole, author = terms.get("scientificName", ""), terms.get("scientificNameAuthorship", "")
    if not whole:
        parts = (terms.get(part) for part in ("genus", "specificEpithet", "infraspecificEpithet"))
        return {"scientific_name": " ".join(filter(None, parts)) if "genus" in terms else None}
    bare = whole.removesuffix(author).rstrip(" ,") if author and author != whole else whole
    name = values.without_authors(bare)
    unheld[WITH_AUTHORS] += name != whole
    return {"scientific_name": name}


def _when(terms: Terms, setting: Setting, unheld: Counter[str]) -> Fields:
    """Read `eventDate` with its time; else without it; else `year`, `month` and `day`, and keep what stood there."""
    text, parts = terms.get("eventDate", ""), _calendar_date(terms)
    readings = [
        (_timed(text, terms.get("eventTime", "")), ""),
        (text, "eventTime"),
        (parts, NO_ISO_DATE if text else ""),
    ]
    faults: list[BadValueError] = []
    for written, lost in readings if text else readings[-1:] if parts else ():
        try:
            start, _, end = times.stored(written, setting.timezone).partition("/")
        except BadValueError as error:
            faults.append(error)
            continue
        if lost:
            unheld[lost] += 1
        kept = {"verbatim_event_date": terms.get("verbatimEventDate", text)} if lost == NO_ISO_DATE else {}
        return {"event_date": f"{start}/{end}" if end and end != start else start, **kept}
    if faults:
        raise WrongError(str(faults[0]), "eventDate" if text else "year", text or terms["year"])
    return {}


def _calendar_date(terms: Terms) -> str:
    """Put a date together from its parts, as far as they go."""
    parts = [terms.get(part, "") for part in ("year", "month", "day")]
    given = parts[: parts.index("")] if "" in parts else parts
    return "-".join(part.zfill(width) for part, width in zip(given, (4, 2, 2), strict=False))


def _timed(date: str, time: str) -> str:
    """Give a day the time that stands in a term of its own."""
    start, slash, end = time.partition("/")
    if not date or not time or "T" in date or "/" in date:
        return date
    return f"{date}T{start}/{date}T{end}" if slash else f"{date}T{time}"


def _means(terms: Terms, unheld: Counter[str]) -> Fields:
    """Read what says in older archives that an animal was no wild one."""
    means = terms.get("establishmentMeans", "").casefold()
    if means in _CAPTIVE or terms.get("degreeOfEstablishment", "").casefold() in _CAPTIVE:
        return {"establishment": "captive"}
    unheld["establishmentMeans"] += means not in values.UNKNOWN
    return {}


def _counted(text: str, unheld: Counter[str]) -> Fields:
    match = _WHOLE.fullmatch(text)
    if match and 0 < int(match[1]) <= MAX_COUNT:
        return {"count": int(match[1])}
    try:
        amount = animals.parse_count(text)
    except BadValueError:
        unheld["individualCount"] += bool(text)
        return {}
    said = {"count": amount.count, "count_max": amount.count_max, "count_qualifier": amount.qualifier}
    return {field: value for field, value in said.items() if value is not None}


def _people(text: str) -> list[str]:
    """Take people apart: at `|`, as Darwin Core recommends, else at `;`, as collections did before."""
    return list(filter(None, map(str.strip, text.split("|" if "|" in text else ";"))))
