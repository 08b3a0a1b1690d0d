"""What `summary` makes of a few sightings of each kind is what it would make of all."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.cli.condensing import condensed
from logbook.records import Animal, Assessed, Book, Breeding, Claim, Credit, Image, Publication, Sighting, Stated, Taxon
from logbook.store import forking, scanning
from logbook.store.snapshot import Snapshot
from logbook.tally import borne, kinds, standings
from logbook.tally.summary import Summary, summarise, summarise_condensed
from tests import essay
from tests.tally.test_firsts_law import CLOCKS, DATES, OFFSETS, PLACES

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PATH = Path("logbook.json")
MOST = 30
REFS = ("i1", "i2", "i3", "i4", "i9", "i0", "i01", "I2", "c1", "i", "")
TAXA = {1: Taxon(vernacular_name="Amur leopard", names=("Far Eastern leopard",)), 2: Taxon(vernacular_name="Lynx")}
CREDITS = {1: Credit(name="WCS", spellings=("© WCS",)), 2: Credit(name="Li Wei")}
IMAGES = st.dictionaries(
    st.sampled_from([1, 2, 3, 4, 1000]),
    st.builds(
        Image,
        credit=st.sampled_from([None, "c1", "c2", "c7"]),
        credit_line=st.sampled_from([None, "WCS.", "© Li Wei", "Ma Li", "(c) ma li", "©"]),
        publications=st.sampled_from([(), (Publication(date="2013-01-01"),), (Publication(date="2012~"),)]),
    ),
)
ANIMALS = st.builds(
    Animal,
    count=st.sampled_from([None, 1, 2]),
    life_stage=st.sampled_from([None, "adult", "juvenile", "subadult"]),
    individual_id=st.sampled_from([None, None, "F1", "F2"]),
    classification_method=st.sampled_from([None, None, "human", "machine"]),
    classification_probability=st.sampled_from([None, 0.5]),
    verbatim=st.sampled_from([None, "cub"]),
)
LEVELS = st.sampled_from(["confirmed", "confirmed", "probable", "possible", "none", "12"])
CLAIMS = st.builds(
    Claim,
    claim=st.just("the first"),
    kind=st.sampled_from(["first-breeding", "first-record", "other"]),
    region=st.sampled_from(PLACES),
    method=st.sampled_from([None, "camera-trap"]),
    date=st.none() | DATES,
)
FAMILY = Sighting(
    vernacular_name="Amur leopard", region="Jilin, China", breeding=Breeding(stated=Stated(level="confirmed"))
)
OTHERWISE: dict[str, st.SearchStrategy[object]] = {
    "vernacular_name": st.sampled_from(["Far Eastern leopard", "Wolf", None]),
    "scientific_name": st.just("Canis lupus"),
    "region": st.sampled_from(PLACES),
    "areas": st.just(("Changbai",)),
    "country_code": st.sampled_from(["CN", "ZZ"]),
    "animals": st.lists(ANIMALS, max_size=2).map(tuple),
    "individual_count": st.just(8),
    "count_basis": st.just("survey"),
    "breeding": st.none()
    | LEVELS.map(lambda level: Breeding(stated=Stated(level=level)))
    | LEVELS.map(lambda code: Breeding(assessed=Assessed(code=code, by="Dale"))),
    "method": st.sampled_from(["camera-trap", "tracks"]),
    "identified_by": st.just(("Dale",)),
    "verification": st.sampled_from(["verified", "doubtful", "rejected"]),
    "establishment": st.just("captive"),
    "claims": CLAIMS.map(lambda claim: (claim,)),
}
CHANGES = st.one_of([made.map(lambda value, name=name: (name, value)) for name, made in OTHERWISE.items()])
KINDS = st.lists(CHANGES, max_size=3).map(lambda changes: replace(FAMILY, **dict(changes)))
DAYS = st.dates(min_value=date(2012, 12, 20), max_value=date(2013, 1, 20)).map(str)
TIMES = st.builds("{}{}{}".format, DAYS, CLOCKS, OFFSETS)
NO_DATES = st.sampled_from(
    [None, "some day", "2013-02-30", "2013-01-01/2012", "2013-01-01/2013-01-01", "2012-12-31T25:00"]
)
NIGHTS = st.builds("{}T20:00{}/2013-01-25T04:31{}".format, DAYS, st.just("-10:00"), st.sampled_from(["+08:00", "Z"]))
ANY_DATES = st.lists(st.one_of(DAYS, TIMES, TIMES, DATES, NIGHTS, NO_DATES), min_size=4)
LOOKED_AT = st.tuples(st.integers(0, 3), st.integers(0, 9), st.lists(st.sampled_from(REFS), max_size=4).map(tuple))


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Make a logbook in which many sightings are of few kinds, and some dates stand twice."""
    few = [FAMILY, *draw(st.lists(KINDS, min_size=1, max_size=3))]
    dates = draw(ANY_DATES)
    made = [
        replace(few[kind % len(few)], event_date=dates[date % len(dates)], images=images)
        for kind, date, images in draw(st.lists(LOOKED_AT, min_size=1, max_size=MOST))
    ]
    return Book(taxa=TAXA, credits=CREDITS, images=draw(IMAGES), sightings=dict(enumerate(made, 1)))


