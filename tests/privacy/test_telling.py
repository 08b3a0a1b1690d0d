"""What goes out: places cut, young dates as years, names left out, embargoes kept."""

from __future__ import annotations

import gc
from datetime import timedelta

import pytest
from msgspec.structs import replace

from logbook import privacy
from logbook.privacy import Dropped, Raised, Told
from logbook.privacy.giveaways import Giveaways
from logbook.records import Animal, Assessed, Book, Breeding, Credit, Deployment, Id, Image, Info, Sighting
from tests.privacy.telling import CROW, FOX, HARE, LEOPARD, NOW, TIGER, YEAR, book, deployment, image, sighting, tell
from tests.privacy.telling import taxon as kind

HERE = {"decimal_latitude": 43.60417, "decimal_longitude": -130.50523}
PLACE = "place generalised for publication"
SAID = f"{PLACE}: coordinates cut to the south-west corner of a cell of 0.1 degrees"
GONE = "withheld for publication: "


def test_of_a_species_that_may_be_told_everything_is() -> None:
    whole = book(
        Sighting(vernacular_name=CROW, locality="Old Oak", deployment="d1", images=("i1",), added="2026-11-01", **HERE),
        Image(file="Old Oak/1.jpg", credit="c1", **HERE),
        Deployment(location_name="Old Oak", camera_id="C77"),
        Credit(name="WCS"),
    )
    told = tell(whole)

    assert told == Told(book=replace(whole, taxa={5: whole.taxa[5]}))


def test_what_was_looked_for_is_let_go_without_a_garbage_collector() -> None:
    gc.collect()
    gc.disable()  # as the program does: a circle would hold the whole logbook to its end
    try:
        tell(book(Sighting(vernacular_name=TIGER, locality="Old Oak", remarks="by the Old Oak", images=(), **HERE)))
        kept = [one for one in gc.get_objects() if isinstance(one, Giveaways)]
    finally:
        gc.enable()
    assert not kept


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "radius", "grid"),
    [
        (TIGER, 43.6, -130.6, 13_742, 0.1),
        (FOX, 43.6, -130.51, 1_381, 0.01),
        (HARE, 43.604, -130.506, 145, 0.001),
        (LEOPARD, None, None, None, None),
    ],
)
def test_a_position_is_cut_and_its_uncertainty_grows(
    name: str, latitude: float | None, longitude: float | None, radius: int | None, grid: float | None
) -> None:
    told = sighting(Sighting(vernacular_name=name, coordinate_uncertainty_in_meters=6.5, **HERE))

    assert (told.decimal_latitude, told.decimal_longitude) == (latitude, longitude)
    assert told.coordinate_precision == grid
    assert told.coordinate_uncertainty_in_meters == radius


def test_what_was_coarser_still_is() -> None:
    assert sighting(Sighting(vernacular_name=TIGER, coordinate_precision=0.5, **HERE)).coordinate_precision == 0.5


def test_half_a_position_goes_whole() -> None:
    told = sighting(Sighting(vernacular_name=TIGER, decimal_latitude=43.60417, coordinate_uncertainty_in_meters=5))
    assert (told.decimal_latitude, told.coordinate_uncertainty_in_meters) == (None, None)


def test_what_was_done_is_said_behind_what_stood_there() -> None:
    told = sighting(
        Sighting(
            vernacular_name=TIGER,
            locality="Old Oak",
            remarks="at old oak",
            data_generalizations="rounded",
            information_withheld="the finder",
            **HERE,
        )
    )
    assert told.data_generalizations == f"rounded | {SAID}"
    assert told.information_withheld == f"the finder | {GONE}locality, remarks"


def test_what_was_told_once_is_told_again_the_same() -> None:
    once = tell(
        book(
            Sighting(vernacular_name=TIGER, locality="Old Oak", deployment="d1", images=("i1",), **HERE),
            Deployment(uuid="u", latitude=43.60417, longitude=130.5, location_name="Old Oak", coordinate_uncertainty=3),
            Image(uuid="v", file="Old Oak/IMG_1.jpg", date_created="2026-08-01", **HERE),
        )
    )
    assert tell(replace(once.book)).book == once.book


