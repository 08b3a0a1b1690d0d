"""Who is first, case by case; `test_firsts_law.py` holds the rule against its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logbook.records import Animal, Assessed, Book, Breeding, Claim, Image, Publication, Sighting, Stated
from logbook.tally import firsts
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from logbook.tally.firsts import Entry

CONFIRMED = Breeding(stated=Stated(level="confirmed"))


def cubs(event_date: str | None = None, **fields: object) -> Sighting:
    """Make a sighting that competes in China for the first confirmed breeding evidence."""
    made = {"vernacular_name": "Amur leopard", "region": "China", "breeding": CONFIRMED, "event_date": event_date}
    return Sighting(**{**made, **fields})  # type: ignore[arg-type]


def entered(*sightings: Sighting, images: dict[int, Image] | None = None) -> list[Entry]:
    book = Book(sightings=dict(enumerate(sightings, 1)), images=images or {})
    return firsts.enter(book, Taxa({}), Pictured(book))


def outcome(*sightings: Sighting, images: dict[int, Image] | None = None) -> tuple[str, str, str] | None:
    """Give the standing, who could be first and who is undated, as one can read it."""
    found = firsts.first(entered(*sightings, images=images))
    return found and (found.standing, ids(found.candidates), ids(found.undated))


def ids(entries: tuple[Entry, ...] | list[Entry]) -> str:
    return " ".join(entry.id for entry in entries)


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ((), None),
        ((cubs("2013-10-09"),), ("first", "s1", "")),
        ((cubs("2014"), cubs("2013-10-09")), ("first", "s2", "")),
        ((cubs("2013"), cubs("2013-10-09")), ("one of", "s2 s1", "")),
        ((cubs("../2013"), cubs("2012-05"), cubs("2014")), ("one of", "s2 s1", "")),
        ((cubs("2013"), cubs()), ("first dated", "s1", "s2")),
        ((cubs("2013"), cubs("2013"), cubs("soon")), ("one of the dated", "s1 s2", "s3")),
        ((cubs(), cubs(None)), ("undated", "", "s1 s2")),
        ((cubs("../.."),), ("undated", "", "s1")),
    ],
)
def test_one_is_first_several_are_one_of_and_nobody_is_where_all_are_undated(
    sightings: tuple[Sighting, ...], expected: tuple[str, str, str] | None
) -> None:
    assert outcome(*sightings) == expected


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ((cubs("2013"), cubs("2014")), ("last", "s2", "")),
        ((cubs("2013/.."), cubs("2014"), cubs("2012")), ("one of", "s2 s1", "")),
        ((cubs("2013"), cubs()), ("last dated", "s1", "s2")),
        ((cubs("2013"), cubs("2013"), cubs()), ("one of the dated", "s1 s2", "s3")),
        ((cubs(),), ("undated", "", "s1")),
    ],
)
def test_last_is_the_rule_mirrored(sightings: tuple[Sighting, ...], expected: tuple[str, str, str]) -> None:
    found = firsts.last(entered(*sightings))
    assert found
    assert (found.standing, ids(found.candidates), ids(found.undated)) == expected


def test_nobody_is_last_where_nobody_competes() -> None:
    assert firsts.last([]) is None


def test_times_are_compared_by_clock_unless_zones_are_mixed() -> None:
    early, late = cubs("2013-10-09T04:31"), cubs("2013-10-09T05:31")
    assert outcome(early, late) == ("first", "s1", "")
    assert outcome(cubs("2013-10-09T04:31-08:00"), cubs("2013-10-09T05:31+08:00")) == ("first", "s2", "")
    assert outcome(early, cubs("2013-10-09T05:31+08:00")) == ("one of", "s2 s1", "")
    assert outcome(cubs("2013-10-09"), cubs("2013-10-10T05:31+08:00")) == ("first", "s1", "")


def test_a_publication_bounds_an_undated_record() -> None:
    claimed = cubs(claims=(Claim(claim="cubs", date="2013"), Claim(claim="more", date="2013-06-30")))
    shown = cubs("no date", images=("i1", "i9"))
    images = {1: Image(publications=(Publication(date="2012"), Publication(), Publication(date="../..")))}
    first, second = entered(claimed, shown, images=images)
    assert (first.published, second.published) == ("2013-06-30", "2012")
    assert not first.is_dated
    assert outcome(claimed, cubs("2014")) == ("first", "s1", "")
    assert outcome(claimed, cubs("2013")) == ("one of", "s1 s2", "")
    assert outcome(cubs(claims=(Claim(claim="cubs", date="2013/.."),))) == ("undated", "", "s1")


def test_a_publication_at_a_time_is_compared_in_its_zone() -> None:
    claimed = cubs(claims=(Claim(claim="cubs", date="2013-10-09T12:00+08:00"),))
    assert outcome(claimed, cubs("2013-10-09T10:00Z")) == ("first", "s1", "")


@pytest.mark.parametrize(
    ("rival", "outsider", "is_open"),
    [
        ("2013-10-09T04:31:20", "2013-10-09T04:31:20", True),
        ("2013-10-09T04:31:20", "2013-10-09T04:31:21", False),
        ("2013-10-09T04:31:20Z", "2013-10-09T12:31:20+08:00", True),
        ("2013-10-09T04:31:20Z", "2013-10-09T12:31:21+08:00", False),
        (None, "2013", True),
        ("2013", None, True),
    ],
)
def test_an_outsider_of_the_same_second_is_open(rival: str | None, outsider: str | None, is_open: bool) -> None:
    known, other = entered(cubs(rival), cubs(outsider, verification="doubtful"))
    assert (other in firsts.still_open([known], [other])) is is_open


@pytest.mark.parametrize(
    ("sighting", "fitness"),
    [
        (cubs(), "competes"),
        (cubs(establishment="captive"), "out"),
        (cubs(establishment="released", verification="doubtful"), "out"),
        (cubs(verification="rejected"), "out"),
        (cubs(verification="doubtful"), "open"),
        (cubs(verification="unverified"), "competes"),
        (cubs(animals=(Animal(classification_method="machine"), Animal())), "open"),
        (cubs(animals=(Animal(classification_method="machine"), Animal(classification_method="human"))), "competes"),
        (cubs(animals=(Animal(classification_method="machine"),), identified_by=("Dale",)), "competes"),
        (cubs(animals=(Animal(classification_method="machine"),), verification="verified"), "competes"),
        (cubs(animals=(Animal(),)), "competes"),
    ],
)
def test_wild_animals_that_a_person_identified_compete(sighting: Sighting, fitness: str) -> None:
    assert firsts.fitness(sighting) == fitness


@pytest.mark.parametrize(
    ("region", "code", "expected"),
    [
        (None, None, ()),
        ("Hunchun, Jilin, China", "CN", ("Hunchun, Jilin, China", "Jilin, China", "China")),
        ("Jilin, China", None, ("Jilin, China", "China")),
        (None, "cn", ("China",)),
        ("Jilin", "CN", ("Jilin", "China")),
        ("Jilin", "??", ("Jilin",)),
        ("Amur basin", "ZZ", ("Amur basin",)),
        ("Jilin, China", "zz", ()),
        (None, "ZZ", ()),
    ],
)
def test_a_record_counts_wherever_its_place_lies(
    region: str | None, code: str | None, expected: tuple[str, ...]
) -> None:
    assert firsts.regions(region, code) == expected


@pytest.mark.parametrize(
    ("sighting", "region", "may"),
    [
        (cubs(region=None), "Jilin, China", True),
        (cubs(region="China"), "Jilin, China", True),
        (cubs(region="Jilin, China"), "China", False),
        (cubs(region="Russia"), "Jilin, China", False),
        (cubs(region="Amur basin", country_code="ZZ"), "China", True),
        (cubs(region="Amur basin", country_code="ZZ"), "Amur basin", False),
        (cubs(region=None), None, False),
    ],
)
def test_a_record_may_lie_where_its_place_says_no_more(sighting: Sighting, region: str | None, may: bool) -> None:
    assert firsts.may_lie_in(entered(sighting)[0], region) is may


@pytest.mark.parametrize(
    ("sighting", "grade"),
    [
        (cubs(images=("i1",)), "hard"),
        (cubs(method="genetic"), "hard"),
        (cubs(method="tracks", verification="verified", verified_by="Dale"), "reviewed"),
        (cubs(method="tracks", breeding=Breeding(assessed=Assessed(level="probable", by="Dale"))), "reviewed"),
        (cubs(method="tracks", verification="verified"), "soft"),
        (cubs(method="camera-trap", breeding=None), "soft"),
        (cubs(breeding=Breeding(assessed=Assessed(level="probable"))), "soft"),
    ],
)
def test_a_fact_is_as_hard_as_what_it_rests_on(sighting: Sighting, grade: str) -> None:
    assert firsts.grade(sighting) == grade


def judged(claim: Claim, *sightings: Sighting) -> tuple[str | None, str]:
    entries = entered(*sightings)
    standing, by = firsts.judge(claim, entries[0], [entry for entry in entries if entry.fitness == "competes"])
    return standing, ids(by)


CLAIM = Claim(claim="the first cubs in China", kind="first-breeding", region="China")


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ((cubs("2013-10-09"), cubs("2014")), ("supported", "")),
        ((cubs("2013-10-09"), cubs("2012"), cubs("2011"), cubs("2014")), ("contradicted", "s2 s3")),
        ((cubs("2013-10-09"), cubs("2013")), ("undecided", "")),
        ((cubs("2013-10-09T04:31:20"), cubs("2013-10-09T04:31:20")), ("undecided", "")),
        ((cubs("2013-10-09"), cubs()), ("undecided", "")),
        ((cubs("2013-10-09"), cubs(), cubs("2012")), ("contradicted", "s3")),
        ((cubs(), cubs("2012")), ("undecided", "")),
        ((cubs(claims=(Claim(claim="cubs", date="2013"),)), cubs("2015")), ("undecided", "")),
        ((cubs("2013-10-09", verification="doubtful"), cubs("2012")), ("undecided", "")),
    ],
)
def test_a_claim_is_supported_contradicted_or_undecided(
    sightings: tuple[Sighting, ...], expected: tuple[str, str]
) -> None:
    assert judged(CLAIM, *sightings) == expected


def test_a_claim_of_another_kind_has_no_standing() -> None:
    assert judged(Claim(claim="rare"), cubs("2013")) == (None, "")
