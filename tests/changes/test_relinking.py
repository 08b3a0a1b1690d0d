"""Finding pictures again by their digest: which copy is taken, and what is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from logbook.changes import relinking
from logbook.changes.relinking import Move
from logbook.errors import LogbookError
from logbook.records import Book, Id, Image
from tests.drafting import on


def moves(file: str | None, sha256: str | None, *copies: str) -> list[str]:
    """Plan one picture's new path, where the files in `copies` have the digest "aa"."""
    planned = relinking.plan({3: Image(file=file, sha256=sha256)}, {"aa": copies} if copies else {})
    assert all((move.id, move.before) == (Id("images", 3), file) for move in planned)
    return [move.after for move in planned]


def test_a_picture_is_known_by_its_digest_whatever_its_file_is_called() -> None:
    assert moves("old/a.jpg", "aa", "new/other.jpg") == ["new/other.jpg"]
    assert moves("old/a.jpg", "AA", "new/other.jpg") == ["new/other.jpg"]
    assert moves("old/a.jpg", "bb", "new/a.jpg") == []
    assert moves("old/a.jpg", "aa") == []


def test_of_several_copies_the_one_with_the_recorded_name_is_taken_else_the_first() -> None:
    assert moves("old/a.jpg", "aa", "x/b.jpg", "x/A.JPG", "y/a.jpg") == ["x/A.JPG"]
    assert moves("a.jpg", "aa", "x/aa.jpg", "x/b.jpg") == ["x/aa.jpg"]


def test_what_has_no_digest_or_never_had_a_file_is_not_touched() -> None:
    assert moves("old/a.jpg", None, "new/a.jpg") == []
    assert moves(None, "aa", "new/a.jpg") == []


def test_two_records_of_one_picture_each_get_the_copy_of_their_name() -> None:
    lost = {1: Image(file="a.jpg", sha256="aa"), 2: Image(file="b.jpg", sha256="aa")}

    assert [move.after for move in relinking.plan(lost, {"aa": ["x/b.jpg", "x/a.jpg"]})] == ["x/a.jpg", "x/b.jpg"]


def test_files_of_the_lost_names_are_looked_at_first() -> None:
    lost = [Image(file="2013/IMG_7.JPG", sha256="aa"), Image(file="b.jpg")]
    files = [Path("x/c.jpg"), Path("x/img_7.jpg"), Path("y/b.jpg"), Path("y/2013")]

    assert relinking.namesakes(lost, files) == (files[1:3], [files[0], files[3]])
    assert relinking.wanted(lost) == {"aa"}


def test_only_the_path_is_changed() -> None:
    draft = on(Book(images={3: Image(file="old/a.jpg", sha256="aa", title="Cub", uuid="u")}))
    relinking.relink(draft, [Move(Id("images", 3), "old/a.jpg", "new/a.jpg")])

    (change,) = draft.changes()
    assert json.loads(change.after or b"") == {
        "uuid": "u",
        "file": "new/a.jpg",
        "sha256": "aa",
        "title": "Cub",
        "modified": "2026-11-22T12:00:00Z",
    }


def test_a_picture_that_was_changed_meanwhile_is_not_set_anew() -> None:
    draft = on(Book(images={3: Image(file="by-hand/a.jpg", sha256="aa")}))

    with pytest.raises(LogbookError, match="changed meanwhile"):
        relinking.relink(draft, [Move(Id("images", 3), "old/a.jpg", "new/a.jpg")])
    assert draft.changes() == []
