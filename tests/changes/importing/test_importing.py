"""What a folder of pictures comes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.changes import importing, recording
from logbook.changes.fields import Setting, SightingWords
from logbook.changes.importing.imported import Imported, Manner, Picture
from logbook.changes.picture_fields import PictureWords
from logbook.errors import BadValueError, NotOneError
from logbook.records import TYPES, Animal, Book, Id, Image, Taxon
from tests.drafting import NOW, on

DAY = "2024-05-01T"


def shot(name: str, time: str | None = None, *keywords: str, folder: str = "North", **fields: Any) -> Picture:
    """Find a picture in a camera's folder; `time` is a time of the day, or a date."""
    taken = f"{DAY}{time}" if time and time[2:3] == ":" else time
    image = Image(file=f"cards/{folder}/{name}", sha256=f"digest of {name}", date_created=taken, **fields)
    return Picture(image, tuple(folder.split("/")) if folder else (), keywords)


def imported(
    *found: Picture,
    book: Book | None = None,
    words: SightingWords | None = None,
    notes: list[str] | None = None,
    **how: Any,
) -> tuple[Imported, Book]:
    """Import pictures; give what it comes to, and the logbook as it is then."""
    before = book or Book()
    draft = on(before)
    setting = Setting(now=NOW, regions=recording.regions(before), notes=[] if notes is None else notes)
    manner = Manner(root="cards", **how)
    done = importing.Import(draft, before, manner).plan(found, words or SightingWords(), PictureWords(), setting)
    tables = {table: dict(getattr(before, table)) for table in TYPES}
    for change in draft.changes():
        tables[change.table][change.number] = draft.record(Id(change.table, change.number))
    return done, Book(**tables)


