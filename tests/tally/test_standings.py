"""What the rule says of a logbook: first breeding evidence per region and taxon, claims beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logbook.records import Animal, Book, Breeding, Claim, ClaimKind, Credit, Image, Sighting, Stated, Taxon
from logbook.tally import firsts, standings
from logbook.tally.pictured import Pictured
from logbook.tally.regional import by_region
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from logbook.breeding import Level
    from logbook.tally.standings import ClaimRow, FirstBreeding

LEVELS: tuple[Level, ...] = ("confirmed", "probable", "possible")


def seen(event_date: str | None, level: str = "confirmed", **fields: object) -> Sighting:
    made = {"vernacular_name": "Amur leopard", "region": "China", "breeding": Breeding(stated=Stated(level=level))}
    return Sighting(event_date=event_date, **{**made, **fields})  # type: ignore[arg-type]


def rows_of(*sightings: Sighting, depth: int = 1, selected: slice = slice(None)) -> tuple[FirstBreeding, ...]:
    book = Book(sightings=dict(enumerate(sightings, 1)))
    taxa = Taxa({})
    every = firsts.enter(book, taxa, Pictured(book))
    return standings.first_breeding(by_region(every[selected], depth), every, LEVELS, taxa, Pictured(book))


def short(rows: tuple[FirstBreeding, ...]) -> list[tuple[str | None, str, str, str]]:
    """Give region, level, who could be first, and what is open."""
    return [(row.region, row.level, " ".join(row.sightings), " ".join(row.open)) for row in rows]


def claimed(
    event_date: str | None, region: str | None = "China", kind: ClaimKind = "first-breeding", level: str = "confirmed"
) -> Sighting:
    return seen(event_date, level, claims=(Claim(claim="the first", kind=kind, region=region),))


def claims_of(*sightings: Sighting, taxa: dict[int, Taxon] | None = None) -> tuple[ClaimRow, ...]:
    book = Book(sightings=dict(enumerate(sightings, 1)), taxa=taxa or {})
    known = Taxa(book.taxa)
    entries = firsts.enter(book, known, Pictured(book))
    return standings.claims(entries, entries, known)


def test_a_row_describes_its_foremost_record() -> None:
    cubs = seen(
        "2013-10-09",
        breeding=None,
        region="Hunchun, Jilin, China",
        animals=(Animal(count=2, life_stage="juvenile", verbatim="cubs"),),
        images=("i1", "i2", "i3", "i4"),
    )
    images = {1: Image(credit="c1"), 2: Image(credit_line="© WCS"), 3: Image(credit="c1")}
    book = Book(sightings={3: cubs, 8: seen("2014")}, images=images, credits={1: Credit(name="WCS")})
    taxa = Taxa({})
    every = firsts.enter(book, taxa, Pictured(book))
    [row] = standings.first_breeding(by_region(every, 1), every, LEVELS, taxa, Pictured(book))
    assert (row.region, row.path, row.vernacular_name) == ("China", "Hunchun, Jilin, China", "Amur leopard")
    assert (row.level, row.code, row.basis) == ("confirmed", "dependent-young", "derived")
    assert (row.standing, row.sightings, row.undated, row.open) == ("first", ("s3",), (), ())
    assert (row.foremost, row.event_date, row.published, row.grade) == ("s3", "2013-10-09", None, "hard")
    assert (row.animals, row.images, row.credits) == (cubs.animals, ("i1", "i2", "i3"), ("WCS", "© WCS"))


def test_a_weaker_level_stands_below_only_where_it_could_be_earlier() -> None:
    confirmed = seen("2013")
    assert short(rows_of(confirmed, seen("2014", "probable"))) == [("China", "confirmed", "s1", "")]
    assert short(rows_of(confirmed, seen("2012", "probable"), seen("2013", "possible"))) == [
        ("China", "confirmed", "s1", ""),
        ("China", "probable", "s2", ""),
    ]
    assert short(rows_of(confirmed, seen(None, "probable"))) == [
        ("China", "confirmed", "s1", ""),
        ("China", "probable", "s1", "s2"),
    ]
    assert short(rows_of(seen("2014", "none"), seen("2013", "probable"))) == [("China", "probable", "s2", "")]


def test_a_weaker_row_describes_a_record_of_its_own_level() -> None:
    _, row = rows_of(seen("2013"), seen(None, "probable"))
    assert (row.level, row.foremost, row.event_date, row.standing) == ("probable", "s2", None, "first dated")


def test_the_strongest_level_stands_first_then_the_regions_in_order() -> None:
    rows = rows_of(
        seen("2013", "probable", region="Russia"),
        seen("2013", "probable", region=None),
        seen("2013", "probable", region="China"),
        seen("2013", region="Russia", vernacular_name="Amur tiger"),
        seen("2013", "possible", region="China", vernacular_name="Amur tiger"),
    )
    assert [(row.region, row.level) for row in rows] == [
        ("Russia", "confirmed"),
        ("China", "probable"),
        ("Russia", "probable"),
        (None, "probable"),
        ("China", "possible"),
    ]


def test_what_was_seen_in_a_part_was_seen_in_the_whole() -> None:
    rows = rows_of(seen("2014", region="China"), seen("2013", region="Hunchun, Jilin, China"), depth=2)
    assert short(rows) == [("China", "confirmed", "s2", ""), ("Jilin, China", "confirmed", "s2", "")]


def test_whatever_could_still_change_a_row_is_open() -> None:
    rows = rows_of(
        seen("2013", region="Jilin, China"),
        seen("2012", region="Jilin, China", verification="doubtful"),
        seen("2014", region="Jilin, China", verification="doubtful"),
        seen("2012", region="Jilin, China", verification="rejected"),
        seen("2012", "probable", region=None),
        seen("2012", region=None),
        seen("2012", region="Amur basin", country_code="ZZ"),
        seen("2012", region="China", verification="doubtful"),
        seen(None, region="Jilin, China"),
        seen("2012", region="Russia", verification="doubtful"),
        depth=2,
    )
    [row] = [row for row in rows if row.region == "Jilin, China" and row.level == "confirmed"]
    assert row.open == ("s2", "s6", "s7", "s8", "s9")
    assert (row.standing, row.sightings, row.undated) == ("first dated", ("s1",), ("s9",))


def test_what_has_no_place_may_change_a_row_even_where_it_was_not_selected() -> None:
    assert short(rows_of(seen("2013"), seen("2012", region=None), selected=slice(1))) == [
        ("China", "confirmed", "s1", "s2")
    ]


def test_no_outcome_has_no_mark() -> None:
    assert standings.mark(None) is None


def test_a_claim_is_repeated_as_published() -> None:
    claim = Claim(claim="first cubs", kind="first-breeding", region="China", reference="Ghose", date="2013-11")
    taxon = Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")
    [row] = claims_of(seen(None, claims=(claim,)), taxa={1: taxon})
    assert (row.sighting, row.claim, row.kind, row.region) == ("s1", "first cubs", "first-breeding", "China")
    assert (row.reference, row.date) == ("Ghose", "2013-11")
    assert (row.vernacular_name, row.scientific_name) == ("Amur leopard", "Panthera pardus orientalis")
    assert (row.standing, row.by) == ("undecided", ())


def test_an_older_record_entered_later_contradicts_a_claim() -> None:
    claim = claimed("2013-10-09", region="cn")
    assert claims_of(claim)[0].standing == "supported"
    [row] = claims_of(claim, seen("2014"), seen("2012-05", region="Jilin, China"))
    assert (row.standing, row.by) == ("contradicted", ("s3",))


def test_a_claim_competes_within_its_region_taxon_and_level_only() -> None:
    claim = Claim(claim="the first", kind="first-breeding", region="jilin, PRC")
    [row] = claims_of(
        seen("2013", region="Hunchun, Jilin, China", claims=(claim,)),
        seen("2012"),
        seen("2012", region="Jilin, China", vernacular_name="Amur tiger"),
        seen("2012", "probable", region="Jilin, China"),
        seen("2012", region="Jilin, China", verification="doubtful"),
    )
    assert (row.standing, row.by) == ("supported", ())


def test_a_claim_on_camera_traps_leaves_out_what_was_seen_in_another_way() -> None:
    claim = Claim(claim="the first on camera traps", kind="first-breeding", region="China", method="camera-trap")
    own = seen("2013", method="camera-trap", claims=(claim,))
    assert claims_of(own, seen("2012", method="tracks"))[0].standing == "supported"
    assert claims_of(own, seen("2012", method="camera-trap"))[0].by == ("s2",)
    assert claims_of(own, seen("2012"))[0].by == ("s2",)


def test_a_claim_without_a_region_or_outside_its_own_or_without_evidence_is_undecided() -> None:
    rows = claims_of(
        claimed("2013", region=None),
        seen("2013", claims=(Claim(claim="the first", kind="first-breeding", region="Russia"),)),
        claimed("2013", level="none"),
    )
    assert [row.standing for row in rows] == ["undecided"] * 3


def test_a_claim_of_a_first_record_competes_with_every_sighting() -> None:
    rows = claims_of(claimed("2013", kind="first-record", level="none"), seen("2012", "none"))
    assert (rows[0].standing, rows[0].by) == ("contradicted", ("s2",))


def test_a_claim_of_another_kind_has_no_standing() -> None:
    assert claims_of(claimed("2013", kind="other"))[0].standing is None