def test_of_a_deployment_its_uuid_and_its_cell_are_left() -> None:
    station = Deployment(
        uuid="u-1",
        deployment_id="OldOak-2020",
        location_id="L77",
        location_name="Old Oak",
        latitude=43.60417,
        longitude=130.50523,
        camera_id="C77",
        deployment_start="2020-05-30T02:57:37Z",
        deployment_end="2026-05-30T02:57:37Z",
        deployment_groups="oaks",
        deployment_tags="tree",
        deployment_comments="up",
        source_ids=("x",),
        habitat="forest",
        camera_height=0.5,
    )
    told = deployment(Sighting(vernacular_name=TIGER, deployment="d1"), station)

    assert told == Deployment(
        uuid="u-1",
        deployment_id="u-1",
        latitude=43.6,
        longitude=130.5,
        coordinate_uncertainty=13_735,
        deployment_start="2020-05-30T02:57:37Z",
        deployment_end="2026",
        habitat="forest",
        camera_height=0.5,
        data_generalizations=f"{SAID} | dates generalised for publication: to the year",
    )


def test_of_a_picture_its_file_and_its_young_day_are_left_out_and_its_detections_stay() -> None:
    photo = Image(
        uuid="v",
        file="Old Oak/IMG_1.jpg",
        file_name="IMG_1.jpg",
        file_public=True,
        url="https://example.org/Old%20Oak/IMG_1.jpg",
        date_created="2026-05-30T02:57:37Z",
        recorded_date="2025-05-30T02:57:37",
        clock_offset="+1h",
        detections=({"category": "1", "conf": 0.9},),
        added="2026-06-01T00:00:00Z",
        modified="2026-06-02T00:00:00Z",
        alt_text="A tiger",
        credit_line="WCS",
        **HERE,
    )
    told = image(Sighting(vernacular_name=TIGER, images=("i1",)), photo)

    assert told == Image(
        uuid="v",
        date_created="2026",
        detections=({"category": "1", "conf": 0.9},),
        alt_text="A tiger",
        credit_line="WCS",
        decimal_latitude=43.6,
        decimal_longitude=-130.6,
        data_generalizations=f"{SAID} | dates generalised for publication: to the year",
    )


def test_of_an_extreme_species_only_the_country_is_told() -> None:
    told = sighting(
        Sighting(
            vernacular_name=LEOPARD,
            region="Hunchun, Jilin, China",
            areas=("Wangqing Reserve",),
            remarks="common in Jilin",
            habitat="reserve",
            country_code="CN",
            **HERE,
        )
    )
    assert (told.region, told.areas, told.country_code) == ("China", (), "CN")
    assert (told.remarks, told.habitat) == (None, "reserve")
    assert told.information_withheld == f"{GONE}coordinates, areas, remarks"
    assert sighting(Sighting(vernacular_name=LEOPARD, region="Inner Mongolia")).region is None


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2026-08-01", "2026"),
        ("2026-08-01T04:31+08:00", "2026"),
        ("2025-12-30/2026-01-02", "2025/2026"),
        ("2020-01-01/2026-01-02", "2020/2026"),
        ("2026", "2026"),
        ("2026~", "2026~"),
        ("2026-08~", "2026"),
        ("2025-24", "2025/2026"),
        ("2011/..", "2011/.."),
        ("2011-05/..", "2011/.."),
        ("../2026-08", "../2026"),
        ("2025-11-19", "2025-11-19"),
        ("../2009", "../2009"),
        ("some day", None),
        (None, None),
    ],
)
def test_a_young_date_goes_out_as_its_year(date: str | None, told: str | None) -> None:
    assert sighting(Sighting(vernacular_name=TIGER, event_date=date)).event_date == told
    assert sighting(Sighting(vernacular_name=FOX, event_date=date)).event_date == date


