"""Words to fields, of sightings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes.fields import Setting, SightingWords, sighting_fields
from logbook.errors import BadValueError, LogbookError
from logbook.records import Sighting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NO_COUNT = {"individual_count": None, "individual_count_max": None, "individual_count_qualifier": None}
NO_CLOCK = {"recorded_date": None, "clock_offset": None}
CUBS = [{"n": 1, "life_stage": "juvenile", "verbatim": "cubs"}]
MOTHER = [{"n": 1, "count": 1, "life_stage": "adult", "sex": "female"}]


def read(before: dict[str, Any] | None = None, **words: Any) -> dict[str, Any]:
    return sighting_fields(SightingWords(**words), Setting(now=NOW, before=before or {}, notes=[]))


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ({}, {}),
        ({"species": " Amur leopard "}, {"vernacular_name": "Amur leopard"}),
        ({"scientific": "Panthera uncia"}, {"scientific_name": "Panthera uncia"}),
        ({"region": "Jilin, China"}, {"region": "Jilin, China", "verbatim_locality": None}),
        ({"region": "jilin,CHN"}, {"region": "jilin, China", "verbatim_locality": "jilin,CHN"}),
        ({"at": "43°36'N 130°36'E"}, {"decimal_latitude": 43.6, "decimal_longitude": 130.6}),
        ({"date": "2013-10-09"}, NO_CLOCK | {"event_date": "2013-10-09", "verbatim_event_date": None}),
        ({"date": "autumn 2013"}, NO_CLOCK | {"event_date": "2013-23", "verbatim_event_date": "autumn 2013"}),
        ({"date": "yesterday"}, NO_CLOCK | {"event_date": "2026-11-21", "verbatim_event_date": "yesterday"}),
        ({"animals": "cubs"}, {"animals": CUBS}),
        ({"animals": "1 adult female"}, {"animals": MOTHER, **NO_COUNT}),
        ({"count": "8"}, NO_COUNT | {"individual_count": 8}),
        ({"count": "~2-3"}, {"individual_count": 2, "individual_count_max": 3, "individual_count_qualifier": "about"}),
        ({"survey": True}, {"count_basis": "survey"}),
        ({"survey": False}, {"count_basis": None}),
        ({"breeding": "nursing"}, {"breeding": {"stated": {"code": "nursing"}}}),
        ({"method": "Camera trap"}, {"method": "camera-trap"}),
        ({"area": ("Hunchun Reserve", "", "LLNP")}, {"areas": ["Hunchun Reserve", "LLNP"]}),
        ({"locality": "ridge"}, {"locality": "ridge"}),
        ({"observer": ("A. Li",)}, {"recorded_by": ["A. Li"]}),
        ({"identified_by": ("B",)}, {"identified_by": ["B"]}),
        ({"reference": ("Ghose",)}, {"associated_references": ["Ghose"]}),
        ({"note": "  [/red]\n"}, {"remarks": "  [/red]\n"}),
        ({"tag": ("a", "b")}, {"tags": ["a", "b"]}),
        ({"embargo": "June 2027"}, {"embargo_until": "2027-06"}),
        ({"embargo": ""}, {"embargo_until": None}),
        ({"establishment": "Captive"}, {"establishment": "captive"}),
        ({"verification": "verified"}, {"verification": "verified", "verified_date": "2026-11-22"}),
        ({"verified_by": "C"}, {"verified_by": "C"}),
    ],
)
def test_each_word_has_its_field(words: dict[str, Any], fields: dict[str, Any]) -> None:
    assert read(**words) == fields


@pytest.mark.parametrize(
    ("text", "metres"), [("30", 30.0), ("30 m", 30.0), ("1.5 km", 1500.0), ("1.5KM", 1500.0), ("20000km", 20_000_000.0)]
)
def test_an_uncertainty_is_in_metres(text: str, metres: float) -> None:
    assert read(at="43.6,130.6", uncertainty=text)["coordinate_uncertainty_in_meters"] == metres


@pytest.mark.parametrize("text", ["0", "-3", "far", "20001 km", "1e5", "٣", "9" * 10_000])
def test_an_uncertainty_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="is no uncertainty; type metres above 0"):
        read(at="43.6,130.6", uncertainty=text)


def test_an_uncertainty_needs_a_position() -> None:
    with pytest.raises(BadValueError, match="give the position with --at"):
        read(uncertainty="30")

    assert read({"decimal_latitude": 43.6}, uncertainty="30") == {"coordinate_uncertainty_in_meters": 30}


@pytest.mark.parametrize(
    ("word", "gone"),
    [
        ("scientific", ["scientific_name"]),
        ("region", ["region", "verbatim_locality"]),
        (
            "at",
            ["coordinate_precision", "coordinate_uncertainty_in_meters", "decimal_latitude", "decimal_longitude"],
        ),
        ("date", ["event_date", "verbatim_event_date", "recorded_date", "clock_offset"]),
        ("animals", ["animals"]),
        ("count", ["individual_count", "individual_count_max", "individual_count_qualifier"]),
        ("method", ["method"]),
        ("locality", ["locality"]),
        ("uncertainty", ["coordinate_uncertainty_in_meters"]),
        ("note", ["remarks"]),
        ("establishment", ["establishment"]),
        ("verification", ["verification", "verified_by", "verified_date"]),
        ("breeding", ["breeding"]),
        ("assess", ["breeding"]),
    ],
)
def test_an_empty_word_takes_its_fields_out(word: str, gone: list[str]) -> None:
    assert read(**{word: ""}) == dict.fromkeys(gone)


@pytest.mark.parametrize("word", ["area", "observer", "identified_by", "reference", "claim", "tag"])
def test_an_empty_list_takes_its_field_out(word: str) -> None:
    (field,) = read(**{word: ("",)}).items()

    assert field[1] is None


@pytest.mark.parametrize("species", ["", "   ", "...", "\x1b", "-"])
def test_a_species_has_a_name(species: str) -> None:
    with pytest.raises(BadValueError, match="needs a species"):
        read(species=species)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"note": "a\0b"}, "--note holds a NUL character"),
        ({"tag": ("a", "b\0")}, "--tag holds a NUL character"),
        ({"identified_by": ("\ud800",)}, "--identified-by is not valid text"),
        ({"date": "2027"}, "future"),
        ({"date": "05/09/2013"}, "5 September"),
        ({"at": "91,0"}, "91"),
        ({"count": "0"}, "'0'"),
        ({"count": "-1"}, "'-1'"),
        ({"count": "1000000000"}, "1 to 1000000"),
        ({"method": "camera"}, "camera-trap"),
        ({"assessed_by": "X"}, "--assess"),
        ({"reason": "X"}, "--assess"),
        ({"claim": ("first-breeding in China by John: cubs",)}, "'John' is no method"),
    ],
)
def test_what_means_nothing_is_refused_by_name(words: dict[str, Any], said: str) -> None:
    with pytest.raises(BadValueError) as error:
        read(**words)

    assert said in str(error.value)


class TestCounts:
    """A total beside `animals`."""

    @pytest.mark.parametrize("count", ["3", "~3", "3+"])
    def test_one_that_agrees_says_nothing_more(self, count: str) -> None:
        assert read(animals="1 adult female, 2 cubs", count=count).keys() == {"animals", *NO_COUNT}
        assert read(animals="1 adult female, 2 cubs", count=count)["individual_count"] is None

    def test_one_that_disagrees_is_refused(self) -> None:
        with pytest.raises(BadValueError, match="a count of 5 disagrees with '1 adult female, 2 cubs'"):
            read(animals="1 adult female, 2 cubs", count="5")

    def test_it_stays_where_the_animals_have_no_number(self) -> None:
        assert read(animals="cubs", count="3")["individual_count"] == 3

    @pytest.mark.parametrize(("animals", "count"), [("at least 2 cubs", "3"), ("2-3 cubs", "3")])
    def test_one_that_says_more_belongs_into_the_animals(self, animals: str, count: str) -> None:
        with pytest.raises(BadValueError, match="says other than"):
            read(animals=animals, count=count)

    def test_it_is_compared_with_the_animals_that_are_there(self) -> None:
        with pytest.raises(BadValueError, match="disagrees"):
            read({"animals": MOTHER}, count="2")

    def test_new_animals_take_the_place_of_an_old_total(self) -> None:
        assert read({"individual_count": 8}, animals="2 cubs")["individual_count"] is None


class TestClaims:
    """What was published of a sighting."""

    @pytest.mark.parametrize(
        ("typed", "claim"),
        [
            ("first cubs in China", {"claim": "first cubs in China"}),
            ("first-breeding: first cubs", {"claim": "first cubs", "kind": "first-breeding"}),
            (
                "First-Record in Jilin, China: a cat",
                {"claim": "a cat", "kind": "first-record", "region": "Jilin, China"},
            ),
            ("seen in China: a cat", {"claim": "seen in China: a cat"}),
            (
                "first-breeding in China by camera-trap: a\nb",
                {"claim": "a\nb", "kind": "first-breeding", "region": "China", "method": "camera-trap"},
            ),
            (
                "first-breeding in Jilin, China by Camera trap: first cubs",
                {"claim": "first cubs", "kind": "first-breeding", "region": "Jilin, China", "method": "camera-trap"},
            ),
            ("other: x", {"claim": "x", "kind": "other"}),
        ],
    )
    def test_kind_region_and_method_stand_before_a_colon(self, typed: str, claim: dict[str, str]) -> None:
        assert read(claim=(typed,)) == {"claims": [claim]}

    def test_a_reference_said_with_claims_is_theirs(self) -> None:
        made = read(claim=("a", "other: b"), reference=("Ghose", "Miquelle"))

        assert [claim["reference"] for claim in made.pop("claims")] == ["Ghose; Miquelle"] * 2
        assert made == {}

    def test_an_empty_reference_is_none(self) -> None:
        assert read(claim=("a",), reference=("",)) == {"claims": [{"claim": "a"}], "associated_references": None}


@pytest.mark.parametrize("by", [None, "Ann"])
def test_what_is_unverified_again_has_no_date_and_no_name_from_before(by: str | None) -> None:
    before = {"verification": "verified", "verified_by": "D. Miquelle", "verified_date": "2013-10-09"}

    assert read(before, verification="Unverified", verified_by=by) == {
        "verification": "unverified",
        "verified_by": by,
        "verified_date": None,
    }


class TestEvidence:
    """What is stated, and what a reviewer says beside it."""

    def test_an_assessment_stands_beside_what_was_stated(self) -> None:
        made = read({"breeding": {"stated": {"code": "nursing"}}}, assess="none", assessed_by="D", reason="one animal")

        assert made["breeding"]["stated"] == {"code": "nursing"}
        assert made["breeding"]["assessed"] == {
            "level": "none",
            "by": "D",
            "date": "2026-11-22",
            "reason": "one animal",
        }

    def test_taking_out_the_one_leaves_the_other(self) -> None:
        both = {"breeding": {"stated": {"code": "den"}, "assessed": {"level": "none"}}}

        assert read(both, breeding="") == {"breeding": {"assessed": {"level": "none"}}}
        assert read(both, assess="") == {"breeding": {"stated": {"code": "den"}}}


TEXTS = {
    name: st.none() | st.text(max_size=20)
    for name in SightingWords.__struct_fields__
    if name not in {"survey", "area", "observer", "identified_by", "reference", "claim", "tag"}
}


@given(st.fixed_dictionaries(TEXTS), st.lists(st.text(max_size=9), max_size=3).map(tuple))
def test_any_text_makes_a_valid_sighting_or_is_refused(words: dict[str, Any], many: tuple[str, ...]) -> None:
    words |= {"area": many, "claim": many, "reference": many}
    try:
        made = read(**words)
    except LogbookError:
        return
    msgspec.json.decode(msgspec.json.encode({k: v for k, v in made.items() if v is not None}), type=Sighting)
