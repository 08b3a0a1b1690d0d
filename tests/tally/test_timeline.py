"""The sightings of each region and species along time."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.records import Book, Breeding, Claim, Sighting, Stated, Taxon
from logbook.tally.summary import summarise
from logbook.tally.timeline import Milestone, Timeline, TimelineRow, timeline

DATES = ("2013-10-09", "2012", "2011-23", "2014~", "../2010", "2015/..", "2013-10-09T04:31+08:00", "soon", None)


def seen(event_date: str | None, level: str | None = None, **fields: object) -> Sighting:
    made = {"vernacular_name": "Amur leopard", "region": "China"}
    stated = Breeding(stated=Stated(level=level)) if level else None
    return Sighting(event_date=event_date, breeding=stated, **{**made, **fields})  # type: ignore[arg-type]


def laid(*sightings: Sighting, depth: int = 1, possible: bool = False) -> Timeline:
    return timeline(Book(sightings=dict(enumerate(sightings, 1))), depth=depth, possible=possible)


def row(*sightings: Sighting) -> TimelineRow:
    [found] = laid(*sightings).rows
    return found


def lies(found: Milestone | None) -> tuple[str, str] | None:
    """Give the days between which a milestone lies; `..` for an open end."""
    if found is None:
        return None
    earliest, latest = (".." if end is None else end.date().isoformat() for end in (found.earliest, found.latest))
    return earliest, latest


def test_there_is_a_row_for_each_region_and_species_in_order() -> None:
    rows = laid(
        seen(None, region=None),
        seen(None, region="Russia"),
        seen(None, vernacular_name="Amur tiger"),
        seen(None, region="Jilin, China"),
        seen(None, vernacular_name=None),
        depth=2,
    ).rows
    assert [(one.region, one.vernacular_name, one.sightings) for one in rows] == [
        ("China", None, 1),
        ("China", "Amur leopard", 1),
        ("China", "Amur tiger", 1),
        ("Jilin, China", "Amur leopard", 1),
        ("Russia", "Amur leopard", 1),
        (None, "Amur leopard", 1),
    ]


def test_one_taxon_has_one_row_whatever_its_records_call_it() -> None:
    taxon = Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")
    latin = seen("2013", vernacular_name=None, scientific_name="Panthera pardus orientalis")
    [found] = timeline(Book(taxa={1: taxon}, sightings={1: seen("2012"), 2: latin})).rows
    assert (found.vernacular_name, found.scientific_name) == ("Amur leopard", "Panthera pardus orientalis")
    assert found.sightings == 2


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2013-10-09", datetime(2013, 10, 9), datetime(2013, 10, 9, 23, 59, 59)),  # noqa: DTZ001 - clock as written
        ("2013~", datetime(2012, 1, 1), datetime(2014, 12, 31, 23, 59, 59)),  # noqa: DTZ001 - the same
        ("2013-23", datetime(2013, 9, 1), datetime(2013, 11, 30, 23, 59, 59)),  # noqa: DTZ001 - the same
        ("../2010", None, datetime(2010, 12, 31, 23, 59, 59)),  # noqa: DTZ001 - the same
        ("2015/..", datetime(2015, 1, 1), None),  # noqa: DTZ001 - the same
    ],
)
def test_a_dated_sighting_stretches_between_its_bounds(
    edtf: str, earliest: datetime | None, latest: datetime | None
) -> None:
    [stretch] = row(seen(edtf, country_code="JP")).stretches
    assert (stretch.sighting, stretch.event_date, stretch.earliest, stretch.latest) == ("s1", edtf, earliest, latest)


def test_every_sighting_is_there_and_the_undated_are_counted() -> None:
    found = row(seen("2013"), seen(None), seen("soon"), seen("2010", "confirmed", verification="rejected"))
    assert (found.sightings, found.undated) == (4, 2)
    assert [(one.sighting, one.level, one.fitness) for one in found.stretches] == [
        ("s1", "none", "competes"),
        ("s4", "confirmed", "out"),
    ]
    assert lies(found.first_sighting) == ("2013-01-01", "2013-12-31")
    assert found.first_breeding == ()


def test_a_first_lies_between_the_earliest_and_the_latest_that_it_could_be() -> None:
    found = row(seen("2013"), seen("2013-10-09"), seen("2012-11/2013-11"), seen("2014"))
    assert found.first_sighting
    assert found.first_sighting.sightings == ("s2", "s3", "s1")
    assert lies(found.first_sighting) == ("2012-11-01", "2013-10-09")


def test_a_last_lies_between_the_earliest_and_the_latest_that_it_could_be() -> None:
    found = row(seen("2013"), seen("2013-10-09"), seen("2013-11/2014-02"), seen("2012"))
    assert found.last_sighting
    assert found.last_sighting.sightings == ("s3", "s1")
    assert lies(found.last_sighting) == ("2013-11-01", "2014-02-28")


def test_where_nothing_competes_nothing_is_first_or_last() -> None:
    found = row(seen("2010", verification="rejected"))
    assert (found.first_sighting, found.last_sighting, len(found.stretches)) == (None, None, 1)


def test_open_ends_stay_open() -> None:
    found = row(seen("../2010"), seen("2015/.."))
    assert (lies(found.first_sighting), lies(found.last_sighting)) == (("..", "2010-12-31"), ("2015-01-01", ".."))


def test_an_undated_record_with_a_dated_publication_lies_before_it() -> None:
    found = row(seen(None, claims=(Claim(claim="seen", date="2012-05"),)), seen("2013"))
    assert found.first_sighting
    assert (found.first_sighting.published, lies(found.first_sighting)) == ("2012-05", ("..", "2012-05-31"))
    assert (found.undated, [one.sighting for one in found.stretches]) == (1, ["s2"])


def test_each_level_of_first_breeding_evidence_is_marked_the_strongest_foremost() -> None:
    sightings = (
        seen("2013", "confirmed"),
        seen("2012", "probable"),
        seen("2011", "possible"),
        seen("2014", "confirmed"),
    )
    [found] = laid(*sightings).rows
    assert [(one.level, one.foremost, lies(one)) for one in found.first_breeding] == [
        ("confirmed", "s1", ("2013-01-01", "2013-12-31")),
        ("probable", "s2", ("2012-01-01", "2012-12-31")),
    ]
    [found] = laid(*sightings, possible=True).rows
    assert [one.level for one in found.first_breeding] == ["confirmed", "probable", "possible"]


def test_where_nothing_is_dated_nothing_lies_anywhere() -> None:
    found = laid(seen(None, "confirmed"))
    assert (found.begin, found.end) == (None, None)
    [only] = found.rows
    assert [lies(one) for one in only.milestones] == [("..", "..")] * 3
    assert only.first_sighting
    assert (only.first_sighting.standing, only.first_sighting.undated) == ("undated", ("s1",))
    assert laid() == Timeline(begin=None, end=None, rows=())


def test_the_ends_are_those_of_all_that_is_known() -> None:
    found = laid(seen("2013-10-09"), seen("../2010"), seen("2012", region="Russia"))
    assert (str(found.begin), str(found.end)) == ("2010-12-31 23:59:59", "2013-10-09 23:59:59")


def test_what_was_selected_is_laid_out_alone() -> None:
    book = Book(sightings={1: seen("2013"), 2: seen("2012", region="Russia")})
    assert [one.region for one in timeline(book, sightings={2}).rows] == ["Russia"]


@given(st.lists(st.tuples(st.sampled_from(DATES), st.sampled_from((None, "probable", "confirmed"))), max_size=8))
def test_firsts_and_lasts_are_those_of_the_summary(said: list[tuple[str | None, str | None]]) -> None:
    book = Book(sightings=dict(enumerate((seen(*one) for one in said), 1)))
    rows, summary = timeline(book).rows, summarise(book)
    for mine, region in zip(rows, summary.regions, strict=True):
        for milestone, mark in (
            (mine.first_sighting, region.first_sighting),
            (mine.last_sighting, region.last_sighting),
        ):
            assert milestone
            assert mark
            assert (milestone.standing, milestone.sightings) == (mark.standing, mark.sightings)
    marked = [(one.level, one.sightings, one.foremost) for one in (rows[0].first_breeding if rows else ())]
    assert marked == [(one.level, one.sightings, one.foremost) for one in summary.first_breeding]


@given(st.lists(st.sampled_from(DATES), max_size=8))
def test_everything_lies_within_the_ends_and_no_end_stands_before_its_beginning(said: list[str | None]) -> None:
    found = laid(*map(seen, said))
    for one in (each for only in found.rows for each in (*only.stretches, *only.milestones)):
        known = [end for end in (one.earliest, one.latest) if end]
        assert known == sorted(known)
        assert all(found.begin and found.end and found.begin <= end <= found.end for end in known)
