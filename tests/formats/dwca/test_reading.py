"""Archives of others: what their terms become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from logbook.changes.intake.items import Facts, Item, LeftOut, Read
from tests.formats.dwca.making import OTHERS, archive, bad, images, occurrences, read, said, section, sightings

if TYPE_CHECKING:
    from pathlib import Path

    from logbook.records import Sighting

LYNX = {"scientificName": "Lynx lynx"}
MEDIA = "http://rs.gbif.org/terms/1.0/Multimedia"
AUDIOVISUAL = "http://rs.tdwg.org/ac/terms/Multimedia"
DC = "http://purl.org/dc/terms/"
BY = "http://creativecommons.org/licenses/by/4.0/legalcode"
WCS = "<organizationName>WCS</organizationName>"


def one(tmp_path: Path, manner: dict[str, Any] | None = None, **terms: str) -> Sighting:
    (found,) = sightings(read(occurrences(tmp_path / "a.zip", {**LYNX, **terms}), **(manner or {})))
    return found


def test_a_download_from_gbif_is_read_whole() -> None:
    parts = read(OTHERS / "gbif-results.zip")

    found = sightings(parts)
    assert len(found) == 158 == sum(isinstance(part, Read) for part in parts)
    assert (found[0].scientific_name, found[0].region) == ("Chelonodon fluviatilis", "Andaman & Nicobar Islands, India")
    assert (found[0].event_date, found[0].verbatim_event_date) == ("1930-04-01", "Tue Apr 01 00:00:00 CET 1930")
    assert found[0].recorded_by == ("Misra, K. S.", "Rao, H. Srinivasa")
    assert not bad(parts)
    assert not any(isinstance(part, Facts) for part in parts)
    assert "citations.txt and rights.txt in gbif-results.zip say how" in said(parts)
    assert "values of eventDate are no ISO 8601" in said(parts)
    assert "kingdom (158)" in said(parts)


def test_rows_without_an_id_are_known_again_by_what_they_say() -> None:
    parts, again = read(OTHERS / "dwca-noheaders-1.zip"), read(OTHERS / "dwca-noheaders-1.zip")

    keys = [part.key for part in parts if isinstance(part, Item)]
    assert len(set(keys)) == 2
    assert keys == [part.key for part in again if isinstance(part, Item)]
    assert "2 occurrences have no id" in said(parts)
    assert [found.locality for found in sightings(parts)] == ["Borneo", "Mumbai"]


def test_a_data_set_says_who_made_it() -> None:
    (facts,) = [part for part in read(OTHERS / "dwca-noheaders-1.zip") if isinstance(part, Facts)]

    assert facts.title == "simple-test-archive"
    assert [(who["title"], who["role"]) for who in facts.contributors] == [
        ("Nicolas Noé", "contact"),
        ("Nicolas Noé", "contributor"),
    ]
    assert facts.license is None


@pytest.mark.parametrize(
    ("metadata", "license_", "people"),
    [
        ("<intellectualRights><para>Under CC BY</para></intellectualRights>", None, 0),
        (
            f'<intellectualRights><para><ulink url="{BY}"/></para></intellectualRights><creator>{WCS}</creator>',
            "CC-BY-4.0",
            1,
        ),
        ("<licensed><url>https://creativecommons.org/publicdomain/zero/1.0/</url></licensed><creator/>", "CC0-1.0", 0),
    ],
)
def test_the_licence_is_read_where_one_is_named(
    tmp_path: Path, metadata: str, license_: str | None, people: int
) -> None:
    eml = f'<eml packageId="p/v1.2"><dataset><title>T</title>{metadata}</dataset></eml>'
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName"], "o.txt"),
        {"o.txt": "o1\tLynx lynx\n", "eml.xml": eml},
        'metadata="eml.xml"',
    )

    facts, item = (part for part in read(made) if isinstance(part, (Facts, Item)))

    assert isinstance(facts, Facts)
    assert (facts.license, len(facts.contributors)) == (license_, people)
    assert isinstance(item, Item)
    assert item.key == "dwca:p:occurrence:o1"


@pytest.mark.parametrize("eml", ["<eml>", "<eml/>"])
def test_metadata_that_say_nothing_are_no_reason_to_stop(tmp_path: Path, eml: str) -> None:
    files = {"o.txt": "o1\tLynx lynx\n", "eml.xml": eml}
    made = archive(
        tmp_path / "a.zip", section("core", "Occurrence", ["scientificName"], "o.txt"), files, 'metadata="eml.xml"'
    )

    parts = read(made)

    assert len(sightings(parts)) == 1
    assert ("eml.xml is not well-formed XML; what it says of the data set was not read" in said(parts)) == (
        eml == "<eml>"
    )


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        ({"eventDate": "2007-11-13/15"}, {"event_date": "2007-11-13/2007-11-15"}),
        ({"eventDate": "2007-11-13/2007-11-13"}, {"event_date": "2007-11-13"}),
        ({"eventDate": "2011-10-22T00:00Z"}, {"event_date": "2011-10-22T00:00Z"}),
        ({"eventDate": "2011-10-22", "eventTime": "04:31"}, {"event_date": "2011-10-22T04:31"}),
        ({"eventDate": "2011-10-22", "eventTime": "dawn"}, {"event_date": "2011-10-22", "verbatim_event_date": None}),
        ({"eventDate": "2011-10", "year": "2011"}, {"event_date": "2011-10"}),
        (
            {"eventDate": "2011-10-22", "eventTime": "04:31/05:10"},
            {"event_date": "2011-10-22T04:31/2011-10-22T05:10"},
        ),
        ({"eventDate": "2011-10-22T04:31", "eventTime": "04:31"}, {"event_date": "2011-10-22T04:31"}),
        ({"year": "1999", "month": "3"}, {"event_date": "1999-03"}),
        ({"year": "1999", "month": "3", "day": "7"}, {"event_date": "1999-03-07"}),
        ({"year": "1999", "day": "7"}, {"event_date": "1999"}),
        (
            {"eventDate": "spring 1999", "year": "1999", "verbatimEventDate": "Frühling"},
            {"event_date": "1999", "verbatim_event_date": "Frühling"},
        ),
        ({"countryCode": "cn", "stateProvince": "Jilin", "county": "Hunchun"}, {"region": "Hunchun, Jilin, China"}),
        ({"country": "IN", "stateProvince": "[Not specified]"}, {"region": "India", "country_code": None}),
        ({"country": "China", "countryCode": "HK"}, {"region": "China", "country_code": "HK"}),
        ({"countryCode": "ZZ"}, {"region": None, "country_code": None}),
        ({"countryCode": "QQ"}, {"region": None, "country_code": "QQ"}),
        ({"higherGeography": "Asia | China | Jilin"}, {"region": "Jilin, China"}),
        ({"higherGeography": "Pacific Ocean"}, {"region": None}),
        ({"country": "Inconnu"}, {"region": None}),
        ({"country": "golfe du Bengale", "countryCode": "IN"}, {"region": "golfe du Bengale", "country_code": "IN"}),
        ({"country": "China", "higherGeography": "Asia; China; Jilin"}, {"region": "Jilin, China"}),
        ({"country": "China", "higherGeography": "Asia; Russia; Primorye"}, {"region": "China"}),
        (
            {"decimalLatitude": "43.6", "decimalLongitude": "130.6", "geodeticDatum": "WGS 84 (EPSG:4326)"},
            {"decimal_latitude": 43.6, "decimal_longitude": 130.6},
        ),
        (
            {"decimalLatitude": "43.6", "decimalLongitude": "130.6", "coordinateUncertaintyInMeters": "0"},
            {"coordinate_uncertainty_in_meters": None},
        ),
        (
            {"decimalLatitude": "43.6", "decimalLongitude": "130.6", "coordinateUncertaintyInMeters": "30"}
            | {"coordinatePrecision": "0.1"},
            {"coordinate_uncertainty_in_meters": 30, "coordinate_precision": 0.1},
        ),
        (
            {"decimalLatitude": "43.6", "decimalLongitude": "130.6", "geodeticDatum": "NAD27"},
            {"decimal_latitude": None, "remarks": "Position in NAD27, not converted to WGS 84: 43.6, 130.6"},
        ),
        ({"samplingProtocol": "Camera trap"}, {"method": "camera-trap"}),
        ({"samplingProtocol": "Point count"}, {"method": None}),
        ({"basisOfRecord": "LIVING_SPECIMEN"}, {"establishment": "captive"}),
        ({"degreeOfEstablishment": "released"}, {"establishment": "released"}),
        ({"degreeOfEstablishment": "cultivated"}, {"establishment": "captive"}),
        ({"establishmentMeans": "MANAGED"}, {"establishment": "captive"}),
        ({"establishmentMeans": "introduced"}, {"establishment": None}),
        ({"identificationVerificationStatus": "Verified"}, {"verification": "verified"}),
        ({"reproductiveCondition": "lactating"}, {"remarks": None}),
        (
            {"reproductiveCondition": "pregnant", "occurrenceRemarks": "Slow"},
            {"breeding": None, "remarks": "Slow\nreproductiveCondition: pregnant"},
        ),
        ({"scientificName": "Lynx lynx (Linnaeus, 1758)"}, {"scientific_name": "Lynx lynx"}),
        (
            {"scientificName": "Lynx lynx Linnaeus", "scientificNameAuthorship": "Linnaeus"},
            {"scientific_name": "Lynx lynx"},
        ),
        ({"scientificName": "", "genus": "Lynx", "specificEpithet": "pardinus"}, {"scientific_name": "Lynx pardinus"}),
        ({"scientificName": "", "vernacularName": "lynx"}, {"scientific_name": None, "vernacular_name": "lynx"}),
        ({"recordedBy": "A. Berg | B. Li"}, {"recorded_by": ("A. Berg", "B. Li")}),
        (
            {"associatedReferences": "Li 2013; p. 4 | Wang 2014"},
            {"associated_references": ("Li 2013; p. 4", "Wang 2014")},
        ),
    ],
)
def test_terms_become_fields(tmp_path: Path, terms: dict[str, str], fields: dict[str, object]) -> None:
    found = one(tmp_path, **terms)

    assert {field: getattr(found, field) for field in fields} == fields


@pytest.mark.parametrize(
    ("terms", "entry"),
    [
        ({"individualCount": "3"}, {"count": 3}),
        ({"individualCount": "2.0"}, {"count": 2}),
        ({"individualCount": "2-3"}, {"count": 2, "count_max": 3}),
        ({"lifeStage": "Adult", "sex": "FEMALE"}, {"life_stage": "adult", "sex": "female"}),
        ({"lifeStage": "cub"}, {"life_stage": "juvenile", "verbatim": "cub"}),
        ({"lifeStage": "imago"}, {"verbatim": "imago"}),
        ({"sex": "hermaphrodite"}, {"remarks": "sex: hermaphrodite"}),
        ({"organismID": "F12"}, {"individual_id": "F12"}),
    ],
)
def test_animals_are_one_entry(tmp_path: Path, terms: dict[str, str], entry: dict[str, object]) -> None:
    (animal,) = one(tmp_path, **terms).animals

    assert {field: getattr(animal, field) for field in entry} == entry


def test_lactating_is_breeding_evidence_as_stated(tmp_path: Path) -> None:
    breeding = one(tmp_path, reproductiveCondition="Lactating").breeding

    assert breeding is not None
    assert breeding.stated is not None
    assert breeding.stated.code == "lactating"


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"occurrenceStatus": "ABSENT"}, "absences"),
        ({"individualCount": "0"}, "absences"),
        ({"basisOfRecord": "FOSSIL_SPECIMEN"}, "fossils"),
    ],
)
def test_what_is_no_sighting_is_left_out(tmp_path: Path, terms: dict[str, str], why: str) -> None:
    parts = read(occurrences(tmp_path / "a.zip", LYNX | terms))

    assert [part.why for part in parts if isinstance(part, LeftOut)] == [why]
    assert not sightings(parts)


def test_an_animal_that_was_there_without_a_count_was_there(tmp_path: Path) -> None:
    parts = read(occurrences(tmp_path / "a.zip", LYNX | {"occurrenceStatus": "PRESENT", "individualCount": "0"}))

    assert [found.animals for found in sightings(parts)] == [()]
    assert "individualCount (1)" in said(parts)


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"eventDate": "05/09/2013"}, "o.txt, line 1, column eventDate: '05/09/2013': '05' is no date or time"),
        ({"eventDate": "soon", "year": "2013", "month": "13"}, "column eventDate: 'soon'"),
        ({"year": "2013", "month": "13"}, "column year: '2013'"),
        (
            {"decimalLatitude": "96", "decimalLongitude": "1"},
            "column decimalLatitude: '96': is no number from -90 to 90",
        ),
        ({"decimalLatitude": "43°N", "decimalLongitude": "1"}, "write it with a decimal point"),
        (
            {"decimalLatitude": "43.6"},
            "column decimalLatitude: '43.6': a position needs its latitude and its longitude",
        ),
        (
            {"decimalLatitude": "1", "decimalLongitude": "1", "coordinateUncertaintyInMeters": "far"},
            "column coordinateUncertaintyInMeters: 'far'",
        ),
    ],
)
def test_a_bad_value_is_named_by_line_and_column(tmp_path: Path, terms: dict[str, str], sentence: str) -> None:
    parts = read(occurrences(tmp_path / "a.zip", LYNX | terms))

    (fault,) = bad(parts)
    assert sentence in fault
    assert not sightings(parts)


def test_values_without_a_place_are_counted(tmp_path: Path) -> None:
    row = (
        LYNX | {"samplingProtocol": "Point count", "recordNumber": "7", "individualCount": "many"} | {"license": "CC0"}
    )
    position = {"decimalLatitude": "1", "decimalLongitude": "1", "coordinatePrecision": "m"}

    told = said(read(occurrences(tmp_path / "a.zip", row | position, row)))

    assert "recordNumber (2)" in told
    assert "samplingProtocol (2)" in told
    assert "individualCount (2)" in told
    assert "coordinatePrecision (1)" in told
    assert "the occurrences are under CC0-1.0 (2)" in told


def test_a_term_may_be_any_text(tmp_path: Path) -> None:
    told = said(read(occurrences(tmp_path / "a.zip", LYNX | {"{": "x", "{many}": "y"})))

    assert "has what a logbook has no place for: { (1), {many} (1)" in told


def test_a_time_without_a_zone_gets_the_one_that_is_told(tmp_path: Path) -> None:
    found = one(tmp_path, {"timezone": "+08:00"}, eventDate="2013-09-05T04:31")

    assert found.event_date == "2013-09-05T04:31+08:00"


def test_occurrences_have_the_fields_of_their_event_and_its_pictures(tmp_path: Path) -> None:
    made = archive(
        tmp_path / "a.zip",
        section("core", "Event", ["eventDate", "countryCode", "occurrenceRemarks"], "e.txt")
        + section("extension", "Occurrence", ["scientificName", "occurrenceRemarks", "occurrenceID"], "o.txt")
        + section("extension", MEDIA, [f"{DC}identifier"], "m.txt")
        + section("extension", "MeasurementOrFact", ["measurementType"], "f.txt"),
        {
            "e.txt": "e1\t2013\tRU\tcold\ne2\t\tRU\t\n\0\n",
            "o.txt": "e1\tLynx lynx\t\tx\ne1\tGulo gulo\tlame\t\ne9\tLynx lynx\t\tz\n",
            "m.txt": "e1\thttps://example.org/1.jpg\n",
            "f.txt": "e1\tweight\n",
        },
    )

    parts = read(made)

    lynx, glutton = (part for part in parts if isinstance(part, Item) and part.key.count(":occurrence:"))
    assert [found.event_date for found in sightings(parts)] == ["2013", "2013"]
    assert [found.event_id for found in sightings(parts)] == ["e1", "e1"]
    assert [found.remarks for found in sightings(parts)] == ["cold", "lame"]
    assert lynx.images == glutton.images == ("dwca::media:https://example.org/1.jpg",)
    assert lynx.key == "dwca::occurrence:x"
    assert "were not read: MeasurementOrFact" in said(parts)
    nul, stray = bad(parts)
    assert "e.txt, line 3: the row holds a NUL" in nul
    assert stray == "o.txt, line 3, column coreid: 'e9': its event is not among those that could be read"


def test_a_picture_that_belongs_to_no_row_is_nobodys(tmp_path: Path) -> None:
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName"], "o.txt")
        + section("extension", MEDIA, [f"{DC}identifier"], "m.txt"),
        {"o.txt": "\tLynx lynx\n\tGulo gulo\n", "m.txt": "\thttps://example.org/1.jpg\n"},
    )

    parts = read(made)

    assert [part.images for part in parts if isinstance(part, Item)] == [(), ()]
    assert bad(parts) == ["m.txt, line 1, column coreid: it names no row of the core that it belongs to"]


def test_an_address_of_a_person_is_no_name(tmp_path: Path) -> None:
    iri = "http://rs.tdwg.org/dwc/iri/recordedBy"
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName", iri, "recordedBy"], "o.txt"),
        {"o.txt": "o1\tLynx lynx\thttps://orcid.org/0000-0001-2345-6789\tA. Berg\n"},
    )

    parts = read(made)

    assert sightings(parts)[0].recorded_by == ("A. Berg",)
    assert "iri:recordedBy (1)" in said(parts)


def test_pictures_come_with_their_credits_and_none_is_invented(tmp_path: Path) -> None:
    simple = ["identifier", "title", "creator", "rightsHolder", "license", "created", "description", "publisher"]
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName"], "o.txt")
        + section("extension", MEDIA, [f"{DC}{term}" for term in simple], "m.txt"),
        {
            "o.txt": "o1\tLynx lynx\no2\tLynx lynx\n",
            "m.txt": "o1\thttps://x.org/1.jpg\tA\tB. Li | C\tWCS\thttp://creativecommons.org/licenses/by-nc/4.0/\t2013\tD\tP\n"
            "o2\thttps://x.org/1.jpg\no2\t\tonly a title\t\t\t\tsome day\no1\t\t\t\t\t\tlate\n\0\n",
        },
    )

    parts = read(made)

    first, second = images(parts)
    assert (first.url, first.title, first.creator) == ("https://x.org/1.jpg", "A", ("B. Li", "C"))
    assert (first.copyright_owner, first.license, first.date_created) == ("WCS", "CC-BY-NC-4.0", "2013")
    assert (first.caption, first.credit_line, first.alt_text) == ("D", None, None)
    assert (second.title, second.date_created) == ("only a title", None)
    linked = [part.images for part in parts if isinstance(part, Item) and ":occurrence:" in part.key]
    assert [len(keys) for keys in linked] == [1, 2]
    assert "publisher (1)" in said(parts)
    assert "2 dates of pictures are no ISO 8601 and were left out" in said(parts)
    assert [part.why for part in parts if isinstance(part, LeftOut)] == ["media of which nothing is said"]
    assert len(bad(parts)) == 1


@pytest.mark.parametrize(("description", "many"), [("A cub on snow, seen from behind", 1), ("A cub", 0), ("", 0)])
def test_a_description_beside_a_caption_is_no_alt_text(tmp_path: Path, description: str, many: int) -> None:
    terms = ["http://rs.tdwg.org/ac/terms/accessURI", "http://rs.tdwg.org/ac/terms/caption", f"{DC}description"]
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName"], "o.txt") + section("extension", AUDIOVISUAL, terms, "a.txt"),
        {"o.txt": "o1\tLynx lynx\n", "a.txt": f"o1\thttps://x.org/1.jpg\tA cub\t{description}\n"},
    )

    parts = read(made)

    assert [(one.caption, one.alt_text) for one in images(parts)] == [("A cub", None)]
    assert ("description (1)" in said(parts)) == bool(many)


def test_of_two_descriptions_of_a_picture_audiovisual_core_is_taken(tmp_path: Path) -> None:
    made = archive(
        tmp_path / "a.zip",
        section("core", "Occurrence", ["scientificName"], "o.txt")
        + section("extension", MEDIA, [f"{DC}identifier", f"{DC}title"], "m.txt")
        + section(
            "extension",
            AUDIOVISUAL,
            [
                *(
                    f"{DC}identifier",
                    "http://rs.tdwg.org/ac/terms/accessURI",
                    "http://ns.adobe.com/photoshop/1.0/Credit",
                ),
                *(f"{DC}rights", "http://rs.tdwg.org/ac/terms/hashFunction", "http://rs.tdwg.org/ac/terms/hashValue"),
            ],
            "a.txt",
        ),
        {
            "o.txt": "o1\tLynx lynx\n",
            "m.txt": "o1\thttps://x.org/1.jpg\tA\n",
            "a.txt": "o1\tp1\thttps://x.org/1.jpg\t© WCS\thttps://creativecommons.org/licenses/by/4.0/\tSHA-256\tabc\n",
        },
    )

    (picture,) = images(read(made))

    assert (picture.credit_line, picture.license, picture.sha256) == ("© WCS", "CC-BY-4.0", "abc")
