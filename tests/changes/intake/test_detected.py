"""What a machine found on pictures goes to the pictures of the logbook, or to none."""

from __future__ import annotations

import pytest

from logbook.changes.intake.items import Detected, Where
from logbook.records import Book, Image
from tests.changes.intake.taking import taken

BEAST = ({"category": "animal", "conf": 0.9},)
PERSON = ({"category": "person", "conf": 0.8},)
IMAGES = {
    1: Image(file="cards/Station 1/DCIM/IMG_0001.JPG"),
    2: Image(file="cards/Station 2/DCIM/IMG_0001.JPG"),
    3: Image(file_name="x.jpg"),
    4: Image(url="https://example.org/m/y.jpg?size=large"),
    5: Image(file="DCIM/twin.jpg"),
    6: Image(file="old/DCIM/twin.jpg"),
    7: Image(file="dcim/Twin.jpg", file_name="seven.jpg"),
    8: Image(title="no file"),
}


def detected(*files: str, what: tuple[dict[str, object], ...] = BEAST) -> list[Detected]:
    return [Detected(file, what, Where("md.json")) for file in files]


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("cards/Station 1/DCIM/IMG_0001.JPG", 1),
        ("Station 2\\DCIM\\img_0001.jpg", 2),
        ("./station 2/DCIM/IMG_0001.JPG", 2),
        ("/mnt/disk/cards/Station 1/DCIM/IMG_0001.JPG", 1),
        ("x.jpg", 3),
        ("y.jpg", 4),
        ("seven.jpg", 7),
        ("old/DCIM/twin.jpg", 6),
    ],
)
def test_a_picture_is_found_by_its_path_or_by_all_of_it_that_is_said(file: str, number: int) -> None:
    done, book = taken(*detected(file), book=Book(images=IMAGES))

    assert [n for n, one in book.images.items() if one.detections] == [number]
    assert (done.detected, done.left_out) == (1, {})


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("Station 3/DCIM/IMG_0001.JPG", "pictures not in the logbook"),
        ("z.jpg", "pictures not in the logbook"),
        ("C:\\field\\x.jpg", "pictures not in the logbook"),
        ("field/y.jpg", "pictures not in the logbook"),
        ("IMG_0001.JPG", "pictures of which it is not plain which one they are"),
        ("DCIM/TWIN.JPG", "pictures of which it is not plain which one they are"),
    ],
)
def test_a_picture_that_may_be_another_gets_nothing(file: str, why: str) -> None:
    book = Book(images=IMAGES)
    done, after = taken(*detected(file), book=book)

    assert after == book
    assert done.left_out == {why: 1}
    assert list(done.said) == [f"{why}: {file}"]


def test_two_files_that_can_both_be_one_picture_are_neither_unless_they_show_the_same() -> None:
    book = Book(images=IMAGES)
    first, second = (f"{disk}/cards/Station 1/DCIM/IMG_0001.JPG" for disk in "ab")
    done, after = taken(*detected(first), *detected(second, what=PERSON), book=book)
    _, same = taken(*detected(first, second), book=book)

    assert (after, done.left_out.total()) == (book, 2)
    assert same.images[1].detections == BEAST


def test_a_second_run_adds_nothing_and_other_detections_are_taken_where_asked() -> None:
    _, once = taken(*detected("y.jpg"), book=Book(images=IMAGES))
    again, same = taken(*detected("y.jpg"), *detected("x.jpg", what=()), book=once)
    told, left = taken(*detected("y.jpg", what=PERSON), book=once)
    done, after = taken(*detected("y.jpg", what=PERSON), book=once, update=True)

    assert same == left == once
    assert (again.known, again.detected) == ({"images": 2}, 0)
    assert [(one.field, one.ours, one.theirs) for one in told.changed] == [("detections", BEAST, PERSON)]
    assert (after.images[4].detections, done.detected) == (PERSON, 0)
