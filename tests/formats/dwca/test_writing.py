"""Archives that we write, as others read them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dwca.read import DwCAReader
from msgspec.structs import replace

from logbook.errors import LogbookError
from logbook.formats.dwca import vocabulary
from logbook.formats.dwca.telling import BASIS
from logbook.records import (
    METHODS,
    Animal,
    Assessed,
    Breeding,
    Claim,
    Credit,
    Deployment,
    Image,
    Info,
    Permission,
    Sighting,
    Stated,
    Taxon,
)
from tests.formats.dwca.making import DWC, INFO, UUID, book, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logbook.records import Book

OFFICIAL = Path(__file__).parent / "official"
NC = "https://creativecommons.org/licenses/by-nc/4.0/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
LEOPARD = Sighting(uuid=UUID, scientific_name="Panthera pardus orientalis", recorded_by=("A. Berg",))
PAIR = (Animal(n=1, count=1, life_stage="adult", sex="female"), Animal(n=2, count=2, life_stage="juvenile"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.zip"


def occurrences(path: Path) -> list[dict[str, str]]:
    """Read the core by somebody else's reader: what is there, by the names of the terms."""
    with DwCAReader(str(path)) as archive:
        return [{vocabulary.name(term): text for term, text in row.data.items() if text} for row in archive]


def extensions(path: Path, file: str) -> Iterator[dict[str, str]]:
    """Read the rows of an extension by somebody else's reader."""
    with DwCAReader(str(path)) as archive:
        table = next(one for one in archive.extension_files if one.file_descriptor.file_location == file)
        for row in table.iter_rows():
            yield {vocabulary.name(term): text for term, text in row.data.items() if text} | {"coreid": row.core_id}


def told(path: Path, sighting: Sighting, **tables: Any) -> dict[str, str]:
    """Write one sighting, and give its first occurrence as others read it."""
    write(book(sighting, **tables), path)
    return occurrences(path)[0]


@pytest.mark.parametrize("table", [vocabulary.OCCURRENCES, *vocabulary.EXTENSIONS], ids=lambda table: table.file)
def test_every_term_that_we_write_is_in_the_official_list(table: vocabulary.Table) -> None:
    official = set((OFFICIAL / table.file).read_text(encoding="utf-8").split())

    # Audiovisual Core has two terms named rights: one for the licence, one for the notice, which programs take for one.
    assert set(table.terms) - official <= {"https://schema.org/copyrightNotice"}
    assert len(set(table.names)) == len(table.names)


def test_every_method_has_a_basis_or_is_left_open() -> None:
    assert set(METHODS) - set(BASIS) == {"sound", "other"}


