"""Whatever stands in a logbook: nothing of a guarded place is in what goes out."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.records import Animal, Book, Claim, Deployment, Image, Publication, Record, Sighting
from tests.privacy.telling import FOX, HARE, LEOPARD, TAXA, TIGER, book, tell

TOKENS = {
    "locality": "Zwergholz 17",
    "station": "Quellmoor",
    "location id": "LOC-7741",
    "camera": "CAM-5561",
    "deployment id": "quellmoor-2026",
    "file": "RCNX0077.JPG",
    "folder": "Nordgrat 3",
    "area": "Taiga Belt",
    "region": "Amba Valley",
}
LATITUDE, LONGITUDE = "43.60417", "130.50523"
YOUNG = "2026-08-14"
PLACE = {"decimal_latitude": float(LATITUDE), "decimal_longitude": float(LONGITUDE)}

words = st.sampled_from((*TOKENS.values(), LATITUDE, f"{LATITUDE}, {LONGITUDE}", "a cub", "by the river", "снег"))
texts = st.none() | st.lists(words, min_size=1, max_size=3).map(" and ".join)
names = st.sampled_from(TAXA)
positions = st.sampled_from(({}, PLACE))
links = st.sampled_from(({"deployment": "d1"}, PLACE, {"images": ("i1",)}, {"locality": TOKENS["locality"]}))
few = st.lists(words, max_size=2).map(tuple)


@st.composite
def sightings(draw: st.DrawFn) -> Sighting:
    return Sighting(
        vernacular_name=draw(names),
        event_date=draw(st.sampled_from((None, YOUNG, f"{YOUNG}T04:31:00+08:00", "2012-05-06"))),
        region=f"{TOKENS['region']}, Russia",
        areas=(TOKENS["area"],),
        remarks=draw(texts),
        habitat=draw(texts),
        tags=draw(few),
        recorded_by=draw(few),
        animals=tuple(Animal(n=1, remarks=text) for text in draw(few)),
        claims=tuple(Claim(claim=text) for text in draw(few)),
        source_ids=draw(few),
        **{**draw(links), **draw(links)},
    )


@st.composite
def pictures(draw: st.DrawFn) -> Image:
    return Image(
        file=f"{TOKENS['folder']}/{TOKENS['file']}",
        file_name=draw(st.sampled_from((None, TOKENS["file"]))),
        date_created=draw(st.sampled_from((None, f"{YOUNG}T04:31:00Z"))),
        caption=draw(texts),
        credit_line=draw(texts),
        url=draw(texts),
        publications=tuple(Publication(title=text) for text in draw(few)),
        **draw(positions),
    )


@st.composite
def logbooks(draw: st.DrawFn) -> Book:
    """Make a logbook of one place, all of whose records are in the same cell, station or file."""
    station = Deployment(
        uuid="u",
        deployment_id=TOKENS["deployment id"],
        location_id=TOKENS["location id"],
        location_name=TOKENS["station"],
        camera_id=TOKENS["camera"],
        latitude=float(LATITUDE),
        longitude=float(LONGITUDE),
        deployment_comments=draw(texts),
        deployment_end=f"{YOUNG}T10:00:00Z",
    )
    records: list[Record] = [*draw(st.lists(sightings(), min_size=1, max_size=4)), draw(pictures()), draw(pictures())]
    return book(*records, station)


def encoded(whole: Book) -> str:
    return msgspec.json.encode(whole).decode()


@settings(max_examples=150)
@given(logbooks(), st.sampled_from((LEOPARD, TIGER, FOX, HARE)))
def test_no_exact_value_of_a_sensitive_place_is_told(whole: Book, name: str) -> None:
    at = Sighting(vernacular_name=name, deployment="d1", locality=TOKENS["locality"], images=("i1", "i2"), **PLACE)
    whole.sightings[9] = at

    out = encoded(tell(whole, images=True).book)

    told = {LEOPARD: (), TIGER: ("area", "region"), FOX: ("area", "region"), HARE: ("area", "region")}[name]
    assert not [what for what, text in TOKENS.items() if text in out and what not in told]
    figures = {HARE: ("43.6041", "130.5052"), FOX: ("43.604", "130.505")}.get(name, ("43.60", "130.50"))
    assert not [figure for figure in figures if figure in out]
    assert name in {FOX, HARE} or YOUNG not in out
    assert name != LEOPARD or ("43.6" not in out and "130.5" not in out)


@given(logbooks())
def test_what_is_told_is_a_logbook_and_is_told_again_the_same(whole: Book) -> None:
    told = tell(whole, images=True).book

    assert msgspec.json.decode(msgspec.json.encode(told), type=Book) == told
    assert tell(told, images=True).book == told


@given(logbooks())
def test_exact_is_exact(whole: Book) -> None:
    told = tell(whole, images=True, exact=True).book
    assert (told.sightings, told.images) == (whole.sightings, whole.images)


@given(logbooks())
def test_uuids_and_references_stay(whole: Book) -> None:
    told = tell(whole, images=True).book
    for number, one in told.sightings.items():
        before = whole.sightings[number]
        assert (one.uuid, one.images, one.deployment) == (before.uuid, before.images, before.deployment)
        assert [(animal.n, animal.count) for animal in one.animals] == [(a.n, a.count) for a in before.animals]
