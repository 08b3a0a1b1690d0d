"""Who is first: the rule against its definition, written once more in nested loops."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from logbook import breeding, dates
from logbook.breeding import LEVELS
from logbook.errors import BadValueError
from logbook.records import Animal, Book, Breeding, Claim, Image, Publication, Sighting, Stated
from logbook.tally import firsts
from logbook.tally.pictured import Pictured
from logbook.taxa import Taxa, TaxonKey

if TYPE_CHECKING:
    from random import Random

    from logbook.tally.firsts import Entry

LEOPARD = TaxonKey(None, "amur leopard")
PLACES = (None, "China", "Jilin, China", "Hunchun, Jilin, China", "Russia", "Amur basin")
EVER, NEVER = datetime.min, datetime.max  # noqa: DTZ901 - as dates.Span has them


def enter(book: Book) -> list[Entry]:
    return firsts.enter(book, Taxa({}), Pictured(book))


# The rule once more: slowly, and without the code that is tested, save the bounds of a date and the evidence in force.


class Bounded(NamedTuple):
    number: int
    span: dates.Span


def slow_bounds(sighting: Sighting, images: dict[int, Image]) -> dates.Span | None:
    code = sighting.country_code
    northern = code == "CN" or (code != "ZZ" and str(sighting.region).endswith(("China", "Russia")))
    try:
        return dates.span(sighting.event_date or "", "north" if northern else None)
    except BadValueError:
        pass
    published = [claim.date for claim in sighting.claims]
    for ref in sighting.images:
        published += [publication.date for publication in images[int(ref[1:])].publications]
    ends = [dates.span(printed) for printed in published if printed]
    ends = [end for end in ends if end.latest != NEVER]
    if not ends:
        return None
    soonest = min(ends, key=lambda end: end.latest)
    return dates.Span(EVER, soonest.latest, soonest.offsets, None, soonest.latest_offset)


def slow_place(sighting: Sighting, region: str | None) -> bool:
    in_some_country = str(sighting.region).endswith(("China", "Russia"))
    if sighting.country_code == "ZZ" and in_some_country:
        return region is None
    if region is None:
        return sighting.region is None and sighting.country_code != "CN"
    if sighting.country_code == "CN" and region == "China":
        return True
    return sighting.region is not None and (sighting.region == region or sighting.region.endswith(f", {region}"))


def slow_competes(sighting: Sighting) -> bool:
    if sighting.establishment in ("captive", "released") or sighting.verification in ("doubtful", "rejected"):
        return False
    by_person = [animal for animal in sighting.animals if animal.classification_method == "human"]
    by_machine = [animal for animal in sighting.animals if animal.classification_method == "machine"]
    if by_person or not by_machine:
        return True
    return bool(sighting.identified_by) or sighting.verification == "verified"


def slow_instants(span: dates.Span) -> tuple[datetime, datetime]:
    """Give the bounds in UTC; what has no zone may be 14 hours off either way."""

    def moved(moment: datetime, by: timedelta) -> datetime:
        return moment if moment in (EVER, NEVER) else moment + by

    early, late = span.earliest_offset, span.latest_offset
    return (
        moved(span.earliest, -timedelta(hours=14) if early is None else -early),
        moved(span.latest, timedelta(hours=14) if late is None else -late),
    )


def slow_outcome(book: Book, region: str | None, name: str, level: str) -> tuple[set[int], set[int], set[int]]:
    """Name who could be first, who could be last, and who is undated."""
    dated: list[Bounded] = []
    undated: set[int] = set()
    for number, sighting in book.sightings.items():
        enough = LEVELS.index(breeding.in_force(sighting).level) >= LEVELS.index(level)
        if sighting.vernacular_name != name or not enough:
            continue
        if slow_competes(sighting) and slow_place(sighting, region):
            span = slow_bounds(sighting, book.images)
            if span is None:
                undated.add(number)
            else:
                dated.append(Bounded(number, span))
    offsets = {offset for one in dated for offset in one.span.offsets}
    bounds = {
        one.number: slow_instants(one.span) if len(offsets) > 1 else (one.span.earliest, one.span.latest)
        for one in dated
    }
    could_be_first = {one for one in bounds if all(bounds[one][0] <= bounds[other][1] for other in bounds)}
    could_be_last = {one for one in bounds if all(bounds[one][1] >= bounds[other][0] for other in bounds)}
    return could_be_first, could_be_last, undated


DAYS = st.dates(min_value=date(2012, 12, 30), max_value=date(2013, 1, 3))
CLOCKS = st.sampled_from(["T00:10", "T04:31", "T12:00:30", "T23:59"])
OFFSETS = st.sampled_from(["", "", "Z", "+08:00", "-10:00"])
TIMES = st.builds("{}{}{}".format, DAYS, CLOCKS, OFFSETS)
DATES = st.one_of(
    st.just("2012"),
    st.just("2013"),
    st.sampled_from(["2012-12", "2013-01", "2012-23", "2012-24", "2013-22", "2011/2012", "2012-12/2013-01"]),
    st.sampled_from(["2012~", "2013?", "2012-12~", "../2012", "2013/..", "../2012-12-30"]),
    DAYS.map(str),
    TIMES,
)
PUBLISHED = st.one_of(st.none(), DATES)
ANIMALS = st.lists(st.builds(Animal, classification_method=st.sampled_from([None, "human", "machine"])), max_size=2)
IMAGES = {
    number: Image(publications=(Publication(date=printed),)) for number, printed in enumerate(["2013-01-01", None], 1)
}
SIGHTINGS = st.builds(
    Sighting,
    event_date=st.one_of(DATES, DATES, DATES, st.sampled_from([None, "some day"])),
    vernacular_name=st.sampled_from(["Amur leopard", "Amur leopard", "Amur leopard", "Amur tiger"]),
    region=st.sampled_from(PLACES),
    country_code=st.sampled_from([None, None, None, "CN", "ZZ"]),
    breeding=st.sampled_from(["confirmed", "confirmed", "probable", "possible", "none"]).map(
        lambda level: Breeding(stated=Stated(level=level))
    ),
    verification=st.sampled_from([None, None, None, "unverified", "verified", "doubtful", "rejected"]),
    establishment=st.sampled_from([None, None, None, None, "captive", "released"]),
    identified_by=st.sampled_from([(), (), ("Dale",)]),
    animals=ANIMALS.map(tuple),
    claims=st.lists(st.builds(Claim, claim=st.just("seen"), date=PUBLISHED), max_size=1).map(tuple),
    images=st.sampled_from([(), (), ("i1",), ("i2", "i1")]),
)
BOOKS = st.lists(SIGHTINGS, max_size=7).map(lambda made: Book(sightings=dict(enumerate(made, 1)), images=IMAGES))
[UNDATED] = enter(Book(sightings={1: Sighting(region="China", breeding=Breeding(stated=Stated(level="confirmed")))}))
QUESTIONS = list(product(PLACES, ["Amur leopard", "Amur tiger"], LEVELS))


@given(BOOKS)
@settings(max_examples=300)
def test_all_who_could_be_first_or_last_are_named_and_no_other(book: Book) -> None:
    entries = enter(book)
    for region, name, level in QUESTIONS:
        rivals = firsts.competitors(entries, region, TaxonKey(None, name.lower()), level)
        could_be_first, could_be_last, undated = slow_outcome(book, region, name, level)
        for found, could_be in ((firsts.first(rivals), could_be_first), (firsts.last(rivals), could_be_last)):
            assert {entry.number for entry in (found.candidates if found else ())} == could_be
            assert {entry.number for entry in (found.undated if found else ())} == undated


@given(BOOKS, st.randoms())
def test_the_order_of_entry_changes_nothing(book: Book, random: Random) -> None:
    numbers = list(book.sightings)
    random.shuffle(numbers)
    renamed = dict(zip(book.sightings, numbers, strict=True))
    again = Book(sightings={renamed[n]: s for n, s in book.sightings.items()}, images=IMAGES)
    for region, level in product(PLACES, LEVELS):
        found, other = (firsts.first(firsts.competitors(enter(one), region, LEOPARD, level)) for one in (book, again))
        assert (found and found.standing) == (other and other.standing)
        if found and other:
            assert {renamed[e.number] for e in found.candidates} == {e.number for e in other.candidates}


@given(st.lists(SIGHTINGS, min_size=1, max_size=6), SIGHTINGS)
def test_open_are_the_undated_and_all_that_would_be_named_if_they_joined(made: list[Sighting], other: Sighting) -> None:
    *rivals, outsider = enter(Book(sightings=dict(enumerate([*made, other], 1)), images=IMAGES))
    would = firsts.first([*rivals, outsider])
    named = would is not None and outsider in (*would.candidates, *would.undated)
    undated = [entry for entry in rivals if entry.span is None]
    assert firsts.still_open(rivals, [outsider]) == [*undated, *([outsider] if named else [])]


@given(BOOKS)
def test_an_undated_record_takes_nobodys_name_away(book: Book) -> None:
    entries = firsts.competitors(enter(book), "China", LEOPARD, "possible")
    before = firsts.first(entries)
    after = firsts.first([*entries, UNDATED._replace(number=99)])
    assert after is not None
    assert after.candidates == (before.candidates if before else ())
    assert len(after.undated) == (len(before.undated) if before else 0) + 1
