"""What headings mean, and cells under them."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.errors import BadValueError
from logbook.formats import terms
from logbook.formats.terms import Setting
from logbook.formats.terms.values import without_authors
from logbook.formats.terms.whole import Made, WrongError, made
from logbook.records import Animal, Image, Sighting
from tests.formats.reading import NOW

SETTING = Setting(NOW)


def whole(**cells: str) -> Made:
    return made({"vernacular_name": "Lynx", **cells}, SETTING)


def seen(**cells: str) -> dict[str, Any]:
    fields = dict(whole(**cells).sighting)
    fields.pop("vernacular_name", None)
    return fields


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("species", "vernacular_name"),
        ("vernacularName", "vernacular_name"),
        ("Common Name", "vernacular_name"),
        ("scientificName", "scientific_name"),
        ("dwc:eventDate", "event_date"),
        ("http://rs.tdwg.org/dwc/terms/decimalLatitude", "decimal_latitude"),
        ("event_date", "event_date"),
        ("Event-Date", "event_date"),
        ("DateTime", "event_date"),
        ("RelativePath", "folder"),
        ("File", "file"),
        ("observationComments", "remarks"),
        ("observer", "recorded_by"),
        ("credit", "credit_line"),
    ],
)
def test_a_heading_means_what_the_standards_and_our_words_say(heading: str, name: str) -> None:
    found = terms.meant(heading)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("heading", ["Weather", "url", "County/State", "Time: local", ""])
def test_another_heading_means_nothing(heading: str) -> None:
    assert terms.meant(heading) is None


def test_no_heading_means_two_things() -> None:
    names = [name for one in terms.TARGETS for name in (one.name, *one.words, *one.terms)]
    assert {name: terms.target(name) for name in names} == {
        name: one for one in terms.TARGETS for name in (one.name, *one.words, *one.terms)
    }


def test_a_target_with_the_name_of_no_field_is_one_that_means_another() -> None:
    fields = {
        "sighting": Sighting.__struct_fields__,
        "image": Image.__struct_fields__,
        "animal": Animal.__struct_fields__,
    }
    others = [one.name for one in terms.TARGETS if one.of in fields and one.name not in fields[one.of]]
    assert others == [
        "at",
        "sampling_protocol",
        "basis_of_record",
        "degree_of_establishment",
        "captive",
        "identification_verification_status",
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("specis", "'specis' is no field; did you mean species?"),
        ("qqq", "'qqq' is no field; it is a word such as species, date, region, count or credit"),
    ],
)
def test_a_field_that_there_is_not_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(BadValueError) as caught:
        terms.target(name)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("name", "text", "fields"),
    [
        ("credit", "WCS", {"credit_line": "WCS"}),
        ("method", "Camera trap", {"method": "camera-trap"}),
        ("observer", "A. Sun | B. Li", {"recorded_by": ["A. Sun", "B. Li"]}),
        ("date", "autumn 2013", {"event_date": "2013-23", "verbatim_event_date": "autumn 2013"}),
        ("stage", "cub", {"animals": [{"n": 1, "life_stage": "juvenile", "verbatim": "cub"}]}),
        ("license", "cc by 4.0", {"license": "CC-BY-4.0"}),
        ("at", "43.6,130.6", {"decimal_latitude": 43.6, "decimal_longitude": 130.6}),
    ],
)
def test_a_word_is_set_for_all_rows(name: str, text: str, fields: dict[str, Any]) -> None:
    assert terms.parse(terms.target(name), text, SETTING) == fields


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("year", "2013", "year is a part of something"),
        ("sex", "unknown", "'unknown' says nothing as sex"),
        ("sampling_protocol", "walking about", "says nothing"),
        ("method", "walking", "is no method"),
        ("count", "many", "is not a count"),
    ],
)
def test_a_word_that_cannot_be_set_is_refused(name: str, text: str, why: str) -> None:
    with pytest.raises(BadValueError, match=why):
        terms.parse(terms.target(name), text, SETTING)


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"event_date": "2013-09-05", "time": "04:31"}, {"event_date": "2013-09-05T04:31"}),
        (
            {"event_date": "5 Sep 2013", "time": "4:31 pm"},
            {"event_date": "2013-09-05T16:31", "verbatim_event_date": "5 Sep 2013 4:31 pm"},
        ),
        ({"event_date": "2013-09-05 04:31", "time": "04:31"}, {"event_date": "2013-09-05T04:31"}),
        ({"event_date": "2013-09-05/2013-09-07", "time": "04:31"}, {"event_date": "2013-09-05/2013-09-07"}),
        ({"event_start": "2013-09-05T04:31Z", "event_end": "2013-09-05T04:31Z"}, {"event_date": "2013-09-05T04:31Z"}),
        ({"event_start": "2013-09-05", "event_end": "2013-09-07"}, {"event_date": "2013-09-05/2013-09-07"}),
        ({"event_end": "2013-09-07"}, {"event_date": "../2013-09-07"}),
        ({"year": "2013", "month": "9.0", "day": "5"}, {"event_date": "2013-09-05"}),
        ({"year": "2013", "day": "5"}, {"event_date": "2013"}),
        ({"time": "04:31"}, {}),
        ({"month": "9"}, {}),
    ],
)
def test_a_date_is_put_together(cells: dict[str, str], fields: dict[str, Any]) -> None:
    assert seen(**cells) == fields


def test_a_time_gets_the_zone_however_it_was_written() -> None:
    setting = Setting(NOW, "+08:00")
    for text in ("2013-09-05 04:31", "5 Sep 2013 04:31"):
        assert made({"event_date": text}, setting).sighting["event_date"] == "2013-09-05T04:31+08:00"
    assert made({"event_date": "autumn 2013"}, setting).sighting["event_date"] == "2013-23"
    with pytest.raises(WrongError, match="never showed"):
        made({"event_date": "2021-03-28 02:30"}, Setting(NOW, "Europe/Berlin"))


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        (
            {"municipality": "Hunchun", "state_province": "Jilin", "country": "China", "country_code": "CN"},
            {"region": "Hunchun, Jilin, China"},
        ),
        ({"country_code": "CO"}, {"region": "Colombia"}),
        ({"country_code": "NA"}, {"region": "Namibia"}),
        ({"country_code": "ZZ"}, {"country_code": "ZZ"}),
        ({"region": "Jilin, China", "country": "China"}, {"region": "Jilin, China"}),
        ({"state_province": "Hong Kong", "country": "Hong Kong"}, {"region": "Hong Kong"}),
    ],
)
def test_a_region_is_put_together_from_small_to_large(cells: dict[str, str], fields: dict[str, Any]) -> None:
    assert seen(**cells) == fields


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"individual_count": "2.0"}, {"individual_count": 2}),
        (
            {"individual_count": "2", "life_stage": "Adult", "sex": "F"},
            {"animals": [{"n": 1, "count": 2, "life_stage": "adult", "sex": "female"}]},
        ),
        ({"animals": "2"}, {"individual_count": 2}),
        ({"animals": "at least 2"}, {"individual_count": 2, "individual_count_qualifier": "at least"}),
        ({"age": "Juvenile"}, {"animals": [{"n": 1, "life_stage": "juvenile"}]}),
        ({"age": "2 years"}, {"animals": [{"n": 1, "age": "2 years"}]}),
        ({"age": "unknown"}, {}),
        (
            {"age": "adult", "life_stage": "cub"},
            {"animals": [{"n": 1, "age": "adult", "life_stage": "juvenile", "verbatim": "cub"}]},
        ),
        ({"life_stage": "imago"}, {"animals": [{"n": 1, "verbatim": "imago"}]}),
        ({"sex": "hermaphrodite"}, {"animals": [{"n": 1, "remarks": "sex: hermaphrodite"}]}),
        ({"life_stage": "Unknown", "sex": "undetermined"}, {}),
        (
            {"animals": "2 cubs", "individual_count": "2"},
            {"animals": [{"n": 1, "count": 2, "life_stage": "juvenile", "verbatim": "cubs"}]},
        ),
        (
            {"animals": "cubs", "individual_count": "3"},
            {"individual_count": 3, "animals": [{"n": 1, "life_stage": "juvenile", "verbatim": "cubs"}]},
        ),
        (
            {"animals": "1 adult", "sex": "male"},
            {"animals": [{"n": 1, "count": 1, "life_stage": "adult", "sex": "male"}]},
        ),
        (
            {"classification_method": "machine", "classification_probability": "0,9"},
            {
                "verification": "unverified",
                "animals": [{"n": 1, "classification_method": "machine", "classification_probability": 0.9}],
            },
        ),
    ],
)
def test_animals_are_put_together(cells: dict[str, str], fields: dict[str, Any]) -> None:
    assert seen(**cells) == fields


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"captive": "true"}, {"establishment": "captive"}),
        ({"captive": "No"}, {}),
        ({"basis_of_record": "LIVING_SPECIMEN"}, {"establishment": "captive"}),
        ({"degree_of_establishment": "Released"}, {"establishment": "released"}),
        ({"degree_of_establishment": "native"}, {}),
        ({"identification_verification_status": "Verified"}, {"verification": "verified"}),
        ({"sampling_protocol": "Camera Trap"}, {"method": "camera-trap"}),
        ({"method": "unknown"}, {}),
        ({"coordinate_uncertainty_in_meters": "30 m"}, {"coordinate_uncertainty_in_meters": 30.0}),
        ({"coordinate_uncertainty_in_meters": "0"}, {}),
        ({"decimal_latitude": "0", "decimal_longitude": "0"}, {"decimal_latitude": 0.0, "decimal_longitude": 0.0}),
        ({"decimal_latitude": "3,6", "decimal_longitude": "-1"}, {"decimal_latitude": 3.6, "decimal_longitude": -1.0}),
        ({"breeding": "FY"}, {"breeding": {"stated": {"code": "FY"}}}),
        ({"claims": "first-record: seen"}, {"claims": [{"claim": "seen", "kind": "first-record"}]}),
        ({"remarks": "NA", "locality": "NULL"}, {}),
    ],
)
def test_a_cell_is_read_by_its_meaning(cells: dict[str, str], fields: dict[str, Any]) -> None:
    assert seen(**cells) == fields


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("basis_of_record", "HumanObservation"),
        ("degree_of_establishment", "invasive"),
        ("identification_verification_status", "0"),
        ("sampling_protocol", "transect"),
        ("credit_line", "WCS"),
    ],
)
def test_what_has_no_place_is_counted_and_not_refused(target: str, text: str) -> None:
    found = whole(**{target: text})
    assert found.unheld == (target,)
    assert found.sighting == {"vernacular_name": "Lynx"}


@pytest.mark.parametrize(
    ("cells", "target", "why"),
    [
        ({"event_date": "05/09/2013"}, "event_date", "could be 5 September 2013 or 9 May 2013"),
        ({"decimal_latitude": "91"}, "decimal_latitude", "'91' is no number from -90 to 90"),
        ({"decimal_latitude": "43.6N"}, "decimal_latitude", "is no number"),
        ({"coordinate_uncertainty_in_meters": "1,5"}, "coordinate_uncertainty_in_meters", "with a decimal point"),
        ({"decimal_longitude": "130.6"}, "decimal_longitude", "a position needs its latitude and its longitude"),
        ({"captive": "perhaps"}, "captive", "says neither yes nor no"),
        ({"individual_count": "x"}, "individual_count", "is not a count"),
        ({"animals": "2 cubs", "individual_count": "3"}, "individual_count", "disagrees with"),
        ({"animals": "2 cubs, 1 adult", "sex": "male"}, "animals", "both say who was there"),
        ({"animals": "2 males", "sex": "male"}, "animals", "both say who was there"),
        ({"classification_method": "dog"}, "classification_method", "is no classification method"),
    ],
)
def test_nonsense_is_named_by_its_target(cells: dict[str, str], target: str, why: str) -> None:
    with pytest.raises(WrongError, match=why) as caught:
        whole(**cells)
    assert (caught.value.target, caught.value.value) == (target, cells[target])


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"occurrence_status": "ABSENT"}, "absences"),
        ({"individual_count": "0"}, "absences"),
        ({"observation_type": "human"}, "humans"),
        ({"observation_type": "unclassified"}, "unclassified"),
        ({"observation_type": "animal"}, None),
        ({"vernacular_name": "Person"}, "humans"),
        ({"scientific_name": "Homo sapiens"}, "humans"),
        ({"vernacular_name": "Empty"}, "blanks"),
        ({"vernacular_name": "Unknown", "scientific_name": "Lynx lynx"}, None),
        ({"vernacular_name": "unidentified"}, None),
    ],
)
def test_what_is_no_sighting_of_an_animal_is_left_out(cells: dict[str, str], why: str | None) -> None:
    assert made({"vernacular_name": "Lynx", **cells}, SETTING).why == why


@pytest.mark.parametrize(
    ("vernacular", "scientific", "kept"),
    [
        ("Panthera pardus", "Panthera pardus orientalis", False),
        ("Panthera pardus", "Panthera pardus", False),
        ("Amur leopard", "Panthera pardus orientalis", True),
    ],
)
def test_a_species_that_says_the_scientific_name_again_is_left_out(
    vernacular: str, scientific: str, kept: bool
) -> None:
    found = made({"vernacular_name": vernacular, "scientific_name": scientific}, SETTING).sighting
    assert ("vernacular_name" in found) is kept


def test_pictures_are_files_or_addresses() -> None:
    found = whole(image_url="http://a.org/1.jpg | http://a.org/2.jpg", creator="A | B", license="CC-BY-NC")
    assert found.urls == ("http://a.org/1.jpg", "http://a.org/2.jpg")
    assert found.image == {"creator": ["A", "B"], "license": "CC-BY-NC"}
    assert whole(file="a.jpg", folder="x").pieces == {"folder": "x"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Panthera pardus (Linnaeus, 1758)", "Panthera pardus"),
        ("Panthera pardus orientalis (Schlegel, 1857)", "Panthera pardus orientalis"),
        ("Ovis aries L.", "Ovis aries"),
        ("Panthera Oken, 1816", "Panthera"),
        ("Panthera (Uncia) uncia", "Panthera (Uncia) uncia"),
        ("Felidae", "Felidae"),
        ("Amur Leopard", "Amur Leopard"),
        ("BOLD:AAA1234", "BOLD:AAA1234"),
    ],
)
def test_authors_are_taken_off_a_scientific_name(name: str, plain: str) -> None:
    assert without_authors(name) == plain
