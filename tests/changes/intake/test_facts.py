"""What a data set says of itself: taken over where the logbook is new, and united where it is not."""

from __future__ import annotations

from logbook.changes.intake.items import Facts
from logbook.records import Book, Info, Sighting
from tests.changes.intake.taking import item, taken

LI = {"title": "Li", "role": "contact"}
FACTS = Facts(
    title="Martens", license="CC0-1.0", media_license="CC-BY-4.0", contributors=(LI,), project={"title": "GMU8"}
)
OWN = {1: Sighting(vernacular_name="Lynx")}
SEEN = item("x:s:1", Sighting(vernacular_name="Lynx"))


def test_a_new_logbook_takes_over_what_the_data_set_says() -> None:
    done, book = taken(FACTS, SEEN)

    info = book.info
    assert (info.title, info.license, info.media_license, info.project) == (
        "Martens",
        "CC0-1.0",
        "CC-BY-4.0",
        {"title": "GMU8"},
    )
    assert info.contributors == (LI,)
    assert (list(done.said), book.sightings[1].project) == ([], None)


def test_what_a_new_logbook_says_itself_stays() -> None:
    book = Book(info=Info(title="Ours", license="CC-BY-4.0"))
    done, after = taken(FACTS, book=book)

    assert (after.info.title, after.info.license, after.info.media_license) == ("Ours", "CC-BY-4.0", "CC-BY-4.0")
    assert list(done.said) == [
        "the records of the source are under 'CC0-1.0'; the logbook's own licence, 'CC-BY-4.0', stays"
    ]


def test_records_of_ones_own_do_not_come_under_the_licence_of_somebody_elses() -> None:
    done, after = taken(FACTS, SEEN, book=Book(sightings=OWN))

    assert (after.info.title, after.info.license, after.info.project) == (None, None, None)
    assert after.info.contributors == (LI,)
    assert after.sightings[2].project == "GMU8"
    own = "states no licence of its own"
    assert list(done.said) == [
        f"the records of the source are under 'CC0-1.0'; the logbook {own}, and takes none over",
        f"the pictures of the source are under 'CC-BY-4.0'; the logbook {own} for pictures, and takes none over",
        "the source is of another project; 'GMU8' stands in the sightings that come from it",
    ]


def test_a_second_run_changes_nothing() -> None:
    _, once = taken(FACTS, SEEN)
    done, twice = taken(FACTS, SEEN, book=once, update=True)

    assert (twice, list(done.said)) == (once, [])


def test_contributors_are_united_by_title_and_role() -> None:
    ours = {"title": "LI", "role": "contact", "email": "li@example.org"}
    theirs = Facts(contributors=({**LI, "organization": "WCS"}, {"title": "Li", "role": "publisher"}))
    _, after = taken(theirs, book=Book(info=Info(contributors=(ours,))))

    assert after.info.contributors == (
        {**ours, "organization": "WCS"},
        {"title": "Li", "role": "publisher"},
    )


def test_the_project_that_a_row_names_goes_before() -> None:
    book = Book(info=Info(project={"acronym": "ours"}), sightings=OWN)
    row = item("x:s:2", Sighting(vernacular_name="Lynx", project="Theirs"))
    _, after = taken(FACTS, SEEN, row, book=book)
    _, same = taken(Facts(project={"title": "Ours"}), SEEN, book=book)

    assert [one.project for one in after.sightings.values()] == [None, "GMU8", "Theirs"]
    assert same.sightings[2].project is None
