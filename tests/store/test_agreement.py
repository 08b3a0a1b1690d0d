"""Whether records are what the history says that the program last wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from logbook.changes import Change
from logbook.records import Id
from logbook.store import agreement
from logbook.store.history import Entry, Touched, touched

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B, C = b'{"uuid":"a","remarks":"a"}', b'{"uuid":"b","remarks":"b"}', b'{"uuid":"a","remarks":"c"}'


def entry(revision: int, *changes: Change) -> Entry:
    """Make a transaction that follows the one before."""
    time, made = "2026-11-22T12:00:00Z", touched(changes)
    return Entry(revision=revision, parent=revision - 1, time=time, command=f"no. {revision}", changes=made)


def change(number: int, before: bytes | None, after: bytes | None, table: str = "sightings") -> Change:
    return Change(table, number, before, after)


def compare(entries: Sequence[Entry], **now: bytes) -> agreement.Agreement:
    """Compare the sightings of a file, as s1=…, with transactions, oldest first."""
    lines = {int(name[1:]): line for name, line in now.items()}
    return agreement.compare(entries[::-1], lambda table: lines if table == "sightings" else {})


ADDED = entry(1, change(1, None, A), change(2, None, B))
EDITED = entry(2, change(1, A, C))


def states(found: agreement.Agreement) -> list[tuple[str, int, str, int]]:
    return [(str(one.which), one.last, one.state, one.entry.revision) for one in found.differing]


def test_a_file_as_it_was_written_agrees() -> None:
    assert compare([ADDED, EDITED], s1=C, s2=B) == agreement.Agreement([], {}, [])
    assert compare([], s1=C).whole


@pytest.mark.parametrize(
    ("now", "state"),
    [({"s1": A, "s2": B}, ("s1", 1, "changed", 2)), ({"s2": B}, ("s1", 1, "gone", 2))],
)
def test_only_the_last_word_on_a_record_counts(now: dict[str, bytes], state: tuple[str, int, str, int]) -> None:
    found = compare([ADDED, EDITED], **now)

    assert state in states(found)
    assert not found.whole


def test_of_a_run_it_is_known_that_one_differs_and_later_changes_are_seen_through() -> None:
    assert states(compare([ADDED, EDITED], s1=C, s2=A)) == [("s2", 2, "changed", 1)]
    assert states(compare([ADDED], s1=A, s2=A)) == [("s1", 2, "changed", 1)]


@pytest.mark.parametrize(("now", "state"), [({"s1": A, "s5": B}, "changed"), ({}, "gone")])
def test_a_run_longer_than_all_records_is_not_gone_along(now: dict[str, bytes], state: str) -> None:
    made = Entry(revision=1, parent=0, time="", command="", changes=(Touched(table="sightings", id=1, last=10**17),))
    found = compare([made], **now)

    assert states(found) == [("s1", 10**17, state, 1)]
    assert found.added == []


def test_what_was_removed_and_is_there_again_is_told() -> None:
    removed = entry(2, change(1, A, None), change(2, B, None))

    assert states(compare([ADDED, removed], s2=B)) == [("s2", 2, "back", 2)]
    assert compare([ADDED, removed]).whole


def test_records_before_the_history_begins_are_unknown_and_those_beyond_it_were_put_in() -> None:
    found = compare([entry(5, change(7, None, A)), entry(6, change(8, None, B))], s3=B, s7=A, s8=B, s12=C)

    assert found.added == [Id("sightings", 12)]
    assert not found.whole


def test_tables_that_are_not_ours_are_passed_over() -> None:
    assert compare([entry(1, change(1, None, A, "weather"))]).whole


def test_fields_in_another_order_are_known_by_the_digest() -> None:
    turned = b'{"remarks":"a","uuid":"a"}'
    found = compare([entry(1, change(1, None, A))], s1=turned)

    assert found.reordered == {Id("sightings", 1): A}
    assert found.whole
    assert compare([ADDED], s1=turned, s2=B).reordered == {Id("sightings", 1): A}


def test_the_order_before_a_change_is_kept_and_the_time_of_the_change_comes_last() -> None:
    before = b'{"remarks":"a","uuid":"u"}'
    after = b'{"remarks":"b","uuid":"u","region":"China","modified":"2026"}'
    found = compare([entry(2, change(1, before, after))], s1=msgspec.json.format(after, indent=0))

    assert compare([entry(2, change(1, before, after))], s1=_sorted(after)).reordered == {Id("sightings", 1): after}
    assert found.whole


def test_a_record_that_is_not_valid_is_only_told() -> None:
    broken = b'{"images":5}'

    assert agreement.in_order("sightings", broken, None) == broken
    assert states(compare([entry(1, change(1, None, A))], s1=broken)) == [("s1", 1, "changed", 1)]


def test_one_change_beyond_the_file_does_not_make_it_older_but_one_upon_it_does() -> None:
    entries = [entry(3), entry(2), entry(1)]

    assert [one.revision for one in agreement.newer(entries, 1)] == [2, 3]
    assert agreement.is_older(agreement.newer(entries, 1), 1)
    assert not agreement.is_older(agreement.newer(entries, 2), 2)


def _sorted(line: bytes) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(line), order="sorted")