def test_the_delay_is_as_long_as_one_says() -> None:
    whole = book(Sighting(vernacular_name=TIGER, event_date="2026-11-19"))
    today = book(Sighting(vernacular_name=TIGER, event_date="2026-11-22", remarks="22 Nov", verbatim_event_date="now"))
    assert tell(today, delay=timedelta(0)).book.sightings == today.sightings
    for days, told in ((0, "2026-11-19"), (1, "2026-11-19"), (4, "2026"), (10**9 - 1, "2026")):
        assert tell(whole, delay=timedelta(days=days)).book.sightings[1].event_date == told


def test_what_else_tells_the_day_goes_with_it() -> None:
    told = sighting(
        Sighting(
            vernacular_name=TIGER,
            event_date="2026-08-01",
            verbatim_event_date="1 August",
            verified_date="2026-08-02",
            added="2026-08-02T00:00:00Z",
            modified="2020-08-02T00:00:00Z",
            remarks="2026:08:01 at noon",
            habitat="on the 1 August meadow",
            behavior="20250801",
            animals=(Animal(n=1, source_id="x", classification_timestamp="2026-08-02T00:00:00Z"), Animal(n=2)),
        )
    )
    assert told == Sighting(
        vernacular_name=TIGER,
        event_date="2026",
        modified="2020-08-02T00:00:00Z",
        behavior="20250801",
        animals=(Animal(n=1), Animal(n=2)),
        data_generalizations=f"{PLACE} | dates generalised for publication: to the year",
        information_withheld=f"{GONE}date of verification, date as written, habitat, remarks",
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "14 August",
            "Aug. 14th at noon",
            "the 14th of August 2026",
            "on 14.08.2026",
            "8/14/26",
            "0/14/26, 14/8/26",
            "14-08-2026",
            "14.08",
        ),
        *("14 августа", "2026年8月14日", "8月14号", "in August 2026", "14-Aug-2026", "7 Sep 2026", "IMG_20260814_0431"),
    ],
)
def test_a_text_that_names_a_young_day_goes(text: str) -> None:
    one = Sighting(vernacular_name=TIGER, event_date="2026-08-14T04:31:00+08:00", remarks=text)
    assert sighting(one).remarks is None
    assert sighting(replace(one, vernacular_name=FOX)).remarks == text


@pytest.mark.parametrize(
    "text",
    [
        *("14 August 2012", "15 August", "14.08 km", "1.5", "August 2012", "14/8", "2 marsh deer", "31.12.2019"),
        *("they may stay", "14 animals", "40/50/2026", "marched 2 km"),
    ],
)
def test_a_text_that_names_none_stays(text: str) -> None:
    one = Sighting(vernacular_name=TIGER, event_date="2026-08-15" if text == "14.08 km" else "2026-08-14", remarks=text)
    assert sighting(one).remarks == text


@pytest.mark.parametrize(
    "text", ["52T 548123 4828123", "548123 E, 4828123", "52TFP 48123 28123", "52TFP4812328123", "8QJ2J3X2+VW"]
)
def test_a_text_with_a_position_on_another_grid_goes(text: str) -> None:
    assert sighting(Sighting(vernacular_name=HARE, remarks=f"at {text}")).remarks is None
    assert sighting(Sighting(vernacular_name=CROW, remarks=f"at {text}")).remarks == f"at {text}"


def test_an_assessment_does_not_tell_when_it_was_made_where_that_is_young() -> None:
    said = Breeding(assessed=Assessed(level="confirmed", by="Li Wei", date="2026-08-16"))
    told = sighting(Sighting(vernacular_name=TIGER, event_date="2026-08-14", breeding=said)).breeding
    assert told == Breeding(assessed=Assessed(level="confirmed", by="Li Wei"))
    old = replace(said, assessed=Assessed(level="confirmed", date="2020-08-16"))
    assert sighting(Sighting(vernacular_name=TIGER, breeding=old)).breeding == old


def test_a_record_of_which_nothing_was_taken_says_nothing_of_it() -> None:
    one = Sighting(vernacular_name=TIGER, event_date="2013", region="Jilin, China", added="2026-08-02T00:00:00Z")
    assert sighting(one) == replace(one, added=None)