@pytest.fixture
def in_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have several processors to read many small blocks, and little room for what is kept."""
    monkeypatch.setattr(scanning, "BLOCK", 1000)
    monkeypatch.setattr(scanning, "SHARE", 1)
    monkeypatch.setattr(forking, "_processors", lambda: 2)
    monkeypatch.setattr(kinds, "_ROOM", 2)
    monkeypatch.setattr(kinds, "_CACHED", 1)


def said(path: Path, *, depth: int = 1, possible: bool = False) -> Summary:
    """Sum up a logbook as the command does."""
    weakest = standings.shown_levels(possible=possible)[-1]
    found = condensed(Snapshot(path), depth=depth, weakest=weakest)
    assert found
    return summarise_condensed(found, depth=depth, possible=possible)


def written(book: Book) -> Path:
    PATH.unlink(missing_ok=True)
    return essay.write(PATH.absolute(), book)


@given(books(), st.integers(1, 3), st.booleans())
@settings(max_examples=400)
def test_a_few_of_each_kind_say_what_all_say(in_shares: None, book: Book, depth: int, possible: bool) -> None:
    path = written(book)
    whole = summarise(Snapshot(path).book(), depth=depth, possible=possible)
    assert said(path, depth=depth, possible=possible) == whole


def many(**changes: object) -> Book:
    """Make a logbook of three hundred sightings, a day apart, each with a picture of its own."""
    start = date(2013, 1, 1)
    made = {
        number: Sighting(
            vernacular_name="Amur leopard",
            region="Jilin, China",
            event_date=str(start + timedelta(days=number)),
            animals=essay.BOOK.sightings[1].animals,
            images=(f"i{number}",),
        )
        for number in range(1, 301)
    }
    pictures = {number: Image(credit="c1" if number % 3 else None) for number in made}
    return Book(credits=CREDITS, images=pictures, sightings={**made, 7: replace(made[7], **changes)})


def test_a_credit_is_called_as_by_its_first_picture_whoever_reads_it(in_shares: None) -> None:
    lines = ("Ma Li", "© ma li", "MA LI.", "(c) Ma-Li")
    pictures = {number: Image(credit_line=lines[number // 80]) for number in range(1, 301)}
    path = written(replace(many(), images=pictures))
    assert said(path).credits == summarise(Snapshot(path).book()).credits


def test_of_many_of_a_kind_only_the_first_and_the_last_are_read_whole(in_shares: None) -> None:
    found = condensed(Snapshot(written(many())), depth=1, weakest="probable")
    assert found
    assert {1, 300} < set(found.many) == set(found.book.sightings)
    assert len(found.many) < 20
    assert sum(found.many.values()) == found.images == 300
    assert found.book.images.keys() <= found.book.sightings.keys()


def test_whatever_contradicts_a_claim_is_named(in_shares: None) -> None:
    claim = Claim(claim="the first", kind="first-breeding", region="China")
    [row] = said(written(many(claims=(claim,)))).claims
    assert (row.standing, row.by) == ("contradicted", ("s1", "s2", "s3", "s4", "s5", "s6"))


def test_an_offset_that_is_only_on_records_in_between_counts_among_those_of_one_method(in_shares: None) -> None:
    claim = Claim(claim="the first", kind="first-record", region="China", method="camera-trap")
    seen = Sighting(vernacular_name="Amur leopard", region="China", method="camera-trap")
    zoned = [replace(seen, event_date=f"2013-0{month}-01T00:00Z", method="tracks") for month in (2, 3, 6)]
    zoned[1] = replace(zoned[1], method="camera-trap")
    claimed, earlier = replace(seen, event_date="2013-01-10T04:00", claims=(claim,)), "2013-01-09T23:00"
    made = [claimed, replace(seen, event_date=earlier), *zoned]
    [row] = said(written(Book(sightings=dict(enumerate(made, 1))))).claims
    assert (row.standing, row.by) == ("undecided", ())


def test_whatever_could_change_a_first_is_named(in_shares: None) -> None:
    book = many()
    doubtful = {number: replace(book.sightings[number], verification="doubtful") for number in range(1, 100)}
    [row] = said(written(replace(book, sightings={**book.sightings, **doubtful}))).first_breeding
    assert (row.sightings, len(row.open)) == (("s100",), 99)


def test_all_that_have_no_date_are_named(in_shares: None) -> None:
    book = many()
    undated = {number: replace(one, event_date=None) for number, one in book.sightings.items()}
    [row] = said(written(replace(book, sightings=undated))).first_breeding
    assert len(row.undated) == 300


def test_an_undated_one_lies_before_its_pictures_were_printed(in_shares: None) -> None:
    printed = {1: Image(publications=(Publication(date="2012"),))}
    undated = replace(FAMILY, breeding=None, images=("i1",))
    [row] = said(written(Book(images=printed, sightings={1: undated, 2: replace(undated, images=())}))).regions
    assert row.first_sighting
    assert (row.first_sighting.published, row.first_sighting.undated) == ("2012", ("s2",))


def test_more_credit_lines_than_letters_are_read_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, in_shares: None
) -> None:
    lines = {number: Image(credit_line=f"Photographer {number}") for number in range(1, 301)}
    written(replace(many(), images=lines))
    all_letters = run("summary --json").stdout
    monkeypatch.setattr(borne, "LETTERS", 200)
    assert run("summary --json").stdout == all_letters


def test_a_logbook_that_other_hands_laid_out_is_summed_up_the_same(run: Run, in_shares: None) -> None:
    path = written(many())
    ours = run("summary --json").stdout
    path.write_text(json.dumps(json.loads(path.read_text()), indent=1))
    result = run("summary --json")
    assert result.stdout == ours
    assert "not as this program left it" in result.stderr


def test_damage_in_a_field_that_no_rule_looks_at_is_found(run: Run, in_shares: None) -> None:
    path = written(many(remarks="clear night"))
    path.write_text(path.read_text().replace('"remarks":"clear night"', '"remarks":7'))
    assert "s7 is not valid" in run("summary", code=4).stderr
