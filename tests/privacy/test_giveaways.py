"""Texts that would give a withheld place away, and those that do not."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from msgspec import Struct
from msgspec.structs import replace

from logbook.privacy.scrubbing import TEXTS
from logbook.records import (
    Animal,
    Assessed,
    Book,
    Breeding,
    Claim,
    Credit,
    Deployment,
    Image,
    Info,
    Permission,
    Population,
    Publication,
    Sighting,
    Statement,
    Taxon,
)
from logbook.records import parts as parts_of_records
from logbook.records import tables as tables_of_records
from tests.privacy.telling import CROW, FOX, HARE, LEOPARD, TIGER, book, tell

HERE = {"decimal_latitude": 43.60417, "decimal_longitude": -130.50523}


def told(text: str, *records: Sighting | Image | Deployment | Credit, name: str = TIGER, **fields: object) -> bool:
    """Tell whether a sighting of somebody else, told exactly elsewhere, keeps a text as its remarks."""
    own = Sighting(vernacular_name=name, **({"images": ("i1",), "deployment": "d1"} | fields))
    found = tell(book(own, Sighting(vernacular_name=CROW, remarks=text), *records)).book.sightings[2]
    assert found.vernacular_name == CROW
    return found.remarks == text


def keeps(text: str, *, name: str = TIGER, **fields: object) -> bool:
    """Tell whether a sighting keeps a text as its own remarks."""
    return tell(book(Sighting(vernacular_name=name, remarks=text, **fields))).book.sightings[1].remarks == text


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Old Oak", False),
        ("by the OLD  oak's roots", False),
        ("https://example.org/old-oak?x=1", False),
        ("old_oak", False),
        ("old oaks", True),
        ("an oak, old", True),
        ("", True),
    ],
)
def test_a_name_counts_as_whole_words_in_any_spelling(text: str, is_told: bool) -> None:
    assert told(text, locality="Old Oak") == is_told


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Deployment(location_name="Ridge 7"), "Ridge 7"),
        (Deployment(location_name="Ridge, the northern end"), "on the northern end"),
        (Deployment(location_id="L77"), "L77 again"),
        (Deployment(camera_id="CAM-5561"), "cam 5561 was stolen"),
        (Deployment(deployment_id="ridge-2020"), "ridge 2020"),
        (Image(file="North Ridge/IMG_0031.JPG"), "see IMG_0031.JPG"),
        (Image(file="North Ridge/IMG_0031.JPG"), "see img 0031"),
        (Image(file="survey/North Ridge/cub.jpg"), "North Ridge"),
        (Image(file="Station7/cub.jpg"), "at station7"),
        (Image(file="cub.jpg"), "cub.jpg"),
        (Image(file_name="..\\Den 2\\cub.jpg"), "den 2"),
    ],
)
def test_stations_cameras_files_and_folders_are_names(record: Image | Deployment, text: str) -> None:
    assert not told(text, record)


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Image(file="camera traps/pictures/cub.jpg"), "pictures of a cub on camera traps"),
        (Image(file="2024/cub.jpg"), "seen in 2024"),
        (Image(file=f"{CROW}/1.jpg"), f"an {CROW}"),
        (Deployment(location_name="China"), "in China"),
        (Deployment(location_id="B2"), "on B2"),
    ],
)
def test_what_is_told_anyway_or_tells_nothing_is_none(record: Image | Deployment, text: str) -> None:
    assert told(text, record)


def test_a_folder_may_be_called_as_the_pictures_must_be_credited() -> None:
    photo, credit = Image(file="WCS Russia/1.jpg"), Credit(name="WCS Russia")
    assert told("by WCS Russia", photo, credit)
    assert not told("by WCS Russia", photo)
    assert not told("by WCS Russia", credit, locality="WCS Russia")


def test_a_region_is_told_of_a_high_species_and_not_of_an_extreme_one() -> None:
    place = {"region": "Jilin, China", "areas": ("Wangqing Reserve",)}
    for text in ("all over Jilin", "in Wangqing Reserve", "in jilin, china"):
        assert keeps(text, name=TIGER, **place)
        assert not keeps(text, name=LEOPARD, **place)
    assert keeps("in China", name=LEOPARD, **place)
    assert told("Jilin", locality="Jilin", region="Jilin, China")
    assert not told("Jilin", name=LEOPARD, locality="Jilin", region="Jilin, China")


DEN = {"region": "Den Valley, Jilin, China", "areas": ("Wangqing Reserve",)}


@pytest.mark.parametrize(
    ("region", "areas", "is_told"),
    [
        ("Den Valley, Jilin, China", (), True),
        ("Upper Den Valley, Jilin, China", (), True),
        ("Jilin, China", ("Den Valley",), True),
        ("Jilin, China", (), False),
        (None, (), False),
    ],
)
def test_the_region_of_an_extreme_species_is_told_by_those_that_are_there_themselves(
    region: str | None, areas: tuple[str, ...], is_told: bool
) -> None:
    roe = Sighting(vernacular_name=CROW, region=region, areas=areas, remarks="a leopard's den in Den Valley")
    shown = replace(roe, images=("i1",), deployment="d1")
    found = tell(
        book(
            Sighting(vernacular_name=LEOPARD, **DEN),
            shown,
            Image(caption="Den Valley"),
            Image(caption="Den Valley"),
            Deployment(habitat="Den Valley"),
        ),
        images=True,
    ).book

    assert (found.sightings[2].remarks is not None) == is_told
    assert (found.images[1].caption is not None) == is_told
    assert (found.deployments[1].habitat is not None) == is_told
    assert found.images[2].caption is None


def test_what_is_of_no_place_may_name_the_region_that_another_sighting_tells() -> None:
    den, credit = Sighting(vernacular_name=LEOPARD, **DEN), Credit(name="Friends of Den Valley")
    by = (Sighting(vernacular_name=CROW, images=("i1",)), Image(credit="c1"), credit)
    there = Sighting(vernacular_name=FOX, region="Den Valley, Jilin, China")

    assert not tell(book(den, *by)).book.credits
    assert tell(book(den, there, *by[:1], *by[1:])).book.credits
    info = Info(description="All over Wangqing Reserve")
    assert tell(book(den, *by, info=info)).book.info.description is None


def test_names_without_spaces_between_words_are_found_within() -> None:
    assert not told("红旗河附近有豹", locality="红旗河")
    assert not told("珲春附近", locality="珲春")
    assert told("河附近有豹", locality="红旗河")
    assert told("河", locality="河")


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("at 43.60417", False),
        ("N43,604", False),
        ("130.505 W", False),
        ("-130.5052299999", False),
        ("43.604 m", False),
        ("43.605", True),
        ("43.60", True),
        ("43.6", True),
        ("143.60417", True),
        ("13.505", True),
    ],
)
def test_figures_of_the_position_are_found_in_every_text(text: str, is_told: bool) -> None:
    assert told(text, **HERE) == is_told
    assert told(text, Deployment(latitude=43.60417, longitude=-130.50523)) == is_told
    assert told(text, Image(**HERE)) == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("""at 43°36'15.0"N 130°30'19"W""", False),
        ("43º 36′ 15″, 130º 30′ 19″", False),  # noqa: RUF001 - these very characters are meant
        ("N43°36.25' W130°30.31'", False),
        ("43°36,25' с.ш. 130°30,31' з.д.", False),  # noqa: RUF001 - these very characters are meant
        ("E130 30 19 N43 36 15", False),
        ("43 36 15 N, 130 30 19 W", False),
        ("43-36-15n 130-30-19w", False),
        ("43:36:15N 130:30:19W", False),
        ("43°36' 130°30'", False),
        ("lon 130°30'20'' lat 43°36'14''", False),
        ("""43°37'15"N 130°30'19"W""", True),
        ("""43°36'15"N 130°31'19"W""", True),
        ("43°30'N 130°30'W", True),
        ("43°36.25'75\"N 130°30.31'75\"W", True),
        ("""43°36'15"N""", True),
        ("seen from 10:43 to 12:30, at 12° C", True),
    ],
)
def test_minutes_and_seconds_of_the_position_are_found_in_every_text(text: str, is_told: bool) -> None:
    assert told(text, **HERE) == is_told
    assert told(text, Deployment(latitude=43.60417, longitude=-130.50523)) == is_told
    assert told(text, Image(**HERE)) == is_told


