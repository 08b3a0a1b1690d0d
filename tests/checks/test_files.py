"""Picture files that are gone, changed, or not to be read."""

from __future__ import annotations

from logbook.checks.faults import Facts
from logbook.records import Book, Image
from tests.checks.asking import NOW, found


def test_files_that_are_missing() -> None:
    book = Book(images={1: Image(file="a.jpg"), 2: Image(file="b.jpg")})

    (finding,) = found("missing-file", book, Facts(now=NOW, missing_files=frozenset({2})))
    assert (finding.id, finding.text) == ("i2", "file missing: b.jpg")
    assert "--look-in" not in finding.advice


def test_a_missing_file_whose_digest_is_known_can_be_found_again() -> None:
    book = Book(images={1: Image(file="a.jpg", sha256="aa")})

    (finding,) = found("missing-file", book, Facts(now=NOW, missing_files=frozenset({1})))
    assert finding.advice.endswith("logbook check --fix --look-in DIR")


def test_files_that_are_no_longer_what_was_recorded_or_cannot_be_read() -> None:
    book = Book(images={number: Image(file=f"{number}.jpg", sha256="aa") for number in (1, 2, 3)})
    facts = Facts(now=NOW, changed_files=frozenset({3}), unreadable_files={2: "2.jpg cannot be read: no"})

    unread, changed = found("changed-file", book, facts)
    assert (unread.id, unread.text) == ("i2", "2.jpg cannot be read: no")
    assert (changed.id, changed.text) == ("i3", "file changed since it was recorded: 3.jpg")
    assert "logbook check --fix --look-in DIR" in changed.advice


def test_a_file_that_is_there_and_is_not_opened_is_told_with_the_reason() -> None:
    facts = Facts(now=NOW, missing_files=frozenset({1}), closed_files={1: "its file /a.jpg lies outside"})

    (finding,) = found("missing-file", Book(images={1: Image(file="/a.jpg")}), facts)
    assert finding.text == "its file /a.jpg lies outside"
    assert "logbook attach SIGHTING FILE" in finding.advice
