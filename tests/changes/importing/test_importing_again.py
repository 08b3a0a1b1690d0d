"""What a folder comes to where the logbook has some of its pictures; and clocks that began anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from logbook.changes.importing.imported import Picture, Reset
from logbook.records import Animal, Book, Deployment, Id, Image, Sighting
from tests.changes.importing.test_importing import DAY, imported, shot, told

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B, C = shot("a", "09:00:00"), shot("b", "09:20:00"), shot("c", "09:40:00")
S1, D1 = Id("sightings", 1), Id("deployments", 1)


def moved(one: Picture, folder: str = "elsewhere") -> Picture:
    """Find the same picture under another name in another folder."""
    return one._replace(image=replace(one.image, file=f"{folder}/renamed.jpg"), folders=(folder,))


def test_a_picture_is_known_by_its_content_wherever_it_lies_and_equal_files_are_taken_once() -> None:
    first, book = imported(A, moved(A))
    again, after = imported(moved(A), book=book)

    assert (first.new, first.twice) == (1, 1)
    assert (again.new, again.known, after) == (0, ((Id("images", 1), "elsewhere/renamed.jpg"),), book)


def test_digests_in_capitals_are_the_same() -> None:
    book = Book(images={1: Image(sha256="DIGEST OF A")})
    assert imported(shot("a"), book=book)[0].new == 0


@pytest.mark.parametrize("found", [(A, B, C), (C,)])
def test_new_pictures_of_an_event_go_to_its_sighting_whose_date_grows(found: Sequence[Picture]) -> None:
    _, book = imported(A, B)
    done, after = imported(*found, book=book)

    assert told(after) == [("unidentified", "09:00:00/09:40:00", ("i1", "i2", "i3"))]
    (event,) = done.events
    assert (event.sighting, event.images, event.continued) == (S1, (Id("images", 3),), True)
    assert len(after.deployments) == 1


def test_a_picture_between_two_sightings_goes_to_the_first_and_both_are_told() -> None:
    late = shot("d", "09:50:00")
    _, book = imported(A, late)
    done, after = imported(A, B, late, book=book)

    assert told(after) == [
        ("unidentified", "09:00:00/09:20:00", ("i1", "i3")),
        ("unidentified", "09:50:00", ("i2",)),
    ]
    assert [(event.sighting, event.beside) for event in done.events] == [(S1, (Id("sightings", 2),))]


def test_a_camera_whose_clock_was_corrected_before_is_told_where_this_time_it_was_not() -> None:
    _, book = imported(A, clock_offset="+1h")
    assert imported(C, book=book)[0].corrections == {"North": "+1h"}
    assert imported(C, book=book, clock_offset="+1h")[0].corrections == {}


def test_a_date_that_somebody_has_set_stays() -> None:
    _, book = imported(A)
    said = replace(book.sightings[1], event_date="2024-05")
    _, after = imported(A, B, book=Book(**{**vars_of(book), "sightings": {1: said}}))

    assert told(after) == [("unidentified", "2024-05", ("i1", "i2"))]


def vars_of(book: Book) -> dict[str, object]:
    return {name: getattr(book, name) for name in book.__struct_fields__}


def test_a_corrected_event_grows_with_corrected_pictures_only() -> None:
    _, book = imported(A, clock_offset="+1h")
    _, grown = imported(B, book=book, clock_offset="+1h")
    _, other = imported(shot("d", "10:20:00"), book=book)

    one = grown.sightings[1]
    assert (one.event_date, one.recorded_date) == (f"{DAY}10:00:00/{DAY}10:20:00", f"{DAY}09:00:00/{DAY}09:20:00")
    assert one.clock_offset == "+1h"
    assert told(other) == [("unidentified", "10:00:00", ("i1", "i2"))]


def test_a_settled_species_stays_and_its_new_pictures_are_another_sighting() -> None:
    _, book = imported(A)
    settled = replace(book.sightings[1], vernacular_name="Lynx")
    _, after = imported(A, B, book=Book(**{**vars_of(book), "sightings": {1: settled}}))

    assert told(after) == [("Lynx", "09:00:00", ("i1",)), ("unidentified", "09:20:00", ("i2",))]


def test_pictures_of_a_sighting_without_camera_or_with_a_strange_reference_are_no_fault() -> None:
    book = Book(
        deployments={1: Deployment(location_name="North"), 2: Deployment()},
        images={1: replace(A.image, sha256=None), 2: B.image},
        sightings={
            1: Sighting(scientific_name="Lynx lynx", deployment="d1", images=("i1", "i9", "cub.jpg")),
            2: Sighting(images=("i2",)),
        },
    )
    _, after = imported(B, C, book=book)

    assert after.sightings[2].images == ("i2",)
    assert after.sightings[3].images == ("i3",)


@pytest.mark.parametrize(
    ("animals", "grown"),
    [
        ((), [("M3", 1)]),
        ((Animal(n=1, count=1, individual_id="F12"),), [("F12", 1), ("M3", 2)]),
        ((Animal(n=1, count=1, individual_id="M3"),), [("M3", 1)]),
        ((Animal(n=1, count=2, life_stage="juvenile"),), [(None, 1)]),
    ],
)
def test_an_individual_in_a_new_picture_is_an_animal_of_its_sighting(
    animals: tuple[Animal, ...], grown: list[tuple[str | None, int]]
) -> None:
    _, book = imported(A)
    one = replace(book.sightings[1], animals=animals)
    who = [f"Individual|{animal.individual_id}" for animal in animals if animal.individual_id]
    found = shot("b", "09:20:00", "Individual|M3", *who)
    _, after = imported(found, book=Book(**{**vars_of(book), "sightings": {1: one}}))

    assert [(animal.individual_id, animal.n) for animal in after.sightings[1].animals] == grown


def test_a_total_that_somebody_counted_is_not_disturbed_by_individuals() -> None:
    _, book = imported(A)
    one = replace(book.sightings[1], individual_count=2)
    _, after = imported(shot("b", "09:20:00", "Individual|M3"), book=Book(**{**vars_of(book), "sightings": {1: one}}))

    assert (after.sightings[1].animals, after.sightings[1].images) == ((), ("i1", "i2"))


def test_a_file_that_was_changed_where_it_lies_is_not_taken_again() -> None:
    _, book = imported(A, clock_offset="+1h")
    tagged = A._replace(image=replace(A.image, sha256="other"), keywords=("Species|Lynx",))
    done, after = imported(tagged, book=book)

    assert (done.new, done.changed, done.known) == (0, (Id("images", 1),), ((Id("images", 1), A.image.file),))
    assert after == book


@pytest.mark.parametrize("time", [None, f"{DAY}21:00:00"])
def test_a_card_that_is_filled_again_has_the_same_paths_and_other_pictures(time: str | None) -> None:
    _, book = imported(A)
    other = A._replace(image=replace(A.image, sha256="other", date_created=time))

    assert imported(other, book=book)[0].new == 1


RESET = "2013-01-01T00:0"


def card(*times: str) -> list[Picture]:
    """Fill a card: pictures at times of the day, or in minutes after a reset."""
    return [shot(f"{at}", time if ":" in time else f"{RESET}{time}:00") for at, time in enumerate(times)]


def test_a_clock_that_began_anew_is_told_with_its_pictures_and_sightings() -> None:
    done, _ = imported(*card("09:00:00", "0", "1", "2"))

    assert done.resets == (
        Reset(
            camera="North",
            file="cards/North/1",
            time=f"{RESET}0:00",
            images=3,
            sightings=(Id("sightings", 2),),
            selected=(D1, "2013-01-01", "2013-01-01"),
        ),
    )


def test_two_beginnings_of_a_clock_are_never_one_event_and_no_days_tell_them_apart() -> None:
    done, book = imported(*card("09:00:00", "0", "3", "0", "2"))

    assert sorted(one.images for one in book.sightings.values()) == [("i1",), ("i2", "i3"), ("i4", "i5")]
    assert [(one.sightings, one.selected) for one in done.resets] == [
        ((Id("sightings", 2),), None),
        ((Id("sightings", 3),), None),
    ]


def test_a_reset_is_told_where_its_first_picture_is_left_out_and_of_new_pictures_alone() -> None:
    blank = card("0")[0]._replace(keywords=("Species|Human",))
    found = [blank, *(shot(f"later {hour}", f"2013-01-01T{hour}:00:00") for hour in ("05", "06"))]
    done, book = imported(*found)
    more, _ = imported(*found, shot("later 07", "2013-01-01T07:00:00"), book=book)

    assert [(one.file, one.images) for one in done.resets] == [("cards/North/0", 2)]
    assert [(one.file, one.images) for one in more.resets] == [("cards/North/0", 1)]
    assert imported(*found, book=book)[0].resets == ()


def test_days_that_another_sighting_of_the_camera_has_do_not_select_a_reset() -> None:
    _, book = imported(shot("x", "2013-01-01T12:00:00"))

    assert imported(*card("09:00:00", "0"), book=book)[0].resets[0].selected is None


def test_a_reset_that_is_corrected_in_the_import_is_not_told() -> None:
    assert imported(*card("0", "1"), clock_offset="+4138d9h15m")[0].resets == ()