def test_a_sighting_at_a_camera_is_generalised_as_its_camera_is() -> None:
    at = Deployment(uuid="u", latitude=43.60417, longitude=130.59023)
    told = sighting(Sighting(vernacular_name=TIGER, deployment="d1"), at)
    assert (told.data_generalizations, told.information_withheld) == (SAID, None)


def test_of_a_whole_logbook_what_saw_nothing_goes_out_too() -> None:
    at = {"latitude": 43.60417, "longitude": 130.59023}
    cameras = [Deployment(uuid=name, location_name=f"{name} hill", **at) for name in ("tiger", "late", "same place")]
    far = Deployment(uuid="far", location_name="far hill", latitude=10.12345, longitude=20.12345)
    seen = Sighting(vernacular_name=TIGER, deployment="d1")
    whole = book(*cameras, far, seen, replace(seen, deployment="d2", embargo_until="2027"))

    told = privacy.tell(whole, whole.sightings, (), whole.deployments, now=NOW, delay=YEAR, exact=False).book

    assert {one.uuid: (one.location_name, one.latitude) for one in told.deployments.values()} == {
        "tiger": (None, 43.6),
        "same place": (None, 43.6),
        "far": ("far hill", 10.12345),
    }
    assert list(tell(whole).book.deployments) == [1]


def test_below_high_the_day_is_told() -> None:
    one = Animal(n=1, classification_timestamp="2026-08-02T00:00:00Z")
    told = sighting(Sighting(vernacular_name=FOX, event_date="2026-08-01", added="2026-08-02", animals=(one,)))
    assert (told.event_date, told.added, told.animals) == ("2026-08-01", "2026-08-02", (one,))


def test_an_event_is_not_named_where_another_of_it_tells_more() -> None:
    pair = (Sighting(vernacular_name=TIGER, event_id="E77"), Sighting(vernacular_name=CROW, event_id="E77", **HERE))
    told = tell(book(*pair, Sighting(vernacular_name=TIGER, event_id="E78"))).book.sightings
    assert [one.event_id for one in told.values()] == [None, "E77", "E78"]


def test_what_goes_out_is_what_was_chosen_and_what_it_refers_to() -> None:
    whole = book(
        Sighting(vernacular_name=CROW, images=("i1", "i9"), deployment="d2"),
        Sighting(vernacular_name=HARE, images=("i2",), deployment="d1"),
        *(Image(credit_line=line) for line in ("©WCS.", "WWF", None)),
        Deployment(),
        Deployment(),
        Credit(name="WCS"),
        Credit(name="WWF"),
    )
    told = privacy.tell(whole, {1}, {3}, now=NOW, delay=YEAR, exact=False).book

    assert {table: [*getattr(told, table)] for table in ("taxa", "credits", "images", "deployments", "sightings")} == {
        "taxa": [5],
        "credits": [1],
        "images": [1, 3],
        "deployments": [2],
        "sightings": [1],
    }
    assert told.sightings[1].images == ("i1", "i9")


def test_a_record_that_is_not_chosen_makes_its_place_sensitive_all_the_same() -> None:
    whole = book(Sighting(vernacular_name=CROW, **HERE), Sighting(vernacular_name=TIGER, **HERE))
    told = privacy.tell(whole, [1], (), now=NOW, delay=YEAR, exact=False)

    assert told.book.sightings[1].decimal_latitude == 43.6
    assert (told.generalised, told.unstated) == ({"high": 1}, ())


def test_it_is_told_what_was_hidden_and_why() -> None:
    kinds = {1: kind("Tiger", "none", "EN"), 2: kind("Lynx", None, scientific="Lynx lynx"), 3: kind("Crow", "none")}
    whole = book(
        Sighting(vernacular_name="tiger", decimal_latitude=1.0, decimal_longitude=1.0),
        Sighting(scientific_name="Lynx lynx", images=("i1",), decimal_latitude=2.0, decimal_longitude=1.0),
        Sighting(decimal_latitude=3.0, decimal_longitude=1.0),
        Sighting(vernacular_name="Crow", images=("i2",)),
        Image(),
        Image(),
        taxa=kinds,
    )
    told = tell(whole)

    assert told.unstated == ("Lynx", "unidentified")
    assert told.raised == (Raised("Tiger", "none", "high", "EN"),)
    assert told.generalised == {"high": 3}