def test_an_entry_of_animals_is_an_occurrence_of_one_event(out: Path) -> None:
    write(book(replace(LEOPARD, animals=PAIR)), out)

    first, second = occurrences(out)
    assert (first["occurrenceID"], second["occurrenceID"]) == (f"{UUID}#1", f"{UUID}#2")
    assert first["eventID"] == second["eventID"] == UUID
    assert (first["sex"], first["lifeStage"], first["individualCount"]) == ("female", "adult", "1")
    assert (second["lifeStage"], second["individualCount"]) == ("juvenile", "2")
    assert first["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (first["rightsHolder"], first["occurrenceStatus"]) == ("WCS", "present")


def test_an_occurrence_keeps_its_number_when_another_is_taken_out(out: Path) -> None:
    assert told(out, replace(LEOPARD, animals=PAIR[1:]))["occurrenceID"] == f"{UUID}#2"


@pytest.mark.parametrize(
    ("fields", "terms"),
    [
        ({}, {"basisOfRecord": "Occurrence", "occurrenceID": f"{UUID}#1", "individualCount": None, "eventDate": None}),
        ({"individual_count": 8, "individual_count_qualifier": "at least"}, {"individualCount": "8"}),
        ({"method": "camera-trap"}, {"basisOfRecord": "MachineObservation", "samplingProtocol": "camera trap"}),
        ({"method": "genetic"}, {"basisOfRecord": "MaterialSample"}),
        ({"method": "tracks"}, {"basisOfRecord": "HumanObservation"}),
        ({"method": "sound"}, {"basisOfRecord": "Occurrence"}),
        ({"event_date": "2013-09-05"}, {"eventDate": "2013-09-05", "verbatimEventDate": None}),
        (
            {"event_date": "2013~", "verbatim_event_date": "circa 2013"},
            {"eventDate": "2012-01-01T00:00:00/2014-12-31T23:59:59", "verbatimEventDate": "circa 2013"},
        ),
        ({"event_date": "2013/.."}, {"eventDate": None, "verbatimEventDate": "2013/.."}),
        (
            {"event_date": "2013-23", "region": "Tasmania, Australia"},
            {"eventDate": "2013-03-01T00:00:00/2013-05-31T23:59:59", "verbatimEventDate": "2013-23"},
        ),
        (
            {"region": "Hunchun, Jilin, China"},
            {
                "higherGeography": "China | Jilin | Hunchun",
                "country": "China",
                "countryCode": "CN",
                "stateProvince": "Jilin",
            },
        ),
        (
            {"region": "southeastern Russia, Russia"},
            {"higherGeography": "Russia | southeastern Russia", "stateProvince": None},
        ),
        ({"region": "Inner Mongolia"}, {"higherGeography": "Inner Mongolia", "country": None, "countryCode": None}),
        ({"country_code": "ZZ"}, {"countryCode": "ZZ", "country": None}),
        (
            {"decimal_latitude": 0.00001, "decimal_longitude": 130.0, "coordinate_uncertainty_in_meters": 30.5},
            {"decimalLatitude": "0.00001", "decimalLongitude": "130", "coordinateUncertaintyInMeters": "30.5"}
            | {"geodeticDatum": "EPSG:4326"},
        ),
        (
            {"decimal_latitude": 43.6, "coordinate_precision": 0.1},
            {"decimalLatitude": None, "coordinatePrecision": None},
        ),
        ({"data_generalizations": "cut to 0.1 degrees"}, {"dataGeneralizations": "cut to 0.1 degrees"}),
        ({"verification": "doubtful"}, {"identificationVerificationStatus": "doubtful"}),
        ({"establishment": "captive"}, {"degreeOfEstablishment": "captive"}),
        ({"identified_by": ("B. Li", "C")}, {"identifiedBy": "B. Li | C", "recordedBy": "A. Berg"}),
        ({"remarks": 'a\tb\n"c"\r\nd'}, {"occurrenceRemarks": 'a\tb\n"c"\r\nd'}),
        (
            {
                "animals": (
                    Animal(classification_method="machine", classified_by="SpeciesNet", classification_probability=0.9),
                )
            },
            {"identificationRemarks": "classified by a machine: SpeciesNet, probability 0.9"},
        ),
        (
            {"animals": (Animal(classification_method="machine"),)},
            {"identificationRemarks": "classified by a machine"},
        ),
        ({"animals": (Animal(classification_method="human"),)}, {"identificationRemarks": None}),
    ],
)
def test_fields_become_terms(out: Path, fields: dict[str, Any], terms: dict[str, str | None]) -> None:
    found = told(out, replace(LEOPARD, **fields))

    assert {term: found.get(term) for term in terms} == terms


@pytest.mark.parametrize(
    ("fields", "conditions"),
    [
        ({"breeding": Breeding(stated=Stated(code="pregnant-examined"))}, ["pregnant"]),
        ({"breeding": Breeding(stated=Stated(code="lactating")), "animals": PAIR}, ["lactating", None]),
        ({"breeding": Breeding(stated=Stated(code="lactating")), "animals": (PAIR[1], PAIR[1])}, [None, None]),
        ({"breeding": Breeding(stated=Stated(code="nursing")), "animals": PAIR}, [None, None]),
        ({"animals": PAIR}, [None, None]),
    ],
)
def test_a_reproductive_condition_is_pregnant_or_lactating_of_the_female_alone(
    out: Path, fields: dict[str, Any], conditions: list[str | None]
) -> None:
    write(book(replace(LEOPARD, **fields)), out)

    assert [row.get("reproductiveCondition") for row in occurrences(out)] == conditions


def test_breeding_evidence_is_a_measurement_or_fact_with_its_basis(out: Path) -> None:
    review = Assessed(level="probable", code="grown-young", by="B. Li", date="2014", reason="nearly grown")
    assessed = replace(LEOPARD, breeding=Breeding(assessed=review), animals=PAIR)
    stated = Sighting(scientific_name="Lynx lynx", breeding=Breeding(stated=Stated(level="possible")))
    write(book(assessed, stated), out)

    rows = list(extensions(out, "measurements.txt"))
    assert [(row["measurementType"], row["measurementValue"]) for row in rows] == [
        ("breeding evidence level", "probable"),
        ("breeding evidence code", "grown-young"),
        ("breeding evidence level", "possible"),
    ]
    assert rows[0]["coreid"] == f"{UUID}#1"
    assert (rows[0]["measurementDeterminedBy"], rows[0]["measurementRemarks"]) == ("B. Li", "nearly grown")
    assert "measurementDeterminedBy" not in rows[2]


def test_every_picture_says_whose_it_is(out: Path) -> None:
    picture = Image(
        uuid=UUID, url="https://example.org/1.jpg", media_type="image/jpeg", title="Cub", caption="A cub on snow.",
        alt_text="A leopard cub", creator=("B. Li", "C"), copyright_owner="WCS", credit_line="© WCS / B. Li",
        sha256="ab", license="CC-BY-4.0", date_created="2013-09-05", supplier="An agency",
    )  # fmt: skip
    hidden = Image(uuid=f"{UUID[:-1]}f", title="Mama")
    nobody = Image(title="of which nothing is known")
    seen = replace(LEOPARD, animals=PAIR, images=("i1", "i2", "i3", "i9"))

    outcomes = write(book(seen, images={1: picture, 2: hidden, 3: nobody}), out)

    simple, full = list(extensions(out, "multimedia.txt")), list(extensions(out, "audiovisual.txt"))
    assert [row["coreid"][-2:] for row in simple] == ["#1", "#1", "#2", "#2"]
    assert {"identifier", "creator", "rightsHolder", "license", "title", "description", "format", "created"} <= {
        *simple[0]
    }
    assert simple[0]["identifier"] == "https://example.org/1.jpg"
    assert full[0]["identifier"] == f"urn:uuid:{UUID}"
    assert (full[0]["Credit"], full[0]["Owner"], full[0]["creator"]) == ("© WCS / B. Li", "WCS", "B. Li | C")
    assert (full[0]["caption"], full[0]["description"], full[0]["type"]) == (
        "A cub on snow.",
        "A leopard cub",
        "StillImage",
    )
    assert full[0]["accessURI"] == "https://example.org/1.jpg"
    assert (full[0]["hashFunction"], full[0]["hashValue"]) == ("SHA-256", "ab")
    assert {*full[1]} == {"coreid", "identifier", "title", "license"}
    assert full[1]["license"] == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert outcomes[-1].notes == (
        "1 picture has no address: the archive says whose they are, and nobody can look at them",
    )


@pytest.mark.parametrize(
    ("picture", "credit", "license_"),
    [
        (Image(uuid=UUID), Credit(name="WCS"), NC),
        (Image(uuid=UUID), Credit(name="WCS", license="CC-BY-NC-4.0"), NC),
        (Image(uuid=UUID), Credit(name="WCS", license="CC-BY-NC-ND-4.0"), None),
        (Image(uuid=UUID), Credit(name="WCS", usage_terms="ask first"), None),
        (Image(uuid=UUID), Credit(name="WCS", permission=Permission(status="refused")), None),
        (Image(uuid=UUID, usage_terms="ask first"), Credit(name="WCS"), None),
        (Image(uuid=UUID, permission=Permission(status="refused")), Credit(name="WCS"), None),
        (Image(uuid=UUID, permission=Permission(status="granted")), Credit(name="WCS"), NC),
        (Image(uuid=UUID, license="CC0-1.0"), Credit(name="WCS", license="CC-BY-NC-ND-4.0"), CC0),
    ],
)
def test_the_licence_of_all_pictures_is_not_that_of_one_of_which_something_else_is_said(
    out: Path, picture: Image, credit: Credit, license_: str | None
) -> None:
    seen = replace(LEOPARD, images=("i1",))

    *_, whole = write(book(seen, images={1: replace(picture, credit="c1")}, credits={1: credit}), out)

    for file in ("multimedia.txt", "audiovisual.txt"):
        assert [row.get("license") for row in extensions(out, file)] == [license_]
    assert [row["Credit"] for row in extensions(out, "audiovisual.txt")] == ["WCS"]
    assert any("1 picture goes without a licence" in note for note in whole.notes) == (license_ is None)


def test_pictures_go_without_a_licence_where_none_was_given(out: Path) -> None:
    seen = replace(LEOPARD, images=("i1",))

    *_, whole = write(book(seen, images={1: Image(uuid=UUID)}, info=replace(INFO, media_license=None)), out)

    assert [row.get("license") for row in extensions(out, "multimedia.txt")] == [None]
    assert len(whole.notes) == 1


def test_every_table_is_one_of_columns_with_names_of_their_own(out: Path) -> None:
    picture = Image(uuid=UUID, copyright_notice="© WCS", license="CC0-1.0")
    write(book(replace(LEOPARD, animals=PAIR, images=("i1",)), images={1: picture}), out)

    with DwCAReader(str(out)) as archive:
        files = [archive.descriptor.core, *archive.descriptor.extensions]
        headings = [file.short_headers for file in files]
    assert len(headings) == 4
    assert all(len(set(names)) == len(names) for names in headings)
    assert headings[0][:2] == ["id", "occurrenceID"]


def test_a_camera_gives_its_place_to_what_it_saw(out: Path) -> None:
    camera = Deployment(
        deployment_id="D1", location_id="L1", location_name="Ridge", latitude=43.5, longitude=130.5, habitat="oak",
        coordinate_uncertainty=50, deployment_start="2013-01-01T00:00Z", deployment_end="2013-02-01T00:00Z",
        data_generalizations="cut",
    )  # fmt: skip

    found = told(out, replace(LEOPARD, deployment="d1"), deployments={1: camera})

    assert (found["parentEventID"], found["locationID"], found["locality"]) == ("D1", "L1", "Ridge")
    assert (found["decimalLatitude"], found["coordinateUncertaintyInMeters"]) == ("43.5", "50")
    assert found["samplingEffort"] == "2013-01-01T00:00Z/2013-02-01T00:00Z"
    assert (found["dataGeneralizations"], found["habitat"]) == ("cut", "oak")


def test_the_scientific_name_is_the_taxons_where_the_sighting_has_none(out: Path) -> None:
    taxa = {1: Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")}

    found = told(out, Sighting(vernacular_name="Amur leopard"), taxa=taxa)

    assert found["scientificName"] == "Panthera pardus orientalis"


def test_the_name_that_a_sighting_bears_is_not_made_more_exact(out: Path) -> None:
    taxa = {1: Taxon(scientific_name="Panthera pardus orientalis", names=("Panthera pardus",))}

    assert (
        told(out, replace(LEOPARD, scientific_name="Panthera pardus"), taxa=taxa)["scientificName"] == "Panthera pardus"
    )


@pytest.mark.parametrize(
    ("sighting", "why"),
    [
        (replace(LEOPARD, verification="rejected"), "rejected"),
        (Sighting(vernacular_name="Unidentified"), "no species identified"),
        (Sighting(), "no species identified"),
        (Sighting(scientific_name="Lynx lynx", associated_references=("Li 2013",)), "second-hand, published by others"),
        (Sighting(scientific_name="Lynx lynx", claims=(Claim(claim="first"),)), "second-hand, published by others"),
    ],
)
def test_what_is_no_record_of_ours_is_left_out_and_counted(out: Path, sighting: Sighting, why: str) -> None:
    outcomes = write(book(LEOPARD, sighting), out)

    assert [(one.id, one.state, one.notes) for one in outcomes] == [
        ("s1", "written", ()),
        ("s2", "left out", (why,)),
        ("logbook", "written", ()),
    ]
    assert len(occurrences(out)) == 1


def test_a_record_without_an_identity_is_left_out(out: Path) -> None:
    made = book(LEOPARD)
    made.sightings[2] = replace(LEOPARD, uuid=None)

    assert [one.notes for one in write(made, out)] == [(), ("no uuid",), ()]


def test_what_others_have_published_goes_along_when_it_is_asked_for(out: Path) -> None:
    made = book(replace(LEOPARD, recorded_by=(), associated_references=("Li 2013", "Wang 2014")))

    write(made, out, include_published=True)

    assert occurrences(out)[0]["associatedReferences"] == "Li 2013 | Wang 2014"


def test_a_name_that_gbif_cannot_go_by_is_told(out: Path) -> None:
    (outcome, _) = write(book(Sighting(vernacular_name="leopard")), out)

    assert outcome.notes == ("no scientific name, by which GBIF goes",)


@pytest.mark.parametrize("dry_run", [True, False])
def test_nothing_is_there_where_nothing_was_written(out: Path, dry_run: bool) -> None:
    made = book(LEOPARD if dry_run else replace(LEOPARD, verification="rejected"))

    write(made, out, dry_run=dry_run)

    assert not list(out.parent.iterdir())


def test_extensions_without_rows_are_not_there(out: Path) -> None:
    write(book(LEOPARD), out)

    with zipfile.ZipFile(out) as archive:
        assert sorted(archive.namelist()) == ["eml.xml", "meta.xml", "occurrence.txt"]


def metadata(path: Path, made: Book) -> str:
    write(made, path)
    with zipfile.ZipFile(path) as archive:
        return archive.read("eml.xml").decode()


def test_the_metadata_name_makers_contacts_and_the_licence(out: Path) -> None:
    text = metadata(out, book(LEOPARD))

    assert "<title>Leopards of the north-east</title>" in text
    assert "<creator><individualName><surName>Anna Berg</surName></individualName>" in text
    assert "<associatedParty><organizationName>WCS</organizationName><onlineUrl>https://wcs.org</onlineUrl>" in text
    assert "<pubDate>2026-11-22</pubDate>" in text
    assert '<ulink url="https://creativecommons.org/licenses/by/4.0/"><citetitle>CC-BY-4.0</citetitle></ulink>' in text
    assert "<contact><individualName><surName>Anna Berg</surName>" in text


def test_the_makers_are_the_principal_investigators_where_there_are_any(out: Path) -> None:
    people = ({"title": "WWF", "organization": "WWF"}, {"title": "B & Li", "role": "principalInvestigator"})
    text = metadata(out, book(LEOPARD, info=replace(INFO, contributors=people)))

    assert "<creator><individualName><surName>B &amp; Li</surName></individualName></creator>" in text
    assert "<role>principalInvestigator</role>" in text
    assert "WWF" not in text


def test_a_licence_without_a_version_has_no_page_to_link_to(out: Path) -> None:
    text = metadata(out, book(LEOPARD, info=replace(INFO, license="CC-BY", title="A \x01 < B")))

    assert "<para>This work is licensed under CC-BY.</para>" in text
    assert "<licensed>" not in text
    assert "<title>A  &lt; B</title>" in text


def test_the_identity_of_a_package_stays(out: Path, tmp_path: Path) -> None:
    first, again = metadata(out, book(LEOPARD)), metadata(tmp_path / "b.zip", book(LEOPARD))

    assert first == again


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"license": "CC-BY-SA-4.0"}, "GBIF takes data under CC0, CC BY or CC BY-NC only"),
        ({"license": "https://example.org/licence"}, "these are under https://example.org/licence"),
        ({"description": None}, "the logbook has no description"),
    ],
)
def test_what_gbif_will_not_take_is_said(out: Path, fields: dict[str, Any], note: str) -> None:
    *_, whole = write(book(LEOPARD, info=replace(INFO, **fields)), out)

    assert whole.id == "logbook"
    assert note in whole.notes[0]


def test_what_every_archive_must_say_is_asked_for_by_its_options(out: Path) -> None:
    with pytest.raises(LogbookError, match=r"dwca needs a contributor, a project and a licence of the data; give them"):
        write(book(LEOPARD, info=Info()), out)


def test_an_archive_is_never_without_its_date(out: Path) -> None:
    with pytest.raises(LogbookError, match="says when it was made"):
        write(book(LEOPARD), out, now=None)


def test_the_core_of_an_archive_is_of_occurrences(out: Path) -> None:
    write(book(LEOPARD), out)

    with DwCAReader(str(out)) as archive:
        assert archive.descriptor.core.type == f"{DWC}Occurrence"
        assert archive.metadata is not None
