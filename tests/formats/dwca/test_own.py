"""The law of the format: what we write, we read back as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.formats.dwca import properties
from logbook.records import METHODS, Animal, Breeding, Claim, Image, Sighting, Stated
from tests.formats.dwca import making
from tests.formats.dwca.making import UUID

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
DATES = st.sampled_from(
    (
        *("2013", "2013-09", "2013-09-05", "2013-23", "2013~", "2013-09-05?", "2013-09/2013-10", "../2013", "2013/.."),
        *("2013-09-05T04:31", "2013-09-05T04:31:10+08:00", "2013-09-05T04:31Z/2013-09-05T04:33Z", "some day"),
    )
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


ANIMALS = st.builds(
    Animal,
    n=maybe(st.integers(1, 5)),
    count=maybe(st.integers(1, 1_000_000)),
    count_max=maybe(st.integers(1, 9)),
    count_qualifier=maybe(st.sampled_from(("at least", "about"))),
    life_stage=maybe(st.sampled_from(("adult", "subadult", "juvenile"))),
    sex=maybe(st.sampled_from(("female", "male"))),
    individual_id=maybe(TEXTS),
    behavior=maybe(TEXTS),
    classification_method=maybe(st.sampled_from(("human", "machine"))),
    classification_probability=maybe(st.floats(0, 1)),
    classified_by=maybe(TEXTS),
    remarks=maybe(TEXTS),
    tags=LISTS,
    verbatim=maybe(TEXTS | st.just("cubs")),
)
SIGHTINGS = st.builds(
    Sighting,
    event_date=maybe(DATES),
    verbatim_event_date=maybe(TEXTS),
    event_id=maybe(TEXTS),
    vernacular_name=st.just("Amur leopard"),
    scientific_name=maybe(st.sampled_from(("Panthera pardus", "Panthera pardus (Linnaeus, 1758)", "leopard?"))),
    identification_qualifier=maybe(TEXTS),
    animals=st.lists(ANIMALS, max_size=3).map(tuple),
    individual_count=maybe(st.integers(1, 9)),
    individual_count_qualifier=maybe(st.sampled_from(("at least", "about"))),
    count_basis=st.sampled_from(("encounter", "survey")),
    breeding=maybe(
        st.sampled_from(["lactating", "pregnant-examined", "FY"]).map(lambda c: Breeding(stated=Stated(code=c)))
    ),
    behavior=maybe(TEXTS),
    region=maybe(
        TEXTS | st.sampled_from(("Hunchun, Jilin, China", "southeastern Russia, Russia", "Korea, Republic of"))
    ),
    areas=LISTS,
    country_code=maybe(st.sampled_from(("CN", "ZZ", "QQ"))),
    locality=maybe(TEXTS),
    decimal_latitude=maybe(st.floats(-90, 90)),
    decimal_longitude=maybe(st.floats(-180, 180)),
    coordinate_uncertainty_in_meters=maybe(st.floats(-1, 1e9)),
    coordinate_precision=maybe(st.floats(0, 1)),
    data_generalizations=maybe(TEXTS),
    method=maybe(st.sampled_from(METHODS)),
    recorded_by=LISTS,
    identified_by=LISTS,
    verification=maybe(st.sampled_from(("unverified", "verified", "doubtful"))),
    establishment=maybe(st.sampled_from(("captive", "released"))),
    claims=st.lists(st.builds(Claim, claim=TEXTS, reference=maybe(TEXTS)), max_size=1).map(tuple),
    associated_references=LISTS,
    project=maybe(TEXTS),
    remarks=maybe(TEXTS),
    tags=LISTS,
)


@settings(max_examples=60)
@given(st.lists(SIGHTINGS, min_size=1, max_size=4))
def test_sightings_come_back_as_they_were(seen: list[Sighting]) -> None:
    with TemporaryDirectory() as folder:
        book = making.book(*seen)
        making.write(book, Path(folder) / "a.zip", include_published=True)

        parts = making.read(Path(folder) / "a.zip")

    assert making.sightings(parts) == list(book.sightings.values())
    assert making.said(parts) == ""


PICTURES = st.builds(
    Image,
    url=maybe(st.just("https://example.org/1.jpg")),
    sha256=maybe(st.just("ab" * 32)),
    media_type=maybe(st.sampled_from(("image/jpeg", "video/mp4"))),
    date_created=maybe(st.sampled_from(("2013", "2013-09-05T04:31:10+08:00"))),
    creator=st.lists(st.sampled_from(("A. Berg", "B. Li")), unique=True).map(tuple),
    license=st.sampled_from(("CC-BY-4.0", "CC-BY-NC", "free for schools")),
    **{
        field: maybe(TEXTS.filter(lambda text: text == text.strip()))
        for field in (
            *("title", "caption", "alt_text", "copyright_owner", "copyright_notice", "credit_line"),
            *("supplier", "usage_terms", "web_statement", "camera"),
        )
    },
)


@settings(max_examples=40)
@given(PICTURES)
def test_a_picture_comes_back_with_its_rights(picture: Image) -> None:
    picture = replace(picture, uuid=UUID)
    with TemporaryDirectory() as folder:
        seen = Sighting(scientific_name="Panthera pardus", animals=(Animal(n=1), Animal(n=2)), images=("i1",))
        making.write(making.book(seen, images={1: picture}), Path(folder) / "a.zip")

        assert making.images(making.read(Path(folder) / "a.zip")) == [picture]


def swapped(path: Path, *swaps: tuple[str, str]) -> Path:
    """Take an archive apart, put other words into its occurrences, leave it as a folder."""
    folder = path.with_suffix("")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    table = folder / "occurrence.txt"
    text = table.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    table.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def written(tmp_path: Path) -> Path:
    pair = (Animal(n=1, life_stage="adult", sex="female"), Animal(n=2, count=2, life_stage="juvenile", verbatim="cubs"))
    seen = Sighting(uuid=UUID, scientific_name="Panthera pardus", animals=pair, event_date="2013~")
    other = Sighting(scientific_name="Panthera pardus", animals=(Animal(n=3), Animal(n=3)), recorded_by=("A. Berg",))
    making.write(making.book(seen, other), tmp_path / "a.zip")
    return tmp_path / "a.zip"


def test_rows_in_another_order_are_put_together_all_the_same(written: Path) -> None:
    folder = swapped(written)
    table = folder / "occurrence.txt"
    heading, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([heading, *reversed(rows)]), encoding="utf-8")

    found = making.sightings(making.read(folder))

    assert sorted(found, key=str) == sorted(making.sightings(making.read(written)), key=str)


def test_what_was_changed_in_a_term_is_changed(written: Path) -> None:
    found = making.sightings(making.read(swapped(written, ("Panthera pardus", "Lynx lynx"))))

    assert {one.scientific_name for one in found} == {"Lynx lynx"}
    assert found[0].event_date == "2013~"


def test_a_missing_animal_is_told_of(written: Path) -> None:
    folder = swapped(written)
    table = folder / "occurrence.txt"
    rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(row for row in rows if f"{UUID}#1" not in row), encoding="utf-8")

    parts = making.read(folder)

    assert f"of the 2 occurrences of {UUID} only 1 are there" in making.said(parts)
    assert [len(one.animals) for one in making.sightings(parts)] == [2, 1]


@pytest.mark.parametrize(
    ("swap", "sentence"),
    [
        (('""entry"":[2,2]', '""entry"":[1,2]'), "the occurrence is there already"),
        (('""event_date"":""2013~""', '""event_date"":7'), "column dynamicProperties"),
        (("\t2012-01-01T", "\tsoonT"), "column eventDate"),
    ],
)
def test_what_other_hands_have_spoilt_is_named(written: Path, swap: tuple[str, str], sentence: str) -> None:
    fault, *_ = making.bad(making.read(swapped(written, swap)))

    assert sentence in fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "{}",
        '{"logbook":7}',
        '{"logbook":{"entry":"first"}}',
        '{"logbook"',
        '{"logbook":{"entry":[1]}}',
        '{"logbook":{"x":' + "[" * 9_999,
        '"x"',
    ],
)
def test_properties_of_others_are_theirs(text: str) -> None:
    assert properties.own({"eventID": UUID, "occurrenceID": f"{UUID}#1", "dynamicProperties": text}) is None


@pytest.mark.parametrize(("event", "occurrence"), [("e1", "e1#1"), (UUID, "o1"), ("", "")])
def test_identities_of_others_are_theirs(event: str, occurrence: str) -> None:
    terms = {"eventID": event, "occurrenceID": occurrence, "dynamicProperties": '{"logbook":{}}'}

    assert properties.own(terms) is None


def test_nothing_in_an_archive_refers_to_records_of_this_logbook(written: Path) -> None:
    swap = ('""event_date"":""2013~""', '""images"":[""i1""],""deployment"":""d1"",""added"":""2013""')

    found, _ = making.sightings(making.read(swapped(written, swap)))

    assert (found.images, found.deployment, found.added) == ((), None, None)


def test_what_the_terms_say_is_not_said_twice() -> None:
    terms = {"scientificName": "Panthera pardus", "sex": "female", "individualCount": "1"}
    seen = Sighting(scientific_name="Panthera pardus", animals=(Animal(n=1, count=1, sex="female"),), tags=("a",))

    made = msgspec.json.decode(properties.written(seen, 1, terms))

    assert made == {"logbook": {"tags": ["a"], "animal": {}, "entry": [1, 1]}}
