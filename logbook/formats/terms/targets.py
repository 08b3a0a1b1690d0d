"""The targets: every field that a column can mean, the words for it on the command line, and the standards' terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from logbook.formats.terms import values
from logbook.formats.terms.values import Setting

if TYPE_CHECKING:
    from logbook.formats.terms.values import Reader

__all__ = ["TARGETS", "Setting", "Target"]

Of = Literal["sighting", "image", "animal", "piece"]


class Target(NamedTuple):
    """Something that a column can mean: a field of a sighting, picture or entry of `animals`; or a piece of such.

    `read` makes of a cell, which is not empty, the fields it means (plain JSON); None where it has no place. A piece is
    left as text, until the whole row is known. Cells of several columns are put together where it takes `many`.
    """

    name: str
    of: Of
    read: Reader
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    many: bool = False


def _piece(name: str, *terms: str) -> Target:
    return Target(name, "piece", values.text(name), terms=terms)


def _plain(of: Of, name: str, *terms: str, words: tuple[str, ...] = ()) -> Target:
    return Target(name, of, values.text(name), words, terms)


def _list(of: Of, name: str, *terms: str, words: tuple[str, ...] = ()) -> Target:
    return Target(name, of, values.texts(name), words, terms, many=True)


_WHO: Final = (
    # A heading "species" may stand over either kind of name; what the logbook knows decides.
    Target("vernacular_name", "sighting", values.word("species"), ("species",), ("vernacularName", "common_name")),
    Target("scientific_name", "sighting", values.scientific_name, ("scientific",), ("scientificName", "latin_name")),
    _plain("sighting", "identification_qualifier", "identificationQualifier"),
    Target("animals", "sighting", values.word("animals")),
    Target("individual_count", "sighting", values.count, ("count",), ("individualCount", "group_size")),
    Target("count_basis", "sighting", values.COUNT_BASIS),
    Target("life_stage", "animal", values.life_stage, ("stage",), ("lifeStage",)),
    Target("sex", "animal", values.sex),
    Target("age", "animal", values.age),
    _plain("animal", "individual_id", "individualID", "individual", "animal_id"),
    Target("classification_method", "animal", values.classification_method, terms=("classificationMethod",)),
    Target("classification_probability", "animal", values.number("classification_probability", 0, 1)),
    _plain("animal", "classified_by", "classifiedBy"),
    Target("classification_timestamp", "animal", values.date("classification_timestamp")),
    Target("breeding", "sighting", values.breeding),
    _plain("sighting", "behavior", "behaviour"),
)
_WHEN: Final = (
    Target(
        "event_date",
        "sighting",
        values.event_date,
        ("date",),
        ("eventDate", "DateTime", "DateTimeOriginal", "timestamp"),
    ),
    _piece("event_start", "eventStart"),
    _piece("event_end", "eventEnd"),
    _piece("time", "eventTime"),
    _piece("year"),
    _piece("month"),
    _piece("day"),
    _plain("sighting", "verbatim_event_date", "verbatimEventDate"),
    _plain("sighting", "event_id", "eventID"),
)
_WHERE: Final = (
    _plain("sighting", "region"),
    _piece("country"),
    _piece("state_province", "stateProvince", "province", "state"),
    _piece("county"),
    _piece("municipality"),
    _plain("sighting", "country_code", "countryCode"),
    _list("sighting", "areas", words=("area",)),
    _plain("sighting", "locality"),
    _plain("sighting", "verbatim_locality", "verbatimLocality"),
    Target("at", "sighting", values.word("at"), terms=("position", "coordinates")),
    Target("decimal_latitude", "sighting", values.number("decimal_latitude", -90, 90), terms=("latitude", "lat")),
    Target(
        "decimal_longitude",
        "sighting",
        values.number("decimal_longitude", -180, 180),
        terms=("longitude", "lon", "long", "lng"),
    ),
    Target(
        "coordinate_uncertainty_in_meters",
        "sighting",
        values.uncertainty,
        ("uncertainty",),
        ("coordinateUncertainty",),
    ),
    Target("coordinate_precision", "sighting", values.number("coordinate_precision", 0, 180)),
    _plain("sighting", "data_generalizations"),
    _plain("sighting", "information_withheld"),
    _piece("deployment", "deploymentID", "station"),
    _plain("sighting", "habitat"),
)
_HOW: Final = (
    Target("method", "sighting", values.METHOD),
    Target("sampling_protocol", "sighting", values.method),
    Target("basis_of_record", "sighting", values.basis_of_record),
    Target("degree_of_establishment", "sighting", values.degree_of_establishment),
    Target("establishment", "sighting", values.ESTABLISHMENT),
    Target("captive", "sighting", values.captive, terms=("captive_cultivated",)),
    _list("sighting", "recorded_by", "recordedBy", words=("observer",)),
    _list("sighting", "identified_by", "identifiedBy"),
    Target("verification", "sighting", values.VERIFICATION),
    Target("identification_verification_status", "sighting", values.verification_status),
    _plain("sighting", "verified_by"),
    Target("verified_date", "sighting", values.date("verified_date")),
    Target("claims", "sighting", values.word("claim"), ("claim",)),
    _list("sighting", "associated_references", "references", words=("reference",)),
    _plain("sighting", "project", "project_name"),
    Target(
        "remarks",
        "sighting",
        values.text("remarks"),
        ("note",),
        ("notes", "comment", "comments", "occurrenceRemarks", "observationComments"),
        many=True,
    ),
    _list("sighting", "tags", "observationTags", words=("tag",)),
    Target("embargo_until", "sighting", values.date("embargo_until"), ("embargo",)),
    _piece("occurrence_status", "occurrenceStatus"),
    _piece("observation_type", "observationType"),
    _plain("sighting", "uuid"),
    _piece("occurrence_id", "occurrenceID"),
    _piece("gbif_id", "gbifID"),
    _piece("id", "observationID"),
)
_PICTURE: Final = (
    _plain("image", "file", "file_name"),
    _piece("folder", "RelativePath", "Directory"),
    # A plain "url" is more often that of the record.
    _piece("image_url", "associatedMedia"),
    _plain("image", "media_type", "fileMediatype"),
    _plain("image", "title"),
    _plain("image", "caption"),
    _plain("image", "caption_writer", words=("writer",)),
    _plain("image", "alt_text", words=("alt",)),
    _list("image", "creator"),
    _plain("image", "credit_line", words=("credit",)),
    _plain("image", "copyright_owner", "rightsHolder", words=("owner",)),
    _plain("image", "copyright_notice", words=("notice",)),
    _plain("image", "supplier"),
    Target("license", "image", values.license_),
    _plain("image", "usage_terms", words=("terms",)),
    _plain("image", "web_statement", words=("statement",)),
    _plain("image", "camera"),
)
TARGETS: Final = (*_WHO, *_WHEN, *_WHERE, *_HOW, *_PICTURE)
"""Every one, by its name in our records where it has one."""
