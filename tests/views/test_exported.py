"""What an export says."""

from __future__ import annotations

from logbook.privacy import Dropped, Raised, Told
from logbook.records import Book, Id
from logbook.views import exported


def test_all_that_is_hidden_is_said_and_why() -> None:
    told = Told(
        book=Book(),
        embargoed=tuple(Id("sightings", number) for number in range(1, 6)),
        unstated=tuple("ABCDEFG"),
        raised=(Raised("Amur leopard", "low", "high", "CR"),),
        generalised={"extreme": 1, "high": 1200},
        dropped=(Dropped(Id("sightings", 7), ("remarks", "tags")), Dropped(None, ("description",))),
    )

    embargoed, unstated, *others = exported.hidden(told)
    assert embargoed == "5 under embargo and not told: s1, s2, s3 and 2 more"
    assert unstated == (
        "nothing is stated of the sensitivity of A, B, C, D, E and 2 more (`logbook species` shows all), which "
        "count as high: logbook species NAME --sensitivity LEVEL --reference WHO; "
        "if nothing needs hiding: logbook species --all --sensitivity none --reference WHO"
    )
    assert others == [
        "Amur leopard counts as high, not low: its IUCN status is CR",
        "1,201 sightings with a generalised place: 1 extreme, 1,200 high; --exact would tell the truth",
        "texts left out that name a withheld place or day: s7 (remarks, tags), the logbook itself (description)",
    ]


def test_where_nothing_is_hidden_nothing_is_said() -> None:
    assert list(exported.hidden(Told(book=Book()))) == []


def test_what_was_left_out_is_grouped_by_its_reason() -> None:
    found = {
        ("sighting", "left out", "no position"): ["s1", "s4", "s9", "s12"],
        ("picture", "written", "no address"): ["i1"],
    }

    assert list(exported.notes(found)) == [
        "4 sightings left out, no position: s1, s4, s9 and 1 more",
        "1 picture written, no address: i1",
    ]


def test_the_sum_says_where_everything_went() -> None:
    counts = {("sighting", "written"): 20, ("sighting", "left out"): 1, ("picture", "left out"): 3}

    assert exported.summary(counts, "out", dry_run=False) == (
        "20 sightings written to out, 1 sighting left out, 3 pictures left out"
    )
    assert exported.summary({("sighting", "written"): 1}, "out", dry_run=True) == "1 sighting would be written to out"
    assert exported.summary({}, "out", dry_run=True) == ""
