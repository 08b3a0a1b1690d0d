"""One set of filters for every command."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook import animals, query
from logbook.errors import BadValueError
from logbook.query import Filter
from logbook.query.suggestions import suggestions
from logbook.records import Animal, Book, Breeding, Claim, Credit, Deployment, Image, Sighting, Stated, Taxon

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEOPARD = {"vernacular_name": "Amur leopard", "scientific_name": "Panthera pardus orientalis"}
BOOK = Book(
    taxa={1: Taxon(**LEOPARD, names=("Far Eastern leopard",))},
    credits={1: Credit(name="WCS"), 2: Credit(name="WWF-Russia / ISUNR", parties=("WWF-Russia", "ISUNR"))},
    images={
        1: Image(title="Rare sight", credit="c1", alt_text="a cub", tags=("snow",)),
        2: Image(title="Étude", credit_line="© WWF Russia / ISUNR."),
        3: Image(title="Nobody's"),
    },
    sightings={
        1: Sighting(
            **LEOPARD,
            region="Hunchun, Jilin, China",
            event_date="2013-10-09",
            method="camera-trap",
            animals=(Animal(life_stage="adult"), Animal(life_stage="juvenile", verbatim="cubs")),
            images=("i1", "i9", "junk"),
        ),
        2: Sighting(vernacular_name="Amur tiger", region="Primorye, Russia", event_date="2012-23", tags=("Snow",)),
        3: Sighting(
            vernacular_name="far eastern leopard",
            areas=("Land of the Leopard",),
            breeding=Breeding(stated=Stated(code="den")),
            claims=(Claim(claim="© a den"),),
            images=("i2",),
        ),
        4: Sighting(vernacular_name="Sika deer", country_code="CN", event_date="some day", decimal_latitude=-1.0),
    },
)


def chosen(**asked: Any) -> list[int]:
    return list(query.select(BOOK, Filter(**asked), NOW).sightings)


def test_sightings_come_by_date_undated_and_unreadable_last() -> None:
    assert chosen() == [2, 1, 3, 4]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"region": "china"}, [1, 4]),
        ({"region": "JILIN"}, [1]),
        ({"region": "cn"}, [1, 4]),
        ({"region": "land of the leopard"}, [3]),
        ({"species": "amur leopard"}, [1, 3]),
        ({"species": "Panthera pardus"}, [1, 3]),
        ({"species": "t1"}, [1, 3]),
        ({"stage": "Juvenile"}, [1]),
        ({"breeding": "probable"}, [1, 3]),
        ({"breeding": "den"}, [3]),
        ({"method": "Camera trap"}, [1]),
        ({"credit": "c1"}, [1]),
        ({"credit": "wcs"}, [1]),
        ({"credit": "isunr"}, [3]),
        ({"credit": "© WWF-Russia / ISUNR"}, [3]),
        ({"tag": "snow"}, [2, 1]),
        ({"text": "etude"}, [3]),
        ({"text": "HUNCHUN"}, [1]),
        ({"text": "©"}, [3]),
        ({"tag": "snow", "text": "sight"}, [1]),
        ({"missing": ("date",)}, [3]),
        ({"missing": ("alt",)}, [3]),
        ({"missing": ("region", "pictures")}, [4]),
        ({"missing": ("method", "credit")}, []),
        ({"ids": frozenset({1, 3}), "region": "china"}, [1]),
        ({"region": "chnia"}, []),
    ],
)
def test_every_part_of_a_filter_must_fit(asked: dict[str, Any], numbers: list[int]) -> None:
    assert chosen(**asked) == numbers


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"since": "2013"}, [1]),
        ({"until": "2012"}, [2]),
        ({"since": "November 2012", "until": "2013-10-08"}, [2]),
        ({"since": "last month"}, []),
    ],
)
def test_dates_take_what_could_lie_within_and_count_the_undated(asked: dict[str, Any], numbers: list[int]) -> None:
    selection = query.select(BOOK, Filter(**asked), NOW)
    assert (list(selection.sightings), selection.undated) == (numbers, 2)


@pytest.mark.parametrize(
    "asked",
    [
        {"stage": "ancient"},
        {"method": "telepathy"},
        {"breeding": "perhaps"},
        {"missing": ("x",)},
        {"since": "05/09/2013"},
        {"credit": " "},
        {"credit": "©"},
        {"tag": ""},
        {"text": " "},
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(BadValueError):
        chosen(**asked)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"missing": ("credit",)}, [3]),
        ({"missing": ("alt",)}, [2, 3]),
        ({"missing": ("region",)}, [2]),
        ({"credit": "WCS"}, [1]),
        ({"tag": "snow"}, [1]),
        ({"text": "etude"}, [2]),
        ({"region": "china"}, [1]),
        ({"species": "amur leopard", "ids": frozenset({2, 3})}, [2]),
    ],
)
def test_pictures_are_asked_what_they_have_and_their_sightings_the_rest(
    asked: dict[str, Any], numbers: list[int]
) -> None:
    assert list(query.select_images(BOOK, Filter(**asked), NOW)) == numbers


@pytest.mark.parametrize(("word", "numbers"), [("species", [3]), ("count", [3]), ("vernacular_name", [1, 3])])
def test_a_short_name_means_the_same_of_a_picture_s_sightings(word: str, numbers: list[int]) -> None:
    named = Sighting(scientific_name="Panthera pardus", animals=(Animal(count=1),), images=("i1",))
    tiger = Sighting(vernacular_name="Amur tiger", individual_count=1, images=("i2",))
    book = Book(images=BOOK.images, sightings={1: named, 2: tiger, 3: Sighting(images=("i3",))})
    assert list(query.select_images(book, Filter(missing=(word,)), NOW)) == numbers
    assert list(query.select(book, Filter(missing=(word,)), NOW).sightings) == numbers


@pytest.mark.parametrize("ref", ["i" + "9" * 5000, "c1", "i\uff11", "i", ""])
def test_what_leads_to_no_picture_is_passed_over(ref: str) -> None:
    book = Book(images=BOOK.images, sightings={1: Sighting(images=(ref,))})
    assert query.select(book, Filter(tag="snow"), NOW).sightings == {}


@pytest.mark.parametrize(
    ("asked", "tables"),
    [
        ({"region": "china"}, {"sightings"}),
        ({"species": "lynx", "camera": "d1"}, {"sightings", "taxa", "deployments"}),
        ({"text": "x"}, {"sightings", "images", "credits"}),
        ({"missing": ("alt",)}, {"sightings", "images", "credits"}),
    ],
)
def test_a_filter_says_which_tables_it_needs(asked: dict[str, Any], tables: set[str]) -> None:
    assert Filter(**asked).tables == tables


@pytest.mark.parametrize(
    ("camera", "numbers"),
    [
        ("d1", [1]),
        ("D1", [1]),
        ("ridge/station 1", [1]),
        ("station 1", [1]),
        ("STATION-2", [2]),
        ("ridge", []),
        ("", []),
    ],
)
def test_a_camera_goes_by_its_id_or_by_the_name_of_its_place(camera: str, numbers: list[int]) -> None:
    book = Book(
        deployments={1: Deployment(location_name="Ridge/Station 1"), 2: Deployment(deployment_id="Station 2")},
        sightings={1: Sighting(deployment="d1"), 2: Sighting(deployment="d2"), 3: Sighting()},
    )
    assert list(query.select(book, Filter(camera=camera), NOW).sightings) == numbers


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, []),
        ({"region": "china", "species": "amur tiger"}, []),
        ({"region": "chnia"}, ["no region 'chnia' in this logbook; did you mean China?"]),
        ({"species": "amur lepard"}, ["no species 'amur lepard' in this logbook; did you mean Amur leopard?"]),
        (
            {"species": "leopard"},
            ["no species 'leopard' in this logbook; did you mean Amur leopard or far eastern leopard?"],
        ),
        ({"species": "unicorn"}, ["no species 'unicorn' in this logbook"]),
    ],
)
def test_what_is_not_known_is_answered_with_what_may_have_been_meant(asked: dict[str, Any], said: list[str]) -> None:
    assert suggestions(BOOK, Filter(**asked)) == said


def test_a_camera_that_is_not_known_is_answered_with_what_may_have_been_meant() -> None:
    book = Book(deployments={1: Deployment(location_name="North/Ridge"), 2: Deployment()}, sightings=BOOK.sightings)

    assert suggestions(book, Filter(camera="ridge")) == suggestions(book, Filter(camera="d2")) == []
    assert suggestions(book, Filter(camera="nort/rigde")) == [
        "no camera 'nort/rigde' in this logbook; did you mean North/Ridge?"
    ]


@pytest.mark.parametrize("wanted", ["snow leopard", "T1", "panthera"])
def test_a_species_on_record_is_known_before_anybody_has_seen_it(wanted: str) -> None:
    taxa = {1: Taxon(vernacular_name="Snow leopard", scientific_name="Panthera uncia")}
    book = Book(taxa=taxa, sightings={1: Sighting(vernacular_name="Tiger")})
    assert suggestions(book, Filter(species=wanted)) == []


WORD = st.one_of(
    st.none(), st.sampled_from(["china", "snow", "Amur leopard", "den", "2013", "wcs", "©"]), st.text(max_size=8)
)


@given(st.fixed_dictionaries(dict.fromkeys(["region", "species", "credit", "tag", "text", "since"], WORD)))
def test_any_filter_selects_or_is_refused_and_never_invents_a_record(asked: dict[str, str | None]) -> None:
    try:
        found = query.select(BOOK, Filter(**asked), NOW).sightings
    except BadValueError:
        return
    assert found.items() <= BOOK.sightings.items()


def test_a_word_for_the_young_is_a_life_stage() -> None:
    book = Book(sightings={1: Sighting(animals=animals.parse("2 cubs")), 2: Sighting(animals=animals.parse("adult"))})
    assert list(query.select(book, Filter(stage="cubs"), NOW).sightings) == [1]
