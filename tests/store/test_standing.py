"""A file that is not the one its history ends with is told, and never by mistake while others write."""

from __future__ import annotations

from pathlib import Path

from logbook.changes import Change
from logbook.store.standing import Newest, Standing, newest
from tests.store.deeds import add, commit

FILE = Path("logbook.json")
HISTORY = Path("logbook.history.jsonl")


def make(changes: int) -> None:
    for number in range(changes):
        add(FILE.absolute(), f"no. {number}")


def test_the_end_of_the_history_is_known_though_its_last_line_is_torn() -> None:
    make(2)
    assert newest(FILE.absolute()) == Newest(2, 1)

    with HISTORY.open("ab") as file:
        file.write(b'{"revision":3,"par')
    assert newest(FILE.absolute()) == Newest(2, 1)


def test_without_a_history_or_in_a_line_without_end_nothing_is_known() -> None:
    assert newest(FILE.absolute()) is None
    assert Standing(FILE.absolute()).told(7) == []

    make(1)
    commit(FILE.absolute(), Change("logbook", 1, b"{}", b'{"description":"%b"}' % (b"x" * 100_000)))
    commit(FILE.absolute(), Change("logbook", 1, b'{"description":"%b"}' % (b"x" * 100_000), b"{}"))
    assert newest(FILE.absolute()) is None


def test_a_link_in_the_place_of_the_history_is_not_followed() -> None:
    make(1)
    HISTORY.rename("elsewhere.jsonl")
    HISTORY.symlink_to("elsewhere.jsonl")

    assert newest(FILE.absolute()) is None


def test_a_reader_is_told_nothing_of_the_change_that_is_being_written() -> None:
    make(3)
    standing = Standing(FILE.absolute())

    assert standing.told(3) == []
    assert standing.told(2) == []
    assert "revision 1 of 3" in standing.told(1)[0]


def test_a_file_that_is_gone_is_told_as_such() -> None:
    make(3)
    FILE.unlink()

    for writing in (False, True):
        (said,) = Standing(FILE.absolute()).told(0, writing=writing)
        assert said == f"{FILE.absolute()} is gone, and its history up to revision 3 is not: look for a backup"


def test_a_reader_is_told_nothing_of_what_was_written_since_it_looked() -> None:
    make(1)
    standing = Standing(FILE.absolute())
    make(2)

    assert standing.told(3) == []
    assert "do not belong together" in standing.told(4)[0]


def test_a_writer_is_told_of_every_change_that_is_not_in_the_file() -> None:
    make(3)
    standing = Standing(FILE.absolute())

    assert standing.told(3, writing=True) == []
    assert "the last change in the history, revision 3, is not in" in standing.told(2, writing=True)[0]
    assert "this change goes on from there" in standing.told(1, writing=True)[0]
