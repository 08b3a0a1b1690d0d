"""The terms that an archive is made of, as their vocabularies name them, and the tables that we write.

From Darwin Core, Dublin Core, Audiovisual Core and the extensions that GBIF has registered (https://rs.gbif.org).
"""

from __future__ import annotations

from typing import Final, NamedTuple

DWC: Final = "http://rs.tdwg.org/dwc/terms/"
_IRI: Final = "http://rs.tdwg.org/dwc/iri/"
_TERMS: Final = "http://purl.org/dc/terms/"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_AC: Final = "http://rs.tdwg.org/ac/terms/"
_RIGHTS: Final = "http://ns.adobe.com/xap/1.0/rights/"

OCCURRENCE: Final = f"{DWC}Occurrence"
EVENT: Final = f"{DWC}Event"
_OCCURRENCES_TOO: Final = frozenset({"Occurrence", "DarwinCore", "SimpleDarwinCore", "SimpleDarwinRecord"})
SIMPLE_MULTIMEDIA: Final = "http://rs.gbif.org/terms/1.0/Multimedia"
AUDIOVISUAL: Final = f"{_AC}Multimedia"
MEASUREMENT: Final = f"{DWC}MeasurementOrFact"


class Table(NamedTuple):
    """A file of an archive: the class its rows are of, and the terms of its columns.

    In front of these there is one more column: the id of the row of the core, which an extension's rows refer to.
    No two columns of a table have one name, by which programs such as pandas know them.
    """

    file: str
    row_type: str
    terms: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The terms without their vocabularies, as rows have them."""
        return tuple(map(name, self.terms))


def name(term: str) -> str:
    """Give a term's name without its vocabulary: `http://rs.tdwg.org/dwc/terms/sex` and `dwc:sex` are `sex`.

    What Dublin Core's terms call rights is the licence by its address (the words about rights are in its elements).
    Darwin Core's terms for addresses are none of those for words: `iri:recordedBy`.
    """
    if term == f"{_TERMS}rights":
        return "license"
    if term.startswith(_IRI):
        return f"iri:{term.removeprefix(_IRI)}"
    for mark in "#/:":
        term = term.rpartition(mark)[2]
    return term


def row_class(row_type: str) -> str:
    """Give the class that rows are of; what Darwin Core has called its plain records are occurrences."""
    return OCCURRENCE if name(row_type) in _OCCURRENCES_TOO else row_type


def _of(vocabulary: str, names: str) -> tuple[str, ...]:
    return tuple(f"{vocabulary}{one}" for one in names.split())


OCCURRENCES: Final = Table(
    "occurrence.txt",
    OCCURRENCE,
    (
        *_of(DWC, "occurrenceID eventID parentEventID basisOfRecord occurrenceStatus scientificName vernacularName"),
        *_of(DWC, "identificationQualifier identifiedBy identificationVerificationStatus identificationRemarks"),
        *_of(DWC, "individualCount sex lifeStage reproductiveCondition behavior organismID degreeOfEstablishment"),
        *_of(DWC, "eventDate verbatimEventDate samplingProtocol samplingEffort habitat recordedBy projectTitle"),
        *_of(DWC, "higherGeography country countryCode stateProvince locationID locality verbatimLocality"),
        *_of(DWC, "decimalLatitude decimalLongitude geodeticDatum coordinateUncertaintyInMeters coordinatePrecision"),
        *_of(DWC, "dataGeneralizations informationWithheld associatedReferences occurrenceRemarks datasetName"),
        *_of(_TERMS, "license rightsHolder"),
        *_of(DWC, "dynamicProperties"),
    ),
)
MULTIMEDIA: Final = Table(
    "multimedia.txt",
    SIMPLE_MULTIMEDIA,
    _of(_TERMS, "identifier type format title description created creator source license rightsHolder"),
)
AUDIOVISUALS: Final = Table(
    "audiovisual.txt",
    AUDIOVISUAL,
    (
        f"{_TERMS}identifier",
        f"{_DC}type",
        f"{_TERMS}title",
        "https://schema.org/copyrightNotice",
        *_of(_RIGHTS, "Owner UsageTerms WebStatement"),
        "http://ns.adobe.com/photoshop/1.0/Credit",
        f"{_DC}creator",
        *_of(_AC, "providerLiteral"),
        f"{_TERMS}description",
        *_of(_AC, "caption tag"),
        "http://ns.adobe.com/xap/1.0/CreateDate",
        *_of(_AC, "captureDevice accessURI"),
        f"{_DC}format",
        *_of(_AC, "hashFunction hashValue"),
        f"{_TERMS}rights",
    ),
)
MEASUREMENTS: Final = Table(
    "measurements.txt",
    MEASUREMENT,
    _of(
        DWC,
        "measurementType measurementValue measurementDeterminedBy measurementDeterminedDate measurementMethod"
        " measurementRemarks",
    ),
)
EXTENSIONS: Final = (MULTIMEDIA, AUDIOVISUALS, MEASUREMENTS)