@pytest.mark.parametrize("exact", [False, True])
def test_what_is_under_embargo_goes_nowhere(exact: bool) -> None:
    whole = book(
        Sighting(vernacular_name=CROW, embargo_until="2026-12", images=("i1", "i2")),
        Sighting(vernacular_name=CROW, images=("i2", "i3", "i4")),
        Sighting(vernacular_name=CROW, embargo_until="2026-11-22"),
        Sighting(vernacular_name=CROW, embargo_until="who knows"),
        *(Image(embargo_until=until) for until in (None, None, "2027", "2026-11-21")),
    )
    told = tell(whole, images=True, exact=exact)

    assert told.embargoed == (Id("sightings", 1), Id("sightings", 4), Id("images", 1), Id("images", 3))
    assert ([*told.book.sightings], [*told.book.images]) == ([2, 3], [2, 4])
    assert told.book.sightings[2].images == ("i2", "i4")


def test_the_truth_is_told_where_it_is_asked_for() -> None:
    whole = book(
        Sighting(vernacular_name=LEOPARD, locality="Den", remarks="Den", images=("i1",), **HERE),
        Image(file="Den/1.jpg"),
    )
    told = tell(whole, exact=True)

    assert told == Told(book=replace(whole, taxa={1: whole.taxa[1]}))


def test_texts_that_name_a_place_are_left_out_of_every_record_and_named() -> None:
    whole = book(
        Sighting(vernacular_name=TIGER, locality="Old Oak", tags=("cub", "old oak")),
        Sighting(vernacular_name=CROW, remarks="west of Old Oak", images=("i1",), deployment="d1"),
        Image(caption="Near the Old Oak", title="A crow", credit="c1"),
        Deployment(deployment_comments="see old oak"),
        Credit(name="Old Oak Club", contact="Old Oak"),
        taxa={1: replace(kind(CROW, "none"), remarks="nests in Old Oak"), 2: kind(TIGER, "high")},
        info=Info(title="Crows", description="of Old Oak", project={"title": "Old Oak", "id": 1}),
    )
    told = tell(whole)

    assert told.dropped == (
        Dropped(Id("credits", 1), ("name",)),
        Dropped(Id("images", 1), ("caption",)),
        Dropped(None, ("description", "project")),
        Dropped(Id("taxa", 1), ("remarks",)),
        Dropped(Id("deployments", 1), ("deployment_comments",)),
        Dropped(Id("sightings", 1), ("tags",)),
        Dropped(Id("sightings", 2), ("remarks",)),
    )
    assert told.book.sightings[1].tags == ("cub",)
    assert told.book.sightings[2].information_withheld == f"{GONE}remarks"
    assert told.book.images[1] == Image(title="A crow", data_generalizations=f"{GONE}caption")
    assert (told.book.credits, told.book.info) == ({}, Info(title="Crows", project={"id": 1}))


def test_an_empty_logbook_tells_nothing() -> None:
    assert tell(Book()) == Told(book=Book())


def test_what_is_withheld_may_name_the_place_itself() -> None:
    own = Sighting(vernacular_name=TIGER, locality="Old Oak")
    other = Sighting(vernacular_name=CROW, information_withheld="the way to Old Oak", data_generalizations="Old Oak")
    told = tell(
        book(replace(own, data_generalizations="Old Oak", information_withheld="Old Oak"), other)
    ).book.sightings

    assert (told[1].data_generalizations, told[1].information_withheld) == (
        PLACE,
        f"{GONE}locality, data generalizations",
    )
    assert (told[2].data_generalizations, told[2].information_withheld) == (None, f"{GONE}data generalizations")