def test_a_low_species_may_be_told_to_the_third_figure() -> None:
    assert told("43.604", name=HARE, **HERE)
    assert not told("43.60417", name=HARE, **HERE)


@pytest.mark.parametrize(
    "text",
    [
        "43.60, -130.51",
        "43.61N 130.52E",
        "lat 43.12/130.99",
        "43°36'N",
        "43 ° 36.2",
        "43.6041   ,\n 130.5052",
        "q=43.6012,130.5012",
    ],
)
def test_what_looks_like_a_position_is_left_out_of_a_record_that_hides_its_own(text: str) -> None:
    assert not keeps(text, name=FOX)
    assert keeps(text, name=CROW)


@pytest.mark.parametrize("text", ["12°C", "3.5 kg", "2.25 m by 3 m", "12.50 and 3"])
def test_other_figures_stay(text: str) -> None:
    assert keeps(text, name=FOX)


def test_a_claim_is_told_whole_or_not_at_all_and_an_animal_without_what_names_the_place() -> None:
    claims = (Claim(claim="the first at Old Oak", date="2013"), Claim(claim="the first", region="China"))
    animals = (Animal(n=1, count=2, life_stage="adult", remarks="from Old Oak", tags=("Old Oak", "x")), Animal(n=2))
    assessed = Assessed(level="none", by="Li Wei", reason="Old Oak is dry")
    own = Sighting(
        vernacular_name=TIGER,
        locality="Old Oak",
        claims=claims,
        animals=animals,
        breeding=Breeding(assessed=assessed),
        images=("i1",),
    )
    photo = Image(
        publications=(Publication(title="Old Oak"), Publication(title="Cats", position=1)),
        permission=Permission(status="refused", by="WCS", reference="letter from Old Oak"),
        detections=({"note": "Old Oak", "conf": 0.5}, {"conf": 1}),
    )
    kinds = {
        1: Taxon(
            vernacular_name=TIGER,
            sensitivity=Statement(value="high", source="Old Oak survey"),
            populations=(Population(value="<40", region="Old Oak"), Population(value="57")),
        )
    }
    found = tell(book(own, photo, taxa=kinds)).book

    assert found.sightings[1].claims == claims[1:]
    assert found.sightings[1].animals == (Animal(n=1, count=2, life_stage="adult", tags=("x",)), Animal(n=2))
    assert found.sightings[1].breeding == Breeding(assessed=Assessed(level="none", by="Li Wei"))
    assert found.images[1].publications == (Publication(title="Cats", position=1),)
    assert found.images[1].permission == Permission(status="refused", by="WCS")
    assert found.images[1].detections == ({"conf": 0.5}, {"conf": 1})
    assert found.taxa[1].sensitivity == Statement(value="high")
    assert found.taxa[1].populations == (Population(value="57"),)