def told(book: Book) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Give species, date and pictures of the sightings, without the day of the tests."""
    return [
        (one.vernacular_name, (one.event_date or "").replace(DAY, "") or None, one.images)
        for one in book.sightings.values()
    ]


def test_an_event_ends_a_gap_after_its_last_picture_not_its_first() -> None:
    found = [shot("a", "09:00:00"), shot("b", "09:29:00"), shot("c", "09:58:00"), shot("d", "10:28:01")]

    assert told(imported(*found)[1]) == [
        ("unidentified", "09:00:00/09:58:00", ("i1", "i2", "i3")),
        ("unidentified", "10:28:01", ("i4",)),
    ]


def test_pictures_in_no_order_make_the_same_events() -> None:
    found = [shot("b", "10:00:00"), shot("a", "09:00:00"), shot("c", "10:01:00")]

    assert [(date, images) for _, date, images in told(imported(*found)[1])] == [
        ("09:00:00", ("i2",)),
        ("10:00:00/10:01:00", ("i1", "i3")),
    ]


def test_each_camera_is_a_deployment_with_the_model_that_its_pictures_agree_on() -> None:
    found = [
        shot("a", "09:00:00", folder="North", camera="HC600"),
        shot("b", "09:00:00", folder="South/DCIM/100RECNX", camera="HC600"),
        shot("c", "12:00:00", folder="South", camera="X"),
        shot("d", "09:00:00", folder=""),
    ]
    done, book = imported(*found)

    assert {one.location_name: one.camera_model for one in book.deployments.values()} == {
        "North": "HC600",
        "South": None,
        "cards": None,
    }
    assert [event.camera for event in done.events] == ["North", "South", "South", "cards"]
    assert len({one.deployment for one in book.sightings.values()}) == len(book.deployments)


def test_a_folder_in_other_capitals_is_the_same_camera_and_one_with_other_signs_is_not() -> None:
    _, book = imported(
        shot("a", "09:00:00", folder="Höhle 1+"),
        shot("b", "09:10:00", folder="ho\u0308HLE 1+"),
        shot("c", "09:10:00", folder="Höhle 1-"),
    )

    assert [one.location_name for one in book.deployments.values()] == ["Höhle 1+", "Höhle 1-"]
    assert [one.images for one in book.sightings.values()] == [("i1", "i2"), ("i3",)]


def test_several_species_in_a_picture_are_a_sighting_each() -> None:
    done, book = imported(shot("a", "09:00:00", "Species|Lynx", "Species|Wolf"))

    assert told(book) == [("Lynx", "09:00:00", ("i1",)), ("Wolf", "09:00:00", ("i1",))]
    assert (done.new, len(done.events)) == (1, 2)


def test_two_names_of_one_species_in_a_picture_are_one_sighting_as_its_record_has_it() -> None:
    book = Book(taxa={1: Taxon(vernacular_name="Lynx", scientific_name="Lynx lynx")})
    _, after = imported(shot("a", "09:00:00", "Species|LYNX LYNX", "Species|lynx"), book=book)

    (one,) = after.sightings.values()
    assert (one.vernacular_name or one.scientific_name, one.images) == ("Lynx", ("i1",))


def test_a_species_that_is_said_is_that_of_all() -> None:
    found = [shot("a", "09:00:00", "Species|Wolf"), shot("b", "09:01:00")]
    _, book = imported(*found, words=SightingWords(species=" Lynx "))

    assert told(book) == [("Lynx", "09:00:00/09:01:00", ("i1", "i2"))]


def test_folders_name_the_species_and_what_is_not_sorted_yet_is_unidentified() -> None:
    found = [
        shot("a", "09:00:00", folder="North/Lynx"),
        shot("b", "09:01:00", folder="North/Blank"),
        shot("c", "09:02:00", folder="North"),
    ]
    done, book = imported(*found, by_folder=True)

    assert [(event.species, event.camera) for event in done.events] == [("Lynx", "North"), ("unidentified", "North")]
    assert done.left_out == {"blank": 1}
    assert len(book.deployments) == 1


@pytest.mark.parametrize("word", ["unidentified", "Unknown", "unclassified", "?"])
def test_who_is_not_known_yet_is_unidentified(word: str) -> None:
    assert told(imported(shot("a", "09:00:00", f"Species|{word}"))[1]) == [("unidentified", "09:00:00", ("i1",))]


def test_pictures_without_an_animal_are_left_out_and_counted() -> None:
    found = [shot("a", "09:00:00", "Species|Blank"), shot("b", "09:01:00", "Species|blank", "Species|Human")]
    done, book = imported(*found, shot("c", "09:02:00", "Species|Blank", "Species|Lynx"))

    assert (done.left_out, done.new) == ({"blank": 2}, 1)
    assert told(book) == [("Lynx", "09:02:00", ("i1",))]


def test_known_individuals_are_independent_of_each_other_and_are_the_animals() -> None:
    found = [
        shot("a", "09:00:00", "Species|Lynx", "Individual|F12"),
        shot("b", "09:01:00", "Species|Lynx", "Individual|M3", "Individual|M4"),
        shot("c", "09:02:00", "Species|Lynx", "Individual|F12"),
    ]
    _, book = imported(*found)

    assert [(one.images, one.animals) for one in book.sightings.values()] == [
        (("i1", "i3"), (Animal(n=1, count=1, individual_id="F12"),)),
        (("i2",), (Animal(n=1, count=1, individual_id="M3"), Animal(n=2, count=1, individual_id="M4"))),
    ]


def test_what_has_no_time_of_day_is_a_sighting_by_itself_and_counted() -> None:
    found = [shot("a"), shot("20240501_091900.jpg"), shot("b", "2024-05-01"), shot("c", "2024-05-01")]
    done, book = imported(*found)

    assert sorted((date or "", images) for _, date, images in told(book)) == [
        ("", ("i1",)),
        ("", ("i2",)),
        ("2024-05-01", ("i3",)),
        ("2024-05-01", ("i4",)),
    ]
    assert (done.undated, done.datable, done.untimed) == (2, 1, 2)


def test_a_date_in_the_name_is_taken_only_where_it_is_wanted_and_where_there_is_no_other() -> None:
    found = [shot("20240501_091900.jpg"), shot("20230501_091900.jpg", "09:20:00")]
    done, book = imported(*found, dates_from_names=True)

    assert told(book) == [("unidentified", "09:19:00/09:20:00", ("i1", "i2"))]
    assert book.sightings[1].verbatim_event_date == "20240501_091900.jpg"
    assert (done.undated, done.datable) == (0, 0)


def test_the_words_are_said_of_each_sighting_and_a_position_that_pictures_agree_on_is_taken() -> None:
    place = {"decimal_latitude": 43.6, "decimal_longitude": 130.6}
    found = [shot("a", "09:00:00", **place), shot("b", "12:00:00")]
    done, book = imported(*found, words=SightingWords(method="camera-trap", tag=("2024",)))

    assert [(one.method, one.tags) for one in book.sightings.values()] == [("camera-trap", ("2024",))] * 2
    assert [one.decimal_latitude for one in book.sightings.values()] == [43.6, None]
    assert done.unplaced == {Id("deployments", 1): 1}
    assert imported(*found, words=SightingWords(region="Jilin, China"))[0].unplaced == {}


def test_a_wrong_clock_is_corrected_and_what_it_recorded_is_kept_beside() -> None:
    found = [
        shot("a", "09:00:00"),
        shot("b", "09:01:00"),
        shot("c", "2024-05-01"),
        shot("d"),
        shot("e", "0001-01-01T00:00"),
    ]
    done, book = imported(*found, clock_offset="-1h30m")

    first = book.images[1]
    assert (first.date_created, first.recorded_date, first.clock_offset) == (
        f"{DAY}07:30:00",
        f"{DAY}09:00:00",
        "-1h30m",
    )
    one = next(one for one in book.sightings.values() if "i1" in one.images)
    assert (one.event_date, one.recorded_date, one.clock_offset) == (
        f"{DAY}07:30:00/{DAY}07:31:00",
        f"{DAY}09:00:00/{DAY}09:01:00",
        "-1h30m",
    )
    assert [book.images[number].clock_offset for number in (3, 4, 5)] == [None, None, None]
    assert (done.corrected, done.uncorrected, done.undated) == (2, 2, 1)


def test_the_future_is_kept_and_counted() -> None:
    done, book = imported(shot("a", "2031-01-01T09:00:00"))

    assert (done.future, book.sightings[1].event_date) == (1, "2031-01-01T09:00:00")


def test_what_is_said_is_read_before_anything_is_planned() -> None:
    with pytest.raises(BadValueError, match="is no method"):
        imported(shot("a"), words=SightingWords(method="guessing"))


def test_a_name_of_two_species_is_refused() -> None:
    book = Book(taxa={1: Taxon(vernacular_name="Lynx"), 2: Taxon(vernacular_name="Lynx")})
    with pytest.raises(NotOneError, match="t1 and t2"):
        imported(shot("a", "09:00:00", "Species|Lynx"), book=book)


NIGHT = [shot(str(at), f"{9 + at // 3:02}:{at % 3 * 20:02}:00", f"Species|{'LW'[at % 5 // 3]}") for at in range(12)]


def sightings(book: Book) -> set[tuple[str | None, str | None, frozenset[str | None]]]:
    """Give species, date and files of every sighting."""
    return {(name, date, frozenset(book.images[int(ref[1:])].file for ref in refs)) for name, date, refs in told(book)}


@given(st.integers(0, len(NIGHT)), st.sampled_from([0, 20, 40, 60]))
def test_a_card_imported_in_two_halves_makes_the_sightings_of_one(half: int, minutes: int) -> None:
    gap = timedelta(minutes=minutes)
    first = imported(*NIGHT[:half], gap=gap)[1]

    whole = imported(*NIGHT, gap=gap)[1]
    assert sightings(imported(*NIGHT[half:], book=first, gap=gap)[1]) == sightings(whole)
    assert sightings(imported(*NIGHT, book=first, gap=gap)[1]) == sightings(whole)


@given(st.lists(st.sets(st.integers(0, len(NIGHT) - 1)), max_size=4))
def test_no_picture_comes_in_twice_whatever_was_imported_before(parts: list[set[int]]) -> None:
    book = Book()
    for part in parts:
        _, book = imported(*(NIGHT[at] for at in part), book=book)
    shown = [ref for one in book.sightings.values() for ref in one.images]

    assert sorted(shown) == sorted(f"i{number}" for number in book.images)
    assert len(book.images) == len(set().union(*parts))
    again, after = imported(*(NIGHT[at] for at in set().union(*parts)), book=book)
    assert (again.new, again.events, after) == (0, (), book)


def test_cameras_keep_the_order_in_which_they_were_found() -> None:
    found = [shot(str(number), "09:00:00", folder=f"Station {number}") for number in (2, 10, 1)]
    assert [event.camera for event in imported(*found)[0].events] == ["Station 2", "Station 10", "Station 1"]