# Dates, ids, names that are told in any case, and words of closed lists.
FACTS = {
    *("uuid", "added", "modified", "event_date", "recorded_date", "clock_offset", "verified_date", "embargo_until"),
    *(
        "vernacular_name",
        "scientific_name",
        "names",
        "region",
        "areas",
        "country_code",
        "deployment",
        "images",
        "credit",
    ),
    *("sha256", "media_type", "date_created", "deployment_start", "deployment_end", "name", "crc32", "date", "until"),
    *("level", "code", "classification_timestamp"),
}


def _may_be_text(hint: object) -> bool:
    if get_origin(hint) in (Literal, Annotated):
        return False
    if get_origin(hint) in (Union, UnionType, tuple):
        return any(map(_may_be_text, get_args(hint)))
    return hint is str or get_origin(hint) is dict or (isinstance(hint, type) and issubclass(hint, Struct))


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.__name__)
def test_every_field_that_may_hold_a_text_is_searched_or_a_fact(kind: type[Struct]) -> None:
    scope = {**vars(parts_of_records), **vars(tables_of_records)}
    hints = get_type_hints(kind, scope, include_extras=True)
    stated = {"stated"} if kind is Breeding else {"next"}
    value = {"value"} if kind is Statement else set()

    texts = {name for name in kind.__struct_fields__ if _may_be_text(hints[name])}

    assert texts - FACTS - stated - value == set(TEXTS[kind]) - FACTS


def test_every_part_of_a_record_is_searched() -> None:
    parts = {one for one in vars(parts_of_records).values() if isinstance(one, type) and issubclass(one, Struct)}
    tables = {one for one in vars(tables_of_records).values() if isinstance(one, type) and issubclass(one, Struct)}
    passed = {"Struct", "Part", "Stated", "Record", "Gist", Book.__name__}
    assert {one.__name__ for one in parts | tables} - passed == {one.__name__ for one in TEXTS}
